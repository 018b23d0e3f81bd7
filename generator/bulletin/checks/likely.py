"""Likely repeats and duplicates: of each somebody has said what it is.

The decision stands in the finding (``repeats``, ``distinct_from``, ``withdrawn``), so that nobody
is asked again.
"""

from collections.abc import Iterator

from bulletin.checks.registry import Subject
from bulletin.checks.view import SchemeView
from bulletin.checks.words import error, warning
from bulletin.law.likely import Likely, likely
from bulletin.problem import Code, Problem
from bulletin.text import listed, quoted

check = Subject[SchemeView]()

_WORDS = 5
"""At most so many of the shared words are told."""

TWICE = Code(
    "F026",
    "疑似登记了两次",
    "同月同一单位、同一计分办法的相近问题，应当撤回一条，或写明 distinct_from（提醒）。",
)
REPEAT = Code(
    "F023", "疑似重复没有注明", "与以前内容相近的问题应当写明 repeats，或写 none（提醒）。"
)


@check(TWICE, REPEAT)
def likely_ones_are_decided(view: SchemeView) -> Iterator[Problem]:
    """Of a likely repeat or duplicate somebody has said what it is."""
    for one in likely(view.assessment, view.discoveries, view.whole.book.broken):
        words = "疑似登记了两次的问题应当核实" if one.twice else "疑似重复的问题应当注明"
        code = TWICE if one.twice else REPEAT
        message = f"{words}，与 {evidence(one)}"
        yield warning(one.finding.place, ("summary",), message, _hint(one), code=code)


def evidence(likeness: Likely) -> str:
    """The other's words, how much is the same, and what."""
    alike, shared = likeness.alike, [f"“{word}”" for word in likeness.shared[:_WORDS]]
    text = f"{alike.full_id}（{alike.date}）{quoted(alike.summary)}相近 {likeness.percent}%"
    shared += ["工作事项"] if likeness.same_subject else []
    shared += ["地点"] if likeness.same_place else []
    text += f"，相同的有{listed(shared)}" if shared else ""
    return text if alike is likeness.other else f"{text}，以后又有 {likeness.other.full_id}"


def _hint(one: Likely) -> str:
    named = one.other.full_id
    if one.twice:
        return f"是同一件的，其中一条写 withdrawn 撤回；不是的写 distinct_from: {named}"
    return f"写 repeats: {named}；确认不是重复的写 repeats: none"


@check(Code("F027", "区分的问题不对", "distinct_from 必须是本月的其他问题。"))
def what_is_told_apart_exists(view: SchemeView) -> Iterator[Problem]:
    """What a finding is told apart from is another finding of its month."""
    for finding in view.findings.values():
        for wanted in finding.distinct_from:
            there = wanted in view.findings or wanted in view.broken_findings
            if not there or wanted == finding.full_id or wanted[:7] != finding.month:
                message = f"不是同一件的，必须指本月的另一个问题，此处为 {wanted}"
                hint = (
                    f"写 {finding.month} 另一个问题的完整编号；与以前的不是重复的写 repeats: none"
                )
                yield error(finding.place, ("distinct_from",), message, hint)
