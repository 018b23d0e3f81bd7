"""One rule at one unit: whether it is in force, and what it does."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from bulletin.law.actions import Award, Deduct, DeductBeyond, Earn, Judge, RankBy, Tiers, Void
from bulletin.law.force import fits, fits_within, passes, runs_in
from bulletin.model.rubric import Rule
from bulletin.model.unit import Unit
from bulletin.reason import Reason, because
from bulletin.scoring import by_findings, by_marks, by_measurements
from bulletin.scoring.context import Context
from bulletin.scoring.outcome import Outcome, absent
from bulletin.trace import Kind, Status, Step

Known = dict[tuple[str, Status, Reason | None], Outcome]

_NOT_THIS_MONTH = because("rule-not-this-month")
_NOT_THIS_UNIT = because("rule-not-this-unit")


def outcome(ctx: Context, rule: Rule, unit: Unit, known: Known) -> Outcome:
    """Apply a rule to a unit; findings are always listed, even where the rule does not count.

    ``known`` keeps the one outcome of all units at which a rule has nothing to do.
    """
    state, reason = _state(ctx, rule, unit)
    dormant = not runs_in(rule, ctx.month.month)
    if rule.by_findings and (unit.id, rule.id) not in ctx.findings:
        key = (rule.id, state, reason)
        if key not in known:
            known[key] = Outcome(rule, state, (), reason, dormant=dormant)
        return known[key]
    if state is not Status.SCORED and not rule.by_findings:
        return Outcome(rule, state, reason=reason, dormant=dormant)
    applied = _applied(ctx, rule, unit)
    if rule.by_findings:
        charged = any(step.count for step in applied.steps)
        state, idle = Status.SCORED if charged else state, dormant and not charged
        applied = replace(applied, status=state, reason=reason, dormant=idle)
    return _if_met(ctx, unit, applied)


def _state(ctx: Context, rule: Rule, unit: Unit) -> tuple[Status, Reason | None]:
    if not runs_in(rule, ctx.month.month):
        return Status.NOT_APPLICABLE, _NOT_THIS_MONTH
    absence = ctx.absence(unit.id, rule)
    if absence:
        return absent(absence)
    reaches = rule.action.reaches_below
    if not (fits_within(rule.scope, unit, ctx.units) if reaches else fits(rule.scope, unit)):
        return Status.NOT_APPLICABLE, _NOT_THIS_UNIT
    return Status.SCORED, None


def _if_met(ctx: Context, unit: Unit, made: Outcome) -> Outcome:
    """Let a rule's steps change nothing while its ``only_if`` is not met."""
    condition = made.rule.only_if
    if condition is None or made.status is Status.PENDING:
        return made
    measured = ctx.values.get((condition.metric, unit.id))
    if measured is None:
        owed = by_measurements.missing(ctx, made.rule, unit, condition.metric)
        assert owed.reason is not None  # noqa: S101 - what is owed is named
        return replace(owed, steps=tuple(_idle(made.steps, owed.reason)))
    if passes(condition.test, measured.value):
        return made
    metric = ctx.rubric.metrics.get(condition.metric)
    title = metric.title if metric else condition.metric
    why = because("condition-unmet", metric=title)
    return replace(made, steps=tuple(_idle(made.steps, why)))


def _idle(steps: Iterable[Step], why: Reason) -> Iterator[Step]:
    """Let steps stand that change nothing, each with the reason."""
    nothing = Fraction(0)
    for one in steps:
        yield replace(one, kind=Kind.NOTHING, change=nothing, count=nothing, reason=why)


def _applied(ctx: Context, rule: Rule, unit: Unit) -> Outcome:
    match rule.action:
        case Deduct() | Award() | Tiers() | Void():
            return Outcome(rule, Status.SCORED, by_findings.steps(ctx, rule, unit))
        case DeductBeyond() as action:
            return by_measurements.deduct(ctx, rule, unit, action)
        case Earn() as action:
            return by_measurements.earn(ctx, rule, unit, action)
        case RankBy() as action:
            return by_measurements.rank(ctx, rule, unit, action)
        case Judge() as action:
            return by_marks.judge(ctx, rule, unit, action)
        case _ as never:
            assert_never(never)
