"""How the sheets of the form are laid out, and what of a sheet that came back fits into it."""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bulletin import schema
from bulletin.exchange.form.cells import BadCellError, readable, unified
from bulletin.exchange.form.merge import Fault
from bulletin.exchange.form.table import BASE, FormTable
from bulletin.exchange.ooxml.limits import UnreadableError
from bulletin.exchange.ooxml.sheet import StoredCell, StoredSheet, address, letters

VERSION = "bulletin 1"
MARK, LISTS, HELP = "登记", "选项", "说明"
HEADS = 2
"""The rows above the first record: titles and explanations."""
MUST = "（必填）"
ROWS = 5_000
"""So many rows of one sheet may say anything: as many files as one change may have."""
_SEARCHED = 20
"""In so many rows the heads are looked for, to say where they went."""
_SHOWN = 5

Rows = Mapping[int, Mapping[int, StoredCell]]


@dataclass
class Layout:
    """What fits: where each column stands, the cells of the rows by column; and what does not.

    ``warnings`` tell what may have been meant to be read.
    """

    columns: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[int, Mapping[str, StoredCell]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


def has_all_heads(table: FormTable, sheet: StoredSheet) -> bool:
    """Tell whether the first row of a sheet has the title of every column of a table."""
    return len(_columns(table, sheet.rows.get(1, {}))) == len(table.columns) + 1


def taken(table: FormTable, sheet: StoredSheet) -> Layout:
    """Find the columns by their titles, then take the rows below the explanations.

    Raises ``UnreadableError`` for more than ``ROWS`` rows.
    """
    rows = {n: _filled(row) for n, row in sorted(sheet.rows.items()) if _filled(row)}
    layout = Layout(_columns(table, rows.get(1, {})))
    if 2 * len(layout.columns) < len(table.columns):
        layout.faults.append(_no_heads(table, rows))
        return layout
    for column in table.columns:
        if column.name not in layout.columns:
            words = f"第一行缺少“{column.title}”这一列"
            layout.faults.append(Fault(table.name, 1, "", words, "恢复第一行"))
    first = 1 + _explained(table, rows.get(2, {}))
    layout.faults += _strays(table, layout.columns, rows)
    if first == HEADS:
        layout.faults += _in_explanations(table, layout.columns, rows[first])
        layout.warnings += _other_explanations(table, layout.columns, rows[first])
    layout.faults += _merged(table, sheet, layout.columns, [n for n in rows if n > first])
    layout.faults += _beside(table, sheet)
    for number in (n for n in rows if n > first):
        cells = {name: rows[number][i] for name, i in layout.columns.items() if i in rows[number]}
        layout.faults += _refused(table, number, cells)
        layout.rows.append((number, cells))
    if len(layout.rows) > ROWS:
        words = f"表“{sheet.title}”有内容的行超过 {ROWS} 行"
        raise UnreadableError(words, "分成几个工作簿，分别导入")
    return layout


def _filled(row: Mapping[int, StoredCell]) -> dict[int, StoredCell]:
    return {i: cell for i, cell in row.items() if not cell.blank}


def _key(title: object) -> str:
    """A title as titles are compared: without blanks, and with one form of each sign.

    >>> _key("整改情况: 完成日期") == _key("整改情况：完成日期（必填）")
    True
    """
    plain = "".join(unicodedata.normalize("NFKC", str(title)).split())
    return plain.removesuffix(unicodedata.normalize("NFKC", MUST))


def _columns(table: FormTable, heads: Mapping[int, StoredCell]) -> dict[str, int]:
    """Where the columns of a table stand; of two with one title the first."""
    names = {_key(column.title): column.name for column in table.columns} | {BASE: BASE}
    columns: dict[str, int] = {}
    for i, cell in sorted(heads.items()):
        name = names.get(_key(cell.value))
        if name:
            columns.setdefault(name, i)
    return columns


def _no_heads(table: FormTable, rows: Rows) -> Fault:
    """The first row has no heads: say where they are, or that they are gone."""
    for number in sorted(rows)[:_SEARCHED]:
        if 2 * len(_columns(table, rows[number])) >= len(table.columns):
            words = f"标题必须在第一行，现在在第 {number} 行，这张表没有读"
            return Fault(table.name, number, "A", words, "删去标题上面的行")
    titles = "、".join(column.title for column in table.columns)
    words = "第一行必须是标题，现在不是，这张表没有读"
    return Fault(table.name, 1, "A", words, f"恢复第一行：{titles}")


def _explained(table: FormTable, second: Mapping[int, StoredCell]) -> bool:
    """Tell whether the second row has the explanations: half of what it says is enough.

    Those of a workbook that was written out by an earlier edition may have other words.
    """
    abouts = {column.about for column in table.columns}
    count = sum(cell.value in abouts for cell in second.values())
    return bool(count) and 2 * count >= len(second)


_BELOW = "写到说明下面的行，再清空这一格"


def _in_explanations(
    table: FormTable, columns: Mapping[str, int], row: Mapping[int, StoredCell]
) -> Iterator[Fault]:
    """An explanation is a text; a date or a number among them was to be a record."""
    for name, i in columns.items():
        if i in row and not isinstance(row[i].value, str):
            yield Fault(table.name, HEADS, name, "第二行是说明，这一格没有读", _BELOW)


def _other_explanations(
    table: FormTable, columns: Mapping[str, int], row: Mapping[int, StoredCell]
) -> Iterator[Fault]:
    """A text that is no explanation of today's: one of an earlier edition, or a record's."""
    abouts = {column.name: column.about for column in table.columns}
    for name, i in columns.items():
        written = row[i].value if i in row else ""
        if isinstance(written, str) and written and written != abouts.get(name):
            words = f"（提醒）第二行是说明，这一格与导出时不同，没有读：“{_short(written)}”"
            yield Fault(table.name, HEADS, name, words, f"要登记的，{_BELOW}")


def _short(text: str) -> str:
    return " ".join(text.split())[:20]


def _strays(table: FormTable, columns: Mapping[str, int], rows: Rows) -> Iterator[Fault]:
    """Columns that are no column of the table, and hold anything below the first row."""
    used = set(columns.values())
    strays: dict[int, list[int]] = {}
    for number, row in rows.items():
        for i in row.keys() - used if number > 1 else ():
            strays.setdefault(i, []).append(number)
    for i, numbers in sorted(strays.items()):
        head = rows.get(1, {}).get(i)
        words = f"{_why(table, columns, head, letters(i))}（{_listed(i, numbers)}）"
        yield Fault(table.name, numbers[0], letters(i), words, "移到应填的列，或清空")


def _why(table: FormTable, columns: Mapping[str, int], head: StoredCell | None, letter: str) -> str:
    if head is None:
        return f"{letter} 列没有标题，不知道填的是什么"
    title = " ".join(str(head.value).split())[:20]
    same = _columns(table, {1: head})
    if same:
        first = letters(columns[next(iter(same))])
        return f"{letter} 列与 {first} 列的标题相同，没有读"
    return f"本表没有标题为“{title}”的列，{letter} 列没有读"


def _listed(column: int, numbers: list[int]) -> str:
    """Cells of a column, the first few by name.

    >>> _listed(24, [8]), _listed(24, [3, 4, 5, 6, 7, 9])
    ('X8', 'X3、X4、X5、X6、X7 等 6 格')
    """
    named = "、".join(address(number, column) for number in numbers[:_SHOWN])
    return named if len(numbers) <= _SHOWN else f"{named} 等 {len(numbers)} 格"


def _merged(
    table: FormTable, sheet: StoredSheet, columns: Mapping[str, int], numbers: list[int]
) -> Iterator[Fault]:
    """Merged cells among the records: only one of them can say anything."""
    last = max(columns.values())
    for area in sorted(sheet.merged):
        at = bisect_left(numbers, area.row)
        if at < len(numbers) and numbers[at] <= area.last_row and area.column <= last:
            words = f"{area} 合并成了一格，只有第一行第一列算填了"
            letter = letters(area.column)
            yield Fault(table.name, area.row, letter, words, "取消合并，每格分别填写")


def _beside(table: FormTable, sheet: StoredSheet) -> Iterator[Fault]:
    """Comments and pictures: they are not read."""
    if sheet.notes:
        notes = sorted(sheet.notes)
        named = "、".join(map(str, notes[:_SHOWN]))
        more = f" 等 {len(notes)} 格" if len(notes) > _SHOWN else ""
        words = f"批注没有读（{named}{more}）"
        letter = letters(notes[0].column)
        hint = "要登记的写进格子里，再删去批注"
        yield Fault(table.name, notes[0].row, letter, words, hint)
    if sheet.drawn:
        hint = "删去图片；证据材料写明名称和存放位置"
        yield Fault(table.name, 0, "", "表上有图片、图形或附件，没有读", hint)


def _refused(table: FormTable, number: int, cells: Mapping[str, StoredCell]) -> Iterator[Fault]:
    """No cell is a formula or an error, or has signs that nobody sees."""
    for name, cell in cells.items():
        if cell.kind == "formula":
            formula = " ".join(str(cell.value).split())[:40]
            yield Fault(table.name, number, name, f"不得是公式，此处为“{formula}”", "改成文字或数")
        elif cell.kind == "error":
            yield Fault(table.name, number, name, f"不得是错误值，此处为“{cell.value}”")
        elif name == "other":
            yield from _other(table, number, str(cell.value))
        elif isinstance(cell.value, str) and name != BASE:
            yield from _unseen(table, number, name, cell.value)


def _unseen(table: FormTable, number: int, name: str, text: str) -> Iterator[Fault]:
    if text.isprintable():
        return
    try:
        readable(unified(text))
    except BadCellError as refused:
        yield Fault(table.name, number, name, refused.message, refused.hint)


def _other(table: FormTable, number: int, text: str) -> Iterator[Fault]:
    """The last column tells what else is written in the data; nothing is taken from it."""
    titles = {body.get("title") for body in schema.schema("finding")["properties"].values()}
    if not titles.issuperset(text.split("、")):
        words = f"这一列不能填写，此处为“{' '.join(text.split())[:40]}”，没有读"
        yield Fault(table.name, number, "other", words, "写到应填的列里，再清空这一格")
