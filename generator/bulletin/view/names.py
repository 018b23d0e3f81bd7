"""What people call the records that a month is scored from; ids are for files and programs."""

from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.model.rubric import Rubric
from bulletin.model.unit import Units
from bulletin.text import UserText

LONG = 40
"""So many characters of a foreign text stand in a line."""


@dataclass(frozen=True)
class Names:
    """The registers, and the rubrics of either side of a change, the new one first."""

    units: Units
    rubrics: tuple[Rubric, ...] = ()

    def unit(self, unit: str) -> str:
        """Name a unit."""
        return self.units.name(unit)

    def metric(self, metric: str) -> str:
        """Name a metric."""
        found = (rubric.metrics.get(metric) for rubric in self.rubrics)
        return next((one.title for one in found if one), metric)

    def criterion(self, criterion: str) -> str:
        """Name a criterion."""
        found = (rubric.nodes.get(criterion) for rubric in self.rubrics)
        return next((one.name for one in found if one), criterion)

    def rule(self, rule: str) -> str:
        """Name a rule by what it says."""
        found = (rubric.rules.get(rule) for rubric in self.rubrics)
        return next((f"“{short(one.text)}”" for one in found if one), rule)

    def modifier(self, modifier: str) -> str:
        """Name a modifier by what it says."""
        found = (one for rubric in self.rubrics for one in rubric.modifiers if one.id == modifier)
        return next((f"“{short(one.text)}”" for one in found), modifier)

    def of_record(self, sort: str, key: Iterable[str]) -> tuple[str, ...]:
        """Name a record by what its key consists of; what is empty is left out."""
        calls = _PARTS.get(sort, ())
        parts = ((part, calls[at] if at < len(calls) else "") for at, part in enumerate(key))
        return tuple(getattr(self, call)(part) if call else part for part, call in parts if part)


_PARTS = {
    "measurement": ("metric", "unit"),
    "mark": ("rule", "unit", "unit"),
    "absence": ("unit", "rule", "criterion"),
    "rule": ("rule",),
    "criterion": ("criterion",),
    "modifier": ("modifier",),
    "metric": ("metric",),
    "unit": ("unit",),
}
"""What the parts of a record's key are."""


def short(text: UserText) -> str:
    """Cut a foreign text to what stands in a line."""
    folded = " ".join(text.raw.split())
    return folded if len(folded) <= LONG else f"{folded[:LONG]}…"
