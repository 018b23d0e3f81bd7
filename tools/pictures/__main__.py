"""Take the documentation's pictures anew: ``python -m tools.pictures``, after ``make site``.

Of pages of the site, and of what people do in a clone (``staged``). Documents and the workbook need
LibreOffice with Writer and Calc, and ``pdftoppm`` of poppler-utils; the form needs npm.
"""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from tests.browser import launch
from tests.site.conftest import ROOT, served
from tools.pictures.camera import DESKTOP, PHONE, SETTLED_MS, Camera, Scheme
from tools.pictures.frames import sheets
from tools.pictures.staged import stage

SITE = ROOT / "build" / "site"
PICTURES = ROOT / "docs" / "images"
MONTH = "hangzhou-departments/2017-11"


@dataclass(frozen=True)
class Picture:
    """What a picture shows: a page, from a place in it on, as a reader sees it."""

    name: str
    page: str
    size: tuple[int, int] = DESKTOP
    scheme: Scheme = "light"
    top: str = ""
    """What stands at the top of the picture, where that has no address."""


GUIDE = (1000, 680)
"""Narrow, so that it can be read where it is shown smaller."""

TAKEN = (
    Picture("bulletin", f"{MONTH}/index.html", (1280, 1120)),
    Picture("phone", f"{MONTH}/index.html", PHONE),
    Picture("heat", f"{MONTH}/index.html", top=".b-matrix"),
    Picture("sheet", f"{MONTH}/shi-jiaoyuju.html", (1280, 760), top="tr:has-text('行政服务中心')"),
    Picture("trace", f"{MONTH}/shi-jiaoyuju.html", GUIDE, top="#f-jyj-06"),
    Picture("unit", "hangzhou-departments/units/shi-jiaoyuju.html#months"),
    Picture("ledger", "hangzhou-departments/units/shi-jiaoyuju.html", (1000, 860), top="#ledger"),
    Picture("appeal", "zhejiang-inspection/2017-09/zj-jiaxing.html", (1000, 560), top="#f-jx-02"),
    Picture("compare", f"{MONTH}/compare.html#totals"),
    Picture("findings", "hangzhou-departments/findings.html"),
    Picture("round", "zhejiang-inspection/2017-12/rounds/december.html#coverage"),
    Picture("criterion", "nantong-evaluation/criteria/1.html", scheme="dark"),
)


def take(camera: Camera) -> None:
    """Photograph every page that the documentation shows, and the first sheet of a printed one."""
    with served(SITE) as base:
        for picture in TAKEN:
            page = camera.open(base + picture.page, picture.size, picture.scheme)
            if picture.top:
                page.locator(picture.top).first.evaluate(
                    "e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 120)"
                )
                page.wait_for_timeout(SETTLED_MS)
            camera.keep(page, picture.name)
        _print(camera, f"{base}{MONTH}/index.html")


def _print(camera: Camera, address: str) -> None:
    page = camera.open(address)
    with TemporaryDirectory() as folder:
        pdf = Path(folder) / "bulletin.pdf"
        page.pdf(path=pdf, prefer_css_page_size=True)
        sheets(camera, "print", [pdf], width=680)
    page.close()


if __name__ == "__main__":
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = launch(playwright)
        camera = Camera(browser, PICTURES)
        take(camera)
        stage(camera, Path(folder))
        browser.close()
