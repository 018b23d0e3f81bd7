"""Changed fields in Chinese: the names are the schemas' titles, the values as readers say them."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import takewhile, zip_longest
from typing import Any

from bulletin.history.message import clean
from bulletin.history.records import frozen
from bulletin.load.file_kinds import BY_NAME
from bulletin.model.history import Difference
from bulletin.privacy import masked
from bulletin.schema import schema
from bulletin.text import UserText

_LONG = 24
"""From how many signs on a text is shown apart."""
_AROUND = 12
"""How much of a long text is kept before and after what changed in it."""
_MOST = 300
_FIRST = re.compile(r"[^：，；（]*")
MISSING = object()
_Node = Mapping[str, Any]


def differences(kind: str, old: Any, new: Any) -> tuple[Difference, ...]:  # noqa: ANN401
    """Return the fields in which two states of a record differ, in the schema's order."""
    return tuple(compared(_row_of(kind), "", old, new))


@cache
def _row_of(kind: str) -> _Node:
    """Return the schema of one record of a file."""
    body, rows = schema(kind), BY_NAME[kind].rows
    return rows.schema(body) if rows else dict(body.get("items", body))


def compared(node: _Node, name: str, old: Any, new: Any) -> Iterator[Difference]:  # noqa: ANN401
    """Go down where both are mappings; a list of groups is one, by the groups' names."""
    old, new = _by_group(old), _by_group(new)
    if frozen(old) == frozen(new):
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in _keys(node, old, new):
            inner = below(node, key)
            title = f"{name}·{title_of(inner, key)}" if name else title_of(inner, key)
            usual = inner.get("default", MISSING)
            yield from compared(inner, title, old.get(key, usual), new.get(key, usual))
    elif isinstance(old, list) and isinstance(new, list):
        gone = [item for item in old if item not in new]
        come = [item for item in new if item not in old]
        if not gone and not come:  # in another order, or more often
            gone, come = old, new
        yield difference_of(node, name, gone or MISSING, come or MISSING)
    elif written(node, old) != written(node, new):
        yield difference_of(node, name, old, new)


def _by_group(data: Any) -> Any:  # noqa: ANN401
    if not isinstance(data, list) or not data:
        return data
    groups = [row.get("group") if isinstance(row, Mapping) else None for row in data]
    distinct = None not in groups and len(set(map(str, groups))) == len(groups)
    rest = ({k: v for k, v in row.items() if k != "group"} for row in data) if distinct else ()
    return dict(zip(map(str, groups), rest, strict=True)) if distinct else data


def _keys(node: _Node, *rows: Mapping[str, Any]) -> list[str]:
    """Return the keys of some mappings: first those that the schema names, in its order."""
    written = list(dict.fromkeys(key for row in rows for key in row))
    keys = [key for key in _properties(node) if key in written]
    return keys + [key for key in written if key not in keys]


def below(node: _Node, key: str) -> _Node:
    """Return the schema of what stands under a key."""
    named = _properties(node).get(key)
    if named is not None:
        return _followed(named)
    form = shape(node)
    beside = form.get("items", form.get("additionalProperties"))
    unnamed = _followed(beside) if beside else {}
    return {k: v for k, v in unnamed.items() if k not in {"title", "description"}}


def _properties(node: _Node) -> Mapping[str, Any]:
    return dict(shape(node).get("properties", {}))


def shape(node: _Node) -> _Node:
    """Return that form of a value which has parts, where several are allowed."""
    forms = (node, *(node[key] for key in ("then", "else") if key in node))
    inner = (_followed(form) for form in (*forms, *node.get("anyOf", ())))
    parts = ("properties", "items", "additionalProperties")
    return next((form for form in inner if any(part in form for part in parts)), {})


def _followed(node: _Node) -> _Node:
    """Return a schema with what it refers to."""
    if "$ref" not in node:
        return node
    name = node["$ref"].rpartition("/")[2]
    return {**_definitions()[name], **{k: v for k, v in node.items() if k != "$ref"}}


@cache
def _definitions() -> Mapping[str, _Node]:
    return {**schema("common")["$defs"], **schema("rubric")["$defs"]}


def title_of(node: _Node, key: str) -> str:
    """Return the name of a field; what the schema does not know keeps its key."""
    described = _FIRST.match(str(node.get("description", "")))
    return str(node.get("title") or (described[0] if described else "") or clean(key))


def difference_of(node: _Node, name: str, old: Any, new: Any) -> Difference:  # noqa: ANN401
    """Return a field with its values for a reader; of two long ones what differs."""
    values = (written(node, value) for value in (old, new))
    before, after = (text and masked(text) for text in values)
    if before is None or after is None:
        before, after = (clean(text, _MOST) if text else text for text in (before, after))
    else:
        before, after = _shortened(before, after)
    long = any(len(text) > _LONG for text in (before, after) if text)
    old_text, new_text = (None if t is None else UserText(t) for t in (before, after))
    return Difference(UserText(name), old_text, new_text, long=long)


def _shortened(old: str, new: str) -> tuple[str, str]:
    """Keep of two long texts what differs, with a little around it."""
    if len(old) <= _LONG and len(new) <= _LONG:
        return clean(old), clean(new)
    same = _alike(old, new)
    tail = _alike(old[same:][::-1], new[same:][::-1])
    return _part(old, same, tail), _part(new, same, tail)


def _alike(first: str, other: str) -> int:
    """Count the signs at the beginning that two texts have in common."""
    return sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, other, strict=False))
    )


def _part(text: str, same: int, tail: int) -> str:
    start = same - _AROUND if same > 2 * _AROUND else 0
    end = len(text) - tail + _AROUND if tail > 2 * _AROUND else len(text)
    middle = clean(text[start:end], _MOST)
    return f"{'…' if start else ''}{middle}{'…' if end < len(text) else ''}"


def written(node: _Node, value: Any) -> str | None:  # noqa: ANN401
    """Write a value for a reader; None where there is none."""
    if value is MISSING:
        return None
    if isinstance(value, Mapping):
        rows = ((below(node, key), key, value[key]) for key in _keys(node, value))
        return "；".join(f"{title_of(n, key)} {written(n, v)}" for n, key, v in rows)
    if isinstance(value, list):
        item = shape(node).get("items", {})
        return "、".join(str(written(_followed(item), row)) for row in value)
    return _word(node, value)


def _word(node: _Node, value: Any) -> str:  # noqa: ANN401
    """Write a single value: one of a choice by its description."""
    words = dict(zip_longest(node.get("enum", ()), node.get("markdownEnumDescriptions", ())))
    if words.get(value):
        return str(words[value])
    if value is None:
        return "空"
    if value in {True, False, "yes", "no"} and type(value) in {bool, str}:
        return "是" if value in {True, "yes"} else "否"
    return format(value, "f") if isinstance(value, Decimal) else str(value)
