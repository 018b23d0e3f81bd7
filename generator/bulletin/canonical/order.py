"""The order of keys: that of the schema's ``properties``."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from bulletin import schema

Pointer = tuple[str, ...]
"""The way from a schema's root to a value: keys, with ``*`` for list items and free keys."""

_BRANCHES = ("allOf", "anyOf", "oneOf")
_CONDITIONS = ("if", "then", "else")


@cache
def keys_at(kind: str, pointer: Pointer) -> dict[str, int]:
    """The keys that the schema names at a pointer, each with its position."""
    names = (name for node in _nodes(kind, pointer) for name in node.get("properties", {}))
    return {name: i for i, name in enumerate(dict.fromkeys(names))}


def ordered(kind: str, pointer: Pointer, data: dict[str, Any]) -> list[str]:
    """The keys of a mapping in canonical order; those the schema does not name come last."""
    names = keys_at(kind, pointer)
    return sorted(data, key=lambda name: names.get(name, len(names)))


def below(kind: str, pointer: Pointer, name: str) -> Pointer:
    """The pointer to a key's value."""
    return (*pointer, name if name in keys_at(kind, pointer) else "*")


@cache
def _nodes(kind: str, pointer: Pointer) -> tuple[dict[str, Any], ...]:
    """All parts of the schema that speak of the values at a pointer."""
    if not pointer:
        return tuple(_parts(schema.schema(kind), schema.schema(kind)))
    above, name = _nodes(kind, pointer[:-1]), pointer[-1]
    nodes = [node for part in above for node in _children(part, name)]
    return tuple(part for node in nodes for part in _parts(node, schema.schema(kind)))


def _children(node: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    if name in node.get("properties", {}):
        yield node["properties"][name]
    elif name == "*":
        for key in ("items", "additionalProperties"):
            if isinstance(node.get(key), dict):
                yield node[key]


def _parts(node: dict[str, Any], root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The node itself, what it refers to, and its alternatives and conditions."""
    yield node
    if "$ref" in node:
        path = node["$ref"].partition("#/$defs/")[2]
        home = root if path in root.get("$defs", {}) else schema.schema("common")
        yield from _parts(home["$defs"][path], home)
    for branch in _BRANCHES:
        for inner in node.get(branch, ()):
            yield from _parts(inner, root)
    for condition in _CONDITIONS:
        if isinstance(node.get(condition), dict):
            yield from _parts(node[condition], root)
