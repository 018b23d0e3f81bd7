"""The glossary (指标说明): every name that a reader meets, and what it stands for."""

from collections.abc import Iterator

from bulletin import glossary
from bulletin.language import CHINESE, Language, _
from bulletin.pages.printer import Printer
from bulletin.view import links
from bulletin.view.links import Crumb

TEMPLATE = "glossary.md.j2"


def pages(printer: Printer, language: Language) -> Iterator[tuple[str, str]]:
    """Print the page; in another language it names the Chinese columns of data files, too."""
    title = _("指标说明")
    yield printer.page(
        links.GLOSSARY,
        TEMPLATE,
        title,
        sections=glossary.SECTIONS,
        file_names=language.id != CHINESE.id,
        crumbs=(Crumb(_("首页"), links.HOME), Crumb(title, links.GLOSSARY)),
    )
