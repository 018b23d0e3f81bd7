"""The seal (封存): that a month was published as it stands; corrections (更正) change it openly."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from hashlib import sha1

from bulletin.problem import Place
from bulletin.text import UserText

FORMAT = 1
"""The number of the form in which seals and corrections are written."""


def blob_id(content: bytes) -> str:
    """Return the id by which git knows these bytes.

    >>> blob_id(b"")
    'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'
    """
    head = f"blob {len(content)}\0".encode()
    return sha1(head + content, usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class SealedUnit:
    """One unit's result as it is sealed: amounts exact, each step on a line of its own."""

    unit: str
    total: str | None
    rank: int | None
    base: str
    overflow: str
    bonus: str
    penalty: str
    flags: tuple[str, ...] = ()
    grade: str | None = None
    criteria: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seal:
    """封存记录: what a month's scores were made from (paths with blob ids), and what they were.

    ``previous`` is the scheme's last month before this one that had data.
    """

    inputs: Mapping[str, str]
    results: tuple[SealedUnit, ...]
    program: str
    place: Place
    previous: str | None = None
    format: int = FORMAT
    digest: str = ""
    """The SHA-256 of the lines above it in the file."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """One input that differs: its blob before and after; None where there was, or is, no file."""

    path: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """A criterion's score before and after, as a seal writes it; None: the unit had none."""

    id: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit's total and rank before and after, and the criteria that differ."""

    unit: str
    old_total: Fraction | None
    new_total: Fraction | None
    old_rank: int | None
    new_rank: int | None
    criteria: tuple[CriterionChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """更正: why a sealed month was changed, on what ground, and what that did to whom.

    ``replaces`` is the blob id of the seal that it took the place of.
    """

    number: int
    reason: UserText
    basis: UserText
    replaces: str
    place: Place
    inputs: tuple[Replaced, ...] = ()
    units: tuple[UnitChange, ...] = ()
    program: str = ""
    on: date | None = None
    format: int = FORMAT

    def of(self, unit: str) -> UnitChange | None:
        """Return what the correction did to one unit, if anything."""
        return next((change for change in self.units if change.unit == unit), None)
