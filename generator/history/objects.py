"""What git keeps: the bytes of a blob by its id, and what files have ever been."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.history import git

_RAW = 5
"""The words before a path: two modes, two blobs, and what happened."""
_NOTHING = "0" * 40


def blobs(root: Path, ids: Iterable[str]) -> Mapping[str, bytes]:
    """Return the bytes of those blobs that the repository has, read in one go."""
    wanted = sorted(set(ids))
    said = git.run(root, "cat-file", "--batch", given="".join(f"{i}\n" for i in wanted).encode())
    found: dict[str, bytes] = {}
    rest = said or b""
    while rest:
        head, _, rest = rest.partition(b"\n")
        words = head.decode("ascii", "replace").split(" ")
        if words[-1] in {"missing", "ambiguous"}:
            continue
        size = int(words[-1])
        if words[1] == "blob":
            found[words[0]] = rest[:size]
        rest = rest[size + 1 :]
    return found


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
