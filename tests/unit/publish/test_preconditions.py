"""What stands in the way of a publication is told with its remedy, and nothing is changed."""

import errno
import os
from pathlib import Path

import pytest
from bulletin.publish import versions
from bulletin.record.refusal import RefusedError
from bulletin.repository.opened import Repository
from bulletin.review.problems import review

from tests.unit.review.sealed import Sealed


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sealed:
    """A sealed month, whose site is one page."""

    def build(_root: Path, _repository: Repository, month: str, out: Path) -> None:
        (out / "site").mkdir()
        (out / "site" / "index.html").write_text(month)

    monkeypatch.setattr(versions, "_PROGRAM", ())
    monkeypatch.setattr(versions, "build_version", build)
    return Sealed(tmp_path / "repo", "2017-08", "2017-09")


def refused(repo: Sealed, month: str = "2017-08") -> str:
    """Why a month is not published; nothing has changed."""
    before = repo.git("for-each-ref"), repo.git("status", "--porcelain")
    with pytest.raises(RefusedError) as refusal:
        versions.publish(repo.root, month)
    assert (repo.git("for-each-ref"), repo.git("status", "--porcelain")) == before
    return str(refusal.value)


def test_a_branch_that_is_checked_out_is_not_moved(repo: Sealed, tmp_path: Path) -> None:
    versions.publish(repo.root, "2017-08")
    repo.git("worktree", "add", "--quiet", str(tmp_path / "pages"), "site")
    words = refused(repo, "2017-09")
    assert str(tmp_path / "pages") in words
    assert "git worktree remove" in words
    repo.git("worktree", "remove", str(tmp_path / "pages"))
    repo.git("switch", "--quiet", "site")
    assert "git switch main" in refused(repo, "2017-09")
    repo.git("switch", "--quiet", "main")
    versions.publish(repo.root, "2017-09")


@pytest.mark.parametrize("branch", ["site", "bulletin-publishing"])
def test_a_branch_of_somebody_else_is_left_alone(repo: Sealed, branch: str) -> None:
    repo.git("branch", branch)
    assert f"git branch -m {branch}" in refused(repo)
    repo.git("branch", "-m", branch, "other")
    versions.publish(repo.root, "2017-08")


def test_what_a_publication_left_behind_is_cleared_away(repo: Sealed) -> None:
    versions.publish(repo.root, "2017-08")
    repo.git("branch", "bulletin-publishing", "site")
    versions.publish(repo.root, "2017-09")
    assert repo.git("branch", "--format=%(refname:short)").split() == ["main", "site"]


@pytest.mark.parametrize("name", ["refs/heads/site", "refs/tags/bulletin-2017-08", "packed-refs"])
def test_a_lock_of_git_is_named_with_its_age(repo: Sealed, name: str) -> None:
    lock = repo.root / ".git" / f"{name}.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.touch()
    os.utime(lock, (lock.stat().st_atime, lock.stat().st_mtime - 600))
    words = refused(repo)
    assert str(lock) in words
    assert "10 分钟以前" in words
    lock.unlink()
    versions.publish(repo.root, "2017-08")


def test_who_commits_must_be_known(repo: Sealed, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("user.name", "user.email"):
        repo.git("config", "--unset", key)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for variable in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(variable, raising=False)
    words = refused(repo)
    assert "git config user.name" in words
    assert "git config user.email" in words


def test_a_site_without_a_name_is_told_by_check_and_not_published(tmp_path: Path) -> None:
    repo = Sealed(tmp_path / "repo", "2017-08")
    repo.file("data/site.yaml").unlink()
    repo.commit("No site")
    assert [p.code for p in review(repo.root).problems if "site.yaml" in p.message] == ["P002"]
    assert "data/site.yaml" in refused(repo)


def test_on_a_full_disk_nothing_is_left(repo: Sealed, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "x")

    monkeypatch.setattr(versions, "build_version", full)
    before = repo.git("for-each-ref")
    with pytest.raises(OSError, match="No space"):
        versions.publish(repo.root, "2017-08")
    assert repo.git("for-each-ref") == before
