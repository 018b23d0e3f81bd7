"""What a month's scores depend on: registers, scheme, rubric, its files, what it refers to."""

from collections.abc import Iterator, Mapping

from generator.model.month import Finding, Measurement, Month
from generator.model.scheme import Assessment, Book
from generator.model.unit import Units


def folder(scheme: str, month: str) -> str:
    """Return the folder of a month, with a slash at its end."""
    return f"data/schemes/{scheme}/{month}/"


def seal_path(scheme: str, month: str) -> str:
    """Return where a month's seal stands."""
    return f"{folder(scheme, month)}seal.yaml"


def inputs_of(book: Book, scheme: str, month: str) -> Mapping[str, str]:
    """Return every file that the scores of a month depend on, with its blob id."""
    assessment = book.assessments[scheme]
    wanted = {*of_month(book, scheme, month), *_rules(assessment, month)}
    wanted.update(_registers(book.units, assessment, assessment.months[month]))
    wanted.update(_referred(assessment, assessment.months[month]))
    return {path: book.blobs[path] for path in sorted(wanted) if path in book.blobs}


def of_month(book: Book, scheme: str, month: str) -> Mapping[str, str]:
    """Return all files of the month's folder but the seal, with their blob ids."""
    inside, seal = folder(scheme, month), seal_path(scheme, month)
    return {p: blob for p, blob in book.blobs.items() if p.startswith(inside) and p != seal}


def leads_to(month: Month) -> frozenset[str]:
    """Return the other months to which the repeats and rechecks of a month lead at once."""
    named = (*(f.repeats for f in month.findings.values() if f.repeats), *month.rechecks)
    found = {full_id.partition("/")[0] for full_id in named}
    found |= {measured.repeats for measured in month.measurements if measured.repeats}
    return frozenset(found - {month.month})


def _rules(assessment: Assessment, month: str) -> Iterator[str]:
    yield assessment.scheme.place.path
    rubric = assessment.rubric_for(month)
    if rubric is not None:
        yield rubric.place.path


def _registers(units: Units, assessment: Assessment, month: Month) -> Iterator[str]:
    """The registers of all units that have to do with the month, and of those above them."""
    named = {unit.id for unit in assessment.assessed(units, month.month)}
    named.update(u for f in month.findings.values() for u in (f.unit, f.scene))
    named.update(measured.unit for measured in month.measurements)
    named.update(u for mark in month.marks for u in (mark.unit, mark.where) if u)
    named.update(absence.unit for absence in month.absences)
    for unit in named:
        yield from (one.place.path for one in units.lineage(unit))


def _referred(assessment: Assessment, month: Month) -> Iterator[str]:
    """The files of earlier findings and measurements to which chains of repeats lead."""
    for finding in month.findings.values():
        yield from (earlier.place.path for earlier in _chain(assessment, finding))
    for measured in month.measurements:
        yield from (earlier.place.path for earlier in _months(assessment, month.month, measured))


def _chain(assessment: Assessment, finding: Finding) -> Iterator[Finding]:
    seen = {finding.full_id}
    here: Finding | None = finding
    while here and here.repeats and here.repeats not in seen:
        seen.add(here.repeats)
        month, _, name = here.repeats.partition("/")
        held = assessment.months.get(month)
        here = held.findings.get(name) if held else None
        if here:
            yield here


def _months(assessment: Assessment, last: str, measured: Measurement) -> Iterator[Measurement]:
    month = measured.repeats
    while month and month < last:
        held = assessment.months.get(month)
        alike = (
            m
            for m in (held.measurements if held else ())
            if (m.metric, m.unit) == (measured.metric, measured.unit)
        )
        earlier = next(alike, None)
        if earlier:
            yield earlier
        last, month = month, earlier.repeats if earlier else None
