"""A record of what is shown in, the whole picture out."""

# ruff: noqa: E501 - the pictures are kept line by line

from fractions import Fraction

import pytest
from bulletin.pages.printer import Printer
from bulletin.publish.program import templates
from bulletin.text import UserText
from bulletin.view.chart import (
    Bar,
    Bars,
    Level,
    Series,
    Spread,
    SpreadTotal,
    Trend,
    bars,
    spread,
    trend,
)

_HEAD = '{% import "_charts.md.j2" as charts with context %}'


def _written(call: str, **values: object) -> str:
    printer = Printer({**templates(), "a": _HEAD + call})
    return printer.page("a.html", "a", "t", **values)[1].strip()


def _f(*values: int | None) -> tuple[Fraction | None, ...]:
    return tuple(None if value is None else Fraction(value) for value in values)


def test_a_trend_with_a_gap_and_a_new_rubric() -> None:
    # Four months: 9% + 86% x (2n-1)/8 across. The scale is 92 to 100: 15 px a point.
    picture = trend(
        Trend(
            months=("8月", "9月", "10月", "11月"),
            series=(
                Series("甲局", _f(92, 96, 100, 98), own=True),
                Series("平均", (Fraction(95), None, Fraction(281, 3), Fraction(95))),
                Series("无分", (None, None, None, None)),
            ),
            runs=(0, 0, 1, 1),
            levels=(Level("满分", Fraction(100)),),
        )
    )
    written = _written('{{ charts.trend(p, "x", "总分", 1, "注。") }}', p=picture)
    assert written == TREND.strip()


TREND = """\
<figure class="b-figure" data-search-exclude>
<p class="b-label">总分</p>
<ul class="b-legend"><li><svg class="b-line-0" width="34" height="12" aria-hidden="true"><line x1="0" x2="34" y1="6" y2="6"></line><svg x="17" y="6"><circle r="4"></circle></svg></svg>甲局</li><li><svg class="b-line-1" width="34" height="12" aria-hidden="true"><line x1="0" x2="34" y1="6" y2="6"></line><svg x="17" y="6"><path d="M-4-4H4V4H-4z"></path></svg></svg>平均</li></ul>
<svg class="b-plot" width="100%" height="166" role="img" aria-labelledby="x-t x-d">
<title id="x-t">总分</title>
<desc id="x-d">甲局：4个月，最低92.0，最高100.0，11月98.0。平均：3个月，最低93.7，最高95.0，11月95.0。</desc>
<line class="b-grid" x1="9%" x2="95%" y1="142" y2="142"></line><text class="b-tick" x="9%" dx="-6" y="142" dy="4">92</text>
<line class="b-grid" x1="9%" x2="95%" y1="112" y2="112"></line><text class="b-tick" x="9%" dx="-6" y="112" dy="4">94</text>
<line class="b-grid" x1="9%" x2="95%" y1="82" y2="82"></line><text class="b-tick" x="9%" dx="-6" y="82" dy="4">96</text>
<line class="b-grid" x1="9%" x2="95%" y1="52" y2="52"></line><text class="b-tick" x="9%" dx="-6" y="52" dy="4">98</text>
<line class="b-grid" x1="9%" x2="95%" y1="22" y2="22"></line><text class="b-tick" x="9%" dx="-6" y="22" dy="4">100</text>
<line class="b-level" x1="9%" x2="95%" y1="22" y2="22"></line><text x="9%" dx="4" y="22" dy="-4">满分100</text>
<line class="b-rift" x1="52%" x2="52%" y1="4" y2="142"></line>
<text class="b-foot" x="19.75%" y="160">8月</text>
<text class="b-foot" x="41.25%" y="160">9月</text>
<text class="b-foot" x="62.75%" y="160">10月</text>
<text class="b-foot" x="84.25%" y="160">11月</text>
<g class="b-line-1">
<line x1="62.75%" y1="117" x2="84.25%" y2="97"></line>
<svg class="b-mark" x="19.75%" y="97"><title>平均 8月 95.0</title><path d="M-4-4H4V4H-4z"></path></svg>
<svg class="b-mark" x="62.75%" y="117"><title>平均 10月 93.7</title><path d="M-4-4H4V4H-4z"></path></svg>
<svg class="b-mark" x="84.25%" y="97"><title>平均 11月 95.0</title><path d="M-4-4H4V4H-4z"></path></svg>
</g>
<g class="b-line-0">
<line x1="19.75%" y1="142" x2="41.25%" y2="82"></line>
<line x1="62.75%" y1="22" x2="84.25%" y2="52"></line>
<svg class="b-mark" x="19.75%" y="142"><title>甲局 8月 92.0</title><circle r="4"></circle><text y="-9">92.0</text></svg>
<svg class="b-mark" x="41.25%" y="82"><title>甲局 9月 96.0</title><circle r="4"></circle><text y="-9">96.0</text></svg>
<svg class="b-mark" x="62.75%" y="22"><title>甲局 10月 100.0</title><circle r="4"></circle><text y="-9">100.0</text></svg>
<svg class="b-mark" x="84.25%" y="52"><title>甲局 11月 98.0</title><circle r="4"></circle><text class="b-last" y="-9">98.0</text></svg>
</g>
</svg>
<details class="b-data"><summary>数据表</summary>
<div class="b-scroll" role="region" aria-label="总分" tabindex="0">
<table class="b-list">
<thead><tr><th scope="col">月份</th><th scope="col" class="b-num">甲局</th><th scope="col" class="b-num">平均</th></tr></thead>
<tbody>
<tr><th scope="row">8月</th><td class="b-num">92.0</td><td class="b-num">95.0</td></tr>
<tr><th scope="row">9月</th><td class="b-num">96.0</td><td class="b-num">—</td></tr>
<tr><th scope="row">10月</th><td class="b-num">100.0</td><td class="b-num"><data value="281/3">93.7</data></td></tr>
<tr><th scope="row">11月</th><td class="b-num">98.0</td><td class="b-num">95.0</td></tr>
</tbody>
</table>
</div>
</details>
<figcaption>注。</figcaption>
</figure>
"""


def test_places_have_the_first_at_the_top() -> None:
    picture = trend(Trend(("8月", "9月"), (Series("名次", _f(3, 1), own=True),), ranks=True))
    assert picture is not None
    assert [(y, int(place)) for y, place in picture.ticks] == [(22, 1), (82, 2), (142, 3)]
    assert [point.y for point in picture.lines[0].points] == [142, 22]


def test_of_many_months_some_are_named() -> None:
    months = tuple(f"{at}月" for at in range(1, 26))
    values = tuple(Fraction(at) for at in range(25))
    picture = trend(Trend(months, (Series("甲局", values, own=True),)))
    assert picture is not None
    named = [month for _, month in picture.months]  # every third of 25, and the last
    assert named == ["1月", "4月", "7月", "10月", "13月", "16月", "19月", "22月", "25月"]
    assert [point.month for point in picture.lines[0].points if point.said] == ["25月"]


@pytest.mark.parametrize("values", [(None, None), (Fraction(1), None), ()])
def test_one_value_is_no_trend(values: tuple[Fraction | None, ...]) -> None:
    assert trend(Trend(("8月", "9月"), (Series("甲局", values),))) is None


def test_bars_on_a_scale_from_zero() -> None:
    # 0 to 4: 4 is the whole width, 1 a quarter.
    picture = bars(
        Bars(
            (
                Bar(UserText("<督查>"), Fraction(4), "a.html#x", value_target="a.html#y"),
                Bar("指南", Fraction(1), own=True, note="满分3分"),
                Bar("没有", Fraction(0)),
            )
        )
    )
    assert _written('{{ charts.bars(p, "失分", "内容") }}', p=picture) == BARS.strip()


BARS = """\
<div class="b-scroll" role="region" aria-label="失分" tabindex="0" data-search-exclude>
<table class="b-bars">
<thead><tr><th scope="col">内容</th><th scope="col" class="b-ends"><span>0</span><span>4分</span></th><th scope="col" class="b-num">分</th></tr></thead>
<tbody>
<tr><th scope="row"><a href="#x" class="b-quiet">&#60;督查&#62;</a></th><td><svg class="b-bar" width="100%" height="10" aria-hidden="true"><rect x="0%" width="100%" height="10"></rect></svg></td><td class="b-num"><a href="#y">4</a></td></tr>
<tr class="b-own"><th scope="row">指南<span class="b-under">满分3分</span></th><td><svg class="b-bar b-bar-own" width="100%" height="10" aria-hidden="true"><rect x="0%" width="25%" height="10"></rect></svg></td><td class="b-num">1</td></tr>
<tr><th scope="row">没有</th><td><svg class="b-bar" width="100%" height="10" aria-hidden="true"><rect x="0%" width="0%" height="10"></rect></svg></td><td class="b-num">0</td></tr>
</tbody>
</table>
</div>
"""


@pytest.mark.parametrize(
    ("low", "high", "values", "drawn", "zero"),
    [
        (None, None, (-1, 3), [(0, 25), (25, 75)], 25),  # -1 to 3: zero stands at a quarter
        (90, 100, (95, 101, 80), [(0, 50), (0, 100), (0, 0)], None),
        (None, None, (0,), [(50, 0)], 50),
        (0, 10, (5,), [(0, 50)], None),
    ],
)
def test_bars_go_from_zero_or_from_where_the_scale_begins(
    low: int | None,
    high: int | None,
    values: tuple[int, ...],
    drawn: list[tuple[int, int]],
    zero: int | None,
) -> None:
    items = tuple(Bar("甲局", Fraction(value)) for value in values)
    ends = [None if end is None else Fraction(end) for end in (low, high)]
    picture = bars(Bars(items, *ends))
    assert picture is not None
    assert [(int(bar.start), int(bar.length)) for bar in picture.bars] == drawn
    assert picture.zero == zero


def test_without_values_there_are_no_bars() -> None:
    assert bars(Bars(())) is None


def test_a_spread_with_mean_median_and_one_unit() -> None:
    # 90 to 100 from 4% to 96%: a point is 9.2%. Mean (90+96+96+100)/4 = 95.5, median 96.
    totals = (("丁局", 100), ("甲局", 90), ("乙局", 96), ("丙局", 96))
    picture = spread(
        Spread(
            tuple(SpreadTotal(name, Fraction(value)) for name, value in totals), own=Fraction(90)
        )
    )
    assert _written('{{ charts.spread(p, "x", "总分分布") }}', p=picture) == SPREAD.strip()


SPREAD = """\
<figure class="b-figure" data-search-exclude>
<p class="b-label">总分分布</p>
<svg class="b-plot" width="100%" height="172" role="img" aria-labelledby="x-t x-d">
<title id="x-t">总分分布</title>
<desc id="x-d">4家单位，最低90.00，最高100.00，平均95.50，中位数96.00，本单位90.00。</desc>
<line class="b-axis" x1="4%" x2="96%" y1="150" y2="150"></line>
<line class="b-axis" x1="4%" x2="4%" y1="150" y2="154"></line><text class="b-foot" x="4%" y="167">90</text>
<line class="b-axis" x1="22.4%" x2="22.4%" y1="150" y2="154"></line><text class="b-foot" x="22.4%" y="167">92</text>
<line class="b-axis" x1="40.8%" x2="40.8%" y1="150" y2="154"></line><text class="b-foot" x="40.8%" y="167">94</text>
<line class="b-axis" x1="59.2%" x2="59.2%" y1="150" y2="154"></line><text class="b-foot" x="59.2%" y="167">96</text>
<line class="b-axis" x1="77.6%" x2="77.6%" y1="150" y2="154"></line><text class="b-foot" x="77.6%" y="167">98</text>
<line class="b-axis" x1="96%" x2="96%" y1="150" y2="154"></line><text class="b-foot" x="96%" y="167">100</text>
<line class="b-mean" x1="54.6%" x2="54.6%" y1="8" y2="150"></line><text class="b-mean b-left" x="54.6%" y="8" dx="-5" dy="4">平均 95.50</text>
<line class="b-median" x1="59.2%" x2="59.2%" y1="24" y2="150"></line><text class="b-median" x="59.2%" y="24" dx="5" dy="4">中位数 96.00</text>
<line class="b-dots" x1="4%" x2="4%" y1="144" y2="143" stroke-dasharray="0 9"><title>90.00：1家，甲局</title></line>
<line class="b-dots" x1="59.2%" x2="59.2%" y1="144" y2="134" stroke-dasharray="0 9"><title>96.00：2家，乙局、丙局</title></line>
<line class="b-dots" x1="96%" x2="96%" y1="144" y2="143" stroke-dasharray="0 9"><title>100.00：1家，丁局</title></line>
<line class="b-own" x1="4%" x2="4%" y1="40" y2="150"></line><text class="b-own" x="4%" y="40" dx="5" dy="4">本单位 90.00</text>
</svg>
<figcaption>每点为1家单位，共4家；横轴为总分。</figcaption>
</figure>
"""


def test_dots_that_would_be_too_many_stand_for_several_units() -> None:
    totals = (SpreadTotal("甲局", Fraction(1)), *[SpreadTotal("乙局", Fraction(2))] * 120)
    picture = spread(Spread(totals))
    assert picture is not None
    # 108 px hold 54 dots of 2 px: 120 units need 3 units a dot, 40 dots, 2 px apart
    assert (picture.each, picture.pitch) == (3, 2)
    assert [column.end for column in picture.columns] == [143, 143 - 39 * 2]
    assert [len(column.names) for column in picture.columns] == [1, 120]


def test_one_total_has_no_spread() -> None:
    assert spread(Spread((SpreadTotal("甲局", Fraction(1)),))) is None
