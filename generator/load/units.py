"""Registers of units: plain data to records."""

from generator.load.plain import many
from generator.model.unit import Unit
from generator.yamlfile import Document


def units(document: Document, register: str) -> tuple[Unit, ...]:
    """Return the units of one register, in its order."""
    return tuple(
        Unit(
            id=row["id"],
            name=row["name"],
            kind=row.get("kind", ""),
            place=document.place(index),
            register=register,
            aliases=many(row, "aliases"),
            tags=many(row, "tags"),
            parent=row.get("parent"),
            since=row.get("from"),
            until=row.get("until"),
        )
        for index, row in enumerate(document.data)
    )
