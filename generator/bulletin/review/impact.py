"""The impact of a change: two states of the data, and what differs in the results."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from bulletin.compare.edits import View
from bulletin.compare.impact import (
    AwardEffect,
    Impact,
    Merge,
    MonthEffect,
    Scored,
    award_effects,
    month_effect,
)
from bulletin.history import trees
from bulletin.model.scheme import Assessment
from bulletin.problem import Problem, errors
from bulletin.repository.inputs import inputs_of, leads_to, seal_path
from bulletin.repository.memory import Key, Memory, RememberedMonth, Shape, recall, remember
from bulletin.repository.opened import Repository
from bulletin.repository.states import State, States
from bulletin.review.seal_history import SITE, Blobs, Past
from bulletin.review.sealed_display import DisplayChange, SealedDisplay, Spot
from bulletin.review.seals import missing_seals, must_not_change, sealed_month, sealed_months, told
from bulletin.scoring import award, score
from bulletin.trace import AwardResult, Scores

Remembered = Mapping[Key, RememberedMonth]
"""The months that are the same in all states, and were left unread."""


def impact(root: Path, base: str, head: str | None, other: str | None = None) -> Impact:
    """Return what the change from ``base`` to ``head`` does, all three being commits.

    Without a head it is what lies in the folder. With ``other``, see whether the two go together.
    Months that are as they are remembered are not read, as long as nothing has to be mended.
    """
    tree, conflicts = trees.merged(root, head, other) if head and other else ("", ())
    together = other and tree and not conflicts
    states = States(root, (base, head, *((other, tree) if together else ())))
    memory = recall(root) if head else None
    effects = _quickly(root, states, memory) if memory else None
    effects = effects or _wholly(root, states)
    if other is None or together:
        return effects
    return replace(effects, merge=Merge(other[:10], conflicts or ("data",)))


def _quickly(root: Path, states: States, memory: Memory) -> Impact | None:
    """Compare the months that may differ; None where everything must be read."""
    months = memory.differing(states.shapes)
    if months is None:
        return None
    opened, read = states.parts(months, memory.led_to)
    same = {key: month for key, month in memory.months.items() if key not in read}
    sides = _TwoStates(opened, same)
    effects = _compared(root, sides)
    if not _is_good(effects, opened):
        return None
    _remember(root, states.shapes[1], sides, same)
    return effects


def _wholly(root: Path, states: States) -> Impact:
    opened = states.whole()
    sides = _TwoStates(opened, {})
    effects = _compared(root, sides)
    if _is_good(effects, opened) and states.are_alike:
        _remember(root, states.shapes[1], sides, {})
    return effects


def _is_good(effects: Impact, states: tuple[State, ...]) -> bool:
    """Tell whether nothing has to be mended in any state."""
    merge = effects.merge.problems if effects.merge else ()
    return not (effects.problems or merge) and all(s.repository.is_good for s in states)


def _remember(root: Path, shape: Shape, sides: "_TwoStates", same: Remembered) -> None:
    """Remember the state after the change: the next change begins there, or near."""
    results = {key: sides.month(key, ids) for key, ids in shape.months.items() if key not in same}
    remember(root, Memory(shape.shared, {**same, **results}))


def _compared(root: Path, sides: "_TwoStates") -> Impact:
    """Everything that is to be told of the states."""
    before, after = sides.states[:2]
    past = _past(before.repository)
    broken = errors(before.repository.problems)
    readers = _Readers(root, before.repository, after.repository)
    problems = tuple(sorted((*_errors(after.repository, past), *readers.refused())))
    merge = _merge(sides.states, past, problems) if sides.states[2:] else None
    units = after.repository.book.units
    shown = tuple(sorted(readers.told()))
    result = Impact(before.name, after.name, units, broken, problems, merge=merge, shown=shown)
    if broken or not after.repository.is_good:
        return result
    effects = {scheme: tuple(sides.months(scheme)) for scheme in sides.schemes}
    awards = [award for scheme in effects for award in sides.awards(scheme, effects[scheme])]
    months = sorted((m for ms in effects.values() for m in ms), key=lambda m: m.size, reverse=True)
    awards.sort(key=lambda award: award.size, reverse=True)
    return replace(result, months=tuple(months), awards=tuple(awards))


class _TwoStates:
    """Two states, with others to be merged; a month with the same inputs on both is scored once."""

    def __init__(self, states: tuple[State, ...], same: Remembered) -> None:
        self.states = states
        self._sides = before, after = states[0].repository, states[1].repository
        self._remembered = same
        self._scores: dict[tuple[int, str, str], Scores] = {}
        self._alike: dict[tuple[str, str], bool] = dict.fromkeys(same, True)
        self.schemes = sorted({*before.book.assessments, *after.book.assessments})

    def month(self, key: Key, ids: tuple[str, str]) -> RememberedMonth:
        """What is to be remembered of a month after the change."""
        scheme, month = key
        assessment = self._sides[1].book.assessments[scheme]
        units = self._score(1, *key).units if assessment.scheme.awards else ()
        return RememberedMonth(ids, tuple(sorted(leads_to(assessment.months[month]))), units)

    def months(self, scheme: str) -> Iterator[MonthEffect]:
        """The months of a scheme whose results differ."""
        for month in sorted(
            {m for assessment in self._assessments(scheme) if assessment for m in assessment.months}
        ):
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
            years |= {month[:4] for assessment in (before, after) for month in assessment.months}
        titles = {
            a.id: a.title
            for assessment in (before, after)
            if assessment
            for a in assessment.scheme.awards
        }
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
        if (scheme, month) in self._remembered:
            return self._remembered[scheme, month].scores(scheme, month)
        key = 0 if self._same(scheme, month) else side, scheme, month
        if key not in self._scores:
            book = self._sides[side].book
            self._scores[key] = score(book.assessments[scheme], book.units, month)
        return self._scores[key]


class _Readers:
    """What readers of the sealed months see otherwise after the change than before it."""

    def __init__(self, root: Path, before: Repository, after: Repository) -> None:
        self._before, self._after = before, after
        self._then = SealedDisplay(before.book, Past(root))
        site = before.book.blobs.get(SITE, "")
        self._now = SealedDisplay(after.book, Past(root, site=site))

    def refused(self) -> Iterator[Problem]:
        """What no change may do: give a name or an award to another."""
        yield from must_not_change(self._after, self._now, self._spots(self._after))

    def told(self) -> Iterator[Problem]:
        """What differs from the sealed content, and did not before."""
        yield from told({spot: tuple(self._changes(spot)) for spot in self._spots(self._after)})

    @staticmethod
    def _spots(repository: Repository) -> tuple[Spot, ...]:
        return tuple(sealed.spot for sealed in sealed_months(repository) if not sealed.effect)

    def _changes(self, spot: Spot) -> Iterator[DisplayChange]:
        scheme, month = spot
        assessment = self._before.book.assessments.get(scheme)
        records = assessment.months.get(month) if assessment else None
        if records and records.seal:
            before = self._then.changes(scheme, month)
            yield from (
                change for change in self._now.changes(scheme, month) if change not in before
            )


# --- problems, and what goes together ---------------------------------------------------------


def _past(repository: Repository) -> Blobs:
    """The seals that there are, as what must not vanish or change unsaid."""
    blobs = repository.book.blobs
    return {path: frozenset({blobs[path]}) for path in blobs if path.endswith("/seal.yaml")}


def _errors(repository: Repository, past: Blobs) -> tuple[Problem, ...]:
    """What must be mended in a state, what its seals say of it as well."""
    problems = (*repository.problems, *_sealed(repository, past))
    return tuple(sorted(errors(problems)))


def _sealed(repository: Repository, past: Blobs) -> Iterator[Problem]:
    book = repository.book
    yield from missing_seals(book, past)
    for scheme, assessment in book.assessments.items():
        for month, records in assessment.months.items():
            path = seal_path(scheme, month)
            kept = past.get(path) == frozenset({book.blobs.get(path, "")})
            if records.seal and not (
                kept and records.seal.inputs == inputs_of(book, scheme, month)
            ):
                yield from sealed_month(repository, scheme, month).problems(past)


def _merge(states: tuple[State, ...], past: Blobs, ours: tuple[Problem, ...]) -> Merge:
    """Check the result of merging another change: what is wrong there and on neither side."""
    _, after, theirs, both = states
    alone = {_told(problem) for problem in (*ours, *_errors(theirs.repository, past))}
    pasts = (_past(state.repository) for state in (after, theirs))
    problems = _errors(both.repository, _united(past, *pasts))
    return Merge(theirs.name, (), tuple(p for p in problems if _told(p) not in alone))


def _united(*pasts: Blobs) -> Blobs:
    paths = {path for past in pasts for path in past}
    return {path: frozenset().union(*(p.get(path, frozenset()) for p in pasts)) for path in paths}


def _told(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.place.path, problem.message
