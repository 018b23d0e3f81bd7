"""What a reader types, and the page that comes first; a page's title says unit, month and what."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.site.conftest import Visit

pytestmark = pytest.mark.site

HANGZHOU = "hangzhou-departments"
FIRST = {
    "市教育局": f"{HANGZHOU}/units/shi-jiaoyuju.html",
    "湖州市": "zhejiang-inspection/units/zj-huzhou.html",
    "海门市": "nantong-evaluation/units/nt-haimen.html",
    "2017年11月 市教育局": f"{HANGZHOU}/2017-11/shi-jiaoyuju.html",
    "2017年12月 湖州市": "zhejiang-inspection/2017-12/zj-huzhou.html",
    "市公安局 8月": f"{HANGZHOU}/2017-08/shi-gonganju.html",
    "一次性告知": f"{HANGZHOU}/2017-08/shi-gonganju.html",
    "评优": f"{HANGZHOU}/award-2017.html",
    "口径": f"{HANGZHOU}/readings.html",
    "全部问题": f"{HANGZHOU}/findings.html",
    "2017年8月 通报": f"{HANGZHOU}/2017-08/index.html",
}
AMONG_THE_FIRST = {
    "办事指南": "nantong-evaluation/criteria/2-3.html",
    "满意率": f"{HANGZHOU}/criteria/5-2-1.html",
    "身份证": f"{HANGZHOU}/2017-08/shi-gonganju.html",
    "gaj-01": f"{HANGZHOU}/2017-08/shi-gonganju.html",
}


def found(visit: Visit, words: str) -> list[str]:
    """The first three pages."""
    watched = visit()
    page = watched.open(f"about.html?q={quote(words)}")
    links = page.locator(".md-search-result__item > a:first-child")
    expect(links.first).to_be_visible(timeout=60_000)
    addresses = [link.get_attribute("href") or "" for link in links.all()[:3]]
    return [one.removeprefix(watched.base).partition("?")[0] for one in addresses]


@pytest.mark.parametrize("words", FIRST)
def test_what_is_looked_for_comes_first(visit: Visit, words: str) -> None:
    assert found(visit, words)[0].partition("#")[0] == FIRST[words]


@pytest.mark.parametrize("words", AMONG_THE_FIRST)
def test_what_is_looked_for_is_among_the_first_three(visit: Visit, words: str) -> None:
    assert AMONG_THE_FIRST[words] in [one.partition("#")[0] for one in found(visit, words)]
