"""热点问题: what is found at many units at once, or month after month."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from bulletin.model.rubric import Criterion, Rule
from bulletin.view import links
from bulletin.view.edition import Edition
from bulletin.view.findings import FindingView, Pair, Register

UNITS, MONTHS = 3, 3
"""A rule is hot if it charged findings of so many units, or some in so many months in a row."""
MOST = 10


@dataclass(frozen=True)
class Hot:
    """A rule with what was found under it in a month.

    ``before`` counts the units of the month before; None for the first month. ``months`` counts the
    months in a row up to this one, ``again`` those findings that repeat an earlier one.
    """

    rule: Rule
    target: str
    criterion: Criterion | None
    findings: int
    units: int
    before: int | None
    months: int
    again: int
    lost: Fraction
    more: str


def hot(edition: Edition, register: Register, month: str) -> tuple[Hot, ...]:
    """The hot rules of a month: those of most units first, of as many those of most findings."""
    by_month = {m: _by_rule(register.of_month(m)) for m in edition.months if m <= month}
    rows = (_hot(edition, by_month, month, rule) for rule in by_month[month])
    kept = [row for row in rows if row and (row.units >= UNITS or row.months >= MONTHS)]
    kept.sort(key=lambda row: (-row.units, -row.findings, -row.months, row.rule.id))
    return tuple(kept[:MOST])


ByRule = dict[str, list[tuple[str, FindingView]]]


def _by_rule(pairs: Iterable[Pair]) -> ByRule:
    """The findings that took points, with their units, by rule."""
    by_rule: ByRule = {}
    for score, view in pairs:
        if view.takes:
            by_rule.setdefault(view.finding.rule, []).append((score.unit, view))
    return by_rule


def _hot(edition: Edition, by_month: dict[str, ByRule], month: str, rule_id: str) -> Hot | None:
    rule, views = edition.rule(month, rule_id), by_month[month][rule_id]
    before = edition.previous(month)
    if rule is None:
        return None
    return Hot(
        rule=rule,
        target=links.criterion(edition.id, rule.criterion, f"r-{rule.id}"),
        criterion=edition.node(month, rule.criterion),
        findings=len(views),
        units=_units(views),
        before=_units(by_month[before].get(rule_id, [])) if before else None,
        months=_in_a_row(by_month, rule_id),
        again=sum(1 for _, view in views if view.finding.repeats),
        lost=sum((view.taken for _, view in views), Fraction(0)),
        more=links.criterion(edition.id, rule.criterion, f"m-{month}"),
    )


def _units(views: Iterable[tuple[str, FindingView]]) -> int:
    return len({unit for unit, _ in views})


def _in_a_row(by_month: dict[str, ByRule], rule_id: str) -> int:
    """In how many of the last months, one after the other, something was found."""
    number = 0
    for month in sorted(by_month, reverse=True):
        if rule_id not in by_month[month]:
            break
        number += 1
    return number
