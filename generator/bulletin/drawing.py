"""Drawing lots so that nobody knows the result before, and anybody can draw it again after.

``docs/draws.md`` tells the same for people; nothing is rounded, and no order matters.
"""

from collections.abc import Mapping
from hashlib import sha256

METHOD = "sha256-sort-1"

Ids = tuple[str, ...]


def digest(text: str) -> str:
    """The SHA-256 of a text, as people compare it.

    >>> digest("a")[:8]
    'ca978112'
    """
    return sha256(text.encode()).hexdigest()


def population(number: int, strata: Mapping[str, Ids]) -> str:
    """The SHA-256 of what is drawn from: the number, then a line for each part."""
    lines = [str(number), *(f"{part}: {' '.join(ids)}" for part, ids in strata.items())]
    return digest("\n".join(lines))


def ticket(secret: str, value: str, part: str, candidate: str) -> str:
    """The number by which a candidate comes up: the SHA-256 of four lines."""
    return digest(f"{secret}\n{value}\n{part}\n{candidate}")


def drawn(number: int, strata: Mapping[str, Ids], secret: str, value: str) -> dict[str, Ids]:
    """The candidates with the smallest tickets of each part, the smallest first.

    >>> drawn(1, {"x": ("a", "b")}, "s", "1") == drawn(1, {"x": ("b", "a")}, "s", "1")
    True
    """
    return {
        part: tuple(
            sorted(ids, key=lambda candidate: ticket(secret, value, part, candidate))[:number]
        )
        for part, ids in strata.items()
    }
