"""What a reader does with the site, in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.site.conftest import Visit
from tests.site.kinds import EVERY, HANGZHOU, OTHERS

pytestmark = pytest.mark.site

SCHEME = HANGZHOU
PHONE = 390


@pytest.mark.parametrize("path", [*OTHERS, *EVERY])
def test_each_kind_of_page_opens_in_silence(visit: Visit, path: str) -> None:
    page = visit().open(path)
    expect(page.locator(".md-banner")).to_contain_text("演示数据，纯属虚构")
    expect(page.locator("h1").first).to_be_attached()


@pytest.mark.parametrize("path", [*OTHERS, *EVERY])
def test_nothing_overflows_a_phone(visit: Visit, path: str) -> None:
    page = visit(width=PHONE, height=844).open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_a_lost_point_is_followed_from_the_bulletin_to_the_record(visit: Visit) -> None:
    page = visit().open(f"{SCHEME}/2017-08/index.html")
    page.locator(".b-ranking tr", has_text="市公安局").locator(".b-total a").click()
    expect(page).to_have_url(re.compile(r"2017-08/shi-gonganju\.html#total$"))
    page.locator("h2#total ~ .b-scroll a", has_text="总体目标完成情况").first.click()
    page.locator("#c-1 + .b-scroll a", has_text="1.1").first.click()
    step = page.locator("#c-1-1 + .b-scroll tr", has=page.locator("a[href^='#f-']")).first
    expect(step).to_contain_text("附件2 序号1")
    step.locator("a[href^='#f-']").click()
    block = page.locator("section.b-finding:has(:target)")
    expect(block).to_contain_text("附件2 序号1")
    expect(block).to_contain_text(
        re.compile(rf"data/schemes/{SCHEME}/2017-08/findings/shi-gonganju/[a-z0-9-]+\.yaml:\d+")
    )


def test_a_cell_of_the_matrix_leads_to_the_steps_of_its_criterion(visit: Visit) -> None:
    page = visit().open(f"{SCHEME}/2017-08/index.html")
    page.locator(".b-matrix tr", has_text="市公安局").locator("td a").first.click()
    expect(page).to_have_url(re.compile(r"shi-gonganju\.html#c-1-1$"))
    expect(page.locator("#c-1-1")).to_be_in_viewport()


def test_an_option_of_a_reading_opens_to_the_units_that_it_moves(visit: Visit) -> None:
    page = visit().open("nantong-evaluation/readings.html")
    page.locator("#weighty ~ ol a").first.click()
    tried = page.locator("section.b-reading:has(:target) details.b-tried").first
    tried.locator("summary").click()
    expect(tried.locator("li").first).to_contain_text("→")


def test_a_judged_criterion_shows_what_each_group_gave(visit: Visit) -> None:
    page = visit().open("zhejiang-inspection/2017-12/zj-huzhou.html#c-5-6")
    panel = page.locator("#c-5-6 ~ .b-panel").last
    expect(panel).to_contain_text("督察三组")
    expect(panel).to_contain_text("评分未商定")


def test_a_scheme_without_awards_has_no_way_to_them(site: Path, visit: Visit) -> None:
    page = visit().open("nantong-evaluation/index.html")
    expect(page.locator("a", has_text="年度评优").locator("visible=true")).to_have_count(0)
    assert not list(site.glob("nantong-evaluation/award-*"))


def test_a_department_is_reached_from_its_criterion(visit: Visit) -> None:
    page = visit().open("nantong-evaluation/criteria/2.html")
    page.locator("a", has_text="市行政审批局").first.click()
    expect(page).to_have_url(re.compile(r"departments/hm-shenpiju\.html$"))
    expect(page.locator("tr.b-winner").first).to_contain_text("海门市")


def test_search_finds_words_in_the_middle_of_a_sentence(visit: Visit) -> None:
    page = visit().open("index.html")
    page.locator("input.md-search__input").fill("办事指南")
    page.keyboard.press("End")  # the theme looks at what is typed when a key is let go
    results = page.locator(".md-search-result__item")
    expect(results.first).to_be_visible(timeout=60_000)
    expect(page.locator(".md-search-result__list")).to_contain_text("指南")


def test_the_search_dialog_has_a_name(visit: Visit) -> None:
    page = visit().open("index.html")
    expect(page.locator("[role=dialog]")).to_have_attribute("aria-label", "站内搜索")


def test_a_mark_of_a_chart_tells_its_value_to_a_finger(visit: Visit) -> None:
    page = visit(width=PHONE, height=844).open(f"{SCHEME}/units/shi-jiaoyuju.html")
    tip, mark = page.locator(".b-tip"), page.locator(".b-plot").first.locator(".b-mark").last
    mark.locator("circle").click()
    expect(tip).to_have_text("本单位 12月 99.00")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_dark_is_dark(visit: Visit) -> None:
    watched = visit()
    watched.page.emulate_media(color_scheme="dark")
    page = watched.open("index.html")
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(int(part) for part in re.findall(r"\d+", colour)[:3]) < 80
