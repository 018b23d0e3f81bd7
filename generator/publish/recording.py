"""Records into files below ``data/``: canonical, checked as ``check`` does, all or nothing."""

from collections.abc import Mapping
from pathlib import Path

from generator.canonical import rewritten
from generator.load.layout import kind_of
from generator.load.source import Folder, Overlay
from generator.problem import Problem
from generator.publish.repository import Repository, open_repository
from generator.publish.seals import sealed_problems


def written(root: Path, path: str, data: object) -> bytes:
    """A file in canonical form, with the comments that it has."""
    file = root / path
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return rewritten(text, kind_of(path), data).encode()


def brought(root: Path, before: Repository, files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """The problems that files would bring, found by all checks; warnings too."""
    changed = open_repository(Overlay(Folder(root), files))
    told = {(p.code, p.place.path, p.message) for p in before.problems}
    every = (*changed.problems, *sealed_problems(root, changed))
    return tuple(p for p in every if (p.code, p.place.path, p.message) not in told)


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """Write all files, or none: each is written beside its place, then all take their places."""
    beside = {path: _beside(root / path) for path in files}
    made: list[Path] = []
    try:
        for path, content in files.items():
            made += _folders((root / path).parent)
            beside[path].write_bytes(content)
    except BaseException:  # Ctrl-C too
        for new in beside.values():
            new.unlink(missing_ok=True)
        for folder in reversed(made):
            folder.rmdir()
        raise
    for path, new in beside.items():
        new.replace(root / path)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _folders(folder: Path) -> list[Path]:
    """Make a folder with those above it; return those that were made, the outer ones first."""
    lacking = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return lacking[::-1]
