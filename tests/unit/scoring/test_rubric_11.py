"""海审改办〔2017〕11号: every kind of rule and every boundary, worked by hand.

The rubric is the real one. The months are made up: twelve regions, so that there is an eleventh
place; the nine of Nantong and three more. Amounts stand in the order of ``WHO``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from bulletin.law.actions import Earn, Judge, RankBy, Void
from bulletin.load import read
from bulletin.model.month import (
    Absence,
    Appeal,
    Finding,
    Mark,
    Measurement,
    Month,
    PanelMark,
    Withdrawn,
)
from bulletin.model.rubric import Criterion, Rubric, Rule
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Unit, Units
from bulletin.problem import Place
from bulletin.scoring import score
from bulletin.text import UserText
from bulletin.trace import Scores, Status

ROOT = next(above for above in Path(__file__).resolve().parents if (above / "data").is_dir())
SCHEME = "nantong-evaluation"
OCT, NOV, DEC = "2017-10", "2017-11", "2017-12"
HERE = Place("made-up.yaml")

HAIAN, HAIMEN, CHONGCHUAN, KAIFAQU = "nt-haian", "nt-haimen", "nt-chongchuan", "nt-kaifaqu"
WHO = (
    HAIMEN, HAIAN, "nt-rugao", "nt-rudong", "nt-qidong", "nt-tongzhou", CHONGCHUAN, "nt-gangzha",
    KAIFAQU, "made-up-10", "made-up-11", "made-up-12",
)  # fmt: skip

AWAY = "-"
NONE = "none"
Cell = str | int | bool
Row = tuple[Cell, ...]


@cache
def assessment() -> tuple[Assessment, Units]:
    book, _ = read(ROOT)
    county = book.units.by_id[HAIAN]
    more = [replace(county, id=unit, name=unit, aliases=()) for unit in WHO[9:]]
    by_id: dict[str, Unit] = {**book.units.by_id, **{unit.id: unit for unit in more}}
    return book.assessments[SCHEME], Units(by_id)


def rubric() -> Rubric:
    return assessment()[0].rubrics[OCT]


def values(metrics: Mapping[str, Row]) -> Iterator[Measurement]:
    """``-`` is a region that does not take part, ``none`` one that delivered nothing."""
    for metric, row in metrics.items():
        for unit, cell in zip(WHO, row, strict=False):
            if cell != AWAY:
                value = cell if isinstance(cell, bool) else None if cell == NONE else Fraction(cell)
                yield Measurement(metric, unit, value, HERE)


def finding(rule: str, unit: str = HAIMEN, /, **more: object) -> Finding:
    made = Finding(rule, OCT, unit, rule, date(2017, 10, 20), UserText("虚构"), HERE)
    return replace(made, **more)  # type: ignore[arg-type]


def mark(rule: str, *points: str, unit: str = HAIMEN, agreed: str = "", where: str = "") -> Mark:
    panel = tuple(PanelMark(Fraction(p), HERE, f"第{i}组") for i, p in enumerate(points, 1))
    settled = PanelMark(Fraction(agreed), HERE) if agreed else None
    return Mark(unit, rule, HERE, where or None, panel, settled)


def absent(*criteria: str, unit: str = HAIMEN) -> tuple[Absence, ...]:
    return tuple(Absence(unit, UserText("不参评"), HERE, criterion=name) for name in criteria)


def only(*kept: str, unit: str = HAIMEN) -> tuple[Absence, ...]:
    """Let a region take part in these indicators only, so that its total can be worked by hand."""
    leaves = (node for node in rubric().nodes.values() if node.points and node.rules)
    return absent(*(n.id for n in leaves if not n.id.startswith(kept)), unit=unit)


def scored(
    month: str,
    metrics: Mapping[str, Row] | None = None,
    *,
    findings: Iterable[Finding] = (),
    marks: Iterable[Mark] = (),
    absences: Iterable[Absence] = (),
) -> Scores:
    whole, units = assessment()
    by_id = {f"f-{i}": replace(f, month=month, id=f"f-{i}") for i, f in enumerate(findings)}
    made = Month(SCHEME, month, by_id, tuple(values(metrics or {})), tuple(marks), tuple(absences))
    return score(replace(whole, months={month: made}), units, month)


def points(scores: Scores, criterion: str, regions: int) -> list[str | None]:
    rows = [scores.unit(unit) for unit in WHO[:regions]]
    found = [row.criterion(criterion) for row in rows if row]
    return [None if f is None or f.score is None else str(f.score) for f in found]


YES, NO = True, False

INDICATORS = [
    # 一般办法：第一名得满分，每低一名少3分，不低于0
    pytest.param(
        OCT, "1.1",
        {"company-cases": (40, 38, 36, 35, 34, 33, 32, 31, 30, 29, 28, 27)},
        # 30, 30-3, 30-6, …, 第10名 30-27=3, 第11名 30-30=0, 第12名 30-33<0 → 0
        ["30", "27", "24", "21", "18", "15", "12", "9", "6", "3", "0", "0"],
        id="3 points a place: rank 1, 2, … 11 gives 0, 12 is not negative",
    ),
    pytest.param(
        OCT, "1.1",
        {"company-cases": (40, 38, 38, 36, 36, 36, 30)},
        # 1、2、2、4、4、4、7：30, 27, 27, 30-9, 21, 21, 30-18
        ["30", "27", "27", "21", "21", "21", "12"],
        id="a tie at 2: 1, 2, 2, 4",
    ),
    pytest.param(
        OCT, "1.2", {"permit-cases": (12, 14, 13)}, ["34", "40", "37"],  # 40-6, 40, 40-3
        id="40 points ranked in October",
    ),
    pytest.param(
        OCT, "1.3", {"estate-cases": (15, 60)}, ["27", "30"],  # 目标15个，多报的仍在前
        id="beyond the target is still better",
    ),
    pytest.param(
        OCT, "9.1",
        {"enforcement": (99, 98, 97, 96, 95, 94, 93, 92, 91, 90, 89, 88)},
        # 100-3×11 = 67
        ["100", "97", "94", "91", "88", "85", "82", "79", "76", "73", "70", "67"],
        id="100 points: 3 a place, not a share",
    ),
    pytest.param(
        NOV, "7.3",
        {"review-online": (80, NONE, 90, AWAY, NONE, 70)},
        # 参加5个：90→1，80→2，70→3，两个没有报送的并列第4：40-9；不参加的没有名次
        ["37", "31", "40", None, "31", "34"],
        id="a participant with nothing is last, a non-participant has no place",
    ),
    pytest.param(
        DEC, "7.3", {"review-online": (100, 50)}, ["40", "37"],
        id="December's stated items of the e-review are ranked as one",
    ),
    # 第（二）项：每低一名少满分的十分之一
    pytest.param(
        OCT, "2.5.2",
        {"online-filed": (900, 800, 700, 650, 600, 550, 500, 450, 400, 350, 300, 250)},
        ["10", "9", "8", "7", "6", "5", "4", "3", "2", "1", "0", "0"],
        id="a tenth a place: the tenth keeps one tenth, the eleventh nothing",
    ),
    pytest.param(
        OCT, "2.5.2", {"online-filed": (900, 800, 800, 700)}, ["10", "9", "9", "7"],
        id="a tenth a place: tie at 2",
    ),
    pytest.param(
        OCT, "2.5.3",
        {"express-sent": (9, 8, 7, 6, 5, 4, 3, 2, 1, 0)},
        # 5分：每名少0.5，第10名 5-4.5
        ["5", "9/2", "4", "7/2", "3", "5/2", "2", "3/2", "1", "1/2"],
        id="a tenth of 5 points",
    ),
    pytest.param(
        OCT, "2.5.4",
        {"app-downloads": (3, 2, 1), "registered": (1, 3, 2), "real-name": (2, 2, 1)},
        # 1×1 + 2×8/10 + 2×1 = 4.6；0.9 + 2 + 2 = 4.9；0.8 + 1.8 + 1.6 = 4.2
        ["23/5", "49/10", "21/5"],
        id="three rankings in one indicator",
    ),
    pytest.param(
        OCT, "2.3.1",
        {"guide-abnormal": ("1.5", "3", "1.5"), "guide-check": (90, 95, 80)},
        # 异常比例小的在前：1、3、1 → 10、8、10；评分大的在前：2、1、3 → 9、10、8
        ["19", "18", "18"],
        id="lowest is best for the share of errors",
    ),
    pytest.param(
        NOV, "2.4.3",
        {"report-growth": ("-3.5", 12, 0), "report-irregular": (2, 3, 4)},
        # 增幅：12→1，0→2，-3.5→3：4、5、4.5；不规范占比：5、4.5、4
        ["9", "19/2", "17/2"],
        id="a fall ranks behind no growth",
    ),
    # 第（二）项写明的得分
    pytest.param(
        OCT, "2.1.1",
        {"same-source": (YES, YES, NO), "portal-link": (YES, NO, NO), "flagship": (YES, YES, NO)},
        ["5", "4", "0"],  # 2+1+2；2+2；0
        id="2, 1 and 2 points for what is met",
    ),
    pytest.param(
        OCT, "2.1.2", {"settled-items": (0, 1, 4, 5, 7)}, ["0", "2", "8", "10", "10"],
        id="2 points for each of five items, never more than five",
    ),
    pytest.param(
        OCT, "2.2.1",
        {
            "list-power": (YES, YES, YES, YES), "list-public": (YES, YES, YES, NO),
            "list-remote": (YES, YES, YES, YES), "remote-share": (85, "85.1", "84.9", NONE),
        },
        # 正好85%没有超过：3；85.1：3+2；84.9：3；少一个清单又没有报送：2
        ["3", "5", "3", "2"],
        id="exactly 85 % is not beyond 85 %",
    ),
    pytest.param(
        OCT, "2.1.3", {"village-plan": (YES, NO), "village-service": (NO, YES)}, ["5", "0"],
        id="October asks for the plan",
    ),
    pytest.param(
        NOV, "2.1.3", {"village-plan": (YES, NO), "village-service": (NO, YES)}, ["0", "5"],
        id="November asks for the service",
    ),
    pytest.param(
        DEC, "2.4.1",
        {"online-apply": (YES, YES), "online-sms": (NO, YES), "online-reply": (YES, YES)},
        ["7", "10"],  # 4+0+3；4+3+3
        id="4, 3 and 3 points for one application",
    ),
    pytest.param(
        DEC, "2.4.2", {"unified-pay": (YES, NO)}, ["5", "0"], id="5 points for joining the platform"
    ),
    # 第（一）项11月、12月写明的界限
    pytest.param(
        NOV, "1.1",
        {"company-cases": (20, 19, 20, 19, NONE), "company-sample": (50, 50, "49.9", 0, NONE)},
        ["30", "15", "15", "0", "0"],  # 15+15；0+15；15+0；0；没有报送
        id="exactly 20 cases and exactly 50 % pass",
    ),
    pytest.param(
        DEC, "1.1",
        {"company-cases": (20, 20, 35), "company-sample": (70, "69.9", 50)},
        ["30", "15", "15"],  # 12月要70%
        id="exactly 70 % passes in December, 50 % no longer",
    ),
    pytest.param(
        NOV, "1.2",
        {"permit-cases": (5, 4), "permit-sample": (50, 80)}, ["40", "20"],  # 20+20；0+20
        id="5 permits and 50 %",
    ),
    pytest.param(
        DEC, "1.2", {"permit-cases": (5, 9), "permit-sample": (70, 60)}, ["40", "20"],
        id="5 permits and 70 %",
    ),
    pytest.param(
        NOV, "1.3", {"estate-cases": (20, 19), "estate-sample": (50, "49.9")}, ["30", "0"],
        id="20 registrations and 50 %",
    ),
    pytest.param(
        DEC, "1.3", {"estate-cases": (20, 19), "estate-sample": (70, 70)}, ["30", "15"],
        id="20 registrations and 70 %",
    ),
    # 第（三）项写明的界限
    pytest.param(
        DEC, "3.1.1",
        {
            "desk-signed": (100, "99.9", 100, 100), "desk-done": (100, 100, "99.9", 100),
            "desk-satisfied": (90, 90, 90, "89.9"),
        },
        ["10", "8", "6", "6"],  # 2+4+4；4+4；2+4；2+4
        id="100 %, 100 % and exactly 90 %",
    ),
    pytest.param(
        DEC, "3.1.2",
        {
            "visit-signed": (100, 99, 100, 100), "visit-done": (100, 100, 99, 100),
            "visit-satisfied": (90, 90, 90, "89.9"),
        },
        ["5", "4", "3", "3"],  # 1+2+2；2+2；1+2；1+2
        id="1, 2 and 2 points",
    ),
    pytest.param(
        NOV, "3.1.3", {"key9-quality": (90, "89.9")}, ["5", "0"], id="exactly 90 % of the calls"
    ),
    pytest.param(
        DEC, "3.2.2",
        {
            "orders-signed": (100, 100, 99), "orders-done": (100, 100, 99),
            "orders-satisfied": (95, "94.9", 96),
        },
        ["15", "8", "7"],  # 3+5+7 = 15（满分20）；3+5；7
        id="exactly 95 %; all that is stated makes 15 of 20",
    ),
    pytest.param(
        OCT, "3.2.2",
        {
            "orders-hour": (YES, NO), "orders-consult": (YES, YES), "orders-other": (YES, YES),
            "orders-complex": (YES, YES),
        },
        ["15", "13"],  # 2+3+5+5；3+5+5
        id="2, 3, 5 and 5 make 15 of 20",
    ),
    pytest.param(
        NOV, "3.2.3",
        {"media-timely": (100, "99.9", 100), "media-publicity": (YES, YES, NO)},
        ["10", "3", "7"],
        id="7 for exactly 100 %, 3 for publicity",
    ),
    pytest.param(
        DEC, "3.2.3", {"media-share": (20, "19.9")}, ["10", "0"], id="exactly 20 % by all media"
    ),
    pytest.param(NOV, "3.3.1", {"data-revised": (YES, NO)}, ["5", "0"], id="5 of 10"),
    pytest.param(DEC, "3.3.2", {"cases-quarterly": (YES, NO)}, ["10", "0"], id="10 of 15"),
]  # fmt: skip


@pytest.mark.parametrize(("month", "criterion", "metrics", "expected"), INDICATORS)
def test_an_indicator(
    month: str, criterion: str, metrics: Mapping[str, Row], expected: list[str | None]
) -> None:
    away = tuple(
        one
        for i, unit in enumerate(WHO)
        if any(i < len(row) and row[i] == AWAY for row in metrics.values())
        for one in absent(criterion, unit=unit)
    )
    assert points(scored(month, metrics, absences=away), criterion, len(expected)) == expected


def test_85_of_100_are_not_rescaled() -> None:
    """第（三）项写明的得分都得到，是85分，折成8.5分；满分仍按10分进分母。"""
    met = (
        "desk-seat", "visit-person", "key9-entry", "link-video", "kb-person", "orders-hour",
        "orders-consult", "orders-other", "orders-complex", "media-open", "data-draft",
        "cases-mechanism",
    )  # fmt: skip
    found = scored(OCT, dict.fromkeys(met, (YES,)), absences=only("3.")).unit(HAIMEN)
    assert found is not None
    # 10+5+5+15 = 35，10+15+10 = 35，5+10 = 15，合计85；85÷100×10 = 8.5；8.5÷10×100 = 85
    parts = {c.id: str(c.score) for c in found.criteria if c.id in {"3", "3.1", "3.2", "3.3"}}
    assert parts == {"3.1": "35", "3.2": "35", "3.3": "15", "3": "17/2"}
    assert found.total == 85


# --- 评分 --------------------------------------------------------------------------------------


def test_the_agreed_mark_counts_whatever_the_groups_gave() -> None:
    found = scored(OCT, marks=(mark("estate-time-oct", "24", "23", "13", agreed="21.5"),))
    assert points(found, "4.1", 1) == ["43/2"]


def test_without_an_agreed_mark_the_mean_counts_and_is_provisional() -> None:
    # (22 + 23.5 + 20) ÷ 3 = 65.5 ÷ 3 = 131/6
    marks = (mark("estate-tasks-dec", "22", "23.5", "20"),)
    found = scored(DEC, marks=marks, absences=only("4.4")).unit(HAIMEN)
    assert found is not None
    assert found.provisional
    # 131/6 ÷ 25 × 100 = 262/3；只参加这一项，分母2.5分
    assert str(found.total) == "262/3"


def test_marks_of_several_places_are_averaged() -> None:
    # (20 + 23) ÷ 2
    marks = (
        mark("estate-site-nov", agreed="20", where=HAIAN),
        mark("estate-site-nov", agreed="23", where=KAIFAQU),
    )
    assert points(scored(NOV, marks=marks), "4.2", 1) == ["43/2"]


def test_the_same_target_of_october_and_november_is_one_rule() -> None:
    marks = (mark("estate-tasks", agreed="19"),)
    assert points(scored(OCT, marks=marks), "4.4", 1) == ["19"]
    assert points(scored(NOV, marks=marks), "4.4", 1) == ["19"]
    assert points(scored(DEC, marks=marks), "4.4", 1) == [None]


# --- 滞后、不参加、折算 ------------------------------------------------------------------------


def test_a_lag_zeroes_the_indicator_and_moves_nobody() -> None:
    """月度工作完成进度滞后的，该项指标当月不得分；别人的名次不变。"""
    found = scored(OCT, {"random-setup": (90, 95, 80, 80)}, findings=(finding("lag-5-1", HAIAN),))
    # 名次2、1、3、3：37、（40→）0、34、34
    assert points(found, "5.1", 4) == ["37", "0", "34", "34"]


def test_a_lag_keeps_the_denominator() -> None:
    metrics: dict[str, Row] = {"random-setup": (90,), "random-lists": (90,)}
    found = scored(OCT, metrics, absences=only("5."), findings=(finding("lag-5-1"),)).unit(HAIMEN)
    assert found is not None
    # 5.1第一名40清零，5.2第一名60；60÷100×10 = 6；6÷10×100 = 60，不是6÷6×100
    assert (str(found.base), str(found.total)) == ("60", "60")


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"withdrawn": Withdrawn(date(2017, 10, 30))}, id="withdrawn"),
        pytest.param(
            {"appeal": Appeal(date(2017, 10, 25), UserText("已完成"), "upheld")}, id="upheld"
        ),
    ],
)
def test_a_lag_that_no_longer_stands_voids_nothing(more: dict[str, object]) -> None:
    found = scored(OCT, {"random-setup": (90,)}, findings=(finding("lag-5-1", **more),))
    assert points(found, "5.1", 1) == ["40"]


def test_weights_and_denominator_at_the_level_of_indicators() -> None:
    """最终得分＝累加得分÷参加项目的总分值×100，按权重。"""
    metrics: dict[str, Row] = {"system-check": (90, 80), "online-filed": (700, 900, 800)}
    found = scored(OCT, metrics, absences=only("8.1", "2.5.2")).unit(HAIMEN)
    assert found is not None
    # 8.1第一名50分，折5分（满5分）；2.5.2第三名8分，折1.6分（满2分）
    # (5 + 1.6) ÷ (5 + 2) × 100 = 660/7
    assert str(found.total) == "660/7"
    states = {c.id: (c.status, c.score) for c in found.criteria}
    assert states["8.2"] == (Status.NOT_PARTICIPATING, None)
    assert states["9"] == (Status.NOT_PARTICIPATING, None)


def test_nothing_delivered_keeps_the_denominator() -> None:
    metrics: dict[str, Row] = {"system-check": (NONE, 80), "system-catalogue": (70, 60)}
    found = scored(OCT, metrics, absences=only("8.")).unit(HAIMEN)
    assert found is not None
    # 8.1参加2个，最后一名47；8.2第一名50；97÷100×10 = 9.7；÷10×100
    assert found.total == 97


# --- 加分、减分 --------------------------------------------------------------------------------

A, B = UserText("一窗受理"), UserText("电子证照")
TOTALS = [
    # 基础分100：第（八）项两个指标都第一
    pytest.param((), "100", "0", "0", id="nothing"),
    pytest.param((("praise", {"subject": A}),), "105", "5", "0", id="praised once"),
    pytest.param(
        (("praise", {"subject": A}), ("praise", {"subject": A})),
        "105", "5", "0", id="praised twice for one thing: once",
    ),
    pytest.param(
        (("praise", {"subject": A}), ("praise", {"subject": B})),
        "110", "10", "0", id="praised for two things: twice",
    ),
    pytest.param(
        (("praise", {"subject": A}), ("praise", {"subject": B}), ("early", {})),
        "110", "10", "0", id="5 + 5 + 2 is capped at 10",
    ),
    pytest.param(
        (("praise", {"subject": A}), ("praise", {"subject": B}), ("early", {}), ("criticised", {})),
        "105", "10", "5", id="capped at 10, then 5 off",
    ),
    pytest.param((("top-ten", {}),), "105", "5", "0", id="in the first ten"),
    pytest.param(
        (("top-ten", {"subject": A}), ("top-ten", {"subject": A})),
        "110", "10", "0", id="in the first ten twice: nothing but praise is deduplicated",
    ),
    pytest.param((("early", {"count": Fraction(2)}),), "104", "4", "0", id="two things early"),
    pytest.param((("criticised", {"count": Fraction(2)}),), "90", "0", "10", id="criticised twice"),
    pytest.param((("bottom-twenty", {}),), "95", "0", "5", id="in the last twenty"),
    pytest.param(
        (("criticised", {}), ("bottom-twenty", {})), "90", "0", "10", id="criticised and last"
    ),
    pytest.param((("pilot-mining", {"tier": "完成工作方案"}),), "101", "1", "0", id="stage 1"),
    pytest.param((("pilot-mining", {"tier": "落实评估单位"}),), "102", "2", "0", id="stage 2"),
    pytest.param(
        (
            ("pilot-mining", {"tier": "完成工作方案"}), ("pilot-mining", {"tier": "成果通过审查"}),
            ("pilot-mining", {"tier": "落实评估单位"}),
        ),
        "103", "3", "0", id="three stages in one month: the highest, not the sum",
    ),
    pytest.param((("pilot-energy", {}),), "103", "3", "0", id="energy pilot"),
    pytest.param(
        (("pilot-energy", {}), ("pilot-energy", {})),
        "103", "3", "0", id="energy pilot: once a month",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("events", "total", "bonus", "penalty"), TOTALS)
def test_bonuses_and_penalties(
    events: tuple[tuple[str, dict[str, object]], ...], total: str, bonus: str, penalty: str
) -> None:
    # 用海安：它不是信用承诺制的试点，没有待评的分
    metrics: dict[str, Row] = {"system-check": (AWAY, 90), "system-catalogue": (AWAY, 90)}
    findings = [finding(rule, HAIAN, **more) for rule, more in events]
    found = scored(OCT, metrics, absences=only("8.", unit=HAIAN), findings=findings).unit(HAIAN)
    assert found is not None
    assert (str(found.total), str(found.bonus), str(found.penalty)) == (total, bonus, penalty)
    assert not found.provisional


def test_chongchuan_takes_no_part_in_the_energy_pilot() -> None:
    metrics: dict[str, Row] = {"system-check": (*[AWAY] * 6, 90), "system-catalogue": (1,) * 7}
    findings = (finding("pilot-energy", CHONGCHUAN),)
    away = only("8.1", unit=CHONGCHUAN)
    found = scored(OCT, metrics, absences=away, findings=findings).unit(CHONGCHUAN)
    assert found is not None
    assert (str(found.total), str(found.bonus)) == ("100", "0")


@pytest.mark.parametrize(
    ("unit", "bonus"),
    [pytest.param(HAIMEN, "5/2", id="chosen"), pytest.param(HAIAN, "0", id="not chosen")],
)
def test_only_the_chosen_parks_are_judged_for_the_pledge(unit: str, bonus: str) -> None:
    metrics: dict[str, Row] = {"system-check": (90, 90)}
    marks = (mark("pilot-credit", unit=unit, agreed="2.5"),)
    found = scored(NOV, metrics, absences=only("8.1", unit=unit), marks=marks).unit(unit)
    assert found is not None
    assert (str(found.base), str(found.bonus)) == ("100", bonus)


def test_ranks_of_the_month_are_on_exact_totals_with_ties() -> None:
    """并列同名次，后面空出。"""
    metrics: dict[str, Row] = {"system-check": (90, 95, 90, 80)}
    away = tuple(a for unit in WHO[:4] for a in only("8.1", unit=unit))
    found = scored(OCT, metrics, absences=away)
    # 名次2、1、2、4 → 47、50、47、41 → 94、100、94、82
    rows = [found.unit(unit) for unit in WHO[:4]]
    assert [(str(r.total), r.rank) for r in rows if r] == [
        ("94", 2), ("100", 1), ("94", 2), ("82", 4)
    ]  # fmt: skip


# --- 文件的每一条都在细则里，细则的每一条都在文件里 -----------------------------------------------

# 每个指标各月的条数：10月、11月、12月（表中编号的条，或一句里分别写明得分的小条合为一条）
DOCUMENT = {
    "（一）1": (1, 2, 2), "（一）2": (1, 2, 2), "（一）3": (1, 2, 2),
    "（二）1.1": (3, 3, 3), "（二）1.2": (1, 1, 1), "（二）1.3": (1, 1, 1),
    "（二）2": (2, 2, 2), "（二）3": (2, 2, 2),
    "（二）4.1": (1, 1, 1), "（二）4.2": (1, 1, 1), "（二）4.3": (2, 2, 2), "（二）4.4": (2, 2, 2),
    "（二）5.1": (3, 3, 3), "（二）5.2": (1, 1, 1), "（二）5.3": (1, 1, 1), "（二）5.4": (3, 3, 3),
    "（三）1.1": (1, 1, 1), "（三）1.2": (1, 1, 1), "（三）1.3": (1, 1, 1), "（三）1.4": (1, 1, 1),
    "（三）2.1": (1, 1, 1), "（三）2.2": (1, 1, 1), "（三）2.3": (1, 1, 1),
    "（三）3.1": (1, 1, 1), "（三）3.2": (1, 1, 1),
    "（四）1": (1, 1, 1), "（四）2": (1, 1, 1), "（四）3": (1, 1, 1), "（四）4": (1, 1, 1),
    "（五）1": (1, 1, 1), "（五）2": (1, 1, 1),
    "（六）1": (1, 1, 1), "（六）2": (1, 1, 1),
    "（七）1": (1, 1, 1), "（七）2": (1, 1, 1), "（七）3": (1, 1, 2),
    "（八）1": (1, 1, 1), "（八）2": (1, 1, 1),
    "（九）1": (2, 2, 2),
}  # fmt: skip
OTHERS = {
    "附件 加分项目1.1", "附件 加分项目1.2", "附件 加分项目2", "附件 加分项目3.1、3.4",
    "附件 加分项目3.2", "附件 加分项目3.3", "附件 减分项目1", "附件 减分项目2", "附件 减分项目3",
}  # fmt: skip
MONTHS = {"10月": OCT, "11月": NOV, "12月": DEC}
CLAUSE = re.compile(r"附件(（[一二三四五六七八九]）[\d.]+) \S+ ((?:1[012]月、?)+)(?: (第.+))?")


def targets(rule: Rule) -> Iterator[tuple[str, str, int]]:
    """Indicator, month and number of each item that a rule's clause names."""
    found = CLAUSE.fullmatch(rule.clause)
    assert found, rule.clause
    numbers = [int(n) for n in re.findall(r"第(\d)项", found[3] or "第1项")]
    for month in found[2].split("、"):
        yield from ((found[1], month, number) for number in numbers)


def leaves() -> Iterator[Criterion]:
    return (node for node in rubric().nodes.values() if node.points and node.rules)


def test_every_item_of_the_document_is_in_the_rubric_and_no_other() -> None:
    wanted = {
        (indicator, month, number)
        for indicator, counts in DOCUMENT.items()
        for month, count in zip(MONTHS, counts, strict=True)
        for number in range(1, count + 1)
    }
    rules = [r for r in rubric().rules.values() if r.earns and r.id != "pilot-credit"]
    assert {item for rule in rules for item in targets(rule)} == wanted
    others = {r.clause for r in rubric().rules.values()} - {r.clause for r in rules}
    assert others == OTHERS


def test_a_rule_is_in_force_in_the_months_that_its_clause_names() -> None:
    for node in leaves():
        for rule in node.rules:
            if rule.earns:
                named = tuple(MONTHS[m] for _, m, n in targets(rule) if n == min(_numbers(rule)))
                assert named == (rule.months or (OCT, NOV, DEC)), rule.id


def _numbers(rule: Rule) -> list[int]:
    return [number for _, _, number in targets(rule)]


def test_each_indicator_can_be_voided_once() -> None:
    assert len(list(leaves())) == 39
    for node in leaves():
        voids = [rule for rule in node.rules if isinstance(rule.action, Void)]
        assert [rule.id for rule in voids] == ["lag-" + node.id.replace(".", "-")]
        assert {rule.clause for rule in voids} == {"附件 减分项目3"}


def test_points_of_the_document_add_up_but_for_the_three_that_it_leaves_short() -> None:
    short = {
        (node.id, month, str(node.full), str(sum(map(most, rules))))
        for node in leaves()
        for month in (OCT, NOV, DEC)
        for rules in [[r for r in node.rules if not r.months or month in r.months]]
        if sum(map(most, rules)) != node.full
    }
    assert short == {
        ("3.2.2", month, "20", "15") for month in (OCT, NOV, DEC)
    } | {
        ("3.3.1", month, "10", "5") for month in (OCT, NOV, DEC)
    } | {
        ("3.3.2", month, "15", "10") for month in (OCT, NOV, DEC)
    }  # fmt: skip
    tops = {node.id: (str(node.points), str(node.out_of)) for node in rubric().criteria[:9]}
    tens = {str(n): ("10", "100") for n in range(1, 10)}
    assert tops == {**tens, "2": ("20", "100")}


def most(rule: Rule) -> Fraction:
    match rule.action:
        case Earn(up_to=up_to) as action:
            return action.points.highest * (up_to or 1)
        case RankBy() | Judge() as action:
            return action.points
    return Fraction(0)


def test_responsible_departments_are_those_of_the_table() -> None:
    named = {node.id: node.responsible for node in rubric().nodes.values() if node.responsible}
    assert {key: len(units) for key, units in named.items()} == {
        "1": 3, "2": 1, "3": 1, "4": 1, "5": 1, "6": 1, "7": 1, "8": 1, "9": 11,
        "bonus.1.1": 1, "bonus.1.2": 1, "bonus.2": 1,
    }  # fmt: skip
    _, units = assessment()
    departments = {unit for row in named.values() for unit in row}
    assert departments == {u.id for u in units if u.register == "haimen"}
