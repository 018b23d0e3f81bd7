"""Rectification as it stood at the end of a month: what was done, is due, and is overdue."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.law.rectification import Mending, Standing
from bulletin.months import month_before
from bulletin.trace import UnitScore
from bulletin.view.findings import Pair, Register


@dataclass(frozen=True)
class Rectification:
    """The findings whose rectification was ordered, by how they stood at the month's end.

    ``overdue`` fell due in the month itself, before its last day; of those before, ``older``
    counts each unit's.
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
    stands = [(p, now.standing(p[1].finding)) for p in pairs]
    late = [p for p, standing in stands if standing is Standing.OVERDUE]
    done = (p for p, standing in stands if standing is Standing.DONE and p[1].stands)
    return Rectification(
        overdue=tuple(p for p in late if _due_in(now, p) == month),
        older=_counted(p for p in late if _due_in(now, p) < month),
        due=tuple(p for p, standing in stands if standing in {Standing.DUE, Standing.UNDATED}),
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
