"""Correct a sealed month: the next correction, and the seal of what the data say now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bulletin import __version__
from bulletin.model.seal import Correction, Replaced, Seal, blob_id
from bulletin.problem import Place
from bulletin.record.refusal import RefusedError
from bulletin.record.seal import sealed_now, write_whole
from bulletin.repository.inputs import folder, seal_path
from bulletin.repository.opened import Repository
from bulletin.review import seal_file as to_file
from bulletin.review.sealed_results import changes
from bulletin.text import UserText


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a sealed month is corrected: the reason, what it rests on, and when, if that is told."""

    reason: str
    basis: str
    on: date | None = None


def correct(
    root: Path, repository: Repository, place: tuple[str, str], grounds: Grounds
) -> Correction:
    """Write the next correction of a sealed month, and its new seal.

    Raises ``RefusedError`` where the month is not sealed, or nothing of it has changed.
    """
    scheme, month = place
    before = repository.book.assessments[scheme].months[month].seal
    if before is None:
        raise RefusedError(f"{scheme} 的 {month} 还没有封存，直接修改数据即可")
    current = sealed_now(repository, scheme, month)
    number = _next(before, scheme, month)
    path = _path(scheme, month, number)
    inputs = {p: blob for p, blob in current.inputs.items() if p != path}
    replaced = tuple(_replaced(before.inputs, inputs))
    if not replaced:
        raise RefusedError(f"{scheme} 的 {month} 封存以后没有改动，没有要更正的")
    correction = Correction(
        number=number,
        reason=UserText(grounds.reason),
        basis=UserText(grounds.basis),
        replaces=repository.book.blobs[seal_path(scheme, month)],
        place=Place(path),
        inputs=replaced,
        units=changes(before.results, current.results),
        program=__version__,
        on=grounds.on,
    )
    text = to_file.correction(correction)
    sealed = replace(current, inputs={**inputs, path: blob_id(text.encode())})
    write_whole(root / path, text)
    write_whole(root / seal_path(scheme, month), to_file.seal(sealed))
    return correction


def _next(before: Seal, scheme: str, month: str) -> int:
    """The number after the corrections that the seal knows; one that broke off is written anew."""
    inside = f"{folder(scheme, month)}corrections/"
    return sum(path.startswith(inside) for path in before.inputs) + 1


def _path(scheme: str, month: str, number: int) -> str:
    return f"{folder(scheme, month)}corrections/{number}.yaml"


def _replaced(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Replaced]:
    for path in sorted({*old, *new}):
        if old.get(path) != new.get(path):
            yield Replaced(path, old.get(path), new.get(path))
