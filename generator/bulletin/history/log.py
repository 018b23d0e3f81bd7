"""One pass over the log: every commit up to HEAD, and what it did to each file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from bulletin.history import git
from bulletin.history.message import clean, picked, request, reverted
from bulletin.model.history import Commit
from bulletin.text import UserText

_FORMAT = "%H%x00%P%x00%aN%x00%as%x00%cN%x00%cs%x00%s%x00%b%x00"
_FIELDS = 8
_OPTIONS = (
    "--topo-order", "--encoding=UTF-8", "--no-color", "--no-show-signature", "--no-notes",
    "--raw", "--no-abbrev", "-M50%", "-l1000", "-c", "--combined-all-paths", "-z",
)  # fmt: skip
_SUBJECT = 120


@dataclass(frozen=True, slots=True)
class CommitNode:
    """A commit in the graph; ``index`` counts from the newest, and no child has a larger one."""

    commit: Commit
    parents: tuple[str, ...]
    index: int


Spot = tuple[str, str]
"""A path, and the blob that is there."""


@dataclass(frozen=True, slots=True)
class Touch:
    """What one commit did to one file: from what each parent had to what was there after it."""

    node: CommitNode
    path: str
    blob: str
    before: tuple[Spot, ...]


def is_there(blob: str) -> bool:
    """Tell whether a blob is one; noughts stand for a file that is not there."""
    return bool(blob.strip("0"))


def read(root: Path, folder: str) -> tuple[tuple[CommitNode, ...], tuple[Touch, ...]]:
    """Return all commits up to HEAD, the newest first, and their touches below a folder.

    Of a merge only what differs from every parent is a touch.
    """
    words = ("-c", "mailmap.file=", "log", *_OPTIONS)
    output = git.text(root, *words, f"--format={_FORMAT}", "HEAD", "--")
    prefix = git.line(root, "rev-parse", "--show-prefix")
    reader = _LogReader(output, prefix, f"{folder}/")
    touches = tuple(reader.touches())
    return tuple(reader.nodes), touches


class _LogReader:
    """Reads the log by position: no name and no message can pass for anything else."""

    def __init__(self, output: str, prefix: str, folder: str) -> None:
        self.nodes: list[CommitNode] = []
        self._parts = iter(output.split("\0"))
        self._prefix, self._folder = prefix, folder

    def touches(self) -> Iterator[Touch]:
        """Go through the touches; the nodes are noted on the way."""
        for part in self._parts:
            head = part.lstrip("\n")
            if head.startswith(":"):
                yield from self._touch(head)
            elif head:
                self.nodes.append(self._node(head))

    def _node(self, commit: str) -> CommitNode:
        parents, *fields = islice(self._parts, _FIELDS - 1)
        return CommitNode(_commit(commit, fields), tuple(parents.split()), len(self.nodes))

    def _touch(self, head: str) -> Iterator[Touch]:
        """Read modes, blobs and status; then the paths, as many as the status says."""
        words = head.lstrip(":").split(" ")
        many = len(head) - len(head.lstrip(":"))
        blobs = words[many + 1 : -1]
        if many == 1 and words[-1][0] not in "RC":
            paths = [next(self._parts)] * 2
        else:
            paths = list(islice(self._parts, many + 1))
        path = self._below(paths[-1])
        if path is not None:
            before = tuple((self._below(p) or p, b) for p, b in zip(paths, blobs, strict=False))
            yield Touch(self.nodes[-1], path, blobs[-1], before[:many])

    def _below(self, path: str) -> str | None:
        """Return a path as seen from the root; None where it is not below the folder."""
        own = path.removeprefix(self._prefix)
        inside = path.startswith(self._prefix) and own.startswith(self._folder)
        return own if inside else None


def _commit(commit: str, fields: list[str]) -> Commit:
    author, day, committer, committed, subject, body = fields
    message = f"{subject}\n\n{body}"
    return Commit(
        id=commit,
        author=UserText(clean(author)),
        day=date.fromisoformat(day),
        committer=UserText(clean(committer)),
        committed=date.fromisoformat(committed),
        subject=UserText(clean(subject, _SUBJECT)),
        request=request(message),
        reverts=reverted(body),
        picked=picked(body),
    )
