"""The impact of a change: two states of the data, and what differs in the results."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.history import trees
from generator.load.parse import Known
from generator.load.source import Files, Folder, Source
from generator.model.scheme import Assessment
from generator.problem import Problem, errors
from generator.publish.inputs import inputs_of, seal_path
from generator.publish.repository import Repository, open_repository
from generator.publish.seals import Past, missing_seals, sealed_month
from generator.scoring import award, score
from generator.scoring.edits import View
from generator.scoring.impact import (
    AwardEffect,
    Impact,
    Merge,
    MonthEffect,
    Scored,
    award_effects,
    month_effect,
)
from generator.trace import AwardResult, Scores

WORKING_TREE = "工作区"


@dataclass(frozen=True, slots=True)
class State:
    """One state of the data: what it is called, and what is there."""

    name: str
    repository: Repository


def impact(root: Path, base: str, head: str | None, other: str | None = None) -> Impact:
    """Return what the change from ``base`` to ``head`` does, all three being commits.

    Without a head it is what lies in the folder. With ``other``, see whether the two go together.
    """
    known: Known = {}
    before, after = _states(root, (base, head), known)
    found = _impact(before, after)
    if head is None or other is None:
        return found
    return replace(found, merge=_merge(root, (before, after), (head, other), known))


def _states(root: Path, commits: tuple[str, str | None], known: Known) -> Iterator[State]:
    """Open commits, what they share only once; None stands for the folder."""
    read = iter(trees.files(root, *(commit for commit in commits if commit)))
    for commit in commits:
        source: Source = Files(next(read)) if commit else Folder(root)
        name = commit[:10] if commit else WORKING_TREE
        yield State(name, open_repository(source, known))


def _impact(before: State, after: State) -> Impact:
    past = _past(before.repository)
    broken = errors(before.repository.problems)
    problems = _errors(after.repository, past)
    found = Impact(before.name, after.name, after.repository.book.units, broken, problems)
    if broken or not after.repository.is_good:
        return found
    sides = _Sides(before.repository, after.repository)
    effects = {scheme: tuple(sides.months(scheme)) for scheme in sides.schemes}
    awards = [one for scheme in effects for one in sides.awards(scheme, effects[scheme])]
    months = sorted((m for ms in effects.values() for m in ms), key=lambda m: m.size, reverse=True)
    awards.sort(key=lambda one: one.size, reverse=True)
    return replace(found, months=tuple(months), awards=tuple(awards))


class _Sides:
    """Two good repositories; a month whose inputs are the same on both sides is scored once."""

    def __init__(self, before: Repository, after: Repository) -> None:
        self._sides = (before, after)
        self._scores: dict[tuple[int, str, str], Scores] = {}
        self._alike: dict[tuple[str, str], bool] = {}
        self.schemes = sorted({*before.book.assessments, *after.book.assessments})

    def months(self, scheme: str) -> Iterator[MonthEffect]:
        """The months of a scheme whose results differ."""
        for month in sorted({m for one in self._assessments(scheme) if one for m in one.months}):
            if not self._same(scheme, month):
                sides = (self._scored(0, scheme, month), self._scored(1, scheme, month))
                effect = month_effect(*sides, month)
                if effect:
                    yield effect

    def awards(self, scheme: str, effects: tuple[MonthEffect, ...]) -> Iterator[AwardEffect]:
        """The units whose place in an award differs, year by year."""
        before, after = self._assessments(scheme)
        years = {effect.month[:4] for effect in effects}
        if before and after and before.scheme != after.scheme:
            years |= {month[:4] for one in (before, after) for month in one.months}
        titles = {a.id: a.title for one in (before, after) if one for a in one.scheme.awards}
        for year in sorted(years) if titles else ():
            results = (self._awards(0, scheme, year), self._awards(1, scheme, year))
            yield from award_effects(*results, titles)

    def _awards(self, side: int, scheme: str, year: str) -> tuple[AwardResult, ...]:
        assessment = self._assessments(scheme)[side]
        if assessment is None or not assessment.scheme.awards:
            return ()
        months = [m for m in assessment.months if m.startswith(f"{year}-")]
        scores = {month: self._score(side, scheme, month) for month in months}
        return award(assessment, self._sides[side].book.units, year, scores)

    def _assessments(self, scheme: str) -> tuple[Assessment | None, Assessment | None]:
        before, after = (side.book.assessments.get(scheme) for side in self._sides)
        return before, after

    def _same(self, scheme: str, month: str) -> bool:
        """Whether a month is made from the same files on both sides, and follows the same month."""
        key = scheme, month
        if key not in self._alike:
            before, after = (self._made_from(side, scheme, month) for side in self._sides)
            self._alike[key] = before is not None and before == after
        return self._alike[key]

    @staticmethod
    def _made_from(
        side: Repository, scheme: str, month: str
    ) -> tuple[Mapping[str, str], str | None] | None:
        assessment = side.book.assessments.get(scheme)
        if assessment is None or month not in assessment.months:
            return None
        return inputs_of(side.book, scheme, month), assessment.previous(month)

    def _scored(self, side: int, scheme: str, month: str) -> Scored | None:
        assessment = self._assessments(scheme)[side]
        if assessment is None or month not in assessment.months:
            return None
        view = View(assessment, self._sides[side].book.units)
        return Scored(view, self._score(side, scheme, month))

    def _score(self, side: int, scheme: str, month: str) -> Scores:
        key = 0 if self._same(scheme, month) else side, scheme, month
        if key not in self._scores:
            book = self._sides[side].book
            self._scores[key] = score(book.assessments[scheme], book.units, month)
        return self._scores[key]


# --- problems, and what goes together ---------------------------------------------------------


def _past(repository: Repository) -> Past:
    """The seals that there are, as what must not vanish or change unsaid."""
    blobs = repository.book.blobs
    return {path: frozenset({blobs[path]}) for path in blobs if path.endswith("/seal.yaml")}


def _errors(repository: Repository, past: Past) -> tuple[Problem, ...]:
    """What must be mended in a state, what its seals say of it as well."""
    found = (*repository.problems, *_sealed(repository, past))
    return tuple(sorted(errors(found)))


def _sealed(repository: Repository, past: Past) -> Iterator[Problem]:
    book = repository.book
    yield from missing_seals(book, past)
    for scheme, assessment in book.assessments.items():
        for month, held in assessment.months.items():
            path = seal_path(scheme, month)
            kept = past.get(path) == frozenset({book.blobs.get(path, "")})
            if held.seal and not (kept and held.seal.inputs == inputs_of(book, scheme, month)):
                yield from sealed_month(repository, scheme, month).problems(past)


def _merge(
    root: Path, states: tuple[State, State], commits: tuple[str, str], known: Known
) -> Merge:
    """Check the result of merging another change: what is wrong there and on neither side."""
    tree, conflicts = trees.merged(root, *commits)
    if conflicts or not tree:
        return Merge(commits[1][:10], conflicts or ("data",))
    theirs, both = _states(root, (commits[1], tree), known)
    past = _past(states[0].repository)
    sides = [state.repository for state in (states[1], theirs)]
    alone = {_told(problem) for side in sides for problem in _errors(side, past)}
    found = _errors(both.repository, _united(past, *map(_past, sides)))
    return Merge(commits[1][:10], (), tuple(p for p in found if _told(p) not in alone))


def _united(*pasts: Past) -> Past:
    paths = {path for past in pasts for path in past}
    return {path: frozenset().union(*(p.get(path, frozenset()) for p in pasts)) for path in paths}


def _told(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.place.path, problem.message
