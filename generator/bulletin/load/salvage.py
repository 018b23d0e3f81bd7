"""What can be read of a file with problems, so that the problems of other files are found too.

What the schema refuses is cut out, the rest is kept. Nothing is computed while there is a problem;
the checks are told what was lost, and say nothing that depends on it.
"""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from bulletin.load.path import DataPath
from bulletin.schema import faults, schema, sound
from bulletin.yamlfile import Document, Path

Kept = tuple[Document | None, frozenset[str]]
"""What is left of a file, if anything is, and the names that were lost."""
Salvage = Callable[[Document, DataPath], Kept]
CutAt = Callable[[Path], Path]
"""Says which part of a file to leave out for a fault."""
_ROUNDS = 8
_FAULTS = 200
"""A file with more faults than this is not cut to pieces: it is lost whole."""


def nothing(_document: Document, _path: DataPath) -> Kept:
    """Keep nothing: the file is lost whole."""
    return None, frozenset()


def cutting(cut_at: CutAt) -> Salvage:
    """Keep all but the parts that are cut out for the faults."""
    return lambda document, path: salvage(document, path.kind, cut_at)


def readable_finding(document: Document, path: DataPath) -> Kept:
    """Keep what can be read of a finding; one without unit or rule is lost whole."""
    data = sound(document, "finding")
    if not {"unit", "rule"} <= data.keys():
        return None, frozenset()
    return replace(document, data={"date": f"{path.month}-01", "summary": "", **data}), frozenset()


def exactly(path: Path) -> Path:
    """Cut out the value that is wrong."""
    return path


def entry(path: Path) -> Path:
    """Cut out the whole entry of the list."""
    return path[:1]


def value(path: Path) -> Path:
    """Cut out one unit's value, else the whole entry."""
    return path[:3] if path[1:2] == ("values",) and len(path) > 2 else path[:1]  # noqa: PLR2004


def rule(path: Path) -> Path:
    """Cut out the whole rule in which the fault lies; elsewhere the value that is wrong."""
    if "rules" not in path:
        return path
    last = max(i for i, key in enumerate(path) if key == "rules")
    return path[: last + 2]


def salvage(document: Document, kind: str, cut_at: CutAt) -> Kept:
    """Cut out what the schema refuses; with it the names that were lost.

    These are the keys of the file's top mapping from which something was cut, and the ids in what
    was cut. Nothing is returned where nothing is left.
    """
    lost: set[str] = set()
    for _ in range(_ROUNDS):
        wrong = faults(document, kind, _FAULTS + 1)
        if not wrong:
            return document, frozenset(lost)
        cuts = {cut_at(path) for path in wrong}
        if () in cuts or len(wrong) > _FAULTS:
            break
        lost = lost.union(*(_lost(kind, document, path) for path in cuts))
        document = _Cut(document, cuts).document()
    return None, frozenset(lost)


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


class _Cut:
    """A document without some parts; what follows in a list moves up, with its places."""

    def __init__(self, document: Document, cuts: AbstractSet[Path]) -> None:
        self._whole, self._cuts = document, cuts
        self._kept = Document(document.path, None)

    def document(self) -> Document:
        """Go once through the whole document."""
        kept = self._kept
        data = self._copied(self._whole.data, (), ())
        return Document(kept.path, data, kept.values, kept.keys)

    def _copied(self, data: Any, old: Path, new: Path) -> Any:  # noqa: ANN401 - plain YAML data
        """A part of the data, which was at the one path and comes to be at the other."""
        for places, kept in (
            (self._whole.values, self._kept.values),
            (self._whole.keys, self._kept.keys),
        ):
            if old in places:
                kept[new] = places[old]
        if isinstance(data, dict):
            names = [key for key in data if (*old, key) not in self._cuts]
            return {key: self._copied(data[key], (*old, key), (*new, key)) for key in names}
        if isinstance(data, list):
            left = [index for index in range(len(data)) if (*old, index) not in self._cuts]
            moved = enumerate(left)
            return [self._copied(data[at], (*old, at), (*new, to)) for to, at in moved]
        return data
