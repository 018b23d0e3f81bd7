"""The site under a keyboard alone: what has the focus is seen."""

import pytest

from tests.site.conftest import Visit

pytestmark = pytest.mark.site

OUTLINE = """() => {
  const here = document.activeElement;
  const seen = here.matches('.md-option') ? here.nextElementSibling : here;
  const style = getComputedStyle(seen);
  return style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
}"""


@pytest.mark.parametrize("path", ["index.html", "hangzhou-departments/2017-09/index.html"])
def test_the_focus_is_seen_wherever_it_is(visit: Visit, path: str) -> None:
    page = visit().open(path)
    widths = []
    for _ in range(40):
        page.keyboard.press("Tab")
        widths.append(page.evaluate(OUTLINE))
    assert min(widths) >= 1, widths
