"""What became of findings and units over time; what mending is worth, in words."""

import re
from collections.abc import Mapping
from html import unescape

import pytest
from bulletin.model.scheme import Site
from bulletin.pages import Edition, render
from bulletin.problem import Place
from bulletin.publish.program import templates

from tests.making import Plain, assessment_of, scores, units_of
from tests.unit.scoring.test_language import node, repo

SITE = Site("通报", "办公室", Place("data/site.yaml"))
EACH = node("deduct: {points: 2, per: 项}")
REPEAT = "modifiers: [{id: again, text: 重复加倍, when: repeat, factor: 2}]\n"


def pages(plain: Plain) -> Mapping[str, str]:
    """Print every page of a scheme."""
    every = {month: scores(plain, month) for month in plain.months}
    made = Edition(SITE, units_of(plain), assessment_of(plain), every)
    return render(SITE, [made], templates())


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def course(page: str) -> list[str]:
    """Return the events of the first finding on a sheet."""
    found = re.search(r'<ol class="b-course">(.*?)</ol>', page, re.DOTALL)
    assert found
    return [words(event) for event in re.findall(r"<li.*?</li>", found[1])]


def test_the_course_is_told_in_the_order_of_the_days() -> None:
    plain = repo(
        EACH,
        "{findings: {f: {date: 2017-10-09, source: x, ordered: {due: 2017-10-20, note: 限期},"
        " appeal: {filed: 2017-10-12, grounds: 不服, decision: rejected, decided: 2017-10-16,"
        " reason: 属实}, rectified: {date: 2017-10-23, note: 已改}}}}",
        scheme="sources: [{id: x, title: 督查}]",
    )
    assert course(pages(plain)["test/2017-10/a.md"]) == [
        "2017年10月9日 发现（督查）",
        "责令整改，限2017年10月20日前：限期",
        "2017年10月12日 提出申诉：不服",
        "2017年10月16日 申诉不成立：属实",
        "2017年10月23日 完成整改， 逾期3天 ：已改",
    ]


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2017-10-21", "2017年10月21日 整改期限，尚未整改，截至2017年10月底 逾期10天"),
        ("2017-10-31", "2017年10月31日 整改期限，当日到期，尚未整改"),
        ("2017-11-01", "2017年11月1日 整改期限（未到期）"),
    ],
)
def test_what_is_due_is_counted_to_the_end_of_the_month(due: str, said: str) -> None:
    plain = repo(EACH, f"{{findings: {{f: {{ordered: {{due: {due}}}}}}}}}")
    assert course(pages(plain)["test/2017-10/a.md"])[-1] == said


def test_a_day_that_nobody_wrote_is_not_made_up() -> None:
    plain = repo(
        EACH,
        "{findings: {f: {date: 2017-10-09, ordered: {}, withdrawn: {reason: 误报},"
        " appeal: {filed: 2017-10-12, decision: amended, count: 1}}}}",
    )
    assert course(pages(plain)["test/2017-10/a.md"]) == [
        "2017年10月9日 发现",
        "责令整改，未定期限",
        "撤回：误报",
        "2017年10月12日 提出申诉",
        "申诉部分成立，数量改为1",
    ]


def test_a_finding_leads_to_where_it_was_found_before_and_again() -> None:
    plain = repo(
        EACH,
        "{findings: {g: {repeats: 2017-09/f, summary: 乙}}}",
        REPEAT,
        m2017_09="{findings: {f: {repeats: 2017-08/e, summary: 甲}}}",
        m2017_08="{findings: {e: {summary: 初}}}",
    )
    made = pages(plain)
    assert course(made["test/2017-08/a.md"]) == [
        "2017年8月15日 发现",
        "2017年9月15日 再次发现 ： 甲 −4 分",
        "2017年10月15日 再次发现 ： 乙 −8 分",
    ]
    assert "这一问题后来 再次发现 ：2017年9月15日， 甲 ；2017年10月15日， 乙 。" in words(
        made["test/2017-08/a.md"]
    )
    assert 'href="../2017-10/a.html#f-g"' in made["test/2017-08/a.md"]
    assert course(made["test/2017-10/a.md"]) == [
        "2017年8月15日 此前发现： 初 −2 分",
        "2017年9月15日 此前发现： 甲 −4 分",
        "2017年10月15日 发现",
    ]
    assert "第3次发现" in words(made["test/2017-10/a.md"])
    # 2 × 2 × 2: doubled at the second discovery and at the third
    assert "计分 2分 × 1 × 4倍（重复加倍 × 4） = −8 分" in words(made["test/2017-10/a.md"])


def test_what_an_appeal_gives_back_is_said_for_the_latest_month_only() -> None:
    # a: 10 - 2 - 4 = 4 of place 4; without g 8, still behind b (8) no more: place 3
    plain = repo(
        EACH,
        "{findings: {f: {}, g: {count: 2, summary: 大}, h: {unit: b}}}",
        m2017_09="{findings: {e: {}}}",
    )
    made = pages(plain)
    page = words(made["test/2017-10/a.md"])
    assert "申诉成立的，退还 4 分，名次由第4升至第3。" in page
    assert "申诉成立的，退还 2 分，名次不变（第4）。" in page
    assert "大 办法 4 4 4 → 3" in page
    assert "退还" not in words(made["test/2017-09/a.md"])


def test_mending_is_said_to_avoid_only_what_the_rubric_has() -> None:
    """Mending gives nothing back; that a repeat is dearer is told where a modifier says so."""
    without = words(pages(repo(EACH, "{findings: {f: {}}}"))["test/2017-10/a.md"])
    assert "整改 整改不退还本月已扣的分。" in without
    assert "再次发现" not in without
    doubled = words(pages(repo(EACH, "{findings: {f: {}}}", REPEAT))["test/2017-10/a.md"])
    assert "整改 整改不退还本月已扣的分；再次发现的，适用“" in doubled


def test_a_gain_of_nothing_says_why() -> None:
    once = node("deduct: {points: 2, once: true}")
    page = words(pages(repo(once, "{findings: {f: {}, g: {}}}"))["test/2017-10/a.md"])
    assert (
        "申诉成立的，总分不变（与同一办法的其他问题合并，每月只扣一次；"
        "同一办法的问题申诉一并成立的，退还2分）。" in page
    )
    over = node("deduct: {points: 2, per: 项}", "points: 1")
    page = words(pages(repo(over, "{findings: {f: {}, g: {}}}"))["test/2017-10/a.md"])
    assert "申诉成立的，总分不变（本项的扣分已超过满分，超出的没有从总分中扣）。" in page


def test_a_number_is_mended_by_reaching_its_limit() -> None:
    plain = repo(
        node("deduct: {points: 1, metric: m, below: 99, step: 1}"),
        "{measurements: [{metric: m, values: {a: 97, b: 99, c: 99, d: 99}}]}",
    )
    page = words(pages(plain)["test/2017-10/a.md"])
    assert "数 办法 2 2 4 → 1 达到99即不扣" in page


# --- a unit over the months -----------------------------------------------------------------------


def unit(plain: Plain) -> str:
    return words(pages(plain)["test/units/a.md"])


def test_a_unit_stands_beside_its_group() -> None:
    # October: a 6, b 8, c and d 10: the median is (8 + 10) ÷ 2; September: a 8, the others 10
    page = unit(
        repo(
            EACH,
            "{findings: {f: {}, g: {}, h: {unit: b}}}",
            m2017_09="{findings: {e: {}}}",
        )
    )
    assert "2017年10月 6.00 4 /4 9.00 10.00 6.00 0 0" in page
    assert "2017年9月 8.00 4 /4 10.00 10.00 8.00 0 0" in page
    assert "内容 10 8 6 9" in page


def test_who_has_no_total_has_no_place_and_no_zero() -> None:
    page = unit(
        repo(EACH, "{participation: [{unit: a, reason: 撤并}]}", m2017_09="{findings: {e: {}}}")
    )
    assert "2017年10月 不参加 不排名 10.00 10.00 10.00 不参加" in page
    assert "内容 10 8 不参加 10" in page


def test_a_scheme_of_one_unit_has_nobody_beside_it() -> None:
    plain = repo(EACH, "{findings: {f: {}}}", m2017_09="{findings: {e: {}}}")
    plain.scheme = {"title": "考核", "units": {"units": ["a"]}}
    page = pages(plain)["test/units/a.md"]
    assert "各月名次" not in page
    assert "本单位：2个月" in page
    assert "中位数：" not in page


def test_the_ledger_says_how_each_order_stood_at_the_end_of_the_month() -> None:
    page = unit(
        repo(
            EACH,
            "{findings: {a1: {ordered: {due: 2017-10-21}, summary: 一},"
            " a2: {ordered: {due: 2017-11-05}, summary: 二},"
            " a3: {ordered: {}, summary: 三},"
            " a4: {ordered: {due: 2017-10-21}, rectified: {date: 2017-10-24}, summary: 四},"
            " a5: {ordered: {due: 2017-10-21}, rectified: {date: 2017-11-02}, summary: 五},"
            " a6: {ordered: {due: 2017-10-21}, withdrawn: {date: 2017-10-18}, summary: 六},"
            " a7: {rectified: {date: 2017-10-20}, summary: 七}}}",
        )
    )
    # a1 and a5 were 10 days late on the 31st; a6 does not stand
    assert "登记整改6项：已整改2项，未到期1项，未定期限1项，逾期2项（最长10天）。" in page
    assert "2017年10月21日 逾期10天 一 2017年10月15日" in page
    assert "2017年10月21日 逾期10天 2017年11月2日完成 五 2017年10月15日" in page
    assert "2017年11月5日 未到期 二 2017年10月15日" in page
    assert "未定 未完成 三 2017年10月15日" in page
    assert "2017年10月21日 2017年10月24日完成， 逾期3天 四 2017年10月15日" in page
    assert "没有责令 2017年10月20日完成 七 2017年10月15日" in page


def test_a_problem_found_again_is_one_course() -> None:
    plain = repo(
        EACH,
        "{findings: {g: {repeats: 2017-09/f, summary: 乙}}}",
        REPEAT,
        m2017_09="{findings: {f: {summary: 甲, ordered: {due: 2017-10-01}}}}",
    )
    assert course(pages(plain)["test/units/a.md"]) == [
        "2017年9月15日 发现： 甲 −2 分",
        "责令整改，限2017年10月1日前",
        "2017年10月1日 整改期限，尚未整改，截至2017年10月底 逾期30天",
        "2017年10月15日 发现： 乙 −4 分",
    ]


def test_what_fell_on_appeal_does_not_count_how_often_a_problem_was_found() -> None:
    """August's stands, September's fell: October's is the second discovery, charged twice 2."""
    fell = "appeal: {filed: 2017-09-20, grounds: 甲, decision: upheld, decided: 2017-09-25}"
    plain = repo(
        EACH,
        "{findings: {g: {repeats: 2017-09/f}}}",
        REPEAT,
        m2017_09=f"{{findings: {{f: {{repeats: 2017-08/e, {fell}}}}}}}",
        m2017_08="{findings: {e: {}}}",
    )
    page = words(pages(plain)["test/2017-10/a.md"])
    assert "第2次发现" in page
    assert "第3次发现" not in page


def test_a_charge_once_a_month_says_whose_factor_it_takes() -> None:
    """2 once, borne by the first; the second is from the source that doubles: 2 × 2."""
    plain = repo(
        node("deduct: {points: 2, once: true}"),
        "{findings: {f: {}, g: {source: x}}}",
        "modifiers: [{id: s, text: 暗访加重, when: source, sources: [x], factor: 2}]\n",
        "sources: [{id: x, title: 暗访}, {id: z, title: 明查}]",
    )
    page = words(pages(plain)["test/2017-10/a.md"])
    assert "2分 × 1 × 2倍（暗访加重 × 2） = −4 分 ：倍数取最高的，是 2017-10/g 的" in page


def test_a_rule_tells_its_premise_and_that_it_charges_once() -> None:
    plain = repo(
        node(
            "deduct: {points: 2, once: true, metric: m, below: 90},"
            " only_if: {metric: done, met: true}"
        )
    )
    plain.months["2017-10"] = {
        "measurements": [
            {"metric": "m", "values": dict.fromkeys("abcd", 95)},
            {"metric": "done", "values": dict.fromkeys("abcd", "yes")},
        ]
    }
    page = words(pages(plain)["test/criteria/k.md"])
    assert "数据低于90的，当月不论几处，扣2分；前提：是否已达成" in page


def test_a_responsible_unit_is_marked_as_itself() -> None:
    plain = repo(EACH.replace("title: 内容", "title: 内容, responsible: a"))
    page = words(pages(plain)["test/departments/a.md"])
    assert "甲市 本单位" in page
    assert "本地区" not in page


def test_the_comparison_knows_the_order_that_a_repeat_inherits() -> None:
    """September's order, due on the 20th, still stands for what August's county repeats."""
    plain = repo(
        EACH,
        "{}",
        m2017_09="{findings: {f: {unit: a-1, repeats: 2017-08/e}}}",
        m2017_08="{findings: {e: {unit: a-1, ordered: {due: 2017-09-20}}}}",
    )
    page = words(pages(plain)["test/2017-10/compare.md"])
    assert "甲市 甲县 问题 −2 2017年9月20日" in page


def test_a_criterion_that_is_capped_is_no_capped_bonus() -> None:
    """K earns 6 + 6 of 10 in October, nothing in September."""
    earning = node(
        "earn: {points: 6, metric: m, at_least: 1}\nearn: {points: 6, metric: m, at_least: 2}"
    )
    month = "{measurements: [{metric: m, values: {a: %d, b: 0, c: 0, d: 0}}]}"
    plain = repo(earning, month % 2, m2017_09=month % 0)
    page = words(pages(plain)["test/2017-10/compare.md"])
    assert "−2 得分封顶：内容，本月计入" in page
    assert "加分封顶" not in page
