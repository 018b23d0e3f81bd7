"""What a bulletin weighs with all that it loads, and that nothing moves while it does."""

import gzip
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.site.conftest import Visit

pytestmark = pytest.mark.site

PACKED = 150_000  # as a server sends it that compresses
SHELL = 25_000  # what is around the article, however many months there are
LOADED = "link[rel=stylesheet], link[rel=icon], script[src], img[src]"
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 500);
})"""


def loaded(page: Path) -> list[Path]:
    """The page and all that a reader's browser loads with it; the search loads more on demand."""
    nodes = LexborHTMLParser(page.read_text(encoding="utf-8")).css(LOADED)
    paths = [node.attributes.get("href") or node.attributes.get("src") or "" for node in nodes]
    return [page, *sorted({(page.parent / path).resolve() for path in paths})]


def test_a_bulletin_is_light(site: Path) -> None:
    for page in site.glob("*/????-??/index.html"):
        weight = sum(len(gzip.compress(file.read_bytes())) for file in loaded(page))
        assert weight < PACKED, page.relative_to(site)


def test_what_surrounds_the_article_does_not_grow(site: Path) -> None:
    for page in site.glob("*/????-??/*.html"):
        before, _, rest = page.read_bytes().partition(b"<article")
        assert len(before) + len(rest.rpartition(b"</article>")[2]) < SHELL, page.relative_to(site)


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_while_a_bulletin_loads(visit: Visit, width: int) -> None:
    page = visit(width=width).open("hangzhou-departments/2017-09/index.html")
    assert page.evaluate(SHIFT) < 0.01
