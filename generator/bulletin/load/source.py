"""Where the files of a repository come from: a folder, or a set of files such as a commit's."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal, Protocol

Form = Literal["file", "folder", "odd"]
"""Odd: a link, a submodule, a device."""


class Source(Protocol):
    """Files by path, with ``/`` between the names."""

    def form(self, path: str) -> Form | None:
        """Tell what is at a path, if anything is."""

    def entries(self, folder: str) -> Iterable[tuple[str, Form]]:
        """List the names in a folder with what each is, sorted."""

    def content(self, path: str, limit: int | None = None) -> bytes:
        """Return the bytes of a file, at most so many."""


class Folder:
    """The files below a folder of the file system."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def form(self, path: str) -> Form | None:
        """Tell what is at a path."""
        there = self.root / path
        if there.is_symlink():
            return "odd"
        return "folder" if there.is_dir() else "file" if there.is_file() else None

    def entries(self, folder: str) -> list[tuple[str, Form]]:
        """List a folder, whatever the order of the file system."""
        with os.scandir(self.root / folder) as found:
            return sorted((entry.name, _form(entry)) for entry in found)

    def content(self, path: str, limit: int | None = None) -> bytes:
        """Read a file."""
        with (self.root / path).open("rb") as file:
            return file.read(-1 if limit is None else limit)


def _form(entry: os.DirEntry[str]) -> Form:
    if entry.is_symlink():
        return "odd"
    return "folder" if entry.is_dir() else "file" if entry.is_file() else "odd"


class Files:
    """Files that are held in memory; None stands for what is no ordinary file.

    ``folders`` are there as well, though nothing that is held be in them.
    """

    def __init__(self, files: Mapping[str, bytes | None], folders: Iterable[str] = ()) -> None:
        self._files = files
        self._folders: dict[str, dict[str, Form]] = {}
        for path, content in files.items():
            self._place(path, "odd" if content is None else "file")
        for path in folders:
            self._folders.setdefault(path, {})
            self._place(path, "folder")

    def _place(self, path: str, form: Form) -> None:
        above, _, name = path.rpartition("/")
        while name and name not in self._folders.setdefault(above, {}):
            self._folders[above][name] = form
            (above, _, name), form = above.rpartition("/"), "folder"

    def form(self, path: str) -> Form | None:
        """Tell what is at a path."""
        above, _, name = path.rpartition("/")
        return self._folders.get(above, {}).get(name)

    def entries(self, folder: str) -> list[tuple[str, Form]]:
        """List a folder."""
        return sorted(self._folders.get(folder, {}).items())

    def content(self, path: str, limit: int | None = None) -> bytes:
        """Return the bytes of a file."""
        return (self._files[path] or b"")[:limit]


class Overlay:
    """A folder with some files other than they are, or more of them."""

    def __init__(self, folder: Folder, files: Mapping[str, bytes]) -> None:
        self._folder, self._files = folder, files
        self._above = Files(files)

    def form(self, path: str) -> Form | None:
        """Tell what is at a path."""
        return self._above.form(path) or self._folder.form(path)

    def entries(self, folder: str) -> list[tuple[str, Form]]:
        """List a folder with what lies over it."""
        below = self._folder.entries(folder) if self._folder.form(folder) == "folder" else []
        return sorted({**dict(below), **dict(self._above.entries(folder))}.items())

    def content(self, path: str, limit: int | None = None) -> bytes:
        """Return the bytes of a file."""
        held = self._files.get(path)
        return self._folder.content(path, limit) if held is None else held[:limit]
