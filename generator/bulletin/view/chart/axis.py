"""A scale with round ticks."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import count, takewhile

STEPS = 5
_ROUND = (1, 2, 5, 10)


@dataclass(frozen=True)
class Axis:
    """A scale from the first tick to the last."""

    ticks: tuple[Fraction, ...]

    @property
    def low(self) -> Fraction:
        """Where the scale begins."""
        return self.ticks[0]

    @property
    def high(self) -> Fraction:
        """Where the scale ends."""
        return self.ticks[-1]

    def share(self, value: Fraction) -> Fraction:
        """How far along the scale a value stands, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def axis(values: Iterable[Fraction], finest: Fraction = Fraction(0)) -> Axis:
    """Return the scale that holds the values, in at most six round steps.

    >>> [str(tick) for tick in axis([Fraction(187, 2), Fraction(101)]).ticks]
    ['92', '94', '96', '98', '100', '102']
    >>> [str(tick) for tick in axis([Fraction(100)]).ticks]
    ['99', '199/2', '100', '201/2', '101']
    """
    known = list(values)
    low, high = min(known), max(known)
    if low == high:
        low, high = low - 1, high + 1
    step = max(_round((high - low) / STEPS), finest)
    first, last = low // step, -(-high // step)
    return Axis(tuple(at * step for at in range(first, max(last, first + 1) + 1)))


def places_axis(most: int) -> Axis:
    """Return the scale of places in a ranking: the first, and round ones after it.

    >>> [str(tick) for tick in places_axis(59).ticks], [str(t) for t in places_axis(1).ticks]
    (['1', '20', '40', '60'], ['1', '2'])
    """
    step = max(_round(Fraction(most, STEPS)), Fraction(1))
    round_ones = takewhile(lambda place: place < most + step, (at * step for at in count(1)))
    ticks = (Fraction(1), *(place for place in round_ones if place > 1))
    return Axis(ticks if len(ticks) > 1 else (Fraction(1), Fraction(2)))


def _round(least: Fraction) -> Fraction:
    """The smallest of … 0.1, 0.2, 0.5, 1, 2, 5, 10 … that is not less."""
    power = Fraction(1)
    while power * 10 <= least:
        power *= 10
    while power > least:
        power /= 10
    return next(power * by for by in _ROUND if power * by >= least)
