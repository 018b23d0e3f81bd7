"""Bars beside their labels and values; the bars are a table of their own."""

from dataclasses import dataclass
from fractions import Fraction

from bulletin.language import Said
from bulletin.text import UserText
from bulletin.view.chart.axis import Axis, axis

ZERO = Fraction(0)
FULL = Fraction(100)


@dataclass(frozen=True)
class Bar:
    """One value with what it is of, and where its number leads."""

    label: Said | UserText
    value: Fraction
    target: str | None = None
    own: bool = False
    """The bar that is shown before the others."""
    value_target: str | None = None
    note: Said | UserText = ""


@dataclass(frozen=True)
class Bars:
    """Values on one scale; it begins at zero, or where ``low`` says, and ends at ``high``."""

    items: tuple[Bar, ...]
    low: Fraction | None = None
    high: Fraction | None = None


@dataclass(frozen=True)
class DrawnBar:
    """A bar with where it begins and how long it is, in hundredths of the width."""

    bar: Bar
    start: Fraction
    length: Fraction


@dataclass(frozen=True)
class BarPicture:
    """The bars and the ends of their scale; ``zero`` is given where bars go to both sides."""

    bars: tuple[DrawnBar, ...]
    low: Fraction
    high: Fraction
    zero: Fraction | None


def bars(spec: Bars) -> BarPicture | None:
    """Draw the bars; without values there is nothing to draw."""
    if not spec.items:
        return None
    scale = _scale(spec)
    base = min(max(ZERO, scale.low), scale.high)
    return BarPicture(
        bars=tuple(_drawn(bar, scale, base) for bar in spec.items),
        low=scale.low,
        high=scale.high,
        zero=scale.share(ZERO) * FULL if scale.low < 0 < scale.high else None,
    )


def _scale(spec: Bars) -> Axis:
    values = [bar.value for bar in spec.items]
    low = min([*values, ZERO]) if spec.low is None else spec.low
    high = max([*values, ZERO]) if spec.high is None else spec.high
    return Axis((low, high)) if low < high else axis([low])


def _drawn(bar: Bar, scale: Axis, base: Fraction) -> DrawnBar:
    value = min(max(bar.value, scale.low), scale.high)
    start, end = sorted((scale.share(base), scale.share(value)))
    return DrawnBar(bar, start * FULL, (end - start) * FULL)
