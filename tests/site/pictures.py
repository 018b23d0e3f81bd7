"""Take the documentation's pictures anew: ``python -m tests.site.pictures``, after ``make site``.

The printed page needs ``pdftoppm`` of poppler-utils.
"""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from tests.browser import launch
from tests.site.conftest import ROOT, served

SITE = ROOT / "build" / "site"
PICTURES = ROOT / "docs" / "images"
MONTH = "hangzhou-departments/2017-11"
SETTLED_MS = 600
"""By then the head of the page has changed its words."""
DESKTOP, PHONE = (1280, 900), (390, 844)


@dataclass(frozen=True)
class Picture:
    """What a picture shows: a page, from a place in it on, as a reader sees it."""

    name: str
    page: str
    size: tuple[int, int] = DESKTOP
    scheme: Literal["light", "dark"] = "light"
    top: str = ""
    """What stands at the top of the picture, where that has no address."""


TAKEN = (
    Picture("bulletin", f"{MONTH}/index.html", (1280, 1120)),
    Picture("phone", f"{MONTH}/index.html", PHONE),
    Picture("heat", f"{MONTH}/index.html", top=".b-matrix"),
    Picture("sheet", f"{MONTH}/shi-jiaoyuju.html#findings"),
    Picture("unit", "hangzhou-departments/units/shi-jiaoyuju.html#months"),
    Picture("compare", f"{MONTH}/compare.html#totals"),
    Picture("findings", "hangzhou-departments/findings.html"),
    Picture("round", "zhejiang-inspection/2017-12/rounds/december.html#coverage"),
    Picture("criterion", "nantong-evaluation/criteria/1.html", scheme="dark"),
)


def take(site: Path, folder: Path) -> None:
    """Photograph every page that the documentation shows, and the first sheet of a printed one."""
    folder.mkdir(parents=True, exist_ok=True)
    with served(site) as base, sync_playwright() as playwright:
        browser = launch(playwright)
        for picture in TAKEN:
            _shoot(browser, base, picture, folder / f"{picture.name}.png")
        _print(browser, f"{base}{MONTH}/index.html", folder / "print")
        browser.close()


def _shoot(browser: Browser, base: str, picture: Picture, file: Path) -> None:
    width, height = picture.size
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme=picture.scheme
    )
    page.goto(base + picture.page)
    page.wait_for_load_state("networkidle")
    if picture.top:
        page.locator(picture.top).first.evaluate(
            "e => scrollTo(0, e.getBoundingClientRect().top - 120)"
        )
    page.wait_for_timeout(SETTLED_MS)
    page.screenshot(path=file)
    page.close()


def _print(browser: Browser, address: str, file: Path) -> None:
    page = browser.new_page()
    page.goto(address)
    with TemporaryDirectory() as folder:
        pdf = Path(folder) / "bulletin.pdf"
        page.pdf(path=pdf, prefer_css_page_size=True)
        words = ["pdftoppm", "-png", "-r", "80", "-singlefile", str(pdf), str(file)]
        subprocess.run(words, check=True)
    page.close()


if __name__ == "__main__":
    take(SITE, PICTURES)
