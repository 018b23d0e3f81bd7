"""The bridge from one total to another: what came, went and changed, adding up exactly."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bulletin.model.rubric import Rubric
from bulletin.scoring.audit import UnbalancedError
from bulletin.trace import Kind, Step, UnitScore

Sort = Literal["finding", "metric", "mark", "full", "limit", "void", "cap", "scale", "floor"]

_BOUNDS: Mapping[Kind, Sort] = {
    Kind.FULL: "full",
    Kind.OVERFLOW: "limit",
    Kind.VOID: "void",
    Kind.CAP: "cap",
    Kind.FLOOR: "floor",
}


@dataclass(frozen=True, slots=True)
class Driver:
    """What moves a total: a finding, a metric or a judged rule at a unit, or a bound.

    ``id`` is the finding's full id, the metric, the judged rule, or the criterion that is
    bounded; a limit and its carried overflow are one driver, named by the top criterion.
    """

    sort: Sort
    id: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """What a driver contributes to a total, in points of the total, and by which rules."""

    change: Fraction = Fraction(0)
    rules: tuple[str, ...] = ()

    def __add__(self, other: "Share") -> "Share":
        """Put two shares of the same driver together."""
        rules = tuple(dict.fromkeys((*self.rules, *other.rules)))
        return Share(self.change + other.change, rules)


@dataclass(frozen=True, slots=True)
class BridgeLine:
    """One change of a bridge: what the driver contributed before and after; None: it was not."""

    driver: Driver
    before: Fraction | None
    after: Fraction | None
    rules: tuple[str, ...] = ()
    by_rubric: bool = False
    """The rubric has changed, and the data of the line have not."""

    @property
    def change(self) -> Fraction:
        """Return by how much the line moves the total."""
        return (self.after or Fraction(0)) - (self.before or Fraction(0))


@dataclass(frozen=True, slots=True)
class Side:
    """A unit's score with the rubric by which it was made."""

    score: UnitScore
    rubric: Rubric


def bridge(before: Side, after: Side, *, by_rubric: bool = False) -> tuple[BridgeLine, ...]:
    """Return the lines that lead from one total to the other, the biggest first.

    A normalised total keeps its first scale; what the new scale adds is a line of its own.
    Raises ``UnbalancedError`` where the lines do not add up: our own fault.
    """
    if before.score.total is None or after.score.total is None:
        return ()
    scale = _scale(before.score) or _scale(after.score) or Fraction(1)
    old, new = shares(before, scale), shares(after, scale)
    lines = (
        BridgeLine(key, _change(old, key), _change(new, key), _rules(old, new, key), by_rubric)
        for key in dict.fromkeys((*old, *new))
    )
    kept = sorted((line for line in lines if line.change), key=_order)
    return _balanced(tuple(kept), before.score.total, after.score.total)


def _order(line: BridgeLine) -> tuple[Fraction, str, str, str]:
    return -abs(line.change), line.driver.sort, line.driver.id, line.driver.unit


def _change(shares: Mapping[Driver, Share], key: Driver) -> Fraction | None:
    return shares[key].change if key in shares else None


def _rules(
    old: Mapping[Driver, Share], new: Mapping[Driver, Share], key: Driver
) -> tuple[str, ...]:
    return (old.get(key, Share()) + new.get(key, Share())).rules


def _balanced(
    lines: tuple[BridgeLine, ...], before: Fraction, after: Fraction
) -> tuple[BridgeLine, ...]:
    bridged = sum((line.change for line in lines), before)
    if bridged != after:
        message = f"a bridge from {before} ends at {bridged}, not at {after}"
        raise UnbalancedError(message)
    return lines


def _scale(score: UnitScore) -> Fraction | None:
    """Return by what a normalised total multiplies its criteria; None where nothing tells."""
    reached = _sum(score, Kind.PART)
    return 1 + _sum(score, Kind.SCALE) / reached if reached else None


def _sum(score: UnitScore, kind: Kind) -> Fraction:
    return sum((s.change for s in score.total_steps if s.kind is kind), Fraction(0))


def shares(side: Side, scale: Fraction) -> Mapping[Driver, Share]:
    """Return what each driver contributes to the total; the contributions add up to it."""
    found: dict[Driver, Share] = {}
    rest = _sum(side.score, Kind.PART) + _sum(side.score, Kind.SCALE)
    rest -= _sum(side.score, Kind.PART) * scale
    for driver, share in (*_shares(side, scale), (Driver("scale"), Share(rest))):
        found[driver] = found.get(driver, Share()) + share
    return found


def _shares(side: Side, scale: Fraction) -> Iterator[tuple[Driver, Share]]:
    for step in side.score.total_steps:
        if step.kind is Kind.PART:
            part = step.part or ""
            yield from _of_criterion(side, part, (part, scale))
        elif step.kind is not Kind.SCALE:
            yield _driver(step, step.part or ""), _share(step, Fraction(1))


def _of_criterion(
    side: Side, criterion: str, above: tuple[str, Fraction]
) -> Iterator[tuple[Driver, Share]]:
    """Go through the steps of a criterion and those below it, in points of the total."""
    scored = side.score.criterion(criterion)
    top, weight = above[0], above[1] * side.rubric.nodes[criterion].weight
    for step in scored.steps if scored else ():
        if step.kind is Kind.PART:
            yield from _of_criterion(side, step.part or "", (top, weight))
        elif step.kind is not Kind.SCALE:
            where = top if step.kind is Kind.OVERFLOW else criterion
            yield _driver(step, where), _share(step, weight)


def _share(step: Step, weight: Fraction) -> Share:
    return Share(step.change * weight, (step.rule,) if step.rule else ())


def _driver(step: Step, criterion: str) -> Driver:
    if step.finding is not None:
        return Driver("finding", step.finding)
    if step.metric is not None:
        return Driver("metric", step.metric, step.unit or "")
    if step.mark is not None:
        return Driver("mark", step.rule or "", step.unit or "")
    return Driver(_BOUNDS[step.kind], criterion)
