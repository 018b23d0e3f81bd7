"""What a row changes: three states of it are compared, so that nobody's work is overwritten.

The row as it was written out (``base``), as it is in the workbook, and as the data say it now.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bulletin.exchange.form.cells import BadCellError, value_of
from bulletin.exchange.form.choices import Choices
from bulletin.exchange.form.table import FormColumn, FormRow, FormTable, Texts, digest

Data = dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with a cell, in Chinese; ``column`` names it, empty for the whole row."""

    table: str
    number: int
    column: str
    message: str
    hint: str = ""


@dataclass
class Merged:
    """A record as a row would have it, and the faults of the row's cells."""

    data: Data
    faults: dict[str, BadCellError] = field(default_factory=dict)

    def attempt(self, column: str, change: Callable[..., None], *args: Any) -> None:  # noqa: ANN401
        """Make one change, or note why it cannot be made."""
        try:
            change(*args)
        except BadCellError as refused:
            self.faults[column] = refused


def put(data: Data, key: str, text: str, column: FormColumn, choices: Choices) -> None:
    """Set a key to what a text of a cell means; raises ``RefusedError``."""
    data[key] = value_of(text, column, choices)


def relist(
    data: Data,
    key: str,
    text: str,
    line: Callable[[Any], str],
    item: Callable[[str], Any],
) -> None:
    """Set a list to what the lines of a cell mean; a line that was there keeps its item.

    ``line`` writes an item as a line, ``item`` reads one, and raises ``RefusedError``.
    """
    written = data.get(key, ())
    written_as = {
        line(entry): entry for entry in ((written,) if isinstance(written, str) else written)
    }
    lines = filter(None, map(str.strip, text.split("\n")))
    items = [written_as[entry] if entry in written_as else item(entry) for entry in lines]
    if items:
        data[key] = items
    else:
        data.pop(key, None)


def differing(table: FormTable, before: Texts, after: Texts) -> Iterator[FormColumn]:
    """The columns in which two rows differ."""
    for column in table.columns:
        if before.get(column.name, "") != after.get(column.name, ""):
            yield column


def is_untouched(row: FormRow) -> bool:
    """Tell whether a row says what it said when it was written out."""
    return bool(row.base) and digest(row.texts) == row.base


def conflict(row: FormRow, now: Texts) -> BadCellError | None:
    """Refuse a changed row whose record was changed since, or that was never written out."""
    if row.base == digest(now):
        return None
    if row.base:
        message = "导出以后，数据里的这一条也改过，不能再用本行覆盖"
        return BadCellError(message, "重新导出，在新的工作簿里修改")
    return BadCellError(
        "数据里已有这一条，内容与本行不同", "要修改的，重新导出后修改；是另一件事的，换一个编号"
    )


def faults_of(
    table: FormTable, row: FormRow, refused: Mapping[str, BadCellError]
) -> Iterator[Fault]:
    """The faults of a row."""
    for column, error in refused.items():
        yield Fault(table.name, row.number, column, error.message, error.hint)


def missing(table: FormTable, row: FormRow) -> Iterator[Fault]:
    """A row that says anything says all that it must."""
    for name in table.needed:
        if not row.texts.get(name):
            title = table.column(name).title
            yield Fault(table.name, row.number, name, f"{title}必须填写，此处空着")
