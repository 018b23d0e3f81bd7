"""Same data, same bytes: whatever the hash seed, zone, locale, working folder and file order."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

SHUFFLED = """
import os, random, sys
scan = os.scandir

class Entries(list):
    def __enter__(self):
        return self
    def __exit__(self, *_):
        return None

def shuffled(path="."):
    with scan(path) as entries:
        rows = Entries(entries)
    random.Random(7).shuffle(rows)
    return rows

os.scandir = shuffled
from bulletin.cli import main
main(sys.argv[1:])
"""

CALLS = {
    "score": ("score", "hangzhou-departments", "2017-09", "--format", "json"),
    "check": ("check", "--no-history", "--format", "json"),
    "award": ("award", "hangzhou-departments", "2017", "--format", "json"),
}
SETTINGS = {
    "hash seed": {"PYTHONHASHSEED": "12345"},
    "zone": {"TZ": "Pacific/Kiritimati"},
    "C": {"LC_ALL": "C", "LANG": "C"},
    "POSIX without UTF-8": {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"},
    "Chinese": {"LC_ALL": "zh_CN", "LANG": "zh_CN"},
    "all at once": {
        "PYTHONHASHSEED": "1",
        "TZ": "America/St_Johns",
        "LC_ALL": "C",
        "LANG": "zh_CN",
    },
}


def run(args: tuple[str, ...], cwd: Path, program: str = "", **settings: str) -> bytes:
    """Run the command in a process of its own and return what it prints."""
    keep = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
    code = program or "import sys; from bulletin.cli import main; main(sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        cwd=cwd,
        env=keep | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"} | settings,
        capture_output=True,
        check=False,
    )
    told = done.stderr.decode("utf-8", "replace")
    assert done.returncode in {0, 1}, told
    assert "Traceback" not in told, told
    return done.stdout


Usual = tuple[tuple[str, ...], bytes, Path]


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the data, so that nobody changes it between two runs."""
    folder = tmp_path_factory.mktemp("root")
    shutil.copytree(ROOT / "data", folder / "data")
    return folder


@pytest.fixture(scope="module", params=CALLS)
def usual(request: pytest.FixtureRequest, copied: Path) -> Usual:
    args = CALLS[request.param]
    return args, run(args, copied), copied


@pytest.mark.parametrize("name", SETTINGS)
def test_the_environment_is_nothing(usual: Usual, name: str) -> None:
    args, wanted, root = usual
    assert run(args, root, **SETTINGS[name]) == wanted


def test_the_working_folder_is_nothing(usual: Usual, tmp_path: Path) -> None:
    args, wanted, root = usual
    assert run(("--root", str(root), *args), tmp_path) == wanted
    assert run(("--root", "..", *args), root / "data") == wanted


def test_the_order_of_the_folder_is_nothing(usual: Usual) -> None:
    args, wanted, root = usual
    assert run(args, root, SHUFFLED) == wanted


def test_something_is_printed(usual: Usual) -> None:
    assert len(usual[1]) > 1
