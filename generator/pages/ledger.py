"""整改台账: what a unit was ordered to mend, by when, and how that stood at a month's end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.checks.mending import Mending, days_late
from generator.model.month import Finding
from generator.pages.findings import FindingView, Register

State = Literal["late", "due", "undated", "again", "done"]
_ORDER: tuple[State, ...] = ("late", "due", "undated", "again", "done")


@dataclass(frozen=True)
class Entry:
    """One finding to be mended; ``days`` late, of those done too; ``after``: done after the end.

    ``again``: it was found again, and what is to be mended now is that finding.
    """

    view: FindingView
    state: State
    due: date | None
    days: int
    on: date | None
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
    mending = register.mending(month)
    listed = (view for view in views if view.stands)
    listed = (view for view in listed if mending.is_ordered(view.finding) or view.rectified)
    return Ledger(tuple(sorted((_entry(register, view, mending) for view in listed), key=_key)))


def _entry(register: Register, view: FindingView, mending: Mending) -> Entry:
    finding, due = view.finding, mending.due(view.finding)
    state = _state(finding, mending)
    days = days_late(due, view.rectified if state == "done" and view.rectified else mending.end)
    return Entry(
        view=view,
        state=state,
        due=due,
        days=0 if state == "again" else days,
        on=view.rectified if state == "done" else None,
        after=None if state == "done" else view.rectified,
        later=register.later(view),
    )


def _state(finding: Finding, mending: Mending) -> State:
    if mending.done(finding) or not mending.is_ordered(finding):
        return "done"
    if mending.again(finding):
        return "again"
    due = mending.due(finding)
    return "undated" if due is None else "late" if due < mending.end else "due"


def _key(entry: Entry) -> tuple[object, ...]:
    by_due = (entry.due or date.max).toordinal()
    found = entry.view.finding
    first = by_due if entry.state != "done" else -found.date.toordinal()
    return _ORDER.index(entry.state), first, found.full_id
