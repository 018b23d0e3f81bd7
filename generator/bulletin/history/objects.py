"""What git keeps: the bytes of a blob by its id, and what files have ever been."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bulletin.history import git

_RAW = 5
"""The words before a path: two modes, two blobs, and what happened."""
_NOTHING = "0" * 40


class LostError(git.FailedError):
    """An object of which the history speaks is not in the repository."""


def blobs(root: Path, ids: Iterable[str]) -> Mapping[str, bytes]:
    """Return the bytes of those blobs that the repository has, read in one go."""
    asked = sorted(set(ids))
    if not asked:
        return {}
    output = git.run(root, "cat-file", "--batch", stdin="".join(f"{i}\n" for i in asked).encode())
    return dict(_objects(output))


def kept_blobs(root: Path, ids: Iterable[str]) -> Mapping[str, bytes]:
    """Return the bytes of blobs that commits of the repository name; raises ``LostError``."""
    asked = frozenset(ids)
    there = blobs(root, asked)
    lost = asked - there.keys()
    if lost:
        raise LostError(root, f"missing blob {min(lost)}")
    return there


def _objects(output: bytes) -> Iterator[tuple[str, bytes]]:
    """Cut the answer at the sizes that it tells; what is missing has a line and no bytes."""
    start = 0
    while start < len(output):
        end = output.index(b"\n", start)
        words = output[start:end].decode("ascii", "replace").split(" ")
        start = end + 1
        if words[-1] in {"missing", "ambiguous"}:
            continue
        size = int(words[-1])
        if words[1] == "blob":
            yield words[0], output[start : start + size]
        start += size + 1


def sizes(root: Path, ids: Iterable[str]) -> Mapping[str, int]:
    """Return how many bytes each blob has; raises ``LostError`` where one is not there."""
    asked = sorted(set(ids))
    names = "".join(f"{i}\n" for i in asked)
    form = "--batch-check=%(objectname) %(objectsize)"
    output = git.text(root, "cat-file", form, stdin=names) if asked else ""
    rows = [line.split(" ") for line in output.splitlines()]
    lost = [blob for blob, size in rows if not size.isdecimal()]
    if lost:
        raise LostError(root, f"missing blob {lost[0]}")
    return {blob: int(size) for blob, size in rows}


def is_kept(root: Path, name: str) -> bool:
    """Tell whether the repository has an object, of whatever kind."""
    output = git.text(root, "cat-file", "--batch-check", stdin=f"{name}\n")
    return not output.endswith(" missing\n")


Sightings = Mapping[str, Mapping[str, str]]
"""The blobs that each path has ever been, each with the first commit that had it there."""


def sightings(root: Path, patterns: Iterable[str]) -> Sightings:
    """Return for every path of some shapes the blobs that it has ever been, up to HEAD.

    A blob that is only known as what a commit took away has no commit (empty).
    """
    log = git.text(
        root, "log", "--format=%H", "--topo-order", "--full-history", "-m", "--no-renames", "--raw",
        "--no-abbrev", "--no-show-signature", "--no-color", "--relative", "-z", "HEAD", "--",
        *patterns,
    )  # fmt: skip
    blobs_by_path: defaultdict[str, dict[str, str]] = defaultdict(dict)
    commit, parts = "", iter(log.split("\0"))
    for part in parts:
        words = part.strip("\n").split(" ")
        if len(words) != _RAW:
            commit = words[0] or commit
            continue
        seen = blobs_by_path[next(parts)]
        seen.setdefault(words[2], "")
        seen[words[3]] = commit
    return {
        path: {blob: by for blob, by in seen.items() if blob != _NOTHING}
        for path, seen in blobs_by_path.items()
    }


def blobs_at(root: Path, path: str, commits: Iterable[str]) -> Mapping[str, str]:
    """Return the blob that a file below ``root`` was in each commit that has it."""
    asked = sorted(set(commits))
    names = "".join(f"{commit}:./{path}\n" for commit in asked)
    output = git.text(root, "cat-file", "--batch-check=%(objectname)", stdin=names) if asked else ""
    rows = zip(asked, output.splitlines(), strict=True)
    return {commit: blob for commit, blob in rows if " " not in blob}
