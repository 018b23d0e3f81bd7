"""Text stays text: hostile words in every field leave the structure of every page as it was."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import count, cycle
from pathlib import Path
from typing import TypeVar, cast

import pytest
from bulletin.load import read
from bulletin.model.history import Commit, Difference, Entry
from bulletin.model.scheme import Assessment, Book, Selector
from bulletin.publish.site import convert, write
from bulletin.repository.opened import Repository
from bulletin.text import UserText
from bulletin.view.trail import Trail
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from tests.site.conftest import ROOT, Watched, build_quietly, once, served, shared_folder

pytestmark = pytest.mark.site

PAYLOADS = (
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![a](http://evil.example/a.png)",
    "[a](javascript:alert(1))",
    "**b**{: onclick=alert(1) }",
    "{{ 7*7 }} {% raw %} {#",
    "<![CDATA[ <![",
    "<!-- -->--> <?php",
    "</td></tr></table></div></section></article></body>",
    "`a` ``` ~~~ | a | b |",
    "# a\n\n## b {: #top }",
    "    a\n\n- b\n1. c\n> d",
    "*[HTML]: a [^1]: b [a]: javascript:alert(1)",
    "<http://evil.example> http://evil.example",
    "'\"><svg/onload=alert(1)> &lt;b&gt; &#60;b&#62; \\",
    '--8<-- "x" $$x$$ :smile: ==a== ~~a~~ ${7*7} %7B',
)
UNITS = ("shi-gonganju", "shi-minzhengju", "shi-weijiwei", "shi-jiaoyuju")
SOME = {
    "hangzhou-departments": (UNITS, ("2017-08", "2017-09")),
    "nantong-evaluation": (("nt-haimen", "nt-kaifaqu"), ("2017-11",)),
    "zhejiang-inspection": (("zj-huzhou", "zj-lishui"), ("2017-11", "2017-12")),
}
PLAIN_TEXTS = {"clause"}
DAY = date(2017, 9, 1)

R = TypeVar("R")


def _swapped(record: R, text: Callable[[], str]) -> R:
    """The same record with every text in it, however deep, replaced."""
    if isinstance(record, UserText):
        return cast("R", UserText(text()))
    if isinstance(record, tuple):
        return cast("R", tuple(_swapped(item, text) for item in record))
    if isinstance(record, Mapping):
        return cast("R", {key: _swapped(value, text) for key, value in record.items()})
    if not is_dataclass(record) or isinstance(record, type):
        return record
    changed = {
        field.name: text() if field.name in PLAIN_TEXTS else _swapped(value, text)
        for field in fields(record)
        if (value := getattr(record, field.name)) is not None
    }
    return cast("R", replace(record, **changed))


def _small(assessment: Assessment) -> Assessment:
    units, shown = SOME[assessment.scheme.id]
    scheme = replace(assessment.scheme, units=Selector(units=units))
    months = {month: assessment.months[month] for month in shown}
    return replace(assessment, scheme=scheme, months=months)


def _texts(words: Iterator[str]) -> Callable[[], str]:
    """Texts that all differ, so that nothing is put together by its words."""
    number = count()
    return lambda: f"{next(words)} {next(number)}"


def _built(out: Path, book: Book, words: tuple[str, ...]) -> None:
    text = _texts(cycle(words))
    small = {name: _small(one) for name, one in book.assessments.items()}
    swapped = {name: _swapped(one, text) for name, one in small.items()}
    write(Repository(replace(book, assessments=swapped), ()), out, trail=_trail(small, text))
    convert(out)


def _trail(assessments: Mapping[str, Assessment], text: Callable[[], str]) -> Trail:
    """Two commits to every finding, with hostile people, messages, fields and an old path."""
    months = (month for one in assessments.values() for month in one.months.values())
    places = [finding.place for month in months for finding in month.findings.values()]
    entries = {place: (_entry(place.path, text), _entry(place.path, text)) for place in places}
    return Trail(
        {place.path: both[0] for place, both in entries.items()},
        {place.path: {(place.line, place.column): both} for place, both in entries.items()},
    )


def _entry(path: str, text: Callable[[], str]) -> Entry:
    author, committer, subject, name, old, new = (UserText(text()) for _ in range(6))
    commit = Commit("0" * 40, author, DAY, committer, DAY, subject)
    return Entry(commit, path, moved=text(), fields=(Difference(name, old, new, long=True),))


def _both(folder: Path) -> None:
    book, _ = read(ROOT)
    build_quietly(lambda: _built(folder / "harmless", book, ("无害的文字",)))
    build_quietly(lambda: _built(folder / "hostile", book, PAYLOADS))


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    folder = shared_folder(tmp_path_factory, worker_id, "twins")
    once(folder, lambda: _both(folder))
    return folder


def _skeleton(page: Path) -> list[tuple[str | None, tuple[tuple[str, str | None], ...]]]:
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    root = tree.root
    assert root is not None
    nodes = root.traverse()
    return [(node.tag, tuple(sorted(node.attributes.items()))) for node in nodes]


def test_hostile_texts_change_no_tag_and_no_attribute(twins: Path) -> None:
    harmless = twins / "harmless" / "site"
    pages = [page for page in sorted(harmless.rglob("*.html")) if page.parent.name != "help"]
    assert len(pages) > sum(len(units) * len(months) for units, months in SOME.values())
    for page in pages:
        other = twins / "hostile" / "site" / page.relative_to(harmless)
        assert _skeleton(other) == _skeleton(page), page.relative_to(harmless)


def test_hostile_texts_reach_the_page_as_they_were_typed(twins: Path) -> None:
    site = twins / "hostile" / "site" / "hangzhou-departments"
    text = " ".join(
        LexborHTMLParser(page.read_text(encoding="utf-8")).text() for page in site.rglob("*.html")
    )
    folded = " ".join(text.split())
    for payload in PAYLOADS:
        assert " ".join(payload.split()) in folded


def test_a_browser_runs_nothing_of_them(twins: Path, browser: Browser) -> None:
    site = twins / "hostile" / "site"
    with served(site) as base, browser.new_context() as context:
        watched = Watched(context, base)
        for page in sorted(site.rglob("*.html"))[:20]:
            watched.open(page.relative_to(site).as_posix())
        search = watched.open("index.html").locator("input.md-search__input")
        search.fill("onerror")
        watched.page.locator(".md-search-result__item").first.wait_for(timeout=60_000)
        assert watched.noise == []


def test_the_list_of_findings_shows_them_as_they_were_typed(twins: Path, browser: Browser) -> None:
    site = twins / "hostile" / "site"
    with served(site) as base, browser.new_context() as context:
        watched = Watched(context, base)
        page = watched.open("hangzhou-departments/findings.html")
        shown = page.locator("#b-findings tbody td a").all_text_contents()
        folded = [" ".join(text.split()) for text in shown]
        assert any(PAYLOADS[0] in text for text in folded)
        assert page.locator("#b-findings tbody script, #b-findings tbody img").count() == 0
        assert watched.noise == []
