"""The audit trail of real git repositories."""

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from generator.pages.trail import NONE, Trail
from generator.publish.trail import trail_of

DAYS = {"a": "2017-09-03T23:30:00+0800", "b": "2017-09-05T08:00:00+0800"}


def git(folder: Path, *words: str, **settings: str) -> str:
    """Run git as nobody in particular, and return what it says."""
    who = (
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "-c",
        "protocol.file.allow=always",
    )
    run = subprocess.run(
        ["git", "-C", str(folder), *who, *words],
        env=os.environ | settings,
        check=True,
        capture_output=True,
        text=True,
    )
    return run.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two files, each committed on a day of its own."""
    root = tmp_path / "repository"
    (root / "data").mkdir(parents=True)
    git(root, "init", "--quiet")
    for name, day in DAYS.items():
        (root / "data" / f"{name}.yaml").write_text("x: 1\n", encoding="utf-8")
        git(root, "add", ".")
        dates = {"GIT_AUTHOR_DATE": day, "GIT_COMMITTER_DATE": day}
        git(root, "commit", "--quiet", "--message", name, **dates)
    return root


def test_each_file_has_its_last_commit(repository: Path) -> None:
    last = {
        "data/a.yaml": (git(repository, "rev-parse", "HEAD^"), date(2017, 9, 3)),
        "data/b.yaml": (git(repository, "rev-parse", "HEAD"), date(2017, 9, 5)),
    }
    assert trail_of(repository) == Trail(last, head=git(repository, "rev-parse", "HEAD"))


def test_a_file_that_was_changed_since_has_none(repository: Path) -> None:
    (repository / "data/a.yaml").write_text("x: 2\n", encoding="utf-8")
    (repository / "data/c.yaml").write_text("x: 1\n", encoding="utf-8")
    found = trail_of(repository)
    assert (list(found.last), found.head, found.lacks) == (["data/b.yaml"], "", "")


def test_a_shallow_clone_says_that_it_is_one(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth=1", repository.as_uri(), "shallow")
    found = trail_of(tmp_path / "shallow")
    assert (dict(found.last), found.head) == ({}, "")
    assert "shallow" in found.lacks


def test_outside_a_repository_there_is_none(tmp_path: Path) -> None:
    assert trail_of(tmp_path) == NONE
