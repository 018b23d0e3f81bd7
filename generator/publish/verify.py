"""Verify a sealed month: make it again from the bytes that were sealed, and compare everything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import problem, yamlfile
from generator.exchange.seal import difference
from generator.history import refs
from generator.history.objects import blobs
from generator.load.seal import seal as to_seal
from generator.model.month import Month
from generator.model.scheme import Book
from generator.model.seal import Seal, blob_id
from generator.problem import errors
from generator.publish.inputs import folder, seal_path
from generator.publish.repository import Repository, open_repository
from generator.publish.seals import past_seals, sealed_month
from generator.scoring import score
from generator.scoring.sealed import changes, first_difference, results


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


def verify(
    root: Path, repository: Repository, months: tuple[tuple[str, str], ...]
) -> Iterator[Verified]:
    """Verify sealed months, each of which has a seal."""
    past = past_seals(root)
    for scheme, month in months:
        made = _Month(root, repository.book, scheme, month)
        found = errors(sealed_month(repository, scheme, month).problems(past))
        yield made.verified(tuple(problem.as_text(p) for p in found))


class _Month:
    """One sealed month."""

    def __init__(self, root: Path, book: Book, scheme: str, month: str) -> None:
        self.root, self.book, self.scheme, self.month = root, book, scheme, month
        self.held: Month = book.assessments[scheme].months[month]
        assert self.held.seal is not None  # noqa: S101 - the caller has looked
        self.seal: Seal = self.held.seal

    def verified(self, known: tuple[str, ...]) -> Verified:
        """Compare everything; ``known`` is what the check has found."""
        moved = {b for p, b in self.seal.inputs.items() if self.book.blobs.get(p) != b}
        kept = blobs(self.root, moved)
        return Verified(
            scheme=self.scheme,
            month=self.month,
            digest=self.seal.digest,
            inputs=len(self.seal.inputs),
            from_git=len(moved & kept.keys()),
            units=len(self.seal.results),
            steps=sum(len(unit.steps) for unit in self.seal.results),
            corrections=len(self.held.corrections),
            wrong=(*known, *self._remade(kept), *self._corrections(), *self._published()),
        )

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
        shallow = refs.is_shallow(self.root)
        hint = "这是浅克隆，先运行 git fetch --unshallow" if shallow else "克隆完整的库以后再核对"
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
        found = first_difference(self.seal.results, now)
        if found:
            yield f"从封存的文件重算，{difference(assessment.scheme, remade.book.units, found)}"

    def _corrections(self) -> Iterator[str]:
        """Each correction tells truly what it changed, as far as git has what was before."""
        made = self.held.corrections
        if not made:
            return
        old = blobs(self.root, (c.replaces for c in made))
        seals = [_read(old.get(c.replaces)) for c in made]
        for correction, before, after in zip(made, seals, [*seals[1:], self.seal], strict=True):
            if before and after and correction.units != changes(before.results, after.results):
                yield f"{correction.place.path} 写明的分数和名次与前后两份封存记录不符"

    def _published(self) -> Iterator[str]:
        """The seal that was published is this one, or one that a correction replaced."""
        path = seal_path(self.scheme, self.month)
        tag = f"refs/tags/bulletin-{self.month}"
        published = refs.blob_at(self.root, tag, path)
        known = {self.book.blobs[path], *(c.replaces for c in self.held.corrections)}
        if published and published not in known:
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
