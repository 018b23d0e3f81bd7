"""杭跑改办〔2017〕49号: what each option of each reading gives, worked by hand.

As in the tests of the rubric, Hangzhou has 100 in October before what a case records.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from bulletin.checks.charges import exemptions_are_provided
from bulletin.checks.view import MonthView, SchemeView, Whole
from bulletin.model.month import Absence, Exempt, Finding, Month
from bulletin.model.scheme import Assessment, Book, Site
from bulletin.model.unit import Units
from bulletin.scoring import score
from bulletin.text import UserText

from tests.readings import Case, Look, pairs, rank, registered, total, under
from tests.unit.scoring.test_rubric_49 import (
    AUGUST,
    HERE,
    NO_PLAN,
    OCTOBER,
    PLANNED,
    SCHEME,
    SEPTEMBER,
    TEMPLATE,
    Key,
    again,
    earlier,
    found,
    months,
    tier,
)
from tests.unit.scoring.test_rubric_49 import Case as Recorded

HANGZHOU: Look = total(OCTOBER, "zj-hangzhou")
ONCE_FOR_THE_CITY = (
    "sub-centre-plan-missing",
    "drawing-review-plan-missing",
    "drawing-review-fund-missing",
    "joint-licence-plan-missing",
    "many-in-one-missing",
    "system-not-enabled",
    "system-not-all-items",
)


def recorded(
    *findings: Finding,
    values: Mapping[Key, str] | None = None,
    marks: Mapping[Key, str] | None = None,
) -> dict[str, Month]:
    return months(Recorded("", {}, findings, values or {}, marks=marks or {}))


def exempted(*findings: Finding, criterion: str) -> dict[str, Month]:
    made = recorded(*findings)
    absence = Absence("zj-hangzhou", UserText("无法督察"), HERE, criterion, status="exempt")
    return made | {OCTOBER: replace(made[OCTOBER], absences=(absence,))}


def fourth(assessment: Assessment, units: Units) -> object:
    """Content 4 of Hangzhou and of Ningbo."""
    scored = score(assessment, units, OCTOBER)
    rows = [scored.unit(f"zj-{city}") for city in ("hangzhou", "ningbo")]
    return tuple(c.score for row in rows if row for c in row.criteria if c.id == "4")


def total_and_refusals(assessment: Assessment, units: Units) -> object:
    """The total of Hangzhou, and whether the checks refuse an exemption (F012)."""
    whole = Whole(Book(Site("演示", "演示", HERE), units, {SCHEME: assessment}))
    view = MonthView(SchemeView(whole, assessment), assessment.months[OCTOBER])
    refused = any(exemptions_are_provided(view))
    return HANGZHOU(assessment, units), refused


CASES: dict[str, Case] = {
    # September's, ordered: 3 × 2 in any case; August's, ordered: 2 or 2 × 2; September's, not
    # ordered: 0.5 or 0.5 × 2
    "repeat-of": (
        recorded(
            earlier("not-once", SEPTEMBER, ordered=True),
            earlier("limit-not-kept", AUGUST, ordered=True),
            earlier("guide-mismatch", SEPTEMBER, ordered=False),
            again("not-once", SEPTEMBER),
            again("limit-not-kept", AUGUST),
            again("guide-mismatch", SEPTEMBER),
        ),
        HANGZHOU,
        {"previous-ordered": Fraction("91.5"), "any-earlier": 89},
    ),
    # August, September and again: 3 × 2; 3 × 4; 3 × 3
    "repeat-growth": (
        recorded(
            earlier("not-once", AUGUST, ordered=True),
            replace(
                earlier("not-once", SEPTEMBER, ordered=True),
                repeats=f"{AUGUST}/not-once-hangzhou",
            ),
            again("not-once", SEPTEMBER),
        ),
        HANGZHOU,
        {"twice-only": 94, "compound": 88, "additive": 91},
    ),
    # 7 × 3 = 21 of 20: 100 − 20; 100 − 20 − 1
    "overflow-dropped": (
        recorded(found("not-once", 7)),
        HANGZHOU,
        {"drop": 80, "carry": 79},
    ),
    # 70 of 80: 80 + 70 ÷ 4; 80 + 70
    "eighty-to-twenty": (
        recorded(marks={("information-system", ""): "10"}),
        HANGZHOU,
        {"linear": Fraction("97.5"), "as-is": 150},
    ),
    # 3 at the city, 4 at a county: 0.5; 1 + 2 × 0.5
    "sub-centre-start": (
        recorded(values={("sub-centres", "hangzhou"): "3", ("sub-centres", "xihu"): "4"}),
        HANGZHOU,
        {"above-three": Fraction("99.5"), "above-two": 98},
    ),
    # 4 at the city, 5 at a county: 1 + 2 × 0.5; 1; 1 + 2 × 1
    "sub-centres-of-counties": (
        recorded(values={("sub-centres", "hangzhou"): "4", ("sub-centres", "xihu"): "5"}),
        HANGZHOU,
        {"both-on-the-city": 98, "city-only": 99, "same-amount": 97},
    ),
    # each of the seven at the city and in a county: 1 + 4 × 1 + 2 × 2 = 9;
    # 2 (2.1), 8 of 5 (2.4: 5), 8 (2.5) = 15
    "once-for-the-city": (
        recorded(
            *(found(rule, unit=u) for rule in ONCE_FOR_THE_CITY for u in ("hangzhou", "xihu"))
        ),
        HANGZHOU,
        {"once-a-month": 91, "each-place": 85},
    ),
    # 3 not standard, 2 of them said to be the province's; 2 vague, 1 the province's: 1 + 0.5 in
    # any case, as what is recorded stays; but the first reason is refused by the checks, or not
    "provincial-template": (
        recorded(
            replace(found("guide-not-standard", 3), exempt=(Exempt(TEMPLATE, Fraction(2)),)),
            replace(found("guide-vague", 2), exempt=(Exempt(TEMPLATE, Fraction(1)),)),
        ),
        total_and_refusals,
        {
            "vague-only": (Fraction("98.5"), True),
            "standard-too": (Fraction("98.5"), False),
        },
    ),
    # neither the plan nor the procedure: 1; 2
    "joint-licence-one-point": (
        recorded(found("joint-licence-plan-missing", 2)),
        HANGZHOU,
        {"together": 99, "each": 98},
    ),
    # one system without a plan, another with one: 8; 8 + 4
    "eight-and-four": (
        recorded(
            replace(tier(NO_PLAN), id="a", subject=UserText("甲")),
            replace(tier(PLANNED), id="b", subject=UserText("乙")),
        ),
        HANGZHOU,
        {"tiers-a-month": 92, "tiers-a-system": 88},
    ),
    # 1 + 2 + 1 + 2; nothing
    "item-four-in-force": (
        recorded(
            found("hotline-not-merged"),
            found("app-account-missing"),
            values={
                ("platform-targets-missed", "hangzhou"): "1",
                ("platform-satisfaction", "hangzhou"): "94",
            },
        ),
        HANGZHOU,
        {"in-force": 94, "wait": 100},
    ),
    # both are missing: 2; 2 × 2
    "app-and-account": (
        recorded(found("app-account-missing", 2)),
        HANGZHOU,
        {"once": 98, "each": 96},
    ),
    # Hangzhou missed one target, Ningbo both: 1 and 1; 1 and 2; 0 and 1
    "two-targets-one-point": (
        recorded(
            values={
                ("platform-targets-missed", "hangzhou"): "1",
                ("platform-targets-missed", "ningbo"): "2",
                ("platform-satisfaction", "ningbo"): "95",
            }
        ),
        fourth,
        {"either": (9, 9), "each": (9, 8), "both": (10, 9)},
    ),
    # 2 × 3 lost, and content 3 (10 points) could not be inspected: 10 all the same; 84 of 90
    "not-assessed": (
        exempted(found("not-once", 2), criterion="3"),
        HANGZHOU,
        {"full-marks": 94, "scaled": Fraction(8400, 90)},
    ),
    # Hangzhou alone has been marked, nine are tied behind it, and Ningbo loses 3
    "tied-ranks": (
        recorded(found("not-once", unit="ningbo")),
        rank(OCTOBER, "zj-hangzhou", "zj-wenzhou", "zj-ningbo"),
        {"competition": (1, 2, 11), "dense": (1, 2, 3)},
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
