"""Likely repeats and duplicates: what nobody marked is proposed, with its evidence.

Only findings of one unit and rule are compared, and only months that are not sealed are asked
about. The decision stands in the finding (``repeats``, ``distinct_from``, ``withdrawn``), so that
nobody is asked again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from bulletin.checks.alike import own_words, percent, shared
from bulletin.checks.subject import Subject
from bulletin.checks.view import SchemeView
from bulletin.checks.words import error, listed, quoted, warning
from bulletin.model.month import Finding
from bulletin.model.rubric import Rubric
from bulletin.problem import Code, Problem

check = Subject[SchemeView]()

LIKELY = 40
"""From so many per cent on; measured in ``tests/unit/checks/test_alike.py``."""
_SAME = 15
"""What the same subject, and the same place, add."""
_WORDS = 5
_COMPARED = 200
"""With at most so many before it a finding is compared, the latest: the cost is bounded."""


TWICE = Code(
    "F026",
    "疑似登记了两次",
    "同月同一单位、同一计分办法的相近问题，应当撤回一条，或写明 distinct_from（提醒）。",
)
REPEAT = Code(
    "F023", "疑似重复没有注明", "与以前内容相近的问题应当写明 repeats，或写 none（提醒）。"
)


@dataclass(frozen=True, slots=True)
class Likely:
    """A finding, what it is probably the same as, and why.

    ``other`` is what the decision names: for a repeat the last of the chain, of which ``alike``
    has the words that are like these.
    """

    finding: Finding
    other: Finding
    alike: Finding
    percent: int
    shared: tuple[str, ...]

    @property
    def twice(self) -> bool:
        """It is asked whether one event was written down twice, else whether it is a repeat."""
        return self.alike.month == self.finding.month

    @property
    def evidence(self) -> str:
        """The other's words, how much is the same, and what."""
        one = self.alike
        text = f"{one.full_id}（{one.date}）{quoted(one.summary)}相近 {self.percent}%"
        words = [f"“{word}”" for word in self.shared[:_WORDS]]
        words += ["工作事项"] if _both(self.finding.subject, one.subject) else []
        words += ["地点"] if _both(self.finding.where, one.where) else []
        text += f"，相同的有{listed(words)}" if words else ""
        return text if one is self.other else f"{text}，以后又有 {self.other.full_id}"


def _both(one: object, other: object) -> bool:
    return one is not None and getattr(one, "raw", one) == getattr(other, "raw", other)


def likely(view: SchemeView) -> Iterator[Likely]:
    """What is proposed of a scheme's open months; whether it is one event is asked first."""
    proposals = _Proposals(view)
    twice = tuple(proposals.duplicates())
    yield from twice
    asked = {one.finding.full_id for one in twice}
    yield from (one for one in proposals.repeats() if one.finding.full_id not in asked)


class _Proposals:
    """Compares the findings of one unit and rule."""

    def __init__(self, view: SchemeView) -> None:
        self.view = view
        self._own: dict[tuple[str, str], str] = {}
        self._lines: dict[tuple[str, str], frozenset[str]] = {}

    @cached_property
    def _matters(self) -> dict[tuple[str, str], list[Finding]]:
        """The findings that did not fall, by unit and rule, in the order of their dates."""
        found: dict[tuple[str, str], list[Finding]] = {}
        broken = self.view.whole.book.broken
        for one in sorted(self.view.findings.values(), key=lambda f: (f.month, f.date, f.id)):
            if (one.stands or one.counted_in) and one.place.path not in broken:
                found.setdefault((one.unit, one.rule), []).append(one)
        return found

    def _open(self) -> Iterator[tuple[Rubric, Finding, list[Finding]]]:
        """Every finding of an open month with its rubric, and those before it under its rule."""
        for group in self._matters.values():
            for i, finding in enumerate(group):
                rubric = self.view.assessment.rubric_for(finding.month)
                sealed = self.view.assessment.months[finding.month].seal
                if rubric and not sealed and finding.rule in rubric.rules:
                    yield rubric, finding, group[max(0, i - _COMPARED) : i]

    def _ancestors(self, rubric: Rubric, rule: str) -> frozenset[str]:
        key = rubric.version, rule
        if key not in self._lines:
            self._lines[key] = self.view.ancestors(rubric, rule)
        return self._lines[key]

    def _older(self, rubric: Rubric, finding: Finding) -> Iterator[Finding]:
        """The findings of the unit under the rules that this one replaces."""
        for rule in sorted(self._ancestors(rubric, finding.rule) - {finding.rule}):
            yield from self._matters.get((finding.unit, rule), ())

    def repeats(self) -> Iterator[Likely]:
        """Findings that nobody answered for, each with the one that it repeats most probably."""
        for rubric, finding, before in self._open():
            answered = finding.repeats is not None or finding.repeats_denied
            charges = finding.stands and self._is_discovery(finding)
            if not answered and charges and _multiplies(rubric, finding):
                every = (*before, *self._older(rubric, finding))
                earlier = (f for f in every if f.month < finding.month and self._is_discovery(f))
                for best in self._most_alike(rubric, finding, earlier):
                    yield replace(best, other=self._last(best.alike, finding))

    def duplicates(self) -> Iterator[Likely]:
        """Findings of one month that are probably one event written down twice."""
        for rubric, finding, before in self._open():
            if rubric.rules[finding.rule].counts_each and finding.stands:
                same = (f for f in before if f.month == finding.month and f.stands)
                apart = (f for f in same if not _told_apart(f, finding))
                yield from self._most_alike(rubric, finding, apart)

    def _most_alike(
        self, rubric: Rubric, finding: Finding, others: Iterable[Finding]
    ) -> Iterator[Likely]:
        """The one that is most alike, of equals the latest; or none."""
        rows = ((self._percent(rubric, finding, other), other.full_id, other) for other in others)
        most, _, other = max(rows, default=(0, "", finding), key=lambda row: row[:2])
        if most >= LIKELY:
            words = (self._words(rubric, one, finding.rule) for one in (finding, other))
            yield Likely(finding, other, other, most, tuple(shared(*words)))

    def _percent(self, rubric: Rubric, finding: Finding, other: Finding) -> int:
        words = (self._words(rubric, one, finding.rule) for one in (finding, other))
        raised = _both(finding.subject, other.subject) + _both(finding.where, other.where)
        return min(percent(*words) + _SAME * raised, 100)

    def _words(self, rubric: Rubric, finding: Finding, rule: str) -> str:
        key = finding.full_id, rule
        if key not in self._own:
            self._own[key] = own_words(finding.summary, rubric.rules[rule].text)
        return self._own[key]

    def _is_discovery(self, finding: Finding) -> bool:
        """Whether a finding lengthens a chain; what does not is not proposed."""
        return not self.view.discoveries.why_none(finding)

    def _last(self, other: Finding, finding: Finding) -> Finding:
        """The last discovery of a chain before a finding; a chain does not fork."""
        last = other
        while (heir := self.view.found_again.get(other.full_id)) and _before(heir, finding):
            other = heir
            last = heir if self._is_discovery(heir) else last
        return last


def _before(earlier: Finding, later: Finding) -> bool:
    return (earlier.month, earlier.date) < (later.month, later.date)


def _multiplies(rubric: Rubric, finding: Finding) -> bool:
    """Tell whether a repeat would change what this finding charges."""
    by_repeat = any(m.when == "repeat" for m in rubric.modifiers)
    return rubric.rules[finding.rule].deducts and by_repeat


def _told_apart(one: Finding, other: Finding) -> bool:
    """Tell whether somebody has said that two findings of a month are two events."""
    return one.full_id in {*other.distinct_from, other.repeats} or other.full_id in {
        *one.distinct_from,
        one.repeats,
    }


@check(TWICE, REPEAT)
def likely_ones_are_decided(view: SchemeView) -> Iterator[Problem]:
    """Of a likely repeat or duplicate somebody has said what it is."""
    for one in likely(view):
        words = "疑似登记了两次的问题应当核实" if one.twice else "疑似重复的问题应当注明"
        code = TWICE if one.twice else REPEAT
        message = f"{words}，与 {one.evidence}"
        yield warning(one.finding.place, ("summary",), message, _hint(one), code=code)


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
