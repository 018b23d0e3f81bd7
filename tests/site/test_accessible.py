"""No serious or critical finding of axe-core on any kind of page: light, dark, and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser

from tests.site.test_reader import KINDS, PHONE

pytestmark = pytest.mark.site

GRAVE = {"serious", "critical"}
MODES = {"light": 1280, "dark": 1280, "phone": PHONE}


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing_grave(browser: Browser, address: str, path: str, mode: str) -> None:
    context = browser.new_context(
        viewport={"width": MODES[mode], "height": 900},
        color_scheme="dark" if mode == "dark" else "light",
        bypass_csp=True,  # axe is a script from elsewhere
    )
    page = context.new_page()
    page.goto(address + path)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    grave = [
        (fault["id"], fault["nodes"][0]["html"], len(fault["nodes"]))
        for fault in found
        if fault["impact"] in GRAVE
    ]
    context.close()
    assert grave == []
