"""整改台账: what a unit was ordered to mend, by when, and how that stood at a month's end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bulletin.law.rectification import Mending, Standing, days_late
from bulletin.view.findings import FindingView, Register

_ORDER = (Standing.OVERDUE, Standing.DUE, Standing.UNDATED, Standing.AGAIN, Standing.DONE)


@dataclass(frozen=True)
class LedgerEntry:
    """One finding to be mended; ``days`` late, of those done too; ``after``: done after the end.

    ``again``: it was found again, and what is to be mended now is that finding.
    """

    view: FindingView
    state: Standing
    due: date | None
    days: int
    on: date | None
    after: date | None
    later: tuple[FindingView, ...]


@dataclass(frozen=True)
class Ledger:
    """All entries, the latest first, as they stood at the end of a month."""

    entries: tuple[LedgerEntry, ...]

    def of(self, state: str) -> tuple[LedgerEntry, ...]:
        """The entries in a state."""
        return tuple(entry for entry in self.entries if entry.state == state)

    @property
    def longest(self) -> int:
        """The most days that an open one is late."""
        return max((entry.days for entry in self.of(Standing.OVERDUE)), default=0)


def ledger(register: Register, views: Iterable[FindingView], month: str) -> Ledger:
    """Sort what was ordered or done by how it stood at the end of the month."""
    mending = register.mending(month)
    stands = ((view, mending.standing(view.finding)) for view in views if view.stands)
    entries = (_entry(register, view, mending, state) for view, state in stands if state)
    return Ledger(tuple(sorted(entries, key=_key)))


def _entry(register: Register, view: FindingView, mending: Mending, state: Standing) -> LedgerEntry:
    due, done = mending.due(view.finding), state is Standing.DONE
    days = days_late(due, view.rectified if done and view.rectified else mending.end)
    return LedgerEntry(
        view=view,
        state=state,
        due=due,
        days=0 if state is Standing.AGAIN else days,
        on=view.rectified if done else None,
        after=None if done else view.rectified,
        later=register.later(view),
    )


def _key(entry: LedgerEntry) -> tuple[object, ...]:
    by_due = (entry.due or date.max).toordinal()
    found = entry.view.finding
    first = by_due if entry.state is not Standing.DONE else -found.date.toordinal()
    return _ORDER.index(entry.state), first, found.full_id
