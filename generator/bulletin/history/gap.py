"""Why the history cannot be read whole, if it cannot: what rests on it must not pass in silence."""

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bulletin.history import git, refs
from bulletin.history.message import clean

_MOST = 200
_POINTERS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY")
"""The variables by which git reads another repository than that of the folder."""
_PARTIAL = r"^(remote\..*\.promisor|extensions\.partialclone)$"


class Lack(StrEnum):
    """What keeps git from telling the whole history."""

    NO_GIT = "no-git"  # the program is not there, or cannot be run
    NO_REPOSITORY = "no-repository"  # an archive that was unpacked, say
    BROKEN = "broken"  # a .git that leads nowhere, or that git does not take for a repository
    FOREIGN = "foreign"  # of another user, so git refuses to read it
    ELSEWHERE = "elsewhere"  # the environment names another repository
    OUTSIDE = "outside"  # the folder lies in a repository that never had its data
    NESTED = "nested"  # the data have a repository of their own
    SHALLOW = "shallow"
    GRAFTED = "grafted"  # other parents than the commits name
    INDEX = "index"
    LOST = "lost"
    PARTIAL = "partial"  # what a partial clone left out cannot be fetched
    FAILED = "failed"  # anything else


_SAID = (
    ("dubious ownership", Lack.FOREIGN),
    ("unsafe repository", Lack.FOREIGN),
    ("promisor", Lack.PARTIAL),
    ("index file", Lack.INDEX),
    (".git/index", Lack.INDEX),
    ("bad object", Lack.LOST),
    ("missing", Lack.LOST),
    ("unable to read", Lack.LOST),
    ("Could not read", Lack.LOST),
    ("could not read", Lack.LOST),
    ("corrupt", Lack.LOST),
    ("unable to find", Lack.LOST),
    ("Failed to traverse", Lack.LOST),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Why the history is not whole; ``message`` are the words of git, or what stands in the way."""

    reason: Lack
    message: str = ""


def gap(root: Path) -> Gap | None:
    """Return why the history of a folder cannot be read whole; None where it can, as it seems.

    An object may still turn out to be lost when it is asked for: ``explained`` says why then.
    """
    try:
        return _gap(root)
    except git.FailedError as failed:
        return explained(failed)


def explained(failed: git.FailedError) -> Gap:
    """Return why git has failed."""
    root = failed.root
    message = clean(failed.message.split("\n")[0], _MOST)
    if failed.is_absent:
        return Gap(Lack.NO_GIT, message)
    if "not a git repository" in failed.message or "invalid gitfile" in failed.message:
        return _no_repository(root, message)
    reason = next((reason for words, reason in _SAID if words in failed.message), Lack.FAILED)
    return _left_out(root) or Gap(reason, message) if reason is Lack.LOST else Gap(reason, message)


def _no_repository(root: Path, message: str) -> Gap:
    """Tell a folder without git from one whose ``.git`` leads nowhere."""
    pointers = _pointers()
    if pointers:
        return Gap(Lack.ELSEWHERE, pointers)
    here = root.resolve()
    broken = any((folder / ".git").exists() for folder in (here, *here.parents))
    return Gap(Lack.BROKEN, message) if broken else Gap(Lack.NO_REPOSITORY)


def _left_out(root: Path) -> Gap | None:
    """Return why an object never came: the clone was not to have it."""
    try:
        if refs.is_shallow(root):
            return Gap(Lack.SHALLOW)
        is_partial = git.ask(root, "config", "--get-regexp", _PARTIAL) is not None
    except git.FailedError:
        return None
    return Gap(Lack.PARTIAL) if is_partial else None


def _pointers() -> str:
    named = ((name, os.environ.get(name)) for name in _POINTERS)
    return clean(" ".join(f"{name}={value}" for name, value in named if value), _MOST)


def _gap(root: Path) -> Gap | None:
    prefix, shallow, common = _position(root)
    if _pointers() and _is_elsewhere(root, (prefix, common)):
        return Gap(Lack.ELSEWHERE, _pointers())
    if shallow == "true":
        return Gap(Lack.SHALLOW)
    if (Path(common) / "info" / "grafts").is_file():
        return Gap(Lack.GRAFTED)
    if (root / "data" / ".git").exists():
        return Gap(Lack.NESTED)
    if prefix and refs.head(root) and not git.run(root, "ls-tree", "-z", "HEAD", "--", "data"):
        return Gap(Lack.OUTSIDE)
    git.run(root, "ls-files", "-z", "--", "data/site.yaml")  # reads the whole index
    refs.head(root)
    return None


def _position(root: Path, without: tuple[str, ...] = ()) -> tuple[str, str, str]:
    """Return where the folder is in its repository, whether that is shallow, and git's folder."""
    words = ("--show-prefix", "--is-shallow-repository", "--path-format=absolute")
    output = git.run(root, "rev-parse", *words, "--git-common-dir", without=without)
    prefix, shallow, common, *_ = output.decode("utf-8", "surrogateescape").split("\n")
    return prefix, shallow, common


def _is_elsewhere(root: Path, position: tuple[str, str]) -> bool:
    """Tell whether git reads another repository than that in which the folder lies.

    A folder without one may be given one, if it is named together with the folder.
    """
    try:
        prefix, _, common = _position(root, _POINTERS)
    except git.FailedError:
        return not os.environ.get("GIT_WORK_TREE") or not _is_inside(root)
    return (prefix, Path(common).resolve()) != (position[0], Path(position[1]).resolve())


def _is_inside(root: Path) -> bool:
    return git.line(root, "rev-parse", "--is-inside-work-tree") == "true"
