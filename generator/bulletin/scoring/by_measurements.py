"""Rules driven by measurements: steps beyond a limit, earned points, and places."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from bulletin.law.actions import DeductBeyond, Earn, RankBy, Test
from bulletin.law.force import fits, passes, runs_in
from bulletin.model.month import Measurement, Value
from bulletin.model.rubric import Rule
from bulletin.model.unit import Unit
from bulletin.number import plain
from bulletin.reason import Reason, ReasonCode, because
from bulletin.scoring import modifiers
from bulletin.scoring.context import Context
from bulletin.scoring.outcome import Origin, Outcome, Weight, step
from bulletin.trace import Kind, Missing, Status, Step

_LIMITS: Mapping[str, ReasonCode] = {"above": "limit-above", "below": "limit-below"}


def missing(ctx: Context, rule: Rule, unit: Unit, name: str | None = None) -> Outcome:
    """Return the outcome of a rule whose number nobody has handed in yet."""
    name = name or rule.metric
    metric = ctx.rubric.metrics.get(name or "")
    owed = Missing(
        unit=unit.id,
        rule=rule.id,
        criterion=ctx.rubric.charged[rule.criterion],
        metric=name,
        provider=metric.provider if metric else "",
    )
    title = metric.title if metric else name
    why = because("owed-metric", metric=title) if title else because("owed-mark")
    return Outcome(rule, Status.PENDING, reason=why, missing=(owed,))


# --- deductions -------------------------------------------------------------------------------


def deduct(ctx: Context, rule: Rule, unit: Unit, action: DeductBeyond) -> Outcome:
    """Take points for what lies beyond the limit, at the unit and at those below it.

    What is charged once a month is charged where it is dearest.
    """
    measured = ctx.below.get((action.metric, unit.id), ())
    used = [m for m in measured if _counts(ctx, rule, m)]
    if not used or (fits(rule.scope, unit) and all(m.unit != unit.id for m in used)):
        return missing(ctx, rule, unit)
    steps = [_deduction(ctx, rule, action, m) for m in used]
    if action.once:
        steps = _once(ctx, steps, unit)
    named = (made if made.unit == unit.id else _at(ctx, made) for made in steps)
    return Outcome(rule, Status.SCORED, tuple(named))


def _once(ctx: Context, steps: list[Step], unit: Unit) -> list[Step]:
    """Charge only the dearest place; of equals the unit itself, else the first by its id."""
    charging = [made for made in steps if made.change]
    if not charging:
        return steps
    dearest = min(charging, key=lambda made: (made.change, made.unit != unit.id, made.unit or ""))
    where = ctx.units.name(dearest.unit or "")
    return [made if made is dearest or not made.change else _idle(made, where) for made in steps]


def _idle(made: Step, where: str) -> Step:
    """Let a step stand that charges nothing: what was measured, and where it is charged."""
    return replace(
        made,
        kind=Kind.NOTHING,
        change=Fraction(0),
        count=Fraction(0),
        reason=because("deducted-once-at", measured=made.reason.parameter("measured"), unit=where),
    )


def _at(ctx: Context, made: Step) -> Step:
    """Name the unit below the assessed one at which it was measured."""
    where = ctx.units.name(made.unit or "")
    return replace(made, reason=because("at-unit", unit=where, reason=made.reason))


def _counts(ctx: Context, rule: Rule, measured: Measurement) -> bool:
    unit = ctx.units.get(measured.unit)
    number = isinstance(measured.value, Fraction)
    return unit is not None and fits(rule.scope, unit) and number and not ctx.absence(unit.id, rule)


def _deduction(ctx: Context, rule: Rule, action: DeductBeyond, measured: Measurement) -> Step:
    value = measured.value if isinstance(measured.value, Fraction) else Fraction(0)
    count = action.steps(value)
    kinds = tuple(u.kind for u in ctx.units.lineage(measured.unit))
    factor, named = modifiers.of_measurement(ctx, rule, measured) if count else (Fraction(1), ())
    weight = Weight(
        action.points.of(kinds) or Fraction(0), count, factor, named, _used(rule, value)
    )
    unit = ctx.rubric.metrics[rule.metric or ""].unit
    shown = because(
        "measured",
        metric=_title(ctx, rule),
        value=because("amount", number=value, unit=unit),
        limit=_limit(action.limit, unit),
    )
    why = because("within-limit", measured=shown)
    if count:
        why = because("charged", measured=shown, working=weight.working())
    return _step(ctx, rule, measured, weight, why)


def _limit(test: Test | None, unit: str) -> Reason:
    assert test is not None  # noqa: S101 - the schema asks for a limit beside a metric
    assert isinstance(test.limit, Fraction)  # noqa: S101 - and for a number
    return because(_LIMITS[test.op], limit=because("amount", number=test.limit, unit=unit))


# --- points earned ----------------------------------------------------------------------------


def earn(ctx: Context, rule: Rule, unit: Unit, action: Earn) -> Outcome:
    """Give the points when the test is met, or points times the value up to ``up_to``."""
    measured = ctx.values.get((action.metric, unit.id))
    if measured is None:
        return missing(ctx, rule, unit)
    base = action.points.of(tuple(u.kind for u in ctx.units.lineage(unit.id))) or Fraction(0)
    count = _earned(action, measured.value)
    weight = Weight(base, count, parameters=_used(rule, measured.value))
    title, value = _title(ctx, rule), _value(ctx, rule, measured.value)
    why = because("not-earned", metric=title, value=value)
    if count:
        why = because("earned", metric=title, value=value, points=weight.product)
    return Outcome(rule, Status.SCORED, (_step(ctx, rule, measured, weight, why),))


def _earned(action: Earn, value: Value) -> Fraction:
    if action.test is not None:
        return Fraction(passes(action.test, value))
    count = max(Fraction(0), Fraction(value or 0))
    return count if action.up_to is None else min(count, action.up_to)


# --- places -----------------------------------------------------------------------------------


def rank(ctx: Context, rule: Rule, unit: Unit, action: RankBy) -> Outcome:
    """Give the points of the unit's place among those that take part."""
    measured = ctx.values.get((action.metric, unit.id))
    if measured is None:
        return missing(ctx, rule, unit)
    if rule.id not in ctx.places:
        ctx.places[rule.id] = _places(ctx, rule, action)
    place, points = ctx.places[rule.id][unit.id]
    weight = Weight(points, parameters=_used(rule, measured.value))
    title, value = _title(ctx, rule), _value(ctx, rule, measured.value)
    why = because("placed", metric=title, value=value, place=place, points=points)
    made = _step(ctx, rule, measured, weight, why)
    return Outcome(rule, Status.SCORED, (made,), place_in_rank=place)


def place_points(action: RankBy, place: int) -> Fraction:
    """Return the points of a place: from the table, or a fixed loss for each place; never below 0.

    >>> place_points(RankBy(Fraction(30), "m", "highest", lose=Fraction(3)), 11)
    Fraction(0, 1)
    """
    if action.table:
        return action.table[place - 1] if place <= len(action.table) else Fraction(0)
    return max(Fraction(0), action.points - (action.lose or 0) * (place - 1))


def _places(ctx: Context, rule: Rule, action: RankBy) -> Mapping[str, tuple[int, Fraction]]:
    """Rank the units that take part; one that delivered nothing comes last."""
    values = dict(_ranked(ctx, rule, action))
    sign = 1 if action.best == "lowest" else -1
    keys = {u: (1, Fraction(0)) if v is None else (0, sign * v) for u, v in values.items()}
    order = sorted(keys.values())
    if ctx.assessment.scheme.ties == "dense":
        order = sorted(set(order))
    places = {unit: order.index(key) + 1 for unit, key in keys.items()}
    return {unit: (place, place_points(action, place)) for unit, place in places.items()}


def _ranked(ctx: Context, rule: Rule, action: RankBy) -> Iterator[tuple[str, Fraction | None]]:
    for unit in ctx.assessed:
        measured = ctx.values.get((action.metric, unit.id))
        here = runs_in(rule, ctx.month.month) and fits(rule.scope, unit)
        if measured and here and not ctx.absence(unit.id, rule):
            value = measured.value
            yield unit.id, None if value is None else Fraction(value)


# --- steps ------------------------------------------------------------------------------------


def _step(ctx: Context, rule: Rule, measured: Measurement, weight: Weight, why: Reason) -> Step:
    origin = Origin(measured.unit, measured.place, metric=measured.metric)
    made = step(rule, ctx.rubric.charged[rule.criterion], origin, weight, why)
    assert made.kind is not Kind.VOID  # noqa: S101 - void is driven by findings
    return made


def _title(ctx: Context, rule: Rule) -> str:
    metric = ctx.rubric.metrics.get(rule.metric or "")
    return metric.title if metric else rule.metric or ""


def _value(ctx: Context, rule: Rule, value: Value) -> Reason:
    if value is None:
        return because("not-delivered")
    if isinstance(value, bool):
        return because("yes") if value else because("no")
    metric = ctx.rubric.metrics.get(rule.metric or "")
    return because("amount", number=value, unit=metric.unit if metric else "")


def _used(rule: Rule, value: Value) -> tuple[tuple[str, str], ...]:
    """Return the parameters that the step used, as they are declared in the rubric."""
    return tuple((key, _plain(used)) for key, used in (("value", value), *rule.action.used))


def _plain(value: Value) -> str:
    return plain(value) if isinstance(value, Fraction) else str(value).lower()
