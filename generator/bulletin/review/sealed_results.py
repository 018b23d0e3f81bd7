"""A month's scores as a seal keeps them, and the first place where two such results differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import zip_longest

from bulletin.model.seal import CriterionChange, SealedUnit, UnitChange
from bulletin.number import exact, plain
from bulletin.trace import CriterionScore, Scores, Step, UnitScore


def results(scores: Scores) -> tuple[SealedUnit, ...]:
    """Return each unit's result with one line for each step of a rule."""
    return tuple(_unit(unit) for unit in scores.units)


def _unit(unit: UnitScore) -> SealedUnit:
    return SealedUnit(
        unit=unit.unit,
        total=None if unit.total is None else plain(unit.total),
        rank=unit.rank,
        base=plain(unit.base),
        overflow=plain(unit.overflow),
        bonus=plain(unit.bonus),
        penalty=plain(unit.penalty),
        flags=unit.flags,
        grade=unit.grade,
        criteria={criterion.id: _criterion(criterion) for criterion in unit.criteria},
        steps=tuple(_step(step) for step in unit.steps if step.rule is not None),
    )


def _criterion(scored: CriterionScore) -> str:
    """Write a score with what overflowed, or the state of what has none."""
    if scored.score is None:
        return str(scored.status)
    over = f" overflow {plain(scored.overflow)}" if scored.overflow else ""
    return plain(scored.score) + over


def _step(step: Step) -> str:
    """Write a step on one line; its last words are ``base × count × factor = change``."""
    driver = step.finding or step.metric or step.mark or "-"
    where = (step.criterion or "total", str(step.rule), driver, step.unit or "-", str(step.kind))
    weight = " × ".join(plain(part) for part in (step.base, step.count, step.factor))
    return f"{' '.join(where)} {weight} = {plain(step.change)}"


@dataclass(frozen=True, slots=True)
class ResultDifference:
    """The first thing that differs: at which unit, what it is, and what stands on either side."""

    unit: str
    what: str
    sealed: str | None
    now: str | None
    totals: tuple[str | None, str | None] = (None, None)
    """The unit's total on either side."""


def first_difference(
    sealed: Sequence[SealedUnit], now: Sequence[SealedUnit]
) -> ResultDifference | None:
    """Return the first unit and step (else criterion, else amount) that differ.

    A rank differs because of another unit's step, and is told only where nothing else is.
    """
    differences = tuple(_all(sealed, {unit.unit: unit for unit in now}))
    units = {unit.unit for unit in sealed}
    new = (
        ResultDifference(unit.unit, "unit", None, unit.unit)
        for unit in now
        if unit.unit not in units
    )
    return next(
        (difference for difference in (*differences, *new) if difference.what != "rank"),
        next(iter(differences), None),
    )


def _all(sealed: Sequence[SealedUnit], now: Mapping[str, SealedUnit]) -> Iterator[ResultDifference]:
    """The first difference of each unit that is sealed."""
    for unit in sealed:
        here = now.get(unit.unit)
        if here is None:
            yield ResultDifference(unit.unit, "unit", unit.unit, None)
        else:
            first = next(_differences(unit, here), None)
            yield from (replace(first, totals=(unit.total, here.total)),) if first else ()


def _differences(sealed: SealedUnit, now: SealedUnit) -> Iterator[ResultDifference]:
    unit = sealed.unit
    for was, is_ in zip_longest(sealed.steps, now.steps):
        if was != is_:
            more, less = is_ not in sealed.steps, was not in now.steps
            yield ResultDifference(
                unit, "step", was if less else None, is_ if more or not less else None
            )
    for name in dict.fromkeys((*sealed.criteria, *now.criteria)):
        was, is_ = sealed.criteria.get(name), now.criteria.get(name)
        if was != is_:
            yield ResultDifference(unit, f"criterion {name}", was, is_)
    before, after = _amounts(sealed), _amounts(now)
    for name, was in before.items():
        if was != after[name]:
            yield ResultDifference(unit, name, was, after[name])


def _amounts(unit: SealedUnit) -> Mapping[str, str | None]:
    """The amounts in the order in which they are made."""
    return {
        "base": unit.base,
        "overflow": unit.overflow,
        "bonus": unit.bonus,
        "penalty": unit.penalty,
        "total": unit.total,
        "rank": None if unit.rank is None else str(unit.rank),
        "flags": ",".join(unit.flags) or None,
        "grade": unit.grade,
    }


def changes(old: Sequence[SealedUnit], new: Sequence[SealedUnit]) -> tuple[UnitChange, ...]:
    """Return the units of which anything differs, those of the new result first."""
    before, after = ({unit.unit: unit for unit in units} for units in (old, new))
    names = dict.fromkeys((*after, *before))
    return tuple(
        _change(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )


def _change(name: str, old: SealedUnit | None, new: SealedUnit | None) -> UnitChange:
    was, is_ = (dict(unit.criteria) if unit else {} for unit in (old, new))
    return UnitChange(
        unit=name,
        old_total=_total(old),
        new_total=_total(new),
        old_rank=old.rank if old else None,
        new_rank=new.rank if new else None,
        criteria=tuple(
            CriterionChange(key, was.get(key), is_.get(key))
            for key in dict.fromkeys((*is_, *was))
            if was.get(key) != is_.get(key)
        ),
    )


def _total(unit: SealedUnit | None) -> Fraction | None:
    return exact(unit.total) if unit and unit.total is not None else None
