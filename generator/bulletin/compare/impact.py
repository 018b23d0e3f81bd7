"""What a change to the data does to a month's results, unit by unit, with the cause."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from bulletin.compare.bridge import BridgeLine, Side, bridge
from bulletin.compare.causes import Causes
from bulletin.compare.edits import Edit, View, edits
from bulletin.compare.moves import NOBODY, Move, move
from bulletin.model.rubric import Rubric
from bulletin.model.scheme import Scheme
from bulletin.model.unit import Units
from bulletin.problem import Problem
from bulletin.trace import AwardPlace, AwardResult, Missing, Scores, UnitScore


@dataclass(frozen=True, slots=True)
class Moved:
    """One line of the bridge between a unit's totals, with the records that brought it about."""

    line: BridgeLine
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class UnitEffect:
    """One unit before and after; None: it is not assessed there.

    ``edits`` are the causes where there is no line, as when only a flag or a grade differs.
    """

    unit: str
    name: str
    before: UnitScore | None
    after: UnitScore | None
    lines: tuple[Moved, ...] = ()
    edits: tuple[Edit, ...] = ()
    move: Move = NOBODY

    @property
    def change(self) -> Fraction | None:
        """Return by how much the total changes; None where there is no total on either side."""
        if self.before is None or self.after is None:
            return None
        if self.before.total is None or self.after.total is None:
            return None
        return self.after.total - self.before.total

    @property
    def size(self) -> tuple[bool, Fraction, int, int]:
        """Return how big the effect is: a total that comes or goes, points, places, the rest."""
        was, now = _result(self.before), _result(self.after)
        ranks = abs((was[1] or 0) - (now[1] or 0)) if was[1] and now[1] else 0
        comes_or_goes = (was[0] is None) != (now[0] is None)
        return comes_or_goes, abs(self.change or Fraction(0)), ranks, int(was[2:] != now[2:])


Result = tuple[Fraction | None, int | None, tuple[str, ...], str | None, bool]


def _result(score: UnitScore | None) -> Result:
    if score is None:
        return None, None, (), None, False
    return score.total, score.rank, score.flags, score.grade, score.provisional


@dataclass(frozen=True, slots=True)
class MonthEffect:
    """One month of a scheme before and after; a side without scores does not have the month."""

    scheme: str
    title: str
    month: str
    declared: Scheme
    before: Scores | None
    after: Scores | None
    units: tuple[UnitEffect, ...]
    owed: tuple[Missing, ...] = ()
    """What is pending now and was not."""
    handed_in: tuple[Missing, ...] = ()
    """What was pending and is no more."""
    rubrics: tuple[Rubric, ...] = ()
    """Those in force on either side, the new one first."""

    @property
    def size(self) -> tuple[bool, Fraction, int, int]:
        """Return the size of the biggest effect on a unit."""
        return max((unit.size for unit in self.units), default=(False, Fraction(0), 0, 0))


@dataclass(frozen=True, slots=True)
class AwardEffect:
    """One unit's place in a year's award before and after."""

    scheme: str
    year: str
    award: str
    title: str
    unit: str
    name: str
    before: AwardPlace | None
    after: AwardPlace | None

    @property
    def size(self) -> tuple[bool, bool, int, Fraction]:
        """Return how big the effect is: winning or not, being barred, places, points."""
        was, now = _standing(self.before), _standing(self.after)
        ranks = abs(was[2] - now[2]) if was[2] and now[2] else 0
        return was[0] != now[0], was[1] != now[1], ranks, abs(was[3] - now[3])


def _standing(place: AwardPlace | None) -> tuple[bool, tuple[str, ...], int, Fraction]:
    if place is None:
        return False, (), 0, Fraction(0)
    return place.winner, place.barred, place.rank or 0, place.score or Fraction(0)


@dataclass(frozen=True, slots=True)
class Merge:
    """What another change does together with this one: conflicts, and errors of both merged."""

    other: str
    conflicts: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Impact:
    """What the change from one state of the data to another does, the biggest effect first.

    ``before`` and ``after`` name the two states. While either has errors no effect is known.
    """

    before: str
    after: str
    units: Units
    broken: tuple[Problem, ...] = ()
    """The errors of the state before."""
    problems: tuple[Problem, ...] = ()
    """The errors of the state after."""
    months: tuple[MonthEffect, ...] = ()
    awards: tuple[AwardEffect, ...] = ()
    merge: Merge | None = None
    shown: tuple[Problem, ...] = ()
    """What readers of sealed months would see otherwise, the scores being the same."""

    @property
    def is_silent(self) -> bool:
        """Tell whether there is nothing to say."""
        merged = self.merge and (self.merge.conflicts or self.merge.problems)
        told = self.months or self.awards or self.shown
        return not (self.broken or self.problems or told or merged)


@dataclass(frozen=True, slots=True)
class Scored:
    """One side of a change: an assessment, the registers, and a month's scores."""

    view: View
    scores: Scores


def month_effect(before: Scored | None, after: Scored | None, month: str) -> MonthEffect | None:
    """Return what differs in a month; None where nothing does. One side at least has it."""
    side = after or before
    assert side is not None  # noqa: S101 - the caller has looked
    units = tuple(sorted(_units(before, after, month), key=_order))
    was, now = (frozenset(s.scores.pending) if s else frozenset() for s in (before, after))
    owed = tuple(m for m in (after.scores.pending if after else ()) if before and m not in was)
    done = tuple(m for m in (before.scores.pending if before else ()) if after and m not in now)
    if not units and not owed and not done and before and after:
        return None
    scheme = side.view.assessment.scheme
    old, new = (s.scores if s else None for s in (before, after))
    known = (s.view.assessment.rubric_for(month) for s in (after, before) if s)
    rubrics = tuple(one for one in known if one)
    named = (scheme.id, scheme.title, month, scheme)
    return MonthEffect(*named, old, new, units, owed, done, rubrics)


def _order(effect: UnitEffect) -> tuple[bool, Fraction, int, int, int]:
    """Put the biggest effect first, then the better rank."""
    comes_or_goes, points, ranks, rest = effect.size
    rank = effect.after.rank if effect.after else None
    return not comes_or_goes, -points, -ranks, -rest, rank or 10**6


def _units(before: Scored | None, after: Scored | None, month: str) -> Iterator[UnitEffect]:
    if before is None or after is None:
        yield from _one_sided(before, after)
        return
    causes = Causes(edits(before.view, after.view, month), before.view, after.view)
    known = {u.unit: u.name for side in (after, before) for u in side.scores.units}
    for unit, name in known.items():
        effect = _unit(before, after, (unit, name), causes)
        if effect:
            yield effect


def _one_sided(before: Scored | None, after: Scored | None) -> Iterator[UnitEffect]:
    for unit in before.scores.units if before else ():
        yield UnitEffect(unit.unit, unit.name, unit, None)
    for unit in after.scores.units if after else ():
        yield UnitEffect(unit.unit, unit.name, None, unit)


def _unit(before: Scored, after: Scored, who: tuple[str, str], causes: Causes) -> UnitEffect | None:
    was, now = before.scores.unit(who[0]), after.scores.unit(who[0])
    lines = _bridge(before, after, was, now)
    if not lines and _result(was) == _result(now):
        return None
    moved = tuple(Moved(line, causes.of(line, who[0])) for line in lines)
    bare = () if moved or _only_rank(was, now) else causes.of_unit(who[0])
    passing = move(before.scores, after.scores, who[0]) if was and now else NOBODY
    return UnitEffect(*who, was, now, moved, bare, passing)


def _only_rank(was: UnitScore | None, now: UnitScore | None) -> bool:
    old, new = _result(was), _result(now)
    return (old[0], *old[2:]) == (new[0], *new[2:])


def _bridge(
    before: Scored, after: Scored, was: UnitScore | None, now: UnitScore | None
) -> tuple[BridgeLine, ...]:
    old, new = (s.view.assessment.rubric_for(s.scores.month) for s in (before, after))
    if was is None or now is None or old is None or new is None:
        return ()
    return bridge(Side(was, old), Side(now, new))


# --- awards -----------------------------------------------------------------------------------


def award_effects(
    before: tuple[AwardResult, ...], after: tuple[AwardResult, ...], titles: Mapping[str, str]
) -> tuple[AwardEffect, ...]:
    """Return the units whose place in an award differs, who wins or loses first."""
    old, new = _places(before), _places(after)
    names = {place.unit: place.name for place in (*old.values(), *new.values())}
    found = []
    for key in dict.fromkeys((*new, *old)):
        was, now = old.get(key), new.get(key)
        if was != now:
            scheme, year, award, unit = key
            named = titles.get(award, award), unit, names[unit]
            found.append(AwardEffect(scheme, year, award, *named, was, now))
    return tuple(sorted(found, key=lambda effect: effect.size, reverse=True))


def _places(results: tuple[AwardResult, ...]) -> Mapping[tuple[str, str, str, str], AwardPlace]:
    return {(r.scheme, r.year, r.award, one.unit): one for r in results for one in r.units}
