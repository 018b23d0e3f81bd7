"""The year's awards: mean or sum of the months, places, ties at the cut, and who is barred."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from bulletin.model.scheme import Assessment, AwardRule
from bulletin.model.unit import Units
from bulletin.scoring.ranks import ranks
from bulletin.trace import AwardPlace, AwardResult, Scores, UnitScore


def award(
    assessment: Assessment, units: Units, year: str, scores: Mapping[str, Scores]
) -> tuple[AwardResult, ...]:
    """Return the result of each award of a year, from the scores of its months.

    ``scores`` is by month; months of other years are left out.
    """
    months = [scores[m] for m in sorted(scores) if m.startswith(f"{year}-")]
    rows = _rows(months)
    return tuple(_award(assessment, units, year, rule, rows) for rule in assessment.scheme.awards)


def _rows(months: list[Scores]) -> Mapping[str, list[UnitScore]]:
    rows: dict[str, list[UnitScore]] = {}
    for month in months:
        for unit in month.units:
            rows.setdefault(unit.unit, []).append(unit)
    return rows


def _award(
    assessment: Assessment,
    units: Units,
    year: str,
    rule: AwardRule,
    rows: Mapping[str, list[UnitScore]],
) -> AwardResult:
    results = {unit: _result(rule, months) for unit, months in rows.items()}
    barred = {unit: _barred(rule, months) for unit, months in rows.items()}
    base = sum(result is not None for result in results.values())
    places = _places(rule, base)
    keys = {unit: _key(rule, results[unit], months) for unit, months in rows.items()}
    won = _winners(rule, places, {u: k for u, k in keys.items() if not barred[u]})
    place = ranks(keys, assessment.scheme.ties)
    listed = [
        AwardPlace(
            unit=unit,
            name=units.name(unit),
            score=results[unit],
            rank=place[unit],
            winner=unit in won,
            barred=barred[unit],
            months=sum(m.total is not None for m in rows[unit]),
        )
        for unit in sorted(rows, key=lambda u: (place[u] is None, place[u] or 0))
    ]
    provisional = any(m.provisional for months in rows.values() for m in months)
    return AwardResult(
        assessment.scheme.id, year, rule.id, base, places, provisional, tuple(listed)
    )


def _result(rule: AwardRule, months: list[UnitScore]) -> Fraction | None:
    """Return the mean (or sum) of the months in which the unit has a total."""
    totals = [m.total for m in months if m.total is not None]
    if not totals:
        return None
    summed = sum(totals, Fraction(0))
    return summed if rule.of == "sum" else summed / len(totals)


Key = tuple[Fraction, ...]


def _key(rule: AwardRule, result: Fraction | None, months: list[UnitScore]) -> Key | None:
    """Return what the award ranks by: the result, then (countback) the number of each place."""
    if result is None:
        return None
    scores = [r for month in months for r in month.rules if r.rule == rule.countback]
    places = Counter(r.place_in_rank for r in scores if r.place_in_rank is not None)
    return (result, *(Fraction(places[p]) for p in range(1, max(places, default=0) + 1)))


def _barred(rule: AwardRule, months: list[UnitScore]) -> tuple[str, ...]:
    """Return the flags, raised in any month of the year, that bar the unit."""
    raised = {flag for month in months for flag in month.flags}
    return tuple(flag for flag in rule.barred_by if flag in raised)


def _places(rule: AwardRule, base: int) -> int:
    """Return floor(share × N), N being all ranked units; or the fixed number of places."""
    if rule.share is None:
        return rule.places or 0
    number = rule.share * base
    return number.numerator // number.denominator


def _winners(rule: AwardRule, places: int, results: Mapping[str, Key | None]) -> frozenset[str]:
    """Return who wins among those not barred; a barred unit's place goes to the next one."""
    place = ranks(results, "competition")
    inside = {unit for unit, number in place.items() if number is not None and number <= places}
    if rule.ties == "all-out" and len(inside) > places:
        last = max(place[unit] or 0 for unit in inside)
        inside = {unit for unit in inside if place[unit] != last}
    return frozenset(inside)
