"""Write a folder so that it holds exactly the given files, touching only what differs."""

from collections.abc import Mapping
from pathlib import Path


def mirror(folder: Path, files: Mapping[str, str | bytes]) -> tuple[int, int]:
    """Write what is new or differs, remove what is left over; the numbers written and removed."""
    contents = {folder / path: _bytes(content) for path, content in files.items()}
    stale = [path for path in _files(folder) if path not in contents]
    for path in stale:
        path.unlink()
    written = sum(_write(path, data) for path, data in contents.items())
    _drop_empty(folder)
    return written, len(stale)


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]


def _write(path: Path, data: bytes) -> bool:
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return True


def _drop_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()
