"""Inspection rounds as they are shown: whether one may be shown, its visits by name, its findings.

Until all its draws are revealed, nothing of a round is shown but its name and what was promised.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.language import Said
from bulletin.model.month import Month
from bulletin.model.round import Round, Visit
from bulletin.view.edition import Edition
from bulletin.view.findings import FindingView, Pair


@dataclass(frozen=True)
class NamedVisit:
    """A visit by its names."""

    visit: Visit
    group: str
    place: str
    window: str
    item: str
    method: Said


def is_open(round_: Round, month: Month) -> bool:
    """Tell whether every draw of a round is revealed, so that the round may be told."""
    draws = (month.draws.get(plan.id) for plan in round_.draws)
    return all(draw is not None and draw.revealed is not None for draw in draws)


def findings_at(
    edition: Edition, round_: Round, pairs: tuple[Pair, ...], unit: str
) -> Iterator[FindingView]:
    """The month's findings at a place: those of which it is the nearest place of the round."""
    places = {stop.unit for stop in round_.stops}
    for _score, view in pairs:
        line = edition.units.lineage(view.finding.scene)
        if next((unit_above.id for unit_above in line if unit_above.id in places), None) == unit:
            yield view


def named_visits(edition: Edition, round_: Round, month: Month) -> Iterator[NamedVisit]:
    """The visits by date, then as they are written."""
    groups = {group.id: group.name for group in round_.groups}
    visits = (visit for visit in month.visits if visit.round == round_.id)
    for visit in sorted(visits, key=lambda one: one.on):
        place, window = round_.named(f"{visit.unit}/{visit.window or ''}", edition.units)
        item = round_.candidate(f"/{visit.window}", visit.item, edition.units) if visit.item else ""
        method = edition.methods.get(visit.method or "", visit.method or "")
        yield NamedVisit(visit, groups.get(visit.group, visit.group), place, window, item, method)
