"""How dark a loss is shown."""

from fractions import Fraction

SHADES = 4


def shade(lost: Fraction, points: Fraction) -> int:
    """How dark a loss is shown: 0 for nothing, then 1 to 4 for each quarter begun.

    >>> [shade(Fraction(lost), Fraction(10)) for lost in (0, 1, 5, 7, 10)]
    [0, 1, 2, 3, 4]
    """
    if lost <= 0 or points <= 0:
        return 0
    return min(SHADES, max(1, -(-lost * SHADES // points)))
