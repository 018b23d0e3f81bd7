"""What can be read of a file with problems, so that the problems of other files are found too.

What the schema refuses is cut out, the rest is kept. Nothing is computed while there is a problem;
the checks are told what was lost, and say nothing that depends on it.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from generator.schema import faults, schema
from generator.yamlfile import Document, Key, Path

KINDS = frozenset({"scheme", "rubric", "measurements", "marks", "participation", "visits"})
_ROUNDS = 8
Places = dict[Path, tuple[int, int]]


def salvage(document: Document, kind: str) -> tuple[Document | None, frozenset[str]]:
    """Cut out what the schema refuses; with it the names that were lost.

    These are the keys of the file's top mapping from which something was cut, and the ids in what
    was cut. Nothing is returned where nothing is left.
    """
    lost: set[str] = set()
    for _ in range(_ROUNDS):
        wrong = faults(document, kind)
        if not wrong:
            return document, frozenset(lost)
        cuts = {_cut_at(kind, path) for path in wrong}
        if () in cuts:
            break
        for path in sorted(cuts, key=_order, reverse=True):
            lost |= _lost(kind, document, path)
            document = _without(document, path)
    return None, frozenset(lost)


def _cut_at(kind: str, path: Path) -> Path:
    """The part to leave out for a fault: a whole rule, a whole entry, a unit's value."""
    if kind == "rubric" and "rules" in path:
        last = max(i for i, key in enumerate(path) if key == "rules")
        return path[: last + 2]
    if kind == "measurements":
        return path[:3] if path[1:2] == ("values",) and len(path) > 2 else path[:1]  # noqa: PLR2004
    return path[:1] if kind in {"marks", "participation", "visits"} else path


def _order(path: Path) -> tuple[tuple[int, str], ...]:
    """Later and deeper parts come last, so that they are cut first."""
    return tuple((key, "") if isinstance(key, int) else (0, key) for key in path)


def _lost(kind: str, document: Document, path: Path) -> set[str]:
    """The names that a cut takes away; an unknown key is probably the one that is most like it."""
    known = schema(kind).get("properties", {})
    keys = [key for key in (path[0], path[-1]) if isinstance(key, str)]
    if len(path) == 1 and path[0] not in known:
        keys = get_close_matches(str(path[0]), known, n=1)
    return {*keys, *_ids(_at(document.data, path))}


def _at(data: Any, path: Path) -> Any:  # noqa: ANN401 - plain YAML data
    for key in path:
        data = data[key]
    return data


def _ids(data: object) -> set[str]:
    """Every id in a part of the data."""
    return set(_every_id(data))


def _every_id(data: object) -> Iterator[str]:
    if isinstance(data, Mapping):
        yield from (data["id"],) if isinstance(data.get("id"), str) else ()
        for inner in data.values():
            yield from _every_id(inner)
    elif isinstance(data, list):
        for inner in data:
            yield from _every_id(inner)


def _without(document: Document, path: Path) -> Document:
    """The document without one part; what follows in a list moves up, with its places."""
    data = deepcopy(document.data)
    del _at(data, path[:-1])[path[-1]]
    values, keys = _moved(document.values, path), _moved(document.keys, path)
    return replace(document, data=data, values=values, keys=keys)


def _moved(places: Places, cut: Path) -> Places:
    level, last = len(cut) - 1, cut[-1]
    moved = {}
    for path, place in places.items():
        here = path[level] if len(path) > level and path[:level] == cut[:-1] else None
        if here is not None and here == last:
            continue
        moved[_up(path, level, here, last)] = place
    return moved


def _up(path: Path, level: int, here: Key | None, last: Key) -> Path:
    if isinstance(here, int) and isinstance(last, int) and here > last:
        return (*path[:level], here - 1, *path[level + 1 :])
    return path
