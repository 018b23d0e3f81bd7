"""杭跑改办〔2017〕41号, rule by rule: each expected number is worked by hand from the document."""

from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bulletin.reason import because
from bulletin.trace import Kind, Status, UnitScore
from bulletin.view.reason_sentences import chinese

from tests.making import Data, Plain, awards, from_yaml, one, scores, seen

DATA = Path(__file__).parents[3] / "data"
SCHEME = DATA / "schemes" / "hangzhou-departments"
UNIT = "shi-fagaiwei"  # 市发改委, with services
WITHOUT = "shi-bianweiban"  # 市编委办, without services


@cache
def _read(path: Path) -> Any:  # noqa: ANN401 - plain YAML data
    return from_yaml(path.read_text(encoding="utf-8"))


def values(**by_metric: Any) -> list[Data]:  # noqa: ANN401
    """Measure all units at 100 %, and the one under test as given."""
    with_services = [u["id"] for u in _units() if "with-services" in u.get("tags", [])]
    good = {"publish-share": 100, "satisfaction": 100}
    return [
        {
            "metric": metric,
            "values": dict.fromkeys(with_services, usual)
            | {UNIT: by_metric.get(metric.replace("-", "_"), usual)},
        }
        for metric, usual in good.items()
    ]


def _units() -> list[Data]:
    found: list[Data] = _read(DATA / "units" / "hangzhou.yaml")
    return found


def month(*findings: str, measured: list[Data] | None = None, day: str = "2017-09-15") -> Data:
    """Write a month: findings as flow mappings; unit, date and summary are filled in."""
    bodies = [from_yaml(f"{{{text}}}") for text in findings]
    usual = {"unit": UNIT, "date": day, "summary": "问题"}
    named = {body.pop("id", f"f{n}"): usual | body for n, body in enumerate(bodies, 1)}
    return {"findings": named, "measurements": measured or values()}


def repo(**months: Data) -> Plain:
    """Put months (``m2017_09``) under the real scheme, rubric and register."""
    named = {name[1:].replace("_", "-"): data for name, data in months.items()}
    rubric = _read(SCHEME / "rubrics" / "2017-08.yaml")
    scheme = _read(SCHEME / "scheme.yaml")
    return Plain(_units(), scheme, {"2017-08": rubric}, named, register="hangzhou")


def september(*findings: str, **measured: Any) -> UnitScore:  # noqa: ANN401
    """Score 市发改委 for September 2017."""
    data = month(*findings, measured=values(**measured))
    return one(repo(m2017_09=data), "2017-09", UNIT)


def score_of(unit: UnitScore, criterion: str) -> Fraction | None:
    found = unit.criterion(criterion)
    assert found is not None
    return found.score


# Rule, what was found, the criterion that changes (none: the total), the change of the total.
RULES = [
    # 未达到85%的公布比例，每下降1个百分点，扣1分：82 is 3 points below.
    ("publish-share-below-85", {"publish_share": 82}, "1.1", "-3"),
    # 每少一个事项扣1分：3 × 1.
    ("negative-list-missing", "count: 3", "1.1", "-3"),
    # 每少一个事项扣1分：2 × 1.
    ("not-in-library", "count: 2", "1.1", "-2"),
    # 每发现一个与实际情况不一致的，扣1分：4 × 1.
    ("library-not-current", "count: 4", "1.1", "-4"),
    # 每发现1项，扣2分：3 × 2.
    ("not-once", "count: 3", "1.1", "-6"),
    # 每发现一项，扣1分.
    ("limit-not-published", "count: 1", "1.1", "-1"),
    # 每发现一次，扣1分：5 × 1.
    ("limit-not-kept", "count: 5", "1.1", "-5"),
    # 每发现一次，扣1分：2 × 1.
    ("data-not-shared", "count: 2", "1.2", "-2"),
    # 每发现一次，扣1分：3 × 1.
    ("data-not-used", "count: 3", "1.2", "-3"),
    # 每少一项，扣1分，除保密事项外：5 found, 2 secret, 3 × 1.
    ("online-missing", "count: 5, exempt: {reason: 保密事项, count: 2}", "2.1", "-3"),
    # 除涉密、涉及公共安全和法律法规有特殊要求的事项外，每少一个扣1分：4 − 1.
    ("express-missing", "count: 4, exempt: {reason: 涉及公共安全, count: 1}", "2.1", "-3"),
    # 每少一个，扣1分：7 × 1.
    ("e-seal-missing", "count: 7", "2.1", "-7"),
    # 完成一项，加1分：2 × 1, to the total.
    ("investment-platform-linked", "count: 2", None, "2"),
    # 每少一个事项，扣1分：3 × 1.
    ("inspection-list-missing", "count: 3", "2.2", "-3"),
    # 扣1分 without 每: once a month, whatever the count.
    ("random-inspection-late", "count: 3", "2.2", "-1"),
    ("supervision-rules-missing", "count: 2", "2.2", "-1"),
    ("supervision-gap", "count: 4", "2.2", "-1"),
    # 每发现一个以部门名义设置窗口的，扣1分：2 × 1.
    ("department-window", "count: 2", "3.1", "-2"),
    # 发现一次，扣1分：3 × 1.
    ("not-combined", "count: 3", "3.1", "-3"),
    # 没有分置的，扣1分: once a month.
    ("front-back-not-split", "count: 2", "3.1", "-1"),
    # 未进驻的，每发现一项，扣1分：6 × 1.
    ("not-in-centre", "count: 6", "3.1", "-6"),
    # 每项扣1分：2, 3 and 4.
    ("standard-missing", "count: 2", "3.1", "-2"),
    ("guide-incomplete", "count: 3", "3.1", "-3"),
    ("guide-mismatch", "count: 4", "3.1", "-4"),
    # 上城区……每发现一项，扣1分：2 × 1, charged to the department.
    ("weekend-service-missing", "count: 2, place: shangcheng", "3.1", "-2"),
    # 每个事项扣1分：2 × 1.
    ("joint-not-reported", "count: 2", "3.2", "-2"),
    # 应实行联办而未实行联办的，扣1分: once a month.
    ("joint-not-done", "count: 5", "3.2", "-1"),
    # 每个事项，加1分：3 × 1, to the total.
    ("joint-beyond-required", "count: 3", None, "3"),
    # 每发现1个事项，扣1分：4 and 2.
    ("platform-online-missing", "count: 4", "3.3", "-4"),
    ("platform-window-missing", "count: 2", "3.3", "-2"),
    # 每发现一次，扣1分：2 × 1.
    ("cancelled-proof-asked", "count: 2", "4.1", "-2"),
    # 8月底后……每发现一项，扣1分：3 × 1 in September.
    ("four-cancel-missing", "count: 3", "4.1", "-3"),
    # 每发现一个事项，扣1分；每发现一项，扣1分.
    ("personal-online-missing", "count: 4", "4.1", "-4"),
    ("personal-nowhere", "count: 1", "4.1", "-1"),
    # 每个事项扣1分：2 × 1.
    ("investment-window-missing", "count: 2", "4.2", "-2"),
    # 牵头单位每项加1分：2 × 1; 配合单位每项加0.5分：3 × 0.5.
    ("joint-approval-lead", "count: 2", None, "2"),
    ("joint-approval-assist", "count: 3", None, "1.5"),
    # 发现一项，扣1分：3 × 1.
    ("delegation-mismatch", "count: 3", "4.2", "-3"),
    # 每个事项加1分.
    ("pledge-investment", "count: 2", None, "2"),
    # 每个事项扣1分：4 × 1.
    ("licence-not-joint", "count: 4", "4.3", "-4"),
    # 每个事项加1分.
    ("pledge-business", "count: 1", None, "1"),
    # 参与动员加1分；发动有力加2分: the higher of the month, and the 5 points stay.
    ("opinion-collection", "tier: 发动有力质量高", None, "2"),
    # 低于99％时，每降低1％，扣1分：96 is 3 points below.
    ("satisfaction-below-99", {"satisfaction": 96}, "5.2", "-3"),
    # 经查实确有责任的，扣1分: once a month.
    ("complaint-responsible", "count: 3", "5.2", "-1"),
    # 未按时办结、不满意、未反馈，每项扣1分: three rules, each for each complaint.
    ("complaint-overdue", "count: 2", "5.2", "-2"),
    ("complaint-unsatisfied", "count: 3", "5.2", "-3"),
    ("complaint-not-reported", "count: 1", "5.2", "-1"),
    # 每项扣1分；每项扣1分.
    ("opinion-no-measure", "count: 2", "5.3", "-2"),
    ("opinion-not-done", "count: 3", "5.3", "-3"),
    # 热点问题逾期未整改到位的，每项扣2分：2 × 2.
    ("hot-issue-overdue", "count: 2", "5.3", "-4"),
    # 市领导加1分，省领导或全省推广加2分，全国推广加4分.
    ("innovation", "tier: 全国推广, subject: 一网通", None, "4"),
    # 加3分；加5分: once a month each.
    ("reform-lead", "count: 2", None, "3"),
    ("breakthrough", "count: 3", None, "5"),
]
FULL = {"1.1": 15, "1.2": 10, "2.1": 10, "2.2": 5, "3.1": 10, "3.2": 10, "3.3": 10}
FULL |= {"4.1": 5, "4.2": 5, "4.3": 5, "5.1": 5, "5.2": 5, "5.3": 5}


def _rules(nodes: list[Data]) -> list[str]:
    own = [rule["id"] for node in nodes for rule in node.get("rules", [])]
    return own + [r for node in nodes for r in _rules(node.get("criteria", []))]


def test_every_rule_has_a_case() -> None:
    rubric = _read(SCHEME / "rubrics" / "2017-08.yaml")
    assert sorted(rule for rule, *_ in RULES) == sorted(_rules(rubric["criteria"]))


def test_full_marks_where_nothing_was_found() -> None:
    """五个方面 25 + 15 + 30 + 15 + 15 = 100"""
    unit = september()
    assert {c.id: c.score for c in unit.criteria if c.id in FULL} == FULL
    assert [score_of(unit, top) for top in "12345"] == [25, 15, 30, 15, 15]
    assert seen(unit.total, unit.rank, unit.provisional) == (100, 1, False)
    assert {c.status for c in unit.criteria} == {Status.SCORED}


@pytest.mark.parametrize(("rule", "found", "criterion", "change"), RULES, ids=[r[0] for r in RULES])
def test_a_rule(rule: str, found: Any, criterion: str | None, change: str) -> None:  # noqa: ANN401
    by_data = isinstance(found, dict)
    unit = september(**found) if by_data else september(f"rule: {rule}, {found}")
    moved = Fraction(change)
    assert unit.total == 100 + moved
    scored = {c.id: c.score for c in unit.criteria if c.id in FULL}
    assert scored == FULL | ({criterion: FULL[criterion] + moved} if criterion else {})
    assert seen(unit.bonus, unit.penalty) == ((0, 0) if criterion else (moved, 0))
    (step,) = [s for s in unit.steps if s.rule == rule and s.change]
    assert seen(step.change, step.factor) == (moved, 1)
    assert (step.metric is not None) == by_data


# --- 加倍扣分 ---------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["provincial-inspection", "municipal-inspection"])
def test_found_by_an_inspection_doubles(source: str) -> None:
    """省市部门督查被发现的，加倍扣分"""
    unit = september(f"rule: not-once, count: 2, source: {source}")
    assert unit.total == 92  # 2 × 2 × 2 = 8


@pytest.mark.parametrize("source", ["monthly-check", "hotline", "data", "self-report"])
def test_found_by_anybody_else_does_not(source: str) -> None:
    assert september(f"rule: not-once, count: 2, source: {source}").total == 96


def _chain(*sources: str) -> Plain:
    """Find the same thing in August, September, October, …: each repeats the one before."""
    months = ("2017-08", "2017-09", "2017-10", "2017-11")
    plain = repo()
    for number, source in enumerate(sources):
        text = f"id: f, rule: guide-mismatch, count: 1, source: {source}"
        text += f", repeats: {months[number - 1]}/f" if number else ""
        plain.months[months[number]] = month(text, day=f"{months[number]}-15")
    return plain


def test_the_first_repeat_doubles() -> None:
    """被重复发现的，每发现一次，再加倍扣分"""
    plain = _chain("monthly-check", "monthly-check")
    assert one(plain, "2017-08", UNIT).total == 99
    assert one(plain, "2017-09", UNIT).total == 98  # 1 × 2


def test_the_second_repeat_doubles_again() -> None:
    plain = _chain("monthly-check", "monthly-check", "monthly-check")
    assert one(plain, "2017-10", UNIT).total == 96  # 1 × 2 × 2


def test_the_third_repeat_doubles_once_more() -> None:
    plain = _chain(*["monthly-check"] * 4)
    assert one(plain, "2017-11", UNIT).total == 92  # 1 × 2 × 2 × 2


def test_an_inspection_and_a_second_repeat_make_eight() -> None:
    plain = _chain("monthly-check", "monthly-check", "provincial-inspection")
    assert one(plain, "2017-10", UNIT).total == 92  # 1 × 2 (external) × 4 (second repeat)


def test_how_the_earlier_ones_were_found_is_nothing() -> None:
    plain = _chain("provincial-inspection", "monthly-check")
    assert one(plain, "2017-08", UNIT).total == 98
    assert one(plain, "2017-09", UNIT).total == 98


def test_two_findings_of_one_month_can_repeat_one_another() -> None:
    unit = september(
        "id: a, rule: guide-mismatch, date: 2017-09-04",
        "id: b, rule: guide-mismatch, date: 2017-09-20, repeats: 2017-09/a",
    )
    assert unit.total == 97  # 1 + 1 × 2


def test_the_factors_are_named_in_the_step() -> None:
    plain = _chain("monthly-check", "monthly-check", "provincial-inspection")
    steps = one(plain, "2017-10", UNIT).steps
    (step,) = [s for s in steps if s.rule == "guide-mismatch"]
    assert seen(step.base, step.count, step.factor, step.change) == (1, 1, 8, -8)
    assert step.modifiers == (("external", Fraction(2)), ("repeat", Fraction(4)))


def test_awards_are_never_doubled() -> None:
    unit = september("rule: pledge-business, count: 2, source: provincial-inspection")
    assert unit.bonus == 2


def test_a_measurement_of_an_inspection_is_doubled() -> None:
    found = {"value": 96, "source": "provincial-inspection"}
    assert september(satisfaction=found).total == 94  # 3 × 1 × 2 = 6 of 5: 1 more from the total
    assert september(satisfaction={"value": 98, "source": "municipal-inspection"}).total == 98


def test_a_measurement_that_repeats_is_doubled() -> None:
    plain = repo(
        m2017_08=month(measured=values(satisfaction=98)),
        m2017_09=month(measured=values(satisfaction={"value": 98, "repeats": "2017-08"})),
    )
    assert one(plain, "2017-08", UNIT).total == 99
    assert one(plain, "2017-09", UNIT).total == 98  # 1 × 2


# --- once a month -----------------------------------------------------------------------------


def test_once_a_month_takes_the_highest_factor() -> None:
    """扣1分 without 每: once a month, and the highest factor among the findings."""
    unit = september(
        "id: a, rule: supervision-gap, date: 2017-09-04",
        "id: b, rule: supervision-gap, date: 2017-09-05, source: municipal-inspection",
        "id: c, rule: supervision-gap, date: 2017-09-06",
    )
    assert score_of(unit, "2.2") == 3  # 5 − 1 × 2
    steps = {s.finding: s for s in unit.steps if s.rule == "supervision-gap"}
    assert [s.change for s in steps.values()] == [-2, 0, 0]
    assert steps["2017-09/b"].kind is Kind.NOTHING
    assert steps["2017-09/b"].reason == because("deducted-once", finding="2017-09/a")


def test_each_once_a_month_rule_is_charged_for_itself() -> None:
    unit = september(
        "rule: supervision-gap", "rule: supervision-rules-missing", "rule: random-inspection-late"
    )
    assert score_of(unit, "2.2") == 2  # 5 − 1 − 1 − 1


# --- overflow ---------------------------------------------------------------------------------


def test_what_goes_beyond_full_marks_is_taken_from_the_total() -> None:
    """单项扣分数超过该项满分分值时，将从考核总分中扣除超出部分"""
    unit = september("rule: data-not-used, count: 13")
    criterion = unit.criterion("1.2")
    assert criterion is not None
    assert seen(criterion.score, criterion.overflow) == (0, 3)  # 10 − 13
    assert score_of(unit, "1") == 15  # 15 + 0: 1.1 keeps what it has
    assert seen(unit.base, unit.overflow, unit.total) == (90, 3, 87)


def test_overflow_of_several_groups_adds_up() -> None:
    unit = september("rule: hot-issue-overdue, count: 4", "rule: licence-not-joint, count: 7")
    # 5.3: 5 − 8 = −3; 4.3: 5 − 7 = −2; 100 − 10 − 5 = 85.
    assert seen(unit.base, unit.overflow, unit.total) == (90, 5, 85)


def test_exactly_full_marks_is_no_overflow() -> None:
    unit = september("rule: data-not-used, count: 10")
    assert seen(unit.overflow, unit.total) == (0, 90)


def test_a_total_may_fall_below_zero() -> None:
    unit = september("rule: not-once, count: 30, source: provincial-inspection")
    assert unit.total == -20  # 30 × 2 × 2 = 120


# --- awards -----------------------------------------------------------------------------------


def test_awards_are_added_to_the_total_without_a_cap() -> None:
    unit = september(
        "rule: reform-lead",
        "rule: breakthrough",
        "rule: pledge-investment, count: 20",
        "rule: guide-mismatch",
    )
    assert seen(unit.base, unit.bonus, unit.total) == (99, 28, 127)  # 3 + 5 + 20


def test_an_initiative_counts_once_at_its_highest_level() -> None:
    unit = september(
        "id: a, rule: innovation, tier: 市领导批示肯定, subject: 一网通",
        "id: b, rule: innovation, tier: 全省推广, subject: 一网通",
        "id: c, rule: innovation, tier: 省领导批示肯定, subject: 一网通",
        "id: d, rule: innovation, tier: 市领导批示肯定, subject: 电子证照",
    )
    assert unit.bonus == 3  # 2 for 一网通, 1 for 电子证照


def test_mobilising_counts_at_its_higher_level_once() -> None:
    unit = september(
        "id: a, rule: opinion-collection, tier: 参与动员收集",
        "id: b, rule: opinion-collection, tier: 发动有力质量高",
        "id: c, rule: opinion-collection, tier: 发动有力质量高",
    )
    assert seen(score_of(unit, "5.1"), unit.bonus) == (5, 2)


def test_leading_and_breaking_through_count_once_each() -> None:
    unit = september(
        "id: a, rule: reform-lead", "id: b, rule: reform-lead", "id: c, rule: breakthrough"
    )
    assert unit.bonus == 8  # 3 + 5


# --- percentage points ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rate", "lost"),
    [
        ("100", 0),
        ("99", 0),  # exactly 99 is not below
        ("98.99", 0),  # 0.01 point
        ("98.01", 0),  # 0.99 point: whole points only
        ("98", 1),
        ("97.5", 1),  # 1.5 points
        ("97.01", 1),
        ("97", 2),
        ("94", 5),
        ("93", 6),  # one beyond the 5 of the group
        ("0", 99),
    ],
)
def test_satisfaction_below_99(rate: str, lost: int) -> None:
    """低于99％时，每降低1％，扣1分"""
    unit = september(satisfaction=Decimal(rate))
    assert unit.total == 100 - lost
    assert score_of(unit, "5.2") == max(0, 5 - lost)
    assert unit.overflow == max(0, lost - 5)


@pytest.mark.parametrize(
    ("share", "lost"), [("85", 0), ("84.01", 0), ("84", 1), ("83.5", 1), ("80", 5), ("70", 15)]
)
def test_published_share_below_85(share: str, lost: int) -> None:
    """未达到85%的公布比例，每下降1个百分点，扣1分"""
    assert september(publish_share=Decimal(share)).total == 100 - lost


def test_the_two_shares_are_for_departments_with_services() -> None:
    unit = one(repo(m2017_09=month()), "2017-09", WITHOUT)
    states = {rule.rule: rule.status for rule in unit.rules}
    assert states["publish-share-below-85"] == states["satisfaction-below-99"] == "not-applicable"
    assert seen(unit.total, unit.provisional) == (100, False)


def test_a_share_that_nobody_reported_makes_the_month_provisional() -> None:
    data = month()
    del data["measurements"][1]["values"][UNIT]
    result = scores(repo(m2017_09=data), "2017-09")
    unit = result.unit(UNIT)
    assert unit is not None
    assert [(m.unit, m.metric, m.provider) for m in result.pending] == [
        (UNIT, "satisfaction", "市审管办")
    ]
    assert (result.provisional, unit.provisional) == (True, True)
    criterion = unit.criterion("5.2")
    assert criterion is not None
    assert seen(criterion.status, unit.total) == (Status.PENDING, 100)


# --- where and when ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "lost"),
    [
        ("shangcheng", 1),
        ("xiacheng", 1),
        ("jianggan", 1),
        ("gongshu", 1),
        ("xihu", 1),
        ("binjiang", 1),
        ("xiaoshan", 1),
        ("yuhang", 1),
        ("fuyang", 1),
        ("hangzhou-jingkaiqu", 1),
        ("dajiangdong", 1),
        ("linan", 0),
        ("tonglu", 0),
        ("hangzhou", 0),
    ],
)
def test_weekend_service_is_asked_of_eleven_areas(place: str, lost: int) -> None:
    """上城区……大江东产业集聚区未按相关要求，落实个人办理事项双休对外服务的"""
    assert september(f"rule: weekend-service-missing, place: {place}").total == 100 - lost


def test_weekend_service_without_a_place_is_charged_nowhere() -> None:
    assert september("rule: weekend-service-missing").total == 100


@pytest.mark.parametrize(
    ("folder", "day", "lost"),
    [
        ("2017-08", "2017-08-31", 0),  # 8月底后: the last day of August is not after it
        ("2017-09", "2017-08-31", 0),
        ("2017-09", "2017-09-01", 1),
        ("2017-12", "2017-12-31", 1),
    ],
)
def test_the_four_cancellations_are_charged_from_september(
    folder: str, day: str, lost: int
) -> None:
    """8月底后，仍未实现“四个一律取消”……每发现一项，扣1分"""
    plain = repo()
    plain.months[folder] = month("rule: four-cancel-missing", day=day)
    assert one(plain, folder, UNIT).total == 100 - lost


# --- what charges nothing ---------------------------------------------------------------------

_APPEAL = "filed: 2017-09-20, grounds: 不实, decided: 2017-09-25, reason: 查明"
_THREE = "exempt: {reason: 保密事项, count: 3}"


@pytest.mark.parametrize(
    ("what", "lost"),
    [
        ("withdrawn: {date: 2017-09-20, reason: 误记}", 0),
        (f"appeal: {{{_APPEAL}, decision: upheld}}", 0),
        (f"appeal: {{{_APPEAL}, decision: rejected}}", 4),
        (f"appeal: {{{_APPEAL}, decision: amended, count: 1}}", 1),
        (f"appeal: {{{_APPEAL}, decision: amended, count: 0}}", 0),
        (f"appeal: {{{_APPEAL}, decision: amended, count: 6}}", 6),
        ("appeal: {filed: 2017-09-20, grounds: 不实}", 4),  # not decided: charged
        ("counted_in: 行政效能指标", 0),
        ("exempt: {reason: 保密事项}", 0),
        (_THREE, 1),
        (f"{_THREE}, appeal: {{{_APPEAL}, decision: amended, count: 2}}", 0),
        ("rectified: {date: 2017-09-20}", 4),  # rectified, but it was found
    ],
)
def test_what_charges_nothing_says_why(what: str, lost: int) -> None:
    """办法涉及到的内容与已有专项重复的不重复进行考核"""
    unit = september(f"rule: online-missing, count: 4, {what}")
    assert unit.total == 100 - lost
    (step,) = [s for s in unit.steps if s.finding]
    assert seen(step.change, bool(chinese(step.reason))) == (-lost, True)


# --- flags and the year -----------------------------------------------------------------------


def test_each_flag_is_raised_by_its_rules() -> None:
    """取消年底评优资格；取消“最多跑一次”改革综合考评专项评优资格"""
    assert september("rule: not-once").flags == ("year-end-merit",)
    assert september("rule: data-not-shared").flags == ("special-merit",)
    assert september("rule: data-not-used").flags == ("special-merit",)
    both = september("rule: data-not-used", "rule: not-once")
    assert both.flags == ("year-end-merit", "special-merit")
    assert september("rule: guide-mismatch").flags == ()


def test_what_charges_nothing_raises_no_flag() -> None:
    """本项综合考评指标有扣分"""
    assert september("rule: not-once, counted_in: 行政效能指标").flags == ()
    assert september("rule: not-once, withdrawn: {date: 2017-09-20, reason: 误记}").flags == ()


def _order() -> list[str]:
    return [u["id"] for u in _units() if u.get("kind") == "department"]


def test_the_year_is_the_mean_of_its_months_and_eleven_win() -> None:
    """市跑改办年终根据市直单位得分情况汇总……取前20%"""
    units = _order()
    assert len(units) == 59
    # Unit number n (from 0) loses n in August and 2n in September: mean 100 − 1.5n.
    once, twice = (
        [
            f"id: f{n}, unit: {unit}, rule: guide-mismatch, count: {times * n}"
            for n, unit in enumerate(units)
            if n
        ]
        for times in (1, 2)
    )
    plain = repo(m2017_08=month(*once, day="2017-08-15"), m2017_09=month(*twice))
    (result,) = awards(plain, "2017")
    assert (result.award, result.base, result.places) == ("advanced-unit", 59, 11)  # ⌊11.8⌋
    assert [u.unit for u in result.units if u.winner] == units[:11]
    assert result.units[3].score == Fraction("95.5")  # (97 + 94) ÷ 2
    assert [u.rank for u in result.units] == list(range(1, 60))


def test_ties_at_the_cut_are_all_in() -> None:
    """Nobody lost anything: all are first, and all are in."""
    (result,) = awards(repo(m2017_09=month()), "2017")
    assert {u.rank for u in result.units} == {1}
    assert sum(u.winner for u in result.units) == 59


def _ten_and_two_more() -> Plain:
    """Ten units lose nothing, two lose 1, all others lose 2."""
    units = _order()
    texts = [
        f"id: f{n}, unit: {unit}, rule: guide-mismatch, count: {1 if n < 12 else 2}"
        for n, unit in enumerate(units)
        if n >= 10
    ]
    return repo(m2017_09=month(*texts))


def test_two_tied_for_the_eleventh_place_both_win() -> None:
    (result,) = awards(_ten_and_two_more(), "2017")
    assert [u.unit for u in result.units if u.winner] == _order()[:12]
    assert [u.rank for u in result.units[9:13]] == [1, 11, 11, 13]


def test_a_barred_unit_gives_its_place_to_the_next() -> None:
    plain = _ten_and_two_more()
    body = {"unit": _order()[0], "rule": "data-not-used", "summary": "问题", "date": "2017-09-01"}
    plain.months["2017-09"]["findings"]["barred"] = body
    plain.months["2017-09"]["findings"]["bonus"] = body | {"rule": "pledge-business"}
    (result,) = awards(plain, "2017")
    # The first unit is back at 100 and stays in N (59): nine others at 100, then two at 99.
    assert (result.base, result.places) == (59, 11)
    barred = result.units[0]
    assert (barred.unit, barred.rank, barred.winner) == (_order()[0], 1, False)
    assert barred.barred == ("special-merit",)
    assert [u.unit for u in result.units if u.winner] == _order()[1:12]


def test_a_flag_of_any_month_bars_for_the_year() -> None:
    plain = repo(m2017_08=month("rule: not-once", day="2017-08-15"), m2017_09=month())
    (result,) = awards(plain, "2017")
    (unit,) = [u for u in result.units if u.unit == UNIT]
    assert seen(unit.score, unit.barred, unit.winner) == (99, ("year-end-merit",), False)


def test_months_of_another_year_are_left_out() -> None:
    plain = repo(m2017_09=month(), m2018_01=month("rule: guide-mismatch", day="2018-01-15"))
    (result,) = awards(plain, "2017")
    assert {u.score for u in result.units} == {100}
    assert {u.months for u in result.units} == {1}
