"""Workbooks: ids are text, amounts are numbers, no text is a formula; same tables, same bytes."""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter import Workbook

from bulletin.exchange.ooxml.limits import LONGEST
from bulletin.exchange.ooxml.text import encoded, units
from bulletin.text import UserText
from bulletin.view.sheet import Cell, Exact, Number, Sheet, raw

_SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_CUT = "……（过长，没有写完）"
_TAKEN_OTHERWISE = re.compile(r"\A<r>|_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")
EARLIEST = date(1900, 3, 1)
"""Before this day spreadsheets count a day that the calendar has not."""
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
        page.write_string(0, column, _cut(title), formats.head)
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
        page.write_string(*at, _cut(cell), formats.text)
    elif kind is UserText:
        page.write_string(*at, _cut(cell.raw), formats.text)
    elif kind is Number and len(cell.shown) <= DIGITS:
        page.write_number(*at, float(cell.shown), formats.of(_decimals(cell)))
    elif kind in {Number, Exact}:
        page.write_string(*at, cell.shown, formats.text)
    elif kind is int and len(str(cell)) <= DIGITS:
        page.write_number(*at, cell, formats.of("0"))
    elif kind is date and cell >= EARLIEST:
        page.write_datetime(*at, cell, formats.of("yyyy-mm-dd"))
    elif kind in {int, date}:
        page.write_string(*at, str(cell), formats.text)


def stored(text: str) -> str:
    """A text as it is given to XlsxWriter, so that it is stored as it is.

    XlsxWriter takes ``<r>…</r>`` for markup of its own, and escapes only every other one of
    ``_xHHHH_`` that share an underscore. Such texts are given as markup, which it writes as it is.

    >>> stored("甲"), stored("<r>甲</r>")
    ('甲', '<r><t xml:space="preserve">&lt;r&gt;甲&lt;/r&gt;</t></r>')
    """
    if not _TAKEN_OTHERWISE.search(text):
        return text
    return f'<r><t xml:space="preserve">{encoded(escape(text), "&#95;")}</t></r>'


def fits(text: str) -> bool:
    """Tell whether a cell can hold a text."""
    return units(stored(text)) <= LONGEST


def _cut(text: str) -> str:
    """A text as it is stored; of one that no cell can hold the beginning, which says so."""
    if fits(text):
        return stored(text)
    begun = text[: LONGEST - len(_CUT)]
    while not fits(begun + _CUT):
        begun = begun[: len(begun) // 2]
    return stored(begun + _CUT)


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
