"""Data files in canonical form: which are not, and writing them so."""

from collections.abc import Iterator
from pathlib import Path

from generator import schema, yamlfile
from generator.canonical import canonical
from generator.load.layout import Found, walk
from generator.load.source import Folder
from generator.problem import Problem


def format_files(root: Path, *, check: bool) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Write every data file in canonical form; with ``check`` only look.

    Returns the paths that were (or would be) rewritten, and the problems of the files that cannot
    be read, which are left as they are.
    """
    changed: list[str] = []
    problems: list[Problem] = []
    for found in _files(root):
        content = (root / found.path).read_bytes()
        document, refused = yamlfile.read(found.path, content)
        problems += refused
        if document is None:
            continue
        wanted = canonical(content.decode("utf-8"), found.kind).encode("utf-8")
        if wanted != content:
            changed.append(found.path)
            if not check:
                _replace(root / found.path, wanted)
    return tuple(changed), tuple(sorted(problems))


def _files(root: Path) -> Iterator[Found]:
    listed = walk(Folder(root))
    yield from (f for f in listed if isinstance(f, Found) and f.kind in schema.KINDS)


def _replace(path: Path, content: bytes) -> None:
    """Write the whole file or nothing."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
