"""Registers of units: plain data to records."""

from bulletin.load.plain import Data, many
from bulletin.model.unit import Unit
from bulletin.yamlfile import Document


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
            since=_month(row, "from"),
            until=_month(row, "until"),
        )
        for index, row in enumerate(document.data)
    )


def _month(row: Data, key: str) -> str | None:
    """The month; a date means the month in which it lies."""
    return row[key][: len("2017-08")] if key in row else None
