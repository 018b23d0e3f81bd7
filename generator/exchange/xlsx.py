"""Workbooks: ids are text, amounts are numbers, no text is a formula; same tables, same bytes."""

import io
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from xlsxwriter import Workbook

from generator.exchange.sheet import Cell, Exact, Number, Sheet, raw
from generator.text import UserText

_SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
LONGEST = 32767
"""So many signs a cell may hold."""
DIGITS = 15
"""So many digits of a number a spreadsheet keeps."""
_WIDTHS = (6, 60)
_LONG = 60
_SEEN = 50
"""So many rows of a column tell how wide it is."""


def to_xlsx(sheets: Iterable[Sheet], dated: date) -> bytes:
    """Write the tables as a workbook."""
    written = io.BytesIO()
    with workbook(written, dated) as book:
        formats = _Formats(book)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.title), sheet, formats)
    return written.getvalue()


@contextmanager
def workbook(written: io.BytesIO, dated: date, title: str = "") -> Iterator[Any]:
    """Give an empty workbook, dated by the data and not by the clock; it is written at the end."""
    book = Workbook(written, _SETTINGS)
    moment = datetime(dated.year, dated.month, dated.day, tzinfo=UTC).replace(tzinfo=None)
    book.set_properties({"created": moment, **({"title": title} if title else {})})
    yield book
    book.close()


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Any] = {}
        self.text = self.of("@")
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})

    def of(self, shown_as: str) -> Any:  # noqa: ANN401 - the library has no types
        if shown_as not in self._made:
            self._made[shown_as] = self._book.add_format({"num_format": shown_as, "valign": "top"})
        return self._made[shown_as]


def _write(page: Any, sheet: Sheet, formats: _Formats) -> None:  # noqa: ANN401 - as above
    titles = tuple(sheet.columns.values())
    for column, title in enumerate(titles):
        page.write_string(0, column, title, formats.head)
        page.set_column(column, column, _width(sheet, column, title))
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            _cell(page, (number, column), cell, formats)
    last = (len(sheet.rows), len(titles) - 1)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, *last)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _cell(page: Any, at: tuple[int, int], cell: Any, formats: _Formats) -> None:  # noqa: ANN401 - as above
    """Write one cell; a number with more digits than a spreadsheet keeps is text."""
    kind = type(cell)
    if kind is str and cell:
        page.write_string(*at, cell[:LONGEST], formats.text)
    elif kind is UserText:
        page.write_string(*at, cell.raw[:LONGEST], formats.text)
    elif kind is Number and len(cell.shown) <= DIGITS:
        page.write_number(*at, float(cell.shown), formats.of(_decimals(cell)))
    elif kind in {Number, Exact}:
        page.write_string(*at, cell.shown, formats.text)
    elif kind is int:
        page.write_number(*at, cell, formats.of("0"))
    elif kind is date:
        page.write_datetime(*at, cell, formats.of("yyyy-mm-dd"))


def _decimals(number: Number) -> str:
    if number.places is None:
        return "General"
    return f"0.{'0' * number.places}" if number.places else "0"


def _text(cell: Cell) -> str:
    if isinstance(cell, Number | Exact):
        return cell.shown
    return raw(cell) if isinstance(cell, str | UserText) else str(cell)


def _width(sheet: Sheet, column: int, title: str) -> int:
    cells = [title, *(_text(row[column]) for row in sheet.rows[:_SEEN] if row[column] is not None)]
    least, most = _WIDTHS
    return min(max(least, *(width(cell[:_LONG]) + 2 for cell in cells)), most)


def width(text: str) -> int:
    """How wide a text is, in narrow signs.

    >>> width("1.10 公开")
    9
    """
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
