"""Commits made without a checkout and without hooks: a file put on a branch, branches moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.history import git
from bulletin.history.trees import FOLDER

FILE = "100644"
"""The mode of an ordinary file."""
_ALONE = (
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "i18n.commitEncoding=UTF-8"),
)
"""Nothing else runs along, whatever the repository is set to."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch: its newest commit, and the folder in which it is checked out, if it is."""

    commit: str
    folder: str


def prefix(root: Path) -> str:
    """Return the path of a folder within its repository, empty or with a slash at the end."""
    return git.line(root, "rev-parse", "--show-prefix")


def _succeeds(root: Path, *words: str) -> bool:
    """Tell whether git did what it was told; what hindered it is for the caller to say."""
    try:
        git.run(root, *words)
    except git.FailedError:
        return False
    return True


def _id(root: Path, *words: str, stdin: bytes) -> str:
    """Return the id of what git has stored; empty where it cannot."""
    try:
        return git.run(root, *_ALONE, *words, stdin=stdin).decode("ascii").strip()
    except git.FailedError:
        return ""


def has_identity(root: Path) -> bool:
    """Tell whether git knows whose commits they are."""
    return _succeeds(root, "var", "GIT_COMMITTER_IDENT")


def store(root: Path, content: bytes) -> str:
    """Keep the bytes of a file in git; return their id, empty where git cannot."""
    return _id(root, "hash-object", "-w", "--stdin", stdin=content)


def with_file(root: Path, tree: str, path: str, blob: str) -> str:
    """Return a tree with an ordinary file put at a path of the repository.

    Empty where something that is no folder stands above the path, or no file at it.
    """
    name, _, below = path.partition("/")
    rows = _rows(root, tree)
    mode, kind, there = rows.get(name, ("", "", ""))
    if kind not in {"", "tree" if below else "blob"} or mode == "120000":
        return ""
    put = with_file(root, there, below, blob) if below else blob
    if not put:
        return ""
    rows[name] = (FOLDER, "tree", put) if below else (FILE, "blob", put)
    return _tree(root, rows)


def _rows(root: Path, tree: str) -> dict[str, tuple[str, str, str]]:
    """What a folder holds by name: mode, type and id; an empty id is an empty folder."""
    output = git.text(root, "ls-tree", "-z", "--full-tree", tree) if tree else ""
    rows = (row.partition("\t") for row in output.split("\0") if row)
    return {name: (head[:6], *_pair(head[7:])) for head, _, name in rows}


def _pair(words: str) -> tuple[str, str]:
    kind, _, there = words.partition(" ")
    return kind, there


def _tree(root: Path, rows: Mapping[str, tuple[str, str, str]]) -> str:
    entries = "".join(
        f"{mode} {kind} {there}\t{name}\0" for name, (mode, kind, there) in rows.items()
    )
    return _id(root, "mktree", "-z", "--missing", stdin=entries.encode("utf-8", "surrogateescape"))


def commit(root: Path, tree: str, parents: Sequence[str], message: str) -> str:
    """Make a commit in the name of git's identity; return its id, empty where git cannot."""
    above = [word for parent in parents for word in ("-p", parent)]
    return _id(root, "commit-tree", tree, *above, "-F", "-", stdin=f"{message}\n".encode())


def move(root: Path, branch: str, new: str, old: str, why: str) -> bool:
    """Let a branch point to another commit if it still points to the old one; empty: it is new."""
    ref = f"refs/heads/{branch}"
    return _succeeds(root, *_ALONE, "update-ref", "-m", why, ref, new, old)


def drop(root: Path, branch: str, old: str) -> bool:
    """Delete a branch if it still points to a commit, with what is noted of it."""
    if not _succeeds(root, *_ALONE, "update-ref", "-d", f"refs/heads/{branch}", old):
        return False
    _succeeds(root, "config", "--local", "--remove-section", f"branch.{branch}")  # if there is one
    return True


def branches(root: Path, below: str) -> Mapping[str, Branch]:
    """Return the branches below a name such as ``cms/``."""
    shape = "%(refname:lstrip=2)%00%(objectname)%00%(worktreepath)"
    output = git.text(root, "for-each-ref", f"--format={shape}", f"refs/heads/{below}")
    rows = (line.split("\0") for line in output.splitlines())
    return {name: Branch(there, folder) for name, there, folder in rows}


def describe(root: Path, branch: str, words: str) -> bool:
    """Note something of a branch, in git's own description of it."""
    return _succeeds(root, "config", "--local", f"branch.{branch}.description", words)


def description(root: Path, branch: str) -> str:
    """Return what is noted of a branch."""
    return git.line_or_none(root, "config", "--local", f"branch.{branch}.description")


def day(root: Path, commit: str) -> str:
    """Return when a commit was made, as ISO 8601 writes it."""
    return git.line(root, "log", "-1", "--format=%cI", commit)


def changed(root: Path, old: str, new: str) -> tuple[str, ...]:
    """Return the paths of the repository at which two commits or trees differ."""
    output = git.text(root, "diff-tree", "-r", "-z", "--name-only", "--no-renames", old, new)
    return tuple(path for path in output.split("\0") if path)


def is_touched(root: Path, path: str) -> bool:
    """Tell whether a file in the folder is not what the commit that is checked out says."""
    words = (*_ALONE, "status", "--porcelain", "--no-renames", "-uall", "--", path)
    return git.run(root, *words) != b""


def stage(root: Path, path: str, blob: str) -> bool:
    """Put a file into the index, so that the folder agrees with what is committed."""
    entry = f"{FILE},{blob},{prefix(root)}{path}"
    if not _succeeds(root, *_ALONE, "update-index", "--add", "--cacheinfo", entry):
        return False
    _succeeds(root, *_ALONE, "update-index", "-q", "--refresh")
    return True


def unstage(root: Path, path: str) -> None:
    """Let the index say of a file what the commit that is checked out says."""
    _succeeds(root, *_ALONE, "reset", "--quiet", "--", path)
