"""The project's own files hold together, on any machine."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_lock_names_no_host_and_no_folder() -> None:
    named = re.findall(
        r"^.*(?:://|file:|[ (=][/~]|[A-Z]:\\|--find-links|index-url).*$", LOCK, re.MULTILINE
    )
    assert named == []


def test_lock_pins_every_version_by_hash() -> None:
    requirements = re.findall(r"^[^\s#](?:.*\\\n)*.*", LOCK, re.MULTILINE)
    pinned = re.compile(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", re.DOTALL)
    assert [text for text in requirements if not pinned.match(text)] == []


@pytest.mark.parametrize(
    "requirement", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
)
def test_lock_holds_what_the_project_asks_for(requirement: str) -> None:
    name = re.split(r"[<>=!~\[; ]", requirement)[0]
    assert re.search(rf"^{re.sub(r'[._-]', '-', name).lower()}==", LOCK, re.MULTILINE)


def test_the_form_is_pinned_by_hash_and_names_no_registry() -> None:
    text = (ROOT / "site_templates/admin/package-lock.json").read_text(encoding="utf-8")
    packages = {name: body for name, body in json.loads(text)["packages"].items() if name}
    assert [name for name, body in packages.items() if "integrity" not in body] == []
    assert [name for name, body in packages.items() if "resolved" in body] == []
    assert "://" not in text


def test_tracked_files_name_no_folder_of_one_machine() -> None:
    folder = r"(^|[^A-Za-z0-9_./-])/(home|Users|root|work)/[A-Za-z]"
    found = subprocess.run(
        ["git", "grep", "-nIE", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stdout) == (1, "")


@pytest.mark.parametrize(
    "word",
    [
        *("help", "site", "serve", "bulletin", "desk"),
        *("fast", "test", "lint", "bench", "lock", "clean"),
    ],
)
def test_make_knows_the_word(word: str) -> None:
    done = subprocess.run(
        ["make", "--dry-run", word], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
