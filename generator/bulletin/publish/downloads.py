"""What readers download of the site: the same tables as CSV, JSON and workbook, by their addresses.

A month's and a year's JSON and CSV are written with the feeds; here are the workbooks beside them,
and all three for units, criteria with rules and the list of findings.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from bulletin.exchange.findings_script import to_script
from bulletin.exchange.tables import to_csv, to_json
from bulletin.exchange.xlsx import to_xlsx
from bulletin.language import Language
from bulletin.months import last_day
from bulletin.pages import Edition
from bulletin.review.draws import text as draw_text
from bulletin.view import links
from bulletin.view.edition import criteria
from bulletin.view.findings import Register
from bulletin.view.rounds import is_open
from bulletin.view.sheet import Sheet
from bulletin.view.tables import results
from bulletin.view.tables.notes import notes
from bulletin.view.tables.recheck import sheet
from bulletin.view.tables.records import Records

File = tuple[str, str | bytes]


def files(editions: Iterable[Edition], language: Language) -> dict[str, str | bytes]:
    """All downloads by their path in the site."""
    return {path: content for edition in editions for path, content in _files(edition, language)}


def _files(edition: Edition, language: Language) -> Iterator[File]:
    register = Register(edition)
    records = Records(edition, register)
    for month in edition.months:
        rows = to_script(edition, month, register.of_month(month), language)
        yield links.findings_data(edition.id, month), rows
    for month in edition.printed:
        path = links.month(edition.id, month).replace("index.html", "scores.xlsx")
        yield path, _workbook(edition, _of_month(edition, records, month), (month,))
        yield from _draws(edition, month)
        tasks = sheet(edition.assessment, edition.units, edition.open_tasks(month))
        yield from _three(edition, links.recheck(edition.id, month), [tasks])
    for year in edition.years:
        months = tuple(month for month in edition.months if month.startswith(year))
        table = results.awards(edition, year)
        yield f"{edition.id}/{year}/award.xlsx", _workbook(edition, [table], months)
    if edition.months:
        yield from _over_months(edition, records)


def _of_month(edition: Edition, records: Records, month: str) -> list[Sheet]:
    return [
        results.ranking(edition, month),
        results.criteria(edition, month),
        records.steps(month),
        records.findings(month),
    ]


def _draws(edition: Edition, month: str) -> Iterator[File]:
    """The draws of the rounds that may be told, as they stand in the repository."""
    records = edition.assessment.months[month]
    for round_ in records.rounds.values():
        for plan in round_.draws if is_open(round_, records) else ():
            yield links.draw(edition.id, month, plan.id), draw_text(records.draws[plan.id])


def _over_months(edition: Edition, records: Records) -> Iterator[File]:
    """What is told of each unit over all months; its records, those of criteria, and all findings.

    Records are of the months that are told here: those of earlier years are in other versions.
    """
    for unit in edition.assessed:
        sheets = [results.months(edition, unit.id), records.of_unit(unit.id)]
        yield from _three(edition, links.unit(edition.id, unit.id), sheets)
    for _, node in criteria(edition):
        if node.rules:
            sheets = [records.of_rules(rule.id for rule in node.rules)]
            yield from _three(edition, links.criterion(edition.id, node.id), sheets)
    sheets = [records.findings(*edition.told)]
    yield from _three(edition, links.findings(edition.id), sheets)


def _three(edition: Edition, page: str, sheets: list[Sheet]) -> Iterator[File]:
    """The files beside a page, under its name; CSV has room for the first table only."""
    stem = page.removesuffix(".html")
    about = {"scheme": edition.id, "title": edition.title}
    yield f"{stem}.csv", to_csv(sheets[0])
    yield f"{stem}.json", to_json(sheets, about)
    yield f"{stem}.xlsx", _workbook(edition, sheets, edition.months)


def _workbook(edition: Edition, sheets: Iterable[Sheet], months: tuple[str, ...]) -> bytes:
    return to_xlsx([*sheets, notes(edition, months)], _dated(months))


def _dated(months: tuple[str, ...]) -> date:
    """A file is dated by the last day of its last month."""
    return last_day(months[-1])
