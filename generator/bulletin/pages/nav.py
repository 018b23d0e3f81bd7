"""The navigation: index pages only, of the newest months; all else is linked from them."""

from collections.abc import Iterable, Iterator, Sequence

from bulletin.language import CHINESE, Language, Said, _
from bulletin.text import encode
from bulletin.view import links, words
from bulletin.view.edition import Edition

LISTED = 3  # bulletins of a scheme; with all of them every page would grow with every month

Entry = dict[str, "str | list[Entry]"]


def tree(editions: Sequence[Edition], language: Language = CHINESE) -> list[Entry]:
    """The entries as MkDocs reads them; titles are encoded, for the theme prints them raw."""
    schemes: list[Entry] = [
        {encode(edition.title): _said(_scheme(edition), language)} for edition in editions
    ]
    help_pages: Entry = {
        language.say(_("帮助")): _said(((t, page) for page, t in links.HELP.values()), language)
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
    yield _("概览"), links.scheme(edition.id)
    for month in reversed(edition.printed[-LISTED:]):
        title = words.bulletin(month)
        yield title, links.month(edition.id, month)
    for month in edition.printed[-1:]:
        for round_ in edition.assessment.months[month].rounds.values():
            yield encode(round_.title), links.round_(edition.id, month, round_.id)
    for year in edition.years[-1:]:
        yield words.award_year(year), links.award(edition.id, year)
    yield _("全部问题"), links.findings(edition.id)
    yield _("评分细则"), links.rubric(edition.id)
    yield _("口径登记"), links.readings(edition.id)
