"""Two ways of counting the same month, side by side."""

from fractions import Fraction

from bulletin.trace import AwardResult, Scores, Shift, UnitScore


def shifts(before: Scores, after: Scores) -> tuple[Shift, ...]:
    """Return the units whose total, rank, flags or grade differ; a unit may be left out."""
    pairs = [Shift(unit.unit, unit.name, unit, after.unit(unit.unit)) for unit in before.units]
    return tuple(pair for pair in pairs if pair.moves or _total(pair.after) != pair.before.total)


def _total(unit: UnitScore | None) -> Fraction | None:
    return unit.total if unit else None


def winners(results: tuple[AwardResult, ...]) -> frozenset[tuple[str, str]]:
    """Return who wins which award."""
    return frozenset((r.award, unit.unit) for r in results for unit in r.units if unit.winner)
