"""Every page is well-formed HTML to a strict parser, and has its headings in order."""

import re
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from selectolax.lexbor import LexborHTMLParser

pytestmark = pytest.mark.site


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


@pytest.fixture(params=range(4))
def quarter(request: pytest.FixtureRequest, site: Path) -> list[Path]:
    """A quarter of all pages, for a strict parser is a slow one."""
    found = pages(site)[request.param :: 4]
    assert len(found) > 100
    return found


def test_a_strict_parser_has_nothing_to_say(quarter: list[Path], site: Path) -> None:
    for page in quarter:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(page.read_text(encoding="utf-8"))
        said = [(at, code) for at, code, _ in parser.errors]
        assert said == [], page.relative_to(site)


def test_headings_stand_in_order_below_one_title(site: Path) -> None:
    for page in pages(site):
        article = LexborHTMLParser(page.read_text(encoding="utf-8")).css_first("article")
        assert article is not None, page
        levels = [int((node.tag or "")[1]) for node in article.css("h1, h2, h3, h4, h5, h6")]
        assert levels[:1] == [1], page.relative_to(site)
        assert levels.count(1) == 1, page.relative_to(site)
        steps = [after - before for before, after in pairwise(levels)]
        assert max(steps, default=0) <= 1, page.relative_to(site)


def test_every_page_says_that_it_is_chinese(site: Path) -> None:
    for page in pages(site):
        assert re.search(r'<html lang="zh[^"]*"', page.read_text(encoding="utf-8")), page


def test_a_label_belongs_to_a_control_of_its_page(site: Path) -> None:
    for page in pages(site):
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        ids = {node.attributes["id"] for node in tree.css("[id]")}
        lost = [n.attributes["for"] for n in tree.css("[for]") if n.attributes["for"] not in ids]
        assert lost == [], page.relative_to(site)
