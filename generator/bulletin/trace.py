"""Why a number is what it is: steps, and the scores that their changes add up to."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from bulletin.problem import Place
from bulletin.reason import Reason
from bulletin.text import UserText


class Status(StrEnum):
    """Five states that are never confused with one another or with zero."""

    SCORED = "scored"
    NOT_APPLICABLE = "not-applicable"
    EXEMPT = "exempt"
    NOT_PARTICIPATING = "not-participating"
    PENDING = "pending"


class Kind(StrEnum):
    """What a step does."""

    FULL = "full"  # a criterion whose rules deduct starts with full marks
    PART = "part"  # the score of a criterion below, or of a top criterion in the total
    DEDUCT = "deduct"
    EARN = "earn"
    AWARD = "award"
    NOTHING = "nothing"  # recorded, but charges nothing, and says why
    OVERFLOW = "overflow"  # what went beyond full marks; carried to the total or dropped
    CAP = "cap"
    VOID = "void"
    SCALE = "scale"
    FLOOR = "floor"


Modifiers = tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One change: ``base`` × ``count`` × ``factor``, signed, and the value after it.

    ``criterion`` is the criterion whose score changes; ``None`` means the total itself.
    ``running`` is filled in when the steps of a criterion or of the total are put in a row.
    """

    kind: Kind
    change: Fraction
    reason: Reason
    criterion: str | None = None
    part: str | None = None
    """The criterion below, for a step that brings its score."""
    rule: str | None = None
    clause: str = ""
    finding: str | None = None
    metric: str | None = None
    mark: str | None = None
    unit: str | None = None
    source: Place | None = None
    base: Fraction = Fraction(0)
    count: Fraction = Fraction(1)
    factor: Fraction = Fraction(1)
    modifiers: Modifiers = ()
    """What multiplied a deduction: each modifier's id, and the factor that it contributed."""
    parameters: tuple[tuple[str, str], ...] = ()
    running: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class RuleScore:
    """What one rule did for one unit: its state, and the points it changed."""

    rule: str
    status: Status
    change: Fraction
    reason: Reason | None = None
    place_in_rank: int | None = None


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """The score of one criterion that has points; ``score`` is None when nothing was scored.

    ``points`` are its full marks, ``taken`` the full marks of what the unit took part in: losses,
    shares, gates and means are measured against these. All are points of the criterion itself,
    after its ``out_of``.
    """

    id: str
    points: Fraction
    taken: Fraction
    score: Fraction | None
    overflow: Fraction
    status: Status
    steps: tuple[Step, ...]
    reason: Reason | None = None

    @property
    def lost(self) -> Fraction:
        """Return how much is missing of what was taken part in (0 where nothing was scored)."""
        return self.taken - self.score if self.score is not None else Fraction(0)

    @property
    def share(self) -> Fraction | None:
        """Return the part of the full marks of what was taken part in; None where there is none."""
        return self.score / self.taken if self.score is not None and self.taken else None

    @property
    def partly(self) -> bool:
        """Tell whether it was scored, and the unit took part in some of it only."""
        return self.score is not None and self.taken != self.points

    @property
    def perfect(self) -> bool:
        """Tell whether nothing is missing of what was taken part in."""
        return self.score is not None and not self.lost


def _voided(one: CriterionScore) -> Fraction | None:
    """Return what a void took of a criterion; None: it has no score that could be lost."""
    took = (step.change for step in one.steps if step.kind is Kind.VOID)
    return None if one.score is None else -sum(took, Fraction(0))


@dataclass(frozen=True, slots=True)
class Missing:
    """A number that somebody still owes: a measurement, a mark, or the agreed mark."""

    unit: str
    rule: str
    criterion: str | None
    metric: str | None
    provider: str


@dataclass(frozen=True)
class UnitScore:
    """One unit's score of a month with its whole trace; ``total`` None: nothing was scored."""

    unit: str
    name: str
    group: str | None
    total: Fraction | None
    rank: int | None
    base: Fraction
    overflow: Fraction
    bonus: Fraction
    penalty: Fraction
    flags: tuple[str, ...]
    grade: str | None
    criteria: tuple[CriterionScore, ...]
    total_steps: tuple[Step, ...]
    rules: tuple[RuleScore, ...]
    provisional: bool
    places: int

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Return all steps: those of each criterion, then those of the total."""
        inner = tuple(step for criterion in self.criteria for step in criterion.steps)
        return inner + self.total_steps

    @cached_property
    def voids(self) -> dict[str, Fraction]:
        """What each criterion lost because it scores nothing this month, in its own points.

        A criterion that had nothing to lose is in it with 0.
        """
        declared = {s.criterion for s in self.steps if s.kind is Kind.VOID and s.rule}
        lost = {one.id: _voided(one) for one in self.criteria if one.id in declared}
        return {key: value for key, value in lost.items() if value is not None}

    def criterion(self, wanted: str) -> CriterionScore | None:
        """Return the score of one criterion."""
        return self._by_id.get(wanted)

    @cached_property
    def _by_id(self) -> dict[str, CriterionScore]:
        return {criterion.id: criterion for criterion in self.criteria}


@dataclass(frozen=True)
class Scores:
    """The result of a scheme's month: units in the registers' order."""

    scheme: str
    month: str
    provisional: bool
    pending: tuple[Missing, ...]
    units: tuple[UnitScore, ...]

    def unit(self, wanted: str) -> UnitScore | None:
        """Return one unit's score."""
        return self._by_id.get(wanted)

    @cached_property
    def _by_id(self) -> dict[str, UnitScore]:
        return {score.unit: score for score in self.units}


@dataclass(frozen=True, slots=True)
class AwardPlace:
    """One unit in the year's award."""

    unit: str
    name: str
    score: Fraction | None
    rank: int | None
    winner: bool
    barred: tuple[str, ...]
    months: int


@dataclass(frozen=True, slots=True)
class AwardResult:
    """评优结果: ``base`` is the number of ranked units, ``places`` how many may win."""

    scheme: str
    year: str
    award: str
    base: int
    places: int
    provisional: bool
    units: tuple[AwardPlace, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """What another way of counting does to one unit's month."""

    unit: str
    name: str
    before: UnitScore
    after: UnitScore | None

    @property
    def moves(self) -> bool:
        """Tell whether the rank, a flag or the grade changes (not only the total)."""
        after = self.after
        if after is None:
            return True
        was, now = self.before, after
        return (was.rank, was.flags, was.grade) != (now.rank, now.flags, now.grade)


@dataclass(frozen=True, slots=True)
class TriedOption:
    """One option of a reading, tried: who shifts, and who would win or lose an award."""

    reading: str
    option: UserText
    shifts: tuple[Shift, ...]
    won: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    current: bool = False
    """The option sets what is set already: it is the one that was chosen."""

    @property
    def matters(self) -> bool:
        """Tell whether any rank, flag, grade or award would change."""
        return bool(self.won or self.lost) or any(shift.moves for shift in self.shifts)
