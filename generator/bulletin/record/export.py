"""The form of a month: what is written into it, and what its data say now."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bulletin.exchange.form import findings, marks, measurements
from bulletin.exchange.form.changes import Held
from bulletin.exchange.form.choices import Choices
from bulletin.exchange.form.known import choices
from bulletin.exchange.form.table import FINDINGS, MARKS, MEASUREMENTS, FormRow, digest
from bulletin.exchange.form.write import Form, to_xlsx
from bulletin.load.file import plain
from bulletin.model.rubric import Rubric
from bulletin.model.scheme import Assessment
from bulletin.months import last_day
from bulletin.repository.opened import Repository

_NUMBERED = re.compile(r"(.+)-[0-9]+")


def workbook(root: Path, repository: Repository, scheme: str, month: str, rubric: Rubric) -> bytes:
    """The form of a month, with everything that is known of it so far."""
    assessment = repository.book.assessments[scheme]
    offered = choices(assessment, rubric, repository.book.units, month)
    data = held(root, assessment, month)
    tables = {
        FINDINGS.name: [findings.row(i, body, offered) for i, (_, body) in data.findings.items()],
        MEASUREMENTS.name: [*_measured(data, offered), *_owed(repository, scheme, rubric, data)],
        MARKS.name: [*_marked(data, offered), *_unmarked(repository, scheme, rubric, data)],
    }
    title = f"{assessment.scheme.title} {month}"
    return to_xlsx(Form(scheme, month, title, last_day(month), tables, offered))


def held(root: Path, assessment: Assessment, month: str) -> Held:
    """What the files of a month say, as plain data; the findings in the order of their folders."""
    folder = f"data/schemes/{assessment.scheme.id}/{month}"
    records = assessment.months.get(month)
    listed = sorted(records.findings.values(), key=lambda f: f.place.path) if records else []
    return Held(
        folder,
        {record.id: (record.place.path, plain(root, record.place.path)) for record in listed},
        plain(root, f"{folder}/measurements.yaml") or [],
        plain(root, f"{folder}/marks.yaml") or [],
        _prefixes(assessment),
    )


def _prefixes(assessment: Assessment) -> dict[str, str]:
    """How the ids of each unit's findings begin, as most of them do."""
    counts: dict[str, Counter[str]] = {}
    for month in assessment.months.values():
        for finding in month.findings.values():
            numbered = _NUMBERED.fullmatch(finding.id)
            if numbered:
                counts.setdefault(finding.unit, Counter())[numbered[1]] += 1
    return {unit: min(c, key=lambda p: (-c[p], p)) for unit, c in counts.items()}


def _measured(data: Held, offered: Choices) -> Iterator[FormRow]:
    for _, texts in measurements.texts_of(data.measurements, offered):
        yield FormRow(texts, digest(texts))


def _marked(data: Held, offered: Choices) -> Iterator[FormRow]:
    for mark in data.marks:
        texts = marks.texts_of(mark, offered)
        yield FormRow(texts, digest(texts))


def _owed(repository: Repository, scheme: str, rubric: Rubric, data: Held) -> Iterator[FormRow]:
    """A row for each number that is still owed, with the source that the others have."""
    sources: dict[str, str] = {}
    for block in data.measurements:
        sources.setdefault(block["metric"], block.get("source", ""))
    there = {(block["metric"], unit) for block in data.measurements for unit in block["values"]}
    for metric, unit in _pending(repository, scheme, data.month, rubric, measured=True):
        if (metric, unit) not in there:
            source = sources.get(metric)
            yield FormRow(
                {"metric": metric, "unit": unit, **({"source": source} if source else {})}
            )


def _unmarked(repository: Repository, scheme: str, rubric: Rubric, data: Held) -> Iterator[FormRow]:
    there = {(mark["rule"], mark["unit"]) for mark in data.marks}
    for rule, unit in _pending(repository, scheme, data.month, rubric, measured=False):
        if (rule, unit) not in there:
            yield FormRow({"rule": rule, "unit": unit})


def _pending(
    repository: Repository, scheme: str, month: str, rubric: Rubric, *, measured: bool
) -> list[tuple[str, str]]:
    """What a month still lacks: metrics, or judged rules, with their units."""
    if month not in repository.book.assessments[scheme].months:
        return []
    pending = repository.score(scheme, month).pending
    if measured:
        return list(dict.fromkeys((m.metric, m.unit) for m in pending if m.metric))
    judged = {rule.id for rule in rubric.rules.values() if rule.judged}
    return list(dict.fromkeys((m.rule, m.unit) for m in pending if m.rule in judged))
