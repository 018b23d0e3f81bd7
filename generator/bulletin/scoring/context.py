"""What the rules look up while one month is scored: findings, values and marks by unit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from bulletin.law.discoveries import Discoveries
from bulletin.law.force import absence_from
from bulletin.model.month import Absence, Finding, Mark, Measurement, Month
from bulletin.model.rubric import Rubric, Rule
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Unit, Units

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Context:
    """One scheme's month, indexed; made once by ``context`` and only read after that."""

    assessment: Assessment
    rubric: Rubric
    month: Month
    units: Units
    assessed: tuple[Unit, ...]
    previous: str | None
    findings: Mapping[tuple[str, str], tuple[Finding, ...]]
    values: Mapping[tuple[str, str], Measurement]
    below: Mapping[tuple[str, str], tuple[Measurement, ...]]
    marks: Mapping[tuple[str, str], tuple[Mark, ...]]
    absences: Mapping[str, tuple[Absence, ...]]
    discoveries: Discoveries
    places: dict[str, Mapping[str, tuple[int, Fraction]]] = field(default_factory=dict)

    def finding(self, full_id: str) -> Finding | None:
        """Return a finding of any month of the scheme by its full id."""
        return self.assessment.finding(full_id)

    def absence(self, unit: str, rule: Rule) -> Absence | None:
        """Return why a unit is not assessed by a rule: the nearest of what is said of it."""
        rows = self.absences.get(unit)
        return absence_from(rows, self.rubric, rule) if rows else None

    def aside(self, unit: str) -> Mapping[str, Absence]:
        """Return the unreachable criteria on which a unit is not assessed, and why.

        They have no rules that could say so.
        """
        said = {row.criterion: row for row in self.absences.get(unit, ()) if row.rule is None}
        if not said:
            return {}
        unreachable = (n.id for n in self.rubric.nodes.values() if n.points and n.unreachable)
        found = ((node, self._nearest(said, node)) for node in unreachable)
        return {node: absence for node, absence in found if absence}

    def _nearest(self, said: Mapping[str | None, Absence], criterion: str) -> Absence | None:
        above = [node.id for node in reversed(self.rubric.path(criterion))]
        return next((said[about] for about in (*above, None) if about in said), None)


def context(assessment: Assessment, rubric: Rubric, units: Units, month: str) -> Context:
    """Index one month; what is below an assessed unit is filed under that unit."""
    held = assessment.months.get(month) or Month(assessment.scheme.id, month)
    assessed = assessment.assessed(units, month)
    owner = _Owners(units, {unit.id for unit in assessed})
    return Context(
        assessment=assessment,
        rubric=rubric,
        month=held,
        units=units,
        assessed=assessed,
        previous=assessment.previous(month),
        findings=_grouped(((owner(f.unit), f.rule), f) for f in _in_order(held)),
        values={(m.metric, m.unit): m for m in held.measurements},
        below=_grouped(((m.metric, owner(m.unit)), m) for m in held.measurements),
        marks=_grouped(((owner(m.unit), m.rule), m) for m in held.marks),
        absences=_grouped((a.unit, a) for a in held.absences),
        discoveries=Discoveries(assessment, units),
    )


def _in_order(month: Month) -> list[Finding]:
    return sorted(month.findings.values(), key=lambda f: (f.date, f.id))


class _Owners:
    """The assessed unit for which a unit counts: itself, or the nearest one above it."""

    def __init__(self, units: Units, assessed: set[str]) -> None:
        self._units, self._assessed = units, assessed
        self._known: dict[str, str] = {}

    def __call__(self, unit: str) -> str:
        if unit not in self._known:
            line = (u.id for u in self._units.lineage(unit))
            self._known[unit] = next((u for u in line if u in self._assessed), "")
        return self._known[unit]


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    lists: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        lists[key].append(value)
    return {key: tuple(values) for key, values in lists.items()}
