"""A repository opened: what is in it, what is wrong with it, and its scores."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bulletin.checks import check, with_ids
from bulletin.load import point, read
from bulletin.load.parse import Known
from bulletin.load.source import Source
from bulletin.model.scheme import Book
from bulletin.problem import Problem, errors
from bulletin.scoring import award, score
from bulletin.scoring.context import context
from bulletin.scoring.month import Worked, work
from bulletin.trace import AwardResult, Scores


@dataclass(frozen=True, slots=True)
class Repository:
    """The records of a repository with all its problems, in the order of their places.

    Each month is scored once, however often and for whatever it is asked for.
    """

    book: Book
    problems: tuple[Problem, ...]
    _worked: dict[tuple[str, str], Worked] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_good(self) -> bool:
        """Tell whether there is no error (warnings do not count)."""
        return not errors(self.problems)

    def scores(self, scheme: str, until: str = "9999-12") -> Mapping[str, Scores]:
        """Return the scores of a scheme's months, up to a month, by month."""
        months = [m for m in self.book.assessments[scheme].months if m <= until]
        return {month: self.score(scheme, month) for month in months}

    def score(self, scheme: str, month: str) -> Scores:
        """Return the scores of a month; without a rubric in force nobody has any."""
        worked = self.worked(scheme, month)
        assessment = self.book.assessments[scheme]
        return worked.scores if worked else score(assessment, self.book.units, month)

    def worked(self, scheme: str, month: str) -> Worked | None:
        """Return what the scores of a month are made from; None without a rubric in force."""
        assessment = self.book.assessments[scheme]
        rubric = assessment.rubric_for(month)
        if rubric and (scheme, month) not in self._worked:
            result = work(context(assessment, rubric, self.book.units, month))
            self._worked[scheme, month] = result
        return self._worked.get((scheme, month))

    def awards(
        self, scheme: str, year: str, scores: Mapping[str, Scores] | None = None
    ) -> tuple[AwardResult, ...]:
        """Return the results of the awards of a scheme in a year, from its months' scores."""
        assessment = self.book.assessments[scheme]
        months = self.scores(scheme, f"{year}-12") if scores is None else scores
        return award(assessment, self.book.units, year, months)


def open_repository(root: Path | Source, known: Known | None = None) -> Repository:
    """Read and check everything below ``root/data``; ``known`` as in ``load.read``."""
    book, problems = read(root, known)
    return Repository(book, point(root, (*with_ids(book, problems), *check(book))))
