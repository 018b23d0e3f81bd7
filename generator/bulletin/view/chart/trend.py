"""Lines over the months; a line is not drawn through what cannot be compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from bulletin.language import Said
from bulletin.view.chart.axis import Axis, axis, places_axis

TOP, PLOT, FOOT = 22, 120, 24
LEFT, RIGHT = Fraction(9), Fraction(95)
ALL_SAID = 12
"""So many months are all named; of more, only some."""
ROOMY = 6
"""So many values can be written beside one another on a phone."""


@dataclass(frozen=True)
class Series:
    """One line: a value for each month, or None where there is none."""

    label: Said
    values: tuple[Fraction | None, ...]
    own: bool = False
    """The line that is shown before the others, with its values."""


@dataclass(frozen=True)
class Level:
    """A value to compare with, such as full marks."""

    label: Said
    value: Fraction


@dataclass(frozen=True)
class Trend:
    """Several lines over the same months.

    ``runs`` gives the months that can be compared with one another the same number.
    """

    months: tuple[Said, ...]
    series: tuple[Series, ...]
    runs: tuple[int, ...] = ()
    levels: tuple[Level, ...] = ()
    ranks: bool = False
    """The values are places in a ranking: the first stands at the top."""


@dataclass(frozen=True)
class Point:
    """One value; ``said``: it is written beside its mark."""

    x: Fraction
    y: int
    month: Said
    value: Fraction
    said: bool
    last: bool


@dataclass(frozen=True)
class Stretch:
    """A straight line between two values."""

    x1: Fraction
    y1: int
    x2: Fraction
    y2: int


@dataclass(frozen=True)
class TrendLine:
    """One series as it is drawn; ``style`` tells it from the others without colour."""

    label: Said
    own: bool
    style: int
    points: tuple[Point, ...]
    stretches: tuple[Stretch, ...]

    @property
    def low(self) -> Fraction:
        """The lowest value."""
        return min(point.value for point in self.points)

    @property
    def high(self) -> Fraction:
        """The highest value."""
        return max(point.value for point in self.points)


@dataclass(frozen=True)
class TrendPicture:
    """Where everything stands."""

    height: int
    left: Fraction
    right: Fraction
    bottom: int
    foot: int
    ticks: tuple[tuple[int, Fraction], ...]
    levels: tuple[tuple[int, Said, Fraction], ...]
    months: tuple[tuple[Fraction, Said], ...]
    breaks: tuple[Fraction, ...]
    lines: tuple[TrendLine, ...]
    crowded: bool
    rows: tuple[tuple[Said, tuple[Fraction | None, ...]], ...]
    """The table behind the picture: each month with the values of the series."""
    labels: tuple[Said, ...]


def trend(spec: Trend) -> TrendPicture | None:
    """Draw the lines; where no line has two values there is nothing to draw."""
    drawn = [one for one in spec.series if any(value is not None for value in one.values)]
    if max((_count(one) for one in drawn), default=0) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    scale = _Scale(spec, _axis(spec))
    return TrendPicture(
        height=TOP + PLOT + FOOT,
        left=LEFT,
        right=RIGHT,
        bottom=TOP + PLOT,
        foot=TOP + PLOT + FOOT - 6,
        ticks=tuple((scale.down(tick), tick) for tick in scale.axis.ticks),
        levels=tuple((scale.down(one.value), one.label, one.value) for one in spec.levels),
        months=tuple((scale.across(at), spec.months[at]) for at in scale.named),
        breaks=tuple(scale.breaks()),
        lines=tuple(scale.lines(drawn)),
        crowded=len(spec.months) > ROOMY,
        rows=tuple(
            (month, tuple(one.values[at] for one in drawn)) for at, month in enumerate(spec.months)
        ),
        labels=tuple(one.label for one in drawn),
    )


def _count(series: Series) -> int:
    return sum(1 for value in series.values if value is not None)


def _axis(spec: Trend) -> Axis:
    values = [value for one in spec.series for value in one.values if value is not None]
    if spec.ranks:
        return places_axis(int(max(values)))
    return axis([*values, *(one.value for one in spec.levels)])


@dataclass(frozen=True)
class _Scale:
    spec: Trend
    axis: Axis

    @property
    def named(self) -> range:
        """The months that are named, the last always."""
        size = len(self.spec.months)
        every = -(-size // ALL_SAID)
        return range((size - 1) % every, size, every)

    def across(self, at: int) -> Fraction:
        return LEFT + (RIGHT - LEFT) * Fraction(2 * at + 1, 2 * len(self.spec.months))

    def down(self, value: Fraction) -> int:
        share = self.axis.share(value)
        return TOP + round(PLOT * (share if self.spec.ranks else 1 - share))

    def comparable(self, one: int, other: int) -> bool:
        return not self.spec.runs or self.spec.runs[one] == self.spec.runs[other]

    def breaks(self) -> Iterator[Fraction]:
        for one, other in pairwise(range(len(self.spec.months))):
            if not self.comparable(one, other):
                yield (self.across(one) + self.across(other)) / 2

    def lines(self, drawn: list[Series]) -> Iterator[TrendLine]:
        others = 0
        for series in drawn:
            others += not series.own
            points = dict(self._points(series))
            yield TrendLine(
                label=series.label,
                own=series.own,
                style=0 if series.own else (others - 1) % 3 + 1,
                points=tuple(points.values()),
                stretches=tuple(self._stretches(points)),
            )

    def _points(self, series: Series) -> Iterator[tuple[int, Point]]:
        last = max(at for at, value in enumerate(series.values) if value is not None)
        for at, value in enumerate(series.values):
            if value is not None:
                said = series.own and (len(self.spec.months) <= ALL_SAID or at == last)
                month = self.spec.months[at]
                yield at, Point(self.across(at), self.down(value), month, value, said, at == last)

    def _stretches(self, points: dict[int, Point]) -> Iterator[Stretch]:
        for one, other in pairwise(points):
            if other == one + 1 and self.comparable(one, other):
                here, there = points[one], points[other]
                yield Stretch(here.x, here.y, there.x, there.y)
