"""The page of a month beside the month before; its numbers are worked by hand."""

import re
from dataclasses import replace
from fractions import Fraction
from html import unescape

from bulletin.compare.bridge import BridgeLine, Driver
from bulletin.compare.comparison import of_scores
from bulletin.view.bridges import Bridges, Rest

from tests.unit.pages import tiny, turning

TINY, TURNED = tiny.pages(), turning.pages()


def _words(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def _unit(page: str, unit: str) -> str:
    sections = page.split('<section class="b-bridge"')
    (found,) = (s.partition("</section>")[0] for s in sections if f'<h3 id="{unit}">' in s)
    return _words(found.partition(">")[2])


def test_every_problem_is_in_one_list() -> None:
    """The order of August is not met by 30 September; the new finding is not charged."""
    words = _words(TINY["demo/2017-09/compare.md"].split("{: #problems")[1].split("## 二")[0])
    head = "单位 问题或加分事项 当月计分 整改期限"
    assert words.partition("： ")[2] == (
        "新发现1个 ， 重复发现0个 ， 责令整改而未整改1个 ， 已整改0个 。"
        f" 新发现（1个） {head} 市民政局 低保指南缺联系电话 0 — 重复发现（0个） 没有。"
        f" 责令整改而未整改（1个） {head} 市教育局 两份办事指南<缺>要素 −4 2017年9月10日"
        " 已整改（0个） 没有。"
    )


def test_the_lines_of_a_unit_lead_from_total_to_total() -> None:
    """5 + 4 + 1 = 10, and 10.5 - 0.5 = 10: a tie at the first place."""
    page = TINY["demo/2017-09/compare.md"]
    assert _unit(page, "jiaoyu") == (
        "市教育局 5.00 → 10.00 （ +5 ），第1名（ ↑ 上升 1 ，超过市民政局）"
        " +4 问题： 两份办事指南<缺>要素 ，本月不再计 +1 数据： 满意率 ，本月不再计"
    )
    assert _unit(page, "minzheng") == (
        "市民政局 10.50 → 10.00 （ −0.5 ），第1名 −0.5 加分事项： 婚姻登记全城通办 ，本月不再计"
    )
    assert page.index('id="jiaoyu"') < page.index('id="minzheng"')


def test_what_the_rubric_changes_is_told_apart() -> None:
    """94 - 10 - 6 + 5 + 2 = 85."""
    page = TURNED["demo/2017-11/compare.md"]
    assert "本月改用 新细则 。" in _words(page)
    assert _unit(page, "east") == (
        "东区 94.00 → 85.00 （ −9 ），第2名（ ↓ 下降 1 ，被西区超过）"
        " −10 数据： 网上办件率 ，+50 → +40"
        " −6 细则改动 加分事项： 两次受到表扬 ，+6 → 0"
        " +5 评分： 由各组评分，满分10分 ，+40 → +45"
        " +2 细则改动 加分封顶，本月不再计"
    )
    assert "不能相比的1家： 北区 （本月没有总分）" in _words(page)


def test_bulletin_and_sheets_lead_to_it_but_for_the_first_month() -> None:
    assert 'href="compare.html"' in TINY["demo/2017-09/index.md"]
    assert (
        '<dt>比上月</dt><dd><a href="compare.html#jiaoyu">+5</a>'
        in (TINY["demo/2017-09/jiaoyu.md"])
    )
    assert (
        '<dt>比上月</dt><dd><a href="compare.html#east">看变化</a>'
        in (TURNED["demo/2017-11/east.md"])
    )
    assert "demo/2017-08/compare.md" not in TINY
    assert "compare.html" not in TINY["demo/2017-08/index.md"] + TINY["demo/2017-08/jiaoyu.md"]


def test_small_lines_are_added_up() -> None:
    """Of 14 lines that bring 1 to 14 points the last two, 1 and 2, come to 3."""
    edition = tiny.edition()
    found = of_scores(edition.assessment, edition.units, *edition.scores.values())
    lines = tuple(
        BridgeLine(Driver("metric", "rate", f"u-{n}"), None, Fraction(n)) for n in range(1, 15)
    )
    bridges = Bridges(edition, found, {})
    made = bridges.of(replace(found.units[0], lines=lines))
    assert [view.line.change for view in made.lines] == list(range(14, 2, -1))

    assert made.rest == Rest(2, Fraction(3))
    whole = bridges.of(replace(found.units[0], lines=lines[:13]))
    assert (len(whole.lines), whole.rest) == (13, None)


def test_one_more_step_moves_no_anchor_of_another_criterion() -> None:
    """In September the unit has no finding under 1.1; the anchors of 1.2 and of the total stay."""
    august, september = (
        set(re.findall(r'id="(s-[a-z0-9-]*)"', TINY[f"demo/{month}/jiaoyu.md"]))
        for month in ("2017-08", "2017-09")
    )
    assert sorted(august - september) == ["s-1-1-2", "s-1-1-3", "s-1-2-2", "s-total-2"]
    assert sorted(september - august) == []
