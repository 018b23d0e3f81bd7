"""The cases of wrong data in ``tests/bad``: what each is laid over, and what is printed.

A case is a folder named by its code. Its ``data/`` lies over ``_base/data/``, which is good;
``expected.txt`` is all that ``bulletin check`` prints. Where the right way is not what the base
has, ``right/data/`` lies over the base instead.
"""

import shutil
from pathlib import Path

BAD = Path(__file__).parent / "bad"
BASE = BAD / "_base"
CASES = tuple(sorted(path for path in BAD.iterdir() if path.is_dir() and path != BASE))


def laid_over_base(overlay: Path, into: Path) -> Path:
    """A data repository: the base with an overlay's files over it."""
    shutil.copytree(BASE, into, symlinks=True, dirs_exist_ok=True)
    shutil.copytree(overlay / "data", into / "data", symlinks=True, dirs_exist_ok=True)
    return into


def files(overlay: Path) -> tuple[str, ...]:
    """The paths of an overlay's files, from ``data/`` on."""
    found = (path for path in (overlay / "data").rglob("*") if path.is_symlink() or path.is_file())
    return tuple(sorted(path.relative_to(overlay).as_posix() for path in found))
