"""The two shortcuts of the build change nothing but its time."""

import re

import markdown  # type: ignore[import-untyped]
import pytest
from bulletin.publish.hooks import UNSEARCHED, with_policy
from material.plugins.search.plugin import Parser  # type: ignore[import-untyped]
from selectolax.lexbor import LexborHTMLParser

from tests.unit.pages.tiny import pages

FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
PAGES = {path: FRONT.sub("", text) for path, text in pages().items()}
PLAIN = ["attr_list", "toc"]
QUICK = [*PLAIN, "bulletin.publish.blocks"]

Nodes = list[tuple[str | None, dict[str, str | None], str]]


def _nodes(html: str) -> Nodes:
    root = LexborHTMLParser(html).root
    assert root is not None
    return [(n.tag, n.attributes, " ".join(n.text().split())) for n in root.traverse()]


def _sections(html: str) -> list[tuple[str | None, str, str]]:
    parser = Parser()
    parser.feed(html)
    parser.close()
    kept = (section for section in parser.data if not section.is_excluded())
    return [(s.id, "".join(s.title), "".join("".join(s.text).split())) for s in kept]


@pytest.mark.parametrize("path", PAGES)
def test_blocks_that_are_put_aside_come_back_as_markdown_leaves_them(path: str) -> None:
    plain = markdown.markdown(PAGES[path], extensions=PLAIN)
    assert _nodes(markdown.markdown(PAGES[path], extensions=QUICK)) == _nodes(plain)


@pytest.mark.parametrize("path", PAGES)
def test_the_search_finds_the_same_in_less_text(path: str) -> None:
    html = markdown.markdown(PAGES[path], extensions=QUICK)
    assert _sections(UNSEARCHED.sub("", html)) == _sections(html)


def test_most_of_a_score_sheet_is_not_read_by_the_search() -> None:
    sheet = PAGES["demo/2017-08/jiaoyu.md"]
    assert len(UNSEARCHED.sub("", sheet)) < len(sheet) / 2


def test_a_page_that_people_wrote_is_read_as_markdown() -> None:
    text = "# a\n\n<div>**b**</div>\n\n- c\n"
    assert markdown.markdown(text, extensions=QUICK) == markdown.markdown(text, extensions=PLAIN)


def test_the_policy_allows_the_scripts_of_the_theme_and_none_of_the_article() -> None:
    shell = "<head>\n<title>t</title></head><script>a()</script>"
    page = with_policy(f"{shell}<article><script>b()</script></article>")
    assert page.startswith('<head>\n<meta http-equiv="Content-Security-Policy"')
    assert page.count("'sha256-") == 1
    assert (
        with_policy(f"{shell}<article></article>").partition(">\n")[0] == page.partition(">\n")[0]
    )
