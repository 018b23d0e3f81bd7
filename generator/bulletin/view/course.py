"""The course of a finding: what became of it, day by day, and where else it was found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bulletin.law.rectification import Mending, days_late
from bulletin.model.month import Appeal
from bulletin.view.findings import FindingView, Register

Sort = Literal[
    "before",
    "found",
    "ordered",
    "due",
    "filed",
    "decided",
    "rectified",
    "checked",
    "withdrawn",
    "again",
]
_ORDER: tuple[Sort, ...] = (
    "before",
    "found",
    "again",
    "ordered",
    "filed",
    "decided",
    "withdrawn",
    "rectified",
    "checked",
    "due",
)


@dataclass(frozen=True)
class Event:
    """One thing that happened to a finding, or will; not ``dated``: nobody wrote when.

    ``late`` counts the days after the due date: of what is open up to the end, of what is
    rectified up to then. ``ahead``: the day is after the end.
    """

    sort: Sort
    day: date
    view: FindingView
    late: int = 0
    ahead: bool = False
    dated: bool = True


@dataclass(frozen=True)
class FindingCourse:
    """The events of one finding in their order; ``times`` is how often it was found so far."""

    events: tuple[Event, ...]
    times: int
    later: tuple[FindingView, ...]


def course(register: Register, view: FindingView, month: str) -> FindingCourse:
    """Tell what happened to a finding, and what stood open at the end of the month."""
    before, after = register.earlier(view), register.later(view)
    events = [Event("before", one.finding.date, one) for one in before]
    events += _own(view, register.mending(month))
    events += [Event("again", one.finding.date, one) for one in after]
    return FindingCourse(tuple(in_order(events)), register.times(view), after)


def chain(register: Register, views: Iterable[FindingView], month: str) -> tuple[Event, ...]:
    """Tell what happened to a problem that was found several times, over all its discoveries."""
    mending = register.mending(month)
    return tuple(in_order(event for view in views for event in _own(view, mending)))


def in_order(events: Iterable[Event]) -> list[Event]:
    """Sort by day; what has none stands right behind that from which it follows."""
    return sorted(events, key=lambda e: (e.day, _ORDER.index(e.sort)))


def _own(view: FindingView, mending: Mending) -> Iterator[Event]:
    finding, end = view.finding, mending.end
    yield Event("found", finding.date, view)
    if finding.ordered:
        yield Event("ordered", finding.date, view, dated=False)
    due = mending.due(finding)
    if due and mending.is_open(finding):
        yield Event("due", due, view, late=days_late(due, end), ahead=due > end)
    if finding.appeal:
        yield from _appealed(view, finding.appeal)
    if finding.rectified:
        on = finding.rectified.on
        yield Event("rectified", on, view, late=days_late(due, on), ahead=on > end)
    if view.recheck:
        late = 0 if finding.rectified else days_late(due, view.recheck.on)
        yield Event("checked", view.recheck.on, view, late=late)
    if finding.withdrawn:
        day = finding.withdrawn.on
        yield Event("withdrawn", day or finding.date, view, dated=day is not None)


def _appealed(view: FindingView, appeal: Appeal) -> Iterator[Event]:
    filed = appeal.filed or view.finding.date
    yield Event("filed", filed, view, dated=appeal.filed is not None)
    if appeal.decision:
        yield Event("decided", appeal.decided or filed, view, dated=appeal.decided is not None)
