"""The reference is fresh, and its examples come to what was worked out by hand."""

from fractions import Fraction
from pathlib import Path

import pytest
from bulletin.repository.opened import open_repository
from bulletin.scoring import score

from tools.reference import EXAMPLES, MONTH, PAGE, load, page, write

# The total of the example's unit, worked out by hand.
TOTALS = {
    "01-deduct-each": "3",  # 5 - 0.5 × 3 - 0.5 × 1
    "02-deduct-once": "4",  # 5 - 1
    "03-deduct-metric": "4",  # 99 - 97.4 = 1.6, one whole step: 5 - 1
    "03b-once-metric": "8",  # 10 - 2, once for both places
    "04-by-kind": "2.5",  # 4 - 1 (city) - 0.5 (county)
    "05-award": "18",  # 10 + min(8, 5 + 0 + 5)
    "06-tiers": "12",  # 10 + 2, the province's tier only
    "07-earn": "28",  # 15 (20 cases) + 0 (85 is not above 85) + 5 + 2 × 4
    "08-rank": "27",  # second of two: 30 - 3
    "09-judge": "8.75",  # (8 + 9.5) ÷ 2
    "10-void": "0",  # first in rank, 30, but void
    "11-only-if": "18",  # second of two in the table; 12th place is not in the first ten
    "12-modifiers": "6",  # 10 - 1 × 2 × 2
    "12b-discoveries": "8",  # 10 - 1 × 2, the upheld one passed over
    "13-overflow": "7",  # 10 - 13 → 0, 3 over; 0 + 10 - 3
    "14-scale": "19.25",  # 77 × 20 ÷ 80
    "15-normalise": "90",  # 45 ÷ 50 × 100
    "16-states": "7",  # 10 - 0 - (4 - 3) - 1 - 0 - (5 - 3 - 1)
    "17-attainable": "5",  # 6 - 1 + 0
    "18-taken": "50",  # 3 ÷ 6 × 100
}


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tools.reference"


def test_every_example_has_a_total_worked_by_hand() -> None:
    assert [path.stem for path in EXAMPLES] == list(TOTALS)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_comes_to_what_was_worked_by_hand(path: Path, tmp_path: Path) -> None:
    example = load(path)
    write(tmp_path, example)
    book = open_repository(tmp_path).book
    unit = score(book.assessments["example"], book.units, MONTH).unit(example["unit"])
    assert unit is not None
    assert unit.total == Fraction(TOTALS[path.stem])
