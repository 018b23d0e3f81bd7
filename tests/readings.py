"""The options of a scheme's readings, tried on months that a test makes up."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from bulletin.load import read
from bulletin.load.variant import Base
from bulletin.model.month import Month
from bulletin.model.rubric import Reading
from bulletin.model.scheme import Assessment, Book
from bulletin.model.unit import Units
from bulletin.scoring import award, score

ROOT = Path(__file__).parents[1]
Months = Mapping[str, Month]
Look = Callable[[Assessment, Units], object]
Case = tuple[Months, Look, Mapping[str, object]]
"""The months, what is looked at, and what each option gives."""


@cache
def _book() -> Book:
    return read(ROOT)[0]


def readings(scheme: str) -> Mapping[str, Reading]:
    """Return the readings of a scheme's only rubric that have an option to be tried."""
    (rubric,) = _book().assessments[scheme].rubrics.values()
    return {r.id: r for r in rubric.readings if any(option.set for option in r.options)}


def registered(scheme: str) -> set[tuple[str, str]]:
    """Return every option of these readings."""
    return {(r.id, o.id) for r in readings(scheme).values() for o in r.options}


def pairs(cases: Mapping[str, Case]) -> list[tuple[str, str]]:
    """Return every reading and option that has a case."""
    return [(reading, option) for reading, case in cases.items() for option in case[2]]


def under(scheme: str, case: Case, reading: str, option: str) -> object:
    """Return what is seen in a case's months under an option."""
    months, look, _ = case
    book = _book()
    assessment = replace(book.assessments[scheme], months=months)
    (version,) = assessment.rubrics
    (found,) = (o for o in readings(scheme)[reading].options if o.id == option)
    changed, problems = Base(ROOT, assessment, version).under(found.set)
    assert problems == ()
    return look(changed, book.units)


def total(month: str, *units: str) -> Look:
    """Look at the totals of units; of one unit alone, at its total."""
    return _each(month, "total", units)


def rank(month: str, *units: str) -> Look:
    """Look at the ranks of units, or of one; a unit that is not assessed has none."""
    return _each(month, "rank", units)


def _each(month: str, what: str, units: tuple[str, ...]) -> Look:
    def look(assessment: Assessment, register: Units) -> object:
        scored = score(assessment, register, month)
        seen = tuple(getattr(scored.unit(unit), what, None) for unit in units)
        return seen if len(units) > 1 else seen[0]

    return look


def winners(assessment: Assessment, register: Units) -> object:
    """Look at who wins the only award of 2017, in the order of rank and register."""
    by_month = {month: score(assessment, register, month) for month in assessment.months}
    (result,) = award(assessment, register, "2017", by_month)
    return [unit.unit for unit in result.units if unit.winner]
