"""Rectification as it stood at the end of a month: what was done, is due, and is overdue."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.checks.mending import Mending
from generator.months import month_before
from generator.pages.findings import Pair, Register
from generator.trace import UnitScore


@dataclass(frozen=True)
class Rectification:
    """The findings whose rectification was ordered, by how they stood at the month's end.

    ``overdue`` fell due in the month itself; of those before, ``older`` counts each unit's.
    """

    overdue: tuple[Pair, ...]
    older: tuple[tuple[UnitScore, int], ...]
    due: tuple[Pair, ...]
    done: tuple[Pair, ...]

    @property
    def none(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.overdue or self.older or self.due or self.done)


def of_month(register: Register, months: Iterable[str], month: str) -> Rectification:
    """Sort what was ordered until the end of the month; nothing later is known here."""
    now, last = register.mending(month), register.mending(month_before(month))
    pairs = [p for m in months if m <= month for p in register.of_month(m)]
    pairs.sort(key=lambda p: now.by_due(p[1].finding))
    still_open = [(p, _due_in(now, p)) for p in pairs if now.is_open(p[1].finding)]
    done = (p for p in pairs if p[1].stands and now.done(p[1].finding))
    return Rectification(
        overdue=tuple(p for p, due in still_open if due == month),
        older=_counted(p for p, due in still_open if due < month),
        due=tuple(p for p, due in still_open if due > month),
        done=tuple(p for p in done if not last.done(p[1].finding)),
    )


def _due_in(mending: Mending, pair: Pair) -> str:
    return mending.by_due(pair[1].finding)[0].isoformat()[:7]


def _counted(pairs: Iterable[Pair]) -> tuple[tuple[UnitScore, int], ...]:
    """How many there are of each unit, the most first."""
    scores: dict[str, UnitScore] = {}
    counts: Counter[str] = Counter()
    for score, _ in pairs:
        scores[score.unit] = score
        counts[score.unit] += 1
    return tuple((scores[unit], number) for unit, number in counts.most_common())
