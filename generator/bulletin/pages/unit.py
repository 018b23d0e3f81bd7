"""A unit's page over the months."""

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.language import Said, _
from bulletin.law.repeats import back
from bulletin.model.unit import Unit
from bulletin.pages.printer import Printer
from bulletin.trace import AwardPlace, AwardResult, UnitScore
from bulletin.view import links, standing, worth
from bulletin.view.course import chain
from bulletin.view.edition import Edition
from bulletin.view.findings import FindingView, Register
from bulletin.view.ledger import ledger
from bulletin.view.links import Crumb
from bulletin.view.ranking import status

TEMPLATE = "unit.md.j2"


@dataclass(frozen=True)
class MonthLine:
    """One month of a unit."""

    month: str
    score: UnitScore
    sheet: str
    broken: bool
    peers: standing.Peers | None
    status: Said
    flags: tuple[str, ...]
    places: int


@dataclass(frozen=True)
class Honour:
    """How a unit stands in one year's award."""

    result: AwardResult
    place: AwardPlace
    title: str
    mean: bool
    target: str
    barred: tuple[str, ...]


def pages(edition: Edition, register: Register, printer: Printer) -> Iterator[tuple[str, str]]:
    """Print the page of every assessed unit."""
    field = standing.StandingField(edition)
    for unit in edition.assessed:
        yield _page(edition, register, printer, field, unit)


def _page(
    edition: Edition,
    register: Register,
    printer: Printer,
    field: standing.StandingField,
    unit: Unit,
) -> tuple[str, str]:
    months = tuple(edition.over_months(unit.id))
    lines = tuple(_line(edition, field, month, score) for month, score in months)
    listed = [view for line in lines for view in register.of_unit(line.month, unit.id)]
    rows = standing.rows(edition, months)
    return printer.page(
        links.unit(edition.id, unit.id),
        TEMPLATE,
        unit.name,
        edition=edition,
        unit=unit,
        lines=lines,
        latest=edition.months[-1],
        totals=standing.totals(edition, field, months),
        places=standing.places(edition, field, months),
        rows=rows,
        partly=any(c.score and c.score.partly for row in rows for c in row.cells),
        ledger=ledger(register, listed, edition.months[-1]),
        worths=worth.of_unit(edition, *months[-1]),
        findings=tuple(sorted(listed, key=_newest, reverse=True)),
        repeated=tuple(
            chain(register, views, edition.months[-1])
            for views in _chains(listed)
            if len(views) > 1
        ),
        honours=tuple(_honours(edition, unit.id)),
        group=edition.assessment.group_of(unit),
        parent=edition.units.get(unit.parent) if unit.parent else None,
        crumbs=edition.crumbs(
            Crumb(_("被考核单位"), links.scheme(edition.id, "units")),
            Crumb(unit.name, links.unit(edition.id, unit.id)),
        ),
    )


def _newest(view: FindingView) -> tuple[object, ...]:
    return view.finding.date, view.finding.full_id


def _line(
    edition: Edition, field: standing.StandingField, month: str, score: UnitScore
) -> MonthLine:
    return MonthLine(
        month=month,
        score=score,
        sheet=links.sheet(edition.id, month, score.unit),
        broken=edition.breaks(month),
        peers=field.peers(month, score),
        status=status(score),
        flags=tuple(edition.flags.get(flag, flag) for flag in score.flags),
        places=score.places,
    )


def _chains(views: list[FindingView]) -> Iterator[tuple[FindingView, ...]]:
    """Problems that were found again, each as a chain from its first discovery."""
    by_id = {view.finding.full_id: view for view in views}
    findings = {name: view.finding for name, view in by_id.items()}
    again = {finding.repeats for finding in findings.values()}
    for name, finding in findings.items():
        if name not in again:
            chain = (finding, *back(finding, findings.get))
            yield tuple(by_id[one.full_id] for one in reversed(chain))


def _honours(edition: Edition, unit: str) -> Iterator[Honour]:
    rules = {award.id: award for award in edition.assessment.scheme.awards}
    for year in sorted(edition.awards, reverse=True):
        for result in edition.awards[year]:
            for place in result.units:
                if place.unit == unit:
                    yield Honour(
                        result=result,
                        place=place,
                        title=rules[result.award].title,
                        mean=rules[result.award].of == "mean",
                        target=links.award(edition.id, year, result.award),
                        barred=tuple(edition.flags.get(flag, flag) for flag in place.barred),
                    )
