"""The navigation: index pages only, of the newest months; all else is linked from them."""

from collections.abc import Iterable, Iterator, Sequence

from bulletin.language import CHINESE, Language, Said, _
from bulletin.pages.kinds import KINDS
from bulletin.text import encode
from bulletin.view import links
from bulletin.view.edition import Edition

Entry = dict[str, "str | list[Entry]"]


def tree(editions: Sequence[Edition], language: Language = CHINESE) -> list[Entry]:
    """The entries as MkDocs reads them; titles are encoded, for the theme prints them raw."""
    schemes: list[Entry] = [
        {encode(edition.title): _said(_scheme(edition), language)} for edition in editions
    ]
    help_pages: Entry = {
        language.say(_("帮助")): _said(
            [(_("指标说明"), links.GLOSSARY), *((t, page) for page, t in links.HELP.values())],
            language,
        )
    }
    return [
        *_said([(_("首页"), links.HOME)], language),
        *schemes,
        help_pages,
        *_said([(_("关于本站"), links.ABOUT)], language),
    ]


def _said(pages: Iterable[tuple[Said, str]], language: Language) -> list[Entry]:
    return [{language.say(title): links.source_of(target)} for title, target in pages]


def _scheme(edition: Edition) -> Iterator[tuple[Said, str]]:
    for kind in KINDS:
        yield from kind.nav(edition) if kind.nav else ()
