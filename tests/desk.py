"""The form at work on a clone of this repository, for tests and pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bulletin.publish.desk import at_work
from bulletin.repository.opened import open_repository

from tests.demonstration import Demonstration
from tests.needs import require


@dataclass(frozen=True)
class Desk:
    """A form that saves to a clone; ``address`` ends with a slash."""

    clone: Demonstration
    address: str


@contextmanager
def desk(folder: Path, *, review: bool = False) -> Iterator[Desk]:
    """Open the form on a clone in a folder; without its packages the test is left out."""
    require("form")
    clone = Demonstration(folder / "clone")
    clone.git("checkout", "--quiet", "-b", "december")
    clone.git("checkout", "--quiet", "--", ".")  # without an address of its own
    book = open_repository(clone.root).book
    with at_work(clone.root, book, folder / "site", review=review) as address:
        yield Desk(clone, address)
