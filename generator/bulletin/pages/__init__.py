"""Pages: scores in, Markdown out; each kind has its module, template and entry in ``kinds``."""

from collections.abc import Mapping, Sequence

from bulletin.language import CHINESE, Language
from bulletin.model.scheme import Site
from bulletin.pages import glossary, home
from bulletin.pages.kinds import KINDS
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
    pages.update(glossary.pages(printer, language))
    for edition, register in shelf:
        for kind in KINDS:
            pages.update(kind.pages(edition, register, printer))
    return pages
