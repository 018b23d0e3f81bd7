"""What is remembered of the last good state of the data: by it an impact reads only what differs.

The file lies in git's own folder, which no checkout and no pull request writes. It holds plain
data and may be deleted at any time; one that is broken, or of another program, counts as none.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import bulletin
from bulletin import schema
from bulletin.history import refs
from bulletin.history.trees import FOLDER, Listing
from bulletin.load.path import month_of
from bulletin.trace import RuleScore, Scores, Status, UnitScore

Key = tuple[str, str]
"""A scheme and a month."""
_READERS = ("ruamel.yaml", "PyYAML", "jsonschema", "jsonschema-rs")


@dataclass(frozen=True, slots=True)
class Shape:
    """A state of the data by ids: of all that months share, and of each month's folder.

    With the folder goes the month before it that has data.
    """

    shared: str
    months: Mapping[Key, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RememberedMonth:
    """One month of a good state: its ids, the months it leads to, and what awards read of it."""

    ids: tuple[str, str]
    leads_to: tuple[str, ...]
    rows: tuple[UnitScore, ...]

    def scores(self, scheme: str, month: str) -> Scores:
        """Return what an award reads of the month's scores, and nothing else of them."""
        provisional = any(row.provisional for row in self.rows)
        return Scores(scheme, month, provisional=provisional, pending=(), units=self.rows)


@dataclass(frozen=True, slots=True)
class Memory:
    """A state of the data in which nothing has to be mended."""

    shared: str
    months: Mapping[Key, RememberedMonth]

    def differing(self, shapes: Iterable[Shape]) -> frozenset[Key] | None:
        """Return the months that some state has otherwise, those that lead to them, and to which.

        Returns None where what is shared by all months differs.
        """
        remembered = {key: month.ids for key, month in self.months.items()}
        differing_months: set[Key] = set()
        for other_shape in shapes:
            if other_shape.shared != self.shared:
                return None
            differing_months.update(
                key for key, _ in other_shape.months.items() ^ remembered.items()
            )
        while more := {
            k for k in self.months if k not in differing_months and self._next(k) & differing_months
        }:
            differing_months |= more
        return self.led_to(differing_months)

    def led_to(self, months: Iterable[Key]) -> frozenset[Key]:
        """Return some months with all those to which they lead."""
        reached = set(months)
        while more := {to for key in reached for to in self._next(key)} - reached:
            reached |= more
        return frozenset(reached)

    def _next(self, key: Key) -> set[Key]:
        month = self.months.get(key)
        return {(key[0], to) for to in month.leads_to} if month else set()


def shape(listing: Listing) -> Shape:
    """Return the shape of a state; a folder is listed before what is in it."""
    digest, months, inside = sha256(), {}, "\0"
    for path, (mode, name) in listing.items():
        if path.startswith(inside):
            continue
        month = month_of(path) if mode == FOLDER else None
        if month:
            months[month], inside = name, f"{path}/"
        elif mode != FOLDER:
            digest.update(f"{mode} {name} {path}\0".encode("utf-8", "surrogateescape"))
    return Shape(digest.hexdigest(), dict(_with_previous(months)))


def _with_previous(months: Mapping[Key, str]) -> Iterator[tuple[Key, tuple[str, str]]]:
    last = ("", "")
    for key in sorted(months):
        yield key, (months[key], last[1] if last[0] == key[0] else "")
        last = key


# --- the file ---------------------------------------------------------------------------------


def recall(root: Path) -> Memory | None:
    """Return what is remembered; None where there is nothing that can be used."""
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
        digest, _, body = _file(root).read_text("utf-8").partition("\n")
        if digest == _digest(body):
            stored = json.loads(body)
            return Memory(stored["shared"], dict(map(_month, stored["months"])))
    return None


def remember(root: Path, memory: Memory) -> None:
    """Write it down, the whole file or nothing; where that cannot be, nothing is remembered."""
    months = [_written(key, month) for key, month in sorted(memory.months.items())]
    body = json.dumps({"shared": memory.shared, "months": months})
    with suppress(OSError):
        path = _file(root)
        path.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile(
            "w", encoding="utf-8", newline="\n", dir=path.parent, delete=False
        ) as file:
            file.write(f"{_digest(body)}\n{body}")
        Path(file.name).replace(path)


def _file(root: Path) -> Path:
    return refs.folder(root) / "bulletin" / "months.json"


def _digest(body: str) -> str:
    return sha256(f"{_program()}\n{body}".encode()).hexdigest()


@cache
def _program() -> str:
    """The program by its code, its schemas, and that by which it reads."""
    digest = sha256(sys.version.encode())
    for path in (
        *sorted(Path(bulletin.__file__).parent.rglob("*.py")),
        *sorted(schema.folder().glob("*.json")),
    ):
        digest.update(path.read_bytes())
    digest.update(repr([(name, version(name)) for name in _READERS]).encode())
    return digest.hexdigest()


def _written(key: Key, month: RememberedMonth) -> list[Any]:
    return [*key, month.ids, month.leads_to, [_row(unit) for unit in month.rows]]


def _row(unit: UnitScore) -> list[Any]:
    places = {r.rule: r.place_in_rank for r in unit.rules if r.place_in_rank is not None}
    total = None if unit.total is None else str(unit.total)
    return [unit.unit, total, unit.provisional, unit.flags, places]


def _month(written: list[Any]) -> tuple[Key, RememberedMonth]:
    scheme, month, (folder, previous), leads_to, rows = written
    units = tuple(map(_unit, rows))
    return (scheme, month), RememberedMonth((folder, previous), tuple(leads_to), units)


def _unit(row: list[Any]) -> UnitScore:
    unit, total, provisional, flags, places = row
    nothing = Fraction(0)
    return UnitScore(
        unit=unit,
        name="",
        group=None,
        total=None if total is None else Fraction(total),
        rank=None,
        base=nothing,
        overflow=nothing,
        bonus=nothing,
        penalty=nothing,
        flags=tuple(flags),
        grade=None,
        criteria=(),
        total_steps=(),
        rules=tuple(RuleScore(r, Status.SCORED, nothing, None, p) for r, p in places.items()),
        provisional=provisional,
        places=0,
    )
