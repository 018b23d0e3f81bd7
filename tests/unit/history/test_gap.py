"""A failure of git is told apart from its no, and each kind of failure has a name."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bulletin.history import refs, trees
from bulletin.history.gap import Gap, Lack, gap
from bulletin.history.git import FailedError, line
from bulletin.history.objects import LostError
from bulletin.review.history_gap_words import reason, remedy

from tests.unit.history.made import FINDING, Made, finding


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Two commits."""
    made = Made(tmp_path / "made")
    for number in (1, 2):
        made.write(FINDING, finding(number))
        made.commit("登记", number)
    return made


def lose(made: Made, name: str) -> None:
    """Let an object vanish."""
    found = made.git("rev-parse", name)
    (made.root / ".git" / "objects" / found[:2] / found[2:]).unlink()


def without_git(made: Made, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("PATH", str(made.root))


def unpacked(made: Made, _: pytest.MonkeyPatch) -> None:
    shutil.rmtree(made.root / ".git")


def nowhere(made: Made, _: pytest.MonkeyPatch) -> None:
    shutil.rmtree(made.root / ".git")
    (made.root / ".git").write_text("gitdir: /nowhere/modules/data\n", encoding="ascii")


def junk(made: Made, _: pytest.MonkeyPatch) -> None:
    shutil.rmtree(made.root / ".git")
    (made.root / ".git").write_text("junk", encoding="ascii")


def emptied(made: Made, _: pytest.MonkeyPatch) -> None:
    shutil.rmtree(made.root / ".git")
    (made.root / ".git").mkdir()


def of_another_user(_: Made, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")


def elsewhere(made: Made, patch: pytest.MonkeyPatch) -> None:
    other = Made(made.root.parent / "other")
    other.write(FINDING, finding())
    other.commit("别的库", 1)
    patch.setenv("GIT_DIR", str(other.root / ".git"))


def elsewhere_and_nowhere(_: Made, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("GIT_DIR", "/nowhere/.git")


def archive_beside(made: Made, patch: pytest.MonkeyPatch) -> None:
    shutil.copytree(made.root / ".git", made.root.parent / "other.git")
    shutil.rmtree(made.root / ".git")
    patch.setenv("GIT_DIR", str(made.root.parent / "other.git"))


def archive_inside(made: Made, _: pytest.MonkeyPatch) -> None:
    inside = made.root / "unpacked"
    shutil.copytree(made.root / "data", inside / "data")
    made.root = inside


def own_data(made: Made, _: pytest.MonkeyPatch) -> None:
    made.git("init", "--quiet", "data")


def shallow(made: Made, _: pytest.MonkeyPatch) -> None:
    made.git("clone", "--quiet", "--depth=1", made.root.as_uri(), str(made.root.parent / "cut"))
    made.root = made.root.parent / "cut"


def grafted(made: Made, _: pytest.MonkeyPatch) -> None:
    (made.root / ".git" / "info").mkdir(exist_ok=True)
    grafts = made.root / ".git" / "info" / "grafts"
    grafts.write_text(made.git("rev-parse", "HEAD") + "\n", encoding="ascii")


def broken_index(made: Made, _: pytest.MonkeyPatch) -> None:
    (made.root / ".git" / "index").write_bytes(b"DIRC junk that is no index at all, but long")


def no_head(made: Made, _: pytest.MonkeyPatch) -> None:
    lose(made, "HEAD")


def bad_settings(made: Made, _: pytest.MonkeyPatch) -> None:
    with (made.root / ".git" / "config").open("a", encoding="ascii") as file:
        file.write("[broken\n")


GAPS: dict[Callable[[Made, pytest.MonkeyPatch], None], Lack] = {
    without_git: Lack.NO_GIT,
    unpacked: Lack.NO_REPOSITORY,
    nowhere: Lack.BROKEN,
    junk: Lack.BROKEN,
    emptied: Lack.BROKEN,
    of_another_user: Lack.FOREIGN,
    elsewhere: Lack.ELSEWHERE,
    elsewhere_and_nowhere: Lack.ELSEWHERE,
    archive_beside: Lack.ELSEWHERE,
    archive_inside: Lack.OUTSIDE,
    own_data: Lack.NESTED,
    shallow: Lack.SHALLOW,
    grafted: Lack.GRAFTED,
    broken_index: Lack.INDEX,
    no_head: Lack.LOST,
    bad_settings: Lack.FAILED,
}


@pytest.mark.parametrize("spoil", GAPS, ids=lambda spoil: spoil.__name__)
def test_each_gap_has_its_name(
    spoil: Callable[[Made, pytest.MonkeyPatch], None], made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert gap(made.root) is None
    spoil(made, monkeypatch)
    found = gap(made.root)
    assert found is not None
    assert found.reason is GAPS[spoil]


@pytest.mark.parametrize("why", Lack)
def test_each_reason_has_its_words_and_its_remedy(why: Lack) -> None:
    assert reason(Gap(why, "fatal: x")).endswith("：fatal: x")
    assert remedy(Gap(why))


def test_a_worktree_and_a_submodule_are_whole(made: Made, tmp_path: Path) -> None:
    made.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"))
    assert gap(tmp_path / "tree") is None
    above = Made(tmp_path / "above")
    above.git("submodule", "--quiet", "add", made.root.as_uri(), "below")
    assert gap(tmp_path / "above" / "below") is None


def test_what_a_hook_of_the_same_repository_names_is_no_other(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"))
    monkeypatch.setenv("GIT_DIR", made.git("rev-parse", "--absolute-git-dir"))
    assert gap(made.root) is None
    monkeypatch.setenv("GIT_DIR", str(made.root / ".git" / "worktrees" / "tree"))
    assert gap(tmp_path / "tree") is None


def test_a_folder_may_be_given_its_repository(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (made.root / ".git").rename(tmp_path / "kept.git")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "kept.git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(made.root))
    assert gap(made.root) is None


def test_a_repository_without_a_commit_has_a_whole_history(tmp_path: Path) -> None:
    made = Made(tmp_path / "made")
    assert (gap(made.root), refs.head(made.root)) == (None, "")


def test_what_is_not_there_is_told_from_what_is_lost(made: Made) -> None:
    assert refs.commit_of(made.root, "refs/tags/nix") == ""
    assert refs.commit_of(made.root, "0" * 39 + "1") == ""
    assert refs.blob_at(made.root, "HEAD", "data/nix.yaml") == ""
    assert refs.blob_at(made.root, "refs/tags/nix", FINDING) == ""
    assert refs.content(made.root, "HEAD", "nix") is None
    lose(made, f"HEAD:{FINDING}")
    with pytest.raises(LostError):
        trees.files(made.root, [trees.listing(made.root, "HEAD")])
    lose(made, "HEAD:data")
    for ask in (
        lambda: refs.blob_at(made.root, "HEAD", FINDING),
        lambda: trees.listing(made.root, "HEAD"),
    ):
        with pytest.raises(FailedError):
            ask()
    lose(made, "HEAD")
    with pytest.raises(LostError):
        refs.head(made.root)


def test_with_a_broken_index_nothing_is_said_to_be_unchanged(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_index(made, monkeypatch)
    with pytest.raises(FailedError):
        refs.changed(made.root, ["data"])


def test_a_lost_record_is_no_unreadable_one(made: Made) -> None:
    lose(made, f"HEAD^:{FINDING}")
    with pytest.raises(LostError):
        made.history()


def test_no_file_of_grafts_named_from_outside_cuts_the_history(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grafts = tmp_path / "grafts"
    grafts.write_text(made.git("rev-parse", "HEAD") + "\n", encoding="ascii")
    monkeypatch.setenv("GIT_GRAFT_FILE", str(grafts))
    assert made.git("rev-list", "--count", "HEAD") == "1"
    assert line(made.root, "rev-list", "--count", "HEAD") == "2"
