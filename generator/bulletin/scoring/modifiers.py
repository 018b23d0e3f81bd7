"""Modifiers: what multiplies a deduction, and by how much."""

from collections.abc import Callable
from fractions import Fraction

from bulletin.model.month import Finding, Measurement
from bulletin.model.rubric import Modifier, Rule
from bulletin.scoring.context import Context
from bulletin.trace import Modifiers


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


def of_measurement(ctx: Context, rule: Rule, measured: Measurement) -> tuple[Fraction, Modifiers]:
    """Return the factor of a measurement under a rule and what each modifier contributed."""
    return _product(ctx, measured.source, lambda m: _months_before(ctx, rule, measured, m))


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
    rectification was ordered. What was no discovery is passed over, unless links are counted.
    """
    chain = tuple(ctx.discoveries.chain(finding))
    if modifier.of == "previous":
        chain = tuple(f for f in chain if f.month == ctx.previous and f.ordered)
    if modifier.counts == "discoveries":
        chain = tuple(f for f in chain if not ctx.discoveries.why_none(f))
    return len(chain)


def _months_before(ctx: Context, rule: Rule, measured: Measurement, modifier: Modifier) -> int:
    """Return how many earlier months count: those beyond the rule's limit, or all linked ones."""
    chain = ctx.discoveries.months(ctx.month.month, measured)
    if modifier.of == "previous":
        chain = ((month, earlier) for month, earlier in chain if month == ctx.previous)
    if modifier.counts == "links":
        return sum(1 for _ in chain)
    found = ctx.discoveries
    return sum(
        earlier is not None and not found.why_no_value(ctx.rubric, rule, month, earlier)
        for month, earlier in chain
    )
