"""One file by its path, read no further than a file of its kind may go."""

from pathlib import Path
from typing import Any

from bulletin.load.file_kinds import limit
from bulletin.load.layout import kind_of
from bulletin.load.source import Folder
from bulletin.problem import Problem
from bulletin.yamlfile import Document
from bulletin.yamlfile import read as read_yaml


def content(root: Path, path: str) -> bytes:
    """Return the bytes of a file; where they are one more than is allowed, it has more."""
    return Folder(root).content(path, limit(kind_of(path)) + 1)


def document(
    root: Path, path: str, *, patient: bool = False
) -> tuple[Document | None, tuple[Problem, ...]]:
    """Read a file; what is returned, and ``patient``, are as in ``yamlfile.read``."""
    return read_yaml(path, content(root, path), limit(kind_of(path)), patient=patient)


def plain(root: Path, path: str) -> Any:  # noqa: ANN401 - plain YAML data
    """Return what a file says; None where there is none, or it cannot be read."""
    there = (root / path).is_file()
    found = document(root, path)[0] if there else None
    return found.data if found else None
