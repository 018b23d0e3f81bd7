"""Verify a sealed month: make it again from the bytes that were sealed, and compare everything."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from bulletin import problem, yamlfile
from bulletin.history import refs
from bulletin.history.objects import LostError, blobs
from bulletin.load.seal import seal as to_seal
from bulletin.model.month import Month
from bulletin.model.scheme import Book
from bulletin.model.seal import Seal, blob_id
from bulletin.problem import Problem, errors
from bulletin.repository.inputs import folder, seal_path
from bulletin.repository.opened import Repository, open_repository
from bulletin.review.history_gap_words import reason, remedy
from bulletin.review.seal_file import difference
from bulletin.review.seal_history import Past
from bulletin.review.sealed_display import SealedDisplay, Spot
from bulletin.review.sealed_results import changes, first_difference, results
from bulletin.review.seals import award_problems, sealed_month, sealed_months, told, usurped
from bulletin.scoring import score


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at for one month, and in Chinese what is not as it was sealed."""

    scheme: str
    month: str
    digest: str
    inputs: int
    from_git: int
    units: int
    steps: int
    corrections: int
    wrong: tuple[str, ...]
    notes: tuple[str, ...] = ()
    """What readers see otherwise, the scores being the same; and what could not be compared."""


def verify(repository: Repository, past: Past, months: tuple[Spot, ...]) -> Iterator[Verified]:
    """Verify sealed months, each of which has a seal."""
    shown = SealedDisplay(repository.book, past)
    for spot in months:
        sealed = sealed_month(repository, *spot)
        readers = () if sealed.effect or past.gap else _for_readers(shown, spot)
        problems = (*sealed.problems(past.seals), *readers)
        wrong = errors(problems)
        notes = (difference for difference in problems if difference not in wrong)
        verification = _MonthVerification(past, repository.book, *spot)
        yield verification.verified(*(tuple(map(problem.as_text, side)) for side in (wrong, notes)))


def _for_readers(shown: SealedDisplay, spot: Spot) -> tuple[Problem, ...]:
    """What readers see otherwise; a blob that is lost is told where the month is made again."""
    try:
        return (*usurped(shown, (spot,)), *told({spot: shown.changes(*spot)}))
    except LostError:
        return ()


def verify_awards(repository: Repository, past: Past) -> tuple[Problem, ...]:
    """Find the awards of sealed years that no longer come out as they did."""
    try:
        spots = tuple(sealed.spot for sealed in sealed_months(repository) if not sealed.effect)
        return tuple(award_problems(repository, SealedDisplay(repository.book, past), spots))
    except LostError:  # told of the months from which the award is made
        return ()


class _MonthVerification:
    """One sealed month."""

    def __init__(self, past: Past, book: Book, scheme: str, month: str) -> None:
        self.past, self.root, self.book = past, past.root, book
        self.scheme, self.month = scheme, month
        self.held: Month = book.assessments[scheme].months[month]
        assert self.held.seal is not None  # noqa: S101 - the caller has looked
        self.seal: Seal = self.held.seal

    def verified(self, wrong: tuple[str, ...], notes: tuple[str, ...]) -> Verified:
        """Compare everything; ``wrong`` and ``notes`` are what the check has found."""
        moved = {b for p, b in self.seal.inputs.items() if self.book.blobs.get(p) != b}
        kept = self._from_git(moved)
        return Verified(
            scheme=self.scheme,
            month=self.month,
            digest=self.seal.digest,
            inputs=len(self.seal.inputs),
            from_git=len(moved & kept.keys()),
            units=len(self.seal.results),
            steps=sum(len(unit.steps) for unit in self.seal.results),
            corrections=len(self.held.corrections),
            wrong=(*wrong, *self._remade(kept), *self._corrections(), *self._published()),
            notes=(*notes, *self._not_compared()),
        )

    def _from_git(self, ids: Iterable[str]) -> Mapping[str, bytes]:
        """The blobs that git has; none where it is not asked, or cannot tell."""
        return blobs(self.root, ids) if self.past.is_known else {}

    def _remade(self, kept: Mapping[str, bytes]) -> Iterator[str]:
        """The scores made again from the sealed bytes are those of the seal."""
        lost = []
        with TemporaryDirectory(prefix="bulletin-") as there:
            for path, blob in self.seal.inputs.items():
                content = self._content(path, blob, kept)
                if content is None:
                    lost.append(path)
                else:
                    _put(Path(there) / path, content)
            if lost:
                yield from map(self._lost, lost)
            else:
                yield from self._compared(Path(there))

    def _content(self, path: str, blob: str, kept: Mapping[str, bytes]) -> bytes | None:
        if self.book.blobs.get(path) == blob:
            return (self.root / path).read_bytes()
        content = kept.get(blob)
        return content if content is not None and blob_id(content) == blob else None

    def _lost(self, path: str) -> str:
        blob = self.seal.inputs[path][:10]
        gap = self.past.gap
        hint = f"{reason(gap)}，{remedy(gap)}" if gap else "克隆完整的库以后再核对"
        return f"{path} 封存时的内容（{blob}）现在的文件和 git 里都没有：{hint}"

    def _compared(self, there: Path) -> Iterator[str]:
        if self.seal.previous:
            (there / folder(self.scheme, self.seal.previous)).mkdir(parents=True, exist_ok=True)
        remade = open_repository(there)
        assessment = remade.book.assessments.get(self.scheme)
        if assessment is None or self.month not in assessment.months:
            yield f"从封存的文件里读不出 {self.scheme} 的 {self.month}"
            return
        now = results(score(assessment, remade.book.units, self.month))
        first = first_difference(self.seal.results, now)
        if first:
            yield f"从封存的文件重算，{difference(assessment.scheme, remade.book.units, first)}"

    def _corrections(self) -> Iterator[str]:
        """Each correction tells truly what it changed, as far as git has what was before."""
        corrections, seals = self.held.corrections, (*self._replaced, self.seal)
        for correction, (before, after) in zip(corrections, pairwise(seals), strict=True):
            if before and after and correction.units != changes(before.results, after.results):
                yield f"{correction.place.path} 写明的分数和名次与前后两份封存记录不符"

    @cached_property
    def _replaced(self) -> tuple[Seal | None, ...]:
        """The seals that corrections replaced, as far as git has them."""
        corrections = self.held.corrections
        old = self._from_git(correction.replaces for correction in corrections)
        return tuple(_read(old.get(correction.replaces)) for correction in corrections)

    def _not_compared(self) -> Iterator[str]:
        """Where git lacks a seal that was replaced, nobody can tell what the correction changed."""
        for correction, before in zip(self.held.corrections, self._replaced, strict=True):
            if before is None and self.past.is_known:
                yield (
                    f"{correction.place.path} 所替换的封存记录（{correction.replaces[:10]}）"
                    "git 里没有，它写明的分数和名次无从核对"
                )

    def _published(self) -> Iterator[str]:
        """The seal that was published is this one, or one that a correction replaced."""
        if not self.past.is_known:
            return
        path = seal_path(self.scheme, self.month)
        tag = f"refs/tags/bulletin-{self.month}"
        published = refs.blob_at(self.root, tag, path)
        blobs = {self.book.blobs[path], *(c.replaces for c in self.held.corrections)}
        if published and published not in blobs:
            yield f"{path} 与发布时（bulletin-{self.month}）的不同，也没有更正写明替换了它"


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _read(content: bytes | None) -> Seal | None:
    """A seal that was replaced, if git still has it."""
    document, _ = (
        yamlfile.read("seal.yaml", content, yamlfile.LIMIT_SEAL) if content else (None, ())
    )
    return to_seal(document) if document else None
