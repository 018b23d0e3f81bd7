"""A site in English: what is Chinese on its pages stands in the records, word for word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from html import unescape

import pytest
from bulletin.language import Word
from bulletin.pages import Edition
from bulletin.publish import program
from bulletin.text import UserText

from tests.unit.pages import tiny, turning
from tools.words import HAN

ENGLISH = program.language("en")
BOOKS = {
    "tiny": (tiny.edition(), tiny.pages(ENGLISH)),
    "turning": (turning.edition(), turning.pages(ENGLISH)),
}


def texts(record: object) -> Iterator[str]:
    """Every text in a record and all that it holds; words of the interface are none."""
    if isinstance(record, UserText | str):
        yield record if isinstance(record, str) else record.raw
    elif isinstance(record, Mapping):
        for key, value in record.items():
            yield from (*texts(key), *texts(value))
    elif isinstance(record, tuple | list | frozenset):
        for value in record:
            yield from texts(value)
    elif is_dataclass(record) and not isinstance(record, Word | type):
        for field in fields(record):
            yield from texts(getattr(record, field.name))


def left(edition: Edition, page: str) -> list[str]:
    """The lines of a page in which something Chinese is left without the texts of the records.

    What is marked as Chinese is a column of a data file.
    """
    known = {" ".join(text.split()) for text in texts(edition) if HAN.search(text)}
    whole = unescape(re.sub(r'<span [^>]*lang="zh">[^<]*</span>', "", page))
    for text in sorted(known, key=lambda text: (-len(text), text)):
        whole = whole.replace(text, "")
    return [line for line in whole.splitlines() if HAN.search(line)]


@pytest.mark.parametrize(
    ("book", "path"), [(book, path) for book, (_, pages) in BOOKS.items() for path in pages]
)
def test_no_word_of_the_interface_is_chinese(book: str, path: str) -> None:
    edition, pages = BOOKS[book]
    assert left(edition, pages[path]) == []


def test_a_word_that_nobody_translated_would_be_seen() -> None:
    edition, _ = BOOKS["tiny"]
    assert left(edition, "<p>市教育局 满分</p>\n<p>3 pt</p>") == ["<p> 满分</p>"]


def test_a_sentence_is_one_in_english_too() -> None:
    page = tiny.pages(ENGLISH)["demo/2017-08/index.md"]
    assert "# Assessment bulletin, August 2017 {: #top .b-title }" in page
    assert "## 2. Ranking {: #ranking data-search-exclude }" in page
    assert "In August 2017, " in page
    assert "2017-08-31" in page


def test_addresses_are_the_same_in_every_language() -> None:
    links = re.compile(r'(?:href|id)="[^"]*"')
    for path, page in tiny.pages().items():
        english = BOOKS["tiny"][1][path]
        assert sorted(links.findall(english)) == sorted(links.findall(page)), path
