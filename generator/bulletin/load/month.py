"""The records of a month: plain data to records."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bulletin.load.plain import Data, day, many, number, record, text
from bulletin.model.month import (
    Absence,
    Evidence,
    Exempt,
    Finding,
    Mark,
    Measurement,
    Ordered,
    PanelMark,
    Recheck,
    Value,
)
from bulletin.number import exact
from bulletin.text import UserText
from bulletin.yamlfile import Document, Key

_ANSWERS: Mapping[str, bool | None] = {"yes": True, "no": False, "none": None}


def finding(document: Document, month: str, finding_id: str) -> Finding:
    """Return one finding; its month and id come from its path."""
    data = document.data
    repeats = data.get("repeats")
    fields = {
        **data,
        "id": finding_id,
        "month": month,
        "place": document.place(),
        "where": data.get("place"),
        "evidence": _evidence(data),
        "repeats": None if repeats == "none" else repeats,
        "repeats_denied": repeats == "none",
        "distinct_from": many(data, "distinct_from"),
        "ordered": _ordered(data.get("ordered")),
        "rectified": _dated(data.get("rectified")),
        "exempt": tuple(_exempt(document)),
        "withdrawn": _dated(data.get("withdrawn")),
    }
    return record(Finding, fields)


def _evidence(data: Data) -> tuple[Evidence, ...]:
    """Return the evidence; a piece of which only the name is written is a plain text."""
    written = data.get("evidence", ())
    rows = (written,) if isinstance(written, str) else written
    named = ({"title": row} if isinstance(row, str) else row for row in rows)
    return tuple(
        Evidence(row.get("kind", ""), text(row, "title"), text(row, "ref"), row.get("sha256"))
        for row in named
    )


def _ordered(data: Data | bool | str | None) -> Ordered | None:  # noqa: FBT001 - as it is written
    if not isinstance(data, Mapping):
        return Ordered() if data in {True, "yes"} else None
    return Ordered(day(data, "due"), text(data, "note"))


def _dated(data: Data | None) -> Data | None:
    return None if data is None else {**data, "on": data.get("date")}


def _exempt(document: Document) -> Iterator[Exempt]:
    """Go through the exempt parts; a single one need not be a list."""
    written = document.data.get("exempt", ())
    if isinstance(written, Mapping):
        yield Exempt(written["reason"], number(written, "count"), document.place("exempt"))
        return
    for i, row in enumerate(written):
        yield Exempt(row["reason"], number(row, "count"), document.place("exempt", i))


def recheck(document: Document, month: str, finding_id: str) -> Recheck:
    """Return one recheck; its month and the finding's full id come from its path."""
    data = document.data
    on = date.fromisoformat(data["date"])
    return Recheck(finding_id, month, on, document.place(), text(data, "note"))


def measurements(document: Document) -> Iterator[Measurement]:
    """Go through the values of all metrics; each says its own source or its list's."""
    for index, block in enumerate(document.data):
        for unit, value in block["values"].items():
            row = value if isinstance(value, Mapping) else {"value": value}
            repeats = row.get("repeats", block.get("repeats"))
            yield Measurement(
                metric=block["metric"],
                unit=unit,
                value=_value(row["value"]),
                place=document.key_place(index, "values", unit),
                source=row.get("source", block.get("source")),
                repeats=None if repeats == "none" else repeats,
                repeats_denied=repeats == "none",
                evidence=_evidence(row),
            )


def _value(value: Any) -> Value:  # noqa: ANN401 - as the schema says
    if isinstance(value, str):
        return _ANSWERS[value]
    return value if isinstance(value, bool) else exact(value)


def marks(document: Document) -> Iterator[Mark]:
    """Go through the marks of the panels."""
    for index, row in enumerate(document.data):
        panel = enumerate(row.get("panel", ()))
        yield Mark(
            unit=row["unit"],
            rule=row["rule"],
            place=document.place(index),
            where=row.get("place"),
            panel=tuple(_mark(document, mark, (index, "panel", i)) for i, mark in panel),
            agreed=_mark(document, row["agreed"], (index, "agreed")) if "agreed" in row else None,
        )


def _mark(document: Document, data: Data, path: tuple[Key, ...]) -> PanelMark:
    place = document.place(*path)
    return PanelMark(exact(data["points"]), place, data.get("group", ""), text(data, "reason"))


def absences(document: Document) -> Iterator[Absence]:
    """Go through those who are not assessed on something."""
    for index, row in enumerate(document.data):
        yield Absence(
            unit=row["unit"],
            reason=UserText(row["reason"]),
            place=document.place(index),
            criterion=row.get("criterion"),
            rule=row.get("rule"),
            status=row.get("status", "not-participating"),
            stated="status" in row,
        )
