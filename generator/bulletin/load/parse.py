"""One file to its record and its problems."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bulletin.load import month as months
from bulletin.load import rounds
from bulletin.load import seal as seals
from bulletin.load.layout import DataPath
from bulletin.load.rubric import rubric
from bulletin.load.salvage import KINDS as SALVAGED
from bulletin.load.salvage import salvage
from bulletin.load.scheme import scheme, site, unread
from bulletin.load.units import units
from bulletin.model.month import Absence, Finding, Mark, Measurement, Recheck
from bulletin.model.round import Draw, Round, Visit
from bulletin.model.rubric import Rubric
from bulletin.model.scheme import Scheme, Site, Written
from bulletin.model.seal import Correction, Seal
from bulletin.model.unit import Unit
from bulletin.privacy import suspect
from bulletin.problem import Place, Problem
from bulletin.schema import schema, sound, validate
from bulletin.yamlfile import LIMIT, LIMIT_SEAL, LIMIT_SHARED, Document, Path
from bulletin.yamlfile import read as read_yaml

Record = (
    Site
    | Scheme
    | Rubric
    | Finding
    | Round
    | Draw
    | Recheck
    | Seal
    | Correction
    | tuple[Unit, ...]
    | tuple[Measurement, ...]
    | tuple[Mark, ...]
    | tuple[Absence, ...]
    | tuple[Visit, ...]
)
Parsed = tuple[Record | None, tuple[Problem, ...], frozenset[str], tuple[Written, ...]]
"""The record of a file, if there is one; its problems; keys and ids that were left out of it;
texts that may hold personal data."""
Known = dict[tuple[str, str], Parsed]
"""What has been parsed already, by path and blob id: the same file again is not read again."""


def limit(kind: str) -> int:
    """Return how many bytes a file of a kind may have."""
    return {"finding": LIMIT, "recheck": LIMIT, "seal": LIMIT_SEAL}.get(kind, LIMIT_SHARED)


def parse(found: DataPath, content: bytes) -> Parsed:
    """Return the record of a file with its problems; with problems it is what could be kept."""
    document, problems = read_yaml(found.path, content, limit(found.kind))
    problems = validate(document, found.kind) if document else problems
    suspects = tuple(_suspects(found, document)) if document else ()
    lost: frozenset[str] = frozenset()
    if document and problems:
        document, lost = _kept(found, document)
    if document is None and found.kind == "scheme":
        lost = frozenset(schema("scheme")["properties"])
        return unread(found.path, found.scheme), problems, lost, suspects
    return _record(found, document) if document else None, problems, lost, suspects


def _suspects(found: DataPath, document: Document) -> Iterator[Written]:
    """Go through all texts that may hold personal data; a seal is of the program's words only."""
    texts = [found.id]
    if found.kind != "seal":
        _collect(document.data, texts)
    if suspect("\0".join(texts)):
        yield from _only(Place(found.path), found.id)
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


def _kept(found: DataPath, document: Document) -> tuple[Document | None, frozenset[str]]:
    if found.kind == "finding":
        return _readable(document, found.month), frozenset()
    return salvage(document, found.kind) if found.kind in SALVAGED else (None, frozenset())


def _record(found: DataPath, document: Document) -> Record:
    match found.kind:
        case "site":
            return site(document)
        case "units":
            return tuple(units(document, found.id))
        case "scheme":
            return scheme(document, found.scheme)
        case "rubric":
            return rubric(document, found.scheme, found.month)
        case _:
            return _OF_MONTH[found.kind](document, found)


_OF_MONTH: Mapping[str, Callable[[Document, DataPath], Record]] = {
    "finding": lambda document, found: months.finding(document, found.month, found.id),
    "recheck": lambda document, found: months.recheck(
        document, found.month, f"{found.of}/{found.id}"
    ),
    "measurements": lambda document, _: tuple(months.measurements(document)),
    "marks": lambda document, _: tuple(months.marks(document)),
    "participation": lambda document, _: tuple(months.absences(document)),
    "round": lambda document, found: rounds.round_(document, found.month, found.id),
    "draw": lambda document, found: rounds.draw(document, found.id),
    "visits": lambda document, found: tuple(rounds.visits(document, found.round, found.id)),
    "seal": lambda document, _: seals.seal(document),
    "correction": lambda document, found: seals.correction(document, int(found.id)),
}
"""How the record of a month's file is made from it and its path."""


def _readable(document: Document, month: str) -> Document | None:
    """Keep what can be read of a finding with problems, so that all of them are found at once.

    Nothing is scored while there is a problem; a finding without unit or rule is left out.
    """
    data = sound(document, "finding")
    if not {"unit", "rule"} <= data.keys():
        return None
    return replace(document, data={"date": f"{month}-01", "summary": "", **data})
