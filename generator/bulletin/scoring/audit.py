"""The books balance: checked on every run; a difference is our own fault and raises."""

from collections.abc import Iterable
from fractions import Fraction

from bulletin.trace import Step, UnitScore


class UnbalancedError(AssertionError):
    """A number that its steps do not explain."""


def balance(score: UnitScore) -> UnitScore:
    """Return the score; raise ``UnbalancedError`` where its steps do not add up to it."""
    for criterion in score.criteria:
        if criterion.score is not None:
            _equal(score, criterion.id, criterion.score, _sum(criterion.steps))
    if score.total is not None:
        parts = score.base - score.overflow + score.bonus - score.penalty
        floor = sum((s.change for s in score.total_steps if s.kind == "floor"), Fraction(0))
        _equal(score, "total", score.total, _sum(score.total_steps))
        _equal(score, "parts", score.total, parts + floor)
    return score


def _sum(steps: Iterable[Step]) -> Fraction:
    return sum((step.change for step in steps), Fraction(0))


def _equal(score: UnitScore, what: str, stated: Fraction, explained: Fraction) -> None:
    if stated != explained:
        message = f"{score.unit} {what}: {stated} is not explained by its steps ({explained})"
        raise UnbalancedError(message)
