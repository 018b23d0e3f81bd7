"""The first place where two results of a month differ, and what a correction tells of it."""

from dataclasses import replace
from fractions import Fraction

from bulletin.model.seal import CriterionChange, SealedUnit, UnitChange
from bulletin.review.sealed_results import ResultDifference, changes, first_difference

STEP = "1 late 2017-08/a-01 jia deduct 2 × 1 × 1 = -2"
OTHER = "1 late 2017-08/a-02 jia deduct 2 × 1 × 1 = -2"
JIA = SealedUnit("jia", "98", 2, "98", "0", "0", "0", criteria={"1": "98"}, steps=(STEP,))
YI = SealedUnit("yi", "99", 1, "99", "0", "0", "0", criteria={"1": "99"})


def test_the_same_results_do_not_differ_whatever_their_order() -> None:
    assert first_difference((JIA, YI), (YI, JIA)) is None
    assert changes((JIA, YI), (YI, JIA)) == ()


def test_a_step_that_went_or_came_is_told_alone() -> None:
    both = replace(JIA, total="96", steps=(STEP, OTHER))
    totals = ("98", "96")
    assert first_difference((JIA,), (both,)) == ResultDifference("jia", "step", None, OTHER, totals)
    assert first_difference((both,), (JIA,)) == ResultDifference(
        "jia", "step", OTHER, None, totals[::-1]
    )


def test_a_step_that_changed_is_told_on_both_sides() -> None:
    doubled = STEP.replace("2 × 1 × 1 = -2", "2 × 1 × 2 = -4")
    now = replace(JIA, total="96", steps=(doubled,))
    assert first_difference((JIA,), (now,)) == ResultDifference(
        "jia", "step", STEP, doubled, ("98", "96")
    )


def test_a_rank_that_another_unit_moved_is_told_last() -> None:
    """乙 gains what 甲 does not lose: 甲 falls behind, and 乙 is the one that is named."""
    moved = replace(JIA, rank=3)
    gained = replace(YI, bonus="1", total="100")
    expected = ResultDifference("yi", "bonus", "0", "1", ("99", "100"))
    assert first_difference((JIA, YI), (moved, gained)) == expected
    alone = ResultDifference("jia", "rank", "2", "3", ("98", "98"))
    assert first_difference((JIA, YI), (moved, YI)) == alone


def test_a_criterion_is_told_before_the_amounts() -> None:
    now = replace(JIA, criteria={"1": "97"}, base="97", total="97")
    expected = ResultDifference("jia", "criterion 1", "98", "97", ("98", "97"))
    assert first_difference((JIA,), (now,)) == expected


def test_a_unit_that_went_or_came_is_told() -> None:
    assert first_difference((JIA, YI), (JIA,)) == ResultDifference("yi", "unit", "yi", None)
    assert first_difference((JIA,), (JIA, YI)) == ResultDifference("yi", "unit", None, "yi")


def test_a_correction_tells_totals_ranks_and_the_criteria_that_changed() -> None:
    now = replace(JIA, total="99.5", rank=1, criteria={"1": "99.5"}, steps=())
    behind = replace(YI, rank=2)
    assert changes((JIA, YI), (now, behind)) == (
        UnitChange(
            unit="jia",
            old_total=Fraction(98),
            new_total=Fraction("99.5"),
            old_rank=2,
            new_rank=1,
            criteria=(CriterionChange("1", "98", "99.5"),),
        ),
        UnitChange("yi", Fraction(99), Fraction(99), 1, 2),
    )
