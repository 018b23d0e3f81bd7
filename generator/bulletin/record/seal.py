"""Seal a month; refused in words where it may not be sealed."""

from pathlib import Path

from bulletin import __version__
from bulletin.model.scheme import Assessment
from bulletin.model.seal import Seal
from bulletin.problem import Place
from bulletin.record.refusal import RefusedError
from bulletin.repository.inputs import inputs_of, seal_path
from bulletin.repository.opened import Repository
from bulletin.review import seal_file as to_file
from bulletin.review.sealed_results import results
from bulletin.scoring import score
from bulletin.trace import Scores
from bulletin.yamltext import LINE_ENDS


def seal(root: Path, repository: Repository, scheme: str, month: str) -> Seal:
    """Write the seal of a month; raises ``RefusedError`` where it may not be sealed."""
    assessment = repository.book.assessments[scheme]
    if assessment.months[month].seal is not None:
        raise RefusedError(f"{scheme} 的 {month} 已经封存；要改动，改好数据后用 bulletin correct")
    earlier = [m for m, records in assessment.months.items() if m < month and records.seal is None]
    if earlier:
        raise RefusedError(f"各月依次封存，{scheme} 的 {'、'.join(earlier)} 还没有封存")
    hidden = [draw.id for draw in assessment.months[month].draws.values() if not draw.revealed]
    if hidden:
        raise RefusedError(f"抽签公开以后才能封存，{'、'.join(hidden)} 还没有公开")
    sealed = sealed_now(repository, scheme, month)
    write_whole(root / seal_path(scheme, month), to_file.seal(sealed))
    return sealed


def sealed_now(repository: Repository, scheme: str, month: str) -> Seal:
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


def write_whole(path: Path, text: str) -> None:
    """Write the whole file or nothing."""
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(text.encode())
    beside.replace(path)
