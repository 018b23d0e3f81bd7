"""The form at work on a clone of this repository, for tests and pictures."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.publish.desk import at_work, is_installed
from generator.publish.repository import open_repository
from tests.demonstration import Demonstration


@dataclass(frozen=True)
class Desk:
    """A form that saves to a clone; ``address`` ends with a slash."""

    clone: Demonstration
    address: str


@contextmanager
def desk(folder: Path, *, review: bool = False) -> Iterator[Desk]:
    """Open the form on a clone in a folder; where there is no npm, the test is left out."""
    if not is_installed() and shutil.which("npm") is None:
        pytest.skip("the form needs npm")
    clone = Demonstration(folder / "clone")
    clone.git("checkout", "--quiet", "-b", "december")
    clone.git("checkout", "--quiet", "--", ".")  # without an address of its own
    book = open_repository(clone.root).book
    with at_work(clone.root, book, folder / "site", review=review) as address:
        yield Desk(clone, address)
