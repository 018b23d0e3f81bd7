"""Records from plain data, without files: what the tests of the scoring are fed with."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from bulletin.load import month as months
from bulletin.load.rubric import rubric
from bulletin.load.scheme import scheme
from bulletin.load.units import units
from bulletin.model.month import Month
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Units
from bulletin.schema import validate
from bulletin.scoring import award, score
from bulletin.trace import AwardResult, Scores, UnitScore
from bulletin.yamlfile import Document, read_text

Data = dict[str, Any]


@dataclass
class Plain:
    """A repository of one scheme as plain data, as YAML would give it."""

    units: list[Data]
    scheme: Data
    rubrics: dict[str, Data]
    months: dict[str, Data] = field(default_factory=dict)
    """For each month: findings and rechecks (by id), measurements, marks and participation."""
    register: str = "test"

    def copy(self) -> "Plain":
        """Return a copy that can be changed."""
        return deepcopy(self)


def from_yaml(text: str) -> Any:  # noqa: ANN401 - plain YAML data
    """Read YAML as the program does."""
    document, problems = read_text("test.yaml", text)
    assert document is not None, problems
    return document.data


def _document(path: str, data: object, kind: str) -> Document:
    document = Document(path, data)
    problems = validate(document, kind)
    assert not problems, problems
    return document


def units_of(plain: Plain) -> Units:
    """Return the units."""
    document = _document(f"data/units/{plain.register}.yaml", plain.units, "units")
    listed = units(document, plain.register)
    return Units({unit.id: unit for unit in listed})


def assessment_of(plain: Plain) -> Assessment:
    """Return the scheme with its rubrics and months."""
    return Assessment(
        scheme(_document("scheme.yaml", plain.scheme, "scheme"), "test"),
        {
            version: rubric(_document(f"rubrics/{version}.yaml", data, "rubric"), "test", version)
            for version, data in sorted(plain.rubrics.items())
        },
        {month: _month(month, data) for month, data in sorted(plain.months.items())},
    )


def _month(month: str, data: Mapping[str, Any]) -> Month:
    rows = {kind: data.get(kind, []) for kind in ("measurements", "marks", "participation")}
    documents = {kind: _document(f"{month}/{kind}.yaml", row, kind) for kind, row in rows.items()}
    return Month(
        scheme="test",
        month=month,
        findings={
            name: months.finding(_document(f"{month}/{name}.yaml", body, "finding"), month, name)
            for name, body in data.get("findings", {}).items()
        },
        measurements=tuple(months.measurements(documents["measurements"])),
        marks=tuple(months.marks(documents["marks"])),
        absences=tuple(months.absences(documents["participation"])),
        rechecks={
            of: months.recheck(_document(f"{month}/rechecks/{of}.yaml", body, "recheck"), month, of)
            for of, body in data.get("rechecks", {}).items()
        },
    )


def scores(plain: Plain, month: str) -> Scores:
    """Score a month."""
    return score(assessment_of(plain), units_of(plain), month)


def one(plain: Plain, month: str, unit: str) -> UnitScore:
    """Score a month and return one unit's score."""
    found = scores(plain, month).unit(unit)
    assert found is not None
    return found


def awards(plain: Plain, year: str) -> tuple[AwardResult, ...]:
    """Return the results of a year's awards."""
    assessment, register = assessment_of(plain), units_of(plain)
    by_month = {month: score(assessment, register, month) for month in assessment.months}
    return award(assessment, register, year, by_month)


def seen(*values: object) -> tuple[object, ...]:
    """Put what was found in a row, to be compared with plain numbers."""
    return values
