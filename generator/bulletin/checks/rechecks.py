"""Rechecks: they speak of findings that are to be mended, on days on which that could be seen."""

from collections.abc import Iterator

from bulletin.checks.registry import Subject
from bulletin.checks.view import MonthView
from bulletin.checks.words import Choices, error, warning
from bulletin.law.rectification import Mending
from bulletin.model.month import Finding, Recheck
from bulletin.months import last_day
from bulletin.problem import Code, Problem
from bulletin.text import quoted

check = Subject[MonthView]()

_REPEAT = "没有整改的，不记回头看，登记一个重复的问题（repeats）"


@check(Code("H001", "核实的问题不存在", "回头看核实的，必须是本考核办法本月或以前各月的问题。"))
def rechecked_exist(view: MonthView) -> Iterator[Problem]:
    """What is rechecked is a finding of this scheme, of this month or an earlier one."""
    for name, recheck in view.month.rechecks.items():
        if name in view.of.broken_findings:
            continue
        if name not in view.of.findings or name.partition("/")[0] > recheck.month:
            message = f"核实的问题必须在本考核办法的本月或以前各月里，没有 {name}"
            yield error(recheck.place, (), message, _candidates(view).hint(name))


def _candidates(view: MonthView) -> Choices:
    ordered = [f for f in view.of.findings.values() if f.ordered and f.month <= view.month.month]
    titles = {f.full_id: quoted(f.summary) for f in ordered}
    return Choices(titles, "路径写作 rechecks/<问题月份>/<问题编号>.yaml")


def _pairs(view: MonthView) -> Iterator[tuple[Recheck, Finding]]:
    """The rechecks with their findings, as far as both were read in full."""
    broken = view.of.whole.book.broken
    for name, recheck in view.month.rechecks.items():
        finding = view.of.findings.get(name)
        if finding and not broken & {finding.place.path, recheck.place.path}:
            yield recheck, finding


@check(Code("H002", "核实日期不对", "核实日期不得早于发现，也不得晚于所在月份的最后一日。"))
def dates_fit(view: MonthView) -> Iterator[Problem]:
    """A recheck is not before its finding, nor after the month in which it is recorded."""
    end = last_day(view.month.month)
    for recheck, finding in _pairs(view):
        if not finding.date <= recheck.on <= end:
            message = f"核实日期必须在 {finding.date}（发现）至 {end} 之间，此处为 {recheck.on}"
            hint = f"改正 date，或把文件移到 {recheck.on.isoformat()[:7]} 文件夹"
            yield error(recheck.place, ("date",), message, hint)


@check(Code("H003", "当月只有回头看", "回头看必须记在有考评记录的月份，不得使一个月份只有回头看。"))
def months_have_more(view: MonthView) -> Iterator[Problem]:
    """A month is one in which units are assessed: rechecks alone do not make one."""
    held, inside = view.month, f"{view.of.folder}{view.month.month}/"
    others = held.findings or held.measurements or held.marks or held.absences
    broken = any(path.startswith(inside) for path in view.of.whole.book.broken)
    first = next(iter(held.rechecks.values()), None)
    if first and not others and not broken:
        message = f"回头看必须记在有考评记录的月份，{held.month} 只有回头看，会被当作一次考评"
        hint = "等当月有了问题、数据或评分再记"
        yield error(first.place, (), message, hint)


@check(Code("H004", "不需要回头看", "核实的问题应当责令过整改，并且仍然有效（提醒）。"))
def rechecked_were_ordered(view: MonthView) -> Iterator[Problem]:
    """What is rechecked should have been ordered to be mended, and should still stand."""
    mending = Mending(view.of.assessment, view.month.month)
    for recheck, finding in _pairs(view):
        if not mending.is_ordered(finding):
            found = "没有责令整改" if finding.stands else "已撤回、申诉成立或另案计分"
            message = f"核实的问题应当责令过整改、仍然有效，{finding.full_id} {found}"
            yield warning(recheck.place, (), message, "核对编号；不需要核实的删去这个文件")


@check(Code("H005", "应当核实后一次", "再次发现的问题，应当核实后一次发现（提醒）。"))
def rechecked_were_not_found_again(view: MonthView) -> Iterator[Problem]:
    """Of what was found again, the last discovery is rechecked."""
    for recheck, finding in _pairs(view):
        later = view.of.found_again.get(finding.full_id)
        if later and later.date <= recheck.on:
            message = f"再次发现的问题应当核实后一次，{later.full_id} 重复 {finding.full_id}"
            hint = f"改为 rechecks/{later.full_id}.yaml；{_REPEAT}"
            yield warning(recheck.place, (), message, hint)


@check(Code("H006", "重复核实", "一个问题核实整改一次即可（提醒）。"))
def rechecked_once(view: MonthView) -> Iterator[Problem]:
    """A finding that was seen to be mended needs no other recheck."""
    before = [m for m in view.of.assessment.months.values() if m.month < view.month.month]
    for recheck, finding in _pairs(view):
        first = next((m for m in before if finding.full_id in m.rechecks), None)
        if first:
            message = f"一个问题核实整改一次即可，{first.month} 已经核实 {finding.full_id}"
            hint = f"删去后一个文件；{_REPEAT}"
            yield warning(recheck.place, (), message, hint)
