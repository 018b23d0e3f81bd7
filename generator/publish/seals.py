"""A sealed month does not change: every difference from its seal is a problem."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.exchange import seal as to_file
from generator.exchange.seal import difference
from generator.history.objects import versions
from generator.model.scheme import Assessment, Book
from generator.model.seal import Seal, blob_id
from generator.problem import Place, Problem, Severity
from generator.publish.inputs import folder, inputs_of, of_month, seal_path
from generator.publish.repository import Repository
from generator.scoring.sealed import first_difference, results
from generator.yamltext import LINE_ENDS

_SEALS = ":(glob)data/schemes/*/*/seal.yaml"
_CR = "不得改动，这个文件的内容没有变，只有换行变成了 CRLF"
_CORRECT = "恢复原来的内容；确需改动的，用 bulletin correct 写明理由和依据"


Past = Mapping[str, frozenset[str]]
"""The blobs that each seal has ever been, by path."""


def past_seals(root: Path) -> Past:
    """Return what seals the history of the repository has; a shallow clone has few."""
    return versions(root, _SEALS)


def sealed_problems(root: Path, repository: Repository) -> Iterator[Problem]:
    """Find what has changed in sealed months, and seals that are missing or not what they were."""
    past = past_seals(root)
    yield from missing_seals(repository.book, past)
    outdated: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
    for scheme, assessment in repository.book.assessments.items():
        for month in (m for m, held in assessment.months.items() if held.seal):
            sealed = sealed_month(repository, scheme, month)
            yield from sealed.problems(past)
            for path in sealed.outdated:
                outdated[path, sealed.only_cr(path)].append(f"{scheme} {month}")
    yield from (_outdated(path, months, cr) for (path, cr), months in outdated.items())


def _outdated(path: str, months: list[str], only_cr: bool) -> Problem:  # noqa: FBT001 - a key
    what = "这个文件的换行变成了 CRLF" if only_cr else "这个文件有改动"
    message = f"{'、'.join(months)} 封存以后{what}，重算的结果没有变化"
    hint = "不需要改正；封存时的内容在 git 里，可用 bulletin verify 核对"
    hint = LINE_ENDS if only_cr else hint
    return Problem(Place(path), "Z007", message, hint, Severity.WARNING)


def sealed_month(repository: Repository, scheme: str, month: str) -> "Sealed":
    """Return a month that has a seal, to be compared with it."""
    assessment = repository.book.assessments[scheme]
    seal = assessment.months[month].seal
    assert seal is not None  # noqa: S101 - the caller has looked
    return Sealed(repository, assessment, month, seal)


def missing_seals(book: Book, past: Past) -> Iterator[Problem]:
    """Find seals that were there, and months without one that must have one."""
    yield from _vanished(book, past)
    for assessment in book.assessments.values():
        yield from _out_of_order(book, assessment)


def _vanished(book: Book, past: Past) -> Iterator[Problem]:
    """A seal that was ever committed is still there."""
    for path in sorted(past):
        if path not in book.blobs:
            message = "封存记录不得删去，库的历史里有这个文件，现在没有"
            yield Problem(Place(path), "Z008", message, "用 git 恢复这个文件")


def _out_of_order(book: Book, assessment: Assessment) -> Iterator[Problem]:
    """No month before a sealed one is unsealed, and no correction is without a seal."""
    paths = {month: seal_path(assessment.scheme.id, month) for month in assessment.months}
    sealed = [m for m, path in paths.items() if path in book.blobs and path not in book.broken]
    for month, held in assessment.months.items():
        if paths[month] in book.blobs:
            continue
        later = next((m for m in sealed if m > month), None)
        if later:
            message = f"各月依次封存，{later} 已经封存，{month} 没有封存记录"
            hint = "恢复 seal.yaml；不该有的月份删去其文件夹"
            yield Problem(Place(paths[month]), "Z008", message, hint)
        elif held.corrections:
            message = f"更正针对封存的月份，{month} 有更正，没有封存记录"
            yield Problem(Place(paths[month]), "Z008", message, "用 git 恢复 seal.yaml")


@dataclass(frozen=True)
class Sealed:
    """One sealed month beside what is there now."""

    repository: Repository
    assessment: Assessment
    month: str
    seal: Seal

    @property
    def path(self) -> str:
        """Where the seal stands."""
        return seal_path(self.assessment.scheme.id, self.month)

    @cached_property
    def effect(self) -> str:
        """The first difference between what is sealed and what comes out now; empty: none."""
        if not self.repository.is_good:
            return ""
        scheme, units = self.assessment.scheme, self.repository.book.units
        now = results(self.repository.score(scheme.id, self.month))
        found = first_difference(self.seal.results, now)
        return difference(scheme, units, found) if found else ""

    def only_cr(self, path: str) -> bool:
        """Tell whether a file is as it was sealed but for its line ends."""
        return self.repository.book.only_cr(path, self.seal.inputs.get(path))

    def problems(self, past: Past) -> Iterator[Problem]:
        """Every difference from the seal; ``past`` are the seals that there have ever been."""
        mine = past.get(self.path, frozenset())
        found = (*self._unlike_itself(), *self._unlike_before(mine), *self._files())
        yield from found or self._shared()

    @property
    def outdated(self) -> tuple[str, ...]:
        """The shared files that have changed since without changing any result."""
        return () if self.effect or not self.repository.is_good else tuple(self._touched())

    def _files(self) -> Iterator[Problem]:
        yield from self._changed()
        yield from self._added()
        yield from self._missing()

    def _unlike_itself(self) -> Iterator[Problem]:
        """The seal is what the program wrote, byte for byte."""
        wanted = blob_id(to_file.seal(self.seal).encode())
        if self.repository.book.only_cr(self.path, wanted):
            yield Problem(Place(self.path), "Z004", f"封存记录{_CR}", LINE_ENDS)
        elif wanted != self.repository.book.blobs[self.path]:
            message = f"封存记录只由命令写，这个文件与它的校验值不符{self._and_so()}"
            yield Problem(Place(self.path), "Z004", message, "用 git 恢复这个文件")

    def _unlike_before(self, past: frozenset[str]) -> Iterator[Problem]:
        """Each seal that was replaced is named by a correction."""
        known = {c.replaces for c in self.assessment.months[self.month].corrections}
        book = self.repository.book
        known |= {book.blobs[self.path], book.without_cr.get(self.path, "")}
        if past - known:
            lost = min(past - known)[:10]
            message = f"重新封存必须有更正记录，历史上的 {lost} 没有更正写明被替换{self._and_so()}"
            yield Problem(Place(self.path), "Z004", message, _CORRECT)

    @cached_property
    def _now(self) -> Mapping[str, str]:
        return of_month(self.repository.book, self.assessment.scheme.id, self.month)

    @cached_property
    def _then(self) -> Mapping[str, str]:
        inside = folder(self.assessment.scheme.id, self.month)
        return {p: blob for p, blob in self.seal.inputs.items() if p.startswith(inside)}

    def _changed(self) -> Iterator[Problem]:
        for path, blob in self._now.items():
            if self.only_cr(path):
                yield Problem(Place(path), "Z001", f"封存的文件{_CR}", LINE_ENDS)
            elif self._then.get(path, blob) != blob:
                yield self._own(path, "Z001", "封存的文件不得改动，这个文件已经改动")

    def _added(self) -> Iterator[Problem]:
        for path in self._now:
            if path not in self._then:
                yield self._own(path, "Z002", "封存的月份不得增加文件，这个文件是封存以后增加的")

    def _missing(self) -> Iterator[Problem]:
        for path in self._then:
            if path not in self._now:
                yield self._own(path, "Z003", "封存的文件不得删去或改名，这个文件没有了")

    def _own(self, path: str, code: str, words: str) -> Problem:
        message = f"{words}（封存记录 {self.path}）{self._and_so()}"
        return Problem(Place(path), code, message, _CORRECT)

    def _and_so(self) -> str:
        return f"；结果不同：{self.effect}" if self.effect else ""

    def _shared(self) -> Iterator[Problem]:
        """What is shared with other months may change as long as no result does."""
        touched = tuple(self._touched())
        if self.effect and touched:
            also = f"（同时改动的还有 {'、'.join(touched[1:])}）" if touched[1:] else ""
            message = f"改动不得改变已封存的 {self.month} 的结果{also}：{self.effect}"
            yield Problem(Place(touched[0]), "Z006", message, _CORRECT)
        elif self.effect:
            message = f"封存的结果必须能够重算出来：{self.effect}"
            yield Problem(Place(self.path), "Z005", message, "用 git 恢复封存记录和各月数据")

    def _touched(self) -> Iterator[str]:
        """The shared files that are not what they were, or are there no more, or were added."""
        scheme = self.assessment.scheme.id
        now = inputs_of(self.repository.book, scheme, self.month)
        for path in sorted({*now, *self.seal.inputs}):
            inside = path.startswith(folder(scheme, self.month))
            if not inside and now.get(path) != self.seal.inputs.get(path):
                yield path
