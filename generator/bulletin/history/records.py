"""The records in a file, by what each is known by, whatever its place in the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bulletin.load.file_kinds import BY_NAME, KINDS
from bulletin.load.rows import Key
from bulletin.yamlfile import Document, Path

SHOWN = frozenset(kind.name for kind in KINDS if kind.rows)
"""The kinds of files whose records have a history on the pages."""
Value = object
"""A record's data as a value that compares by content, not by layout or order of keys."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record as a file has it: its data, the same as a value, and where it begins."""

    data: Any
    value: Value
    at: tuple[int, int]


def split(kind: str, document: Document) -> Mapping[Key, Record] | None:
    """Return the records of a file; None where it is not built as a file of its kind is."""
    rows = BY_NAME[kind].rows
    try:
        records = list(rows.split(document.data)) if rows else []
    except (AttributeError, KeyError, TypeError):
        return None
    return {key: Record(data, frozen(data), _start(document, path)) for key, data, path in records}


def _start(document: Document, path: Path) -> tuple[int, int]:
    place = document.key_place(*path)
    return place.line, place.column


def frozen(data: Any) -> Value:  # noqa: ANN401 - plain YAML data
    """Return plain data as a value; 1.0 is 1, but neither is ``true``.

    >>> frozen({"a": Decimal("1.0"), "b": [1]}) == frozen({"b": [1], "a": 1})
    True
    >>> frozen(True) == frozen(1)
    False
    """
    if isinstance(data, Mapping):
        return frozenset((key, frozen(value)) for key, value in data.items())
    if isinstance(data, list):
        return tuple(map(frozen, data))
    if isinstance(data, int | Decimal):
        return type(data) is bool, data
    return data
