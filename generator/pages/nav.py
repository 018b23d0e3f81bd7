"""The navigation: index pages only; leaves are linked from them."""

from collections.abc import Sequence

from generator.pages import links, words
from generator.pages.edition import Edition
from generator.text import encode

Entry = dict[str, "str | list[Entry]"]


def tree(editions: Sequence[Edition]) -> list[Entry]:
    """The entries as MkDocs reads them; titles are encoded, for the theme prints them raw."""
    entries: list[Entry] = [{"首页": links.source_of(links.HOME)}]
    entries.extend({encode(edition.title): _scheme(edition)} for edition in editions)
    entries.append(
        {"帮助": [{title: links.source_of(page)} for page, title in links.HELP.values()]}
    )
    entries.append({"关于本站": links.source_of(links.ABOUT)})
    return entries


def _scheme(edition: Edition) -> list[Entry]:
    pages = [("概览", links.scheme(edition.id))]
    pages += [(_bulletin(month), links.month(edition.id, month)) for month in _newest(edition)]
    pages += [(f"{year}年度评优", links.award(edition.id, year)) for year in edition.years]
    pages += [("评分细则", links.rubric(edition.id)), ("口径登记", links.readings(edition.id))]
    return [{title: links.source_of(target)} for title, target in pages]


def _newest(edition: Edition) -> tuple[str, ...]:
    return tuple(reversed(edition.printed))


def _bulletin(month: str) -> str:
    return f"{words.month_name(month)}通报"
