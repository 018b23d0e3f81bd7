"""The totals of the county's assessment, worked by hand; see its ``README.md``."""

import json
from fractions import Fraction

import pytest

from tests.golden.test_golden import CASES, said

(COUNTY,) = (case for case in CASES if case.name == "county-assessment")
F = Fraction
TOTALS: dict[str, dict[str, Fraction | None]] = {
    "2025-03": {
        # 1: 15 - 3 × 0.5 - 2 × 1.5 = 10.5, 15 - 0.5 - 1.5 = 13; 2: 28 × 20 ÷ 40; 3: 10 + 2;
        # 4: (7.5 + 9 + 8.5) ÷ 3; 5: 10 + 5, at most 10
        "t-dong": (F("23.5") + 14 + 12 + F(25, 3) + 10) / 95 * 100,
        # 1: 15 - 2.25, 15 - 0.6 - 2; 2: 5 + 10 of 40; 3: 7 + 4; 4: 9; 5: 10
        "t-xi": (F("12.75") + F("12.4") + F("7.5") + 11 + 9 + 10) / 95 * 100,
        # 1: 15 + 15 - 2; 2: 20 of 40; 3: 7; 4: 8; 5: 10 - 1 - 1 + 5, at most 10
        "t-nan": F(28 + 10 + 7 + 8 + 10, 95) * 100,
        # 1: 15 - 40 × 0.5, 15 - 2; 2: 8 + 7 of 40; 3: 3; 4: 7.5; 5: 10; 5 carried
        "t-bei": (13 + F("7.5") + 3 + F("7.5") + 10) / 95 * 100 - 5,
        # 1: 30; 2: 20 of 40; 3: void; 4: 6; 5: 10 - 2 - 3 × 1.5 - 1 - 5 = -2.5, and 5
        "t-he": F(30 + 10 + 0 + 6 + 5, 95) * 100 - F("2.5"),
        # 1: 30; 2: 20 of 40; 3: none reported, 11th: 2; 4: 9; 5: 10
        "t-shan": F(30 + 10 + 2 + 9 + 10, 95) * 100,
        # 1: 30; 2: 30 of 40; 3: no part; 4: 8 + 0 + 1; 5: 10; 2 + 1 + 2.5 + 3, at most 6
        "b-edu": F(30 + 15 + 9 + 10, 80) * 100 + 6,
        # 1: 15 + 15 - 3 × 0.5 - 1; 2: 24 of 40; 3: 8; 4: 8 + 3; 5: 9 + 5, at most 10
        "b-hea": F("27.5") + 12 + 8 + 11 + 10,
        # 1: 15, 1.2 exempt; 2: 12 of 40; 3: 4; 4: 9.25 + 3; 5: 10; of 100 - 15
        "b-civ": (15 + 6 + 4 + F("12.25") + 10) / 85 * 100,
        # 1: 15 + 15 - 3.5 - 0.5; 2: 25 of 40; 3: 11 + 6; 4: 10 + 5; 5: 10 + 3, at most 10; - 3
        "b-market": 26 + F("12.5") + 17 + 15 + 10 - 3,
        # 1: 14 + 14; 2: 15 of 40; 3: 10; 4: 5; 5: 8 + 5, at most 10; of 100 - 10 × 20 ÷ 40
        "b-house": (28 + F("7.5") + 10 + 5 + 10) / 95 * 100,
        # 1: 15 + 15 - 3 × 0.5; 2: 40 of 40; 3: 12 + 8; 4: 9.5 + 4; 5: 10
        "b-hall": F("28.5") + 20 + 20 + F("13.5") + 10,
    },
    "2025-04": {
        # 1: 30 - 3 × 0.5 × 1.5 × 2 - 0.5 × 2 - 2, the dearer of 1 × 1.5 and 1 × 2
        "t-dong": (30 - F("4.5") - 1 - 2 + 15 + 8 + 8 + 10) / 95 * 100,
        "t-xi": F(30 - 2 - 2 + 15 + 9 + 8 + 10, 95) * 100,
        # 1: 15 - 60 × 0.5 × 1.5 = -30, 15 - 1; floored: 57 ÷ 95 × 100 - 30 - 60 is below 0
        "t-nan": F(0),
        # 1: 30 - 10 × 0.5 × 2 - 1 × 2
        "t-bei": F(30 - 10 - 2 + 15 + 11 + 8 + 10, 95) * 100,
        # 5.1: 10 - 1, the earlier was not ordered to be mended
        "t-he": F(30 + 15 + 12 + 8 + 10, 95) * 100,
        "t-shan": None,
        "b-edu": F(30 + 20 + 9 + 13 + 10),
        "b-hea": F(30 + 15 + 10 + 12 + 10),
        # 1: 30 - 2 × 1 - 2 × 0.5 × 1.5 × 2
        "b-civ": F(30 - 2 - 3 + 15 + 3 + 11 + 10),
        # 1: 30 - 1 × 1.5 × 2; 5: 10 + 5 - 2, at most 10; the 21st is out of force
        "b-market": F(30 - 3 + 15 + 11 + 10 + 10),
        # 1: 30 - 2 × 0.5 × 2; no part in what is ranked in 3
        "b-house": F(30 - 2 + 15 + 9 + 10, 80) * 100,
        # 1 exempt
        "b-hall": F(15 + 12 + 8 + 10, 70) * 100,
    },
    "2025-05": {
        # 1: 15 - 1 × 4, 15 - 0.5 × 1.5 × 4 - 1 × 4
        "t-dong": F(11 + 8 + 15 + 15 + 8 + 10, 95) * 100,
        "t-xi": F(30 + 15 + 14 + 8 + 10, 95) * 100,
        # 1: 30 - 2 × 4 - 1 × 2 × 2; 5: 10 - 1 × 2 + 5, at most 10
        "t-nan": F(30 - 8 - 4 + 15 + 13 + 8 + 10, 95) * 100,
        # 1: 30 - 0.5 × 4
        "t-bei": F(30 - 2 + 15 + 12 + 8 + 10, 95) * 100,
        "t-he": (30 + 15 + 11 + F("8.5") + 10) / 95 * 100,
        "t-shan": F(30 + 15 + 10 + 8 + 10, 95) * 100,
        # no part in 4; 12 × 0.5 = 6, at most 4
        "b-edu": F(30 + 15 + 16 + 10, 80) * 100 + 4,
        # of those who take part in 4.3 the first
        "b-hea": F(30 + 15 + 17 + 13 + 10),
        # 1: 30 - 2 × 4
        "b-civ": F(30 - 8 + 15 + 9 + 12 + 10),
        "b-market": F(30 + 15 + 19 + 11 + 10),
        "b-house": F(30 + 15 + 19 + 8 + 10, 95) * 100,
        "b-hall": F(30 + 15 + 20 + 10 + 10),
    },
}


@pytest.mark.parametrize("month", TOTALS)
def test_the_totals_of_a_month(month: str) -> None:
    scored = json.loads(said(COUNTY, "score", "services", month, "--format", "json"))
    totals = {one["unit"]: one["total"] for one in scored["units"]}
    assert {u: t if t is None else F(t) for u, t in totals.items()} == TOTALS[month]


def test_the_awards_of_the_year() -> None:
    """30 % of 12 are 3 places; 河口镇 is barred from both, 县市场监管局 from the second."""
    best, front = json.loads(said(COUNTY, "award", "services", "2025", "--format", "json"))
    won = [[u["unit"] for u in award["units"] if u["winner"]] for award in (best, front)]
    assert won == [["b-edu", "b-hall", "b-market"], ["b-edu", "b-hall"]]
    score = {u["unit"]: F(u["score"]) for u in best["units"]}
    assert score["b-edu"] == (86 + 82 + F("92.75")) / 3
    months = [TOTALS[month]["t-shan"] for month in ("2025-03", "2025-05")]
    assert score["t-shan"] == sum(filter(None, months)) / 2
