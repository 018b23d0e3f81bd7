"""The month at a glance: who rose most and why, what was found most, and what is overdue."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction

from bulletin.view.bridges import Bridge, LineView
from bulletin.view.bulletin.losses import Typical, costly
from bulletin.view.bulletin.rectification import Rectification
from bulletin.view.edition import Edition
from bulletin.view.findings import Pair


@dataclass(frozen=True)
class Risen:
    """The units whose totals rose most; the cause is given where it is one unit."""

    units: tuple[Bridge, ...]
    change: Fraction
    cause: LineView | None
    others: int
    """How many more lines moved the total."""


@dataclass(frozen=True)
class CommonFinding:
    """The rules under which most was found; ``by_data``: there are no findings, only numbers."""

    rules: tuple[Typical, ...]
    by_data: bool


@dataclass(frozen=True)
class Overdue:
    """What should have been rectified by the month's end: in this month, and before."""

    now: int
    older: int
    names: tuple[str, ...]
    due: int
    """How many are not due yet."""

    @property
    def all(self) -> int:
        """How many there are."""
        return self.now + self.older


@dataclass(frozen=True)
class Glance:
    """Three facts of a month."""

    first: bool
    """There is no month before."""
    broken: bool
    """The month before was scored by another rubric."""
    risen: Risen | None
    found: CommonFinding | None
    overdue: Overdue


def of_month(
    edition: Edition,
    month: str,
    pairs: tuple[Pair, ...],
    bridges: Mapping[str, Bridge],
    rectification: Rectification,
) -> Glance:
    """Find the three facts of a month."""
    return Glance(
        first=edition.previous(month) is None,
        broken=edition.breaks(month),
        risen=_risen(bridges.values(), {view.finding.repeats for _, view in pairs}),
        found=_found(costly(edition, month, pairs)),
        overdue=overdue(rectification),
    )


def _risen(bridges: Iterable[Bridge], again: AbstractSet[str | None]) -> Risen | None:
    """A finding that is gone is no cause where the same problem was found ``again``."""
    changes = [
        (bridge.comparison.change, bridge)
        for bridge in bridges
        if bridge.comparison.change is not None
    ]
    most = max((change for change, _ in changes), default=Fraction(0))
    if most <= 0:
        return None
    units = tuple(bridge for change, bridge in changes if change == most)
    lines = units[0].lines
    up = [view for view in lines if view.line.change > 0]
    cause = next((view for view in up if view.line.driver.id not in again), up[0] if up else None)
    hidden = units[0].rest.number if units[0].rest else 0
    only = len(units) == 1
    return Risen(units, most, cause if only else None, len(lines) + hidden - 1 if only else 0)


def _found(rules: tuple[Typical, ...]) -> CommonFinding | None:
    """The rules with most findings; of those with as many, the dearest; without any, by cost."""
    if not rules:
        return None
    most = max((rule.findings, rule.lost) for rule in rules)
    first = tuple(rule for rule in rules if (rule.findings, rule.lost) == most)
    return CommonFinding(first, by_data=most[0] == 0)


def overdue(rectification: Rectification) -> Overdue:
    """Count what should have been rectified by the month's end."""
    counted = [(score.name, 1) for score, _ in rectification.overdue]
    older = [(score.name, number) for score, number in rectification.older]
    return Overdue(
        now=len(counted),
        older=sum(number for _, number in older),
        names=tuple(dict.fromkeys(name for name, _ in (*counted, *older))),
        due=len(rectification.due),
    )
