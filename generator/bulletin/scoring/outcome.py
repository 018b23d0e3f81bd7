"""What a rule did for a unit, before it is put into a criterion or the total."""

from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from bulletin.law.actions import Sign
from bulletin.model.month import Absence
from bulletin.model.rubric import Rule
from bulletin.problem import Place
from bulletin.reason import Reason, because
from bulletin.trace import Kind, Missing, Modifiers, RuleScore, Status, Step

_NOTHING = Fraction(0)
VOIDED = because("voided")
"""What a void does, whether it is declared by a finding or carried out by the criterion."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One rule at one unit: its state, its steps, and what is still owed.

    ``dormant``: the rule is not in force for anybody this month. ``agreed``: no mark is the
    mean of a panel that has not agreed yet.
    """

    rule: Rule
    status: Status
    steps: tuple[Step, ...] = ()
    reason: Reason | None = None
    place_in_rank: int | None = None
    missing: tuple[Missing, ...] = ()
    agreed: bool = True
    dormant: bool = False

    @property
    def change(self) -> Fraction:
        """Return the points that the rule changed."""
        return sum((step.change for step in self.steps), _NOTHING) if self.steps else _NOTHING

    @property
    def voids(self) -> bool:
        """Tell whether the rule sets its criterion to 0."""
        return any(step.kind is Kind.VOID for step in self.steps)

    @property
    def flagged(self) -> bool:
        """Tell whether the rule charged anything, so that its flag is raised."""
        return self.voids or any(s.kind is Kind.DEDUCT and s.change for s in self.steps)

    def score(self) -> RuleScore:
        """Return the outcome as the trace keeps it."""
        return RuleScore(self.rule.id, self.status, self.change, self.reason, self.place_in_rank)


def absent(absence: Absence) -> tuple[Status, Reason]:
    """Return the state of what a unit is not assessed on, and the reason."""
    return Status(absence.status), because(absence.status, ground=absence.reason)


def kind_of(rule: Rule, charged: str | None) -> Kind:
    """Return what the rule's steps are called; marks without a criterion go to the bonus pool."""
    match rule.action.sign:
        case Sign.VOID:
            return Kind.VOID
        case Sign.DEDUCT:
            return Kind.DEDUCT
        case Sign.AWARD:
            return Kind.AWARD
        case Sign.EARN:
            return Kind.AWARD if charged is None else Kind.EARN
        case _ as never:
            assert_never(never)


@dataclass(frozen=True, slots=True)
class Origin:
    """From what a step comes: one of finding, metric or mark, with its unit and place."""

    unit: str
    source: Place
    finding: str | None = None
    metric: str | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Weight:
    """The arithmetic of a step: ``base`` × ``count`` × ``factor``."""

    base: Fraction
    count: Fraction = Fraction(1)
    factor: Fraction = Fraction(1)
    modifiers: Modifiers = ()
    parameters: tuple[tuple[str, str], ...] = ()

    @property
    def product(self) -> Fraction:
        """Return the points that the step is worth, without a sign."""
        return self.base * self.count * self.factor

    def working(self) -> Reason:
        """Give the arithmetic: the base, with the count and the factor where they matter."""
        base, count, factor = self.base, self.count, self.factor
        if factor != 1:
            return because("points-multiplied", base=base, count=count, factor=factor)
        if count != 1:
            return because("points-counted", base=base, count=count)
        return because("points", base=base)


def step(
    rule: Rule, charged: str | None, origin: Origin, weight: Weight, why: Reason | None
) -> Step:
    """Make one step; its kind gives the sign, and a step that changes nothing says why."""
    kind = kind_of(rule, charged)
    change = Fraction(0) if kind is Kind.VOID else weight.product
    if not change and kind is not Kind.VOID and kind is not Kind.EARN:
        kind = Kind.NOTHING
    return Step(
        kind=kind,
        change=-change if kind is Kind.DEDUCT else change,
        reason=why or (VOIDED if kind is Kind.VOID else weight.working()),
        criterion=None if kind is Kind.AWARD or rule.awards else charged,
        rule=rule.id,
        clause=rule.clause,
        finding=origin.finding,
        metric=origin.metric,
        mark=origin.mark,
        unit=origin.unit,
        source=origin.source,
        base=weight.base,
        count=weight.count,
        factor=weight.factor,
        modifiers=weight.modifiers,
        parameters=weight.parameters,
    )
