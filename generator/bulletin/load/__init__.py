"""Everything below ``data/`` to records and problems; the only reader of ``data/``."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from bulletin.load.file_kinds import BY_NAME, limit
from bulletin.load.layout import walk
from bulletin.load.parse import Known, Parsed, parse
from bulletin.load.path import DataPath
from bulletin.load.scheme import UNTITLED
from bulletin.load.shelf import Shelf
from bulletin.load.source import Folder, Source
from bulletin.model.scheme import Assessment, Book, Written
from bulletin.model.seal import blob_id
from bulletin.model.unit import Units
from bulletin.problem import Code, Place, Problem
from bulletin.yamlfile import LIMIT_SEAL, Document
from bulletin.yamlfile import read as read_yaml

FILE_MISSING = Code("P002", "缺少文件", "每个考核办法必须有 scheme.yaml 和至少一版评分细则。")

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
    reading = _Reading(source, {} if known is None else known)
    for path in walk(source):
        if isinstance(path, Problem):
            reading.problems.append(path)
        else:
            reading.add(path)
    return reading.book(), tuple(sorted(reading.problems))


def _source(root: Path | Source) -> Source:
    return Folder(root) if isinstance(root, Path) else root


class _Reading:
    """What has been read so far: the records, and what is to be known of their files."""

    def __init__(self, source: Source, known: Known) -> None:
        self.source, self.known = source, known
        self.shelf = Shelf()
        self.problems = self.shelf.problems
        self.broken: set[str] = set()
        self.seen: dict[str, str] = {}
        self.blobs: dict[str, str] = {}
        self.without_cr: dict[str, str] = {}
        self.lost: dict[str, frozenset[str]] = {}
        self.suspects: list[Written] = []

    def add(self, path: DataPath) -> None:
        """Read one file and keep its records, or its problems."""
        if path.scheme:
            self.seen.setdefault(path.scheme, path.path)
        if path.kind == "month":
            self.shelf.put_month(path)
            return
        content = self._content(path)
        if path.kind in BY_NAME:
            self._keep(path, self._parsed(path, content))

    def _content(self, path: DataPath) -> bytes:
        """Read a file as far as a file of its kind may go, and note the id of what was read."""
        content = self.source.content(path.path, limit(path.kind) + 1)
        self.blobs[path.path] = blob_id(content)
        if b"\r\n" in content:
            self.without_cr[path.path] = blob_id(content.replace(b"\r\n", b"\n"))
        return content

    def _parsed(self, path: DataPath, content: bytes) -> Parsed:
        key = path.path, self.blobs[path.path]
        if key not in self.known:
            self.known[key] = parse(path, content)
        return self.known[key]

    def _keep(self, path: DataPath, parsed: Parsed) -> None:
        record, problems, lost, suspects = parsed
        self.suspects.extend(suspects)
        if problems:
            self.problems.extend(problems)
            self.broken.add(path.path)
        if lost:
            self.lost[path.path] = lost
        if record is not None:
            BY_NAME[path.kind].put(self.shelf, path, record)

    def book(self) -> Book:
        """Bind what was read."""
        shelf, assessments = self.shelf, {}
        for name, path in sorted(self.seen.items()):
            rubrics = shelf.rubrics.get(name, {})
            self.problems.extend(self._missing(name, path))
            if name in shelf.schemes and (rubrics or self._broken_rubrics(name)):
                months = {m: value for (s, m), value in sorted(shelf.months.items()) if s == name}
                versions = dict(sorted(rubrics.items()))
                assessments[name] = Assessment(shelf.schemes[name], versions, months)
        return Book(
            shelf.site,
            shelf.register(),
            assessments,
            frozenset(self.broken),
            dict(self.blobs),
            dict(self.lost),
            tuple(self.suspects),
            dict(self.without_cr),
        )

    def _broken_rubrics(self, name: str) -> bool:
        return any(path.startswith(f"data/schemes/{name}/rubrics/") for path in self.broken)

    def _missing(self, name: str, path: str) -> Iterable[Problem]:
        folder = f"data/schemes/{name}"
        if name not in self.shelf.schemes and f"{folder}/scheme.yaml" not in self.broken:
            message = f"每个考核办法必须有 scheme.yaml，{folder}/ 下没有"
            yield Problem(Place(path), FILE_MISSING.id, message, f"补上 {folder}/scheme.yaml")
        if not self.shelf.rubrics.get(name) and not self._broken_rubrics(name):
            message = f"每个考核办法必须有至少一版评分细则，{folder}/rubrics/ 下没有"
            yield Problem(
                Place(path), FILE_MISSING.id, message, f"补上 {folder}/rubrics/<起用月份>.yaml"
            )


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
