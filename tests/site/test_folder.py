"""The site opened from a folder, as from a USB stick: no server, no other file than its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.conftest import Watched
from tests.site.test_reader import SCHEME

pytestmark = pytest.mark.site


@pytest.fixture
def opened(browser: Browser, site: Path) -> Iterator[Page]:
    """The home page, opened as a file; in the end nothing was said or asked of elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    watched = Watched(context, f"{site.resolve().as_uri()}/")
    yield watched.open("index.html")
    context.close()
    assert watched.noise == []


def test_a_reader_goes_from_the_home_page_to_a_record(opened: Page) -> None:
    opened.locator(".b-issues a", has_text="2017年8月通报").first.click()
    opened.locator(".b-ranking tr", has_text="市公安局").locator(".b-total a").click()
    opened.locator("a[href^='#f-']").first.click()
    expect(opened.locator("section.b-finding:has(:target)")).to_be_visible()
    opened.locator(".md-tabs__link", has_text="关于本站").click()
    expect(opened.locator("h1")).to_be_visible()


def test_search_finds_what_a_server_would_find(opened: Page) -> None:
    opened.locator("input.md-search__input").fill("办事指南")
    opened.keyboard.press("End")  # the theme looks at what is typed when a key is let go
    expect(opened.locator(".md-search-result__item").first).to_be_visible(timeout=60_000)
    expect(opened.locator(".md-search-result__list")).to_contain_text("指南")
    opened.locator(".md-search-result__link").first.click()
    expect(opened.locator("h1")).to_be_visible()


def test_the_dark_scheme_stays_from_page_to_page(opened: Page) -> None:
    body = opened.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    opened.locator("label[title='改用深色']").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    opened.goto(opened.url.replace("index.html", f"{SCHEME}/index.html"))
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
