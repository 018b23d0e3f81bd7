"""Units: whoever a finding can be about. They form a tree (county under city)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bulletin.problem import Place


@dataclass(frozen=True, slots=True)
class Unit:
    """被考核单位、地区: one entry of a register; ``since`` and ``until`` are months."""

    id: str
    name: str
    kind: str
    place: Place
    register: str
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    parent: str | None = None
    since: str | None = None
    until: str | None = None

    def exists_in(self, month: str) -> bool:
        """Tell whether the unit exists in a month (``from`` and ``until`` included)."""
        return (self.since or month) <= month <= (self.until or month)


@dataclass(frozen=True, slots=True)
class Units:
    """All units of the repository by id, in the order of their registers."""

    by_id: Mapping[str, Unit] = field(default_factory=dict)
    again: tuple[Unit, ...] = ()
    """Units whose id stands in a register already; they are left out of ``by_id``."""

    def __iter__(self) -> Iterator[Unit]:
        """Go through the units in the order of their registers."""
        return iter(self.by_id.values())

    def get(self, unit: str) -> Unit | None:
        """Return the unit with this id, or nothing."""
        return self.by_id.get(unit)

    def name(self, unit: str) -> str:
        """Return the unit's name, or its id where the register has no such unit."""
        found = self.by_id.get(unit)
        return found.name if found else unit

    def lineage(self, unit: str) -> tuple[Unit, ...]:
        """Return the unit and those above it, nearest first; a loop of parents ends the list."""
        line: dict[str, Unit] = {}
        here = self.by_id.get(unit)
        while here is not None and here.id not in line:
            line[here.id] = here
            here = self.by_id.get(here.parent) if here.parent else None
        return tuple(line.values())

    def is_within(self, unit: str, above: str) -> bool:
        """Tell whether ``unit`` is ``above`` itself or lies below it."""
        return any(u.id == above for u in self.lineage(unit))
