"""The published branch in a real browser: a version selector, old versions, and no other host."""

import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from selectolax.lexbor import LexborHTMLParser

from generator.publish import versions
from tests.site.conftest import once, served, shared_folder
from tests.unit.publish.sealed import Sealed


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The branch ``site`` with two months, as any web server would get it."""
    folder = shared_folder(tmp_path_factory, worker_id, "published-versions")
    once(folder, lambda: publish(folder))
    return folder / "web"


def publish(folder: Path) -> None:
    repo = Sealed(folder / "repo", "2017-08", "2017-09")
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        patch.setattr(versions, "_PROGRAM", ())  # whoever runs the tests may be at work on it
        warnings.simplefilter("ignore")
        versions.publish(repo.root, "2017-08")
        versions.publish(repo.root, "2017-09")
    (folder / "web").mkdir()
    repo.git("archive", "--output", str(folder / "site.tar"), "site")
    command = ["tar", "-xf", str(folder / "site.tar"), "-C", str(folder / "web")]
    subprocess.run(command, check=True)


@pytest.fixture
def page(browser: Browser, published: Path) -> Iterator[Page]:
    """A page at the address where the branch is served; it may ask no other host."""
    foreign: list[str] = []
    with served(published) as base:

        def guard(request: Request) -> None:
            if not request.url.startswith((base, "data:")):
                foreign.append(request.url)

        context = browser.new_context(base_url=base)
        made = context.new_page()
        made.on("request", guard)
        yield made
        context.close()
    assert foreign == []


@pytest.mark.site
def test_a_reader_goes_from_the_newest_month_to_an_older_one(page: Page) -> None:
    page.goto("/")
    expect(page.locator(".md-version__current")).to_have_text("2017年9月")
    assert "/2017-09/" in page.url
    links = page.locator(".md-version__link")
    expect(links).to_have_text(["2017年9月", "2017年8月"])
    links.nth(1).dispatch_event("click")
    page.wait_for_url("**/2017-08/**")
    expect(page.locator(".md-version__current")).to_have_text("2017年8月")


@pytest.mark.site
def test_latest_leads_to_the_newest_month(page: Page) -> None:
    page.goto("/latest/demo/units/jiaoyu.html")
    page.wait_for_url("**/2017-09/demo/units/jiaoyu.html")


@pytest.mark.site
def test_every_link_between_versions_leads_somewhere(published: Path) -> None:
    checked = 0
    for file in sorted(published.glob("2017-*/**/*.html")):
        for link in LexborHTMLParser(file.read_text(encoding="utf-8")).css("a[href]"):
            path, _, anchor = (link.attributes["href"] or "").partition("#")
            if "://" in path or not path.startswith(".."):
                continue
            target = (file.parent / path).resolve()
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (file, path)
            assert not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8"), (
                file,
                path,
            )
            checked += 1
    assert checked > 100
