"""What became of a record: its entries, the newest first, as git tells them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bulletin.text import UserText


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: who wrote it and when, who applied it and when, and what its message names.

    Days are in the author's and the committer's own time zone. ``request`` is the number of a pull
    request as the host spells it (``#12``, ``!12``); ``reverts`` and ``picked`` are commit ids.
    """

    id: str
    author: UserText
    day: date
    committer: UserText
    committed: date
    subject: UserText
    request: str = ""
    reverts: str = ""
    picked: str = ""

    @property
    def applied(self) -> bool:
        """Tell whether somebody else than the author applied it."""
        return self.author != self.committer


class Deed(StrEnum):
    """What a commit did to a record."""

    ADDED = "added"
    CHANGED = "changed"
    MERGED = "merged"  # a merge made it unlike what any of its parents had
    REMOVED = "removed"
    BROKE = "broke"  # the file could not be read as it stood after this commit
    MENDED = "mended"  # the file could be read again


@dataclass(frozen=True, slots=True)
class Difference:
    """One changed field; without ``old`` it was put in, without ``new`` it was taken out.

    Without either, only the order of its parts changed. ``long`` texts are shown apart.
    """

    name: UserText
    old: UserText | None = None
    new: UserText | None = None
    long: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What one commit did to a record, and the merge that brought it into the main line.

    ``path`` is where the record stood after it, ``moved`` where it stood before, if elsewhere.
    """

    commit: Commit
    path: str
    deed: Deed = Deed.CHANGED
    merge: Commit | None = None
    moved: str = ""
    fields: tuple[Difference, ...] = ()

    @property
    def request(self) -> str:
        """Return the pull request: of the merge, else of the commit itself (squashed)."""
        return (self.merge.request if self.merge else "") or self.commit.request
