"""A table as CSV for a spreadsheet and as JSON for a program; amounts are rounded, or exact."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date

from bulletin.number import plain
from bulletin.text import UserText
from bulletin.view.sheet import Cell, Exact, Number, Sheet, raw

MARK = "\ufeff"
"""With it Excel reads a file as UTF-8, and so Chinese."""
# East Asian spreadsheets take the wide signs for a formula, too.
_RUN = tuple("=+-@\t\r\n＝＋－＠")


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


def text(value: str) -> str:
    """Return a cell that no spreadsheet runs: a text that could be a formula gets an apostrophe.

    >>> text("=1+1"), text("市教育局")
    ("'=1+1", '市教育局')
    """
    return f"'{value}" if value.lstrip(" \u3000").startswith(_RUN) else value


def _record(sheet: Sheet, row: tuple[Cell, ...]) -> dict[str, str | int | None]:
    return {name: _exact(cell) for name, cell in zip(sheet.columns, row, strict=True)}


def _exact(cell: Cell) -> str | int | None:
    if isinstance(cell, UserText):
        return cell.raw
    if isinstance(cell, Number | Exact):
        return plain(cell.value)
    return cell.isoformat() if isinstance(cell, date) else cell
