"""A whole book in, whole pages out."""

from pathlib import Path

import pytest
from bulletin.pages.kinds import KINDS
from bulletin.pages.printer import Printer
from bulletin.text import UserText
from bulletin.view.links import relative

from tests.site.kinds import EXAMPLES
from tests.unit.pages import tiny, turning

BOOKS = {tiny.EXPECTED: tiny.pages(), turning.EXPECTED: turning.pages()}
KEPT = [(book, path.relative_to(book).as_posix()) for book in BOOKS for path in book.rglob("*.md")]


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_the_pages_are_those_that_are_kept(book: Path) -> None:
    assert set(BOOKS[book]) == {path for where, path in KEPT if where == book}


@pytest.mark.parametrize(("book", "path"), sorted(KEPT))
def test_each_page_is_as_it_is_kept(book: Path, path: str) -> None:
    assert BOOKS[book][path] == Path(book / path).read_text(encoding="utf-8")


def test_every_kind_of_page_is_opened_in_a_browser() -> None:
    assert list(EXAMPLES) == [kind.name for kind in KINDS]


def test_what_a_template_prints_is_text() -> None:
    printer = Printer({"a": "{{ one }}|{{ two }}|{{ one ~ 3 }}"})
    _, text = printer.page("a/b.html", "a", "t", one="<b>", two=UserText("{{ 7*7 }}"))
    braces = "&#123;&#123; 7&#42;7 &#125;&#125;"
    assert text == f"&#60;b&#62;|{braces}|&#60;b&#62;3"


def test_foreign_text_is_never_put_together_in_a_template() -> None:
    with pytest.raises(TypeError, match="rendered by a template"):
        Printer({"a": "{{ one ~ 3 }}"}).page("a.html", "a", "t", one=UserText("a"))


@pytest.mark.parametrize("value", [None, 1.5, True, ["a"], b"a"])
def test_a_template_may_print_only_what_has_words(value: object) -> None:
    with pytest.raises(TypeError, match="may not print"):
        Printer({"a": "{{ value }}"}).page("a.html", "a", "t", value=value)


@pytest.mark.parametrize("target", ["javascript:alert(1)", "http://a", "a b", "a#B", "a?b"])
def test_a_link_leads_to_a_page_of_the_site_only(target: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        relative("a/index.html", target)
