"""Findings as rows, and rows as findings."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bulletin import schema
from bulletin.exchange.form.cells import (
    NO,
    TOO_LONG,
    YES,
    BadCellError,
    carried,
    readable,
    row_of,
    value_of,
)
from bulletin.exchange.form.choices import Choices
from bulletin.exchange.form.merge import Data, Merged, differing, put, relist
from bulletin.exchange.form.table import FINDINGS, FormColumn, FormRow, Texts, digest

_PIECES = ("kind", "title", "ref", "sha256")
_SHAPE = "每行最多四段，写作“种类|名称|存放位置|校验值”"
_NESTED = ("ordered", "rectified")


def row(finding_id: str, data: Mapping[str, Any], choices: Choices) -> FormRow:
    """One finding as the form shows it."""
    texts = texts_of(finding_id, data, choices)
    return FormRow(texts, digest(texts), other=_other(data))


def texts_of(finding_id: str, data: Mapping[str, Any], choices: Choices) -> Texts:
    """What the cells of a finding say."""
    texts = {c.name: _value(data, c.name) for c in FINDINGS.columns}
    return row_of(FINDINGS.columns, {**texts, "id": finding_id}, choices)


def _value(data: Mapping[str, Any], name: str) -> object:
    if name == "evidence":
        return carried(_evidence(data))
    outer, _, inner = name.partition(".")
    value = data.get(outer)
    if isinstance(value, Mapping):
        return value.get(inner) if inner else True
    return None if inner else value


def _evidence(data: Mapping[str, Any]) -> str:
    return "\n".join(_line(item) for item in _items(data))


def _items(data: Mapping[str, Any]) -> Sequence[Any]:
    written = data.get("evidence", ())
    return (written,) if isinstance(written, str) else tuple(written)


def _line(item: Any) -> str:  # noqa: ANN401 - as the schema says
    """A piece of evidence on one line.

    >>> _line({"kind": "照片", "title": "窗口"}), _line({"kind": "照片"}), _line("录音")
    ('照片|窗口', '照片|', '录音')
    """
    if isinstance(item, str):
        return " ".join(item.split("\n")).strip()
    pieces = [" ".join(item.get(key, "").split("\n")) for key in _PIECES]
    while len(pieces) > 2 and not pieces[-1]:  # noqa: PLR2004 - one sign between two
        pieces.pop()
    return "|".join(pieces).strip()


def _other(data: Mapping[str, Any]) -> str:
    """The titles of what no column carries, or no cell can hold."""
    columns = {column.name.partition(".")[0] for column in FINDINGS.columns}
    if not carried(_evidence(data)):
        columns.discard("evidence")
    properties = schema.schema("finding")["properties"]
    return "、".join(
        properties[key]["title"] for key in properties if key in data and key not in columns
    )


def merged(data: Mapping[str, Any], before: Texts, after: Texts, choices: Choices) -> Merged:
    """A finding with what a row says differently; every other field stays."""
    record = Merged(dict(data))
    changed = [c for c in differing(FINDINGS, before, after) if c.name not in {"id", "other"}]
    for column in changed:
        if column.name.partition(".")[0] not in {*_NESTED, "evidence"}:
            record.attempt(column.name, _plain, record.data, column, after, choices)
    names = {column.name for column in changed}
    if "evidence" in names and _evidence(data) and not carried(_evidence(data)):
        record.faults["evidence"] = TOO_LONG
    elif "evidence" in names:
        text = after.get("evidence", "")
        record.attempt("evidence", relist, record.data, "evidence", text, _line, _piece)
    for outer, change in (("ordered", _ordered), ("rectified", _rectified)):
        if any(name.partition(".")[0] == outer for name in names):
            change(record, after, choices)
    return record


def _plain(data: Data, column: FormColumn, after: Texts, choices: Choices) -> None:
    text = after.get(column.name, "")
    if text:
        data[column.name] = value_of(text, column, choices)
    else:
        data.pop(column.name, None)


def _piece(line: str) -> str | dict[str, str]:
    pieces = [readable(piece.strip()) for piece in re.split(r"[|｜]", line)]
    if len(pieces) == 1:
        return line
    if len(pieces) > len(_PIECES):
        raise BadCellError(f"{_SHAPE}，此处有 {len(pieces)} 段")
    return {key: piece for key, piece in zip(_PIECES, pieces, strict=False) if piece}


def _dated(record: Merged, after: Texts, choices: Choices, outer: str) -> Data:
    """The date and the note of a nested field, as far as they are written."""
    dated: Data = {}
    for column in FINDINGS.columns:
        name, _, inner = column.name.partition(".")
        text = after.get(column.name, "")
        if name == outer and inner and text:
            record.attempt(column.name, put, dated, inner, text, column, choices)
    return dated


def _ordered(record: Merged, after: Texts, choices: Choices) -> None:
    """Ordered with a date or a note, ordered as such, expressly not, or nothing said."""
    answer, dated = after.get("ordered", ""), _dated(record, after, choices, "ordered")
    detail = after.get("ordered.due") or after.get("ordered.note")
    if answer not in {YES, NO, ""}:
        record.faults["ordered"] = BadCellError(f"必须是“是”或“否”，此处为“{answer[:40]}”")
    elif answer == NO and detail:
        record.faults["ordered"] = BadCellError("写了整改期限或要求，就不能填“否”")
    elif dated or answer:
        record.data["ordered"] = dated or answer == YES
    else:
        record.data.pop("ordered", None)


def _rectified(record: Merged, after: Texts, choices: Choices) -> None:
    dated = _dated(record, after, choices, "rectified")
    if "note" in dated and not after.get("rectified.date"):
        record.faults["rectified.date"] = BadCellError("写了整改情况，就必须填写完成日期，此处空着")
    elif dated:
        record.data["rectified"] = dated
    else:
        record.data.pop("rectified", None)
