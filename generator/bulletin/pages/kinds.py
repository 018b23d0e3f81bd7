"""The kinds of pages of a scheme: all there is to say of one is said in its entry here.

The home page and the page about this site speak of all schemes and are no kind of these.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bulletin.language import Said
from bulletin.pages import (
    award,
    criterion,
    department,
    month,
    readings,
    recheck,
    rounds,
    rubric,
    scheme,
    sheet,
    unit,
)
from bulletin.pages import comparison as compare
from bulletin.pages import findings as listing
from bulletin.pages.printer import Printer
from bulletin.view import links
from bulletin.view.edition import Edition
from bulletin.view.findings import Register

Pages = Callable[[Edition, Register, Printer], Iterator[tuple[str, str]]]
"""Prints every page of a kind: its path and its text."""
Nav = Callable[[Edition], Iterator[tuple[Said, str]]]
"""Names the pages of a kind that stand in the navigation: title and address."""


@dataclass(frozen=True, slots=True)
class PageKind:
    """One kind of page: its address, what prints it, and which of them the navigation lists."""

    address: Callable[..., str]
    pages: Pages
    nav: Nav | None = None

    @property
    def name(self) -> str:
        """The name of its address, by which templates point to it."""
        return self.address.__name__


KINDS = (
    PageKind(links.scheme, scheme.pages, scheme.nav),
    PageKind(links.month, month.pages, month.nav),
    PageKind(links.compare, compare.pages),
    PageKind(links.round_, rounds.pages, rounds.nav),
    PageKind(links.recheck, recheck.pages),
    PageKind(links.sheet, sheet.pages),
    PageKind(links.unit, unit.pages),
    PageKind(links.criterion, criterion.pages),
    PageKind(links.department, department.pages),
    PageKind(links.award, award.pages, award.nav),
    PageKind(links.findings, listing.pages, listing.nav),
    PageKind(links.rubric, rubric.pages, rubric.nav),
    PageKind(links.readings, readings.pages, readings.nav),
)
"""In the order of the navigation."""
