"""The built files: links, anchors, hosts, policy, size. No browser is needed."""

import gzip
import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

pytestmark = pytest.mark.site

LEAF_BYTES = 200_000  # a sheet of a hundred rules, with every step and every panel
BANNER = "演示数据，纯属虚构"


@cache
def _parsed(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text(encoding="utf-8"))


@cache
def _ids(path: Path) -> frozenset[str]:
    return frozenset(node.attributes["id"] or "" for node in _parsed(path).css("[id]"))


def _pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def _links(path: Path) -> list[str]:
    nodes = _parsed(path).css("[href], [src]")
    return [node.attributes.get("href") or node.attributes.get("src") or "" for node in nodes]


def _broken(site: Path, page: Path, link: str) -> bool:
    there = urlsplit(link)
    start = site if there.path.startswith("/") else page.parent
    target = (start / unquote(there.path).lstrip("/")).resolve() if there.path else page
    target = target / "index.html" if target.is_dir() else target
    if not target.is_file():
        return True
    return bool(there.fragment) and unquote(there.fragment) not in _ids(target)


def test_every_link_and_anchor_resolves(site: Path) -> None:
    broken = {
        f"{page.relative_to(site)} -> {link}"
        for page in _pages(site)
        for link in _links(page)
        if _broken(site, page, link)
    }
    assert sorted(broken)[:20] == []


def test_no_page_points_to_another_host(site: Path) -> None:
    foreign = {
        link
        for page in _pages(site)
        for link in _links(page)
        if urlsplit(link).scheme or link.startswith("//")
    }
    assert foreign == set()


def test_no_id_is_given_twice(site: Path) -> None:
    for page in _pages(site):
        ids = [node.attributes["id"] for node in _parsed(page).css("[id]")]
        twice = {name for name in ids if ids.count(name) > 1} if len(ids) != len(set(ids)) else ()
        assert not twice, f"{page.relative_to(site)}: {twice}"


def test_the_policy_comes_first_in_every_head(site: Path) -> None:
    first = re.compile(r'<head>\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
    for page in _pages(site):
        found = first.search(page.read_text(encoding="utf-8"))
        assert found, page
        assert "unsafe-inline" not in found[1].partition("script-src")[2]
        assert "http" not in found[1]


def test_every_page_says_that_the_data_is_made_up(site: Path) -> None:
    for page in _pages(site):
        banner = _parsed(page).css_first(".md-banner")
        assert banner is not None, page
        assert banner.text(strip=True) == BANNER


def test_pages_stay_small(site: Path) -> None:
    leaves = [p for p in site.glob("*/*-*/*.html") if p.name != "index.html"]
    assert leaves
    assert max(page.stat().st_size for page in leaves) < LEAF_BYTES


def test_search_index_holds_chinese_words_cut_by_jieba(site: Path) -> None:
    """Without jieba the theme indexes whole runs of characters, and says nothing."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    texts = [entry["title"] + entry["text"] for entry in index["docs"]]
    assert any("办事\u200b指南" in text or "\u200b指南" in text for text in texts)
    assert index["config"]["lang"] == ["zh", "en"]


def test_every_finding_has_its_own_entry_in_the_search(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    found = {entry["location"] for entry in index["docs"] if "#f-" in entry["location"]}
    printed = {
        f"{page.relative_to(site).as_posix()}#{node.attributes['id']}"
        for page in site.glob("*/*-*/*.html")
        for node in _parsed(page).css('h3[id^="f-"]')
    }
    assert found == printed


def test_the_sitemap_is_not_dated_by_the_clock(site: Path) -> None:
    data = (site / "sitemap.xml.gz").read_bytes()
    assert b"2026" not in gzip.decompress(data)


def test_programs_find_the_feed_of_a_scheme_and_of_a_unit(site: Path) -> None:
    def feeds(page: str) -> list[str | None]:
        nodes = _parsed(site / page).css('link[type="application/atom+xml"]')
        return [node.attributes["href"] for node in nodes]

    assert feeds("index.html") == []
    assert feeds("hangzhou-departments/index.html") == ["feed.xml"]
    assert feeds("hangzhou-departments/2017-08/index.html") == ["../feed.xml"]
    assert feeds("hangzhou-departments/units/shi-gonganju.html") == [
        "../feed.xml",
        "shi-gonganju.xml",
    ]
