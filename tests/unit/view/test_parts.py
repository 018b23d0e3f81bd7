"""What a unit does not take part in is not lost; every number is worked by hand.

Content ``k`` has 10 points by two rules, 6 and 4. ``a`` takes no part in the second: 3 of 6,
lost 3. ``b`` has 6 + 2 = 8 of 10, lost 2; ``c`` 6 + 4, lost nothing; ``d`` 0 + 1 = 1, lost 9.
Content ``j`` has 10 points; lost 3, 3, 5 and 4. Against full points ``a`` would have lost 7 of
``k``.
"""

import json
from fractions import Fraction

from bulletin.exchange import json as to_json
from bulletin.exchange import tables
from bulletin.exchange.word import notice, problems
from bulletin.pages import Edition
from bulletin.view.findings import Register
from bulletin.view.heat import heat
from bulletin.view.tables import results

from tests.making import Plain, assessment_of, scores, seen, units_of
from tests.unit.scoring.test_language import node, repo
from tests.unit.view.test_course import SITE, pages, words

OCTOBER = "2017-10"
K = node(
    "earn: {points: 1, per: 件, metric: m, up_to: 6}\n"
    "earn: {points: 1, per: 件, metric: w, up_to: 4}"
)
J = K[: K.index("rules")].replace("id: k", "id: j").replace("内容", "整改")
J += "rules: [{id: s, text: 办法, clause: 二, deduct: {points: 1, per: 项}}]}"
MONTH = """
measurements:
  - {metric: m, values: {a: 3, b: 6, c: 6, d: 0}}
  - {metric: w, values: {b: 2, c: 4, d: 1}}
participation: [{unit: a, rule: r2, reason: 没有窗口}]
findings:
  f: {rule: s, count: 3}
  g: {rule: s, unit: b, count: 3}
  h: {rule: s, unit: c, count: 5}
  i: {rule: s, unit: d, count: 4}
"""


def plain() -> Plain:
    made = repo(f"{K}, {J}", MONTH, rubric="totals: {normalise: participating}")
    made.rubrics["2017-08"]["metrics"]["w"] = {"title": "数"}
    return made


def edition(of: Plain) -> Edition:
    return Edition(SITE, units_of(of), assessment_of(of), {OCTOBER: scores(of, OCTOBER)})


def test_the_scores() -> None:
    """Unit a (3 + 7) ÷ 16 × 100; b 8 + 7, c 10 + 5, d 1 + 6 of 20."""
    found = {unit.unit: unit.total for unit in scores(plain(), OCTOBER).units}
    assert found == {"a": Fraction("62.5"), "b": 75, "c": 75, "d": 35}


def test_json_has_what_was_taken_part_in() -> None:
    (unit, *_) = json.loads(to_json.scores(scores(plain(), OCTOBER)))["units"]
    rows = [(c["id"], c["points"], c["taken"], c["score"]) for c in unit["criteria"]]
    assert rows == [("k", "10", "6", "3"), ("j", "10", "10", "7")]


def test_the_heat_map_shows_shares_of_what_was_taken_part_in() -> None:
    found = heat(edition(plain()), OCTOBER)
    cells = {line.score.unit: [seen(c.value, c.shade) for c in line.cells] for line in found.lines}
    # k in percent: 3 ÷ 6, 8 ÷ 10, all, 1 ÷ 10; the mean of the four is 60. j in points lost.
    assert cells == {
        "a": [(50, 2), (3, 2)],
        "b": [(80, 1), (3, 2)],
        "c": [(100, 0), (5, 2)],
        "d": [(10, 4), (4, 2)],
    }
    assert seen(*(column.foot for column in found.columns), found.partly) == (60, 15, True)


def test_mean_losses_are_in_the_right_order() -> None:
    """k: (3 + 2 + 0 + 9) ÷ 4 = 3.5, against full points 4.5; j: 15 ÷ 4 = 3.75."""
    assert problems.missed(edition(plain()), OCTOBER) == [
        {"内容": "整改", "平均失分": "3.75"},
        {"内容": "内容", "平均失分": "3.5"},
    ]


def test_the_notice_adds_up() -> None:
    whole = edition(plain())
    unit = whole.scores[OCTOBER].units[0]
    said = notice.values(whole, Register(whole), OCTOBER, unit)
    assert said["得分"] == [
        {"内容": "内容", "满分": "10（参评6）", "参评满分": "6", "得分": "3", "失分": "3"},
        {"内容": "整改", "满分": "10", "参评满分": "10", "得分": "7", "失分": "3"},
    ]


def test_tables_say_out_of_how_many_points_a_score_is() -> None:
    found = results.criteria(edition(plain()), OCTOBER)
    rows = list(found.columns.values()), *(tables.to_csv(found).split("\r\n")[1:3])
    assert rows == (
        ["单位编号", "单位", "内容（10分）", "内容（参评满分）", "整改（10分）"],
        "a,甲市,3.00,6,7.00",
        "b,乙市,8.00,10,7.00",
    )
    assert list(found.columns) == ["unit", "unit_name", "k", "k taken", "j"]
    written = tables.to_csv(results.scores(edition(plain()), OCTOBER)).split("\r\n")
    titles = written[0].split(",")[-3:]
    last = {row.split(",")[3]: row.split(",")[-3:] for row in written[1:5]}
    assert (titles, last["a"]) == (
        ["内容（10分）", "内容（参评满分）", "整改（10分）"],
        ["3.00", "6", "7.00"],
    )


def test_pages_say_out_of_how_many_points_a_score_is() -> None:
    printed = {path: words(page) for path, page in pages(plain()).items()}
    assert "10 参评6分 3" in printed["test/2017-10/a.md"]
    assert "满分 10，参评 6，得分 3" in printed["test/2017-10/a.md"]
    # k: 50, 80, 100 and 10 % are 60 % on average, as the heat map has it; 22 of 40 is 55 %
    assert "2017年10月 4 1家只参评一部分 3 75% 5.5 60%" in printed["test/criteria/k.md"]
    assert "甲市 −3 1 −3" in printed["test/criteria/k.md"]
    assert "3 参评6分" in printed["test/units/a.md"]
    assert "参评6分" not in printed["test/2017-10/b.md"]


def test_the_median_is_of_units_that_took_part_in_as_much() -> None:
    """b, c and d: 8, 10 and 1 of 10; a alone has 6 points, and nobody to be compared with."""
    printed = {unit: words(pages(plain())[f"test/units/{unit}.md"]) for unit in ("a", "b")}
    assert "内容 10 3 参评6分 —" in printed["a"]
    assert "内容 10 8 8" in printed["b"]


def test_points_out_of_reach_are_named() -> None:
    said = "文件没有写怎样得这10分，无从得到；参评的单位这一项计0分，满分仍计入。"
    of = repo(f"{K}, {J.split('rules')[0]} attainable: 0}}", MONTH.partition("findings")[0])
    of.rubrics["2017-08"]["metrics"]["w"] = {"title": "数"}
    printed = {path: words(page) for path, page in pages(of).items()}
    assert said in printed["test/rubric.md"].replace(" ", "")
    assert said in printed["test/index.md"].replace(" ", "")
    assert "无从得到" in printed["test/criteria/j.md"]
    assert "（10分，无从得到）" in printed["test/2017-10/a.md"].replace(" ", "")
