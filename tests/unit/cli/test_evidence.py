"""A file is recorded by its name and hash, and told from others; it is never copied."""

from pathlib import Path

import pytest
from bulletin.cli import main
from bulletin.record.format import format_files
from bulletin.record.seal import seal
from bulletin.repository.opened import open_repository

from tests.cases import Repo

FINDING = "2017-08/findings/jiaoyu/jy-02.yaml"
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""The SHA-256 of “abc”, as FIPS 180-2 gives it."""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "repo")
    format_files(made.root, check=False)
    return made


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "窗口.jpg"
    file.write_bytes(b"abc")
    return file


def run(repo: Repo, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[object, str]:
    with pytest.raises(SystemExit) as left:
        main(["--root", str(repo.root), "evidence", "demo", *words])
    printed = capsys.readouterr()
    return left.value.code, printed.out + printed.err


def test_a_file_is_recorded_by_its_hash_and_known_again(
    repo: Repo, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = repo.text(FINDING)
    words = ("2017-08/jy-02", str(photo), "--kind", "照片", "--ref", "底稿8-2")
    path = f"data/schemes/demo/{FINDING}"
    assert run(repo, capsys, *words) == (0, f"已记录 {path}，请提交入库\n")
    assert repo.text(FINDING) == (
        f"{before}evidence:\n"
        "  - kind: 照片\n"
        "    title: 窗口.jpg\n"
        "    ref: 底稿8-2\n"
        f"    sha256: {ABC}\n"
    )
    assert [path.name for path in repo.root.rglob("*.jpg")] == []
    after = repo.text(FINDING)
    assert run(repo, capsys, *words) == (0, f"{photo} 与登记的“窗口.jpg”一致\n")
    assert repo.text(FINDING) == after


def test_of_a_sealed_month_a_file_is_only_compared(
    repo: Repo, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(repo, capsys, "2017-08/jy-02", str(photo))
    seal(repo.root, open_repository(repo.root), "demo", "2017-08")
    assert run(repo, capsys, "2017-08/jy-02", str(photo))[0] == 0
    photo.write_bytes(b"abd")
    assert run(repo, capsys, "2017-08/jy-02", str(photo)) == (
        1,
        f"{photo} 与登记的各份证据都不同\n2017-08 已经封存，不能补登证据\n",
    )


def test_a_name_that_exposes_somebody_is_refused(
    repo: Repo, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = repo.text(FINDING)
    named = photo.rename(photo.with_name("13812345678.jpg"))
    code, said = run(repo, capsys, "2017-08/jy-02", str(named))
    assert code == 1
    assert "C001" in said
    assert said.endswith("有 1 个错误，数据没有改动\n")
    assert repo.text(FINDING) == before


def test_what_is_not_there_is_said(
    repo: Repo, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(repo, capsys, "2017-08/jy-09", str(photo))
    assert code == 2
    assert said.startswith("demo 没有问题“2017-08/jy-09”，编号写作 月份/编号\n有：2017-08/jy-01、")
    code, said = run(repo, capsys, "2017-08/jy-02", str(photo.with_name("没有.jpg")))
    assert code == 2
    assert "没有.jpg" in said
    assert "没有这个文件" in said
