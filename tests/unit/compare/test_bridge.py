"""What leads from one total to another, worked by hand; both sides are months of the same unit."""

from dataclasses import replace

import pytest
from bulletin.compare.bridge import Side, bridge
from bulletin.compare.moves import NOBODY, Move, move
from bulletin.scoring.audit import UnbalancedError

from tests.making import Plain, assessment_of
from tests.unit.scoring.test_language import node, october, repo, result

EACH = node("deduct: {points: 2, per: 项}")
OTHER = "{id: o, title: 其他, points: 10, rules: [{id: o1, text: 办法, clause: 一, "
OTHER += "deduct: {points: 1, per: 项}}]}"
NORMALISED = "totals: {normalise: participating}"


def side(plain: Plain) -> Side:
    rubric = assessment_of(plain).rubric_for("2017-10")
    assert rubric is not None
    return Side(october(plain), rubric)


def lines(before: Plain, after: Plain) -> list[tuple[str, str, str]]:
    """Return for each line what drives it, its name and by how much it moves the total."""
    found = bridge(side(before), side(after))
    return [(line.driver.sort, line.driver.id, str(line.change)) for line in found]


def test_the_biggest_line_comes_first_and_equal_ones_by_name() -> None:
    # 10 - 2 - 2 = 6 → 10 - 2 × 3 - 2 = 2: f and g go (+2 each), i comes (-6), h comes (-2)
    before = repo(EACH, "{findings: {g: {}, f: {}}}")
    after = repo(EACH, "{findings: {i: {count: 3}, h: {}}}")
    assert lines(before, after) == [
        ("finding", "2017-10/i", "-6"),
        ("finding", "2017-10/f", "2"),
        ("finding", "2017-10/g", "2"),
        ("finding", "2017-10/h", "-2"),
    ]


def test_what_stays_as_it_is_has_no_line() -> None:
    plain = repo(EACH, "{findings: {f: {}}}")
    assert lines(plain, plain) == []


def test_what_goes_beyond_full_marks_is_a_line_of_the_top_criterion() -> None:
    # 3 - 2 = 1 → 3 - 4 = -1, of which 1 is dropped: 0
    over = node("deduct: {points: 2, per: 项}", "points: 3")
    before, after = repo(over, "{findings: {f: {}}}"), repo(over, "{findings: {f: {}, g: {}}}")
    assert lines(before, after) == [("finding", "2017-10/g", "-2"), ("limit", "k", "1")]


def test_what_is_carried_to_the_total_joins_the_line_of_its_limit() -> None:
    # 1 → 3 - 4 = -1: 0 in the criterion (+1), and -1 carried: the limit takes and gives 0
    over = node("deduct: {points: 2, per: 项}", "points: 3")
    carry = "totals: {overflow: carry}"
    before = repo(over, "{findings: {f: {}}}", carry)
    after = repo(over, "{findings: {f: {}, g: {}}}", carry)
    assert lines(before, after) == [("finding", "2017-10/g", "-2")]


def test_points_of_a_scaled_criterion_are_points_of_the_total() -> None:
    # (20 - 2) ÷ 2 = 9 → (20 - 4) ÷ 2 = 8
    scaled = node("deduct: {points: 2, per: 项}", "points: 10, out_of: 20")
    before, after = repo(scaled, "{findings: {f: {}}}"), repo(scaled, "{findings: {f: {}, g: {}}}")
    assert lines(before, after) == [("finding", "2017-10/g", "-1")]


def test_points_of_a_normalised_total_are_converted() -> None:
    # (8 + 10) ÷ 20 × 100 = 90 → (6 + 10) ÷ 20 × 100 = 80
    both = f"{EACH}, {OTHER}"
    before = repo(both, "{findings: {f: {}}}", NORMALISED)
    after = repo(both, "{findings: {f: {}, g: {}}}", NORMALISED)
    assert lines(before, after) == [("finding", "2017-10/g", "-10")]


def test_another_scale_is_a_line_of_its_own() -> None:
    # (8 + 10) × 5 = 90 → 8 × 10 = 80: without o 90 - 50 = 40 by the first scale, then + 40
    both = f"{EACH}, {OTHER}"
    before = repo(both, "{findings: {f: {}}}", NORMALISED)
    absent = "participation: [{unit: a, criterion: o, reason: 撤并}]"
    after = repo(both, f"{{findings: {{f: {{}}}}, {absent}}}", NORMALISED)
    assert lines(before, after) == [("full", "o", "-50"), ("scale", "", "40")]


def test_a_total_of_nothing_takes_the_scale_of_the_other_one() -> None:
    # 10 - 2 × 5 = 0 tells no scale → (10 - 2) × 10 = 80
    before = repo(EACH, "{findings: {f: {count: 5}}}", NORMALISED)
    after = repo(EACH, "{findings: {f: {}}}", NORMALISED)
    assert lines(before, after) == [("finding", "2017-10/f", "80")]


def test_two_totals_of_nothing_are_not_converted() -> None:
    # 10 - 2 × 5 = 0 → 10 - 2 × 4 - 2 = 0
    before = repo(EACH, "{findings: {f: {count: 5}}}", NORMALISED)
    after = repo(EACH, "{findings: {f: {count: 4}, g: {}}}", NORMALISED)
    assert lines(before, after) == [("finding", "2017-10/f", "2"), ("finding", "2017-10/g", "-2")]


def test_nothing_leads_to_no_total() -> None:
    before = repo(EACH, "{findings: {f: {}}}")
    after = repo(EACH, "{findings: {f: {}}, participation: [{unit: a, reason: 撤并}]}")
    assert lines(before, after) == lines(after, before) == []


def test_a_bridge_that_does_not_add_up_is_refused() -> None:
    # 10 - 2 = 8 and 10 - 4 = 6, but the later total is said to be 7
    before = side(repo(EACH, "{findings: {f: {}}}"))
    after = side(repo(EACH, "{findings: {f: {}, g: {}}}"))
    assert after.score.total == 6
    wrong = Side(replace(after.score, total=after.score.total + 1), after.rubric)
    with pytest.raises(UnbalancedError, match="from 8 ends at 6, not at 7"):
        bridge(before, wrong)


# --- who came past whom -----------------------------------------------------------------------


def test_who_has_no_place_has_nobody_ahead() -> None:
    absent = repo(EACH, "{findings: {f: {}}, participation: [{unit: a, reason: 撤并}]}")
    present = result(repo(EACH, "{findings: {f: {}}}"))
    # a: 10 - 2 = 8 behind b, c and d with 10
    assert move(result(absent), present, "a") == Move(passed_by=("b", "c", "d"))
    assert move(present, result(absent), "a") == Move(passed=("b", "c", "d"))
    assert move(present, present, "a") == move(present, present, "nobody") == NOBODY
