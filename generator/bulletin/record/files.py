"""Records into files below ``data/``: canonical, checked as ``check`` does, all or nothing."""

import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread

from bulletin.canonical import rewritten
from bulletin.load.file import content
from bulletin.load.layout import kind_of
from bulletin.load.source import Folder, Overlay
from bulletin.problem import Problem
from bulletin.repository.opened import Repository, open_repository
from bulletin.review.seals import missing_seals, sealed_months

_BREAKING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


def written(root: Path, path: str, data: object) -> bytes:
    """A file in canonical form, with the comments that it has."""
    file = root / path
    text = content(root, path).decode("utf-8") if file.is_file() else ""
    return rewritten(text, kind_of(path), data).encode()


def brought(root: Path, before: Repository, files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """The problems that files would bring, found by all checks; warnings too.

    Sealed months are held against the seals that lie there: what was before is for ``check``.
    """
    changed = open_repository(Overlay(Folder(root), files))
    earlier = {(p.code, p.place.path, p.message) for p in before.problems}
    sealed = (problem for month in sealed_months(changed) for problem in month.problems({}))
    every = (*changed.problems, *missing_seals(changed.book, {}), *sealed)
    return tuple(p for p in every if (p.code, p.place.path, p.message) not in earlier)


def write(root: Path, files: Mapping[str, bytes]) -> None:
    """Write all files, or none: each is written beside its place, then all take their places.

    A file that may not be replaced (Windows refuses where another program has it open) undoes
    those before it; Ctrl-C and a signal to end wait until all have taken their places.
    """
    beside = {root / path: _beside(root / path) for path in files}
    folders: list[Path] = []
    try:
        for path, content in files.items():
            folders += _folders((root / path).parent)
            beside[root / path].write_bytes(content)
        with uninterrupted():
            _replace_all(beside)
    except BaseException:  # Ctrl-C too
        if any(new.exists() for new in beside.values()):
            _tidy(beside.values(), folders)
        raise


def _replace_all(beside: Mapping[Path, Path]) -> None:
    before: dict[Path, bytes | None] = {}
    try:
        for path, new in beside.items():
            old = path.read_bytes() if path.is_file() else None
            new.replace(path)
            before[path] = old
    except OSError:
        for path, old in before.items():
            if old is None:
                path.unlink()
            else:
                path.write_bytes(old)
        raise


def _tidy(beside: Iterable[Path], folders: Iterable[Path]) -> None:
    for new in beside:
        new.unlink(missing_ok=True)
    for folder in reversed([*folders]):
        folder.rmdir()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let signals that would break off what is inside take effect after it."""
    arrived: list[int] = []
    handlers = {number: signal.getsignal(number) for number in _BREAKING}
    if current_thread() is not main_thread() or None in handlers.values():
        yield  # signals reach the main thread alone; None was set by another language
        return
    for number in handlers:
        signal.signal(number, lambda number, _frame: arrived.append(number))
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    for number in arrived[:1]:
        signal.raise_signal(number)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _folders(folder: Path) -> list[Path]:
    """Make a folder with those above it; return those that were made, the outer ones first."""
    lacking = [above for above in (folder, *folder.parents) if not above.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return lacking[::-1]
