"""Grades: named bands over the total, with gates on single criteria."""

from collections.abc import Iterable
from fractions import Fraction

from bulletin.model.scheme import Gate, Grade
from bulletin.trace import CriterionScore


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
    """Measure a score against what the unit took part in; the points of a bound shrink with it."""
    points, taken = criterion.points, criterion.taken
    bound, share = gate.at_least, gate.at_least_share
    return (
        (bound is None or score * points >= bound * taken)
        and (share is None or score >= share * taken)
        and (gate.lost_at_most is None or criterion.lost <= gate.lost_at_most)
    )
