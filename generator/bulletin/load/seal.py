"""Seals and corrections: plain data to records."""

from bulletin.load.plain import Data, day, record
from bulletin.model.seal import Correction, CriterionChange, Replaced, Seal, UnitChange
from bulletin.number import exact
from bulletin.text import UserText
from bulletin.yamlfile import Document


def seal(document: Document) -> Seal:
    """Return the seal of a month; scheme and month come from its path."""
    data = document.data
    results = [{"total": None, "rank": None, **row} for row in data.get("results", ())]
    return record(Seal, {**data, "results": results, "place": document.place()})


def correction(document: Document, number: int) -> Correction:
    """Return one correction; its number comes from its path."""
    data = document.data
    return Correction(
        number=number,
        reason=UserText(data["reason"]),
        basis=UserText(data["basis"]),
        replaces=data["replaces"],
        place=document.place(),
        inputs=tuple(
            Replaced(r["path"], r.get("old"), r.get("new")) for r in data.get("inputs", ())
        ),
        units=tuple(_change(row) for row in data.get("units", ())),
        program=data["program"],
        on=day(data, "date"),
        format=data["format"],
    )


def _change(data: Data) -> UnitChange:
    old, new = data["old"], data["new"]
    return UnitChange(
        unit=data["unit"],
        old_total=exact(old["total"]) if "total" in old else None,
        new_total=exact(new["total"]) if "total" in new else None,
        old_rank=old.get("rank"),
        new_rank=new.get("rank"),
        criteria=tuple(
            CriterionChange(r["id"], r.get("old"), r.get("new")) for r in data.get("criteria", ())
        ),
    )
