"""海审改办〔2017〕11号: what each option of each reading gives, worked by hand.

A region takes part in the named indicators only, so that its total is what it got of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from bulletin.model.month import Absence, Finding, Mark, Month
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Units
from bulletin.text import UserText

from tests.readings import Case, Look, pairs, rank, registered, total, under
from tests.unit.scoring.test_rubric_11 import (
    AWAY,
    CHONGCHUAN,
    DEC,
    HAIAN,
    HAIMEN,
    KAIFAQU,
    NOV,
    OCT,
    SCHEME,
    WHO,
    Row,
    finding,
    mark,
    only,
    values,
)

RUGAO, RUDONG = WHO[2:4]
A, B = UserText("一窗受理"), UserText("电子证照")
SECOND = (2, 1)  # 海门 first, 海安 second
FIRST: Mapping[str, Row] = {"system-check": (90,) * 9}  # all tied for the first place of 8.1


def held(
    month: str,
    metrics: Mapping[str, Row],
    absences: Iterable[Absence],
    findings: Iterable[Finding] = (),
    marks: tuple[Mark, ...] = (),
) -> dict[str, Month]:
    by_id = {f"f-{i}": replace(f, month=month, id=f"f-{i}") for i, f in enumerate(findings)}
    measured = tuple(values(metrics))
    return {month: Month(SCHEME, month, by_id, measured, marks, tuple(absences))}


def full(*findings: Finding, marks: tuple[Mark, ...] = ()) -> dict[str, Month]:
    """Let all regions have 100 in October, before what is added and taken off."""
    away = [absence for unit in WHO[:9] for absence in only("8.1", unit=unit)]
    return held(OCT, FIRST, away, findings, marks)


def haian(month: str, metrics: Mapping[str, Row], *kept: str) -> dict[str, Month]:
    return held(month, metrics, only(*kept, unit=HAIAN))


def alone(**metrics: int | str) -> dict[str, Row]:
    """Measure 海安 alone."""
    return {name.replace("_", "-"): (AWAY, value) for name, value in metrics.items()}


def months(*names: str) -> Look:
    """Look at the total of 海安 in several months."""

    def look(assessment: Assessment, units: Units) -> object:
        return tuple(total(month, HAIAN)(assessment, units) for month in names)

    return look


def total_and_rank(*units: str) -> Look:
    def look(assessment: Assessment, register: Units) -> object:
        totals, ranks = total(OCT, *units), rank(OCT, *units)
        return totals(assessment, register), ranks(assessment, register)

    return look


COMPLETION = (
    "random-setup", "random-lists", "fee-lists", "fee-policy", "review-centre", "review-joint",
    "review-online", "system-check", "system-catalogue", "enforcement",
)  # fmt: skip
CASES_OF_OCTOBER = ("company-cases", "permit-cases", "estate-cases")
NO_METHOD: dict[str, Row] = dict.fromkeys(COMPLETION, SECOND)
BEST_IS_LOWEST = ("guide-abnormal", "report-irregular")
BEST_IS_HIGHEST = (
    "guide-check", "report-growth", "licence-growth", "licence-quality", "instant-share",
    "halved-share", "remote-rate", "online-filed", "express-sent", "app-downloads", "registered",
    "real-name",
)  # fmt: skip
HOTLINE = (
    "desk-seat", "visit-person", "key9-entry", "link-video", "kb-person", "orders-hour",
    "orders-consult", "orders-other", "orders-complex", "media-open", "data-draft",
)  # fmt: skip

CASES: dict[str, Case] = {
    # Second everywhere. 3 points a place: 一 27 + 37 + 27 = 91, 五 37 + 57 = 94, 六 57 + 37 = 94,
    # 七 27 + 27 + 37 = 91, 八 47 + 47 = 94, 九 97: October 561 of 600; later, without 一, 470 of
    # 500. A tenth a place: nine tenths of everything.
    "no-method": (
        haian(OCT, {**dict.fromkeys(CASES_OF_OCTOBER, SECOND), **NO_METHOD}, *"156789")
        | haian(NOV, NO_METHOD, *"56789")
        | haian(DEC, NO_METHOD, *"56789"),
        months(OCT, NOV, DEC),
        {"three-points": (Fraction("93.5"), 94, 94), "tenths": (90, 90, 90)},
    ),
    # second with 15 of 15, second with 11 of 12, first with 15 of 15: 27 + 37 + 30; 30 + 0 + 30
    "october-cases": (
        haian(
            OCT,
            {"company-cases": (16, 15), "permit-cases": (12, 11), "estate-cases": (10, 15)},
            "1.",
        ),
        total(OCT, HAIAN),
        {"ranked": 94, "target-met": 60},
    ),
    # the samples pass: 15 + 20 + 15 = 50; 19 of 20, 4 of 5, 25 (at most 20) of 20 cases:
    # 0 + 0 + 15; 19 × 0.75 + 4 × 4 + 20 × 0.75 = 14.25 + 16 + 15
    "case-thresholds": (
        haian(
            NOV,
            alone(
                company_cases=19,
                company_sample=50,
                permit_cases=4,
                permit_sample=50,
                estate_cases=25,
                estate_sample=50,
            ),
            "1.",
        ),
        total(NOV, HAIAN),
        {"all-or-nothing": 65, "proportional": Fraction("95.25")},
    ),
    # Exactly at each bound. November, 1. (10) and 3.1.3 (0.5): 100 %; 5 + 0 of 10.5.
    # December, 1. (10) and 10 + 5 + 20 + 10 of 三 (4.5): 10 + (10 + 5 + 15 + 10) ÷ 10 = 14 of 14.5;
    # 5 + (6 + 3 + 8 + 0) ÷ 10 = 6.7 of 14.5.
    "bounds-included": (
        haian(
            NOV,
            alone(
                company_cases=20,
                company_sample=50,
                permit_cases=5,
                permit_sample=50,
                estate_cases=20,
                estate_sample=50,
                key9_quality=90,
            ),
            "1.",
            "3.1.3",
        )
        | haian(
            DEC,
            alone(
                company_cases=20,
                company_sample=70,
                permit_cases=5,
                permit_sample=70,
                estate_cases=20,
                estate_sample=70,
                desk_signed=100,
                desk_done=100,
                desk_satisfied=90,
                visit_signed=100,
                visit_done=100,
                visit_satisfied=90,
                orders_signed=100,
                orders_done=100,
                orders_satisfied=95,
                media_share=20,
            ),
            "1.",
            "3.1.1",
            "3.1.2",
            "3.2.2",
            "3.2.3",
        ),
        months(NOV, DEC),
        {
            "included": (100, Fraction(1400, 145) * 10),
            "excluded": (Fraction(500, 105) * 10, Fraction(670, 145) * 10),
        },
    ),
    # three lists, exactly 85 %: 3 of 5; 5 of 5
    "above-85": (
        haian(
            OCT,
            alone(list_power=True, list_public=True, list_remote=True, remote_share=85),
            "2.2.1",
        ),
        total(OCT, HAIAN),
        {"strict": 60, "included": 100},
    ),
    # Second everywhere, of 60 points. A tenth: 9/10. 3 points a place:
    # 7 + 7 (2.3.1), 2 + 2 (2.4.3), 0 + 0 (2.4.4), 0 + 0 + 0 (2.5.1), 7, 2, 0 + 0 + 0 (2.5.4) = 27
    "tenths": (
        haian(
            OCT,
            dict.fromkeys(BEST_IS_LOWEST, (1, 2)) | dict.fromkeys(BEST_IS_HIGHEST, SECOND),
            "2.3",
            "2.4.3",
            "2.4.4",
            "2.5",
        ),
        total(OCT, HAIAN),
        {"one-tenth": 90, "three-points": 45},
    ),
    # 海门 got all that is stated, 海安 not the 10 of 3.3.2: 85 and 75 of 100; of 85
    "eighty-five": (
        held(
            OCT,
            dict.fromkeys(HOTLINE, (True, True)) | {"cases-mechanism": (True, False)},
            [*only("3.", unit=HAIMEN), *only("3.", unit=HAIAN)],
        ),
        total(OCT, HAIMEN, HAIAN),
        {"as-written": (85, 75), "rescaled": (100, Fraction(7500, 85))},
    ),
    # first of 8.1: 50 of 100, so 5 of 10; 5 of the 5 taken part in; 5
    "normalise": (full(), total(OCT, HAIAN), {"weighted": 100, "not-normalised": 5}),
    # praised for two things, in the first ten, criticised: 10 − 5; 15 − 5
    "bonus-cap": (
        full(
            finding("praise", HAIAN, subject=A),
            finding("praise", HAIAN, subject=B),
            finding("top-ten", HAIAN),
            finding("criticised", HAIAN),
        ),
        total(OCT, HAIAN),
        {"ten": 105, "no-cap": 110},
    ),
    # twice for one thing; for two things
    "praise-once": (
        full(
            finding("praise", HAIAN, subject=A),
            finding("praise", HAIAN, subject=A),
            finding("praise", RUGAO, subject=A),
            finding("praise", RUGAO, subject=B),
        ),
        total(OCT, HAIAN, RUGAO),
        {"per-subject": (105, 110), "once-a-month": (105, 105), "each-time": (110, 110)},
    ),
    # 海安 early with three, criticised twice, twice among the last; 如皋 twice in the first ten:
    # 3 × 2 − 2 × 5 − 2 × 5 and 2 × 5; 2 − 5 − 5 and 5
    "others-each": (
        full(
            finding("early", HAIAN, count=Fraction(3)),
            finding("criticised", HAIAN, count=Fraction(2)),
            finding("bottom-twenty", HAIAN),
            finding("bottom-twenty", HAIAN),
            finding("top-ten", RUGAO),
            finding("top-ten", RUGAO),
        ),
        total(OCT, HAIAN, RUGAO),
        {"each": (86, 110), "once-each": (92, 105)},
    ),
    # 海安 reached the second stage, 如皋 the third: 2 and 3; 1 + 2 and 1 + 2 + 3
    "mining-stages": (
        full(
            finding("pilot-mining", HAIAN, tier="完成工作方案"),
            finding("pilot-mining", HAIAN, tier="落实评估单位"),
            finding("pilot-mining", RUGAO, tier="成果通过审查"),
        ),
        total(OCT, HAIAN, RUGAO),
        {"highest": (102, 103), "added": (103, 106)},
    ),
    # 3 for 海安 in any case, for 崇川 where it is on the list
    "energy-monthly": (
        full(finding("pilot-energy", HAIAN), finding("pilot-energy", CHONGCHUAN)),
        total(OCT, HAIAN, CHONGCHUAN),
        {"without-chongchuan": (103, 100), "with-chongchuan": (103, 103)},
    ),
    # 海门 2, 开发区 2.5 where it is one of the parks
    "credit-chosen": (
        full(
            marks=(
                mark("pilot-credit", unit=HAIMEN, agreed="2"),
                mark("pilot-credit", unit=KAIFAQU, agreed="2.5"),
            )
        ),
        total(OCT, HAIMEN, KAIFAQU),
        {"two-parks": (102, Fraction("102.5")), "one-park": (102, 100)},
    ),
    # 海门 100, 海安 90: first and second, 40 and 37 of 40; 40 and 0 of 40
    "december-review": (
        held(
            DEC,
            {"review-online": (100, 90)},
            [*only("7.3", unit=HAIMEN), *only("7.3", unit=HAIAN)],
        ),
        total(DEC, HAIMEN, HAIAN),
        {"ranked": (100, Fraction("92.5")), "both-met": (100, 0)},
    ),
    # second: 100 − 3; 100 − 10
    "nine-two-tasks": (
        {
            month: made
            for name in (OCT, NOV, DEC)
            for month, made in haian(name, {"enforcement": SECOND}, "9.").items()
        },
        months(OCT, NOV, DEC),
        {"three-points": (97, 97, 97), "tenths": (90, 90, 90)},
    ),
    # 开发区 is first and 海安 second, 50 and 47 of 50; without 开发区 海安 is first
    "who-is-assessed": (
        held(
            OCT,
            {"system-check": (80, 90, *[80] * 6, 95)},
            [absence for unit in WHO[:9] for absence in only("8.1", unit=unit)],
        ),
        total_and_rank(HAIAN, KAIFAQU),
        {"nine": ((94, 100), (2, 1)), "eight": ((100, None), (1, None))},
    ),
    # 90, 95, 90, 80: places 2, 1, 2, 4, so 47, 50, 47, 41 of 50; 2, 1, 2, 3, so the last 44
    "ties": (
        held(
            OCT,
            {"system-check": (90, 95, 90, 80)},
            [absence for unit in WHO[:4] for absence in only("8.1", unit=unit)],
        ),
        total_and_rank(HAIMEN, HAIAN, RUGAO, RUDONG),
        {
            "competition": ((94, 100, 94, 82), (2, 1, 2, 4)),
            "dense": ((94, 100, 94, 88), (2, 1, 2, 3)),
        },
    ),
    # criticised 21 times: 100 − 105; 0
    "no-floor": (
        full(finding("criticised", HAIAN, count=Fraction(21))),
        total(OCT, HAIAN),
        {"none": -5, "zero": 0},
    ),
}


def test_every_option_has_a_case() -> None:
    assert set(pairs(CASES)) == registered(SCHEME)


@pytest.mark.parametrize(("reading", "option"), pairs(CASES))
def test_an_option(reading: str, option: str) -> None:
    assert under(SCHEME, CASES[reading], reading, option) == CASES[reading][2][option]


@pytest.mark.parametrize("reading", CASES)
def test_the_options_differ(reading: str) -> None:
    seen = list(CASES[reading][2].values())
    assert all(one not in seen[:number] for number, one in enumerate(seen))
