"""Findings: the unit, the folder, the place, the source and the method exist."""

from collections.abc import Iterator, Mapping

from bulletin.checks.registry import Subject
from bulletin.checks.view import MonthView
from bulletin.checks.words import Choices, error, warning
from bulletin.model.month import Finding
from bulletin.problem import Code, Problem
from bulletin.text import listed

check = Subject[MonthView]()

METHOD = Code(
    "F011", "检查方式没有登记", "登记了方式（methods）的，检查方式必须在其中，或是通用的六种之一。"
)
INCOMPLETE = Code("F025", "申诉或撤回没有写全", "申诉、处理和撤回应当写明时间和理由（提醒）。")


@check(Code("F001", "单位不存在", "问题的单位必须登记在册。"))
def units_exist(view: MonthView) -> Iterator[Problem]:
    """A finding's unit is in a register."""
    choices = view.of.whole.choices
    for finding in view.month.findings.values() if view.of.whole.complete else ():
        if finding.unit not in choices:
            message = f"单位必须登记在册，名册里没有 {finding.unit}"
            yield error(finding.place, ("unit",), message, choices.hint(finding.unit))


@check(Code("F002", "单位当月不存在", "问题的单位在当月必须存在。"))
def units_exist_then(view: MonthView) -> Iterator[Problem]:
    """The unit exists in the month of the finding."""
    for finding in view.month.findings.values():
        unit = view.of.whole.units.get(finding.unit)
        if unit and not unit.exists_in(finding.month):
            late = unit.until is not None and unit.until < finding.month
            span = f"到 {unit.until} 为止" if late else f"从 {unit.since} 起才有"
            message = f"单位当月（{finding.month}）必须存在，{unit.id}（{unit.name}）{span}"
            hint = "写当月存在的单位，或改正名册里的 from、until"
            yield error(finding.place, ("unit",), message, hint)


@check(Code("F003", "单位不在考核范围", "问题的单位必须是考核对象，或在考核对象之下。"))
def units_are_assessed(view: MonthView) -> Iterator[Problem]:
    """The unit is assessed by the scheme, or lies below one that is."""
    units = view.of.whole.units
    for finding in view.month.findings.values() if view.of.selects else ():
        unit = units.get(finding.unit)
        if unit and unit.exists_in(finding.month) and unit.id not in view.within:
            message = f"单位必须是考核对象或其下级，{unit.id}（{unit.name}）都不是"
            hint = "核对 scheme.yaml 的 units；发生地点写在 place"
            yield error(finding.place, ("unit",), message, hint)


@check(Code("F004", "文件夹与单位不符", "问题文件所在的文件夹必须是该单位或其上级的标识。"))
def folders_fit(view: MonthView) -> Iterator[Problem]:
    """A finding lies in the folder of its unit, or of one above it."""
    units = view.of.whole.units
    for finding in view.month.findings.values():
        folder = finding.place.path.split("/")[-2]
        line = [unit.id for unit in units.lineage(finding.unit)]
        if line and folder not in line:
            message = f"文件夹必须是该单位或其上级，单位是 {finding.unit}，文件夹是 {folder}"
            hint = f"移到 findings/{finding.unit}/ 下，或改正 unit"
            yield error(finding.place, ("unit",), message, hint)


@check(Code("F007", "发生地点不存在", "发生地点必须登记在册，并在当月存在。"))
def places_exist(view: MonthView) -> Iterator[Problem]:
    """The place where it happened is a unit of a register that exists in that month."""
    whole = view.of.whole
    for finding in view.month.findings.values() if whole.complete else ():
        where = whole.units.get(finding.where or "")
        if finding.where and where is None:
            message = f"发生地点必须登记在册，名册里没有 {finding.where}"
            hint = whole.choices.hint(finding.where)
            yield error(finding.place, ("place",), message, hint)
        elif where and not where.exists_in(finding.month):
            message = f"发生地点当月必须存在，{where.id}（{where.name}）在 {finding.month} 不存在"
            hint = "写当月存在的单位，或改正名册里的 from、until"
            yield error(finding.place, ("place",), message, hint)


@check(Code("F010", "问题来源没有登记", "登记了来源（sources）的，问题来源必须在其中。"))
def sources_are_declared(view: MonthView) -> Iterator[Problem]:
    """A finding's source is declared in the scheme, where it lists sources."""
    for finding in view.month.findings.values():
        if view.of.unknown("sources", finding.source):
            yield _undeclared(finding, "source", finding.source, view.of.sources)


@check(METHOD)
def methods_are_declared(view: MonthView) -> Iterator[Problem]:
    """A finding's method is declared in the scheme, where it lists methods."""
    for finding in view.month.findings.values():
        if view.of.unknown("methods", finding.method):
            yield _undeclared(finding, "method", finding.method, view.of.methods)


def _undeclared(finding: Finding, key: str, written: str | None, known: Choices) -> Problem:
    word = "问题来源" if key == "source" else "检查方式"
    message = f"{word}必须先登记，scheme.yaml 的 {key}s 里没有 {written}"
    return error(finding.place, (key,), message, known.hint(written or ""))


@check(INCOMPLETE)
def appeals_are_complete(view: MonthView) -> Iterator[Problem]:
    """An appeal says when and why it was filed, and when and why it was decided."""
    for finding in view.sound:
        appeal = finding.appeal
        if appeal:
            wanted = {"filed": appeal.filed, "grounds": appeal.grounds}
            if appeal.decision:
                wanted |= {"decided": appeal.decided, "reason": appeal.reason}
            yield from _incomplete(finding, "appeal", "申诉", wanted)


@check(INCOMPLETE)
def withdrawals_are_complete(view: MonthView) -> Iterator[Problem]:
    """A withdrawal says when and why."""
    for finding in view.sound:
        taken = finding.withdrawn
        if taken:
            wanted = {"date": taken.on, "reason": taken.reason}
            yield from _incomplete(finding, "withdrawn", "撤回", wanted)


def _incomplete(
    finding: Finding, key: str, word: str, wanted: Mapping[str, object]
) -> Iterator[Problem]:
    lacking = [name for name, value in wanted.items() if not value]
    if lacking:
        message = f"{word}应当写明时间和理由，此处没有写 {listed(lacking)}"
        hint = f"在 {key} 下补上 {listed(lacking)}"
        yield warning(finding.place, (key,), message, hint)
