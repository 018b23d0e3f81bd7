"""A scheme's own page: its months, the latest result, its units, and its honours."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from bulletin.language import Said, _
from bulletin.model.unit import Unit
from bulletin.pages import department, rubric
from bulletin.pages.printer import Printer
from bulletin.trace import UnitScore
from bulletin.view import links, words
from bulletin.view.bulletin.facts import Facts, of_month
from bulletin.view.edition import Edition
from bulletin.view.findings import Register

TEMPLATE = "scheme.md.j2"
BEST = 10


@dataclass(frozen=True)
class MonthEntry:
    """One month in the list of bulletins."""

    month: str
    target: str
    facts: Facts
    provisional: bool
    best: Said
    places: int
    broken: bool


@dataclass(frozen=True)
class UnitEntry:
    """One unit in the list, with its latest score."""

    unit: Unit
    target: str
    sheet: str | None
    score: UnitScore | None


def nav(edition: Edition) -> Iterator[tuple[Said, str]]:
    """Name the scheme's page."""
    yield _("概览"), links.scheme(edition.id)


def pages(edition: Edition, register: Register, printer: Printer) -> Iterator[tuple[str, str]]:
    """Print the scheme's page."""
    latest = edition.months[-1] if edition.months else None
    yield printer.page(
        links.scheme(edition.id),
        TEMPLATE,
        edition.title,
        edition=edition,
        scheme=edition.assessment.scheme,
        months=tuple(reversed(entries(edition, register))),
        latest=latest,
        places=edition.places(latest) if latest else 2,
        units=tuple(_units(edition, latest)),
        winners=tuple(_winners(edition)),
        departments=department.listed(edition),
        unreachable=rubric.unreachable(edition.rubric) if edition.rubric else (),
        crumbs=edition.crumbs(),
    )


def entries(edition: Edition, register: Register) -> tuple[MonthEntry, ...]:
    """The months with their headline facts, in order."""
    return tuple(_entry(edition, register, month) for month in edition.months)


def _entry(edition: Edition, register: Register, month: str) -> MonthEntry:
    facts = of_month(edition, month, [view for _, view in register.of_month(month)])
    return MonthEntry(
        month=month,
        target=links.month(edition.id, month),
        facts=facts,
        provisional=edition.scores[month].provisional,
        best=words.listed((u.name for u in facts.best), 2),
        places=edition.places(month),
        broken=edition.breaks(month),
    )


def _units(edition: Edition, latest: str | None) -> Iterator[tuple[str, tuple[UnitEntry, ...]]]:
    """The units by kind of register group, in the registers' order."""
    groups: dict[str, list[UnitEntry]] = {}
    titles = {g.id: g.title for g in edition.assessment.scheme.groups}
    for unit in edition.assessed:
        score = edition.scores[latest].unit(unit.id) if latest else None
        sheet = links.sheet(edition.id, latest, unit.id) if latest and score else None
        group = edition.assessment.group_of(unit)
        title = titles.get(group.id, "") if group else ""
        entry = UnitEntry(unit, links.unit(edition.id, unit.id), sheet, score)
        groups.setdefault(title, []).append(entry)
    yield from ((title, tuple(entries)) for title, entries in groups.items())


def _winners(edition: Edition) -> Iterator[tuple[str, str, str, list[tuple[str, str, Fraction]]]]:
    """For each award: the year, its title, its page, and the winners with their scores."""
    titles = {award.id: award.title for award in edition.assessment.scheme.awards}
    for year in sorted(edition.awards, reverse=True):
        for result in edition.awards[year]:
            won = [
                (place.name, links.unit(edition.id, place.unit, "honours"), place.score)
                for place in result.units
                if place.winner and place.score is not None
            ]
            title = titles.get(result.award, result.award)
            yield year, title, links.award(edition.id, year, result.award), won
