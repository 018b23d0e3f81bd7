"""Everything below ``data/`` to records and problems; the only reader of ``data/``."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from bulletin.load.layout import DataPath, walk
from bulletin.load.parse import Known, Parsed, Record, limit, parse
from bulletin.load.scheme import UNTITLED
from bulletin.load.source import Folder, Source
from bulletin.model.month import Finding, Month, Recheck
from bulletin.model.round import Draw, Round, Visit
from bulletin.model.rubric import Rubric
from bulletin.model.scheme import Assessment, Book, Scheme, Site, Written
from bulletin.model.seal import Correction, blob_id
from bulletin.model.unit import Unit, Units
from bulletin.problem import Code, Place, Problem
from bulletin.yamlfile import LIMIT_SEAL, Document
from bulletin.yamlfile import read as read_yaml

FILE_MISSING = Code("P002", "缺少文件", "每个考核办法必须有 scheme.yaml 和至少一版评分细则。")
ID_TWICE = Code("P003", "问题编号重复", "问题编号在同一考核办法的同一月份内不得重复。")

__all__ = ["point", "read"]


def read(root: Path | Source, known: Known | None = None) -> tuple[Book, tuple[Problem, ...]]:
    """Read the repository at ``root``; files with problems are named in the book.

    ``known`` keeps what has been parsed, for another reading of mostly the same files.
    """
    source = _source(root)
    if source.form("data") in {None, "file"}:
        message = "此文件夹下必须有 data/，没有找到"
        hint = "用 --root 指明含有 data/ 的文件夹"
        empty = Book(UNTITLED, Units(), broken=frozenset({"data"}))
        return empty, (Problem(Place("data"), FILE_MISSING.id, message, hint),)
    shelf = _Shelf(source, {} if known is None else known)
    for found in walk(source):
        if isinstance(found, Problem):
            shelf.problems.append(found)
        else:
            shelf.add(found)
    return shelf.book(), tuple(sorted(shelf.problems))


def _source(root: Path | Source) -> Source:
    return Folder(root) if isinstance(root, Path) else root


class _Shelf:
    """What has been read so far."""

    def __init__(self, source: Source, known: Known) -> None:
        self.source, self.known = source, known
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        self.site: Site = UNTITLED
        self.units: list[Unit] = []
        self.schemes: dict[str, Scheme] = {}
        self.rubrics: dict[str, dict[str, Rubric]] = {}
        self.months: dict[tuple[str, str], Month] = {}
        self.seen: dict[str, str] = {}
        self.blobs: dict[str, str] = {}
        self.without_cr: dict[str, str] = {}
        self.lost: dict[str, frozenset[str]] = {}
        self.suspects: list[Written] = []

    def add(self, found: DataPath) -> None:
        """Read one file and keep its records, or its problems."""
        if found.scheme:
            self.seen.setdefault(found.scheme, found.path)
        if found.kind == "month":
            self.months[found.scheme, found.month] = Month(found.scheme, found.month)
            return
        content = self._content(found)
        if found.kind == "other":
            return
        record, problems, lost, suspects = self._parsed(found, content)
        self.suspects.extend(suspects)
        if problems:
            self.problems.extend(problems)
            self.broken.add(found.path)
        if lost:
            self.lost[found.path] = lost
        if record is not None:
            self._keep(found, record)

    def _content(self, found: DataPath) -> bytes:
        """Read a file as far as a file of its kind may go, and note the id of what was read."""
        content = self.source.content(found.path, limit(found.kind) + 1)
        self.blobs[found.path] = blob_id(content)
        if b"\r\n" in content:
            self.without_cr[found.path] = blob_id(content.replace(b"\r\n", b"\n"))
        return content

    def _parsed(self, found: DataPath, content: bytes) -> Parsed:
        key = found.path, self.blobs[found.path]
        if key not in self.known:
            self.known[key] = parse(found, content)
        return self.known[key]

    def _keep(self, found: DataPath, record: Record) -> None:
        match record:
            case Site():
                self.site = record
            case Scheme():
                self.schemes[found.scheme] = record
            case Rubric():
                self.rubrics.setdefault(found.scheme, {})[found.month] = record
            case Finding():
                self._keep_finding(found, record)
            case Recheck():
                kept = self.months[found.scheme, found.month].rechecks
                assert isinstance(kept, dict)  # noqa: S101 - made by this shelf
                kept[record.finding] = record
            case _ if found.kind == "units":
                self.units.extend(cast("tuple[Unit, ...]", record))
            case _:
                key = found.scheme, found.month
                self.months[key] = _with(self.months[key], found.kind, record)

    def _keep_finding(self, found: DataPath, finding: Finding) -> None:
        kept = self.months[found.scheme, found.month].findings
        other = kept.get(finding.id)
        if other is not None:
            message = (
                f"问题编号在同一考核办法的同一月份内不得重复，"
                f"{finding.id} 已用于 {other.place.path}"
            )
            self.problems.append(
                Problem(finding.place, ID_TWICE.id, message, "给这个文件换一个名称")
            )
            return
        assert isinstance(kept, dict)  # noqa: S101 - made by this shelf
        kept[finding.id] = finding

    def book(self) -> Book:
        """Bind what was read."""
        assessments = {}
        for name, path in sorted(self.seen.items()):
            rubrics = self.rubrics.get(name, {})
            self.problems.extend(self._missing(name, path))
            if name in self.schemes and (rubrics or self._broken_rubrics(name)):
                kept = {m: value for (s, m), value in sorted(self.months.items()) if s == name}
                versions = dict(sorted(rubrics.items()))
                assessments[name] = Assessment(self.schemes[name], versions, kept)
        return Book(
            self.site,
            self._register(),
            assessments,
            frozenset(self.broken),
            dict(self.blobs),
            dict(self.lost),
            tuple(self.suspects),
            dict(self.without_cr),
        )

    def _broken_rubrics(self, name: str) -> bool:
        return any(path.startswith(f"data/schemes/{name}/rubrics/") for path in self.broken)

    def _register(self) -> Units:
        by_id: dict[str, Unit] = {}
        for unit in self.units:
            by_id.setdefault(unit.id, unit)
        again = tuple(unit for unit in self.units if by_id[unit.id] is not unit)
        return Units(by_id, again)

    def _missing(self, name: str, path: str) -> Iterable[Problem]:
        folder = f"data/schemes/{name}"
        if name not in self.schemes and f"{folder}/scheme.yaml" not in self.broken:
            message = f"每个考核办法必须有 scheme.yaml，{folder}/ 下没有"
            yield Problem(Place(path), FILE_MISSING.id, message, f"补上 {folder}/scheme.yaml")
        if not self.rubrics.get(name) and not self._broken_rubrics(name):
            message = f"每个考核办法必须有至少一版评分细则，{folder}/rubrics/ 下没有"
            yield Problem(
                Place(path), FILE_MISSING.id, message, f"补上 {folder}/rubrics/<起用月份>.yaml"
            )


def _with(month: Month, kind: str, record: Record) -> Month:
    """Put into a month what one file says of it."""
    if isinstance(record, Correction):
        made = sorted((*month.corrections, record), key=lambda c: c.number)
        return replace(month, corrections=tuple(made))
    if isinstance(record, Round):
        return replace(month, rounds={**month.rounds, record.id: record})
    if isinstance(record, Draw):
        return replace(month, draws={**month.draws, record.id: record})
    if kind == "visits":
        return replace(month, visits=(*month.visits, *cast("tuple[Visit, ...]", record)))
    name = "absences" if kind == "participation" else kind
    return replace(month, **{name: cast("Any", record)})


def point(root: Path | Source, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Follow each problem's keys to the exact line and column, reading again only those files."""
    source = _source(root)
    documents: dict[str, Document | None] = {}
    pointed = []
    for problem in problems:
        path = problem.place.path
        if problem.keys and path not in documents:
            content = source.content(path, LIMIT_SEAL)
            documents[path] = read_yaml(path, content, LIMIT_SEAL)[0]
        pointed.append(_pointed(problem, documents.get(path)))
    return tuple(sorted(pointed))


def _pointed(problem: Problem, document: Document | None) -> Problem:
    if not problem.keys or document is None:
        return problem
    start = document.path_at(problem.place)
    if start is None:
        return problem
    return replace(problem, place=document.place(*start, *problem.keys), keys=())
