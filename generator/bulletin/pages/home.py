"""The home page and the page about this site."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bulletin import glossary
from bulletin.language import _
from bulletin.model.scheme import Site
from bulletin.pages.printer import Printer
from bulletin.pages.scheme import MonthEntry, entries
from bulletin.view import links, words
from bulletin.view.bridges import bridged
from bulletin.view.bulletin import rectification
from bulletin.view.bulletin.glance import Glance, of_month
from bulletin.view.chart import Series, Trend, TrendPicture, trend
from bulletin.view.edition import Edition
from bulletin.view.findings import Register
from bulletin.view.links import Crumb
from bulletin.view.trail import NONE

HOME_TEMPLATE = "home.md.j2"
ABOUT_TEMPLATE = "about.md.j2"


@dataclass(frozen=True)
class SchemeShelf:
    """One scheme: its months, the latest at a glance, and the line of the means."""

    edition: Edition
    entries: tuple[MonthEntry, ...]
    glance: Glance | None
    trend: TrendPicture | None


def _shelf(edition: Edition, register: Register) -> SchemeShelf:
    made = entries(edition, register)
    return SchemeShelf(edition, made, _latest(edition, register), _means(edition, made))


def _latest(edition: Edition, register: Register) -> Glance | None:
    if not edition.months:
        return None
    month = edition.months[-1]
    return of_month(
        edition,
        month,
        register.of_month(month),
        bridged(edition, register, month),
        rectification.of_month(register, edition.months, month),
    )


def _means(edition: Edition, entries: tuple[MonthEntry, ...]) -> TrendPicture | None:
    """The means of the months; where the rubric changed in between, the line breaks."""
    means = Series(glossary.MEAN.title, tuple(entry.facts.mean for entry in entries), own=True)
    months = tuple(words.short_month(entry.month) for entry in entries)
    return trend(Trend(months, (means,), edition.runs([entry.month for entry in entries])))


def pages(
    site: Site, shelf: Sequence[tuple[Edition, Register]], printer: Printer
) -> Iterator[tuple[str, str]]:
    """Print the two pages that speak of all schemes."""
    yield printer.page(
        links.HOME,
        HOME_TEMPLATE,
        site.title,
        site=site,
        shelf=tuple(_shelf(edition, register) for edition, register in shelf),
    )
    yield printer.page(
        links.ABOUT,
        ABOUT_TEMPLATE,
        _("关于本站"),
        site=site,
        editions=tuple(edition for edition, _ in shelf),
        trail=shelf[0][0].trail if shelf else NONE,
        crumbs=(Crumb(_("首页"), links.HOME), Crumb(_("关于本站"), links.ABOUT)),
    )
