"""Likely repeats and duplicates: what nobody marked is proposed, with its evidence.

Only findings of one unit and rule are compared, and only months that are not sealed are asked
about. The decision stands in the finding (``repeats``, ``distinct_from``, ``withdrawn``), so that
nobody is asked again.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile

from bulletin.law.alike import own_words, percent, shared
from bulletin.law.discoveries import Discoveries
from bulletin.law.repeats import found_again, onward
from bulletin.model.month import Finding
from bulletin.model.rubric import Rubric
from bulletin.model.scheme import Assessment

LIKELY = 40
"""From so many per cent on; measured in ``tests/unit/law/test_alike.py``."""
_SAME = 15
"""What the same subject, and the same place, add."""
_COMPARED = 200
"""With at most so many before it a finding is compared, the latest: the cost is bounded."""


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
    def same_subject(self) -> bool:
        """Both are about the same work item."""
        return _both(self.finding.subject, self.alike.subject)

    @property
    def same_place(self) -> bool:
        """Both were found at the same place."""
        return _both(self.finding.where, self.alike.where)


def _both(one: object, other: object) -> bool:
    return one is not None and getattr(one, "raw", one) == getattr(other, "raw", other)


def likely(
    assessment: Assessment, discoveries: Discoveries, broken: AbstractSet[str] = frozenset()
) -> Iterator[Likely]:
    """What is proposed of a scheme's open months; whether it is one event is asked first.

    Nothing is proposed of the findings whose files are ``broken``.
    """
    proposals = _Proposals(assessment, discoveries, broken)
    twice = tuple(proposals.duplicates())
    yield from twice
    asked = {one.finding.full_id for one in twice}
    yield from (one for one in proposals.repeats() if one.finding.full_id not in asked)


class _Proposals:
    """Compares the findings of one unit and rule."""

    def __init__(
        self, assessment: Assessment, discoveries: Discoveries, broken: AbstractSet[str]
    ) -> None:
        self.assessment, self.discoveries, self.broken = assessment, discoveries, broken
        months = assessment.months.values()
        self.findings = tuple(f for month in months for f in month.findings.values())
        self.heirs = {name: (heir,) for name, heir in found_again(self.findings).items()}
        self._own: dict[tuple[str, str], str] = {}
        self._lines: dict[tuple[str, str], frozenset[str]] = {}

    @cached_property
    def _matters(self) -> dict[tuple[str, str], list[Finding]]:
        """The findings that did not fall, by unit and rule, in the order of their dates."""
        found: dict[tuple[str, str], list[Finding]] = {}
        for one in sorted(self.findings, key=lambda f: (f.month, f.date, f.id)):
            if (one.stands or one.counted_in) and one.place.path not in self.broken:
                found.setdefault((one.unit, one.rule), []).append(one)
        return found

    def _open(self) -> Iterator[tuple[Rubric, Finding, list[Finding]]]:
        """Every finding of an open month with its rubric, and those before it under its rule."""
        for group in self._matters.values():
            for i, finding in enumerate(group):
                rubric = self.assessment.rubric_for(finding.month)
                sealed = self.assessment.months[finding.month].seal
                if rubric and not sealed and finding.rule in rubric.rules:
                    yield rubric, finding, group[max(0, i - _COMPARED) : i]

    def _ancestors(self, rubric: Rubric, rule: str) -> frozenset[str]:
        key = rubric.version, rule
        if key not in self._lines:
            self._lines[key] = self.assessment.ancestors(rubric, rule)
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
        return not self.discoveries.why_none(finding)

    def _last(self, other: Finding, finding: Finding) -> Finding:
        """The last discovery of a chain before a finding; a chain does not fork."""
        last = other
        for heir in takewhile(lambda heir: _before(heir, finding), onward(other, self.heirs)):
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
