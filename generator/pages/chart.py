"""A small line chart, drawn when the page is printed: no script, no picture file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from operator import itemgetter

WIDTH, HEIGHT = 640, 150
LEFT, RIGHT, TOP, BOTTOM = 30, 30, 30, 30
HUNDRED = Fraction(100)


@dataclass(frozen=True)
class Dot:
    """One value of the chart, in picture units."""

    x: int
    y: int
    label: str
    value: Fraction

    @property
    def above(self) -> int:
        """Where the value is written."""
        return self.y - 10


@dataclass(frozen=True)
class Chart:
    """Lines through the dots; ``hundred`` is the height of the line of full marks.

    ``breaks`` are the places between values that cannot be compared.
    """

    width: int
    height: int
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    breaks: tuple[int, ...]
    hundred: int
    foot: int


def chart(values: Sequence[tuple[str, Fraction]], runs: Sequence[int] = ()) -> Chart | None:
    """Draw the values from left to right; fewer than two make no chart.

    ``runs`` numbers the values that can be compared: a line joins those of one run only.
    """
    if len(values) < 2:  # noqa: PLR2004
        return None
    numbers = [value for _, value in values] + [HUNDRED]
    low, high = min(numbers), max(numbers)
    dots = tuple(
        Dot(_across(at, len(values)), _up(value, low, high), label, value)
        for at, (label, value) in enumerate(values)
    )
    numbered = list(zip(runs or [0] * len(dots), dots, strict=True))
    lines = tuple(_line(run) for _, run in groupby(numbered, key=itemgetter(0)))
    breaks = tuple((a.x + b.x) // 2 for (i, a), (j, b) in pairwise(numbered) if i != j)
    return Chart(WIDTH, HEIGHT, dots, lines, breaks, _up(HUNDRED, low, high), HEIGHT - 8)


def _line(run: Iterable[tuple[int, Dot]]) -> str:
    return " ".join(f"{dot.x},{dot.y}" for _, dot in run)


def _across(at: int, count: int) -> int:
    return LEFT + (WIDTH - LEFT - RIGHT) * at // (count - 1)


def _up(value: Fraction, low: Fraction, high: Fraction) -> int:
    span = high - low or Fraction(1)
    return int(HEIGHT - BOTTOM - (value - low) / span * (HEIGHT - TOP - BOTTOM))
