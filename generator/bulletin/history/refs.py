"""Branches and tags: what is published, and how it is moved in one step."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bulletin.history import git
from bulletin.history.objects import LostError, is_kept

_ID = re.compile(r"[0-9a-f]{40,64}")
NOTHING = "0" * 40
"""What a ref is before it is made."""


def head(root: Path) -> str:
    """Return the id of the commit that is checked out; empty without one."""
    return commit_of(root, "HEAD")


def branch(root: Path) -> str:
    """Return the name of the branch that is checked out; empty without one."""
    return git.line_or_none(root, "symbolic-ref", "--quiet", "--short", "HEAD")


def commit_of(root: Path, ref: str) -> str:
    """Return the commit to which a branch or tag points; empty where there is none.

    Raises ``LostError`` where the ref is there and its commit is not.
    """
    asked = ("rev-parse", "--verify", "--quiet")
    commit = git.line_or_none(root, *asked, f"{ref}^{{commit}}")
    if commit or _ID.fullmatch(ref):
        return commit
    commit_id = git.line_or_none(root, *asked, ref)
    if commit_id and not is_kept(root, commit_id):
        raise LostError(root, f"missing commit {commit_id} of {ref}")
    return ""


def beginning(root: Path) -> str:
    """Return the first commit of the main line; of a shallow clone the first that it has."""
    return git.line(root, "rev-list", "--first-parent", "--max-parents=0", "HEAD")


def is_ancestor(root: Path, older: str, newer: str) -> bool:
    """Tell whether a commit is another one, or lies before it."""
    return git.ask(root, "merge-base", "--is-ancestor", older, newer) is not None


def changed(root: Path, folders: Iterable[str]) -> tuple[str, ...]:
    """Return the files in some folders that differ from the commit, or are not in it."""
    paths = tuple(folders)
    if not paths:
        return ()
    status = git.text(root, "status", "--porcelain", "-z", "--no-renames", "-uall", "--", *paths)
    return tuple(row[3:] for row in status.split("\0") if row)


def content(root: Path, ref: str, path: str) -> str | None:
    """Return what a file says on a branch; None where the branch has no such file."""
    blob = _blob(git.text(root, "ls-tree", "--full-tree", "-z", ref, "--", path))
    return git.text(root, "cat-file", "blob", blob) if blob else None


def move(root: Path, orders: Iterable[str]) -> bool:
    """Change several refs at once or none: orders as ``git update-ref --stdin`` takes them."""
    commands = "".join(f"{order}\n" for order in ("start", *orders, "prepare", "commit"))
    try:
        git.text(root, "update-ref", "--stdin", stdin=commands)
    except git.FailedError:
        return False
    return True


def put(root: Path, ref: str, commit: str) -> None:
    """Let a ref point to a commit, or away with it where there is none."""
    git.run(root, "update-ref", *((ref, commit) if commit else ("-d", ref)))


def folder(root: Path) -> Path:
    """Return git's own folder, which no checkout writes and all worktrees share."""
    return Path(git.line(root, "rev-parse", "--path-format=absolute", "--git-common-dir"))


def lock_file(root: Path, name: str) -> Path:
    """Return the file by which a lock is held, in git's own folder."""
    return folder(root) / f"{name}.lock"


@contextmanager
def lock(root: Path, name: str) -> Iterator[bool]:
    """Hold a lock; gives False where another process holds it.

    The lock goes with the process, however that ends; that its file stays means nothing.
    """
    import filelock  # noqa: PLC0415 - it takes longer to load than most commands run

    try:
        locked = filelock.FileLock(lock_file(root, name)).acquire(timeout=0)
    except filelock.Timeout:
        yield False
        return
    with locked:
        yield True


def is_shallow(root: Path) -> bool:
    """Tell whether the clone has only the end of its history."""
    return git.line(root, "rev-parse", "--is-shallow-repository") == "true"


def blob_at(root: Path, ref: str, path: str) -> str:
    """Return the blob id of a file below ``root`` as a ref has it; empty where it has none."""
    commit = commit_of(root, ref)
    return _blob(git.text(root, "ls-tree", "-z", commit, "--", path)) if commit else ""


def _blob(listed: str) -> str:
    """Return the blob of the one line that ``ls-tree`` prints; empty where it prints none."""
    head, _, _ = listed.partition("\t")
    return head.rpartition(" ")[2]
