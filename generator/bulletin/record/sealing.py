"""Seal a month, and correct a sealed one; both refuse in words what may not be sealed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bulletin import __version__
from bulletin.model.scheme import Assessment
from bulletin.model.seal import Correction, Replaced, Seal, blob_id
from bulletin.problem import Place
from bulletin.repository.inputs import folder, inputs_of, seal_path
from bulletin.repository.opened import Repository
from bulletin.review import file as to_file
from bulletin.review.results import changes, results
from bulletin.scoring import score
from bulletin.text import UserText
from bulletin.trace import Scores
from bulletin.yamltext import LINE_ENDS


class RefusedError(Exception):
    """What was asked may not be done; the words are Chinese."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a sealed month is corrected: the reason, what it rests on, and when, if that is told."""

    reason: str
    basis: str
    on: date | None = None


def seal(root: Path, repository: Repository, scheme: str, month: str) -> Seal:
    """Write the seal of a month; raises ``RefusedError`` where it may not be sealed."""
    assessment = repository.book.assessments[scheme]
    if assessment.months[month].seal is not None:
        raise RefusedError(f"{scheme} 的 {month} 已经封存；要改动，改好数据后用 bulletin correct")
    earlier = [m for m, held in assessment.months.items() if m < month and held.seal is None]
    if earlier:
        raise RefusedError(f"各月依次封存，{scheme} 的 {'、'.join(earlier)} 还没有封存")
    hidden = [draw.id for draw in assessment.months[month].draws.values() if not draw.revealed]
    if hidden:
        raise RefusedError(f"抽签公开以后才能封存，{'、'.join(hidden)} 还没有公开")
    made = _made(repository, scheme, month)
    _write(root / seal_path(scheme, month), to_file.seal(made))
    return made


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
    made = _made(repository, scheme, month)
    number = _next(before, scheme, month)
    path = _path(scheme, month, number)
    inputs = {p: blob for p, blob in made.inputs.items() if p != path}
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
        units=changes(before.results, made.results),
        program=__version__,
        on=grounds.on,
    )
    text = to_file.correction(correction)
    sealed = replace(made, inputs={**inputs, path: blob_id(text.encode())})
    _write(root / path, text)
    _write(root / seal_path(scheme, month), to_file.seal(sealed))
    return correction


def _made(repository: Repository, scheme: str, month: str) -> Seal:
    """The seal of a month as it stands now."""
    book = repository.book
    assessment = book.assessments[scheme]
    inputs = inputs_of(book, scheme, month)
    windows = [path for path in inputs if path in book.without_cr]
    if windows:
        more = f"等 {len(windows)} 个文件" if windows[1:] else ""
        raise RefusedError(f"{windows[0]}{more}的换行是 CRLF，别处核对不上。{LINE_ENDS}")
    return Seal(
        inputs=inputs,
        results=results(_final(repository, assessment, month)),
        program=__version__,
        place=Place(seal_path(scheme, month)),
        previous=assessment.previous(month),
    )


def _final(repository: Repository, assessment: Assessment, month: str) -> Scores:
    scores = score(assessment, repository.book.units, month)
    if scores.pending:
        named = {repository.book.units.name(missing.unit) for missing in scores.pending}
        count = f"{len(scores.pending)} 项数据或评分（涉及 {len(named)} 个单位）"
        raise RefusedError(f"{assessment.scheme.id} 的 {month} 还有 {count}待报，不能封存")
    if scores.provisional:
        raise RefusedError(f"{assessment.scheme.id} 的 {month} 还有评分没有商定，不能封存")
    return scores


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


def _write(path: Path, text: str) -> None:
    """Write the whole file or nothing."""
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(text.encode())
    beside.replace(path)
