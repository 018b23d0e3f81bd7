"""What git keeps: the bytes of a blob by its id, and what files have ever been."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.history import git

_RAW = 5
"""The words before a path: two modes, two blobs, and what happened."""
_NOTHING = "0" * 40


def blobs(root: Path, ids: Iterable[str]) -> Mapping[str, bytes]:
    """Return the bytes of those blobs that the repository has, read in one go."""
    wanted = sorted(set(ids))
    said = git.run(root, "cat-file", "--batch", given="".join(f"{i}\n" for i in wanted).encode())
    return dict(_objects(said or b""))


def _objects(said: bytes) -> Iterator[tuple[str, bytes]]:
    """Cut the answer at the sizes that it tells; what is missing has a line and no bytes."""
    start = 0
    while start < len(said):
        end = said.index(b"\n", start)
        words = said[start:end].decode("ascii", "replace").split(" ")
        start = end + 1
        if words[-1] in {"missing", "ambiguous"}:
            continue
        size = int(words[-1])
        if words[1] == "blob":
            yield words[0], said[start : start + size]
        start += size + 1


def sizes(root: Path, ids: Iterable[str]) -> Mapping[str, int]:
    """Return how many bytes each blob has, of those that the repository has."""
    wanted = sorted(set(ids))
    given = "".join(f"{i}\n" for i in wanted)
    said = git.text(root, "cat-file", "--batch-check=%(objectname) %(objectsize)", given=given)
    rows = (line.split(" ") for line in (said or "").splitlines())
    return {blob: int(size) for blob, size in rows if size.isdecimal()}


def versions(root: Path, pattern: str) -> Mapping[str, frozenset[str]]:
    """Return for every path of a shape the blobs that it has ever been, up to HEAD."""
    log = git.text(
        root, "log", "--format=", "--full-history", "--no-renames", "--raw", "--no-abbrev",
        "--relative", "-z", "--", pattern,
    )  # fmt: skip
    found: defaultdict[str, set[str]] = defaultdict(set)
    parts = iter((log or "").split("\0"))
    for head in parts:
        words = head.strip("\n").split(" ")
        if len(words) == _RAW:
            found[next(parts)].update(words[2:4])
    return {path: frozenset(ids - {_NOTHING}) for path, ids in found.items()}
