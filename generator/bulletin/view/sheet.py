"""A table for a spreadsheet or a program: columns, rows, and how each kind of cell is written."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from bulletin.exchange.csv import MARK, text
from bulletin.number import plain, readable, short, shown
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


def to_csv(sheet: Sheet) -> str:
    """Write a table as a spreadsheet opens it; no cell runs, and numbers are rounded."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow([text(title) for title in sheet.columns.values()])
    table.writerows([_plain(cell) for cell in row] for row in sheet.rows)
    return MARK + written.getvalue()


def to_json(sheets: Iterable[Sheet], about: Mapping[str, str]) -> str:
    """Write tables for programs, a list of rows each; amounts are exact, as strings."""
    tables = {sheet.name: [_record(sheet, row) for row in sheet.rows] for sheet in sheets}
    body = {**about, **tables}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _plain(cell: Cell) -> str:
    if isinstance(cell, str | UserText):
        return text(raw(cell))
    if isinstance(cell, Number | Exact):
        return cell.shown
    return "" if cell is None else str(cell)


def raw(cell: str | UserText) -> str:
    """The text of a cell as it was typed."""
    return cell if isinstance(cell, str) else cell.raw


def _record(sheet: Sheet, row: tuple[Cell, ...]) -> dict[str, str | int | None]:
    return {name: _exact(cell) for name, cell in zip(sheet.columns, row, strict=True)}


def _exact(cell: Cell) -> str | int | None:
    if isinstance(cell, UserText):
        return cell.raw
    if isinstance(cell, Number | Exact):
        return plain(cell.value)
    return cell.isoformat() if isinstance(cell, date) else cell
