"""Rank moves with their cause: who came past whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.trace import Scores, UnitScore


@dataclass(frozen=True, slots=True)
class Move:
    """Units of the group, by id, that are ahead now and were not, and that are not any more."""

    passed_by: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()


NOBODY = Move()


def move(before: Scores, after: Scores, unit: str) -> Move:
    """Return who came past a unit, and whom it came past; who comes or goes counts too."""
    then, now = frozenset(_ahead(before, unit)), frozenset(_ahead(after, unit))
    gained = [u.unit for u in after.units if u.unit in now - then]
    lost = [u.unit for u in (*after.units, *before.units) if u.unit in then - now]
    return Move(tuple(gained), tuple(dict.fromkeys(lost)))


def _ahead(scores: Scores, wanted: str) -> Iterator[str]:
    """Return the units with a better place in the same group."""
    own = scores.unit(wanted)
    if own is not None and own.rank is not None:
        yield from (u.unit for u in scores.units if _is_ahead(u, own, own.rank))


def _is_ahead(other: UnitScore, own: UnitScore, rank: int) -> bool:
    return other.group == own.group and other.rank is not None and other.rank < rank
