"""How much of a finding counts: appeals, exemptions, and everything that charges nothing."""

from dataclasses import dataclass
from fractions import Fraction

from bulletin.law.force import why_not
from bulletin.model.month import Finding
from bulletin.model.rubric import Rule
from bulletin.model.unit import Unit
from bulletin.number import readable
from bulletin.scoring import modifiers
from bulletin.scoring.context import Context
from bulletin.scoring.outcome import absent
from bulletin.trace import Modifiers


@dataclass(frozen=True, slots=True)
class Charge:
    """A finding as its rule sees it: the count that is left, its factor, and why."""

    finding: Finding
    base: Fraction
    count: Fraction
    factor: Fraction
    modifiers: Modifiers
    why: str


def charge(ctx: Context, rule: Rule, unit: Unit, finding: Finding, base: Fraction | None) -> Charge:
    """Weigh one finding for its assessed unit: what is withdrawn, upheld or exempt counts 0."""
    nothing = _charges_nothing(ctx, rule, unit, finding)
    if base is None:
        nothing = nothing or "计分办法没有写明这类单位的分数"
    if nothing:
        return Charge(finding, base or Fraction(0), Fraction(0), Fraction(1), (), nothing)
    count, why = _left(finding)
    factor, named = modifiers.of_finding(ctx, finding) if rule.deducts else (Fraction(1), ())
    return Charge(finding, base or Fraction(0), count, factor, named, why)


def _charges_nothing(ctx: Context, rule: Rule, unit: Unit, finding: Finding) -> str:
    if finding.withdrawn:
        when = f"{finding.withdrawn.on} " if finding.withdrawn.on else "已"
        return f"{when}撤回，不计分"
    if finding.appeal and finding.appeal.decision == "upheld":
        return "申诉成立，不计分"
    if finding.counted_in:
        return f"已在“{finding.counted_in.raw}”中计算，本考核不重复计分"
    absence = ctx.absence(unit.id, rule)
    if absence:
        return absent(absence)[1]
    return why_not(rule, finding, unit, ctx.units)


def _left(finding: Finding) -> tuple[Fraction, str]:
    """Return the count after an amending appeal and the exempt parts, with the words for it."""
    words = []
    if finding.appeal and finding.appeal.decision == "amended":
        before, after = readable(finding.count), readable(finding.counted)
        words.append(f"申诉后数量由 {before} 改为 {after}")
    if finding.is_exempt and len(finding.exempt) == 1:
        words.append(f"免予扣分（{finding.exempt[0].reason}）")
    elif finding.exempt:
        parts = (f"{readable(part)} 免予扣分（{one.reason}）" for one, part in finding.exempted)
        words.append(f"其中 {'、'.join(parts)}")
    return finding.left, "；".join(words)
