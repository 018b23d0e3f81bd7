"""Two months of a scheme side by side: findings that came and stayed, and bridges of totals."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial

from bulletin.compare.bridge import BridgeLine, Side, bridge
from bulletin.compare.moves import NOBODY, Move, move
from bulletin.law.rectification import Mending, Standing
from bulletin.model.month import Finding
from bulletin.model.rubric import Rubric
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Units
from bulletin.scoring.month import score
from bulletin.trace import Scores, UnitScore


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding with the points that it changed in its month, before any bound.

    ``done`` is when it was mended, as far as that is recorded up to the later month.
    """

    finding: Finding
    change: Fraction
    done: date | None = None


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """What became of the findings from one month to the other; no finding is in two lists.

    ``fresh`` and ``repeated`` were found in the later month. The others are older: ``persisting``
    were ordered to be rectified and are not by the end of the later month, ``rectified`` are.
    """

    fresh: tuple[Listed, ...] = ()
    persisting: tuple[Listed, ...] = ()
    repeated: tuple[Listed, ...] = ()
    rectified: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitComparison:
    """One unit in both months; None: it is not assessed in one of them."""

    unit: str
    name: str
    before: UnitScore | None
    after: UnitScore | None
    lines: tuple[BridgeLine, ...] = ()
    move: Move = NOBODY

    @property
    def change(self) -> Fraction | None:
        """Return by how much the total changes; None where one month has none."""
        was, now = (side.total if side else None for side in (self.before, self.after))
        return None if was is None or now is None else now - was

    @property
    def lines_by_size(self) -> tuple[BridgeLine, ...]:
        """Return the lines, the biggest first, whether by the rubric or by the data."""
        return tuple(sorted(self.lines, key=lambda line: -abs(line.change)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two months of a scheme; ``versions`` are those of the rubric in force in each."""

    scheme: str
    title: str
    months: tuple[str, str]
    versions: tuple[str, str]
    course: FindingChanges
    units: tuple[UnitComparison, ...]
    rubrics: tuple[Rubric, ...] = ()
    """Those in force in the two months, the later one first."""


def compare_months(assessment: Assessment, units: Units, before: str, after: str) -> Comparison:
    """Compare two months that have data; where the rubric changed, its share is told apart."""
    return of_scores(
        assessment, units, score(assessment, units, before), score(assessment, units, after)
    )


def of_scores(assessment: Assessment, units: Units, then: Scores, now: Scores) -> Comparison:
    """Compare two months that are scored already."""
    before, after = then.month, now.month
    old, new = assessment.rubric_for(before), assessment.rubric_for(after)
    assert old is not None and new is not None  # noqa: S101, PT018 - the checks have looked
    between = then if old is new else score(assessment, units, before, new)
    sides = _Sides((then, old), (between, new), (now, new))
    names = {unit.unit: unit.name for unit in (*now.units, *then.units)}
    return Comparison(
        scheme=assessment.scheme.id,
        title=assessment.scheme.title,
        months=(before, after),
        versions=(old.version, new.version),
        course=_course(assessment, (before, after), (then, now)),
        units=tuple(sides.unit(unit, name) for unit, name in names.items()),
        rubrics=(new, old),
    )


Counted = tuple[Scores, Rubric]


@dataclass(frozen=True, slots=True)
class _Sides:
    """The earlier month as it was and by the later rubric, and the later month."""

    then: Counted
    between: Counted
    now: Counted

    def unit(self, unit: str, name: str) -> UnitComparison:
        was, now = self.then[0].unit(unit), self.now[0].unit(unit)
        moved = move(self.then[0], self.now[0], unit) if was and now else NOBODY
        return UnitComparison(unit, name, was, now, self._lines(unit), moved)

    def _lines(self, unit: str) -> tuple[BridgeLine, ...]:
        """Go by way of the earlier month under the later rubric, where that gives a total."""
        then, between, now = (_side(c, unit) for c in (self.then, self.between, self.now))
        if then is None or now is None:
            return ()
        if between is None or between.score.total is None or self.between[0] is self.then[0]:
            return bridge(then, now)
        return (*bridge(then, between, by_rubric=True), *bridge(between, now))


def _side(counted: Counted, unit: str) -> Side | None:
    scored = counted[0].unit(unit)
    return Side(scored, counted[1]) if scored else None


# --- findings ---------------------------------------------------------------------------------


def _course(
    assessment: Assessment, months: tuple[str, str], scores: tuple[Scores, Scores]
) -> FindingChanges:
    before, after = (Mending(assessment, month) for month in months)
    later = assessment.months[months[1]].findings.values()
    older = [
        f
        for m, records in assessment.months.items()
        if m < months[1]
        for f in records.findings.values()
    ]
    done = (f for f in older if after.standing(f) is Standing.DONE)
    changes = {**_changes(scores[0]), **_changes(scores[1])}
    listed = partial(_listed, changes=changes, mending=after)
    return FindingChanges(
        fresh=listed(f for f in later if not f.repeats),
        persisting=listed(filter(after.is_open, older)),
        repeated=listed(f for f in later if f.repeats),
        rectified=listed(f for f in done if f.month >= months[0] or not before.done(f)),
    )


def _changes(scores: Scores) -> Mapping[str, Fraction]:
    changes: dict[str, Fraction] = {}
    for step in _steps(scores):
        changes[step[0]] = changes.get(step[0], Fraction(0)) + step[1]
    return changes


def _steps(scores: Scores) -> Iterator[tuple[str, Fraction]]:
    for unit in scores.units:
        yield from ((step.finding, step.change) for step in unit.steps if step.finding)


def _listed(
    findings: Iterable[Finding], changes: Mapping[str, Fraction], mending: Mending
) -> tuple[Listed, ...]:
    ordered = sorted(findings, key=lambda f: (f.unit, f.full_id))
    none = Fraction(0)
    return tuple(Listed(f, changes.get(f.full_id, none), mending.recorded(f)) for f in ordered)
