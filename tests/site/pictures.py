"""Take the picture of the README anew: ``python -m tests.site.pictures``, after ``make site``."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import launch
from tests.site.conftest import ROOT, served

SITE = ROOT / "build" / "site"
PICTURE = ROOT / "docs" / "images" / "bulletin.png"
PAGE = "hangzhou-departments/2017-11/index.html"
WIDTH, HEIGHT = 1280, 1120


def take(site: Path, picture: Path) -> None:
    """Photograph the top of the month's bulletin, as a desktop shows it."""
    picture.parent.mkdir(parents=True, exist_ok=True)
    with served(site) as base, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(base + PAGE)
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    take(SITE, PICTURE)
