"""The package as it is installed elsewhere, without the repository around it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from bulletin.view.links import HELP

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests/golden/food-hygiene/data"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel holds."""
    there = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(there)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = there.glob("*.whl")
    with ZipFile(wheel) as packed:
        packed.extractall(there / "lib")
    return there / "lib"


def run(installed: Path, root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    code = "import bulletin, sys; from bulletin.cli import main; "
    code += f"assert bulletin.__file__.startswith({str(installed)!r}); sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_the_installed_program_checks_and_builds_a_repository_of_data_only(
    installed: Path, tmp_path: Path
) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    checked = run(installed, tmp_path, "check", "--no-history")
    last = checked.stderr.splitlines(keepends=True)[-1]
    assert (checked.returncode, last) == (0, "检查完毕：0 个错误，3 个提醒\n")
    built = run(installed, tmp_path, "build", "--no-history")
    assert built.returncode == 0, built.stderr
    for page in ("index.html", *(target for target, _ in HELP.values()), "help/images/form.webp"):
        assert (tmp_path / "build/site" / page).is_file()


def test_the_package_holds_nothing_of_this_repository(installed: Path) -> None:
    top = {path.name for path in (installed / "bulletin").iterdir() if path.name[0] == "_"}
    assert top == {
        "__init__.py",
        "__main__.py",
        "_docs",
        "_mkdocs.yml",
        "_schemas",
        "_site_templates",
    }
    assert not (installed / "bulletin/_schemas/editor").exists()
