"""Rules driven by findings: each, once a month, once a subject, tiers, void."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from bulletin.law.actions import ActionKey, Counting
from bulletin.model.month import Finding
from bulletin.model.rubric import Rule
from bulletin.model.unit import Unit
from bulletin.number import plain
from bulletin.reason import Reason, ReasonCode, because
from bulletin.scoring.charge import Charge, charge
from bulletin.scoring.context import Context
from bulletin.scoring.outcome import Origin, Weight, step
from bulletin.trace import Kind, Step


def steps(ctx: Context, rule: Rule, unit: Unit) -> tuple[Step, ...]:
    """Return one step for each finding of a unit under a rule, whether it charges or not."""
    found = ctx.findings.get((unit.id, rule.id), ())
    charges = [charge(ctx, rule, unit, f, _base(ctx, rule, f)) for f in found]
    charged = ctx.rubric.charged[rule.criterion]
    counted = [c for c in charges if c.count > 0]
    kept = {c.finding.id: c for group in _groups(rule, counted) for c in group}
    return tuple(_step(rule, charged, kept.get(c.finding.id, c)) for c in charges)


def _base(ctx: Context, rule: Rule, finding: Finding) -> Fraction | None:
    amount = rule.action.amount(finding.tier)
    kinds = tuple(u.kind for u in ctx.units.lineage(finding.scene))
    own = tuple(u.kind for u in ctx.units.lineage(finding.unit))
    return amount.of((*kinds, *own)) if amount else Fraction(0)


def _groups(rule: Rule, charges: list[Charge]) -> Iterable[list[Charge]]:
    """Put together what is charged once: by month or by subject; all else stands alone."""
    match rule.action.counting:
        case Counting.EACH | Counting.ALIKE:
            return []
        case Counting.MONTH:
            deducts = rule.action.key is ActionKey.DEDUCT
            return [_only_one(charges, "deducted-once" if deducts else "counted-once")]
        case Counting.SUBJECT:
            subjects = {
                _subject(c): [d for d in charges if _subject(d) == _subject(c)] for c in charges
            }
            return [_only_one(group, "subject-once") for group in subjects.values()]
        case _ as never:
            assert_never(never)


def _subject(given: Charge) -> str:
    """Return the subject; a finding without one stands alone."""
    subject = given.finding.subject
    return subject.raw.strip() if subject else f"\n{given.finding.id}"


def _only_one(charges: list[Charge], code: ReasonCode) -> list[Charge]:
    """Charge the highest base once, at the highest factor among the findings."""
    if not charges:
        return []
    base = max(c.base for c in charges)
    first = next(c for c in charges if c.base == base)
    leading = max(charges, key=lambda c: c.factor)
    carrier = replace(
        first,
        count=Fraction(1),
        factor=leading.factor,
        modifiers=leading.modifiers,
        why=_with_factor_of(first, leading),
    )
    others = [
        replace(c, count=Fraction(0), why=because(code, finding=first.finding.full_id))
        for c in charges
        if c is not first
    ]
    return [carrier, *others]


def _with_factor_of(first: Charge, leading: Charge) -> Reason | None:
    """Say whose factor is taken, where it is not that of the finding which bears the charge."""
    if leading.factor == first.factor:
        return first.why
    finding = leading.finding.full_id
    if first.why is None:
        return because("factor-of", finding=finding)
    return because("reason-and-factor-of", reason=first.why, finding=finding)


def _step(rule: Rule, charged: str | None, given: Charge) -> Step:
    finding = given.finding
    origin = Origin(finding.unit, finding.place, finding=finding.full_id)
    details = (("tier", finding.tier),) if finding.tier else ()
    named = (("points", plain(given.base)), *details)
    weight = Weight(given.base, given.count, given.factor, given.modifiers, named)
    made = step(rule, charged, origin, weight, given.why)
    return replace(made, kind=Kind.NOTHING) if given.count == 0 else made
