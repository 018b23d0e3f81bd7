"""Which of the records that differ brought about a line of a bridge."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bulletin.compare.bridge import BridgeLine
from bulletin.compare.edits import Edit, View
from bulletin.law.repeats import back
from bulletin.model.month import Finding

_BOUNDS = frozenset({"limit", "cap", "floor", "scale", "void"})
"""What follows from other lines has no cause of its own but the rubric."""
_WIDE = frozenset({"modifier", "totals", "scheme", "unit"})
_RULES = frozenset({"rule", "criterion"})


class Causes:
    """The records that differ, to be asked for those behind a line."""

    def __init__(self, edits: Iterable[Edit], before: View, after: View) -> None:
        self._all = tuple(edits)
        self._views = (after, before)
        self._by_key: dict[tuple[str, tuple[str, ...]], Edit] = {
            (edit.sort, edit.key): edit for edit in self._all
        }
        self._by_rule: defaultdict[str, list[Edit]] = defaultdict(list)
        for edit in self._all:
            self._by_rule[edit.rule].append(edit)

    def of(self, line: BridgeLine, unit: str) -> tuple[Edit, ...]:
        """Return the causes of a line at a unit, the nearest ones that there are."""
        found = dict.fromkeys((*self._own(line), *self._of_rubric(line)))
        if not found and line.driver.sort in _BOUNDS:
            return ()
        return tuple(found) or self._beside(line, unit) or self.of_unit(unit)

    def of_unit(self, unit: str) -> tuple[Edit, ...]:
        """Return what may be behind any change at a unit: its own records, else what is shared."""
        own = (e for e in self._all if unit in {e.unit, *(e.key if e.sort == "unit" else ())})
        return tuple(own) or tuple(e for e in self._all if e.sort in _WIDE | _RULES)

    def _own(self, line: BridgeLine) -> Iterator[Edit]:
        driver = line.driver
        if driver.sort == "finding":
            yield from self._get("finding", *self._chain(driver.id))
        elif driver.sort == "metric":
            yield from self._get("measurement", (driver.id, driver.unit))
        elif driver.sort == "mark":
            yield from (
                e for e in self._by_rule[driver.id] if (e.sort, e.unit) == ("mark", driver.unit)
            )
        else:
            yield from self._get("criterion", (driver.id,))
            yield from self._get("totals", ())

    def _chain(self, full_id: str) -> Iterator[tuple[str]]:
        """Go through a finding and those that it repeats."""
        yield (full_id,)
        finding = self._finding(full_id)
        for earlier in back(finding, self._finding) if finding else ():
            yield (earlier.full_id,)

    def _finding(self, full_id: str) -> Finding | None:
        after, before = self._views
        return after.assessment.finding(full_id) or before.assessment.finding(full_id)

    def _of_rubric(self, line: BridgeLine) -> Iterator[Edit]:
        yield from self._get("rule", *((rule,) for rule in line.rules))
        yield from self._get("metric", (line.driver.id,))

    def _beside(self, line: BridgeLine, unit: str) -> tuple[Edit, ...]:
        """Return other records under the same rule, those of the unit before all others."""
        others = [e for rule in line.rules for e in self._by_rule[rule]]
        if line.driver.sort == "metric":
            others += [
                e for e in self._all if e.sort == "measurement" and e.key[0] == line.driver.id
            ]
        others += [e for e in self._all if e.sort == "absence"]
        return tuple(e for e in others if e.unit == unit) or tuple(others)

    def _get(self, sort: str, *keys: tuple[str, ...]) -> Iterator[Edit]:
        yield from (self._by_key[sort, key] for key in keys if (sort, key) in self._by_key)
