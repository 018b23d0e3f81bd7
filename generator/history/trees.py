"""Commits as sets of files: read from git's objects, without a checkout."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.history import git
from generator.history.objects import blobs

Files = Mapping[str, bytes | None]
"""Files by path; None stands for a link, a submodule, or a file of which git lacks the bytes."""
_LARGEST = 8 * 1024 * 1024
"""In bytes. What is larger is not read, only seen to be larger than any file may be."""
_ORDINARY = frozenset({"100644", "100755", "100664"})


def files(root: Path, *trees: str, folder: str = "data") -> tuple[Files, ...]:
    """Return what is below a folder in each commit or tree; what they share is read once."""
    listed = [tuple(_listed(root, tree, folder)) for tree in trees]
    wanted = (blob for rows in listed for _, blob, size in rows if 0 <= size <= _LARGEST)
    kept = blobs(root, wanted)
    return tuple({path: _bytes(kept, blob, size) for path, blob, size in rows} for rows in listed)


def _listed(root: Path, tree: str, folder: str) -> Iterator[tuple[str, str, int]]:
    """List path, blob and size; what is no ordinary file has size -1."""
    said = git.text(root, "ls-tree", "-r", "-l", "-z", tree, "--", folder)
    for row in filter(None, (said or "").split("\0")):
        head, _, path = row.partition("\t")
        mode, _, blob, size = head.split()
        yield path, blob, int(size) if mode in _ORDINARY else -1


def _bytes(kept: Mapping[str, bytes], blob: str, size: int) -> bytes | None:
    return bytes(_LARGEST) if size > _LARGEST else kept.get(blob) if size >= 0 else None


def merged(root: Path, ours: str, theirs: str) -> tuple[str, tuple[str, ...]]:
    """Return the tree of two commits merged, and the paths at which they conflict.

    There is no tree where the two have no common history.
    """
    words = ("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", ours, theirs)
    said = git.answer(root, *words).decode("utf-8", "surrogateescape")
    tree, *conflicts = said.split("\0")
    return tree, tuple(dict.fromkeys(filter(None, conflicts)))
