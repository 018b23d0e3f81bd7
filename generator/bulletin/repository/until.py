"""What was there up to a month: nothing of a later one gets into a published version."""

from dataclasses import replace

from bulletin.model.scheme import Assessment
from bulletin.repository.opened import Repository


def until(repository: Repository, month: str) -> Repository:
    """Return the repository as it is without the months and rubrics after this month.

    A scheme that has no month by then is left out. What is scored already stays scored: no month
    depends on a later one.
    """
    book = repository.book
    cut = {name: _cut(assessment, month) for name, assessment in book.assessments.items()}
    kept = {name: assessment for name, assessment in cut.items() if assessment.months}
    return replace(repository, book=replace(book, assessments=kept, blobs={}))


def _cut(assessment: Assessment, month: str) -> Assessment:
    return replace(
        assessment,
        rubrics={v: rubric for v, rubric in assessment.rubrics.items() if v <= month},
        months={m: records for m, records in assessment.months.items() if m <= month},
    )
