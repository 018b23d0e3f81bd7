"""What a month's scores depend on: registers, scheme, rubric, its files, what it refers to."""

from collections.abc import Iterator, Mapping

from bulletin.law.discoveries import Discoveries
from bulletin.model.month import Month
from bulletin.model.scheme import Assessment, Book
from bulletin.model.unit import Units


def folder(scheme: str, month: str) -> str:
    """Return the folder of a month, with a slash at its end."""
    return f"data/schemes/{scheme}/{month}/"


def seal_path(scheme: str, month: str) -> str:
    """Return where a month's seal stands."""
    return f"{folder(scheme, month)}seal.yaml"


def inputs_of(book: Book, scheme: str, month: str) -> Mapping[str, str]:
    """Return every file that the scores of a month depend on, with its blob id."""
    assessment = book.assessments[scheme]
    paths = {*of_month(book, scheme, month), *_rules(assessment, month)}
    paths.update(_registers(book.units, assessment, assessment.months[month]))
    paths.update(_referred(book, assessment, assessment.months[month]))
    return {path: book.blobs[path] for path in sorted(paths) if path in book.blobs}


def of_month(book: Book, scheme: str, month: str) -> Mapping[str, str]:
    """Return all files of the month's folder but the seal, with their blob ids."""
    inside, seal = folder(scheme, month), seal_path(scheme, month)
    return {p: blob for p, blob in book.blobs.items() if p.startswith(inside) and p != seal}


def shared_with(inputs: Mapping[str, str], scheme: str, month: str) -> Mapping[str, str]:
    """Return those inputs of a month that lie outside its folder."""
    inside = folder(scheme, month)
    return {path: blob for path, blob in inputs.items() if not path.startswith(inside)}


def concerned(units: Units, assessment: Assessment, month: Month) -> frozenset[str]:
    """Return all units that have to do with a month, and those above them."""
    named = {unit.id for unit in assessment.assessed(units, month.month)}
    named.update(u for f in month.findings.values() for u in (f.unit, f.scene))
    named.update(measured.unit for measured in month.measurements)
    named.update(u for mark in month.marks for u in (mark.unit, mark.where) if u)
    named.update(absence.unit for absence in month.absences)
    return frozenset(above.id for unit in named for above in units.lineage(unit))


def leads_to(month: Month) -> frozenset[str]:
    """Return the other months to which the repeats and rechecks of a month lead at once."""
    named = (*(f.repeats for f in month.findings.values() if f.repeats), *month.rechecks)
    months = {full_id.partition("/")[0] for full_id in named}
    months |= {measured.repeats for measured in month.measurements if measured.repeats}
    return frozenset(months - {month.month})


def _rules(assessment: Assessment, month: str) -> Iterator[str]:
    yield assessment.scheme.place.path
    rubric = assessment.rubric_for(month)
    if rubric is not None:
        yield rubric.place.path


def _registers(units: Units, assessment: Assessment, month: Month) -> Iterator[str]:
    """The registers of all units that have to do with the month, and of those above them."""
    for unit in concerned(units, assessment, month):
        yield units.by_id[unit].place.path


def _referred(book: Book, assessment: Assessment, month: Month) -> Iterator[str]:
    """The files of what chains of repeats lead to, and of what decides whether that counts."""
    discoveries = Discoveries(assessment, book.units)
    for finding in month.findings.values():
        for earlier in discoveries.chain(finding):
            yield earlier.place.path
            yield from (place.path for place in discoveries.rests_on(earlier))
            yield from _lines(book.units, earlier.unit, earlier.scene)
    rubric = assessment.rubric_for(month.month)
    rules = rubric.rules.values() if rubric else ()
    for measured in month.measurements:
        driven = [rule for rule in rules if rule.metric == measured.metric and rule.deducts]
        for at, earlier_value in discoveries.months(month.month, measured):
            if earlier_value and rubric:
                yield earlier_value.place.path
                for rule in driven:
                    rests = discoveries.value_rests_on(rubric, rule, at, earlier_value)
                    yield from (place.path for place in rests)


def _lines(units: Units, *named: str) -> Iterator[str]:
    """The registers of units and of those above them."""
    yield from (unit_above.place.path for unit in named for unit_above in units.lineage(unit))
