"""Git as a process: the only place where it is called."""

import subprocess
from pathlib import Path


def run(root: Path, *words: str, given: bytes = b"") -> bytes | None:
    """Return what git says on standard output; None where it fails, or there is no git."""
    try:
        done = subprocess.run(_command(root, words), input=given, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout


def answer(root: Path, *words: str) -> bytes:
    """Return what git says even where it means no; nothing where there is no git."""
    try:
        return subprocess.run(_command(root, words), capture_output=True, check=False).stdout
    except OSError:
        return b""


def _command(root: Path, words: tuple[str, ...]) -> list[str]:
    return ["git", "-c", "core.quotepath=off", "-C", str(root), *words]


def text(root: Path, *words: str, given: str = "") -> str | None:
    """Return what git says as text, whatever bytes the paths are made of."""
    said = run(root, *words, given=given.encode("utf-8", "surrogateescape"))
    return None if said is None else said.decode("utf-8", "surrogateescape")


def line(root: Path, *words: str) -> str:
    """Return the one line that git says; empty where it fails."""
    return (text(root, *words) or "").strip("\n")
