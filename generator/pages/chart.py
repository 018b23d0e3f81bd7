"""A small line chart, drawn when the page is printed: no script, no picture file."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

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
    """A line through the dots; ``hundred`` is the height of the line of full marks."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    line: str
    hundred: int
    foot: int


def chart(values: Sequence[tuple[str, Fraction]]) -> Chart | None:
    """Draw the values from left to right; fewer than two make no line."""
    if len(values) < 2:  # noqa: PLR2004
        return None
    numbers = [value for _, value in values] + [HUNDRED]
    low, high = min(numbers), max(numbers)
    dots = tuple(
        Dot(_across(at, len(values)), _up(value, low, high), label, value)
        for at, (label, value) in enumerate(values)
    )
    line = " ".join(f"{dot.x},{dot.y}" for dot in dots)
    return Chart(WIDTH, HEIGHT, dots, line, _up(HUNDRED, low, high), HEIGHT - 8)


def _across(at: int, count: int) -> int:
    return LEFT + (WIDTH - LEFT - RIGHT) * at // (count - 1)


def _up(value: Fraction, low: Fraction, high: Fraction) -> int:
    span = high - low or Fraction(1)
    return int(HEIGHT - BOTTOM - (value - low) / span * (HEIGHT - TOP - BOTTOM))
