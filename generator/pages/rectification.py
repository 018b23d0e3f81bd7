"""Rectification as it stood at the end of a month: what was done, is due, and is overdue."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.model.month import Finding
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
    end = month_end(month)
    pairs = list(_ordered(register, [m for m in months if m <= month]))
    still_open = [p for p in pairs if _open_at(p[1].finding, end)]
    return Rectification(
        overdue=tuple(p for p in still_open if _due_in(p) == month),
        older=_counted(p for p in still_open if _due_in(p) < month),
        due=tuple(p for p in still_open if _due_in(p) > month),
        done=tuple(p for p in pairs if _done_in(p[1].finding, month)),
    )


def month_end(month: str) -> date:
    """The last day of a month.

    >>> month_end("2017-02")
    datetime.date(2017, 2, 28)
    """
    year, number = int(month[:4]), int(month[5:])
    return date(year, number, monthrange(year, number)[1])


def _ordered(register: Register, months: Iterable[str]) -> Iterator[Pair]:
    """Findings of this month and those before, by due date, that still stand."""
    found = [p for m in months for p in register.of_month(m)]
    found = [p for p in found if p[1].stands and (p[1].finding.ordered or p[1].finding.rectified)]
    yield from sorted(found, key=lambda p: (_due(p[1].finding), p[1].finding.full_id))


def _due_in(pair: Pair) -> str:
    return _month(_due(pair[1].finding))


def _month(day: date) -> str:
    return day.isoformat()[:7]


def _counted(pairs: Iterable[Pair]) -> tuple[tuple[UnitScore, int], ...]:
    """How many there are of each unit, the most first."""
    scores: dict[str, UnitScore] = {}
    counts: Counter[str] = Counter()
    for score, _ in pairs:
        scores[score.unit] = score
        counts[score.unit] += 1
    return tuple((scores[unit], number) for unit, number in counts.most_common())


def _due(finding: Finding) -> date:
    """The due date; without one, the day after all others."""
    ordered = finding.ordered
    return ordered.due if ordered and ordered.due else date.max


def _open_at(finding: Finding, end: date) -> bool:
    rectified = finding.rectified
    return finding.ordered is not None and (rectified is None or rectified.on > end)


def _done_in(finding: Finding, month: str) -> bool:
    return finding.rectified is not None and _month(finding.rectified.on) == month
