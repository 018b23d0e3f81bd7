"""The audit trail: which commit last changed each file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.history import git


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its id and the day it was committed, in the committer's own time zone."""

    id: str
    day: str

    @property
    def short(self) -> str:
        """Return the first characters of the id, as people quote it."""
        return self.id[:10]


@dataclass(frozen=True, slots=True)
class History:
    """The last commit of each file below the root; empty outside a repository.

    ``changed`` are files that differ from the last commit, or are not in it: what is built from
    them has no commit yet. A ``shallow`` clone has no audit trail, and says so.
    """

    last: Mapping[str, Commit]
    changed: frozenset[str] = frozenset()
    shallow: bool = False

    def of(self, path: str) -> Commit | None:
        """Return the commit that last changed a file, unless it has been changed since."""
        return None if path in self.changed else self.last.get(path)


NONE = History({})


def history(root: Path, folder: str = "data") -> History:
    """Read the history of a folder in one pass over the log."""
    prefix = git.text(root, "rev-parse", "--show-prefix")
    if prefix is None or git.text(root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return NONE
    if (git.text(root, "rev-parse", "--is-shallow-repository") or "").strip() == "true":
        return History({}, shallow=True)
    log = git.text(
        root, "log", "--format=%x01%H %cs", "--name-only", "--no-renames", "-z", "--", folder
    )
    status = git.text(root, "status", "--porcelain", "-z", "--no-renames", "-uall", "--", folder)
    here = prefix.strip("\n")
    return History(_last(log or "", here), _changed(status or "", here))


def _last(log: str, prefix: str) -> dict[str, Commit]:
    """Keep for each path the first commit that the log names, which is the newest."""
    last: dict[str, Commit] = {}
    for entry in log.split("\x01")[1:]:
        head, *paths = entry.replace("\n", "\0").split("\0")
        commit = Commit(*head.split(" "))
        for path in filter(None, paths):
            last.setdefault(path.removeprefix(prefix), commit)
    return last


def _changed(status: str, prefix: str) -> frozenset[str]:
    rows = (row[3:] for row in status.split("\0") if row)
    return frozenset(row.removeprefix(prefix) for row in rows)
