"""What was inspected beside what was to be: each part of a draw with its visits, and the gaps."""

from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.model.month import Month
from bulletin.model.round import Draw, Plan, Round, Visit
from bulletin.model.unit import Units


@dataclass(frozen=True, slots=True)
class CoveragePart:
    """One part of a plan: how many are wanted, what was drawn, and which visits count.

    Before anything is drawn, a visit to any candidate counts; after, one to what was drawn.
    """

    id: str
    wanted: int
    drawn: tuple[str, ...]
    visits: tuple[Visit, ...]

    @property
    def done(self) -> int:
        """Return how many of those wanted were visited."""
        return min(self.wanted, len(self.visits))

    @property
    def left(self) -> int:
        """Return how many are still to be visited."""
        return self.wanted - self.done

    @property
    def missed(self) -> tuple[str, ...]:
        """Return what was drawn and not visited."""
        visited = {visit.item or visit.unit for visit in self.visits}
        return tuple(one for one in self.drawn if one not in visited)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A plan with all its parts, in order."""

    plan: Plan
    draw: Draw | None
    parts: tuple[CoveragePart, ...]

    @property
    def wanted(self) -> int:
        """Return how many the plan wants in all."""
        return sum(part.wanted for part in self.parts)

    @property
    def done(self) -> int:
        """Return how many of them were visited."""
        return sum(part.done for part in self.parts)

    @property
    def gaps(self) -> tuple[CoveragePart, ...]:
        """Return the parts where something is still to be visited."""
        return tuple(part for part in self.parts if part.left)


def coverage(round_: Round, month: Month, units: Units) -> tuple[Coverage, ...]:
    """Compare every plan of a round with the visits that were recorded."""
    visits = [visit for visit in month.visits if visit.round == round_.id]
    return tuple(
        _covered(round_, plan, month.draws.get(plan.id), visits, units) for plan in round_.draws
    )


def _covered(
    round_: Round, plan: Plan, draw: Draw | None, visits: Iterable[Visit], units: Units
) -> Coverage:
    """The parts are those that were promised; before that, those of today."""
    strata = draw.strata if draw else round_.strata(plan, units)
    chosen = draw.revealed.chosen if draw and draw.revealed else {}
    by_part: dict[str, list[Visit]] = {part: [] for part in strata}
    for visit in visits:
        for part in _parts(visit, plan, by_part):
            if (visit.item or visit.unit) in chosen.get(part, strata[part]):
                by_part[part].append(visit)
    parts = (
        CoveragePart(part, plan.number, chosen.get(part, ()), tuple(found))
        for part, found in by_part.items()
    )
    return Coverage(plan, draw, tuple(parts))


def _parts(visit: Visit, plan: Plan, known: Iterable[str]) -> Iterable[str]:
    """The parts that a visit may belong to: its window at its place, or any place above it."""
    if plan.of_items:
        return {f"{visit.unit}/{visit.window}"} & set(known)
    return () if visit.window else known
