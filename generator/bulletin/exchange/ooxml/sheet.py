"""The cells of one sheet, where they are written, whatever the sheet says its dimension is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

from bulletin.exchange.ooxml.formats import Look, moment
from bulletin.exchange.ooxml.limits import (
    LONGEST,
    MERGED,
    Budget,
    DamagedError,
    UnreadableError,
    too_large,
)
from bulletin.exchange.ooxml.text import decoded, units
from bulletin.exchange.ooxml.xml import Attributes, Reader

Kind = Literal["value", "formula", "error"]
Value = str | float | bool | date | datetime | time
ROWS, COLUMNS = 1_048_576, 16_384
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][-+]?[0-9]{1,3})?")
_DIGITS, _EXACT = 64, 15
"""A number has at most so many signs, of which a float keeps so many."""
_NOTHING = Look()


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell that holds something; ``percent``: a number that is shown as a percentage."""

    value: Value
    kind: Kind = "value"
    percent: bool = False

    @property
    def blank(self) -> bool:
        """Tell whether people see nothing in it."""
        return isinstance(self.value, str) and not self.value.strip()


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A rectangle of cells; rows and columns from 1."""

    row: int
    column: int
    last_row: int
    last_column: int

    def __str__(self) -> str:
        """Write the area as spreadsheets do."""
        first = address(self.row, self.column)
        last = address(self.last_row, self.last_column)
        return first if first == last else f"{first}:{last}"


@dataclass
class StoredSheet:
    """What one sheet holds: cells by row and column, merged areas, and what else lies on it."""

    title: str
    rows: dict[int, dict[int, StoredCell]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    notes: list[Area] = field(default_factory=list)
    drawn: bool = False
    hidden: bool = False
    is_table: bool = True

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to be read on it."""
        return self.is_table and not (self.rows or self.notes or self.drawn)


@dataclass(frozen=True)
class Known:
    """What the cells of every sheet of a workbook refer to."""

    strings: Sequence[str]
    looks: Sequence[Look]
    from_1904: bool


def letters(column: int) -> str:
    """The letters of a column.

    >>> letters(1), letters(27), letters(16384)
    ('A', 'AA', 'XFD')
    """
    name = ""
    while column:
        column, last = divmod(column - 1, 26)
        name = chr(ord("A") + last) + name
    return name


def address(row: int, column: int) -> str:
    """The address of a cell.

    >>> address(3, 24)
    'X3'
    """
    return f"{letters(column)}{row}"


def place(text: str) -> tuple[int, int]:
    """Row and column of an address; raises ``DamagedError``.

    >>> place("X3")
    (3, 24)
    """
    matched = _ADDRESS.fullmatch(text)
    if not matched:
        raise DamagedError
    column = 0
    for letter in matched[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(matched[2])
    if row > ROWS or column > COLUMNS:
        raise DamagedError
    return row, column


def area(text: str) -> Area:
    """An area as it is written; raises ``DamagedError``.

    >>> area("B6:B8"), str(area("B6"))
    (Area(row=6, column=2, last_row=8, last_column=2), 'B6')
    """
    first, _, last = text.partition(":")
    return Area(*place(first), *place(last or first))


class Strings(Reader):
    """Text as it stands in ``si`` or ``is``: all runs together, without how it is pronounced."""

    def __init__(self, budget: Budget) -> None:
        self.starts = {"si": self.begin, "t": self._open, "rPh": self._speak}
        self.ends = {"t": self._close, "rPh": self._silent, "si": self._keep}
        self.budget = budget
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._inside = self._spoken = False

    def begin(self, _: Attributes) -> None:
        """Begin a string: what stands outside of strings is of none."""
        self._parts, self._length = [], 0
        self._inside = self._spoken = False

    def _open(self, _: Attributes) -> None:
        self._inside = not self._spoken

    def _speak(self, _: Attributes) -> None:
        self._spoken = True

    def _close(self) -> None:
        self._inside = False

    def _silent(self) -> None:
        self._spoken = False

    def _keep(self) -> None:
        self.budget.take("kept", self._length + 1)
        self.strings.append(self.taken())

    def text(self, text: str) -> None:
        """Some text, if it is inside."""
        if self._inside:
            self._length += len(text)
            self._parts.append(text)
            if self._length > 7 * LONGEST:  # an escape of a character has seven signs
                raise too_large(_TOO_LONG)

    def taken(self) -> str:
        """The text so far, which begins anew."""
        text = decoded("".join(self._parts))
        self._parts, self._length = [], 0
        if len(text) > LONGEST // 2 and units(text) > LONGEST:
            raise too_large(_TOO_LONG)
        return text


_TOO_LONG = f"有一格的文字超过 {LONGEST} 字"


class Cells(Reader):
    """Reads a sheet into ``sheet``; raises ``UnreadableError`` for what contradicts itself."""

    def __init__(self, sheet: StoredSheet, shared: Known, budget: Budget) -> None:
        self.sheet, self.known, self.budget = sheet, shared, budget
        self._inline = Strings(budget)
        self._row = self._column = 0
        self._written = ""
        self._attributes: Attributes = {}
        self._raw: list[str] = []
        self._formula: list[str] | None = None
        self._into: list[str] | None = None
        self.starts = {
            **{name: start for name, start in self._inline.starts.items() if name != "si"},
            "is": self._inline.begin,
            "c": self._cell,
            "v": self._value,
            "f": self._computed,
            "row": self._next_row,
            "mergeCell": self._merge,
        }
        inline = {name: end for name, end in self._inline.ends.items() if name != "si"}
        self.ends = {
            **inline,
            "is": self._take,
            "c": self._keep,
            "v": self._close,
            "f": self._close,
        }

    def _next_row(self, attributes: Attributes) -> None:
        self._row = _whole(attributes.get("r", str(self._row + 1)), ROWS)
        self._written, self._column = "", 0

    def _cell(self, attributes: Attributes) -> None:
        """A cell says where it stands, or stands right of the last one; most hold nothing."""
        written = attributes.get("r", "")
        if not written:
            self._column = self._at() + 1
        self._written, self._attributes = written, attributes
        self._raw, self._formula = [], None

    def _at(self) -> int:
        """The column of the cell; raises ``DamagedError`` if it is of another row."""
        if not self._written:
            return self._column
        row, column = place(self._written)
        if row != self._row:
            raise DamagedError
        return column

    def _value(self, _: Attributes) -> None:
        if self._raw:
            raise DamagedError
        self._into = self._raw

    def _computed(self, _: Attributes) -> None:
        self._into = self._formula = []

    def _merge(self, attributes: Attributes) -> None:
        _limited(self.sheet.merged, attributes.get("ref", ""))

    def _close(self) -> None:
        self._into = None

    def _take(self) -> None:
        if self._raw:
            raise DamagedError
        self._raw = [self._inline.taken()]

    def text(self, text: str) -> None:
        """Some text of a value, a formula or an inline string."""
        if self._into is None:
            self._inline.text(text)
        else:
            self._into.append(text)
            if len(text) > LONGEST or len(self._into) > LONGEST:
                raise too_large(_TOO_LONG)

    def _keep(self) -> None:
        if not self._raw and self._formula is None:
            return
        cell = self._read("".join(self._raw))
        if cell is None:
            return
        row, column = self.sheet.rows.setdefault(self._row, {}), self._at()
        if column in row or column > COLUMNS or not self._row:
            raise DamagedError
        self.budget.take("cells")
        if isinstance(cell.value, str):
            self.budget.take("signs", len(cell.value))
        row[column] = cell

    def _read(self, raw: str) -> StoredCell | None:
        """The cell, or None when nothing is in it."""
        if self._formula is not None:
            return StoredCell("=" + decoded("".join(self._formula))[:LONGEST], "formula")
        kind = self._attributes.get("t", "n")
        if kind == "inlineStr":
            return StoredCell(raw) if raw else None
        if kind == "str":
            text = decoded(raw)
            return StoredCell(text) if text else None
        raw = raw.strip()
        return self._typed(kind, raw) if raw else None

    def _typed(self, kind: str, raw: str) -> StoredCell | None:
        match kind:
            case "s":
                text = self._shared(raw)
                return StoredCell(text) if text else None
            case "n":
                return self._number(raw)
            case "b":
                return StoredCell(_truth(raw))
            case "e":
                return StoredCell(raw[:LONGEST], "error")
            case "d":
                return StoredCell(_iso(raw))
        raise DamagedError

    def _shared(self, raw: str) -> str:
        index = _whole(raw, len(self.known.strings) - 1)
        return self.known.strings[index]

    def _number(self, raw: str) -> StoredCell:
        """A number; one of more digits than a float keeps is exact if it is whole."""
        if not _NUMBER.fullmatch(raw) or len(raw) > _DIGITS:
            raise DamagedError
        value, look = float(raw), self._look()
        if len(raw) > _EXACT and raw.isdigit():
            return StoredCell(int(raw), percent=look.percent)
        shown = look.day or look.time
        dated = moment(value, look, from_1904=self.known.from_1904) if shown else None
        if value in {float("inf"), float("-inf")}:
            raise DamagedError
        return StoredCell(value if dated is None else dated, percent=look.percent)

    def _look(self) -> Look:
        looks = self.known.looks
        return looks[_whole(self._attributes.get("s", "0"), len(looks) - 1)] if looks else _NOTHING


def _limited(areas: list[Area], written: str) -> None:
    if len(areas) >= MERGED:
        raise too_large(f"合并的格子和批注超过 {MERGED} 处")
    areas.append(area(written))


class Notes(Reader):
    """The cells that have comments."""

    def __init__(self, sheet: StoredSheet) -> None:
        self.starts, self.ends = {"comment": self._note}, {}
        self.sheet = sheet

    def _note(self, attributes: Attributes) -> None:
        _limited(self.sheet.notes, attributes.get("ref", ""))


class Drawing(Reader):
    """Tells whether anything is drawn; some programs write an empty drawing for every sheet."""

    def __init__(self, sheet: StoredSheet) -> None:
        anchors = ("oneCellAnchor", "twoCellAnchor", "absoluteAnchor")
        self.starts, self.ends = dict.fromkeys(anchors, self._anchor), {}
        self.sheet = sheet

    def _anchor(self, _: Attributes) -> None:
        self.sheet.drawn = True


def _whole(text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10) or int(text) > most:  # noqa: PLR2004
        raise DamagedError
    return int(text)


def _truth(raw: str) -> bool:
    if raw not in {"0", "1", "true", "false"}:
        raise DamagedError
    return raw in {"1", "true"}


def _iso(raw: str) -> datetime | date | time:
    for kind in (date, datetime, time):
        try:
            return kind.fromisoformat(raw.removesuffix("Z"))
        except ValueError:
            continue
    raise UnreadableError("有一格的日期写得不合标准，读不了", "重新填写日期，再另存为 .xlsx")
