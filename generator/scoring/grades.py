"""Grades: named bands over the total, with gates on single criteria."""

from collections.abc import Iterable
from fractions import Fraction

from generator.model.scheme import Gate, Grade
from generator.trace import CriterionScore


def grade(
    grades: tuple[Grade, ...],
    total: Fraction,
    tops: Iterable[CriterionScore],
    scores: Iterable[CriterionScore],
) -> str | None:
    """Return the first grade whose band and gates all hold, best first."""
    top, every = tuple(tops), tuple(scores)
    for one in grades:
        in_band = one.at_least is None or total >= one.at_least
        if in_band and all(_passes(gate, top, every) for gate in one.gates):
            return one.id
    return None


def _passes(
    gate: Gate, tops: tuple[CriterionScore, ...], every: tuple[CriterionScore, ...]
) -> bool:
    meant = [c for c in every if c.id in gate.criteria] if gate.criteria else tops
    return all(_holds(gate, c, c.score) for c in meant if c.score is not None)


def _holds(gate: Gate, criterion: CriterionScore, score: Fraction) -> bool:
    share = gate.at_least_share
    return (
        (gate.at_least is None or score >= gate.at_least)
        and (share is None or score >= share * criterion.points)
        and (gate.lost_at_most is None or criterion.points - score <= gate.lost_at_most)
    )
