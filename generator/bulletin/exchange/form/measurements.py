"""Measurements as rows, a value a row, and rows as measurements."""

from collections.abc import Iterator, Mapping
from typing import Any

from bulletin.exchange.form.cells import BadCellError, row_of
from bulletin.exchange.form.choices import Choices
from bulletin.exchange.form.merge import Data, Merged, differing, put
from bulletin.exchange.form.table import MEASUREMENTS, Texts

Key = tuple[str, str]
_SAID = ("source", "repeats")


def texts_of(data: list[Data], choices: Choices) -> Iterator[tuple[Key, Texts]]:
    """What the cells of every value say, by metric and unit; the source may be its list's."""
    for block in data:
        for unit, written in block["values"].items():
            own = written if isinstance(written, Mapping) else {"value": written}
            fields = {"metric": block["metric"], "unit": unit, **_shared(block), **own}
            yield (block["metric"], unit), row_of(MEASUREMENTS.columns, fields, choices)


def _shared(block: Mapping[str, Any]) -> Data:
    return {key: block[key] for key in _SAID if key in block}


def merged(block: Mapping[str, Any], before: Texts, after: Texts, choices: Choices) -> Merged:
    """A value, as ``{value, …}``, with what a row says differently."""
    written = block["values"][before["unit"]]
    record = Merged(dict(written) if isinstance(written, Mapping) else {"value": written})
    for column in differing(MEASUREMENTS, before, after):
        text = after.get(column.name, "")
        if text:
            record.attempt(column.name, put, record.data, column.name, text, column, choices)
        elif column.name in block:
            words = f"这项数据统一注明了{column.title}，此处不能空着"
            record.faults[column.name] = BadCellError(words, "恢复原来的内容，或改写数据文件")
        else:
            record.data.pop(column.name, None)
    return record


def place(block: Data, unit: str, value: Mapping[str, Any]) -> None:
    """Write a value into its list, short where only the number is said."""
    was = block["values"].get(unit)
    short = set(value) == {"value"} and not isinstance(was, Mapping)
    block["values"][unit] = value["value"] if short else dict(value)


def fresh(texts: Texts, choices: Choices) -> Merged:
    """A new value: metric, unit, value and what is said of it."""
    record = Merged({})
    for column in MEASUREMENTS.columns:
        text = texts.get(column.name, "")
        if text:
            record.attempt(column.name, put, record.data, column.name, text, column, choices)
    return record


def add(data: list[Data], value: Mapping[str, Any]) -> tuple[int, str]:
    """Put a new value into the list of its metric with the same source, else into a new list."""
    fields = {key: value[key] for key in _SAID if key in value}
    for i, block in enumerate(data):
        if block["metric"] == value["metric"] and _shared(block) == fields:
            block["values"][value["unit"]] = value["value"]
            return i, value["unit"]
    data.append({"metric": value["metric"], **fields, "values": {value["unit"]: value["value"]}})
    return len(data) - 1, value["unit"]
