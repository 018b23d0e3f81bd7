"""The records in a file, by what each is known by, whatever its place in the file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bulletin.yamlfile import Document, Path

Key = tuple[str, ...]
"""What a record is known by in its file; a finding, a recheck, a round and a draw are alone."""
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
    try:
        found = {key: (data, path) for key, data, path in _SPLIT[kind](document.data)}
    except (AttributeError, KeyError, TypeError):
        return None
    return {
        key: Record(data, frozen(data), _start(document, path))
        for key, (data, path) in found.items()
    }


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


_Rows = Iterator[tuple[Key, Any, Path]]


def _whole(data: Any) -> _Rows:  # noqa: ANN401
    """The file is one record."""
    yield (), dict(data.items()), ()


def _measurements(data: Any) -> _Rows:  # noqa: ANN401
    """Each value with the source that it, or its list, names."""
    for index, block in enumerate(data):
        shared = {key: block[key] for key in ("source", "repeats") if key in block}
        for unit, value in block["values"].items():
            own = value if isinstance(value, Mapping) else {"value": value}
            yield (str(block["metric"]), unit), {**shared, **own}, (index, "values", unit)


def _marks(data: Any) -> _Rows:  # noqa: ANN401
    for index, row in enumerate(data):
        yield _named(row, "unit", "rule", "place"), row, (index,)


def _absences(data: Any) -> _Rows:  # noqa: ANN401
    for index, row in enumerate(data):
        yield _named(row, "unit", "criterion", "rule"), row, (index,)


def _named(row: Any, *keys: str) -> Key:  # noqa: ANN401
    return tuple(str(row.get(key, "")) for key in keys)


def _rules(data: Any, path: Path = ()) -> _Rows:  # noqa: ANN401
    """Each rule with the criterion under which it stands."""
    for index, node in enumerate(data.get("criteria", ())):
        here = (*path, "criteria", index)
        for number, rule in enumerate(node.get("rules", ())):
            row = {**rule, "criterion": node["id"]}
            yield (str(rule["id"]),), row, (*here, "rules", number)
        yield from _rules(node, here)


_SPLIT: Mapping[str, Callable[[Any], _Rows]] = {
    "finding": _whole,
    "recheck": _whole,
    "round": _whole,
    "draw": _whole,
    "measurements": _measurements,
    "marks": _marks,
    "participation": _absences,
    "rubric": _rules,
}
KINDS = frozenset(_SPLIT)
"""The kinds of files whose records have a history on the pages."""
