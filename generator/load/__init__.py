"""Everything below ``data/`` to records and problems; the only reader of ``data/``."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from generator.load import month as months
from generator.load import seal as seals
from generator.load.layout import Found, walk
from generator.load.rubric import rubric
from generator.load.scheme import UNTITLED, scheme, site
from generator.load.units import units
from generator.model.month import Finding, Month
from generator.model.rubric import Rubric
from generator.model.scheme import Assessment, Book, Scheme, Site
from generator.model.seal import blob_id
from generator.model.unit import Unit, Units
from generator.problem import Place, Problem
from generator.schema import sound, validate
from generator.yamlfile import LIMIT, LIMIT_SEAL, LIMIT_SHARED, Document
from generator.yamlfile import read as read_yaml

__all__ = ["point", "read"]


def read(root: Path) -> tuple[Book, tuple[Problem, ...]]:
    """Read the repository at ``root``; files with problems are left out and named in the book."""
    if not (root / "data").is_dir():
        message = "此文件夹下必须有 data/，没有找到"
        hint = "用 --root 指明含有 data/ 的文件夹"
        empty = Book(UNTITLED, Units(), broken=frozenset({"data"}))
        return empty, (Problem(Place("data"), "P002", message, hint),)
    shelf = _Shelf(root)
    for found in walk(root):
        if isinstance(found, Problem):
            shelf.problems.append(found)
        else:
            shelf.add(found)
    return shelf.book(), tuple(sorted(shelf.problems))


class _Shelf:
    """What has been read so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        self.site: Site = UNTITLED
        self.units: list[Unit] = []
        self.schemes: dict[str, Scheme] = {}
        self.rubrics: dict[str, dict[str, Rubric]] = {}
        self.months: dict[tuple[str, str], Month] = {}
        self.seen: dict[str, str] = {}
        self.blobs: dict[str, str] = {}

    def add(self, found: Found) -> None:
        """Read one file and keep its records, or its problems."""
        if found.scheme:
            self.seen.setdefault(found.scheme, found.path)
        if found.kind == "month":
            self.months[found.scheme, found.month] = Month(found.scheme, found.month)
            return
        content = self._content(found)
        if found.kind in {"record", "other"}:
            return
        document, problems = self._document(found, content)
        if problems:
            self.problems.extend(problems)
            self.broken.add(found.path)
        if document and problems:
            document = _readable(document, found.month) if found.kind == "finding" else None
        if document:
            self._keep(found, document)

    def _content(self, found: Found) -> bytes:
        """Read a file as far as a file of its kind may go, and note the id of what was read."""
        with (self.root / found.path).open("rb") as file:
            content = file.read(_limit(found.kind) + 1)
        self.blobs[found.path] = blob_id(content)
        return content

    @staticmethod
    def _document(found: Found, content: bytes) -> tuple[Document | None, tuple[Problem, ...]]:
        document, problems = read_yaml(found.path, content, _limit(found.kind))
        return document, validate(document, found.kind) if document else problems

    def _keep(self, found: Found, document: Document) -> None:
        match found.kind:
            case "site":
                self.site = site(document)
            case "units":
                self.units.extend(units(document, found.id))
            case "scheme":
                self.schemes[found.scheme] = scheme(document, found.scheme)
            case "rubric":
                versions = self.rubrics.setdefault(found.scheme, {})
                versions[found.month] = rubric(document, found.scheme, found.month)
            case _:
                self._keep_in_month(found, document)

    def _keep_in_month(self, found: Found, document: Document) -> None:
        key = found.scheme, found.month
        month = self.months[key]
        match found.kind:
            case "finding":
                self._keep_finding(found, months.finding(document, found.month, found.id))
                return
            case "measurements":
                month = replace(month, measurements=tuple(months.measurements(document)))
            case "marks":
                month = replace(month, marks=tuple(months.marks(document)))
            case "participation":
                month = replace(month, absences=tuple(months.absences(document)))
            case "seal":
                month = replace(month, seal=seals.seal(document))
            case "correction":
                made = (*month.corrections, seals.correction(document, int(found.id)))
                month = replace(month, corrections=tuple(sorted(made, key=lambda c: c.number)))
        self.months[key] = month

    def _keep_finding(self, found: Found, finding: Finding) -> None:
        kept = self.months[found.scheme, found.month].findings
        other = kept.get(finding.id)
        if other is not None:
            message = (
                f"问题编号在同一考核办法的同一月份内不得重复，"
                f"{finding.id} 已用于 {other.place.path}"
            )
            self.problems.append(Problem(finding.place, "P003", message, "给这个文件换一个名称"))
            return
        assert isinstance(kept, dict)  # noqa: S101 - made by this shelf
        kept[finding.id] = finding

    def book(self) -> Book:
        """Bind what was read."""
        assessments = {}
        for name, path in sorted(self.seen.items()):
            rubrics = self.rubrics.get(name, {})
            self.problems.extend(self._missing(name, path))
            if name in self.schemes and rubrics:
                kept = {m: value for (s, m), value in sorted(self.months.items()) if s == name}
                versions = dict(sorted(rubrics.items()))
                assessments[name] = Assessment(self.schemes[name], versions, kept)
        return Book(
            self.site, self._register(), assessments, frozenset(self.broken), dict(self.blobs)
        )

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
            yield Problem(Place(path), "P002", message, f"补上 {folder}/scheme.yaml")
        broken = any(b.startswith(f"{folder}/rubrics/") for b in self.broken)
        if not self.rubrics.get(name) and not broken:
            message = f"每个考核办法必须有至少一版评分细则，{folder}/rubrics/ 下没有"
            yield Problem(Place(path), "P002", message, f"补上 {folder}/rubrics/<起用月份>.yaml")


def _limit(kind: str) -> int:
    return {"finding": LIMIT, "seal": LIMIT_SEAL}.get(kind, LIMIT_SHARED)


def _readable(document: Document, month: str) -> Document | None:
    """Keep what can be read of a finding with problems, so that all of them are found at once.

    Nothing is scored while there is a problem; a finding without unit or rule is left out.
    """
    data = sound(document, "finding")
    if not {"unit", "rule"} <= data.keys():
        return None
    return replace(document, data={"date": f"{month}-01", "summary": "", **data})


def point(root: Path, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Follow each problem's keys to the exact line and column, reading again only those files."""
    documents: dict[str, Document | None] = {}
    pointed = []
    for problem in problems:
        path = problem.place.path
        if problem.keys and path not in documents:
            documents[path] = _again(root, path)
        pointed.append(_pointed(problem, documents.get(path)))
    return tuple(sorted(pointed))


def _again(root: Path, path: str) -> Document | None:
    return read_yaml(path, (root / path).read_bytes())[0]


def _pointed(problem: Problem, document: Document | None) -> Problem:
    if not problem.keys or document is None:
        return problem
    start = document.path_at(problem.place)
    if start is None:
        return problem
    return replace(problem, place=document.place(*start, *problem.keys), keys=())
