"""Small readers of validated plain data; what the schema has promised is not asked again."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from generator.model.rubric import Amount
from generator.number import exact
from generator.text import UserText

Data = Mapping[str, Any]


def text(data: Data, key: str) -> UserText | None:
    """Return a foreign text, if there is one."""
    return UserText(data[key]) if key in data else None


def day(data: Data, key: str) -> date | None:
    """Return a date, if there is one."""
    return date.fromisoformat(data[key]) if key in data else None


def number(data: Data, key: str) -> Fraction | None:
    """Return an exact number, if there is one."""
    return exact(data[key]) if key in data else None


def many(data: Data, key: str) -> tuple[str, ...]:
    """Return a list of ids that may be written as a single one."""
    value = data.get(key, ())
    return (value,) if isinstance(value, str) else tuple(value)


def amount(value: Any) -> Amount:  # noqa: ANN401 - a number or a map, as the schema says
    """Return points: one number for all, or one for each kind of unit."""
    if isinstance(value, Mapping):
        return Amount(by_kind={kind: exact(points) for kind, points in value.items()})
    return Amount(fixed=exact(value))


def months(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Return a list of months that may be written as ``{from, until}``, both included.

    Where ``from`` is after ``until`` both are returned out of order, for the checks to refuse.
    """
    if not isinstance(value, Mapping):
        return tuple(sorted(value or ()))
    if value["from"] > value["until"]:
        return value["from"], value["until"]
    listed: list[str] = []
    year, month = map(int, value["from"].split("-"))
    while not listed or listed[-1] < value["until"]:
        listed.append(f"{year:04}-{month:02}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004 - a year
    return tuple(listed)
