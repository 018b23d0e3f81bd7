"""The rubric of 杭跑改办〔2017〕49号, line by line; every expected number is worked by hand.

Hangzhou is scored in October 2017, after an August and a September with data. Unless a case says
otherwise it has three sub-centres, meets both targets, has 95 % satisfaction and full marks in two
townships: 30 + 30 + 10 + 10 + 20 = 100.
"""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from bulletin.checks import check
from bulletin.law.actions import Judge
from bulletin.load import read
from bulletin.model.month import (
    Absence,
    Appeal,
    Exempt,
    Finding,
    Mark,
    Measurement,
    Month,
    Ordered,
    PanelMark,
    Withdrawn,
)
from bulletin.model.rubric import Rubric
from bulletin.model.scheme import Assessment, Book
from bulletin.problem import Place
from bulletin.scoring import score
from bulletin.text import UserText
from bulletin.trace import Status, UnitScore

SCHEME = "zhejiang-inspection"
ROOT = next(p for p in Path(__file__).resolve().parents if (p / "data/schemes" / SCHEME).is_dir())
FILES = (
    "site.yaml",
    "units/zhejiang.yaml",
    f"schemes/{SCHEME}/scheme.yaml",
    f"schemes/{SCHEME}/rubrics/2017-08.yaml",
)
AUGUST, SEPTEMBER, OCTOBER = "2017-08", "2017-09", "2017-10"
HERE = Place("test")
TEMPLATE = "省级部门统一印发指南的问题"
NO_PLAN, PLANNED = "没有接入且没有方案", "已制定方案尚未接入"
AT_THE_CITY = {
    "leading-group": 5,
    "supervision-mechanism": 5,
    "information-system": 20,
    "special-practice": 5,
    "real-effect": 5,
}
IN_TOWNSHIPS = {
    "staff-local": 4,
    "head-appointment": 4,
    "staff-assessment": 4,
    "staff-bonus": 3,
    "grid-merged": 5,
    "grid-training": 5,
    "grid-pay": 5,
    "command-room": 10,
}
TOWNSHIPS = ("zj-sandun", "zj-jincheng")
Key = tuple[str, str]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    root = tmp_path_factory.mktemp("rubric-49")
    for name in FILES:
        (root / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "data" / name, root / "data" / name)
    found, problems = read(root)
    assert problems == ()
    assert check(found) == ()
    return found


@pytest.fixture(scope="module")
def rubric(book: Book) -> Rubric:
    return book.assessments[SCHEME].rubrics[AUGUST]


# --- a month ----------------------------------------------------------------------------------


def found(rule: str, count: int = 1, *, unit: str = "hangzhou", month: str = OCTOBER) -> Finding:
    """One finding; its id is its rule and unit, so a month holds one of each."""
    return Finding(
        id=f"{rule}-{unit}",
        month=month,
        unit=f"zj-{unit}",
        rule=rule,
        date=date.fromisoformat(f"{month}-25"),
        summary=UserText("演示"),
        place=HERE,
        count=Fraction(count),
    )


def tier(name: str, unit: str = "hangzhou") -> Finding:
    return replace(found("system-not-linked", unit=unit), tier=name)


def again(rule: str, month: str, count: int = 1) -> Finding:
    """A finding of October that repeats the one of an earlier month."""
    return replace(found(rule, count), repeats=f"{month}/{rule}-hangzhou")


def earlier(rule: str, month: str, *, ordered: bool) -> Finding:
    return replace(found(rule, month=month), ordered=Ordered() if ordered else None)


@dataclass(frozen=True)
class Case:
    """What is recorded, and the scores that must come out (criterion or ``total``)."""

    id: str
    expected: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    values: Mapping[Key, str] = field(default_factory=dict)
    repeated: Mapping[Key, str] = field(default_factory=dict)
    """The month that a value repeats."""
    marks: Mapping[Key, str] = field(default_factory=dict)
    """Agreed marks by rule and place; the city itself is the place ""."""


def measured(case: Case) -> Iterable[Measurement]:
    usual = {
        ("sub-centres", "hangzhou"): "3",
        ("platform-targets-missed", "hangzhou"): "0",
        ("platform-satisfaction", "hangzhou"): "95",
    }
    for (metric, unit), value in {**usual, **case.values}.items():
        before = case.repeated.get((metric, unit))
        yield Measurement(metric, f"zj-{unit}", Fraction(value), HERE, repeats=before)


def marked(case: Case) -> Iterable[Mark]:
    usual = {(rule, ""): str(full) for rule, full in AT_THE_CITY.items()}
    usual |= {(rule, t): str(full) for rule, full in IN_TOWNSHIPS.items() for t in TOWNSHIPS}
    for (rule, where), points in {**usual, **case.marks}.items():
        agreed = PanelMark(Fraction(points), HERE)
        yield Mark("zj-hangzhou", rule, HERE, where=where or None, agreed=agreed)


def months(case: Case) -> dict[str, Month]:
    held = {
        month: {f.id: f for f in case.findings if f.month == month}
        for month in (AUGUST, SEPTEMBER, OCTOBER)
    }
    made = {month: Month(SCHEME, month, findings) for month, findings in held.items()}
    of_before = tuple(
        Measurement(metric, f"zj-{unit}", Fraction(9), HERE) for metric, unit in case.repeated
    )
    for month in (AUGUST, SEPTEMBER):
        made[month] = replace(made[month], measurements=of_before)
    made[OCTOBER] = replace(
        made[OCTOBER], measurements=tuple(measured(case)), marks=tuple(marked(case))
    )
    return made


def scored(book: Book, made: Mapping[str, Month]) -> UnitScore:
    given = book.assessments[SCHEME]
    assessment = Assessment(given.scheme, given.rubrics, made)
    unit = score(assessment, book.units, OCTOBER).unit("zj-hangzhou")
    assert unit is not None
    return unit


def numbers(unit: UnitScore, wanted: Iterable[str]) -> dict[str, Fraction | None]:
    got = {c.id: c.score for c in unit.criteria} | {"total": unit.total}
    return {key: got[key] for key in wanted}


# --- 100 分的表 ---------------------------------------------------------------------------------

BY_FINDINGS = (
    Case("nothing found", {"1": "30", "2": "30", "3": "10", "4": "10", "5": "20", "total": "100"}),
    # 1.1: 20 points, 3 each
    Case("one item", {"1.1": "17", "total": "97"}, (found("not-once"),)),
    # 20 - 6 × 3
    Case("six items", {"1.1": "2", "total": "82"}, (found("not-once", 6),)),
    # 20 - 21 = -1: floor 0, and the 1 beyond it is lost, not taken from the total: 100 - 20
    Case("seven items", {"1.1": "0", "1": "10", "total": "80"}, (found("not-once", 7),)),
    # city 1, two counties 1 and 2: 20 - 3 × 4
    Case(
        "items at the city and in its counties",
        {"1.1": "8", "total": "88"},
        (
            found("not-once"),
            found("not-once", unit="xihu"),
            found("not-once", 2, unit="linan"),
        ),
    ),
    # a township's items count for the city too: 20 - 3
    Case("an item in a township", {"1.1": "17"}, (found("not-once", unit="sandun"),)),
    # another city's finding is nothing to Hangzhou
    Case("an item of Ningbo", {"1.1": "20", "total": "100"}, (found("not-once", unit="cixi"),)),
    # 1.2: 10 points, 5 and 5, once each
    Case("not compared", {"1.2": "5", "total": "95"}, (found("catalogue-not-compared"),)),
    Case("not compared, a count of 3", {"1.2": "5"}, (found("catalogue-not-compared", 3),)),
    Case("unbalanced", {"1.2": "5", "total": "95"}, (found("county-counts-unbalanced"),)),
    Case(
        "both of 1.2",
        {"1.2": "0", "total": "90"},
        (found("catalogue-not-compared"), found("county-counts-unbalanced")),
    ),
    # 2.1: 3 points; no work plan: 1 once, however many places lack one
    Case("no plan", {"2.1": "2", "total": "99"}, (found("sub-centre-plan-missing"),)),
    Case(
        "no plan at the city and in a county",
        {"2.1": "2"},
        (found("sub-centre-plan-missing"), found("sub-centre-plan-missing", unit="linan")),
    ),
    # 2.2: 4 points, 2 a field, 2 a sub-centre
    Case("one field", {"2.2": "2", "total": "98"}, (found("window-missing"),)),
    Case("two fields", {"2.2": "0", "total": "96"}, (found("window-missing", 2),)),
    # 5 fields: 4 - 10: floor 0, 100 - 4
    Case("five fields", {"2.2": "0", "2": "26", "total": "96"}, (found("window-missing", 5),)),
    Case("one sub-centre", {"2.2": "2"}, (found("sub-centre-window-missing"),)),
    # 4 - 2 - 2
    Case(
        "a field and a sub-centre",
        {"2.2": "0"},
        (found("window-missing"), found("sub-centre-window-missing", unit="xihu")),
    ),
    # 2.3: 5 points; 0.5, 1, 0.5, 0.5
    Case("no guide for three", {"2.3": "3.5", "total": "98.5"}, (found("guide-missing", 3),)),
    Case("two not standard", {"2.3": "3"}, (found("guide-not-standard", 2),)),
    Case("three vague wordings", {"2.3": "3.5"}, (found("guide-vague", 3),)),
    Case("one guide that is not followed", {"2.3": "4.5"}, (found("guide-mismatch"),)),
    # 4 found, 3 of them the province's own words: 5 - 0.5 × 1
    Case(
        "three of four wordings are the province's",
        {"2.3": "4.5"},
        (replace(found("guide-vague", 4), exempt=(Exempt(TEMPLATE, Fraction(3)),)),),
    ),
    Case(
        "all wordings are the province's",
        {"2.3": "5", "total": "100"},
        (replace(found("guide-vague", 4), exempt=(Exempt(TEMPLATE),)),),
    ),
    # 5 - 0.5 - 1 - 0.5 - 0.5
    Case(
        "one of each of 2.3",
        {"2.3": "2.5"},
        tuple(
            found(rule)
            for rule in ("guide-missing", "guide-not-standard", "guide-vague", "guide-mismatch")
        ),
    ),
    # 11 × 0.5 = 5.5 of 5: floor 0, 100 - 5
    Case("eleven without a guide", {"2.3": "0", "total": "95"}, (found("guide-missing", 11),)),
    # 2.4: 5 points, four times 1 once
    Case("no plan for joint review", {"2.4": "4"}, (found("drawing-review-plan-missing"),)),
    Case("no money for joint review", {"2.4": "4"}, (found("drawing-review-fund-missing"),)),
    # plan and process together: 1, a count of 2 makes no difference
    Case("joint licences", {"2.4": "4"}, (found("joint-licence-plan-missing", 2),)),
    Case("many in one", {"2.4": "4"}, (found("many-in-one-missing"),)),
    # 5 - 4: 1 point cannot be lost
    Case(
        "all four of 2.4",
        {"2.4": "1", "total": "96"},
        tuple(
            found(rule)
            for rule in (
                "drawing-review-plan-missing",
                "drawing-review-fund-missing",
                "joint-licence-plan-missing",
                "many-in-one-missing",
            )
        ),
    ),
    # 2.5: 13 points; tiers 8 and 4, then 2 and 2
    Case("not linked, no plan", {"2.5": "5", "total": "92"}, (tier(NO_PLAN),)),
    Case("not linked, a plan", {"2.5": "9", "total": "96"}, (tier(PLANNED),)),
    # the higher tier alone: 13 - 8, not 13 - 12
    Case("one system of each tier", {"2.5": "5"}, (tier(PLANNED), tier(NO_PLAN, "linan"))),
    Case("two systems with a plan", {"2.5": "9"}, (tier(PLANNED), tier(PLANNED, "linan"))),
    Case("not enabled", {"2.5": "11"}, (found("system-not-enabled"),)),
    Case("not all items", {"2.5": "11"}, (found("system-not-all-items", 4),)),
    # 13 - 8 - 2 - 2: 1 point cannot be lost
    Case(
        "all of 2.5",
        {"2.5": "1", "total": "88"},
        (tier(NO_PLAN), found("system-not-enabled"), found("system-not-all-items")),
    ),
    # 3.1: 4 points, 0.5 each
    Case("one limit not published", {"3.1": "3.5"}, (found("limit-not-published"),)),
    Case("eight limits", {"3.1": "0", "total": "96"}, (found("limit-not-published", 8),)),
    # 4.5 of 4: floor 0, the 6 of 3.2 stay whole
    Case(
        "nine limits",
        {"3.1": "0", "3.2": "6", "3": "6", "total": "96"},
        (found("limit-not-published", 9),),
    ),
    # 3.2: 6 points, 2 each
    Case("one limit not kept", {"3.2": "4", "total": "98"}, (found("limit-not-kept"),)),
    Case("three limits not kept", {"3.2": "0", "total": "94"}, (found("limit-not-kept", 3),)),
    Case("four limits not kept", {"3.2": "0", "total": "94"}, (found("limit-not-kept", 4),)),
    # 4: 10 points
    Case("one hotline", {"4": "9", "total": "99"}, (found("hotline-not-merged"),)),
    Case("three hotlines", {"4": "7"}, (found("hotline-not-merged", 3),)),
    # 11 of 10: floor 0
    Case("eleven hotlines", {"4": "0", "total": "90"}, (found("hotline-not-merged", 11),)),
    # the app or the account or both: 2 once
    Case("the account is missing", {"4": "8"}, (found("app-account-missing"),)),
    Case("app and account are missing", {"4": "8"}, (found("app-account-missing", 2),)),
)

BY_MEASUREMENTS = (
    # 2.1: the excess is n - 3; 1 for a city, 0.5 for a county, all on the city's sheet
    Case("two sub-centres", {"2.1": "3"}, values={("sub-centres", "hangzhou"): "2"}),
    Case("exactly three", {"2.1": "3"}, values={("sub-centres", "hangzhou"): "3"}),
    # 3 - 1 × 1
    Case(
        "four at the city", {"2.1": "2", "total": "99"}, values={("sub-centres", "hangzhou"): "4"}
    ),
    # 3 - 3 × 1
    Case("six at the city", {"2.1": "0", "total": "97"}, values={("sub-centres", "hangzhou"): "6"}),
    # 3 - 4 × 1 = -1: floor 0
    Case(
        "seven at the city", {"2.1": "0", "total": "97"}, values={("sub-centres", "hangzhou"): "7"}
    ),
    Case("three in a county", {"2.1": "3"}, values={("sub-centres", "linan"): "3"}),
    # 3 - 0.5 × 1
    Case(
        "four in a county", {"2.1": "2.5", "total": "99.5"}, values={("sub-centres", "linan"): "4"}
    ),
    # 3 - 1 × 1 - 0.5 × 1 - 0.5 × 2
    Case(
        "four at the city, four and five in counties",
        {"2.1": "0.5"},
        values={
            ("sub-centres", "hangzhou"): "4",
            ("sub-centres", "linan"): "4",
            ("sub-centres", "xihu"): "5",
        },
    ),
    # 3 - 1 - 1: number and plan are two things
    Case(
        "four at the city and no plan",
        {"2.1": "1"},
        (found("sub-centre-plan-missing"),),
        values={("sub-centres", "hangzhou"): "4"},
    ),
    # 4, line 3: a target reached exactly (10 %, 50 %) is not missed; 1 point for one or both
    Case("10 % and 50 %", {"4": "10"}, values={("platform-targets-missed", "hangzhou"): "0"}),
    Case("9.9 % and 50 %", {"4": "9"}, values={("platform-targets-missed", "hangzhou"): "1"}),
    Case(
        "9.9 % and 49.9 %",
        {"4": "9", "total": "99"},
        values={("platform-targets-missed", "hangzhou"): "2"},
    ),
    # 4, line 4: below 95 %, 2 once, however far below
    Case("exactly 95 %", {"4": "10"}, values={("platform-satisfaction", "hangzhou"): "95"}),
    Case("94.99 %", {"4": "8"}, values={("platform-satisfaction", "hangzhou"): "94.99"}),
    Case("90 %", {"4": "8", "total": "98"}, values={("platform-satisfaction", "hangzhou"): "90"}),
    # 10 - 2 × 1 - 2 - 1 - 2
    Case(
        "all of item 4",
        {"4": "3", "total": "93"},
        (found("hotline-not-merged", 2), found("app-account-missing")),
        values={
            ("platform-targets-missed", "hangzhou"): "2",
            ("platform-satisfaction", "hangzhou"): "90",
        },
    ),
)

# --- 说明：加倍 ---------------------------------------------------------------------------------

DOUBLED = (
    # 20 - 3 × 1 × 2
    Case(
        "found last month and ordered",
        {"1.1": "14", "total": "94"},
        (earlier("not-once", SEPTEMBER, ordered=True), again("not-once", SEPTEMBER)),
    ),
    # 20 - 3 × 2 × 2: the whole count is doubled
    Case(
        "two items, last month and ordered",
        {"1.1": "8"},
        (earlier("not-once", SEPTEMBER, ordered=True), again("not-once", SEPTEMBER, 2)),
    ),
    # 20 - 3
    Case(
        "found last month, nothing ordered",
        {"1.1": "17"},
        (earlier("not-once", SEPTEMBER, ordered=False), again("not-once", SEPTEMBER)),
    ),
    # September has data: August is not the last inspection
    Case(
        "found two months ago and ordered",
        {"1.1": "17"},
        (earlier("not-once", AUGUST, ordered=True), again("not-once", AUGUST)),
    ),
    # August and September both ordered: × 2, never × 4
    Case(
        "found three times running",
        {"1.1": "14"},
        (
            earlier("not-once", AUGUST, ordered=True),
            replace(
                earlier("not-once", SEPTEMBER, ordered=True),
                repeats=f"{AUGUST}/not-once-hangzhou",
            ),
            again("not-once", SEPTEMBER),
        ),
    ),
    # August ordered, September not: nothing of the last inspection was ordered
    Case(
        "ordered in August only",
        {"1.1": "17"},
        (
            earlier("not-once", AUGUST, ordered=True),
            replace(
                earlier("not-once", SEPTEMBER, ordered=False),
                repeats=f"{AUGUST}/not-once-hangzhou",
            ),
            again("not-once", SEPTEMBER),
        ),
    ),
    # not marked as a repeat: × 1
    Case(
        "a new thing under the same rule",
        {"1.1": "17"},
        (earlier("not-once", SEPTEMBER, ordered=True), found("not-once")),
    ),
    # once a month: 3 - 1 × 2
    Case(
        "once a month, doubled",
        {"2.1": "1"},
        (
            earlier("sub-centre-plan-missing", SEPTEMBER, ordered=True),
            again("sub-centre-plan-missing", SEPTEMBER),
        ),
    ),
    # two findings, one of them doubled: once, at the higher factor: 3 - 1 × 2
    Case(
        "once a month, the highest factor",
        {"2.1": "1"},
        (
            earlier("sub-centre-plan-missing", SEPTEMBER, ordered=True),
            again("sub-centre-plan-missing", SEPTEMBER),
            found("sub-centre-plan-missing", unit="linan"),
        ),
    ),
    # a tier: 13 - 4 × 2
    Case(
        "the lower tier, doubled",
        {"2.5": "5"},
        (
            earlier("system-not-linked", SEPTEMBER, ordered=True),
            replace(again("system-not-linked", SEPTEMBER), tier=PLANNED),
        ),
    ),
    # 13 - 8 × 2 = -3: floor 0, 100 - 13
    Case(
        "the higher tier, doubled",
        {"2.5": "0", "total": "87"},
        (
            earlier("system-not-linked", SEPTEMBER, ordered=True),
            replace(again("system-not-linked", SEPTEMBER), tier=NO_PLAN),
        ),
    ),
    # the exempt part is not doubled into a charge: 5 - 0.5 × (3 - 1) × 2
    Case(
        "vague wording, one exempt, doubled",
        {"2.3": "3"},
        (
            earlier("guide-vague", SEPTEMBER, ordered=True),
            replace(again("guide-vague", SEPTEMBER, 3), exempt=(Exempt(TEMPLATE, Fraction(1)),)),
        ),
    ),
    # item 4 is provisional, and doubled all the same: 10 - 2 × 2
    Case(
        "a provisional rule, doubled",
        {"4": "6"},
        (
            earlier("app-account-missing", SEPTEMBER, ordered=True),
            again("app-account-missing", SEPTEMBER),
        ),
    ),
    # a number that repeats last month's: 3 - 1 × 1 × 2
    Case(
        "four sub-centres again",
        {"2.1": "1"},
        values={("sub-centres", "hangzhou"): "4"},
        repeated={("sub-centres", "hangzhou"): SEPTEMBER},
    ),
    # 3 - 0.5 × 1 × 2
    Case(
        "four sub-centres of a county again",
        {"2.1": "2"},
        values={("sub-centres", "linan"): "4"},
        repeated={("sub-centres", "linan"): SEPTEMBER},
    ),
    # two months ago: 3 - 1
    Case(
        "four sub-centres as in August",
        {"2.1": "2"},
        values={("sub-centres", "hangzhou"): "4"},
        repeated={("sub-centres", "hangzhou"): AUGUST},
    ),
)

DAY = date(2017, 11, 6)
WORDS = UserText("演示")
NOT_CHARGED = (
    Case(
        "withdrawn",
        {"1.1": "20"},
        (replace(found("not-once", 3), withdrawn=Withdrawn(DAY, WORDS)),),
    ),
    Case(
        "appeal upheld",
        {"1.1": "20"},
        (replace(found("not-once", 3), appeal=Appeal(DAY, WORDS, "upheld", DAY, WORDS)),),
    ),
    # 20 - 3 × 3
    Case(
        "appeal rejected",
        {"1.1": "11"},
        (replace(found("not-once", 3), appeal=Appeal(DAY, WORDS, "rejected", DAY, WORDS)),),
    ),
    Case(
        "appeal not decided",
        {"1.1": "11"},
        (replace(found("not-once", 3), appeal=Appeal(DAY, WORDS)),),
    ),
    # 3 amended to 2: 20 - 3 × 2
    Case(
        "appeal amended",
        {"1.1": "14"},
        (
            replace(
                found("not-once", 3),
                appeal=Appeal(DAY, WORDS, "amended", DAY, WORDS, Fraction(2)),
            ),
        ),
    ),
    Case(
        "charged by another assessment",
        {"1.1": "20"},
        (replace(found("not-once", 3), counted_in=WORDS),),
    ),
)

# --- 80 分的表 ----------------------------------------------------------------------------------

EVERY = {(rule, ""): "0" for rule in AT_THE_CITY}
EVERY |= {(rule, town): "0" for rule in IN_TOWNSHIPS for town in TOWNSHIPS}
MARKS = (
    # 80 ÷ 4
    Case("full marks", {"5": "20", "5.1": "10", "5.2": "20", "5.3": "15", "total": "100"}),
    Case("full marks, the rest", {"5.4": "15", "5.5": "10", "5.6": "10"}),
    # 80 - 3 = 77; 77 ÷ 4 = 19.25
    Case(
        "77 of 80",
        {"5.2": "17", "5": "19.25", "total": "99.25"},
        marks={("information-system", ""): "17"},
    ),
    # 80 - 0.5 = 79.5; 79.5 ÷ 4 = 19.875, never rounded
    Case(
        "79.5 of 80",
        {"5.6": "9.5", "5": "19.875", "total": "99.875"},
        marks={("real-effect", ""): "4.5"},
    ),
    # one township 9, the other 10: mean 9.5; 79.5 ÷ 4
    Case(
        "the mean of two townships",
        {"5.5": "9.5", "5": "19.875"},
        marks={("command-room", "zj-sandun"): "9"},
    ),
    # 80 - 4 - 5 = 71; 71 ÷ 4 = 17.75
    Case(
        "nothing for two lines",
        {"5.3": "11", "5.4": "10", "5": "17.75"},
        marks={(rule, town): "0" for rule in ("staff-local", "grid-pay") for town in TOWNSHIPS},
    ),
    Case("no marks at all", {"5": "0", "5.1": "0", "total": "80"}, marks=EVERY),
)

CASES = BY_FINDINGS + BY_MEASUREMENTS + DOUBLED + NOT_CHARGED + MARKS


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_score_is_the_one_worked_by_hand(book: Book, case: Case) -> None:
    unit = scored(book, months(case))
    expected = {key: Fraction(number) for key, number in case.expected.items()}
    assert numbers(unit, expected) == expected
    assert not unit.provisional


@pytest.mark.parametrize(("rule", "lost"), [*AT_THE_CITY.items(), *IN_TOWNSHIPS.items()])
def test_each_judged_line_is_worth_a_quarter_of_its_points(
    book: Book, rule: str, lost: int
) -> None:
    """附件三之附件1：80分折20分."""
    places = ("",) if rule in AT_THE_CITY else TOWNSHIPS
    unit = scored(book, months(Case("", {}, marks={(rule, place): "0" for place in places})))
    assert numbers(unit, ["5"]) == {"5": 20 - Fraction(lost, 4)}


def test_without_an_agreed_mark_the_mean_counts_and_is_provisional(book: Book) -> None:
    """附件三 二：三个督察组碰头评分."""
    made = months(Case("", {}))
    given = {"督察一组": 9, "督察二组": 8, "督察三组": 8}
    panel = tuple(PanelMark(Fraction(p), HERE, group=group) for group, p in given.items())
    marks = tuple(
        replace(mark, agreed=None, panel=panel)
        if (mark.rule, mark.where) == ("command-room", "zj-sandun")
        else mark
        for mark in made[OCTOBER].marks
    )
    made[OCTOBER] = replace(made[OCTOBER], marks=marks)
    unit = scored(book, made)
    # (9 + 8 + 8) ÷ 3 = 25/3; with the other township's 10: (25/3 + 10) ÷ 2 = 55/6
    # 70 + 55/6 = 475/6; ÷ 4 = 475/24
    assert numbers(unit, ["5.5", "5"]) == {"5.5": Fraction(55, 6), "5": Fraction(475, 24)}
    assert unit.provisional


def test_a_panel_does_not_move_an_agreed_mark(book: Book) -> None:
    made = months(Case("", {}, marks={("command-room", "zj-sandun"): "8"}))
    panel = (PanelMark(Fraction(2), HERE, group="督察一组"),)
    marks = tuple(replace(mark, panel=panel) for mark in made[OCTOBER].marks)
    made[OCTOBER] = replace(made[OCTOBER], marks=marks)
    unit = scored(book, made)
    # (8 + 10) ÷ 2 = 9; 79 ÷ 4 = 19.75
    assert numbers(unit, ["5"]) == {"5": Fraction("19.75")}
    assert not unit.provisional


def test_an_exempt_criterion_keeps_its_points_and_says_so(book: Book) -> None:
    """口径 not-assessed：免予考核的按满分，不折算."""
    made = months(Case("", {}, (found("hotline-not-merged", 3), found("not-once"))))
    absence = Absence("zj-hangzhou", WORDS, HERE, criterion="4", status="exempt")
    made[OCTOBER] = replace(made[OCTOBER], absences=(absence,))
    unit = scored(book, made)
    # the three hotlines are not charged; 100 - 3 for the one item
    assert numbers(unit, ["1.1", "4", "total"]) == {"1.1": 17, "4": 10, "total": 97}
    assert {c.id: c.status for c in unit.criteria}["4"] is Status.EXEMPT


def test_a_rule_without_the_unit_leaves_the_others_in_force(book: Book) -> None:
    both = (found("system-not-enabled"), found("system-not-all-items"))
    made = months(Case("", {}, both))
    absence = Absence("zj-hangzhou", WORDS, HERE, rule="system-not-enabled")
    made[OCTOBER] = replace(made[OCTOBER], absences=(absence,))
    # 13 - 2 for the items alone
    assert numbers(scored(book, made), ["2.5", "total"]) == {"2.5": 11, "total": 98}


def test_what_nobody_reported_is_pending_not_zero(book: Book) -> None:
    unit = scored(book, {OCTOBER: Month(SCHEME, OCTOBER)})
    states = {c.id: c.status for c in unit.criteria}
    assert states["2.1"] is Status.PENDING
    assert states["4"] is Status.PENDING
    assert states["5"] is Status.PENDING
    assert states["3"] is Status.SCORED
    assert unit.provisional


# --- 原文与细则，两个方向 -------------------------------------------------------------------------

ITEMS: Mapping[str, frozenset[str]] = {
    "附件二 序号1 全面实现“最多跑一次”": frozenset({"not-once"}),
    "附件二 序号1 比对规范 前半": frozenset({"catalogue-not-compared"}),
    "附件二 序号1 比对规范 后半": frozenset({"county-counts-unbalanced"}),
    "附件二 序号2 分中心 前半": frozenset({"sub-centres-above-three"}),
    "附件二 序号2 分中心 后半": frozenset({"sub-centre-plan-missing"}),
    "附件二 序号2 综合受理窗口 前半": frozenset({"window-missing"}),
    "附件二 序号2 综合受理窗口 后半": frozenset({"sub-centre-window-missing"}),
    "附件二 序号2 办事指南 第1项": frozenset({"guide-missing"}),
    "附件二 序号2 办事指南 第2项前半": frozenset({"guide-not-standard"}),
    "附件二 序号2 办事指南 第2项后半": frozenset({"guide-vague"}),
    "附件二 序号2 办事指南 第3项": frozenset({"guide-mismatch"}),
    "附件二 序号2 图审合一等改革措施 第1项前半": frozenset({"drawing-review-plan-missing"}),
    "附件二 序号2 图审合一等改革措施 第1项后半": frozenset({"drawing-review-fund-missing"}),
    "附件二 序号2 图审合一等改革措施 第2项": frozenset({"joint-licence-plan-missing"}),
    "附件二 序号2 图审合一等改革措施 第3项": frozenset({"many-in-one-missing"}),
    "附件二 序号2 一窗受理信息化系统 第1句": frozenset({"system-not-linked"}),
    "附件二 序号2 一窗受理信息化系统 第2句前半": frozenset({"system-not-enabled"}),
    "附件二 序号2 一窗受理信息化系统 第2句后半": frozenset({"system-not-all-items"}),
    "附件二 序号3 公布承诺办理时限": frozenset({"limit-not-published"}),
    "附件二 序号3 承诺时限内办结": frozenset({"limit-not-kept"}),
    "附件二 序号4 第1项": frozenset({"hotline-not-merged"}),
    "附件二 序号4 第2项": frozenset({"app-account-missing"}),
    "附件二 序号4 第3项": frozenset({"platform-targets"}),
    "附件二 序号4 第4项": frozenset({"platform-satisfaction-low"}),
    "附件三之附件1 序号1 第1项": frozenset({"leading-group"}),
    "附件三之附件1 序号1 第2项": frozenset({"supervision-mechanism"}),
    "附件三之附件1 序号2": frozenset({"information-system"}),
    "附件三之附件1 序号3 第1项": frozenset({"staff-local"}),
    "附件三之附件1 序号3 第2项": frozenset({"head-appointment"}),
    "附件三之附件1 序号3 第3项": frozenset({"staff-assessment"}),
    "附件三之附件1 序号3 第4项": frozenset({"staff-bonus"}),
    "附件三之附件1 序号4 第1项": frozenset({"grid-merged"}),
    "附件三之附件1 序号4 第2项": frozenset({"grid-training"}),
    "附件三之附件1 序号4 第3项": frozenset({"grid-pay"}),
    "附件三之附件1 序号5": frozenset({"command-room"}),
    "附件三之附件1 序号6 第1项": frozenset({"special-practice"}),
    "附件三之附件1 序号6 第2项": frozenset({"real-effect"}),
}
"""Every line of the two tables that changes points, as the document numbers them."""

POINTS = {
    "1": 30,
    "1.1": 20,
    "1.2": 10,
    "2": 30,
    "2.1": 3,
    "2.2": 4,
    "2.3": 5,
    "2.4": 5,
    "2.5": 13,
    "3": 10,
    "3.1": 4,
    "3.2": 6,
    "4": 10,
    "5": 20,
    "5.1": 10,
    "5.2": 20,
    "5.3": 15,
    "5.4": 15,
    "5.5": 10,
    "5.6": 10,
}
"""The 分值 of the two tables: 30 + 30 + 10 + 10 + 20 = 100; 10 + 20 + 15 + 15 + 10 + 10 = 80."""

READINGS = {
    "repeat-of",
    "repeat-growth",
    "judged-not-doubled",
    "overflow-dropped",
    "eighty-to-twenty",
    "sub-centre-start",
    "vehicle-office",
    "sub-centres-of-counties",
    "eight-and-four",
    "provincial-template",
    "item-four-in-force",
    "exactly-at-the-limit",
    "app-and-account",
    "agreed-marks",
    "eleven-cities",
}
"""What section 5 A of the contract settles."""


@pytest.mark.parametrize("item", ITEMS)
def test_every_line_of_the_document_has_its_rules(rubric: Rubric, item: str) -> None:
    assert {rule.id for rule in rubric.rules.values() if rule.clause == item} == ITEMS[item]


def test_every_rule_has_its_line_in_the_document(rubric: Rubric) -> None:
    assert {rule.clause for rule in rubric.rules.values()} == set(ITEMS)
    assert set(rubric.rules) == set().union(*ITEMS.values())


def test_every_rule_is_tried_by_a_case() -> None:
    tried = {finding.rule for case in CASES for finding in case.findings}
    tried |= {"sub-centres-above-three", "platform-targets", "platform-satisfaction-low"}
    assert tried | set(AT_THE_CITY) | set(IN_TOWNSHIPS) == set().union(*ITEMS.values())


def test_full_points_are_the_document_s(rubric: Rubric) -> None:
    assert {node.id: node.points for node in rubric.nodes.values()} == POINTS
    assert rubric.nodes["5"].out_of == 80
    judged = {r.id: r.action.points for r in rubric.rules.values() if isinstance(r.action, Judge)}
    assert judged == {**AT_THE_CITY, **IN_TOWNSHIPS}


def test_only_item_four_is_provisional(rubric: Rubric) -> None:
    """序号4：细化考核内容和扣分办法待定."""
    provisional = {rule.id for rule in rubric.rules.values() if rule.provisional}
    assert provisional == {
        "hotline-not-merged",
        "app-account-missing",
        "platform-targets",
        "platform-satisfaction-low",
    }


def test_only_vague_wording_can_be_the_province_s(rubric: Rubric) -> None:
    """序号2 办事指南 第2项：省级部门统一印发的指南的问题，不扣分."""
    exempting = {r.id: r.exempt_reasons for r in rubric.rules.values() if r.exempt_reasons}
    assert exempting == {"guide-vague": (TEMPLATE,)}


def test_every_reading_of_the_contract_is_registered(rubric: Rubric) -> None:
    readings = {reading.id: reading for reading in rubric.readings}
    assert set(readings) >= READINGS
    assert all(
        reading.why and reading.decided_by and reading.decided_on for reading in readings.values()
    )
