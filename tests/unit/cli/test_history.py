"""Commands that rest on git's history say so where it cannot be read whole, in every format."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bulletin.record.files import brought
from bulletin.repository.opened import open_repository

from tests.cases import BASE
from tests.unit.cli.conftest import Said
from tests.unit.record.test_draw import DRAW, Drawn
from tests.unit.review.sealed import Sealed

FORMS: dict[str, Callable[[str], bool]] = {
    "text": lambda out: out.startswith("data:1:1: Z009 封存、更正和抽签"),
    "json": lambda out: [row["code"] for row in json.loads(out)] == ["Z009"],
    "github": lambda out: out.startswith("::error file=data,line=1,col=1,title=Z009::"),
    "gitlab": lambda out: [row["check_name"] for row in json.loads(out)] == ["Z009"],
}
COMMANDS = {
    "verify": ("verify",),
    "seal": ("seal", "demo", "2017-09"),
    "correct": ("correct", "demo", "2017-08", "--reason", "复核", "--basis", "示范"),
    "build": ("build",),
    "build a version": ("build", "--month", "2017-08"),
    "word": ("word", "2017-08"),
}


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """A repository with one sealed month."""
    return Sealed(tmp_path_factory.mktemp("history") / "repo", "2017-08")


@pytest.fixture
def shallow(repo: Sealed, tmp_path: Path) -> Path:
    """A clone that has the last commit only."""
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.root}", str(tmp_path / "shallow"))
    return tmp_path / "shallow"


@pytest.fixture
def unpacked(repo: Sealed, tmp_path: Path) -> Path:
    """An archive that was unpacked."""
    shutil.copytree(repo.root / "data", tmp_path / "unpacked" / "data")
    return tmp_path / "unpacked"


@pytest.mark.parametrize("form", FORMS)
def test_check_says_so_in_every_format(
    form: str, shallow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = Said(capsys, "--root", str(shallow), "check", "--format", form)
    assert said.code == 1
    assert FORMS[form](said.out)
    assert "git fetch --unshallow" in said.out


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_that_rests_on_history_stops(
    name: str,
    shallow: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    said = Said(capsys, "--root", str(shallow), *COMMANDS[name])
    assert said.code == 1
    assert "Z009" in said.out + said.err
    assert [path.name for path in tmp_path.iterdir()] == ["shallow"]


def test_nothing_is_published_without_a_whole_history(
    shallow: Path, unpacked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for root, words in ((shallow, "这是浅克隆"), (unpacked, "不是 git 库")):
        said = Said(capsys, "--root", str(root), "publish", "2017-08")
        assert (said.code, words in said.err) == (1, True)


def test_a_draw_needs_its_history(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawn = Drawn(tmp_path / "whole")
    drawn.promise()
    drawn.git("clone", "--quiet", "--depth=1", f"file://{drawn.root}", str(tmp_path / "cut"))
    command = ("draw", "check", "demo", "2017-08", "items")
    assert Said(capsys, "--root", str(drawn.root), *command).code == 0
    said = Said(capsys, "--root", str(tmp_path / "cut"), *command)
    assert (said.code, said.out.startswith("data:1:1: Z009")) == (1, True)
    assert (tmp_path / "cut" / drawn.folder / DRAW).is_file()
    shutil.rmtree(tmp_path / "cut" / ".git")
    said = Said(capsys, "--root", str(tmp_path / "cut"), "draw", "result", *command[2:], "1 2")
    assert (said.code, "不是 git 库" in said.err) == (1, True)


def test_an_archive_is_checked_and_built_if_that_is_meant(
    unpacked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ("--root", str(unpacked))
    assert Said(capsys, *at, "check").code == 1
    for command in (("check",), ("verify",), ("build", "--out", str(tmp_path / "out"))):
        said = Said(capsys, *at, *command, "--no-history")
        assert (said.code, "没有看 git 历史" in said.err) == (0, True)
    page = (tmp_path / "out/pages/about.md").read_text(encoding="utf-8")
    assert "没有看版本库的历史" in page


def test_without_history_the_files_are_held_all_the_same(
    unpacked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    units = unpacked / "data/units/city.yaml"
    units.write_text(units.read_text("utf-8").replace("市教育局", "市教育委"), "utf-8")
    said = Said(capsys, "--root", str(unpacked), "check", "--no-history")
    assert (said.code, "Z010" in said.out, "列不出改了什么" in said.out) == (0, True, True)
    assert "不需要改正" not in said.out
    late = unpacked / "data/schemes/demo/2017-08/findings/jiaoyu/jy-02.yaml"
    late.write_text(late.read_text("utf-8").replace("tier: 一般", "tier: 严重"), "utf-8")
    assert Said(capsys, "--root", str(unpacked), "check", "--no-history").code == 1
    assert Said(capsys, "--root", str(unpacked), "verify", "--no-history").code == 1


def test_the_last_seal_deleted_is_missed_in_a_shallow_clone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it the repository looks like one that needs no history."""
    repo = Sealed(tmp_path / "repo", "2017-08")
    repo.git("rm", "--quiet", "data/schemes/demo/2017-08/seal.yaml")
    repo.git("commit", "--quiet", "--message=Delete")
    clone = tmp_path / "clone"
    repo.git("clone", "--quiet", "--depth=2", f"file://{repo.root}", str(clone))
    said = Said(capsys, "--root", str(clone), "check")
    assert (said.code, "seal.yaml:1:1: Z008" in said.out) == (1, True)


def test_a_repository_without_seals_needs_no_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(BASE, tmp_path / "base")
    at = ("--root", str(tmp_path / "base"))
    for path in (None, str(tmp_path)):
        if path:
            monkeypatch.setenv("PATH", path)
        assert Said(capsys, *at, "check").out == ""
        assert Said(capsys, *at, "verify").code == 0
        assert Said(capsys, *at, "score", "demo", "2017-08").code == 0
    assert Said(capsys, *at, "seal", "demo", "2017-08").code == 0
    assert Said(capsys, *at, "check").code == 1


def test_the_form_of_an_open_month_is_no_matter_of_history(shallow: Path) -> None:
    path = "data/schemes/demo/2017-09/participation.yaml"
    repository = open_repository(shallow)
    assert brought(shallow, repository, {path: (shallow / path).read_bytes()}) == ()


def test_a_lost_object_is_told_with_its_remedy(
    repo: Sealed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(repo.root, tmp_path / "lost")
    found = repo.git("rev-parse", "HEAD^:data/schemes/demo").strip()
    (tmp_path / "lost/.git/objects" / found[:2] / found[2:]).unlink()
    said = Said(capsys, "--root", str(tmp_path / "lost"), "check")
    assert (said.code, "Z009" in said.out, "git fsck" in said.out) == (1, True, True)


def test_a_sealed_blob_that_is_lost_is_told(
    repo: Sealed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only where it is needed: while the register is as it was sealed, nothing is read."""
    root = tmp_path / "lost"
    shutil.copytree(repo.root, root)
    units = root / "data/units/city.yaml"
    found = repo.git("rev-parse", "HEAD:data/units/city.yaml").strip()
    (root / ".git/objects" / found[:2] / found[2:]).unlink()
    assert Said(capsys, "--root", str(root), "check").code == 0
    units.write_text(units.read_text("utf-8").replace("市教育局", "市教育委"), "utf-8")
    said = Said(capsys, "--root", str(root), "check")
    assert (said.code, "Z009" in said.out) == (1, True)
    assert Said(capsys, "--root", str(root), "verify").code == 1
    said = Said(capsys, "--root", str(root), "impact", "HEAD")
    assert (said.code, "缺了对象" in said.err) == (1, True)


def test_a_partial_clone_works_while_it_can_fetch(
    repo: Sealed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = Sealed(tmp_path / "source", "2017-08")
    source.change("data/units/city.yaml", "市教育局", "市教育委")
    source.commit("Rename")
    source.git("config", "uploadpack.allowFilter", "true")
    source.git("config", "uploadpack.allowAnySHA1InWant", "true")
    for name in ("near", "far"):
        url, clone = f"file://{source.root}", str(tmp_path / name)
        repo.git("clone", "--quiet", "--filter=blob:none", url, clone)
    assert "现为“市教育委”" in Said(capsys, "--root", str(tmp_path / "near"), "check").out
    shutil.move(source.root, tmp_path / "gone")
    said = Said(capsys, "--root", str(tmp_path / "far"), "check")
    assert (said.code, "部分克隆" in said.out) == (1, True)
