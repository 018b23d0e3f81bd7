"""Bridges add up: from the total of one month, or of one rubric, to that of another."""

from fractions import Fraction
from itertools import combinations

from bulletin.compare.bridge import Side, bridge, shares
from bulletin.compare.comparison import compare_months
from bulletin.scoring import score
from bulletin.trace import UnitScore
from hypothesis import given

from tests.making import Plain, assessment_of, units_of
from tests.property.strategies import BIG, last, repos


def sides(plain: Plain) -> list[Side]:
    """Every unit's score in the last month, with its rubric."""
    assessment, month = assessment_of(plain), last(plain)
    rubric = assessment.rubric_for(month)
    assert rubric
    return [Side(unit, rubric) for unit in score(assessment, units_of(plain), month).units]


def total(unit: UnitScore | None) -> Fraction | None:
    return unit.total if unit else None


@BIG
@given(repos)
def test_the_shares_of_a_total_add_up_to_it(plain: Plain) -> None:
    """总分由各项计分步骤相加得出。"""
    for side in sides(plain):
        if side.score.total is not None:
            for scale in (Fraction(1), Fraction(7, 3)):
                found = shares(side, scale).values()
                assert sum((share.change for share in found), Fraction(0)) == side.score.total


@BIG
@given(repos, repos)
def test_a_bridge_leads_from_any_total_to_any_other(one: Plain, other: Plain) -> None:
    """两个总分之差等于各项变化之和，评分细则不同时也是。"""
    for before, after in zip(sides(one), sides(other), strict=False):
        lines = bridge(before, after)
        was, now = before.score.total, after.score.total
        if was is not None and now is not None:
            assert was + sum((line.change for line in lines), Fraction(0)) == now
        else:
            assert lines == ()


@BIG
@given(repos)
def test_nothing_leads_from_a_total_to_itself(plain: Plain) -> None:
    """没有变化，就没有一项变化。"""
    assert all(bridge(side, side) == () for side in sides(plain))


@BIG
@given(repos)
def test_two_months_are_bridged_unit_by_unit(plain: Plain) -> None:
    """每个单位两个月总分之差等于各项变化之和，含评分细则改动的影响。"""
    assessment, units = assessment_of(plain), units_of(plain)
    for before, after in combinations(sorted(plain.months), 2):
        for unit in compare_months(assessment, units, before, after).units:
            was, now = total(unit.before), total(unit.after)
            if was is not None and now is not None:
                assert sum((line.change for line in unit.lines), was) == now
