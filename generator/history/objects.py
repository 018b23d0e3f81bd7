"""What git keeps: the bytes of a blob by its id, and which files there have ever been."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.history import git


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


def ever(root: Path, pattern: str) -> frozenset[str]:
    """Return every path of this shape that some commit before HEAD, or HEAD, has added."""
    added = git.text(
        root, "log", "--format=", "--full-history", "--no-renames", "--diff-filter=A",
        "--name-only", "--relative", "-z", "--", pattern,
    )  # fmt: skip
    return frozenset(path.strip("\n") for path in (added or "").split("\0") if path.strip("\n"))
