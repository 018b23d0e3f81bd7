"""Personal data in its plain ways of writing, as the form's fields know it."""

import re

import pytest
from bulletin.exchange.desk.personal import PLAIN
from bulletin.privacy import personal

FOUND = {
    "手机号码": ("联系人13812345678", "电话 138-1234-5678，", "138 1234 5678"),
    "居民身份证号码": ("身份证11010519491231002X",),
    "银行卡号": ("卡号6222021234567890128", "4111111111111111"),
    "电子邮箱": ("写信到 li.si@example.gov.cn",),
}


@pytest.mark.parametrize("title", FOUND)
def test_what_the_fields_find_the_checks_find_too(title: str) -> None:
    patterns = {one["title"]: one["pattern"] for one in PLAIN}
    for text in FOUND[title]:
        assert re.search(patterns[title], text), text
        assert title in {span.kind.title for span in personal(text)}, text


@pytest.mark.parametrize(
    "text",
    ["金额13812345678元", "第13812345678号", "V2.13812345678", "2017年12月28日", "A13812345678B"],
)
def test_numbers_that_are_nobodys_are_left_alone(text: str) -> None:
    assert [one["title"] for one in PLAIN if re.search(one["pattern"], text)] == []
