"""The home page and the page about this site."""

from collections.abc import Iterator, Sequence

from generator.model.scheme import Site
from generator.pages import links
from generator.pages.edition import Edition
from generator.pages.findings import Register
from generator.pages.printer import Crumb, Printer
from generator.pages.scheme import entries
from generator.pages.trail import NONE

HOME_TEMPLATE = "home.md.j2"
ABOUT_TEMPLATE = "about.md.j2"


def pages(
    site: Site, shelf: Sequence[tuple[Edition, Register]], printer: Printer
) -> Iterator[tuple[str, str]]:
    """Print the two pages that speak of all schemes."""
    yield printer.page(
        links.HOME,
        HOME_TEMPLATE,
        site.title,
        site=site,
        shelf=tuple((edition, entries(edition, register)) for edition, register in shelf),
    )
    yield printer.page(
        links.ABOUT,
        ABOUT_TEMPLATE,
        "关于本站",
        site=site,
        editions=tuple(edition for edition, _ in shelf),
        trail=shelf[0][0].trail if shelf else NONE,
        crumbs=(Crumb("首页", links.HOME), Crumb("关于本站", links.ABOUT)),
    )
