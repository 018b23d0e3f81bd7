"""Small readers of validated plain data; what the schema has promised is not asked again."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

import msgspec

from bulletin.law.actions import Amount
from bulletin.months import last_day as end_of
from bulletin.months import month_after
from bulletin.number import exact
from bulletin.text import UserText

Data = Mapping[str, Any]
_Record = TypeVar("_Record")


def record(kind: type[_Record], fields: Data) -> _Record:
    """Make a record from plain data under the names of its fields; other names are passed over.

    Raises ``msgspec.ValidationError`` for what the schema should have kept away.
    """
    return msgspec.convert(fields, kind, dec_hook=_converted, from_attributes=True)


def _converted(kind: type, value: Any) -> UserText | Fraction:  # noqa: ANN401 - as the schema says
    return UserText(value) if kind is UserText else exact(value)


def text(data: Data, key: str) -> UserText | None:
    """Return a foreign text, if there is one."""
    return UserText(data[key]) if key in data else None


def day(data: Data, key: str) -> date | None:
    """Return a date, if there is one."""
    return date.fromisoformat(data[key]) if key in data else None


def first_day(data: Data, key: str) -> date | None:
    """Return a date; a month means its first day."""
    written = data.get(key)
    return date.fromisoformat(f"{written}-01"[:10]) if written else None


def last_day(data: Data, key: str) -> date | None:
    """Return a date; a month means its last day."""
    first = first_day(data, key)
    if first is None or len(data[key]) > len("2017-08"):
        return first
    return end_of(data[key])


def number(data: Data, key: str) -> Fraction | None:
    """Return an exact number, if there is one."""
    return exact(data[key]) if key in data else None


def many(data: Data, key: str) -> tuple[str, ...]:
    """Return a list of ids that may be written as a single one."""
    value = data.get(key, ())
    return (value,) if isinstance(value, str) else tuple(value)


def entries(data: Data, key: str, value: str = "title") -> Iterator[Data]:
    """Go through entries that may be written as a list, or as a map by id.

    An entry that is only a word is its id in a list, and its ``value`` in a map.
    """
    written = data.get(key, ())
    if isinstance(written, Mapping):
        for name, row in written.items():
            yield {"id": name, **(row if isinstance(row, Mapping) else {value: row})}
    else:
        for row in written:
            yield row if isinstance(row, Mapping) else {"id": row}


def share(value: Any) -> Fraction | None:  # noqa: ANN401
    """Return a share, written ``20%``, ``1/5`` or 0.2; a whole number is none."""
    if isinstance(value, str):
        return exact(value)
    return None if value is None or value >= 1 else exact(value)


def amount(value: Any) -> Amount:  # noqa: ANN401 - a number or a map, as the schema says
    """Return points: one number for all, or one for each kind of unit."""
    if isinstance(value, Mapping):
        return Amount(by_kind={kind: exact(points) for kind, points in value.items()})
    return Amount(fixed=exact(value))


def months(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Return a list of months that may be written as ``{from, until}``, both included.

    Where ``from`` is after ``until`` both are returned out of order, for the checks to refuse.
    """
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, Mapping):
        return tuple(sorted(value or ()))
    if value["from"] > value["until"]:
        return value["from"], value["until"]
    listed = [value["from"]]
    while listed[-1] < value["until"]:
        listed.append(month_after(listed[-1]))
    return tuple(listed)
