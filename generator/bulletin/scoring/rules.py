"""One rule at one unit: whether it is in force, and what it does."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from bulletin.law.force import fits, fits_within, passes, runs_in
from bulletin.model.rubric import Deduct, Earn, Judge, RankBy, Rule
from bulletin.model.unit import Unit
from bulletin.scoring import by_findings, by_marks, by_measurements
from bulletin.scoring.context import Context
from bulletin.scoring.outcome import Outcome, absent
from bulletin.text import UserText
from bulletin.trace import Kind, Status, Step

Known = dict[tuple[str, Status, str], Outcome]


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
    if rule.by_findings:
        steps = by_findings.steps(ctx, rule, unit)
        charged = any(step.count for step in steps)
        state = Status.SCORED if charged else state
        made = Outcome(rule, state, steps, reason, dormant=dormant and not charged)
        return _if_met(ctx, unit, made)
    if state is not Status.SCORED:
        return Outcome(rule, state, reason=reason, dormant=dormant)
    return _if_met(ctx, unit, _measured(ctx, rule, unit))


def _state(ctx: Context, rule: Rule, unit: Unit) -> tuple[Status, str]:
    if not runs_in(rule, ctx.month.month):
        return Status.NOT_APPLICABLE, "此计分办法本月不适用"
    absence = ctx.absence(unit.id, rule)
    if absence:
        return absent(absence)
    reaches_below = rule.by_findings or isinstance(rule.action, Deduct)
    if not (fits_within(rule.scope, unit, ctx.units) if reaches_below else fits(rule.scope, unit)):
        return Status.NOT_APPLICABLE, "此计分办法不适用于本单位"
    return Status.SCORED, ""


def _if_met(ctx: Context, unit: Unit, made: Outcome) -> Outcome:
    """Let a rule's steps change nothing while its ``only_if`` is not met."""
    condition = made.rule.only_if
    if condition is None or made.status is Status.PENDING:
        return made
    measured = ctx.values.get((condition.metric, unit.id))
    if measured is None:
        owed = by_measurements.missing(ctx, made.rule, unit, condition.metric)
        return replace(owed, steps=tuple(_idle(made.steps, owed.reason)))
    if passes(condition.test, measured.value):
        return made
    metric = ctx.rubric.metrics.get(condition.metric)
    why = f"前提未满足：{metric.title if metric else condition.metric}"
    return replace(made, steps=tuple(_idle(made.steps, why)))


def _idle(steps: Iterable[Step], why: str) -> Iterator[Step]:
    """Let steps stand that change nothing, each with the reason."""
    nothing = Fraction(0)
    for one in steps:
        yield replace(one, kind=Kind.NOTHING, change=nothing, count=nothing, reason=UserText(why))


def _measured(ctx: Context, rule: Rule, unit: Unit) -> Outcome:
    match rule.action:
        case Deduct() as action:
            return by_measurements.deduct(ctx, rule, unit, action)
        case Earn() as action:
            return by_measurements.earn(ctx, rule, unit, action)
        case RankBy() as action:
            return by_measurements.rank(ctx, rule, unit, action)
        case Judge() as action:
            return by_marks.judge(ctx, rule, unit, action)
    message = f"no way to apply {rule.id}"
    raise AssertionError(message)
