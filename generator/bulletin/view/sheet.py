"""A table, whoever writes it: columns, rows, and what each kind of cell shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from bulletin.glossary import Term
from bulletin.language import CHINESE
from bulletin.number import readable, short, shown
from bulletin.text import UserText

AMOUNT_PLACES = 2


@dataclass(frozen=True, slots=True)
class Number:
    """An amount, shown rounded; without ``places`` as points are, with no trailing zeros."""

    value: Fraction
    places: int | None = None

    @property
    def shown(self) -> str:
        """The rounded number, as the pages show it.

        >>> Number(Fraction(1, 3)).shown, Number(Fraction(97), 2).shown
        ('0.33', '97.00')
        """
        return _shown(self.value.numerator, self.value.denominator, self.places)


@lru_cache(maxsize=1 << 14)
def _shown(top: int, bottom: int, places: int | None) -> str:
    value = Fraction(top, bottom)
    return short(value, AMOUNT_PLACES) if places is None else shown(value, places)


@dataclass(frozen=True, slots=True)
class Exact:
    """An amount that is not rounded: exact for programs, as people read it for people."""

    value: Fraction

    @property
    def shown(self) -> str:
        """The number in full where its decimals end, else rounded and marked so.

        >>> Exact(Fraction(1, 3)).shown, Exact(Fraction(1, 8)).shown
        ('约0.333333', '0.125')
        """
        return readable(self.value)


Cell = str | UserText | int | Number | Exact | date | None


@dataclass(frozen=True)
class Sheet:
    """A table; ``columns`` are the titles by the names under which programs read them."""

    name: str
    title: str
    columns: Mapping[str, str]
    rows: tuple[tuple[Cell, ...], ...]


def raw(cell: str | UserText) -> str:
    """The text of a cell as it was typed."""
    return cell if isinstance(cell, str) else cell.raw


def heads(terms: Iterable[Term]) -> dict[str, str]:
    """The columns of a table that are terms of the glossary; files are Chinese, as documents."""
    return {term.id: CHINESE.say(term.title) for term in terms}
