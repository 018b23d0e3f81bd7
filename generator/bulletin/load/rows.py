"""The records in a file's plain data, by what each is known by, whatever its place in the file."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bulletin.yamlfile import Path

Key = tuple[str, ...]
"""What a record is known by in its file; a finding, a recheck, a round and a draw are alone."""
Split = Callable[[Any], Iterator[tuple[Key, Any, Path]]]
"""Goes through a file's records: by what each is known, its data, and where it stands."""


def _record(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema of one record: of the whole file, or of an entry of its list."""
    return dict(body.get("items", body))


@dataclass(frozen=True, slots=True)
class Rows:
    """How a file is taken to records, and which part of its schema describes one of them."""

    split: Split
    schema: Callable[[Mapping[str, Any]], Mapping[str, Any]] = _record


def _whole(data: Any) -> Iterator[tuple[Key, Any, Path]]:  # noqa: ANN401 - plain YAML data
    yield (), dict(data.items()), ()


WHOLE = Rows(_whole)
"""The file is one record."""


def entries(*keys: str) -> Rows:
    """Return the rows of a list whose entries are known by the values of some keys."""

    def split(data: Any) -> Iterator[tuple[Key, Any, Path]]:  # noqa: ANN401
        for index, row in enumerate(data):
            yield tuple(str(row.get(key, "")) for key in keys), row, (index,)

    return Rows(split)


def _values(data: Any) -> Iterator[tuple[Key, Any, Path]]:  # noqa: ANN401
    for index, block in enumerate(data):
        shared = {key: block[key] for key in ("source", "repeats") if key in block}
        for unit, value in block["values"].items():
            own = value if isinstance(value, Mapping) else {"value": value}
            yield (str(block["metric"]), unit), {**shared, **own}, (index, "values", unit)


def _value(body: Mapping[str, Any]) -> Mapping[str, Any]:
    return dict(body["items"]["properties"]["values"]["additionalProperties"]["then"])


VALUES = Rows(_values, _value)
"""Each measured value with the source that it, or its list, names."""


def _rules(data: Any, path: Path = ()) -> Iterator[tuple[Key, Any, Path]]:  # noqa: ANN401
    for index, node in enumerate(data.get("criteria", ())):
        here = (*path, "criteria", index)
        for number, rule in enumerate(node.get("rules", ())):
            row = {**rule, "criterion": node["id"]}
            yield (str(rule["id"]),), row, (*here, "rules", number)
        yield from _rules(node, here)


def _rule(body: Mapping[str, Any]) -> Mapping[str, Any]:
    rule, criterion = (body["$defs"][name] for name in ("rule", "criterion"))
    named = {"criterion": {"title": criterion["title"]}}
    return {**rule, "properties": named | rule["properties"]}


RULES = Rows(_rules, _rule)
"""Each rule of a rubric with the criterion under which it stands."""
