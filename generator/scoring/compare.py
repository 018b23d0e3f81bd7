"""Two ways of counting the same month, side by side."""

from generator.trace import AwardResult, Scores, Shift


def shifts(before: Scores, after: Scores) -> tuple[Shift, ...]:
    """Return the units whose total, rank, flags or grade differ; a unit may be left out."""
    pairs = [(unit, after.unit(unit.unit)) for unit in before.units]
    return tuple(
        Shift(was.unit, was.name, was, now)
        for was, now in pairs
        if now is None
        or (was.total, was.rank, was.flags, was.grade)
        != (now.total, now.rank, now.flags, now.grade)
    )


def winners(results: tuple[AwardResult, ...]) -> frozenset[tuple[str, str]]:
    """Return who wins which award."""
    return frozenset((r.award, unit.unit) for r in results for unit in r.units if unit.winner)
