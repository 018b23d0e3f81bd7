"""The cases of wrong data in ``tests/bad``: what each is laid over, and what is printed.

A case is a folder named by its code. Its ``data/`` lies over ``_base/data/``, which is good;
``expected.txt`` is all that ``bulletin check`` prints. Where the right way is not what the base
has, ``right/data/`` lies over the base instead.
"""

import shutil
import subprocess
from pathlib import Path
from typing import Self

from bulletin.repository.opened import open_repository

BAD = Path(__file__).parent / "bad"
BASE = BAD / "_base"
CASES = tuple(sorted(path for path in BAD.iterdir() if path.is_dir() and path != BASE))


BY_HISTORY = ("Z007", "Z010", "Z011", "Z012")
"""The cases that show what was changed since the right example was committed."""


def options(case: Path) -> tuple[str, ...]:
    """How ``check`` is told that a case has no history, as far as it is not about that."""
    return () if case.name in {"Z009", *BY_HISTORY} else ("--no-history",)


def laid(case: Path, into: Path) -> Path:
    """A case as it is checked: where it needs a history, that of its right example."""
    if case.name in BY_HISTORY:
        committed(laid_over_base(case / "right", into))
    return laid_over_base(case, into)


def committed(root: Path) -> Path:
    """A data repository with everything in one commit."""
    for words in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message=Begin")):
        names = ("-c", "user.name=Tester", "-c", "user.email=tester@bulletin.example")
        subprocess.run(["git", "-C", str(root), *names, *words], check=True)
    return root


def laid_over_base(overlay: Path, into: Path) -> Path:
    """A data repository: the base with an overlay's files over it."""
    shutil.copytree(BASE, into, symlinks=True, dirs_exist_ok=True)
    shutil.copytree(overlay / "data", into / "data", symlinks=True, dirs_exist_ok=True)
    return into


def files(overlay: Path) -> tuple[str, ...]:
    """The paths of an overlay's files, from ``data/`` on."""
    found = (path for path in (overlay / "data").rglob("*") if path.is_symlink() or path.is_file())
    return tuple(sorted(path.relative_to(overlay).as_posix() for path in found))


class Repo:
    """A data repository made of the base, to be changed file by file and checked."""

    folder = "data/schemes/demo"

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(BASE, root, dirs_exist_ok=True)

    def write(self, path: str, text: str) -> Self:
        """Write a file; paths that do not begin with ``data/`` lie in the scheme's folder."""
        file = self.file(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return self

    def change(self, path: str, old: str, new: str) -> Self:
        """Replace the only place where a file says something."""
        text = self.text(path)
        assert text.count(old) == 1, f"{path} says {text.count(old)} times: {old}"
        return self.write(path, text.replace(old, new))

    def finish(self, month: str) -> None:
        """Let nobody owe anything in a month: both units are left out of what is missing."""
        rows = [
            f"- unit: {unit}\n  rule: {rule}\n  status: not-participating\n  reason: 本月不评\n"
            for unit in ("jiaoyu", "minzheng")
            for rule in ("quality", "reports-rank", "reports-on-time", "satisfaction-below")
            if (unit, rule) != ("jiaoyu", "satisfaction-below")
        ]
        self.write(f"{month}/participation.yaml", "".join(rows))

    def text(self, path: str) -> str:
        """What a file says."""
        return self.file(path).read_text(encoding="utf-8")

    def found(self) -> list[str]:
        """Every problem as ``CODE message``."""
        return [f"{p.code} {p.message}" for p in open_repository(self.root).problems]

    def hints(self) -> list[str]:
        """Every problem as ``CODE hint``."""
        return [f"{p.code} {p.hint}" for p in open_repository(self.root).problems]

    def file(self, path: str) -> Path:
        """Where a file stands."""
        return self.root / (path if path.startswith("data/") else f"{self.folder}/{path}")
