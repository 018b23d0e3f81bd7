"""What a rule does: each kind of action is one class with its whole meaning, in a closed union.

Whoever needs to know something of an action asks it (``Meaning``), or matches ``Action`` to the end
with ``assert_never``: of a new kind the type checker names every place that has to know it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar, Literal, Protocol

from bulletin.text import UserText

_NOTHING = Fraction(0)


# --- what actions are made of ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Amount:
    """Points: one number for all, or one for each kind of unit."""

    fixed: Fraction | None = None
    by_kind: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def highest(self) -> Fraction:
        """Return the largest number of points that this amount can mean."""
        return self.fixed if self.fixed is not None else max(self.by_kind.values())

    def of(self, kinds: tuple[str, ...]) -> Fraction | None:
        """Return the points for the first of these kinds that is named, nearest unit first."""
        if self.fixed is not None:
            return self.fixed
        return next((self.by_kind[kind] for kind in kinds if kind in self.by_kind), None)


class Partial(StrEnum):
    """What a step that is not whole counts for: nothing, its share, or a whole step."""

    FLOOR = "floor"
    PROPORTIONAL = "proportional"
    STARTED = "started"


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison with a limit: ``above`` and ``below`` are strict."""

    op: Literal["at_least", "at_most", "above", "below", "equals", "met"]
    limit: Fraction | bool

    @property
    def asks(self) -> bool:
        """Tell whether it asks yes or no."""
        return isinstance(self.limit, bool)


# --- what an action answers -----------------------------------------------------------------------


class ActionKey(StrEnum):
    """The key under which a kind of action is written in a rubric, in the schema's order."""

    DEDUCT = "deduct"
    AWARD = "award"
    TIERS = "tiers"
    EARN = "earn"
    RANK = "rank"
    JUDGE = "judge"
    VOID = "void"


class DrivenBy(StrEnum):
    """Which records make a rule act."""

    FINDINGS = "findings"
    MEASUREMENT = "measurement"
    MARK = "mark"


class Sign(StrEnum):
    """What an action does to points."""

    DEDUCT = "deduct"
    """Takes them from a criterion."""
    AWARD = "award"
    """Adds them to the bonus pool, wherever the rule stands."""
    EARN = "earn"
    """Gives them inside a criterion, which then starts at 0."""
    VOID = "void"
    """Leaves its criterion without any."""


class Counting(StrEnum):
    """How what drives a rule counts within a month."""

    EACH = "each"
    MONTH = "month"
    """Once, the dearest."""
    SUBJECT = "subject"
    """Once for each subject, which has to be named."""
    ALIKE = "alike"
    """One is as much as many."""


class Meaning(Protocol):
    """What every kind of action says of itself."""

    key: ClassVar[ActionKey]
    parts: ClassVar[tuple[str, ...]]
    """The keys that may be written below ``key``."""
    driven_by: ClassVar[DrivenBy]
    reaches_below: ClassVar[bool]
    """What happens at a unit below the assessed one counts too, where the rule is for that unit."""
    ranks: ClassVar[bool]
    """What one unit gets depends on the others."""

    @property
    def sign(self) -> Sign:
        """What it does to points."""

    @property
    def metric(self) -> str | None:
        """The metric that drives it; None where no measurement does."""

    @property
    def bound(self) -> Test | None:
        """The test to which its value is put; None where there is none."""

    @property
    def used(self) -> tuple[tuple[str, Fraction | bool], ...]:
        """The parameters that a step by measurement uses beside the value, by their keys."""

    def steps(self, value: Fraction) -> Fraction:
        """How many steps a measured value is charged; 0 for what charges no measurement."""

    @property
    def amounts(self) -> Mapping[tuple[str, ...], Amount]:
        """Its points that may differ by kind of unit, by the keys below ``key``."""

    def amount(self, tier: str | None) -> Amount | None:
        """The points of a finding of this tier; None for what has no such points."""

    @property
    def tiers(self) -> tuple[str, ...]:
        """The names of its tiers, in order; none where it has no tiers."""

    @property
    def counting(self) -> Counting:
        """How what drives it counts within a month."""

    @property
    def most(self) -> Fraction | None:
        """The most points that it can earn inside a criterion; None: no bound but full marks."""

    @property
    def full_mark(self) -> Fraction | None:
        """The highest mark that a panel may give; None where no panel judges."""


# --- what several kinds have in common ------------------------------------------------------------


class _ByFindings:
    """Driven by findings, whichever unit below the assessed one they are of."""

    __slots__ = ()
    driven_by: ClassVar[DrivenBy] = DrivenBy.FINDINGS
    reaches_below: ClassVar[bool] = True
    ranks: ClassVar[bool] = False
    metric: ClassVar[None] = None
    bound: ClassVar[None] = None
    used: ClassVar[tuple[tuple[str, Fraction | bool], ...]] = ()
    full_mark: ClassVar[None] = None

    def steps(self, value: Fraction) -> Fraction:  # noqa: ARG002 - as of every kind
        """No measurement is charged."""
        return _NOTHING


class _ByMeasurement:
    """Driven by the value of a metric."""

    __slots__ = ()
    driven_by: ClassVar[DrivenBy] = DrivenBy.MEASUREMENT
    full_mark: ClassVar[None] = None


class _Earning:
    """Gives points inside a criterion, to the assessed unit itself."""

    __slots__ = ()
    sign: ClassVar[Sign] = Sign.EARN
    reaches_below: ClassVar[bool] = False
    counting: ClassVar[Counting] = Counting.EACH

    def steps(self, value: Fraction) -> Fraction:  # noqa: ARG002 - as of every kind
        """No measurement is charged."""
        return _NOTHING


class _OneAmount:
    """Has the same points whatever the tier, which may differ by kind of unit."""

    __slots__ = ()
    points: Amount
    tiers: ClassVar[tuple[str, ...]] = ()

    @property
    def amounts(self) -> Mapping[tuple[str, ...], Amount]:
        """The one amount."""
        return {("points",): self.points}

    def amount(self, tier: str | None) -> Amount | None:  # noqa: ARG002 - as of every kind
        """The one amount."""
        return self.points


class _NoAmount:
    """Has no points that may differ by kind of unit."""

    __slots__ = ()
    tiers: ClassVar[tuple[str, ...]] = ()
    amounts: ClassVar[Mapping[tuple[str, ...], Amount]] = {}

    def amount(self, tier: str | None) -> None:
        """None."""


# --- the kinds ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deduct(_OneAmount, _ByFindings):
    """Take points for findings: for each, or once a month."""

    key: ClassVar[ActionKey] = ActionKey.DEDUCT
    parts: ClassVar[tuple[str, ...]] = ("points", "per", "once")
    sign: ClassVar[Sign] = Sign.DEDUCT
    most: ClassVar[Fraction] = _NOTHING

    points: Amount
    once: bool = False
    per: UserText | None = None

    @property
    def counting(self) -> Counting:
        """Each, unless once a month."""
        return Counting.MONTH if self.once else Counting.EACH


@dataclass(frozen=True, slots=True)
class DeductBeyond(_OneAmount, _ByMeasurement):
    """Take points for a value beyond a limit: for each step, or once a month where it is dearest.

    The limit is strict, ``above`` or ``below``, and a number.
    """

    key: ClassVar[ActionKey] = ActionKey.DEDUCT
    parts: ClassVar[tuple[str, ...]] = (
        *("points", "once", "metric", "above", "below", "step", "partial"),
    )
    sign: ClassVar[Sign] = Sign.DEDUCT
    reaches_below: ClassVar[bool] = True
    ranks: ClassVar[bool] = False
    most: ClassVar[Fraction] = _NOTHING

    points: Amount
    once: bool = field(default=False, kw_only=True)
    metric: str
    limit: Test
    step: Fraction = Fraction(1)
    partial: Partial = Partial.FLOOR

    @property
    def bound(self) -> Test:
        """The limit."""
        return self.limit

    @property
    def used(self) -> tuple[tuple[str, Fraction | bool], ...]:
        """The limit and the step."""
        return (self.limit.op, self.limit.limit), ("step", self.step)

    @property
    def counting(self) -> Counting:
        """Each place, unless once a month."""
        return Counting.MONTH if self.once else Counting.EACH

    def steps(self, value: Fraction) -> Fraction:
        """Return how many steps lie beyond the limit (one, where it is charged once)."""
        excess = value - self.limit.limit
        excess = max(_NOTHING, excess if self.limit.op == "above" else -excess)
        if self.once:
            return Fraction(excess > 0)
        steps = excess / self.step
        if self.partial is Partial.FLOOR:
            return Fraction(steps.numerator // steps.denominator)
        if self.partial is Partial.STARTED:
            return Fraction(-(-steps.numerator // steps.denominator))
        return steps


@dataclass(frozen=True, slots=True)
class Award(_OneAmount, _ByFindings):
    """Add points to the bonus pool: for each finding, once a month, or once for each subject."""

    key: ClassVar[ActionKey] = ActionKey.AWARD
    parts: ClassVar[tuple[str, ...]] = ("points", "per", "once", "once_per")
    sign: ClassVar[Sign] = Sign.AWARD
    most: ClassVar[Fraction] = _NOTHING

    points: Amount
    once: Literal["each", "month", "subject"] = "each"
    per: UserText | None = None

    @property
    def counting(self) -> Counting:
        """As declared."""
        return Counting(self.once)


@dataclass(frozen=True, slots=True)
class Tiers(_ByFindings):
    """The highest tier that applies, once a month or once for each subject."""

    key: ClassVar[ActionKey] = ActionKey.TIERS
    parts: ClassVar[tuple[str, ...]] = ("names", "sign", "per")

    names: Mapping[str, Amount]
    sign: Sign
    per: Literal["month", "subject"] = "month"

    @property
    def amounts(self) -> Mapping[tuple[str, ...], Amount]:
        """Each tier's."""
        return {("names", name): amount for name, amount in self.names.items()}

    def amount(self, tier: str | None) -> Amount | None:
        """The tier's; one that is not declared (refused by the checks) has no points."""
        return self.names.get(tier or "", Amount())

    @property
    def tiers(self) -> tuple[str, ...]:
        """In the rubric's order."""
        return tuple(self.names)

    @property
    def counting(self) -> Counting:
        """As declared."""
        return Counting(self.per)

    @property
    def most(self) -> Fraction | None:
        """The highest tier, once a month; there may be any number of subjects."""
        if self.sign is not Sign.EARN:
            return _NOTHING
        tops = max(amount.highest for amount in self.names.values())
        return tops if self.per == "month" else None


@dataclass(frozen=True, slots=True)
class Earn(_OneAmount, _Earning, _ByMeasurement):
    """Earn points inside a criterion: all or nothing by a test, or points times the value."""

    key: ClassVar[ActionKey] = ActionKey.EARN
    parts: ClassVar[tuple[str, ...]] = (
        *("points", "metric", "per", "up_to"),
        *("at_least", "at_most", "above", "below", "equals", "met"),
    )
    ranks: ClassVar[bool] = False

    points: Amount
    metric: str
    test: Test | None = None
    per: UserText | None = None
    up_to: Fraction | None = None

    @property
    def bound(self) -> Test | None:
        """The test; without one the value is counted."""
        return self.test

    @property
    def used(self) -> tuple[tuple[str, Fraction | bool], ...]:
        """The test, and up to what is counted."""
        test = ((self.test.op, self.test.limit),) if self.test else ()
        return (*test, ("up_to", self.up_to)) if self.up_to is not None else test

    @property
    def most(self) -> Fraction | None:
        """The points, or so many times as the value counts."""
        if self.test is not None:
            return self.points.highest
        return self.points.highest * self.up_to if self.up_to is not None else None


@dataclass(frozen=True, slots=True)
class RankBy(_NoAmount, _Earning, _ByMeasurement):
    """Earn points by place among the units that take part; never below 0."""

    key: ClassVar[ActionKey] = ActionKey.RANK
    parts: ClassVar[tuple[str, ...]] = ("points", "metric", "best", "lose", "lose_share", "table")
    ranks: ClassVar[bool] = True
    bound: ClassVar[None] = None

    points: Fraction
    metric: str
    best: Literal["highest", "lowest"]
    lose: Fraction | None = None
    table: tuple[Fraction, ...] = ()

    @property
    def used(self) -> tuple[tuple[str, Fraction | bool], ...]:
        """What each place loses."""
        return (("lose", self.lose),) if self.lose is not None else ()

    @property
    def most(self) -> Fraction:
        """The points of the first place."""
        return max((self.points, *self.table))


@dataclass(frozen=True, slots=True)
class Judge(_NoAmount, _Earning):
    """The mark of a panel, up to ``points``."""

    key: ClassVar[ActionKey] = ActionKey.JUDGE
    parts: ClassVar[tuple[str, ...]] = ("points",)
    driven_by: ClassVar[DrivenBy] = DrivenBy.MARK
    ranks: ClassVar[bool] = False
    metric: ClassVar[None] = None
    bound: ClassVar[None] = None
    used: ClassVar[tuple[tuple[str, Fraction | bool], ...]] = ()

    points: Fraction

    @property
    def most(self) -> Fraction:
        """The full mark."""
        return self.points

    @property
    def full_mark(self) -> Fraction:
        """The full mark."""
        return self.points


@dataclass(frozen=True, slots=True)
class Void(_NoAmount, _ByFindings):
    """The criterion scores 0 this month (滞后不得分)."""

    key: ClassVar[ActionKey] = ActionKey.VOID
    parts: ClassVar[tuple[str, ...]] = ()
    sign: ClassVar[Sign] = Sign.VOID
    counting: ClassVar[Counting] = Counting.ALIKE
    most: ClassVar[Fraction] = _NOTHING


Action = Deduct | DeductBeyond | Award | Tiers | Earn | RankBy | Judge | Void
KINDS: tuple[type[Meaning], ...] = (
    Deduct,
    DeductBeyond,
    Award,
    Tiers,
    Earn,
    RankBy,
    Judge,
    Void,
)
"""The kinds, each of which answers everything; a test holds them to ``Action``."""


def parts_of(key: ActionKey) -> tuple[str, ...]:
    """Return the keys that may be written below the key of an action."""
    return tuple(dict.fromkeys(part for kind in KINDS if kind.key is key for part in kind.parts))
