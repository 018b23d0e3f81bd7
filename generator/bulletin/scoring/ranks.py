"""Places among the units of a group, on exact totals."""

from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import Literal, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V", Fraction, "tuple[Fraction, ...]")


def ranks(
    totals: Mapping[K, V | None], ties: Literal["competition", "dense"]
) -> Mapping[K, int | None]:
    """Return each one's place, best total first; without a total there is no place.

    ``competition``: 1, 2, 2, 4; ``dense``: 1, 2, 2, 3.

    >>> ranks({"a": Fraction(9), "b": Fraction(8), "c": Fraction(8), "d": None}, "competition")
    {'a': 1, 'b': 2, 'c': 2, 'd': None}
    """
    values = [total for total in totals.values() if total is not None]
    if ties == "dense":
        values = list(set(values))
    order = sorted(values, reverse=True)
    first: dict[V, int] = {}
    for place, value in enumerate(order, 1):
        first.setdefault(value, place)
    return {key: None if total is None else first[total] for key, total in totals.items()}
