"""The month's page at a glance: three facts, bars and reasons, the heat map; worked by hand."""

import re
from fractions import Fraction
from html import unescape

import pytest
from bulletin.language import CHINESE
from bulletin.model.scheme import Site
from bulletin.pages import Edition, render
from bulletin.problem import Place
from bulletin.publish.program import templates
from bulletin.view import heat

from tests.making import Plain, assessment_of, scores, units_of
from tests.unit.pages import turning
from tests.unit.scoring.test_language import measured, node, repo

SITE = Site("通报", "办公室", Place("data/site.yaml"))
EACH = node("deduct: {points: 2, per: 项}\ndeduct: {points: 1, per: 项}")
MONTH = "test/2017-10/index.md"


def edition(plain: Plain) -> Edition:
    every = {month: scores(plain, month) for month in plain.months}
    return Edition(SITE, units_of(plain), assessment_of(plain), every)


def page(plain: Plain) -> str:
    return render(SITE, [edition(plain)], templates())[MONTH]


def words(text: str) -> str:
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", " ", text)))


def facts(plain: Plain) -> list[str]:
    """The three facts in words."""
    (found,) = re.findall(r'<dl class="b-glance".*?</dl>', page(plain), re.DOTALL)
    return [words(fact) for fact in re.findall("<dd>(.*?)</dd>", found, re.DOTALL)]


def findings(**by_id: str) -> str:
    rows = ", ".join(f"{name}: {{{said}}}" for name, said in by_id.items())
    return f"{{findings: {{{rows}}}}}"


NOTHING = ["没有扣分的问题", "没有到期未整改的问题。"]


@pytest.mark.parametrize(
    ("september", "october", "said"),
    [
        (  # 8 → 10, and the places are 4 → 1 of 10, 10, 10, 10
            findings(f="summary: 甲事"),
            "{}",
            "甲市+2分，由第4名升到第1名。主要因问题“甲事”本月不再计（+2）。",
        ),
        (  # 4 → 7: 4 and 2 come back, 2 + 1 go; what was found again is not the cause
            findings(f="count: 2, summary: 甲事", g="summary: 乙事"),
            findings(h="repeats: 2017-09/f, summary: 又有甲事", i="rule: r2, summary: 丙事"),
            "甲市+3分。主要因问题“乙事”本月不再计（+2），另有3项变动。",
        ),
        (  # 6 → 9: 2 + 2 come back, 1 goes; places 4 → 4 of 10, 10, 10, 9
            findings(f="summary: 甲事", g="summary: 乙事"),
            findings(h="rule: r2, summary: 丙事"),
            "甲市+3分。主要因问题“甲事”本月不再计（+2），另有2项变动。",
        ),
        (  # 8 and 8 → 10 and 10
            findings(f="", g="unit: b"),
            "{}",
            "甲市、乙市2家并列，各+2分。",
        ),
        ("{}", findings(f=""), "没有单位的总分比上月高。"),
    ],
)
def test_who_rose_most_and_why(september: str, october: str, said: str) -> None:
    assert facts(repo(EACH, october, m2017_09=september))[0] == said


def test_without_a_month_before_nobody_rose() -> None:
    assert facts(repo(EACH, "{}")) == [
        "本月是有记录的第一个月，没有上月可比。",
        "本月没有扣分的问题。",
        "没有到期未整改的问题。",
    ]


@pytest.mark.parametrize(
    ("october", "said"),
    [
        (  # two findings of the dear rule, three of the cheap one
            findings(f="", g="", h="rule: r2", i="rule: r2", j="rule: r2, unit: b"),
            "“办法”：3条，涉及2家，扣3分。",
        ),
        (findings(f="", g="rule: r2"), "“办法”：1条，涉及1家，扣2分。"),
        (findings(f="count: 2", g="count: 2, unit: b"), "“办法”：2条，涉及2家，扣8分。"),
    ],
)
def test_what_was_found_most(october: str, said: str) -> None:
    assert facts(repo(EACH, october))[1] == said


def test_rules_with_as_many_findings_and_points_stand_together() -> None:
    twice = node("deduct: {points: 2, per: 项}\ndeduct: {points: 2, per: 项}")
    found = facts(repo(twice, findings(f="", g="rule: r2")))[1]
    assert found == "“办法”等2条并列，每条1条，扣2分。"


def test_what_the_data_took_is_no_finding() -> None:
    by_data = node("deduct: {points: 1, metric: m, above: 3}")
    found = facts(repo(by_data, f"{{{measured(a=5, b=3, c=3, d=3)}}}"))[1]
    assert found == "本月没有扣分记录；按数据失分最多的是“办法”：涉及1家，扣2分。"


@pytest.mark.parametrize(
    ("september", "october", "said"),
    [
        (
            findings(f="ordered: {due: 2017-09-30}"),
            findings(g="ordered: {due: 2017-10-30}, unit: b", h="ordered: {due: 2017-10-31}"),
            "2项到期未整改（本月到期1项，以前各月到期1项），涉及乙市、甲市；限期整改中1项。",
        ),
        (
            findings(f="ordered: {due: 2017-09-30}, rectified: {date: 2017-10-01}"),
            findings(g="ordered: {due: 2017-10-30}, rectified: {date: 2017-11-02}"),
            "1项到期未整改（本月到期1项），涉及甲市。",
        ),
        (
            findings(f="ordered: {due: 2017-09-30}"),
            "{}",
            "1项到期未整改（以前各月到期1项），涉及甲市。",
        ),
    ],
)
def test_what_is_overdue_at_the_month_s_end(september: str, october: str, said: str) -> None:
    assert facts(repo(EACH, october, m2017_09=september))[2] == said


# --- the ranking ------------------------------------------------------------------------------


def row(plain: Plain, name: str) -> str:
    table = page(plain).partition('<table class="b-ranking">')[2].partition("</table>")[0]
    (found,) = (one for one in table.split("<tr>") if f">{name}</a>" in one)
    return found


def test_a_bar_begins_where_the_page_says() -> None:
    # totals 10, 10, 10, 8: the scale is 8 to 10, half a point a step
    plain = repo(EACH, findings(f=""))
    assert "总分条的刻度从8分到10分，不从0分起。" in words(page(plain))
    assert 'width="100%" height="10"></rect>' in row(plain, "乙市")
    assert 'width="0%" height="10"></rect>' in row(plain, "甲市")
    # totals 10, 10, 10, 4: less than half of the best, so the scale begins at 0
    plain = repo(EACH, findings(f="count: 3"))
    assert "总分条的刻度从0分到10分。" in words(page(plain))
    assert 'width="40%" height="10"></rect>' in row(plain, "甲市")


def test_a_change_has_its_reasons_the_small_ones_added_up() -> None:
    # five findings of 2 go: three are shown, two come to 4
    gone = findings(f="", g="", h="", i="", j="summary: 末事")
    found = words(row(repo(EACH, "{}", m2017_09=gone), "甲市"))
    once = "问题“问题”本月不再计"
    assert f"+10+2{once}+2{once}+2{once}+2{once}+4其余2项合计" in found
    assert "与上月逐项相比" in found


def test_four_reasons_are_all_shown() -> None:
    gone = findings(f="", g="", h="", i="")
    found = words(row(repo(EACH, "{}", m2017_09=gone), "甲市"))
    assert "其余" not in found
    assert found.count("问题“问题”本月不再计") == 5  # the first in front as well


def test_a_rise_is_not_explained_by_what_held_it_back() -> None:
    # 10 − 3 × 2 = 4 → 10 − 4 = 6: three times +2 stand before the −4 that weighs more
    gone = findings(f="summary: 甲事", g="summary: 乙事", h="summary: 丙事")
    found = words(row(repo(EACH, findings(i="count: 2, summary: 丁事"), m2017_09=gone), "甲市"))
    assert "+2+2问题“甲事”本月不再计" in found
    assert found.index("丙事") < found.index("−4问题“丁事”")


def test_a_new_rubric_gives_no_reasons() -> None:
    made = turning.pages()["demo/2017-11/index.md"]
    assert "变化原因" not in made
    assert "本月改用新细则，与上月不可比。" in words(made)


# --- the heat map -----------------------------------------------------------------------------

MIXED = (
    "{id: k, title: 扣分项, points: 10, rules: [{id: r1, text: 办法, clause: 一,"
    " deduct: {points: 2, per: 项}}]}, {id: j, title: 评分项, points: 10, out_of: 40, criteria:"
    " [{id: j.1, title: 一项, points: 40, rules: [{id: r2, text: 评, clause: 二,"
    " judge: {points: 40}}]}]}"
)
MARKS = (
    "marks: [{unit: a, rule: r2, agreed: {points: 30}}, {unit: b, rule: r2, agreed: {points: 40}},"
    " {unit: c, rule: r2, agreed: {points: 35}}],"
    " participation: [{unit: d, reason: 撤并}]"
)


def test_a_map_shows_losses_and_what_was_earned() -> None:
    plain = repo(MIXED, f"{{findings: {{f: {{}}}}, {MARKS}}}")
    made = heat.heat(edition(plain), "2017-10")
    assert [(c.field.node.id, c.field.earned, c.foot) for c in made.columns] == [
        ("k", False, Fraction(2)),
        ("j.1", True, Fraction(175, 2)),  # (75 + 100 + 87.5) / 3
    ]
    assert [(one.score.unit, [(c.value, c.shade) for c in one.cells]) for one in made.lines] == [
        ("a", [(2, 1), (75, 1)]),  # 2 of 10; 30 of 40: a quarter is missing
        ("c", [(0, 0), (87.5, 1)]),
    ]
    assert [unit.unit for unit in made.full] == ["b"]
    assert [(unit.unit, CHINESE.say(word)) for unit, word in made.none] == [("d", "不参加")]


def test_mean_losses_are_in_points_of_the_total() -> None:
    # k: 2 over three units; j.1: (10 + 0 + 5) / 3 = 5 points of 40, a quarter of a point each
    plain = repo(MIXED, f"{{findings: {{f: {{}}}}, {MARKS}}}")
    made = heat.missed(edition(plain), "2017-10")
    assert made.picture is not None
    assert [(str(b.bar.label), str(b.bar.value), b.length) for b in made.picture.bars] == [
        ("一项", "5/4", 100),
        ("扣分项", "2/3", Fraction(160, 3)),
    ]


def test_nothing_missed_is_said() -> None:
    plain = repo(EACH, "{}")
    made = heat.missed(edition(plain), "2017-10")
    assert (made.picture, made.nothing) == (None, 1)
    assert "本月没有单位失分。" in words(page(plain))


def test_the_month_tells_apart_what_findings_and_what_numbers_took() -> None:
    """a: 10 - 2 by a finding, - 3 by a number (93, 3 below 96); b takes no part at all."""
    charged = node("deduct: {points: 2, per: 项}\ndeduct: {points: 1, metric: m, below: 96}")
    absent = "participation: [{unit: b, reason: 停办}]"
    plain = repo(charged, f"{{findings: {{f: {{}}}}, {measured(a=93)}, {absent}}}")
    said = words(page(plain))
    assert "1扣分记录（条），连同按数据扣分共扣5分" in said
    assert "合计扣5分（其中按数据扣3分），加0分。" in said
    assessed = len(scores(plain, "2017-10").units)
    absentees = sum(1 for unit in scores(plain, "2017-10").units if unit.total is None)
    assert absentees >= 1
    assert f"对{assessed}家单位进行了考评，其中{absentees}家没有总分。" in said


def test_what_earns_within_a_criterion_is_no_bonus() -> None:
    """4 points earned by tier, and 3 + 3 of bonus of which the cap leaves 5."""
    earning = node("tiers: {names: {甲: 4}, sign: earn}")
    bonus = "{id: b, title: 加分, rules: [{id: r9, text: 加, clause: 二, award: {points: 3}}]}"
    plain = repo(
        f"{earning}, {bonus}",
        "{findings: {f: {tier: 甲}, g: {rule: r9}, h: {rule: r9}}}",
        "totals: {bonus_cap: 5}",
    )
    said = words(page(plain))
    assert "其中0条扣分，2条加分，0条不计分，1条在所在内容得分；" in said
    assert "加6分（封顶后计5分）。" in said
