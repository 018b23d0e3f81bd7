"""Rules in force: months, dates and ``applies_to``, for a unit's month and for one finding."""

import calendar
from datetime import date

from generator.model.month import Finding
from generator.model.rubric import Rule
from generator.model.unit import Unit, Units


def in_month(rule: Rule, month: str) -> bool:
    """Tell whether the rule is in force on any day of a month."""
    if rule.months and month not in rule.months:
        return False
    if rule.since is None and rule.until is None:
        return True
    year, number = map(int, month.split("-"))
    first = date(year, number, 1)
    last = date(year, number, calendar.monthrange(year, number)[1])
    return (rule.since or first) <= last and (rule.until or last) >= first


def takes(rule: Rule, unit: Unit) -> bool:
    """Tell whether the rule is for a unit: kinds, tags and units that are given must all hold."""
    scope = rule.scope
    return (
        (not scope.kinds or unit.kind in scope.kinds)
        and (not scope.tags or bool(set(scope.tags) & set(unit.tags)))
        and (not scope.units or unit.id in scope.units)
    )


def takes_within(rule: Rule, unit: Unit, units: Units) -> bool:
    """Tell whether the rule is for an assessed unit or for any unit below it."""
    scope = rule.scope
    if takes(rule, unit) or not (scope.kinds or scope.tags or scope.units):
        return True
    return any(takes(rule, u) and units.is_within(u.id, unit.id) for u in units)


def why_not(rule: Rule, finding: Finding, assessed: Unit, units: Units) -> str:
    """Say why a rule is not in force for a finding of an assessed unit; empty when it is."""
    if rule.months and finding.month not in rule.months:
        return f"此计分办法在 {finding.month} 不适用"
    if rule.since and finding.date < rule.since:
        return f"此计分办法自 {rule.since} 起施行，发现日期为 {finding.date}"
    if rule.until and finding.date > rule.until:
        return f"此计分办法到 {rule.until} 为止，发现日期为 {finding.date}"
    line = [u for u in units.lineage(finding.unit) if units.is_within(u.id, assessed.id)]
    if not any(takes(rule, unit) for unit in line):
        return f"此计分办法不适用于{units.name(finding.unit)}"
    if rule.scope.places and not _at(rule, finding, units):
        return f"此计分办法只适用于列明的地点，发生地点为{units.name(finding.scene)}"
    return ""


def _at(rule: Rule, finding: Finding, units: Units) -> bool:
    return any(units.is_within(finding.scene, place) for place in rule.scope.places)
