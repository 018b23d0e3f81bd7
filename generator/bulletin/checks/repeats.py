"""Repeats: a chain exists, goes back in time, and stays with its unit and rule.

As every finding of a chain is later than the one it repeats, a chain that passes has no loop.
"""

from collections.abc import Iterator

from bulletin.checks.reasons import sentence
from bulletin.checks.registry import Subject
from bulletin.checks.view import SchemeView
from bulletin.checks.words import Choices, error, warning
from bulletin.model.month import Finding
from bulletin.problem import Code, Problem
from bulletin.text import quoted

check = Subject[SchemeView]()


@check(Code("F016", "所重复的问题不存在", "repeats 必须是本考核办法里的一个问题。"))
def repeated_exist(view: SchemeView) -> Iterator[Problem]:
    """What a finding repeats is a finding of this scheme."""
    for finding in view.findings.values():
        wanted = finding.repeats
        if wanted and wanted not in view.findings and wanted not in view.broken_findings:
            message = f"所重复的问题必须在本考核办法里，没有 {wanted}"
            hint = _candidates(view, finding).hint(wanted)
            yield error(finding.place, ("repeats",), message, hint)


def _candidates(view: SchemeView, finding: Finding) -> Choices:
    same = [f for f in view.findings.values() if f.unit == finding.unit and _before(f, finding)]
    alike = [f for f in same if f.rule == finding.rule]
    titles = {f.full_id: quoted(f.summary) for f in alike or same}
    where = "写完整编号，如 2017-08/dh-001；确认不是重复的写 none"
    return Choices(titles, where)


def _before(earlier: Finding, later: Finding) -> bool:
    return (earlier.month, earlier.date) < (later.month, later.date)


def _pairs(view: SchemeView) -> Iterator[tuple[Finding, Finding]]:
    """Each finding that repeats another, with that other one."""
    for finding in view.findings.values():
        earlier = view.findings.get(finding.repeats or "")
        if earlier:
            yield finding, earlier


@check(
    Code("F017", "所重复的问题不在此前", "repeats 所指的问题必须在更早的月份，或同月更早的日期。")
)
def repeated_are_earlier(view: SchemeView) -> Iterator[Problem]:
    """What a finding repeats is of an earlier month, or of an earlier day of the month."""
    for finding, earlier in _pairs(view):
        broken = {earlier.place.path, finding.place.path} & view.whole.book.broken
        if not broken and not _before(earlier, finding):
            found = "就是它自己" if earlier is finding else f"发现于 {earlier.date}"
            message = f"所重复的问题必须在此之前（{finding.date}），{earlier.full_id} {found}"
            hint = "改正 repeats 或 date；确认不是重复的写 repeats: none"
            yield error(finding.place, ("repeats",), message, hint)


@check(
    Code(
        "F018",
        "所重复的问题不是同一类",
        "repeats 所指的问题必须是同一单位、同一（或被接替的）计分办法。",
    )
)
def repeated_are_alike(view: SchemeView) -> Iterator[Problem]:
    """What a finding repeats is of the same unit and rule, or of a rule that it replaces."""
    for finding, earlier in _pairs(view):
        rubric = view.assessment.rubric_for(finding.month)
        if earlier.unit not in view.whole.choices or finding.unit not in view.whole.choices:
            continue  # a problem of its own
        if earlier.unit != finding.unit:
            found = f"单位是 {earlier.unit}，此处是 {finding.unit}"
        elif rubric and finding.rule in view.whole.lost(rubric.place):
            continue  # what it replaces is not known
        elif rubric and earlier.rule not in view.ancestors(rubric, finding.rule):
            found = f"计分办法是 {earlier.rule}，此处是 {finding.rule}"
        else:
            continue
        message = f"所重复的问题必须是同一单位、同一计分办法，{earlier.full_id} 的{found}"
        hint = "改正 repeats；新版细则接替旧条的，在细则里写 replaces"
        yield error(finding.place, ("repeats",), message, hint)


@check(
    Code(
        "F019",
        "所重复的问题不算发现",
        "repeats 所指的问题，当时应当确属发现：没有撤回或全免，计分办法有效（提醒）。",
    )
)
def repeated_were_discoveries(view: SchemeView) -> Iterator[Problem]:
    """A finding should repeat what was a discovery: what charged nothing lengthens no chain."""
    for finding, earlier in _pairs(view):
        why = view.discoveries.why_none(earlier) if _is_judged(view, finding, earlier) else None
        if why:
            fell = earlier.withdrawn or not earlier.stands
            must = "应当仍然有效" if fell else "当时应当确属发现"
            message = f"所重复的问题{must}，{earlier.full_id} {sentence(why)}"
            before = view.discoveries.chain(earlier)
            last = next((f for f in before if not view.discoveries.why_none(f)), None)
            named = f"它以前的 {last.full_id}" if last else "仍然有效的那一次"
            yield warning(finding.place, ("repeats",), message, f"改指{named}，或写 repeats: none")


def _is_judged(view: SchemeView, finding: Finding, earlier: Finding) -> bool:
    """Tell whether a finding takes points, and its rubric and the earlier record could be read."""
    months = (finding.month, earlier.month)
    rubrics = [view.assessment.rubric_for(month) for month in months]
    whole = view.readable and view.whole.complete and view.selects
    broken = earlier.place.path in view.whole.book.broken or earlier.exempts_too_much
    broken = broken or earlier.unit not in view.whole.choices
    rule = rubrics[0].rules.get(finding.rule) if rubrics[0] else None
    takes = rule is not None and rule.harms
    return bool(whole and not broken and takes and all(rubrics))


@check(Code("F020", "两个问题重复同一个", "一个问题应当只被接着重复一次（提醒）。"))
def chains_do_not_fork(view: SchemeView) -> Iterator[Problem]:
    """One finding is repeated by at most one other; the next one repeats that."""
    taken: dict[str, Finding] = {}
    alike = (f for f, earlier in _pairs(view) if f.unit == earlier.unit)
    for finding in sorted(alike, key=lambda f: (f.date, f.full_id)):
        first = taken.setdefault(finding.repeats or "", finding)
        if first is not finding:
            message = f"一个问题应当只被接着重复一次，{first.full_id} 也重复 {finding.repeats}"
            hint = f"如果接着 {first.full_id} 发生，写 repeats: {first.full_id}"
            yield warning(finding.place, ("repeats",), message, hint)
