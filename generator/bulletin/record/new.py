"""One new finding, answer by answer: each is checked at once, as ``bulletin check`` does."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from bulletin.canonical import rewritten
from bulletin.checks import check
from bulletin.exchange.form import findings
from bulletin.exchange.form.cells import BadCellError, text_of
from bulletin.exchange.form.changes import Held, proposed_id
from bulletin.exchange.form.choices import Choices
from bulletin.exchange.form.known import choices
from bulletin.exchange.form.table import FINDINGS
from bulletin.law.discoveries import Discoveries
from bulletin.law.force import fits_within
from bulletin.law.likely import Likely, likely
from bulletin.load import read
from bulletin.load.file import content
from bulletin.load.parse import Known
from bulletin.load.source import Files
from bulletin.model.month import Finding, Month
from bulletin.model.rubric import Rubric, Rule
from bulletin.model.scheme import Assessment, Book
from bulletin.problem import Problem, errors
from bulletin.record.export import held
from bulletin.repository.opened import Repository

_DRAFT = "draft"
Data = dict[str, Any]


def open_months(assessment: Assessment) -> tuple[str, ...]:
    """The months that take findings: those of the scheme, or begun, that are not sealed."""
    months = sorted({*assessment.scheme.months, *assessment.months})
    sealed = {m for m, held_now in assessment.months.items() if held_now.seal}
    return tuple(m for m in months if m not in sealed and assessment.rubric_for(m))


def asked(rule: Rule) -> Iterator[str]:
    """The columns that are asked once the rule is known, in order."""
    yield from ("date", "summary")
    yield from ["count"] if rule.counts_each else []
    yield from ["tier"] if rule.tiers else []
    yield from ["subject"] if rule.per_subject else []
    yield from ("source", "method", "place")
    yield from ["ordered.due"] if rule.deducts else []


def must(column: str) -> bool:
    """Tell whether a column that is asked may not be left empty."""
    return column in {*FINDINGS.needed, "tier", "subject"}


class Draft:
    """A finding that is being written, for an open month of a good repository.

    ``texts`` are the cells of its row in the workbook's table; ``more`` is what no cell says.
    """

    def __init__(self, root: Path, repository: Repository, scheme: str, month: str) -> None:
        self.root, self.repository, self.scheme, self.month = root, repository, scheme, month
        self.assessment = repository.book.assessments[scheme]
        self.texts: dict[str, str] = {}
        self.more: Data = {}
        self._parsed: Known = {}

    @cached_property
    def rubric(self) -> Rubric:
        """The rubric in force; a month without one is not open."""
        rubric = self.assessment.rubric_for(self.month)
        assert rubric is not None  # noqa: S101
        return rubric

    @cached_property
    def known(self) -> Choices:
        """What the month offers, as the workbook's drop-downs do."""
        return choices(self.assessment, self.rubric, self.repository.book.units, self.month)

    def rules(self) -> tuple[Rule, ...]:
        """The rules that are offered for the unit."""
        units = self.repository.book.units
        unit = units.get(self.texts["unit"])
        offered = (self.rubric.rules[rule_id] for rule_id in self.known["rules"].offered)
        return tuple(r for r in offered if unit is None or fits_within(r.scope, unit, units))

    def spelt(self, column: str, text: str) -> str:
        """The one spelling of an answer; a bare day is one of the month."""
        if column == "date" and text.isdecimal() and len(text) <= 2:  # noqa: PLR2004 - a day
            text = f"{self.month}-{int(text):02}"
        return text_of(text, FINDINGS.column(column), self.known)

    def refusal(self, column: str, text: str) -> str:
        """Why an answer will not do, in the words of ``check``; empty: it will."""
        if not text:
            return f"{FINDINGS.column(column).title}必须填写，此处空着" if must(column) else ""
        texts = {**self.texts, column: text}
        merged = findings.merged({}, {}, texts, self.known)
        if column in merged.faults:
            return _told(merged.faults[column])
        before = {(p.code, p.message) for p in self._errors(self.texts)}
        columns = {name.partition(".")[0] for name in texts if texts[name]}
        new = (p for p in self._errors(texts) if (p.code, p.message) not in before)
        of_it = (p for p in new if not p.keys or p.keys[0] in columns)
        return next((_words(f"{p.code} {p.message}", p.hint) for p in of_it), "")

    def _errors(self, texts: Mapping[str, str]) -> tuple[Problem, ...]:
        path, data = self._data(texts)
        book, problems = self._read(path, data)
        return errors(p for p in (*problems, *check(book)) if p.place.path == path)

    def _data(self, texts: Mapping[str, str], name: str = _DRAFT) -> tuple[str, Data]:
        """The path and what the answers say so far, with something where something must be."""
        whole = {"unit": _DRAFT, "rule": _DRAFT, "date": f"{self.month}-01", "summary": "—"}
        data = {**whole, **findings.merged({}, {}, texts, self.known).data, **self.more}
        return f"{self._folder}/findings/{data['unit']}/{name}.yaml", data

    @property
    def _folder(self) -> str:
        return f"data/schemes/{self.scheme}/{self.month}"

    @cached_property
    def _around(self) -> Mapping[str, bytes]:
        """The files that a finding is checked with, whatever else is found."""
        own = f"data/schemes/{self.scheme}/"
        kept = (f"{own}scheme.yaml", f"{own}rubrics/", f"{self._folder}/participation.yaml")
        every = self.repository.book.blobs
        paths = [p for p in every if not p.startswith("data/schemes/") or p.startswith(kept)]
        return {path: content(self.root, path) for path in paths}

    def _read(self, path: str, data: Data) -> tuple[Book, tuple[Problem, ...]]:
        content = rewritten("", "finding", data).encode()
        return read(Files({**self._around, path: content}), self._parsed)

    def file(self) -> tuple[str, bytes]:
        """Where the finding goes, and what is written."""
        path, data = self._data(self.texts, self._id)
        return path, rewritten("", "finding", data).encode()

    @property
    def _id(self) -> str:
        return proposed_id(self.texts, self._held)

    @cached_property
    def _held(self) -> Held:
        return held(self.root, self.assessment, self.month)

    def is_registered(self) -> bool:
        """Tell whether the same answers have been given before."""
        return self._id in self._held.findings

    def finding(self) -> Finding:
        """The finding as it will be read."""
        book, _ = self._read(*self._data(self.texts, self._id))
        return book.assessments[self.scheme].months[self.month].findings[self._id]

    def before(self) -> Assessment:
        """The scheme as it is; a month that nobody has begun is there and empty."""
        months = {self.month: Month(self.scheme, self.month), **self.assessment.months}
        return replace(self.assessment, months=dict(sorted(months.items())))

    def after(self) -> Assessment:
        """The scheme with the finding in it."""
        finding, months = self.finding(), self.before().months
        month = months[self.month]
        more = replace(month, findings={**month.findings, finding.id: finding})
        return replace(self.assessment, months={**months, self.month: more})

    def likely(self) -> Likely | None:
        """What the finding is probably the same as: one question at a time."""
        after, book = self.after(), self.repository.book
        name = self.finding().full_id
        for one in likely(after, Discoveries(after, book.units), book.broken):
            if one.finding.full_id == name:
                return one
            if one.twice and one.alike.full_id == name:  # the other one has the later date
                return replace(one, finding=one.alike, other=one.finding, alike=one.finding)
        return None


def _told(refused: BadCellError) -> str:
    return _words(refused.message, refused.hint)


def _words(message: str, hint: str) -> str:
    return f"{message}\n    → {hint}" if hint else message
