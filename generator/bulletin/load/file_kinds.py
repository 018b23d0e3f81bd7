"""The kinds of data files: all there is to say of one is said in its record here.

Two things are elsewhere: ``schemas/<name>.schema.json`` says what such a file may hold, and an
editor's completion of the ids in it is in ``publish/editor``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bulletin.load import month, rounds, seal
from bulletin.load.path import ID, MONTH, OF_MONTH, OF_SCHEME, DataPath
from bulletin.load.rows import RULES, VALUES, WHOLE, Rows, entries
from bulletin.load.rubric import rubric
from bulletin.load.salvage import (
    Salvage,
    cutting,
    entry,
    exactly,
    nothing,
    readable_finding,
    rule,
    value,
)
from bulletin.load.scheme import scheme, site, unread
from bulletin.load.shelf import Shelf, after_others, as_field, by_id
from bulletin.load.units import units
from bulletin.yamlfile import LIMIT, LIMIT_SEAL, LIMIT_SHARED, Document

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class FileKind(Generic[Record]):
    """One kind of file; its name is that of its schema as well."""

    name: str
    path: str
    """A pattern; its groups are the fields of a ``DataPath``."""
    read: Callable[[Document, DataPath], Record]
    """Returns the record of a file in which the schema finds nothing wrong."""
    put: Callable[[Shelf, DataPath, Record], None]
    """Puts the record in its place in the book."""
    limit: int = LIMIT_SHARED
    """How many bytes a file may have."""
    salvage: Salvage = nothing
    """What can be kept of a file with problems, so that those of other files are found too."""
    unread: Callable[[DataPath], Record] | None = None
    """What stands for a file that could not be read at all."""
    rows: Rows | None = None
    """The records whose changes the pages show, if they show them."""
    edited: str = ""
    """Where in a month the files lie that people edit, as an editor writes it."""
    words: bool = True
    """People's words stand in it, which may hold personal data; else only the program's own."""


KINDS: tuple[FileKind[Any], ...] = (
    FileKind(
        "finding",
        rf"{OF_MONTH}/findings/(?P<unit>{ID})/(?P<id>{ID})\.yaml",
        lambda document, path: month.finding(document, path.month, path.id),
        Shelf.put_finding,
        limit=LIMIT,
        salvage=readable_finding,
        rows=WHOLE,
        edited="findings/**/*.yaml",
    ),
    FileKind(
        "recheck",
        rf"{OF_MONTH}/rechecks/(?P<of>{MONTH})/(?P<id>{ID})\.yaml",
        lambda document, path: month.recheck(document, path.month, f"{path.of}/{path.id}"),
        by_id("rechecks", "finding"),
        limit=LIMIT,
        rows=WHOLE,
    ),
    FileKind(
        "measurements",
        rf"{OF_MONTH}/measurements\.yaml",
        lambda document, _: tuple(month.measurements(document)),
        as_field("measurements"),
        salvage=cutting(value),
        rows=VALUES,
        edited="measurements.yaml",
    ),
    FileKind(
        "marks",
        rf"{OF_MONTH}/marks\.yaml",
        lambda document, _: tuple(month.marks(document)),
        as_field("marks"),
        salvage=cutting(entry),
        rows=entries("unit", "rule", "place"),
        edited="marks.yaml",
    ),
    FileKind(
        "participation",
        rf"{OF_MONTH}/participation\.yaml",
        lambda document, _: tuple(month.absences(document)),
        as_field("absences"),
        salvage=cutting(entry),
        rows=entries("unit", "criterion", "rule"),
        edited="participation.yaml",
    ),
    FileKind(
        "rubric",
        rf"{OF_SCHEME}/rubrics/(?P<month>{MONTH})\.yaml",
        lambda document, path: rubric(document, path.scheme, path.month),
        Shelf.put_rubric,
        salvage=cutting(rule),
        rows=RULES,
    ),
    FileKind(
        "scheme",
        rf"{OF_SCHEME}/scheme\.yaml",
        lambda document, path: scheme(document, path.scheme),
        Shelf.put_scheme,
        salvage=cutting(exactly),
        unread=lambda path: unread(path.path, path.scheme),
    ),
    FileKind(
        "units",
        rf"data/units/(?P<id>{ID})\.yaml",
        lambda document, path: tuple(units(document, path.id)),
        Shelf.put_units,
    ),
    FileKind("site", r"data/site\.yaml", lambda document, _: site(document), Shelf.put_site),
    FileKind(
        "seal",
        rf"{OF_MONTH}/seal\.yaml",
        lambda document, _: seal.seal(document),
        as_field("seal"),
        limit=LIMIT_SEAL,
        words=False,
    ),
    FileKind(
        "correction",
        rf"{OF_MONTH}/corrections/(?P<id>[1-9][0-9]{{0,3}})\.yaml",
        lambda document, path: seal.correction(document, int(path.id)),
        Shelf.put_correction,
    ),
    FileKind(
        "round",
        rf"{OF_MONTH}/rounds/(?P<id>{ID})\.yaml",
        lambda document, path: rounds.round_(document, path.month, path.id),
        by_id("rounds"),
        rows=WHOLE,
        edited="rounds/*.yaml",
    ),
    FileKind(
        "draw",
        rf"{OF_MONTH}/draws/(?P<id>{ID})\.yaml",
        lambda document, path: rounds.draw(document, path.id),
        by_id("draws"),
        rows=WHOLE,
    ),
    FileKind(
        "visits",
        rf"{OF_MONTH}/visits/(?P<round>{ID})/(?P<id>{ID})\.yaml",
        lambda document, path: tuple(rounds.visits(document, path.round, path.id)),
        after_others("visits"),
        salvage=cutting(entry),
        edited="visits/**/*.yaml",
    ),
)
BY_NAME = {kind.name: kind for kind in KINDS}
_PATTERNS = tuple((re.compile(kind.path), kind.name) for kind in KINDS)


def located(path: str) -> DataPath | None:
    """Return what the path of a data file says; None where no kind of file may be there."""
    for pattern, name in _PATTERNS:
        match = pattern.fullmatch(path)
        if match:
            return DataPath(path, name, **match.groupdict())
    return None


def limit(name: str) -> int:
    """Return how many bytes a file of a kind may have; a file that holds no record as most."""
    return BY_NAME[name].limit if name in BY_NAME else LIMIT_SHARED
