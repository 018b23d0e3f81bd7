"""Git as a process: the only place where it is called.

What git answers is told apart from what it could not answer: a failure is raised, never passed on
as “there is no such thing”.
"""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

_NO = 1
"""The exit code by which git says that there is no such thing, or that it is not so."""
_AS_ASKED = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
}
"""Messages that can be told apart; no questions to the terminal; objects, parents as they are."""
_SET = ("-c", "core.quotepath=off", "-c", "advice.graftFileDeprecated=false")


class FailedError(Exception):
    """Git failed for a folder, or there is none; ``message`` is what it printed, in English."""

    def __init__(self, root: Path, message: str, *, is_absent: bool = False) -> None:
        super().__init__(message)
        self.root, self.message, self.is_absent = root, message, is_absent


def run(root: Path, *words: str, stdin: bytes = b"", without: tuple[str, ...] = ()) -> bytes:
    """Return what git says on standard output; raises ``FailedError`` where it fails.

    ``without`` are variables of the environment that git shall not see.
    """
    done = _done(root, words, stdin, without)
    if done.returncode:
        raise _failed(root, done)
    return done.stdout


def ask(root: Path, *words: str) -> bytes | None:
    """Return what git says, None where it says no; raises ``FailedError`` where it fails."""
    done = _done(root, words)
    if done.returncode not in {0, _NO}:
        raise _failed(root, done)
    return None if done.returncode else done.stdout


def answer(root: Path, *words: str) -> tuple[bytes, bool]:
    """Return what git says and whether that is a yes; raises ``FailedError`` where it fails."""
    done = _done(root, words)
    if done.returncode not in {0, _NO}:
        raise _failed(root, done)
    return done.stdout, not done.returncode


def _done(
    root: Path, words: tuple[str, ...], stdin: bytes = b"", without: tuple[str, ...] = ()
) -> "subprocess.CompletedProcess[bytes]":
    command = ["git", *_SET, "-C", str(root), *words]
    try:
        return subprocess.run(
            command, input=stdin, capture_output=True, check=False, env=_environment(without)
        )
    except OSError as error:
        raise FailedError(root, error.strerror or str(error), is_absent=True) from error


def _environment(without: tuple[str, ...]) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in without}
    return {**kept, **_AS_ASKED}


def _failed(root: Path, done: "subprocess.CompletedProcess[bytes]") -> FailedError:
    message = done.stderr.decode("utf-8", "replace").strip()
    return FailedError(root, message or f"git: exit code {done.returncode}")


def text(root: Path, *words: str, stdin: str = "") -> str:
    """Return what git says as text, whatever bytes the paths are made of."""
    output = run(root, *words, stdin=stdin.encode("utf-8", "surrogateescape"))
    return output.decode("utf-8", "surrogateescape")


def line(root: Path, *words: str) -> str:
    """Return the one line that git says."""
    return text(root, *words).strip("\n")


def line_or_none(root: Path, *words: str) -> str:
    """Return the one line that git says; empty where it says no."""
    output = ask(root, *words)
    return (output or b"").decode("utf-8", "surrogateescape").strip("\n")
