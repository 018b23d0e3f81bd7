"""Exact numbers: every amount is a fraction, and is rounded once, half-up, when it is shown."""

import re
from decimal import Decimal
from fractions import Fraction

_SHARE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)%")
_WRITTEN = re.compile(r"-?[0-9]+(?:\.[0-9]+|/0*[1-9][0-9]*)?")


def exact(value: int | Decimal | str | Fraction) -> Fraction:
    """Return the exact fraction that was written: a number, ``n/d``, or a share such as ``20%``.

    Raises ``ValueError`` for anything else; the schema keeps such values away.

    >>> exact("20%"), exact("1/10"), exact(Decimal("0.5")), exact(3)
    (Fraction(1, 5), Fraction(1, 10), Fraction(1, 2), Fraction(3, 1))
    """
    if not isinstance(value, str):
        return Fraction(value)
    share = _SHARE.fullmatch(value)
    if share:
        return Fraction(share[1]) / 100
    if not _WRITTEN.fullmatch(value):
        message = f"not a number: {value!r}"
        raise ValueError(message)
    head, _, below = value.partition("/")
    return Fraction(head) / Fraction(below or 1)


def plain(value: Fraction) -> str:
    """Write a number exactly: a finite decimal, else ``n/d``.

    >>> plain(Fraction(1, 2)), plain(Fraction(-100, 1)), plain(Fraction(1, 3))
    ('0.5', '-100', '1/3')
    """
    if value.denominator == 1:
        return str(value.numerator)
    rest, places = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        places = max(places, power)
    return f"{value.numerator}/{value.denominator}" if rest != 1 else shown(value, places)


def shown(value: Fraction, places: int) -> str:
    """Write a number with a fixed number of decimals, rounded half-up (away from zero).

    >>> shown(Fraction(5, 2), 0), shown(Fraction(-1, 8), 2), shown(Fraction(97), 2)
    ('3', '-0.13', '97.00')
    """
    scale = 10**places
    units = (abs(value) * scale * 2 + 1) // 2
    sign = "-" if value < 0 and units else ""
    whole, part = divmod(units, scale)
    return f"{sign}{whole}.{part:0{places}}" if places else f"{sign}{whole}"


READABLE_PLACES = 6
"""So many decimals are written of a number that has no end."""


def readable(value: Fraction, plus: str = "", minus: str = "-") -> str:
    """Write a number for people: in full where its decimals end, else rounded and marked so.

    Nobody reads ``14093/175``; that form is for programs, and for seals.

    >>> readable(Fraction(1, 2)), readable(Fraction(14093, 175)), readable(Fraction(-1, 3))
    ('0.5', '约80.531429', '约-0.333333')
    >>> readable(Fraction(1, 3), "+"), readable(Fraction(0), "+"), readable(Fraction(-2), "+", "−")
    ('约+0.333333', '0', '−2')
    """
    written = plain(abs(value))
    mark = ""
    if "/" in written:
        mark, written = "约", shown(abs(value), READABLE_PLACES)
    sign = minus if value < 0 else plus if value > 0 else ""
    return f"{mark}{sign}{written}"


def short(value: Fraction, places: int) -> str:
    """Write an amount with at most ``places`` decimals and no trailing zeros.

    >>> short(Fraction(1, 2), 2), short(Fraction(3), 2), short(Fraction(1, 3), 2)
    ('0.5', '3', '0.33')
    """
    text = shown(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text
