"""Commits as sets of files: read from git's objects, without a checkout."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bulletin.history import git, refs
from bulletin.history.objects import kept_blobs, sizes

Listing = Mapping[str, tuple[str, str]]
"""What a commit or tree holds by path, folders too: git's mode, and the id of what is there."""
Files = Mapping[str, bytes | None]
"""Files by path; None stands for a link or a submodule."""
FOLDER = "040000"
"""The mode of a folder."""
_LARGEST = 8 * 1024 * 1024
"""In bytes. What is larger is not read, only seen to be larger than any file may be."""
_ORDINARY = frozenset({"100644", "100755", "100664"})


def listing(root: Path, tree: str, folder: str = "data") -> Listing:
    """Return what is below a folder in a commit or tree; a folder comes before what is in it."""
    output = git.text(root, "ls-tree", "-r", "-t", "-z", tree, "--", folder)
    rows = (row.partition("\t") for row in output.split("\0") if row)
    return {path: (head[:6], head.rpartition(" ")[2]) for head, _, path in rows}


def files(root: Path, listings: Iterable[Listing]) -> tuple[Files, ...]:
    """Return the files of each listing; what they share is read once.

    Raises ``FailedError`` where git lacks the bytes of one.
    """
    listed = [{p: entry for p, entry in there.items() if entry[0] != FOLDER} for there in listings]
    every = {blob for there in listed for mode, blob in there.values() if mode in _ORDINARY}
    size = sizes(root, every)
    kept = kept_blobs(root, (blob for blob, length in size.items() if length <= _LARGEST))
    kept = {**kept, **{blob: bytes(_LARGEST) for blob in size if blob not in kept}}
    return tuple(dict(_read(there, kept)) for there in listed)


def _read(there: Listing, kept: Mapping[str, bytes]) -> Iterator[tuple[str, bytes | None]]:
    for path, (mode, blob) in there.items():
        yield path, kept[blob] if mode in _ORDINARY else None


def blob_ids(listing: Listing) -> Mapping[str, str]:
    """Return the blob of each ordinary file."""
    return {path: blob for path, (mode, blob) in listing.items() if mode in _ORDINARY}


def folders(listing: Listing) -> Iterator[str]:
    """Return the folders."""
    return (path for path, (mode, _) in listing.items() if mode == FOLDER)


_UNRELATED = "refusing to merge unrelated histories"


def merged(root: Path, ours: str, theirs: str) -> tuple[str, tuple[str, ...]]:
    """Return the tree of two commits merged, and the paths at which they conflict.

    There is no tree where the two have no common history.
    """
    words = ("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", ours, theirs)
    try:
        output, _ = git.answer(root, *words)
    except git.FailedError as failed:
        if _UNRELATED in failed.message and not refs.is_shallow(root):
            return "", ()
        raise
    tree, *conflicts = output.decode("utf-8", "surrogateescape").split("\0")
    return tree, tuple(dict.fromkeys(filter(None, conflicts)))
