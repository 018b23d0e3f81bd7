"""The camera of the documentation's pictures: WebP by the browser itself, a third of a PNG."""

from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

QUALITY = 72
SETTLED_MS = 600
"""By then the head of the page has changed its words."""
DESKTOP, PHONE = (1280, 900), (390, 844)

Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Camera:
    """A browser, and the folder that its pictures go to."""

    browser: Browser
    folder: Path

    def open(self, address: str, size: tuple[int, int] = DESKTOP, scheme: Scheme = "light") -> Page:
        """Open an address as a reader sees it."""
        width, height = size
        page = self.browser.new_page(
            viewport={"width": width, "height": height}, color_scheme=scheme, locale="zh-CN"
        )
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLED_MS)
        return page

    def show(self, html: str, width: int) -> Page:
        """Open a page that is made for a picture."""
        page = self.browser.new_page(viewport={"width": width, "height": 100})
        page.set_content(f"<!doctype html>{html}")
        page.evaluate("Promise.all([...document.images].map(one => one.decode()))")
        return page

    def keep(self, page: Page, name: str, *, whole: bool = False) -> None:
        """Photograph what is seen of a page, or the whole page, and close it."""
        size = page.viewport_size
        assert size
        if whole:
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": size["width"], "height": height})
        session = page.context.new_cdp_session(page)
        taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
        (self.folder / f"{name}.webp").write_bytes(b64decode(taken["data"]))
        page.close()
