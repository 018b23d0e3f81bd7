"""整改台账: what a unit was ordered to mend, by when, and how that stood at a month's end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.pages.course import days_late
from generator.pages.findings import FindingView, Register
from generator.pages.rectification import month_end

State = Literal["late", "due", "undated", "done"]
_ORDER: tuple[State, ...] = ("late", "due", "undated", "done")


@dataclass(frozen=True)
class Entry:
    """One finding to be mended; ``days`` late, of those done too; ``after``: done after the end."""

    view: FindingView
    state: State
    due: date | None
    days: int
    after: date | None
    later: tuple[FindingView, ...]


@dataclass(frozen=True)
class Ledger:
    """All entries, the latest first, as they stood at the end of a month."""

    entries: tuple[Entry, ...]

    def of(self, state: State) -> tuple[Entry, ...]:
        """The entries in a state."""
        return tuple(entry for entry in self.entries if entry.state == state)

    @property
    def longest(self) -> int:
        """The most days that an open one is late."""
        return max((entry.days for entry in self.of("late")), default=0)


def ledger(register: Register, views: Iterable[FindingView], month: str) -> Ledger:
    """Sort what was ordered or done by how it stood at the end of the month."""
    end = month_end(month)
    listed = (view for view in views if view.stands)
    listed = (view for view in listed if view.finding.ordered or view.finding.rectified)
    return Ledger(tuple(sorted((_entry(register, view, end) for view in listed), key=_key)))


def _entry(register: Register, view: FindingView, end: date) -> Entry:
    finding = view.finding
    due = finding.ordered.due if finding.ordered else None
    on = finding.rectified.on if finding.rectified else None
    done = on is not None and (on <= end or finding.ordered is None)
    state: State = "done" if done else "undated" if due is None else "due"
    days = days_late(due, on if done and on else end)
    return Entry(
        view=view,
        state="late" if state == "due" and days else state,
        due=due,
        days=days,
        after=None if done else on,
        later=register.later(view),
    )


def _key(entry: Entry) -> tuple[object, ...]:
    by_due = (entry.due or date.max).toordinal()
    found = entry.view.finding
    first = by_due if entry.state != "done" else -found.date.toordinal()
    return _ORDER.index(entry.state), first, found.full_id
