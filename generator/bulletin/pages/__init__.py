"""Pages: scores in, Markdown out; each kind of page has its module and its template."""

from collections.abc import Iterator, Mapping, Sequence

from bulletin.language import CHINESE, Language
from bulletin.model.scheme import Site
from bulletin.pages import (
    award,
    comparison,
    criterion,
    department,
    findings,
    home,
    month,
    readings,
    recheck,
    rounds,
    rubric,
    scheme,
    sheet,
    unit,
)
from bulletin.pages.printer import Printer
from bulletin.view.edition import Edition
from bulletin.view.findings import Register

__all__ = ["Edition", "render"]


def render(
    site: Site,
    editions: Sequence[Edition],
    templates: Mapping[str, str],
    language: Language = CHINESE,
) -> dict[str, str]:
    """All pages of the site by path; ``templates`` holds the sources by name."""
    printer = Printer(templates, demo=site.demo, language=language)
    shelf = [(edition, Register(edition)) for edition in editions]
    pages = dict(home.pages(site, shelf, printer))
    for edition, register in shelf:
        pages.update(_edition(edition, register, printer))
    return pages


def _edition(edition: Edition, register: Register, printer: Printer) -> Iterator[tuple[str, str]]:
    yield from scheme.pages(edition, register, printer)
    yield from month.pages(edition, register, printer)
    yield from comparison.pages(edition, register, printer)
    yield from rounds.pages(edition, register, printer)
    yield from recheck.pages(edition, register, printer)
    yield from sheet.pages(edition, register, printer)
    yield from unit.pages(edition, register, printer)
    yield from criterion.pages(edition, register, printer)
    yield from department.pages(edition, register, printer)
    yield from award.pages(edition, register, printer)
    yield from findings.pages(edition, register, printer)
    yield from rubric.pages(edition, printer)
    yield from readings.pages(edition, printer)
