"""Write a file below a folder through no link: each folder on the way is opened by its name."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


def put(root: Path, path: str, content: bytes) -> None:
    """Write a file whole or not at all, with the folders that it needs.

    Raises ``OSError`` where a link or anything but a folder is on the way, or the file is a link.
    """
    above, _, name = path.rpartition("/")
    beside = f".{name}.new"
    with _opened(root, above.split("/")) as folder:
        if _is_link(folder, name):
            raise NotADirectoryError(path)
        try:
            with os.fdopen(os.open(beside, _NEW, 0o666, dir_fd=folder), "wb") as file:
                file.write(content)
            os.replace(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:  # Ctrl-C too
            _unlink(folder, beside)
            raise


def remove(root: Path, path: str) -> None:
    """Take a file away, if it is there; raises ``OSError`` as ``put``."""
    above, _, name = path.rpartition("/")
    with _opened(root, above.split("/")) as folder:
        _unlink(folder, name)


@contextmanager
def _opened(root: Path, names: list[str]) -> Iterator[int]:
    """Open a folder step by step, making what lacks."""
    here = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name in names:
            here, above = _step(here, name), here
            os.close(above)
        yield here
    finally:
        os.close(here)


def _step(here: int, name: str) -> int:
    try:
        return os.open(name, _FOLDER, dir_fd=here)
    except FileNotFoundError:
        os.mkdir(name, dir_fd=here)
        return os.open(name, _FOLDER, dir_fd=here)


def _is_link(folder: int, name: str) -> bool:
    try:
        os.readlink(name, dir_fd=folder)
    except OSError:
        return False
    return True


def _unlink(folder: int, name: str) -> None:
    try:
        os.unlink(name, dir_fd=folder)
    except FileNotFoundError:
        return
