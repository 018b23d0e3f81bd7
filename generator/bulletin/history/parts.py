"""A file taken to parts, each known by its ids, and what differs between two states of them.

Nothing is left out: whatever a file says is in one part or another. Comments and the order of keys
say nothing; the order of records does, and is a field of the part in which they stand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bulletin.history.fields import MISSING, below, compared, difference_of, shape, title_of
from bulletin.history.records import SHOWN, split
from bulletin.model.history import Difference
from bulletin.schema import schema
from bulletin.yamlfile import Document

Key = tuple[str, ...]
"""What a part is known by in its file: the keys and ids on the way to it."""
Keys = tuple[str | int, ...]
_Node = Mapping[str, Any]
_NAMES = ("title", "name")
_ROW = "单位"
"""What a row of a file is that is a list of records with ids: a register."""


@dataclass(frozen=True, slots=True)
class RecordPart:
    """A record, without the records in it: its ids in their order stand for them."""

    title: str
    own: Any
    node: _Node
    keys: Keys


@dataclass(frozen=True, slots=True)
class Changed:
    """A part of which some fields differ; ``keys`` lead to it in the file as it is now."""

    key: Key
    title: str
    keys: Keys
    fields: tuple[Difference, ...]


def parts(kind: str, document: Document | None) -> Mapping[Key, RecordPart]:
    """Return the parts of a file; none where there is no file."""
    if document is None:
        return {}
    node = schema(kind)
    if kind in SHOWN and isinstance(document.data, list):
        return dict(_records(kind, node, document))
    if isinstance(document.data, list):
        return dict(_rows(node, document.data, (), ()))
    return dict(_flat(node, document.data, str(node["title"]), (), ()))


def _records(kind: str, node: _Node, document: Document) -> Iterator[tuple[Key, RecordPart]]:
    """The records of a list in which no record has an id."""
    item = below(node, "")
    for key, record in (split(kind, document) or {}).items():
        yield key, RecordPart(" ".join(filter(None, key)), record.data, item, ())


def _flat(
    node: _Node,
    data: Any,  # noqa: ANN401
    title: str,
    key: Key,
    keys: Keys,
) -> Iterator[tuple[Key, RecordPart]]:
    """A part, then the parts in it."""
    own, inside = {}, []
    for name, value in data.items():
        ids = _ids(below(node, name), value)
        own[name] = value if ids is None else "、".join(ids)
        if ids is not None:
            inside.append((name, value))
    yield key, RecordPart(title, own, node, keys)
    for name, value in inside:
        yield from _rows(below(node, name), value, (*key, name), (*keys, name))


def _rows(node: _Node, data: Any, key: Key, keys: Keys) -> Iterator[tuple[Key, RecordPart]]:  # noqa: ANN401
    listed = isinstance(data, list)
    rows = enumerate(data) if listed else data.items()
    for place, row in rows:
        name = str(row["id"] if listed else place)
        title = f"{title_of(node, '') if key else _ROW} {name}{_named(row)}"
        yield from _flat(below(node, name), row, title, (*key, name), (*keys, place))


def _ids(node: _Node, value: Any) -> list[str] | None:  # noqa: ANN401
    """Return the ids of a list or mapping of records; None where it is none."""
    if isinstance(value, list) and value:
        ids = [row.get("id") if isinstance(row, Mapping) else None for row in value]
        distinct = None not in ids and len(set(map(str, ids))) == len(ids)
        return list(map(str, ids)) if distinct else None
    named = isinstance(value, Mapping) and "additionalProperties" in shape(node)
    if named and value and all(isinstance(row, Mapping) for row in value.values()):
        return list(value)
    return None


def _named(row: Mapping[str, Any]) -> str:
    name = next((row[key] for key in _NAMES if row.get(key)), "")
    return f"（{name}）" if name else ""


def changes(old: Mapping[Key, RecordPart], new: Mapping[Key, RecordPart]) -> Iterator[Changed]:
    """Go through the parts that differ, in the order of the new file; what is gone comes last."""
    for key in dict.fromkeys((*new, *old)):
        was, now = old.get(key), new.get(key)
        fields = tuple(_fields(was, now))
        part = now or was
        if fields and part:
            yield Changed(key, part.title, now.keys if now else (), fields)


def _fields(
    was: RecordPart | None, now: RecordPart | None
) -> Sequence[Difference] | Iterator[Difference]:
    if was and now:
        return compared(now.node, "", was.own, now.own)
    part = now or was
    assert part is not None  # noqa: S101 - one of the two has the key
    values = (was.own if was else MISSING, now.own if now else MISSING)
    return [difference_of(part.node, "", *values)]
