"""The form as a workbook: drop-downs, explanations, locked heads; same data, same bytes."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter import Workbook

from bulletin.exchange.form.choices import Choice, Choices
from bulletin.exchange.form.layout import HEADS, HELP, LISTS, MARK, MUST, VERSION
from bulletin.exchange.form.table import BASE, TABLES, FormColumn, FormRow, FormTable
from bulletin.exchange.xlsx import DIGITS, EARLIEST, stored, width, workbook

SPARE = 1000
"""So many rows more have drop-downs."""
_LINE, _LINES = 15, 8
_TYPED = {"date": "yyyy-mm-dd", "whole": "0", "number": "General", "value": "General"}

_HELP = (
    "一行一件事（数据、评分：一行一个单位的一项）。带▼的格子从下拉列表中选取；写名称也可以。",
    "新登记的问题写在已有各行的下面，编号空着，导入时自动编号。",
    "日期写作 2017-08-31；单元格里换行按 Alt+Enter；不要写公式，不要合并单元格。",
    "表名和标题不要改；另加的表和列、批注、图片都不读，有了就不能导入。",
    "灰色的格子不能改。已登记的问题不能换单位、不能删除：要撤回的，在数据文件里写 withdrawn。",
    "删去的行、清空的数值和评分，导入时不作改动；清空的其他格子，导入时删去那一项内容。",
    "申诉、撤回、免予扣分、另案计分和不参评的情况不在本表，导入时保持不变。",
    "填好以后交给管理数据的人导入：bulletin import 本文件。有错误时一处也不改，并列出每一处错误。",
    "同一工作簿再次导入不会重复登记。导入以后还要修改的，请重新导出。",
)


@dataclass(frozen=True)
class Form:
    """All that is in the workbook of a month."""

    scheme: str
    month: str
    title: str
    dated: date
    tables: Mapping[str, Sequence[FormRow]]
    choices: Choices


def to_xlsx(form: Form) -> bytes:
    """Write the form, dated by its month and not by the clock."""
    written = io.BytesIO()
    with workbook(written, form.dated, form.title) as book:
        writer = _SheetWriter(book, form)
        for table in TABLES:
            writer.table(table, form.tables[table.name])
        writer.help()
        writer.hidden()
    return written.getvalue()


class _SheetWriter:
    """Writes one workbook; each format is made once."""

    def __init__(self, book: Workbook, form: Form) -> None:
        self.book, self.form = book, form
        wrapped = {"text_wrap": True, "valign": "top"}
        self.head = book.add_format({**wrapped, "bold": True, "bg_color": "#D9D9D9", "border": 1})
        about = {"font_size": 9, "font_color": "#555555", "bg_color": "#F2F2F2"}
        self.about = book.add_format({**wrapped, **about, "border": 1})
        self.shut = book.add_format({**wrapped, "num_format": "@", "bg_color": "#F2F2F2"})
        self.open = {
            kind: book.add_format({**wrapped, "locked": False, "num_format": shown})
            for kind, shown in {"": "@", **_TYPED}.items()
        }

    def table(self, table: FormTable, rows: Sequence[FormRow]) -> None:
        """One sheet: heads, rows, a hidden column, drop-downs, protection."""
        page = self.book.add_worksheet(table.title)
        last = HEADS + len(rows) + SPARE
        for i, column in enumerate(table.columns):
            must = MUST if column.name in table.needed else ""
            page.write_string(0, i, column.title + must, self.head)
            page.write_string(1, i, column.about, self.about)
            page.set_column(i, i, column.width, self._format(column))
            self._list(page, column, (HEADS, i, last, i))
        hidden = len(table.columns)
        page.write_string(0, hidden, BASE, self.head)
        page.set_column(hidden, hidden, 4, self.shut, {"hidden": True})
        page.set_row(1, 72)
        for number, row in enumerate(rows, HEADS):
            self._row(page, table, number, row)
        page.freeze_panes(HEADS, 2)
        page.autofilter(1, 0, last, hidden - 1)
        page.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})

    def _format(self, column: FormColumn) -> Any:  # noqa: ANN401 - the library has no types
        if column.name == "other":
            return self.shut
        return self.open[column.kind if column.kind in _TYPED else ""]

    def _list(self, page: Any, column: FormColumn, area: tuple[int, int, int, int]) -> None:  # noqa: ANN401
        """A drop-down; what it does not offer is refused, or asked about where it may be right."""
        choice = self.form.choices.get(column.choices, Choice())
        if not choice.offered:
            return
        index = list(self.form.choices).index(column.choices)
        end = len(choice.offered)
        letter = chr(ord("A") + index)
        page.data_validation(
            *area,
            {
                "validate": "list",
                "source": f"='{LISTS}'!${letter}$1:${letter}${end}",
                "error_type": "information" if column.kind == "open" else "warning",
                "error_title": column.title[:32],
                "error_message": "下拉列表中没有这一项。",
            },
        )

    def _row(self, page: Any, table: FormTable, number: int, row: FormRow) -> None:  # noqa: ANN401
        for i, column in enumerate(table.columns):
            text = row.other if column.name == "other" else row.texts.get(column.name, "")
            shut = column.name == "other" or (column.name in table.key and bool(row.base))
            self._cell(page, (number, i), self._shown(text, column), column, shut=shut)
        page.set_row(number, self._height(table, row))
        if row.base:
            page.write_string(number, len(table.columns), row.base, self.shut)

    def _height(self, table: FormTable, row: FormRow) -> int:
        """As high as the longest of its texts needs, within reason."""
        lines = (
            sum(max(1, -(-width(line) // column.width)) for line in shown.split("\n"))
            for column in table.columns
            if (shown := self._shown(row.texts.get(column.name, ""), column))
        )
        return _LINE * min(max(lines, default=1), _LINES)

    def _shown(self, text: str, column: FormColumn) -> str:
        if column.kind not in {"id", "open"}:
            return text
        return self.form.choices.get(column.choices, Choice()).label(text)

    def _cell(
        self,
        page: Any,  # noqa: ANN401 - as above
        at: tuple[int, int],
        text: str,
        column: FormColumn,
        *,
        shut: bool,
    ) -> None:
        """A date and a number as such, as far as a spreadsheet keeps them; all else is text."""
        shape = self.shut if shut else self._format(column)
        if column.kind == "date" and EARLIEST.isoformat() <= text <= "9999" and _is_date(text):
            page.write_datetime(*at, date.fromisoformat(text), shape)
        elif column.kind in _TYPED and _is_number(text):
            page.write_number(*at, float(text), shape)
        elif text:
            page.write_string(*at, stored(text), shape)
        elif shut:
            page.write_blank(*at, None, shape)

    def help(self) -> None:
        """What to do with the workbook."""
        page = self.book.add_worksheet(HELP)
        page.set_column(0, 0, 100, self.shut)
        page.write_string(0, 0, stored(self.form.title), self.head)
        for number, words in enumerate(_HELP, 1):
            page.write_string(number, 0, words, self.shut)
        page.protect("")

    def hidden(self) -> None:
        """The lists of the drop-downs, and which month this is."""
        lists = self.book.add_worksheet(LISTS)
        for i, choice in enumerate(self.form.choices.values()):
            for number, choice_id in enumerate(choice.offered):
                lists.write_string(number, i, stored(choice.label(choice_id)))
        mark = self.book.add_worksheet(MARK)
        for i, words in enumerate((VERSION, self.form.scheme, self.form.month)):
            mark.write_string(0, i, words)
        for page in (lists, mark):
            page.protect("")
            page.hide()


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_number(text: str) -> bool:
    digits = text.lstrip("-").replace(".", "", 1)
    return digits.isascii() and digits.isdigit() and len(digits) <= DIGITS
