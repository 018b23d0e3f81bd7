"""A filled form into files below ``data/``: checked as ``bulletin check`` does, all or nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin import problem
from bulletin.checks.charges import SUBJECT, TIER
from bulletin.exchange.form.changes import Changes, changes
from bulletin.exchange.form.known import choices
from bulletin.exchange.form.merge import Fault
from bulletin.exchange.form.read import Filled, NoFormError, read
from bulletin.exchange.form.table import TABLES
from bulletin.exchange.text import clean
from bulletin.problem import Problem, Severity
from bulletin.record.export import held
from bulletin.record.files import brought, written
from bulletin.repository.opened import Repository
from bulletin.yamlfile import Document
from bulletin.yamlfile import read as read_yaml

_LACKING = {TIER.id: ("tier",), SUBJECT.id: ("subject",)}
"""What is not there has no place; these problems say that a field is lacking."""

__all__ = ["Import", "NoFormError", "plan"]


@dataclass(frozen=True)
class Import:
    """What an import would write, what is wrong, what is worth a look, and what it does."""

    files: Mapping[str, bytes]
    wrong: tuple[str, ...]
    warnings: tuple[str, ...]
    told: tuple[str, ...]
    kept: tuple[str, ...]


def plan(root: Path, repository: Repository, content: bytes) -> Import:
    """What a filled form does to a good repository; raises ``NoFormError``."""
    filled = read(content)
    assessment = repository.book.assessments.get(filled.scheme)
    rubric = assessment.rubric_for(filled.month) if assessment else None
    if assessment is None or rubric is None:
        raise NoFormError(f"库里没有考核办法 {filled.scheme}，或 {filled.month} 没有评分细则")
    offered = choices(assessment, rubric, repository.book.units, filled.month)
    rows = {table.name: tuple(filled.of(table, offered)) for table in TABLES}
    changed = changes(rows, held(root, assessment, filled.month), offered)
    files = {path: written(root, path, data) for path, data in sorted(changed.files.items())}
    rows_of_findings = _Findings(filled, changed, files)
    after = brought(root, repository, files) if files else ()
    wrong = rows_of_findings.said(p for p in after if p.severity is Severity.ERROR)
    remarks = rows_of_findings.said(p for p in after if not _is_error(p))
    unread = {_cell(fault) for fault in filled.faults}
    own = [*filled.faults, *(fault for fault in changed.faults if _cell(fault) not in unread)]
    return Import(
        files,
        (
            *(_line(filled, fault) for fault in sorted({*own, *wrong[0]}, key=filled.order)),
            *wrong[1],
        ),
        (
            *(_line(filled, fault) for fault in (*filled.renamed(), *filled.warnings)),
            *(_line(filled, fault) for fault in remarks[0]),
        ),
        tuple(changed.told),
        (*(f"表“{table.title}”全部" for table in filled.lacking), *changed.kept),
    )


def _is_error(problem_: Problem) -> bool:
    return problem_.severity is Severity.ERROR


def _cell(fault: Fault) -> tuple[str, int, str]:
    return fault.table, fault.number, fault.column


def _line(filled: Filled, fault: Fault) -> str:
    """A fault in words, on a line of its own whatever stands in the workbook."""
    head = clean(f"{filled.place(fault)}: {fault.message}")
    return f"{head}\n    → {clean(fault.hint)}" if fault.hint else head


class _Findings:
    """Says of a problem in a file which cell it comes from."""

    def __init__(self, filled: Filled, changed: Changes, files: Mapping[str, bytes]) -> None:
        self.filled, self.changed, self.files = filled, changed, files
        self.documents: dict[str, Document | None] = {}
        self.refused = {_cell(fault) for fault in (*filled.faults, *changed.faults)}

    def said(self, problems: Iterable[Problem]) -> tuple[tuple[Fault, ...], tuple[str, ...]]:
        """Problems by cell, and in words those that no cell has; a refused cell is told once."""
        by_cell, others = [], []
        for problem_ in problems:
            cell = self._cell(problem_)
            if cell is None:
                others.append(problem.as_text(problem_))
            elif _cell(cell) not in self.refused:
                mark = "" if _is_error(problem_) else "（提醒）"
                words = f"{problem_.code} {mark}{problem_.message}"
                by_cell.append(replace(cell, message=words, hint=problem_.hint))
        return tuple(sorted(set(by_cell))), tuple(others)

    def _cell(self, problem_: Problem) -> Fault | None:
        path = problem_.place.path
        if path not in self.files:
            return None
        if path not in self.documents:
            self.documents[path] = read_yaml(path, self.files[path])[0]
        document = self.documents[path]
        of_file = problem_.code.startswith("Z")  # a seal speaks of files, not of their contents
        keys = next(_keys(document, problem_), ()) if document and not of_file else ()
        return self.changed.cell(path, keys or _LACKING.get(problem_.code, ()))


def _keys(document: Document, problem_: Problem) -> Iterator[tuple[str | int, ...]]:
    """The keys at which a problem stands, the whole record before its first key; else its line."""
    at = (problem_.place.line, problem_.place.column)
    listed = [*document.values.items(), *document.keys.items()]
    yield from (path for path, place in listed if place == at)
    yield from (path for path, place in listed if place[0] == at[0] and path)
