"""The site on paper: a document after GB/T 9704, without what serves the screen only."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import Visit
from tests.site.kinds import EVERY, OTHERS
from tests.site.test_reader import SCHEME

pytestmark = pytest.mark.site

MONTH = f"{SCHEME}/2017-08/index.html"
SCREEN_ONLY = (
    ".md-header, .md-tabs, .md-sidebar, .md-footer, .b-tabs, .b-turn, button:not(.b-sort), input"
)
SHEET = re.compile(rb"/Type\s*/Page\b")
BOX = re.compile(rb"/MediaBox\s*\[([^\]]*)\]")


def style(page: Page, selector: str, name: str) -> str:
    value = page.locator(selector).first.evaluate("(e, n) => getComputedStyle(e)[n]", name)
    return str(value)


@pytest.mark.parametrize("path", [*OTHERS, *EVERY])
def test_paper_has_no_navigation_and_every_sheet_is_marked(visit: Visit, path: str) -> None:
    page = visit().open(path)
    page.emulate_media(media="print")
    assert page.locator(SCREEN_ONLY).locator("visible=true").count() == 0
    assert page.evaluate("getComputedStyle(document.body).page") == "made-up"


def test_a_bulletin_has_a_red_head_and_fits_a4(visit: Visit, tmp_path: Path) -> None:
    page = visit().open(MONTH)
    page.emulate_media(media="print")
    assert style(page, ".b-organ", "color") == "rgb(230, 0, 18)"
    assert style(page, ".b-masthead", "borderBottomColor") == "rgb(230, 0, 18)"
    assert style(page, ".b-prose", "fontSize") == "21.3333px"  # 三号：16 pt
    assert style(page, "thead", "display") == "table-header-group"
    assert style(page, "tbody tr", "breakInside") == "avoid"
    assert style(page, ".b-prose a", "color") == "rgb(0, 0, 0)"
    printed = tmp_path / "bulletin.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    pdf = printed.read_bytes()
    assert 5 <= len(SHEET.findall(pdf)) <= 30
    sizes = {tuple(round(float(n)) for n in box.split()) for box in BOX.findall(pdf)}
    assert sizes == {(0, 0, 595, 842)}  # 210 mm × 297 mm, in points


def test_the_heads_of_tables_that_sort_are_printed(visit: Visit) -> None:
    page = visit().open(f"{SCHEME}/award-2017.html")
    expect(page.locator("th .b-sort").first).to_be_visible()  # the script has been here
    page.emulate_media(media="print")
    heads = page.locator("thead").last.locator("th")
    assert heads.all_inner_texts()[:4] == ["名次", "单位", "全年成绩", "8月"]


def test_a_sheet_without_masthead_is_headed_by_its_assessment(visit: Visit) -> None:
    page = visit().open(f"{SCHEME}/2017-08/shi-gonganju.html")
    page.emulate_media(media="print")
    expect(page.locator(".b-crumbs li:visible")).to_have_text(
        ["杭州市“最多跑一次”改革综合考评专项考核（市直单位）"]
    )


def test_what_is_folded_up_is_printed(visit: Visit) -> None:
    page = visit().open("nantong-evaluation/readings.html")
    folded = page.locator("details.b-tried:not([open]) li").first
    expect(folded).to_be_hidden()
    page.emulate_media(media="print")
    expect(folded).to_be_visible()


def test_dark_prints_black_on_white(visit: Visit) -> None:
    watched = visit()
    watched.page.emulate_media(color_scheme="dark")
    page = watched.open(MONTH)
    page.emulate_media(media="print", color_scheme="dark")
    assert style(page, "body", "backgroundColor") == "rgb(255, 255, 255)"
    assert style(page, ".b-title", "color") == "rgb(0, 0, 0)"
    assert style(page, ".b-prose", "color") == "rgb(0, 0, 0)"
