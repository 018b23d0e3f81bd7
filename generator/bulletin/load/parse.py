"""One file to its record and its problems."""

from collections.abc import Iterator
from typing import Any

from bulletin.load.file_kinds import BY_NAME
from bulletin.load.path import DataPath
from bulletin.model.scheme import Written
from bulletin.privacy import suspect
from bulletin.problem import Place, Problem
from bulletin.schema import schema, validate
from bulletin.yamlfile import Document, Path
from bulletin.yamlfile import read as read_yaml

Parsed = tuple[Any, tuple[Problem, ...], frozenset[str], tuple[Written, ...]]
"""The record of a file, or None; its problems; keys and ids that were left out of it; texts that
may hold personal data."""
Known = dict[tuple[str, str], Parsed]
"""What has been parsed already, by path and blob id: the same file again is not read again."""


def parse(path: DataPath, content: bytes) -> Parsed:
    """Return the record of a file with its problems; with problems it is what could be kept."""
    kind = BY_NAME[path.kind]
    document, problems = read_yaml(path.path, content, kind.limit)
    kept: Document | None = None
    lost: frozenset[str] = frozenset()
    suspects: tuple[Written, ...] = ()
    if document is not None:
        problems = validate(document, kind.name)
        suspects = tuple(_suspects(path, document, words=kind.words))
        kept, lost = kind.salvage(document, path) if problems else (document, lost)
    if kept is not None:
        return kind.read(kept, path), problems, lost, suspects
    if kind.unread is None:
        return None, problems, lost, suspects
    return kind.unread(path), problems, frozenset(schema(kind.name)["properties"]), suspects


def _suspects(path: DataPath, document: Document, *, words: bool) -> Iterator[Written]:
    """Go through all texts that may hold personal data; a seal is of the program's words only."""
    texts = [path.id]
    if words:
        _collect(document.data, texts)
    if suspect("\0".join(texts)):
        yield from _only(Place(path.path), path.id)
        yield from _below(document, document.data, ()) if texts[1:] else ()


def _collect(data: Any, texts: list[str]) -> None:  # noqa: ANN401
    if isinstance(data, str):
        texts.append(data)
    elif isinstance(data, dict):
        texts.extend(data)
        for value in data.values():
            _collect(value, texts)
    elif isinstance(data, list):
        for value in data:
            _collect(value, texts)


def _only(place: Place, text: str) -> Iterator[Written]:
    if suspect(text):
        yield Written(place, text)


def _below(document: Document, data: Any, path: Path) -> Iterator[Written]:  # noqa: ANN401
    if isinstance(data, str):
        yield from _only(document.place(*path), data)
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _only(document.key_place(*path, key), key)
            yield from _below(document, value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _below(document, value, (*path, index))
