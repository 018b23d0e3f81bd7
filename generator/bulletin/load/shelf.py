"""The records that have been read, each put in its place."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bulletin.load.path import DataPath
from bulletin.load.scheme import UNTITLED
from bulletin.model.month import Finding, Month
from bulletin.model.rubric import Rubric
from bulletin.model.scheme import Scheme, Site
from bulletin.model.seal import Correction
from bulletin.model.unit import Unit, Units
from bulletin.problem import Code, Problem

ID_TWICE = Code("P003", "问题编号重复", "问题编号在同一考核办法的同一月份内不得重复。")


class Shelf:
    """What has been read so far, and the problems of putting it together."""

    def __init__(self) -> None:
        self.site: Site = UNTITLED
        self.units: list[Unit] = []
        self.schemes: dict[str, Scheme] = {}
        self.rubrics: dict[str, dict[str, Rubric]] = {}
        self.months: dict[tuple[str, str], Month] = {}
        self.problems: list[Problem] = []

    def put_site(self, _: DataPath, site: Site) -> None:
        """Put the settings of the publication."""
        self.site = site

    def put_units(self, _: DataPath, units: tuple[Unit, ...]) -> None:
        """Put a register beside those before it."""
        self.units.extend(units)

    def put_scheme(self, path: DataPath, scheme: Scheme) -> None:
        """Put a scheme."""
        self.schemes[path.scheme] = scheme

    def put_rubric(self, path: DataPath, rubric: Rubric) -> None:
        """Put a version of a scheme's rubric."""
        self.rubrics.setdefault(path.scheme, {})[path.month] = rubric

    def put_month(self, path: DataPath) -> None:
        """Begin a month; its folder is listed before its files."""
        self.months[path.scheme, path.month] = Month(path.scheme, path.month)

    def put_finding(self, path: DataPath, finding: Finding) -> None:
        """Put a finding; an id that its month has already is a problem, P003."""
        other = self.months[path.scheme, path.month].findings.get(finding.id)
        if other is None:
            self.put_by_id(path, "findings", finding.id, finding)
            return
        message = (
            f"问题编号在同一考核办法的同一月份内不得重复，{finding.id} 已用于 {other.place.path}"
        )
        problem = Problem(finding.place, ID_TWICE.id, message, "给这个文件换一个名称")
        self.problems.append(problem)

    def put_correction(self, path: DataPath, correction: Correction) -> None:
        """Put a correction among those of its month, by number: 10 comes after 9."""
        earlier = self.months[path.scheme, path.month].corrections
        ordered = sorted((*earlier, correction), key=lambda one: one.number)
        self.put(path, "corrections", tuple(ordered))

    def put(self, path: DataPath, field: str, record: Any) -> None:  # noqa: ANN401 - of the field's type
        """Set one field of a month."""
        key = path.scheme, path.month
        self.months[key] = replace(self.months[key], **{field: record})

    def put_by_id(self, path: DataPath, field: str, record_id: str, record: object) -> None:
        """Put a record into a mapping of a month."""
        records = getattr(self.months[path.scheme, path.month], field)
        assert isinstance(records, dict)  # noqa: S101 - made by this shelf
        records[record_id] = record

    def register(self) -> Units:
        """Return the units of all registers; of those with the same id the first counts."""
        by_id: dict[str, Unit] = {}
        for unit in self.units:
            by_id.setdefault(unit.id, unit)
        again = tuple(unit for unit in self.units if by_id[unit.id] is not unit)
        return Units(by_id, again)


Put = Callable[[Shelf, DataPath, Any], None]


def as_field(name: str) -> Put:
    """Put the record of a file as a field of its month."""
    return lambda shelf, path, record: shelf.put(path, name, record)


def by_id(name: str, key: str = "id") -> Put:
    """Put the record of a file into a mapping of its month, by what it is known by."""
    return lambda shelf, path, record: shelf.put_by_id(path, name, getattr(record, key), record)


def after_others(name: str) -> Put:
    """Put the records of a file after those of the files before it."""

    def put(shelf: Shelf, path: DataPath, records: tuple[object, ...]) -> None:
        earlier = getattr(shelf.months[path.scheme, path.month], name)
        shelf.put(path, name, (*earlier, *records))

    return put
