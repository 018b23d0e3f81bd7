"""A workbook that came back: its cells, whichever program saved it; what is not read is told.

A form that was filled in part in vain is worse than one that is refused: sheets, columns, cells,
merged areas, comments and pictures that no field takes are faults, each with its address.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from bulletin.exchange.form.cells import text_of
from bulletin.exchange.form.choices import Choices
from bulletin.exchange.form.layout import HELP, LISTS, MARK, VERSION, Layout, has_all_heads, taken
from bulletin.exchange.form.merge import Fault
from bulletin.exchange.form.table import BASE, TABLES, FormRow, FormTable
from bulletin.exchange.ooxml import workbook
from bulletin.exchange.ooxml.limits import DamagedError, UnreadableError
from bulletin.exchange.ooxml.sheet import StoredCell, StoredSheet, address, letters, place
from bulletin.exchange.text import clean

_NO_FORM = "必须是 bulletin export 写出的工作簿（.xlsx），这个文件不是，或者已经损坏"
_ALIKE = 0.3
"""So alike is a changed name to what it was: a part of a title is enough."""
_RESERVED = "WpsReserved_"
"""So WPS names hidden sheets of its own; a picture in a cell is a formula there, and so is told."""


class NoFormError(ValueError):
    """The file is no form of ours, or cannot be read: why, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        words = clean(message)
        super().__init__(f"{words}\n    → {clean(hint)}" if hint else words)


@dataclass
class Filled:
    """A form as it came back.

    ``columns`` tells where each column of a table stands now, from 1; ``titles`` what the sheet of
    a table is called now; ``sheets`` are all titles in their order; ``lacking`` the tables without
    a sheet.
    """

    scheme: str
    month: str
    rows: dict[str, list[tuple[int, Mapping[str, StoredCell]]]] = field(default_factory=dict)
    columns: dict[str, dict[str, int]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    lacking: tuple[FormTable, ...] = ()
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def of(self, table: FormTable, choices: Choices) -> Iterator[FormRow]:
        """The rows of a table that say anything, each cell with its one text."""
        for number, cells in self.rows.get(table.name, []):
            texts = {}
            for column in table.columns:
                cell = cells.get(column.name)
                if cell and column.name != "other":
                    shown_as = "%" if cell.percent else ""
                    texts[column.name] = text_of(cell.value, column, choices, shown_as)
            texts = {name: text for name, text in texts.items() if text}
            if texts:
                base, other = cells.get(BASE), cells.get("other")
                title = str(other.value) if other else ""
                yield FormRow(texts, str(base.value) if base else "", number, title)

    def renamed(self) -> Iterator[Fault]:
        """Which sheets were known by their heads: no fault, but worth a look."""
        for table in TABLES:
            if self.titles.get(table.name, table.title) != table.title:
                yield Fault(table.name, 0, "", f"（提醒）表名改过，按“{table.title}”读入")

    def order(self, fault: Fault) -> tuple[int, int, int, Fault]:
        """Faults as one reads the sheets: row by row, from left to right."""
        title = self._title(fault)
        sheet = self.sheets.index(title) if title in self.sheets else len(self.sheets)
        return sheet, fault.number, self._column(fault), fault

    def place(self, fault: Fault) -> str:
        """Where a fault is, as people read it: the sheet and the cell."""
        title = f"表“{self._title(fault)}”"
        if not fault.number:
            return title
        return f"{title} {address(fault.number, self._column(fault) or 1)}"

    def _title(self, fault: Fault) -> str:
        own = next((table.title for table in TABLES if table.name == fault.table), fault.table)
        return self.titles.get(fault.table, own)

    def _column(self, fault: Fault) -> int:
        if fault.column.isascii() and fault.column.isupper():
            return place(f"{fault.column}1")[1]
        return self.columns.get(fault.table, {}).get(fault.column, 0)


def read(content: bytes) -> Filled:
    """Read a workbook; raises ``NoFormError`` for what is no form or cannot be read."""
    try:
        sheets = workbook.read(content)
    except DamagedError as error:
        raise NoFormError(_NO_FORM) from error
    except UnreadableError as error:
        raise NoFormError(error.message, error.hint) from error
    scheme, month = _mark(sheets)
    filled = Filled(scheme, month, sheets=tuple(sheet.title for sheet in sheets))
    assigned = _assigned(sheets)
    filled.lacking = tuple(table for table in TABLES if table.name not in assigned)
    filled.faults += _unread(sheets, assigned.values(), filled.lacking)
    if not assigned and not filled.faults:
        titles = "、".join(f"“{table.title}”" for table in TABLES)
        raise NoFormError(f"工作簿里要导入的表一张也没有：{titles}", "重新导出，在新的工作簿里填写")
    for table in TABLES:
        if table.name in assigned:
            sheet = assigned[table.name]
            filled.titles[table.name] = sheet.title
            layout = _laid_out(table, sheet)
            filled.columns[table.name] = layout.columns
            filled.rows[table.name] = layout.rows
            filled.faults += layout.faults
            filled.warnings += layout.warnings
    return filled


def _laid_out(table: FormTable, sheet: StoredSheet) -> Layout:
    try:
        return taken(table, sheet)
    except UnreadableError as error:
        raise NoFormError(error.message, error.hint) from error


def _mark(sheets: Iterable[StoredSheet]) -> tuple[str, str]:
    """Which scheme and month a form is of, as its hidden sheet says."""
    hidden = next((sheet for sheet in sheets if sheet.title == MARK), StoredSheet(MARK))
    marks = [str(cell.value) for _, cell in sorted(hidden.rows.get(1, {}).items())]
    if len(marks) != 3 or marks[0] != VERSION:  # noqa: PLR2004 - version, scheme, month
        raise NoFormError(_NO_FORM)
    return marks[1], marks[2]


def _assigned(sheets: Iterable[StoredSheet]) -> dict[str, StoredSheet]:
    """The sheet of each table: by its title; a renamed one by its heads, if it is the only one."""
    tables = [sheet for sheet in sheets if sheet.is_table]
    assigned = {t.name: sheet for t in TABLES for sheet in tables if sheet.title == t.title}
    others = [sheet for sheet in _foreign(tables) if sheet not in assigned.values()]
    for table in TABLES:
        alike = [sheet for sheet in others if has_all_heads(table, sheet)]
        if table.name not in assigned and len(alike) == 1:
            assigned[table.name] = alike[0]
    return assigned


def _foreign(sheets: Iterable[StoredSheet]) -> Iterator[StoredSheet]:
    for sheet in sheets:
        if sheet.title not in {MARK, LISTS, HELP} and not sheet.title.startswith(_RESERVED):
            yield sheet


def _unread(
    sheets: Iterable[StoredSheet], assigned: Iterable[StoredSheet], lacking: tuple[FormTable, ...]
) -> list[Fault]:
    """Sheets with anything on them that are no table's, and which tables may be meant."""
    used = {sheet.title for sheet in assigned}
    strange = [
        foreign for foreign in _foreign(sheets) if foreign.title not in used and not foreign.empty
    ]
    faults = [_strange(sheet, lacking) for sheet in strange]
    if strange:
        words = "工作簿里没有这张表"
        hint = "恢复改过的表名；没有的，重新导出"
        faults += [Fault(table.name, 0, "", words, hint) for table in lacking]
    return faults


def _strange(sheet: StoredSheet, lacking: tuple[FormTable, ...]) -> Fault:
    near = get_close_matches(sheet.title, [t.title for t in lacking], n=1, cutoff=_ALIKE)
    hint = f"是不是“{near[0]}”？恢复表名" if near else "把内容移到应填的表里，或删去这张表"
    which = "这张隐藏的表没有读" if sheet.hidden else "这张表没有读"
    if not sheet.rows:
        words = f"{which}：它不是导出时的表，上面有图表或批注"
        return Fault(sheet.title, 0, "", words, hint)
    first = min(sheet.rows)
    count = sum(len(row) for row in sheet.rows.values())
    words = f"{which}：它不是导出时的表，有内容的格子 {count} 个"
    return Fault(sheet.title, first, letters(min(sheet.rows[first])), words, hint)
