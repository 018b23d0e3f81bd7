"""How hard criteria are, and what departments owe; every number is worked by hand."""

from tests.making import Plain
from tests.unit.scoring.test_language import node, repo
from tests.unit.view.test_course import EACH, pages, words

BUREAU = "{id: bureau, name: 数据局, kind: department}"


def criterion(plain: Plain) -> str:
    return words(pages(plain)["test/criteria/k.md"])


def test_a_month_says_how_many_lost_points_and_the_mean() -> None:
    # October: a 6, b 8, c and d 10: two of four, 34 ÷ 4 = 8.5 of 10; September: all full
    page = criterion(
        repo(EACH, "{findings: {f: {}, g: {}, h: {unit: b}}}", m2017_09="{findings: {}}")
    )
    assert "计分单位（家） 未得满分（家） 占比 合计扣分 平均得分 平均得分率" in page
    assert "2017年10月 4 2 50% 6 8.5 85%" in page
    assert "2017年9月 4 0 0% 0 10 100%" in page
    assert "甲市 0 −4 1 −4 乙市 0 −2 1 −2 没有失分的单位不列" in page


def test_who_lost_points_again_and_again_stands_first() -> None:
    # a once, 4 points; b twice, 2 points each
    page = criterion(
        repo(
            EACH,
            "{findings: {f: {count: 2}, h: {unit: b}}}",
            m2017_09="{findings: {h: {unit: b}}}",
        )
    )
    assert "乙市 −2 −2 2 −4 甲市 0 −4 1 −4" in page


def test_the_dearest_rules_stand_first() -> None:
    rules = (
        "deduct: {points: 1, per: 项}\ndeduct: {points: 3, per: 项}\ndeduct: {points: 9, per: 项}"
    )
    plain = repo(
        node(rules)
        .replace("r1, text: 办法", "r1, text: 小")
        .replace("r2, text: 办法", "r2, text: 大"),
        "{findings: {f: {}, g: {rule: r2}, h: {rule: r2, unit: b}}}",
    )
    page = criterion(plain)
    # r2: 3 + 3 of two units, r1: 1, r3 nothing
    assert "计分办法 0 6分 分 大 2家次 6 小 1家次 1" in page


def test_what_earns_is_told_by_its_rate_and_not_by_deductions() -> None:
    # a 10, b 7, c 4, d 1 of 10: 22 of 40 is 55 %; three of four have not full marks
    plain = repo(
        node("rank: {points: 10, metric: m, best: highest, lose: 3}"),
        "{measurements: [{metric: m, values: {a: 9, b: 8, c: 7, d: 6}}]}",
    )
    page = criterion(plain)
    assert "2017年10月 4 3 75% 5.5 55%" in page
    assert "合计扣分" not in page


def test_the_hardest_rules_stand_first() -> None:
    # r1: 3 of 4 × 6 points = 25 %; r2: 4 + 2 + 0 + 0 of 16 = 37.5 %
    plain = repo(
        node(
            "earn: {points: 6, metric: m, at_least: 9}\n"
            "rank: {points: 4, metric: m, best: highest, lose: 2}"
        ),
        "{measurements: [{metric: m, values: {a: 9, b: 8, c: 7, d: 6}}]}",
    )
    page = criterion(plain)
    assert "计分办法 0 100% % 办法 25 办法 37.5" in page


def test_who_is_not_scored_is_not_counted() -> None:
    plain = repo(
        EACH,
        "{findings: {h: {unit: b}}, participation: [{unit: a, reason: 撤并},"
        " {unit: c, criterion: k, reason: 没有窗口, status: exempt}]}",
        "totals: {normalise: participating}",
    )
    # b 8 and d 10: 18 of 20
    assert "2017年10月 2 1 50% 2 9 90%" in criterion(plain)


def test_months_of_another_rubric_are_not_added() -> None:
    plain = repo(EACH, "{findings: {f: {}}}", m2017_09="{findings: {f: {}}}")
    plain.rubrics["2017-10"] = plain.rubrics["2017-08"]
    page = criterion(plain)
    assert "甲市 −2 1 −2" in page
    assert "自2017年10月起改用新细则，前后不可比" in page


def test_an_id_that_is_no_number_is_not_shown() -> None:
    heading = "{id: bonus, title: 加分, rules: [{id: p1, text: 办法, clause: 一, "
    heading += "award: {points: 1, per: 项}}]}"
    plain = repo(f"{EACH}, {heading}", "{findings: {f: {rule: p1}}}")
    page = words(pages(plain)["test/criteria/bonus.md"])
    assert " # 加分 {: #top" in page
    assert "月份 加分单位（家） 合计加分 2017年10月 1 1" in page


def test_a_department_sees_what_it_owes_and_who_lost_points() -> None:
    rules = "earn: {points: 6, metric: m, at_least: 9}\nearn: {points: 4, metric: done, met: true}"
    plain = repo(
        node(rules, "points: 10, responsible: [bureau]"),
        "{measurements: [{metric: m, values: {a: 9, b: 8, c: 9, d: 9}},"
        " {metric: done, values: {a: true, b: true, c: true}}]}",
    )
    plain.units.append({"id": "bureau", "name": "数据局", "kind": "department"})
    plain.rubrics["2017-08"]["metrics"]["done"]["provider"] = "数据局"
    page = words(pages(plain)["test/departments/bureau.md"])
    assert "还缺1项" in page
    assert "是否 本部门报送 数据局 丁市" in page
    # a and c 10, b 4; d is pending: 24 of 30
    assert "k 内容" not in page
    assert "内容 10 1 /3 80% 独自负责" in page
    # d has 6 of 10 as long as the number is missing; that is no loss
    assert "乙市 −6 1 −6 失分为" in page


def test_the_mean_rate_is_the_mean_of_the_units_rates_as_in_the_heat_map() -> None:
    """Unit a has 3 of the 6 that it takes part in, 50 %; b, c, d 10 of 10: 350 % ÷ 4 = 87.5 %."""
    plain = repo(
        node(
            "earn: {points: 1, per: 件, metric: m, up_to: 6}\n"
            "earn: {points: 4, metric: done, met: true}"
        ),
        "{measurements: [{metric: m, values: {a: 3, b: 6, c: 6, d: 6}},"
        " {metric: done, values: {b: yes, c: yes, d: yes}}],"
        " participation: [{unit: a, rule: r2, reason: 没有业务}]}",
    )
    assert "2017年10月 4 1家只参评一部分 1 25% 8.25 87.5%" in criterion(plain)
