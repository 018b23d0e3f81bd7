"""Guarantee 7: the same commit gives the same site, byte for byte, wherever it is built."""

from hashlib import sha256
from pathlib import Path

import pytest

from tests.cases import BASE
from tests.test_determinism import SETTINGS, run

SHUFFLED = """
import os, random, sys
scan, listed = os.scandir, os.listdir

class Entries:
    def __init__(self, rows):
        self.rows = iter(rows)
    def __iter__(self):
        return self
    def __next__(self):
        return next(self.rows)
    def __enter__(self):
        return self
    def __exit__(self, *_):
        return None
    def close(self):
        return None

def shuffled(path="."):
    with scan(path) as entries:
        rows = list(entries)
    random.Random(7).shuffle(rows)
    return Entries(rows)

os.scandir = shuffled
os.listdir = lambda path=".": random.Random(7).sample(rows := listed(path), len(rows))
from bulletin.cli import main
main(sys.argv[1:])
"""


def digest(folder: Path) -> str:
    """One hash of all paths and bytes below a folder."""
    whole = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            whole.update(f"{name}\0{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def built(out: Path, cwd: Path, program: str = "", **settings: str) -> str:
    """The hash of the small site, pages and settings included, built in a process of its own."""
    run(("--root", str(BASE), "build", "--out", str(out)), cwd, program, **settings)
    assert (out / "site" / "index.html").is_file()
    return digest(out / "site") + digest(out / "pages")


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("usual")
    return built(folder / "build", folder)


@pytest.mark.parametrize("name", SETTINGS)
def test_the_environment_changes_no_byte_of_the_site(name: str, usual: str, tmp_path: Path) -> None:
    assert built(tmp_path / "elsewhere" / "out", Path("/"), **SETTINGS[name]) == usual


def test_the_order_of_files_changes_no_byte_of_the_site(usual: str, tmp_path: Path) -> None:
    assert built(tmp_path / "out", tmp_path, SHUFFLED) == usual


def test_building_again_over_an_old_site_changes_no_byte(usual: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "site" / "old").mkdir(parents=True)
    (out / "site" / "old" / "index.html").write_text("old", encoding="utf-8")
    assert built(out, tmp_path) == usual
    assert built(out, tmp_path) == usual
