"""A workbook that came back: its cells, whichever program saved it; formulas are refused."""

import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - it is a class

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from generator.exchange.form.cells import text_of
from generator.exchange.form.choices import Choices
from generator.exchange.form.merge import Fault
from generator.exchange.form.table import BASE, TABLES, Row, Table
from generator.exchange.form.write import MARK, VERSION

LARGEST = 20 * 1024 * 1024
_UNPACKED = 300 * 1024 * 1024
_ROWS = 100_000
_MUST = "（必填）"
_BROKEN = (
    *(BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, RuntimeError),
    *(InvalidFileException, SyntaxError, LookupError, ValueError, TypeError, AttributeError),
)
"""What unpacking, parsing (with lxml or without) and openpyxl raise for a file that is broken."""
_NO_FORM = "必须是 bulletin export 写出的工作簿（.xlsx），这个文件不是，或者已经损坏"


class NoFormError(ValueError):
    """The file is no form of ours."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's value, how it is shown, and openpyxl's letter for what it is."""

    value: object
    shown_as: str
    letter: str


@dataclass
class Filled:
    """A form as it came back; ``columns`` tells where each column stands now, from 1."""

    scheme: str
    month: str
    rows: dict[str, list[tuple[int, Mapping[str, Cell]]]] = field(default_factory=dict)
    columns: dict[str, dict[str, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def of(self, table: Table, choices: Choices) -> Iterator[Row]:
        """The rows of a table that say anything, each cell with its one text."""
        for number, cells in self.rows.get(table.name, []):
            texts = {}
            for column in table.columns:
                cell = cells.get(column.name)
                if cell and column.name != "other":
                    texts[column.name] = text_of(cell.value, column, choices, cell.shown_as)
            texts = {name: text for name, text in texts.items() if text}
            if texts:
                base = cells.get(BASE)
                yield Row(texts, str(base.value) if base else "", number)

    def order(self, fault: Fault) -> tuple[int, int, int, Fault]:
        """Faults as one reads the sheets: row by row, from left to right."""
        sheet = next(i for i, table in enumerate(TABLES) if table.name == fault.table)
        return sheet, fault.number, self.columns[fault.table].get(fault.column, 0), fault

    def place(self, fault: Fault) -> str:
        """Where a fault is, as people read it: the sheet and the cell."""
        title = next(table.title for table in TABLES if table.name == fault.table)
        column = self.columns[fault.table].get(fault.column, 1)
        return f"表“{title}” {get_column_letter(column)}{fault.number}"


def read(content: bytes) -> Filled:
    """Read a workbook; raises ``NoFormError`` for what is no form."""
    try:
        _small(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True)
            sheets = {name: list(_cells(book[name])) for name in _wanted(book.sheetnames)}
    except NoFormError:
        raise
    except _BROKEN as error:
        raise NoFormError(_NO_FORM) from error
    mark = [str(cell.value) for cell in next(iter(sheets.get(MARK, [])), {}).values()]
    if len(mark) != 3 or mark[0] != VERSION:  # noqa: PLR2004 - version, scheme, month
        raise NoFormError(_NO_FORM)
    filled = Filled(mark[1], mark[2])
    for table in TABLES:
        if table.title in sheets:
            _take(filled, table, sheets[table.title])
    return filled


def _small(content: bytes) -> None:
    with ZipFile(io.BytesIO(content)) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if len(content) > LARGEST or unpacked > _UNPACKED:
        raise NoFormError(f"工作簿不得超过 {LARGEST // 1024 // 1024} MB")


def _wanted(names: list[str]) -> Iterator[str]:
    yield from (name for name in names if name in {MARK, *(table.title for table in TABLES)})


def _cells(page: Any) -> Iterator[dict[int, Cell]]:  # noqa: ANN401 - sheets of two kinds
    """The cells of each row that hold anything, by column."""
    for number, row in enumerate(page.iter_rows(), 1):
        if number > _ROWS:
            raise NoFormError(f"每张表不得超过 {_ROWS} 行")
        yield {
            i: Cell(cell.value, str(cell.number_format or ""), cell.data_type)
            for i, cell in enumerate(row, 1)
            if cell.value is not None
        }


def _take(filled: Filled, table: Table, rows: list[dict[int, Cell]]) -> None:
    """Find the columns by their titles, then take the rows below the explanations."""
    known = {column.title: column.name for column in table.columns} | {BASE: BASE}
    head = {i: str(cell.value).removesuffix(_MUST) for i, cell in (rows[0] if rows else {}).items()}
    columns = {known[title]: i for i, title in head.items() if title in known}
    filled.columns[table.name] = columns
    for name in (column.name for column in table.columns if column.name not in columns):
        title = table.column(name).title
        filled.faults.append(Fault(table.name, 1, "", f"第一行缺少“{title}”这一列", "恢复第一行"))
    abouts = {column.about for column in table.columns}
    skipped = 2 if len(rows) > 1 and any(c.value in abouts for c in rows[1].values()) else 1
    taken = filled.rows.setdefault(table.name, [])
    for number, row in enumerate(rows[skipped:], skipped + 1):
        cells = {name: row[i] for name, i in columns.items() if i in row}
        filled.faults += _computed(table, number, cells)
        stray = next((i for i in row if i not in columns.values()), None)
        if stray:
            words = f"{get_column_letter(stray)} 列没有标题，不知道填的是什么"
            filled.faults.append(Fault(table.name, number, "", words, "移到应填的列，或清空"))
        taken.append((number, cells))


def _computed(table: Table, number: int, cells: Mapping[str, Cell]) -> Iterator[Fault]:
    """No cell is a formula or an error."""
    for name, cell in cells.items():
        if cell.letter == "f":
            formula = " ".join(str(cell.value).split())[:40]
            yield Fault(table.name, number, name, f"不得是公式，此处为“{formula}”", "改成文字或数")
        elif cell.letter == "e":
            yield Fault(table.name, number, name, f"不得是错误值，此处为“{cell.value}”")
