"""杭跑改办〔2017〕41号: what each option of each reading gives, worked by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from bulletin.model.month import Month
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Units
from bulletin.scoring import award, score

from tests.making import Data, assessment_of
from tests.readings import Case, Look, pairs, rank, registered, total, under, winners
from tests.unit.scoring.test_rubric_41 import UNIT, WITHOUT, _order, month, repo, values

SCHEME = "hangzhou-departments"
AUG, SEP, OCT = "2017-08", "2017-09", "2017-10"
ALL = _order()
THIRD = next(unit for unit in ALL if unit not in {UNIT, WITHOUT})
ORDERED = "ordered: {due: 2017-10-10}"


def made(**months: Data) -> dict[str, Month]:
    return dict(assessment_of(repo(**months)).months)


def september(*findings: str, **measured: str) -> dict[str, Month]:
    numbers = {metric: Decimal(value) for metric, value in measured.items()}
    return made(m2017_09=month(*findings, measured=values(**numbers)))


def losing(*counts: int) -> list[str]:
    """Let the units, in the order of the register, lose so many points; the last count stays."""
    lost = [*counts, *[counts[-1]] * (len(ALL) - len(counts))]
    return [
        f"id: f{n}, unit: {unit}, rule: guide-mismatch, count: {count}"
        for n, (unit, count) in enumerate(zip(ALL, lost, strict=True))
        if count
    ]


def chain() -> dict[str, Month]:
    """Found in August, again in September, and once more by the province in October."""
    text = "id: f, rule: guide-mismatch"
    return made(
        m2017_08=month(text, day="2017-08-15"),
        m2017_09=month(f"{text}, repeats: 2017-08/f"),
        m2017_10=month(
            f"{text}, repeats: 2017-09/f, source: provincial-inspection", day="2017-10-15"
        ),
    )


def barred() -> dict[str, Month]:
    """All have 100; one asked for data it has, another did not do at once what it promised."""
    return september(
        f"unit: {UNIT}, rule: data-not-used",
        f"unit: {UNIT}, rule: pledge-business",
        f"unit: {WITHOUT}, rule: not-once",
        f"unit: {WITHOUT}, rule: pledge-business, count: 2",
    )


def without(*units: str) -> list[str]:
    return [unit for unit in ALL if unit not in units]


def mark_of_the_year(assessment: Assessment, units: Units) -> object:
    held = {m: score(assessment, units, m) for m in assessment.months}
    (result,) = award(assessment, units, "2017", held)
    (unit,) = [u for u in result.units if u.unit == UNIT]
    return unit.score, unit.rank


def field(assessment: Assessment, units: Units) -> object:
    held = score(assessment, units, SEP)
    (result,) = award(assessment, units, "2017", {SEP: held})
    (last,) = [u.rank for u in held.units if u.unit == UNIT]
    return len(held.units), last, result.places


UNIT_TOTAL: Look = total(SEP, UNIT)
ONCE: tuple[str, ...] = ("random-inspection-late", "supervision-rules-missing", "supervision-gap")
ONCE += ("front-back-not-split", "joint-not-done", "complaint-responsible")

CASES: dict[str, Case] = {
    # the second repeat, found by the province: 2 × 4 = 8; 2 × 3 = 6; 2 × 2 = 4
    "doubling": (
        chain(),
        total(OCT, UNIT),
        {"compound": 92, "additive": 94, "only-once": 96},
    ),
    # a repeats September's, ordered: 2; b repeats August's: 2, or 1 where only September counts
    "repeat-of": (
        made(
            m2017_08=month(f"id: f, rule: guide-mismatch, {ORDERED}", day="2017-08-15"),
            m2017_09=month(f"id: f, rule: guide-mismatch, {ORDERED}"),
            m2017_10=month(
                "id: a, rule: guide-mismatch, repeats: 2017-09/f",
                "id: b, rule: guide-mismatch, repeats: 2017-08/f",
                day="2017-10-15",
            ),
        ),
        total(OCT, UNIT),
        {"any-earlier": 96, "previous-only": 97},
    ),
    # 1 by the province, 2 by the city, 3 by the monthly check:
    # 2 + 4 + 3 = 9; 2 + 2 + 3 = 7; 2 + 4 + 6 = 12 (10 and 2 from the total)
    "who-inspects": (
        september(
            "rule: guide-mismatch, source: provincial-inspection",
            "rule: guide-mismatch, count: 2, source: municipal-inspection",
            "rule: guide-mismatch, count: 3, source: monthly-check",
        ),
        UNIT_TOTAL,
        {"both-inspections": 91, "provincial-only": 93, "monthly-too": 88},
    ),
    # 13 of 10 points: 90 − 3; 90
    "overflow-level": (
        september("rule: data-not-used, count: 13"),
        UNIT_TOTAL,
        {"carry": 87, "drop": 90},
    ),
    # 99 and 9 + 5 = 14 of bonus: 113; 99 + 10; 99 + 5
    "awards-uncapped": (
        september("rule: pledge-business, count: 9", "rule: breakthrough", "rule: guide-mismatch"),
        UNIT_TOTAL,
        {"uncapped": 113, "ten-a-month": 109, "five-a-month": 104},
    ),
    # one initiative at 1 and 4, another at 2: 4 + 2; 4
    "innovation-tiers": (
        september(
            "rule: innovation, tier: 市领导批示肯定, subject: 一网通",
            "rule: innovation, tier: 全国推广, subject: 一网通",
            "rule: innovation, tier: 全省推广, subject: 一证办",
        ),
        UNIT_TOTAL,
        {"per-subject": 106, "per-month": 104},
    ),
    # 2; 1 + 2
    "collection-tiers": (
        september("rule: opinion-collection, tier: 发动有力质量高"),
        UNIT_TOTAL,
        {"highest": 102, "added": 103},
    ),
    # full 5 and a bonus of 1, the other unit full 5; 1 of 5, the other unit 0 of 5
    "collection-full-marks": (
        september("rule: opinion-collection, tier: 参与动员收集"),
        total(SEP, UNIT, WITHOUT),
        {"starts-full": (101, 100), "earned": (96, 95)},
    ),
    # 3 + 5; two reforms led, one of them entered twice, and two breakthroughs: 2 × 3 + 2 × 5
    "once-a-month-awards": (
        september(
            "rule: reform-lead, subject: 甲",
            "rule: reform-lead, subject: 甲",
            "rule: reform-lead, subject: 乙",
            "rule: breakthrough, subject: 甲",
            "rule: breakthrough, subject: 乙",
        ),
        UNIT_TOTAL,
        {"once-a-month": 108, "each-subject": 116},
    ),
    # 1 led, 3 assisted: 1 + 3 × 0.5; 1 + 3 × 1
    "lead-and-assist": (
        september("rule: joint-approval-lead", "rule: joint-approval-assist, count: 3"),
        UNIT_TOTAL,
        {"two-rules": Fraction("102.5"), "same-points": 104},
    ),
    # 0.4 below 85 and 1.5 below 99: 0 + 1; 0.4 + 1.5; 1 + 2
    "percentage-points": (
        september(publish_share="84.6", satisfaction="97.5"),
        UNIT_TOTAL,
        {"whole": 99, "share": Fraction("98.1"), "started-point": 97},
    ),
    # 2 below 99: 2; 2 × 2
    "satisfaction-two-words": (
        september(satisfaction="97"),
        UNIT_TOTAL,
        {"one-number": 98, "twice": 96},
    ),
    # 2 found on 31 August: nothing; 2
    "after-august": (
        made(m2017_08=month("rule: four-cancel-missing, count: 2", day="2017-08-31")),
        total(AUG, UNIT),
        {"from-september": 100, "last-of-august": 98},
    ),
    # each of the six twice: 6 × 1; 6 × 2 (three of them 6 of 5 points, 1 from the total)
    "deduct-without-each": (
        september(*[f"rule: {rule}" for rule in ONCE * 2]),
        UNIT_TOTAL,
        {"once-a-month": 94, "each-time": 88},
    ),
    # 2 + 1 + 3 = 6 (5 and 1 from the total); 1 + 1 + 1
    "three-complaint-rules": (
        september(
            "rule: complaint-overdue, count: 2",
            "rule: complaint-unsatisfied",
            "rule: complaint-not-reported, count: 3",
        ),
        UNIT_TOTAL,
        {"three-rules": 94, "once-each": 97},
    ),
    # 1 in 上城, 2 in 临安: 1; 1 + 2
    "weekend-areas": (
        september(
            "rule: weekend-service-missing, place: shangcheng",
            "rule: weekend-service-missing, place: linan, count: 2",
        ),
        UNIT_TOTAL,
        {"eleven-areas": 99, "with-linan": 97},
    ),
    # all are tied at 100: who is not barred wins
    "data-flag-scope": (
        barred(),
        winners,
        {"data-only": without(UNIT, WITHOUT), "no-bar": without(WITHOUT)},
    ),
    "two-flags": (
        barred(),
        winners,
        {"either-bars": without(UNIT, WITHOUT), "special-only": without(UNIT)},
    ),
    # 99 and 96: (99 + 96) ÷ 2; 99 + 96; all others 100 or 200
    "year-result": (
        made(
            m2017_08=month("rule: guide-mismatch", day="2017-08-15"),
            m2017_09=month("rule: guide-mismatch, count: 4"),
        ),
        mark_of_the_year,
        {"mean": (Fraction("97.5"), 59), "sum": (195, 59)},
    ),
    # unit number n (from 0) loses n: the first 11; the first 12
    "award-places": (
        september(*losing(*range(59))),
        winners,
        {"whole-number": ALL[:11], "rounded": ALL[:12]},
    ),
    # ten lose nothing, two are tied for the eleventh place
    "award-ties": (
        september(*losing(*[0] * 10, 1, 1, 2)),
        winners,
        {"all-in": ALL[:12], "all-out": ALL[:10]},
    ),
    # the last of 59, ⌊11.8⌋ places; the last of 43, ⌊8.6⌋ places
    "seven-or-sixteen": (
        september("rule: guide-mismatch"),
        field,
        {"annex-list": (59, 59, 11), "with-services-only": (43, 43, 8)},
    ),
    # one without services loses 1, one with services 2: 58th and 59th; last of 16 and last of 43
    "one-ranking": (
        september(f"unit: {WITHOUT}, rule: guide-mismatch", "rule: guide-mismatch, count: 2"),
        rank(SEP, WITHOUT, UNIT),
        {"together": (58, 59), "two-groups": (16, 43)},
    ),
    # 1 lost, and 10 points (1.2) not taken part in: 89; 89 ÷ 90 × 100
    "no-services": (
        made(
            m2017_09=month("rule: guide-mismatch")
            | {"participation": [{"unit": UNIT, "criterion": "1.2", "reason": "没有数据"}]}
        ),
        UNIT_TOTAL,
        {"no-scaling": 89, "scaled": Fraction(8900, 90)},
    ),
    # two lose 1, one loses 2, 56 nothing: 57, 57, 59; 2, 2, 3
    "tied-ranks": (
        september(
            "rule: guide-mismatch",
            f"unit: {WITHOUT}, rule: guide-mismatch",
            f"unit: {THIRD}, rule: guide-mismatch, count: 2",
        ),
        rank(SEP, UNIT, WITHOUT, THIRD),
        {"competition": (57, 57, 59), "dense": (2, 2, 3)},
    ),
    # 30 × 2 × 2 = 120: 100 − 120; 0
    "below-zero": (
        september("rule: not-once, count: 30, source: provincial-inspection"),
        UNIT_TOTAL,
        {"no-floor": -20, "floor-zero": 0},
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
