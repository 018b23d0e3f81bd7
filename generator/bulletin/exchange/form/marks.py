"""Marks as rows, and rows as marks."""

import re
from collections.abc import Mapping
from typing import Any

from bulletin.exchange.form.cells import (
    TOO_LONG,
    BadCellError,
    carried,
    readable,
    row_of,
    text_of,
    value_of,
)
from bulletin.exchange.form.choices import Choices
from bulletin.exchange.form.merge import Data, Merged, differing, put, relist
from bulletin.exchange.form.table import MARKS, FormColumn, Texts

Key = tuple[str, str, str]
_POINTS, _REASON = "agreed.points", "agreed.reason"
_AMOUNT = FormColumn("points", "分数", "", "number")
_SHAPE = "每行写作“小组|分数|理由”"


def key_of(texts: Texts) -> Key:
    """Which mark a row is: one for each unit, rule and place."""
    return texts.get("unit", ""), texts.get("rule", ""), texts.get("place", "")


def texts_of(mark: Mapping[str, Any], choices: Choices) -> Texts:
    """What the cells of a mark say."""
    agreed = mark.get("agreed", {})
    texts = {
        **{key: mark.get(key) for key in ("unit", "rule", "place")},
        _POINTS: agreed.get("points"),
        _REASON: agreed.get("reason"),
        "panel": carried(_panel(mark)),
    }
    return row_of(MARKS.columns, texts, choices)


def _panel(mark: Mapping[str, Any]) -> str:
    return "\n".join(_line(row) for row in mark.get("panel", ()))


def _line(row: Mapping[str, Any]) -> str:
    points = text_of(row["points"], _AMOUNT, {})
    reason = " ".join(row.get("reason", "").split("\n"))
    return f"{row['group']}|{points}|{reason}".rstrip("|").strip()


def merged(mark: Mapping[str, Any], before: Texts, after: Texts, choices: Choices) -> Merged:
    """A mark with what a row says differently; a new one from nothing."""
    record = Merged(dict(mark))
    names = {column.name for column in differing(MARKS, before, after)}
    for key in ("unit", "rule", "place"):
        if key in names:
            record.attempt(
                key, put, record.data, key, after.get(key, ""), MARKS.column(key), choices
            )
    if names & {_POINTS, _REASON}:
        _agreed(record, names, after, choices)
    if "panel" in names and _panel(mark) and not carried(_panel(mark)):
        record.faults["panel"] = TOO_LONG
    elif "panel" in names:
        record.attempt("panel", relist, record.data, "panel", after.get("panel", ""), _line, _group)
    return record


def _agreed(record: Merged, names: set[str], after: Texts, choices: Choices) -> None:
    points, reason = after.get(_POINTS, ""), after.get(_REASON, "")
    if reason and not points:
        record.faults[_POINTS] = BadCellError("写了商定的理由，就必须填写商定的分数，此处空着")
        return
    agreed = dict(record.data.get("agreed", {}))
    for name, text in ((_POINTS, points), (_REASON, reason)):
        key = name.partition(".")[2]
        if name in names and text:
            record.attempt(name, put, agreed, key, text, MARKS.column(name), choices)
        elif name in names:
            agreed.pop(key, None)
    if agreed:
        record.data["agreed"] = agreed
    else:
        record.data.pop("agreed", None)


def _group(line: str) -> Data:
    pieces = [piece.strip() for piece in re.split(r"[|｜]", line, maxsplit=2)]
    if len(pieces) == 1 or not pieces[0]:
        raise BadCellError(f"{_SHAPE}，此处为“{line[:40]}”")
    points = value_of(text_of(pieces[1], _AMOUNT, {}), _AMOUNT, {})
    reason = {"reason": readable(pieces[2])} if pieces[2:] and pieces[2] else {}
    return {"group": readable(pieces[0]), "points": points, **reason}
