"""The list of all findings of a scheme, to be filtered; without script, by month and unit."""

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin import glossary
from bulletin.language import Said, Word, _
from bulletin.pages.printer import Printer
from bulletin.view import links, words
from bulletin.view.edition import Edition
from bulletin.view.findings import Register
from bulletin.view.links import Crumb

TEMPLATE = "findings.md.j2"
TITLE = _("全部问题")
COLUMNS = (
    *(glossary.FINDING, glossary.MONTH, glossary.DATE, glossary.UNIT_NAME),
    *(glossary.CRITERION_TITLE, glossary.RULE_TEXT, glossary.SOURCE, glossary.METHOD),
    *(glossary.PLACE, glossary.SUMMARY, glossary.STATE, glossary.MENDING, glossary.DUE),
    *(glossary.CHANGE, glossary.PAGE),
)
"""The columns in which the script writes the list as a file."""


@dataclass(frozen=True)
class MonthShelf:
    """The findings of one month, counted by the unit that they count for."""

    month: Word
    target: str
    number: int
    units: tuple[tuple[str, str, int], ...]


def nav(edition: Edition) -> Iterator[tuple[Said, str]]:
    """Name the list."""
    yield TITLE, links.findings(edition.id)


def pages(edition: Edition, register: Register, printer: Printer) -> Iterator[tuple[str, str]]:
    """Print the list's page; its rows are in the months' files."""
    months = tuple(_shelf(edition, register, month) for month in reversed(edition.months))
    yield printer.page(
        links.findings(edition.id),
        TEMPLATE,
        TITLE,
        edition=edition,
        months=months,
        number=sum(shelf.number for shelf in months),
        columns=COLUMNS,
        scripts=(
            *(links.findings_data(edition.id, month) for month in edition.months),
            links.FINDINGS_SCRIPT,
        ),
        crumbs=edition.crumbs(Crumb(TITLE, links.findings(edition.id))),
    )


def _shelf(edition: Edition, register: Register, month: str) -> MonthShelf:
    counted = [
        (score, len(register.of_unit(month, score.unit))) for score in edition.scores[month].units
    ]
    return MonthShelf(
        month=words.month_name(month),
        target=links.month(edition.id, month),
        number=sum(number for _, number in counted),
        units=tuple(
            (score.name, links.sheet(edition.id, month, score.unit, "findings"), number)
            for score, number in counted
            if number
        ),
    )
