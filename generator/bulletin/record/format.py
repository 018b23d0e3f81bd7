"""Data files in canonical form: which are not, and writing them so."""

from dataclasses import dataclass
from pathlib import Path

from bulletin import yamlfile
from bulletin.canonical import canonical
from bulletin.load.file import content
from bulletin.load.file_kinds import BY_NAME, limit
from bulletin.load.layout import NOT_ORDINARY, walk
from bulletin.load.path import DataPath
from bulletin.load.source import Folder
from bulletin.problem import Problem
from bulletin.yamltext import added_by_editor


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file that was (or would be) rewritten; what an editor had added to it unseen."""

    path: str
    added: tuple[str, ...] = ()


def format_files(root: Path, *, check: bool) -> tuple[tuple[Rewritten, ...], tuple[Problem, ...]]:
    """Write every data file in canonical form; with ``check`` only look.

    Returns the files that were (or would be) rewritten, and the problems of those that cannot be
    read, which are left as they are.
    """
    changed: list[Rewritten] = []
    problems: list[Problem] = []
    for listed in walk(Folder(root)):
        if isinstance(listed, Problem):
            problems += [listed] if listed.code == NOT_ORDINARY.id else []
        elif listed.kind in BY_NAME:
            raw, canonical_text, refused = _formatted(root, listed, patient=not check)
            problems += refused
            if canonical_text != raw:
                changed.append(Rewritten(listed.path, added_by_editor(raw)))
            if canonical_text != raw and not check:
                _replace(root / listed.path, canonical_text)
    return tuple(changed), tuple(sorted(problems))


def _formatted(
    root: Path, listed: DataPath, *, patient: bool
) -> tuple[bytes, bytes, tuple[Problem, ...]]:
    """The bytes of a file, what they should be, and why it cannot be said."""
    raw = content(root, listed.path)
    document, refused = yamlfile.read(listed.path, raw, limit(listed.kind), patient=patient)
    if document is None:
        return raw, raw, refused
    return raw, canonical(raw.decode("utf-8"), listed.kind, patient=patient).encode("utf-8"), ()


def _replace(path: Path, content: bytes) -> None:
    """Write the whole file or nothing."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
