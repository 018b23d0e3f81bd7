"""Readings tried: a month recomputed under each option, one at a time."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bulletin.compare.rescore import rescored, shifts, touched, winners
from bulletin.load.variant import Base
from bulletin.model.rubric import Option, Reading
from bulletin.model.scheme import Assessment
from bulletin.problem import Code, Problem
from bulletin.repository.opened import Repository
from bulletin.scoring import award
from bulletin.trace import Scores, TriedOption

OPTION_REFUSED = Code(
    "R023", "口径的选项不能试算", "口径的每个选项，设定后的细则和办法必须符合规定。"
)


def wrong_options(root: Path, repository: Repository) -> Iterator[Problem]:
    """Find the options whose settings the schema would refuse."""
    broken = repository.book.broken
    for assessment in repository.book.assessments.values():
        for version, rubric in assessment.rubrics.items():
            if broken & {assessment.scheme.place.path, rubric.place.path}:
                continue
            base = Base(root, assessment, version)
            followed = version < max(assessment.rubrics)
            for reading in rubric.readings:
                for i, option in enumerate(reading.options):
                    if followed and any(path.startswith("scheme.") for path in option.set):
                        continue  # the scheme was another one then
                    problems = base.under(option.set)[1]
                    yield from (_at(reading, i, problem) for problem in problems)


def _at(reading: Reading, number: int, problem: Problem) -> Problem:
    title = reading.options[number].title.raw
    message = f"口径的每个选项都必须能够试算，“{title}”设定后：{problem.message}"
    return Problem(
        reading.place, OPTION_REFUSED.id, message, problem.hint, keys=("options", number, "set")
    )


class TriedReadings:
    """Tries the options of one scheme's readings for one month.

    Whether they would change an award is tried where that is asked for: it takes the whole year.
    """

    def __init__(
        self, root: Path, repository: Repository, scheme: str, month: str, *, awards: bool = True
    ) -> None:
        """Score the month, or its year, as it is; ``scheme`` and ``month`` exist."""
        self.units = repository.book.units
        self.assessment = repository.book.assessments[scheme]
        self.month, self.year = month, month[:4]
        rubric = self.assessment.rubric_for(month)
        assert rubric is not None  # noqa: S101 - the checks have looked
        self.rubric = rubric
        self.base = Base(root, self.assessment, rubric.version)
        self.awards = awards
        first = self.year if awards else month
        months = (m for m in self.assessment.months if first <= m <= month)
        worked = {m: repository.worked(scheme, m) for m in months}
        self.worked = {m: result for m, result in worked.items() if result}
        self.scores = {m: worked.scores for m, worked in self.worked.items()}
        self.winners = self._winners(self.assessment, self.scores)

    def run(self) -> Iterator[TriedOption]:
        """Try every option that would set anything, in the order of the register."""
        for reading in self.rubric.readings:
            for option in reading.options:
                if option.set:
                    yield self._try(reading, option)

    def _try(self, reading: Reading, option: Option) -> TriedOption:
        changed, problems = self.base.under(option.set)
        if problems or changed is self.assessment:
            return TriedOption(reading.id, option.title, (), current=not problems)
        months = self.scores if changed.scheme.awards or self.winners else (self.month,)
        what = touched(self.assessment, changed, self.rubric.version)
        scores = {m: rescored(self.worked[m], changed, what) for m in months}
        now = self._winners(changed, scores)
        return TriedOption(
            reading=reading.id,
            option=option.title,
            shifts=shifts(self.scores[self.month], scores[self.month]),
            won=self._names(now - self.winners),
            lost=self._names(self.winners - now),
        )

    def _winners(
        self, assessment: Assessment, scores: Mapping[str, Scores]
    ) -> frozenset[tuple[str, str]]:
        results = award(assessment, self.units, self.year, scores) if self.awards else ()
        return winners(results)

    def _names(self, pairs: frozenset[tuple[str, str]]) -> tuple[str, ...]:
        return tuple(self.units.name(unit) for _, unit in sorted(pairs))
