"""When and for whom a rule is in force; where it is not, the reason."""

from collections.abc import Iterable

from bulletin.law.actions import Test
from bulletin.model.month import Absence, Finding, Value
from bulletin.model.rubric import Rubric, Rule, Scope
from bulletin.model.unit import Unit, Units
from bulletin.months import first_day, last_day
from bulletin.reason import Reason, because


def runs_in(rule: Rule, month: str) -> bool:
    """Tell whether the rule is in force on some day of a month."""
    return (
        (not rule.months or month in rule.months)
        and (rule.since is None or rule.since <= last_day(month))
        and (rule.until is None or rule.until >= first_day(month))
    )


def for_findings(rubric: Rubric, month: str) -> tuple[Rule, ...]:
    """The rules in force in a month that findings drive."""
    return tuple(r for r in rubric.rules.values() if runs_in(r, month) and r.by_findings)


def absence_from(rows: Iterable[Absence], rubric: Rubric, rule: Rule) -> Absence | None:
    """Return what says that a unit is not assessed by a rule: the nearest of its entries.

    The rule itself is nearer than the criteria above it, and those than the whole month.
    """
    said = {(row.rule, row.criterion): row for row in rows}
    above = [(None, node.id) for node in reversed(rubric.path(rule.criterion))]
    nearest = [(rule.id, None), *above, (None, None)]
    return next((said[about] for about in nearest if about in said), None)


def why_not(rule: Rule, finding: Finding, assessed: Unit, units: Units) -> Reason | None:
    """Say why a rule is not in force for a finding of an assessed unit; None where it is."""
    if rule.months and finding.month not in rule.months:
        return because("rule-not-in-month", month=finding.month)
    if rule.since and finding.date < rule.since:
        return because("rule-not-yet", since=rule.since, date=finding.date)
    if rule.until and finding.date > rule.until:
        return because("rule-ended", until=rule.until, date=finding.date)
    if not fits_above(rule.scope, finding.unit, assessed, units):
        return because("rule-not-for-unit", unit=units.name(finding.unit))
    if rule.scope.places and not any(units.is_within(finding.scene, p) for p in rule.scope.places):
        return because("rule-not-for-place", place=units.name(finding.scene))
    return None


def fits(scope: Scope, unit: Unit) -> bool:
    """Tell whether a unit is of the kinds, tags and units for which a rule is."""
    return (
        (not scope.kinds or unit.kind in scope.kinds)
        and (not scope.tags or bool(set(scope.tags) & set(unit.tags)))
        and (not scope.units or unit.id in scope.units)
    )


def fits_above(scope: Scope, unit: str, assessed: Unit, units: Units) -> bool:
    """Tell whether a rule is for a unit or for one above it, up to the assessed one."""
    line = (u for u in units.lineage(unit) if units.is_within(u.id, assessed.id))
    return any(fits(scope, u) for u in line)


def fits_within(scope: Scope, unit: Unit, units: Units) -> bool:
    """Tell whether a rule is for an assessed unit or for any unit below it."""
    if fits(scope, unit) or not (scope.kinds or scope.tags or scope.units):
        return True
    return any(fits(scope, u) and units.is_within(u.id, unit.id) for u in units)


def passes(test: Test, value: Value) -> bool:
    """Compare a value with a limit; what was not delivered passes nothing.

    >>> from fractions import Fraction
    >>> passes(Test("at_least", Fraction(95)), Fraction(95))
    True
    >>> passes(Test("above", Fraction(85)), Fraction(85))
    False
    """
    if value is None:
        return False
    results = {
        "at_least": value >= test.limit,
        "at_most": value <= test.limit,
        "above": value > test.limit,
        "below": value < test.limit,
        "equals": value == test.limit,
        "met": bool(value) is test.limit,
    }
    return results[test.op]
