"""Modifiers: what multiplies a deduction, and by how much."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from generator.model.month import Finding, Measurement
from generator.model.rubric import Modifier
from generator.scoring.context import Context
from generator.trace import Modifiers


def growth(modifier: Modifier, times: int) -> Fraction:
    """Return the factor of the n-th repeat: compound f^n, additive 1 + n(f - 1), once f."""
    if times == 0:
        return Fraction(1)
    if modifier.growth == "once":
        return modifier.factor
    if modifier.growth == "additive":
        return 1 + times * (modifier.factor - 1)
    return modifier.factor**times


def of_finding(ctx: Context, finding: Finding) -> tuple[Fraction, Modifiers]:
    """Return the factor of a finding and what each modifier contributed."""
    return _product(ctx, finding.source, lambda m: repeats(ctx, finding, m))


def of_measurement(ctx: Context, measured: Measurement) -> tuple[Fraction, Modifiers]:
    """Return the factor of a measurement and what each modifier contributed."""
    return _product(ctx, measured.source, lambda m: _months_before(ctx, measured, m))


def _product(
    ctx: Context, source: str | None, times: Callable[[Modifier], int]
) -> tuple[Fraction, Modifiers]:
    factor, parts = Fraction(1), []
    for modifier in ctx.rubric.modifiers:
        if modifier.when == "source":
            part = modifier.factor if source in modifier.sources else Fraction(1)
        else:
            part = growth(modifier, times(modifier))
        if part != 1:
            factor *= part
            parts.append((modifier.id, part))
    return factor, tuple(parts)


def repeats(ctx: Context, finding: Finding, modifier: Modifier) -> int:
    """Return how many earlier discoveries count: all in the chain, or those of last month.

    ``of: previous`` counts only findings of the scheme's last month with data whose
    rectification was ordered.
    """
    chain = tuple(_chain(ctx, finding))
    if modifier.of == "previous":
        chain = tuple(f for f in chain if f.month == ctx.previous and f.ordered)
    return len(chain)


def _chain(ctx: Context, finding: Finding) -> Iterator[Finding]:
    """Go back through ``repeats``; a loop (refused by the checks) ends the chain."""
    seen = {finding.full_id}
    here: Finding | None = finding
    while here and here.repeats and here.repeats not in seen:
        seen.add(here.repeats)
        here = ctx.finding(here.repeats)
        if here:
            yield here


def _months_before(ctx: Context, measured: Measurement, modifier: Modifier) -> int:
    times, month = 0, measured.repeats
    last = ctx.month.month
    while month and month < last:
        times += modifier.of == "any" or month == ctx.previous
        earlier = ctx.measurement(month, measured.metric, measured.unit)
        last, month = month, earlier.repeats if earlier else None
    return times
