"""Exact numbers: what is written is what is meant, and it is rounded once, half-up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from bulletin.number import exact, plain, short, shown
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (3, Fraction(3)),
        (Decimal("0.1"), Fraction(1, 10)),
        ("0.5", Fraction(1, 2)),
        ("-2", Fraction(-2)),
        ("1/3", Fraction(1, 3)),
        ("20%", Fraction(1, 5)),
        ("12.5%", Fraction(1, 8)),
        ("100%", Fraction(1)),
        (Fraction(2, 7), Fraction(2, 7)),
    ],
)
def test_exact(written: int | Decimal | str | Fraction, meant: Fraction) -> None:
    assert exact(written) == meant


@pytest.mark.parametrize(
    "written",
    ["", "a", "1e5", "1/0", "1/00", "1.5/2", "1/", "/2", "１", "20％", " 1", "1_0", "0x1"],
)
def test_what_is_no_number_raises(written: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        exact(written)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(100), "100"),
        (Fraction(-1, 2), "-0.5"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-4343, 24), "-4343/24"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 1024), "0.0009765625"),
        (Fraction(123456789012345678901, 10), "12345678901234567890.1"),
    ],
)
def test_plain(value: Fraction, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("0.005", 2, "0.01"),  # half-up
        ("0.0049", 2, "0.00"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("-2.5", 0, "-3"),  # away from zero
        ("-0.004", 2, "0.00"),  # no negative zero
        ("99.995", 2, "100.00"),
        ("1/3", 4, "0.3333"),
        ("2/3", 4, "0.6667"),
        ("97", 2, "97.00"),
    ],
)
def test_shown(value: str, places: int, text: str) -> None:
    assert shown(exact(value), places) == text


def test_short() -> None:
    assert [short(exact(v), 2) for v in ("100", "0.50", "1/3", "-0.001")] == [
        "100",
        "0.5",
        "0.33",
        "0",
    ]


@given(st.fractions())
def test_plain_is_read_back_exactly(value: Fraction) -> None:
    assert exact(plain(value)) == value


@given(st.fractions(), st.integers(0, 6))
def test_what_is_shown_is_never_further_than_half_a_unit(value: Fraction, places: int) -> None:
    error = Fraction(shown(value, places)) - value
    assert abs(error) <= Fraction(1, 2 * 10**places)
