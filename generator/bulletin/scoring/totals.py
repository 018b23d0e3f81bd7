"""The total: normalised sum of the top criteria, overflow carried, bonuses capped, penalties."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from bulletin.model.rubric import Criterion, Rubric
from bulletin.reason import Reason, because
from bulletin.scoring.criteria import CriterionPlan, ScoredNode, plan, running
from bulletin.scoring.outcome import Outcome
from bulletin.trace import Kind, Status, Step


@dataclass(frozen=True, slots=True)
class Total:
    """A unit's total with its parts; ``value`` is None where nothing was scored."""

    value: Fraction | None
    base: Fraction
    overflow: Fraction
    bonus: Fraction
    penalty: Fraction
    tops: tuple[ScoredNode, ...]
    steps: tuple[Step, ...]


def _uncounted(step: Step) -> Step:
    """Keep a charge on record that counts for nothing, since its unit has no total."""
    if step.kind is Kind.NOTHING:
        return step
    nothing = Fraction(0)
    why = because("no-total")
    return replace(step, kind=Kind.NOTHING, change=nothing, count=nothing, reason=why)


def plans(rubric: Rubric) -> tuple[CriterionPlan, ...]:
    """Prepare the top criteria that have points."""
    keeps_full = rubric.totals.normalise == "none"
    return tuple(plan(node, keeps_full=keeps_full) for node in _tops(rubric))


def total(rubric: Rubric, tops: tuple[ScoredNode, ...], outcomes: Mapping[str, Outcome]) -> Total:
    """Add up one unit's month; the steps' changes add up to the total exactly."""
    pool = [s for o in outcomes.values() for s in o.steps if s.criterion is None]
    steps = tuple(_steps(rubric, tops, pool))
    scored = any(o.status is Status.SCORED for o in outcomes.values())
    scored = scored and (not tops or any(node.score.score is not None for node in tops))
    return Total(
        value=_sum(steps) if scored else None,
        base=_sum(steps, Kind.PART, Kind.SCALE),
        overflow=-_sum(steps, Kind.OVERFLOW),
        bonus=_sum(steps, Kind.AWARD, Kind.CAP),
        penalty=-_sum(steps, Kind.DEDUCT),
        tops=tops,
        steps=running(steps if scored else tuple(map(_uncounted, pool))),
    )


def _tops(rubric: Rubric) -> Iterator[Criterion]:
    for node in rubric.criteria:
        if node.points is None:
            yield from node.scored_children()
        else:
            yield node


def _sum(steps: tuple[Step, ...] | list[Step], *kinds: Kind) -> Fraction:
    return sum((s.change for s in steps if not kinds or s.kind in kinds), Fraction(0))


def _steps(rubric: Rubric, tops: tuple[ScoredNode, ...], pool: list[Step]) -> Iterator[Step]:
    steps = [_part(rubric, node) for node in tops if node.score.score is not None]
    if rubric.totals.normalise == "participating":
        steps += _normalised(tops, _sum(steps))
    steps += _overflow(rubric, tops)
    steps += _bonuses(rubric, pool)
    steps += [s for s in pool if s.kind is not Kind.AWARD]
    yield from steps
    floor, reached = rubric.totals.floor, _sum(steps)
    if floor is not None and reached < floor:
        yield _own(Kind.FLOOR, floor - reached, because("floor", floor=floor))


def _part(rubric: Rubric, node: ScoredNode) -> Step:
    score = node.score.score or Fraction(0)
    name = rubric.nodes[node.score.id].reference
    return _own(Kind.PART, score, because("part", criterion=name, points=score), node.score.id)


def _normalised(tops: tuple[ScoredNode, ...], reached: Fraction) -> Iterator[Step]:
    taken = sum((node.taken for node in tops), Fraction(0))
    if taken and taken != 100:  # noqa: PLR2004 - marks out of a hundred
        why = because("normalised", reached=reached, taken=taken)
        yield _own(Kind.SCALE, reached / taken * 100 - reached, why)


def _overflow(rubric: Rubric, tops: tuple[ScoredNode, ...]) -> Iterator[Step]:
    if rubric.totals.overflow == "drop":
        return
    for node in tops:
        if node.carried:
            name = rubric.nodes[node.score.id].reference
            why = because("carried", criterion=name, excess=node.carried)
            yield _own(Kind.OVERFLOW, -node.carried, why, node.score.id)


def _bonuses(rubric: Rubric, pool: list[Step]) -> Iterator[Step]:
    bonuses = [s for s in pool if s.kind is Kind.AWARD]
    yield from bonuses
    cap, reached = rubric.totals.bonus_cap, _sum(bonuses)
    if cap is not None and reached > cap:
        yield _own(Kind.CAP, cap - reached, because("bonus-capped", cap=cap))


def _own(kind: Kind, change: Fraction, why: Reason, part: str | None = None) -> Step:
    return Step(kind, change, why, part=part, base=abs(change))
