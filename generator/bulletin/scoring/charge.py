"""How much of a finding counts: appeals, exemptions, and everything that charges nothing."""

from dataclasses import dataclass
from fractions import Fraction

from bulletin.law.force import why_not
from bulletin.model.month import Finding
from bulletin.model.rubric import Rule
from bulletin.model.unit import Unit
from bulletin.reason import Reason, because
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
    why: Reason | None


def charge(ctx: Context, rule: Rule, unit: Unit, finding: Finding, base: Fraction | None) -> Charge:
    """Weigh one finding for its assessed unit: what is withdrawn, upheld or exempt counts 0."""
    nothing = _charges_nothing(ctx, rule, unit, finding)
    if base is None:
        nothing = nothing or because("no-amount")
    if nothing:
        return Charge(finding, base or Fraction(0), Fraction(0), Fraction(1), (), nothing)
    count, why = _left(finding)
    factor, named = modifiers.of_finding(ctx, finding) if rule.deducts else (Fraction(1), ())
    return Charge(finding, base or Fraction(0), count, factor, named, why)


def _charges_nothing(ctx: Context, rule: Rule, unit: Unit, finding: Finding) -> Reason | None:
    if finding.withdrawn:
        on = finding.withdrawn.on
        return because("withdrawn", on=on) if on else because("withdrawn-undated")
    if finding.appeal and finding.appeal.decision == "upheld":
        return because("upheld")
    if finding.counted_in:
        return because("counted-in", assessment=finding.counted_in)
    absence = ctx.absence(unit.id, rule)
    if absence:
        return absent(absence)[1]
    return why_not(rule, finding, unit, ctx.units)


def _left(finding: Finding) -> tuple[Fraction, Reason | None]:
    """Return the count after an amending appeal and the exempt parts, with the reason for it."""
    exempt = _exempt(finding)
    if not (finding.appeal and finding.appeal.decision == "amended"):
        return finding.left, exempt
    amended = because("amended", before=finding.count, after=finding.counted)
    both = exempt and because("amended-and-exempt", amended=amended, exempt=exempt)
    return finding.left, both or amended


def _exempt(finding: Finding) -> Reason | None:
    if finding.is_exempt and len(finding.exempt) == 1:
        return because("exempt-wholly", ground=finding.exempt[0].reason)
    if not finding.exempt:
        return None
    parts = (
        because("exempt-part", count=count, ground=exemption.reason)
        for exemption, count in finding.exempted
    )
    return because("exempt-parts", parts=tuple(parts))
