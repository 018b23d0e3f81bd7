"""Inspection rounds: who goes where and when, what is drawn, and what was visited."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bulletin.model.unit import Units
from bulletin.problem import Place
from bulletin.text import UserText


@dataclass(frozen=True, slots=True)
class Item:
    """事项: one matter that a window handles, and that may be drawn."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Window:
    """窗口: a counter with the matters from which those to be inspected are drawn."""

    id: str
    title: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """A place that a group inspects, and the day if that is fixed."""

    unit: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """督察组: a group with its places; people are not named."""

    id: str
    name: str
    stops: tuple[Stop, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Return the ids of its places."""
        return tuple(stop.unit for stop in self.stops)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn: so many of each window's items at each place, or of the units below it.

    Without ``kinds`` and ``tags`` items are drawn; ``each`` are the kinds of places that it is for.
    """

    id: str
    title: str
    number: int
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    each: tuple[str, ...] = ()

    @property
    def of_items(self) -> bool:
        """Tell whether items are drawn."""
        return not (self.kinds or self.tags)


Strata = Mapping[str, tuple[str, ...]]
"""The candidates of each part of a draw by its id: ``<place>/<window>``, or ``<place>``."""


@dataclass(frozen=True, slots=True)
class Round:
    """督察轮次 as it is planned; the month and the id come from the path."""

    id: str
    month: str
    title: str
    since: date
    until: date
    place: Place
    groups: tuple[Team, ...] = ()
    windows: tuple[Window, ...] = ()
    draws: tuple[Plan, ...] = ()
    about: UserText | None = None

    @property
    def stops(self) -> tuple[Stop, ...]:
        """Return the places of all groups, in order."""
        return tuple(stop for group in self.groups for stop in group.stops)

    def window(self, window: str) -> Window | None:
        """Return a window by its id."""
        return next((one for one in self.windows if one.id == window), None)

    def named(self, part: str, units: Units) -> tuple[str, str]:
        """Return the names of a part: of the place, and of the window if it has one."""
        unit, _, window = part.partition("/")
        found = self.window(window)
        return units.name(unit), found.title if found else window

    def candidate(self, part: str, one: str, units: Units) -> str:
        """Return the name of a candidate: an item of the part's window, or a unit."""
        window = self.window(part.partition("/")[2])
        titles = {item.id: item.title for item in window.items} if window else {}
        return titles.get(one) or units.name(one)

    def strata(self, plan: Plan, units: Units) -> Strata:
        """Return from what a draw is drawn, as the plan and the registers say today."""
        return dict(self._items(plan, units) if plan.of_items else self._units(plan, units))

    def _items(self, plan: Plan, units: Units) -> Iterator[tuple[str, tuple[str, ...]]]:
        for unit in self._places(plan, units):
            for window in self.windows:
                yield f"{unit}/{window.id}", tuple(item.id for item in window.items)

    def _units(self, plan: Plan, units: Units) -> Iterator[tuple[str, tuple[str, ...]]]:
        taken = [
            unit
            for unit in units
            if unit.exists_in(self.month)
            and (not plan.kinds or unit.kind in plan.kinds)
            and (not plan.tags or set(plan.tags) & set(unit.tags))
        ]
        for place in self._places(plan, units):
            inside = (u.id for u in taken if u.id != place and units.is_within(u.id, place))
            yield place, tuple(inside)

    def _places(self, plan: Plan, units: Units) -> Iterator[str]:
        for stop in self.stops:
            unit = units.get(stop.unit)
            if not plan.each or (unit and unit.kind in plan.each):
                yield stop.unit


@dataclass(frozen=True, slots=True)
class Revealed:
    """公开: the secret, the public value, and what they have drawn of each part."""

    secret: str
    value: str
    chosen: Strata


@dataclass(frozen=True, slots=True)
class Draw:
    """抽签: what was promised before the inspection, and what was made public after it."""

    id: str
    round: str
    method: str
    number: int
    public: UserText
    public_on: date
    secret_sha256: str
    population_sha256: str
    strata: Strata
    place: Place
    revealed: Revealed | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """到过: a group was at a place, or at one of its windows for an item."""

    round: str
    group: str
    unit: str
    on: date
    place: Place
    window: str | None = None
    item: str | None = None
    method: str | None = None
    note: UserText | None = None
