"""Rules driven by findings: each, once a month, once a subject, tiers, void."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from bulletin.model.month import Finding
from bulletin.model.rubric import Amount, Award, Deduct, Rule, Tiers
from bulletin.model.unit import Unit
from bulletin.number import plain
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
    amount = _amount(rule, finding)
    kinds = tuple(u.kind for u in ctx.units.lineage(finding.scene))
    own = tuple(u.kind for u in ctx.units.lineage(finding.unit))
    return amount.of((*kinds, *own)) if amount else Fraction(0)


def _amount(rule: Rule, finding: Finding) -> Amount | None:
    action = rule.action
    if isinstance(action, Tiers):
        return action.names.get(finding.tier or "", Amount())
    return action.points if isinstance(action, Deduct | Award) else None


def _groups(rule: Rule, charges: list[Charge]) -> Iterable[list[Charge]]:
    """Put together what is charged once: by month or by subject; all else stands alone."""
    action = rule.action
    if isinstance(action, Deduct):
        return [_only_one(charges, "本月只扣一次")] if action.once else []
    once = action.once if isinstance(action, Award) else getattr(action, "per", "each")
    if once == "month":
        return [_only_one(charges, "本月只计一次")]
    if once == "subject":
        subjects = {
            _subject(c): [d for d in charges if _subject(d) == _subject(c)] for c in charges
        }
        return [_only_one(group, "同一事项只计一次") for group in subjects.values()]
    return []


def _subject(given: Charge) -> str:
    """Return the subject; a finding without one stands alone."""
    subject = given.finding.subject
    return subject.raw.strip() if subject else f"\n{given.finding.id}"


def _only_one(charges: list[Charge], words: str) -> list[Charge]:
    """Charge the highest base once, at the highest factor among the findings."""
    if not charges:
        return []
    base = max(c.base for c in charges)
    first = next(c for c in charges if c.base == base)
    leading = max(charges, key=lambda c: c.factor)
    carrier = replace(first, count=Fraction(1), factor=leading.factor, modifiers=leading.modifiers)
    others = [
        replace(c, count=Fraction(0), why=f"{words}，已由 {first.finding.full_id} 计")
        for c in charges
        if c is not first
    ]
    return [carrier, *others]


def _step(rule: Rule, charged: str | None, given: Charge) -> Step:
    finding = given.finding
    origin = Origin(finding.unit, finding.place, finding=finding.full_id)
    details = (("tier", finding.tier),) if finding.tier else ()
    named = (("points", plain(given.base)), *details)
    weight = Weight(given.base, given.count, given.factor, given.modifiers, named)
    made = step(rule, charged, origin, weight, given.why)
    return replace(made, kind=Kind.NOTHING) if given.count == 0 else made
