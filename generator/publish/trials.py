"""Readings tried: a month recomputed under each option, one at a time."""

from collections.abc import Iterator
from pathlib import Path

from generator.load.variant import Base, Settings
from generator.model.rubric import Option, Reading
from generator.model.scheme import Assessment
from generator.problem import Problem
from generator.publish.repository import Repository
from generator.scoring import award, score
from generator.scoring.compare import shifts, winners
from generator.trace import Scores, Trial


def wrong_options(root: Path, repository: Repository) -> Iterator[Problem]:
    """Find the options whose settings the schema would refuse."""
    broken = repository.book.broken
    for assessment in repository.book.assessments.values():
        for version, rubric in assessment.rubrics.items():
            if broken & {assessment.scheme.place.path, rubric.place.path}:
                continue
            base = Base(root, assessment, version)
            for reading in rubric.readings:
                for i, option in enumerate(reading.options):
                    problems = base.under(option.set)[1]
                    yield from (_at(reading, i, problem) for problem in problems)


def _at(reading: Reading, number: int, problem: Problem) -> Problem:
    title = reading.options[number].title.raw
    message = f"口径的每个选项都必须能够试算，“{title}”设定后：{problem.message}"
    return Problem(reading.place, "R023", message, problem.hint, keys=("options", number, "set"))


class Trials:
    """Tries the options of one scheme's readings for one month."""

    def __init__(self, root: Path, repository: Repository, scheme: str, month: str) -> None:
        """Score the year as it is; ``scheme`` and ``month`` exist."""
        self.units = repository.book.units
        self.assessment = repository.book.assessments[scheme]
        self.month, self.year = month, month[:4]
        rubric = self.assessment.rubric_for(month)
        assert rubric is not None  # noqa: S101 - the checks have looked
        self.rubric = rubric
        self.base = Base(root, self.assessment, rubric.version)
        self.scores = {
            m: s for m, s in repository.scores(scheme, month).items() if m.startswith(self.year)
        }
        self.winners = winners(award(self.assessment, self.units, self.year, self.scores))

    def run(self) -> Iterator[Trial]:
        """Try every option that would set anything, in the order of the register."""
        for reading in self.rubric.readings:
            for option in reading.options:
                if option.set:
                    yield self._try(reading, option)

    def _try(self, reading: Reading, option: Option) -> Trial:
        changed, problems = self.base.under(option.set)
        if problems or changed is self.assessment:
            return Trial(reading.id, option.title, (), current=not problems)
        months = self.scores if changed.scheme.awards or self.winners else (self.month,)
        scores = {m: self._rescore(changed, m, option.set) for m in months}
        now = winners(award(changed, self.units, self.year, scores))
        return Trial(
            reading=reading.id,
            option=option.title,
            shifts=shifts(self.scores[self.month], scores[self.month]),
            won=self._names(now - self.winners),
            lost=self._names(self.winners - now),
        )

    def _names(self, pairs: frozenset[tuple[str, str]]) -> tuple[str, ...]:
        return tuple(self.units.name(unit) for _, unit in sorted(pairs))

    def _rescore(self, changed: Assessment, month: str, settings: Settings) -> Scores:
        if not self._touched(settings, month):
            return self.scores[month]
        return score(changed, self.units, month)

    def _touched(self, settings: Settings, month: str) -> bool:
        """Tell whether settings can change a month's scores.

        Those of an award cannot, nor those of a rule that has no findings in the month, nor
        those of a repeat where nothing is one, nor those of an overflow where there is none.
        """
        parts = [path.split(".") for path in settings]
        if all(part[:2] == ["scheme", "awards"] for part in parts):
            return False
        if all(self._is_repeat(part) for part in parts):
            return self._has_repeats(month)
        if all(part == ["totals", "overflow"] for part in parts):
            return any(c.overflow for u in self.scores[month].units for c in u.criteria)
        rules = {part[1] for part in parts if part[0] == "rules" and self._by_findings(part[1])}
        if len(rules) < len({part[1] for part in parts}):
            return True
        return any(f.rule in rules for f in self.assessment.months[month].findings.values())

    def _is_repeat(self, part: list[str]) -> bool:
        repeats = {m.id for m in self.rubric.modifiers if m.when == "repeat"}
        return part[0] == "modifiers" and part[1] in repeats

    def _has_repeats(self, month: str) -> bool:
        held = self.assessment.months[month]
        found = any(finding.repeats for finding in held.findings.values())
        return found or any(measured.repeats for measured in held.measurements)

    def _by_findings(self, rule: str) -> bool:
        found = self.rubric.rules.get(rule)
        return found is not None and found.by_findings
