"""How the totals lie: a dot for each unit, with the mean and the median."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from bulletin.view.chart.axis import Axis, axis

TOP, PLOT, FOOT = 42, 108, 22
LEFT, RIGHT = Fraction(4), Fraction(96)
COLUMNS = 40
WIDEST, NARROWEST = 9, 2
"""How far the dots of a column are apart, in pixels."""


@dataclass(frozen=True)
class SpreadTotal:
    """One unit's total."""

    name: str
    value: Fraction


@dataclass(frozen=True)
class Spread:
    """The totals of the units that have one; ``own`` is that of the unit that the page is about."""

    totals: tuple[SpreadTotal, ...]
    own: Fraction | None = None


@dataclass(frozen=True)
class SpreadColumn:
    """Units whose totals lie close together: dots upon one another, from the bottom to ``end``."""

    x: Fraction
    end: int
    low: Fraction
    high: Fraction
    names: tuple[str, ...]


@dataclass(frozen=True)
class Pointed:
    """A value that is pointed out; its words end at the line where ``left``."""

    x: Fraction
    value: Fraction
    left: bool


@dataclass(frozen=True)
class SpreadPicture:
    """Where everything stands; a dot stands for ``each`` units."""

    height: int
    left: Fraction
    right: Fraction
    bottom: int
    floor: int
    foot: int
    pitch: int
    each: int
    ticks: tuple[tuple[Fraction, Fraction], ...]
    columns: tuple[SpreadColumn, ...]
    mean: Pointed
    median: Pointed
    own: Pointed | None
    count: int
    low: Fraction
    high: Fraction


def spread(spec: Spread) -> SpreadPicture | None:
    """Draw the totals; of fewer than two nothing is drawn."""
    totals = sorted(spec.totals, key=lambda total: total.value)
    if len(totals) < 2:  # noqa: PLR2004 - one total has no spread
        return None
    values = [total.value for total in totals]
    scale = axis(values)
    groups = [list(group) for _, group in groupby(totals, key=lambda t: _column(scale, t.value))]
    most = max(len(group) for group in groups)
    each = -(-most * NARROWEST // PLOT)
    pitch = min(WIDEST, PLOT // -(-most // each))
    return SpreadPicture(
        height=TOP + PLOT + FOOT,
        left=LEFT,
        right=RIGHT,
        bottom=TOP + PLOT,
        floor=TOP + PLOT - 6,
        foot=TOP + PLOT + FOOT - 5,
        pitch=pitch,
        each=each,
        ticks=tuple((_across(scale, tick), tick) for tick in scale.ticks),
        columns=tuple(_columns(scale, groups, pitch, each)),
        mean=_pointed(scale, mean(values), left=mean(values) <= median(values)),
        median=_pointed(scale, median(values), left=mean(values) > median(values)),
        own=None if spec.own is None else _pointed(scale, spec.own, left=True),
        count=len(values),
        low=values[0],
        high=values[-1],
    )


def mean(values: Sequence[Fraction]) -> Fraction:
    """Return the sum divided by the number.

    >>> mean([Fraction(1), Fraction(2)])
    Fraction(3, 2)
    """
    return sum(values, Fraction(0)) / len(values)


def median(ordered: Sequence[Fraction]) -> Fraction:
    """Return the middle one of ordered values, or the mean of the two in the middle.

    >>> median([Fraction(1), Fraction(2), Fraction(9)]), median([Fraction(1), Fraction(2)])
    (Fraction(2, 1), Fraction(3, 2))
    """
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else mean(ordered[middle - 1 : middle + 1])


def _column(scale: Axis, value: Fraction) -> int:
    return int(scale.share(value) * COLUMNS)


def _columns(
    scale: Axis, groups: Sequence[Sequence[SpreadTotal]], pitch: int, each: int
) -> Iterator[SpreadColumn]:
    """Each column at the mean of its totals; it ends half a step above its last dot."""
    for group in groups:
        values = [total.value for total in group]
        dots = -(-len(group) // each)
        yield SpreadColumn(
            x=_across(scale, mean(values)),
            end=TOP + PLOT - 6 - (dots - 1) * pitch - 1,
            low=values[0],
            high=values[-1],
            names=tuple(total.name for total in group),
        )


def _across(scale: Axis, value: Fraction) -> Fraction:
    return LEFT + (RIGHT - LEFT) * scale.share(value)


def _pointed(scale: Axis, value: Fraction, *, left: bool) -> Pointed:
    """The words stand on the side asked for, but never towards an end that is near."""
    share = scale.share(value)
    near_start, near_end = share < Fraction(1, 4), share > Fraction(3, 4)
    return Pointed(_across(scale, value), value, near_end or (left and not near_start))
