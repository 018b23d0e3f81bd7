"""No serious or critical finding of axe-core on any kind of page: light, dark, and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser

from tests.site.kinds import FIRST, OTHERS
from tests.site.test_reader import PHONE

pytestmark = pytest.mark.site

GRAVE = {"serious", "critical"}
WHAT_CHANGES = ["color-contrast", "link-in-text-block", "scrollable-region-focusable"]
MODES = {  # width, scheme, rules: what depends on neither is asked once
    "light": (1280, "light", None),
    "dark": (1280, "dark", WHAT_CHANGES),
    "phone": (PHONE, "light", WHAT_CHANGES),
}


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("path", [*OTHERS, "help/reference.html", *FIRST])
def test_axe_finds_nothing_grave(browser: Browser, address: str, path: str, mode: str) -> None:
    width, scheme, rules = MODES[mode]
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,  # axe is a script from elsewhere
    )
    page = context.new_page()
    page.goto(address + path)
    options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    found = Axe().run(page, options=options).response["violations"]
    grave = [
        (fault["id"], fault["nodes"][0]["html"], len(fault["nodes"]))
        for fault in found
        if fault["impact"] in GRAVE
    ]
    context.close()
    assert grave == []
