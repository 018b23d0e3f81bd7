"""What pages say where rubrics change, groups mark, and units do not take part."""

import re
from html import unescape

import pytest

from tests.unit.pages.turning import pages

MADE = pages()
BREAK = "自2017年11月起改用新细则，前后不可比"


def _words(path: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", MADE[f"demo/{path}"])).split())


def test_a_line_is_never_drawn_across_two_rubrics() -> None:
    page = MADE["demo/units/east.md"]
    picture = page[page.index('<svg class="b-plot"') : page.index("</figure>")]
    assert picture.count('class="b-mark"') == 8  # the unit, the median, the best, the worst
    assert "<line x1=" not in picture  # only the scale's own lines, which have a class
    assert picture.count('class="b-rift"') == 1


@pytest.mark.parametrize(
    "path", ["units/east.md", "criteria/1-1.md", "departments/a-bureau.md", "index.md"]
)
def test_every_page_over_the_months_says_where_the_rubric_changed(path: str) -> None:
    assert BREAK in _words(path)


def test_no_change_is_given_between_months_of_two_rubrics() -> None:
    words = _words("2017-11/index.md")
    assert "比上月" not in words
    assert "1 西区 95.00 — — 0 0" in words  # (10 + 9) ÷ 20 × 100


def test_sheets_link_the_rubric_in_force() -> None:
    assert "../rubric.html#rubric-2017-10" in MADE["demo/2017-10/east.md"]
    assert '../rubric.html#rubric"' in MADE["demo/2017-11/east.md"]


def test_groups_are_shown_with_spread_outliers_and_what_was_agreed() -> None:
    words = _words("2017-10/east.md")
    # the median of 9, 8.5 and 5 is 8.5: 5 is 3.5 away, more than 2
    assert "东镇 最高与最低相差 4 分 一组 9 指示清楚 二组 8.5 没有写理由 三组 5 偏离" in words
    assert "商定 8 三组意见折中" in words
    assert "最高与最低相差 2 分 一组 7 没有写理由 二组 9 没有写理由 评分未商定 8" in words


def test_a_month_says_why_it_is_provisional() -> None:
    assert "暂定 ：有 1 项评分未商定，暂按各组平均计" in _words("2017-10/index.md")
    assert "评分未商定1项，暂按各组平均计：由各组评分，满分10分（东区）" in _words(
        "2017-10/east.md"
    )


def test_who_does_not_take_part_has_a_reason_and_no_zero() -> None:
    assert "未排名： 北区 （不参加：本月撤并）" in _words("2017-11/index.md")
    assert "北区 不参加" in _words("departments/a-bureau.md")


def test_only_the_rules_of_the_month_stand_on_a_sheet() -> None:
    assert "受到表扬的，每次加3分" in _words("2017-10/west.md")
    bare = _words("rubric.md")
    assert "受到表扬的，每次加3分 仅2017年11月" in bare
    assert "受到表扬的，每次加3分 仅2017年10月" in bare


def test_places_scales_voids_and_caps_are_said() -> None:
    east, west = _words("2017-10/east.md"), _words("2017-10/west.md")
    assert "第1名 +10" in east
    assert "折算：20 分折为 10 分" in east
    assert "按参评项目折算：9 ÷ 10 × 100" in east
    assert "+4 （加分+6）" in east
    assert "本项当月不得分" in west
    assert "暂行 评分标准待定" in east


def test_a_scheme_without_awards_has_no_page_of_them() -> None:
    assert not [path for path in MADE if "award" in path]
    assert "评优" not in "".join(
        _words(path[5:]) for path in MADE if path.endswith("index.md") and "/" in path
    )


def test_options_are_tried_for_the_rubric_in_force_only() -> None:
    words = _words("readings.md")
    assert "试算：名次不变，1家只有总分改变" in words
    assert words.count("试算：") == 1
