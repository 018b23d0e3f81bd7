"""The checks that cross records: one module a subject, in a listed order, none stops the others."""

from collections.abc import Iterator

from bulletin.checks import (
    charges,
    dates,
    draws,
    findings,
    likely,
    marks,
    measurements,
    metrics,
    participation,
    privacy,
    readings,
    rechecks,
    repeats,
    rounds,
    rubric,
    rules,
    scheme,
    units,
    versions,
    visits,
)
from bulletin.checks.names import with_ids
from bulletin.checks.view import MonthView, RubricView, SchemeView, Whole
from bulletin.model.scheme import Book
from bulletin.problem import Problem, few

__all__ = ["check", "with_ids"]

WHOLE = (*units.check, *privacy.check)
HISTORY = (*versions.scheme_check, *repeats.check, *likely.check)
SCHEME = (*scheme.check, *HISTORY)
RUBRIC = (*rubric.check, *rules.check, *metrics.check, *versions.check, *readings.check)
MONTH = (
    *findings.check,
    *charges.check,
    *dates.check,
    *measurements.check,
    *marks.check,
    *participation.check,
    *rechecks.check,
    *rounds.check,
    *draws.check,
    *visits.check,
)


def check(book: Book) -> tuple[Problem, ...]:
    """Every problem that crosses records, sorted by place; of very many of a kind the first."""
    return tuple(sorted(set(map(privacy.discreet, few(_all(book))))))


def _all(book: Book) -> Iterator[Problem]:
    whole = Whole(book)
    for of_whole in WHOLE:
        yield from of_whole(whole)
    for assessment in book.assessments.values():
        yield from _scheme(SchemeView(whole, assessment))


def _scheme(view: SchemeView) -> Iterator[Problem]:
    for of_scheme in SCHEME if view.whole_scheme else HISTORY:
        yield from of_scheme(view)
    for version in view.assessment.rubrics.values() if view.whole_scheme else ():
        if view.whole.lost(version.place):
            continue
        rubric_view = RubricView(view, version)
        for of_rubric in RUBRIC:
            yield from of_rubric(rubric_view)
    for month in view.assessment.months.values():
        month_view = MonthView(view, month)
        for of_month in MONTH:
            yield from of_month(month_view)
