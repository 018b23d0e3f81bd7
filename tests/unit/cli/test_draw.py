"""The commands of inspection rounds, as people see them."""

import json
from pathlib import Path

import pytest
from bulletin.cli import main

from tests.cases import BAD, laid_over_base
from tests.unit.review.sealed import Sealed

DRAWN = """\
  杭州市　商事登记：食品经营许可、公司变更登记
  上城区　商事登记：公司变更登记、食品经营许可
"""
COVERED = """\
8月份督察（2017-08-21 至 2017-08-25）
每个窗口抽2个事项：应查 4 个，已查 1 个
  杭州市　商事登记：还差 1 个，公司变更登记
  上城区　商事登记：还差 2 个，公司变更登记、食品经营许可
"""


def said(capsys: pytest.CaptureFixture[str], root: Path, *words: str) -> tuple[str, int]:
    """What a command prints, and its exit code."""
    with pytest.raises(SystemExit) as left:
        main(("--root", str(root), *words))
    assert isinstance(left.value.code, int)
    printed = capsys.readouterr()
    return printed.out + printed.err, left.value.code


def test_a_draw_from_promise_to_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = Sealed(tmp_path)
    laid_over_base(BAD / "D005" / "right", tmp_path)
    repo.commit("Plan a round")
    draw = ("demo", "2017-08", "items")
    out, code = said(
        capsys, tmp_path, "draw", "commit", *draw, "--public", "某数", "--on", "2017-08-20"
    )
    assert code == 0
    assert out.startswith("已承诺 data/schemes/demo/2017-08/draws/items.yaml：2 份，每份抽 2 个\n")
    assert "请在 2017-08-20 之前提交入库" in out
    out, code = said(capsys, tmp_path, "draw", "result", *draw, "03 09 14")
    assert (out.partition("：")[0], code) == ("先提交承诺，再抽", 1)
    repo.commit("Promise")
    out, code = said(capsys, tmp_path, "draw", "check", *draw)
    assert (out.splitlines()[-1], code) == ("还没有公开", 0)
    shown, code = said(capsys, tmp_path, "draw", "result", *draw, "03 09 14")
    assert (shown.splitlines()[-1], code) == (
        "以上不得提前透露；查完以后用 bulletin draw reveal 公开",
        0,
    )
    told, code = said(capsys, tmp_path, "draw", "reveal", *draw, "03 09 14")
    assert (told.splitlines()[:2], code) == (shown.splitlines()[:2], 0)
    repo.commit("Reveal")
    out, code = said(capsys, tmp_path, "draw", "check", *draw)
    assert (out.splitlines()[-2:], code) == (told.splitlines()[:2], 0)


def test_a_draw_is_told_with_what_was_promised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    laid_over_base(BAD / "D016" / "right", tmp_path)
    words = ("demo", "2017-08", "items", "--no-history")
    out, code = said(capsys, tmp_path, "draw", "check", *words)
    assert code == 0
    assert f"重算：密数、名单、结果都与承诺相符\n{DRAWN}" in out


def test_wrong_use_says_what_there_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    laid_over_base(BAD / "D005" / "right", tmp_path)
    out, code = said(capsys, tmp_path, "draw", "check", "demo", "2017-08", "matters")
    assert (out.splitlines(), code) == (
        ["demo 2017-08 的轮次里没有抽签“matters”", "有：items"],
        2,
    )
    out, code = said(capsys, tmp_path, "draw", "check", "demo", "2017-08", "items")
    assert (out.splitlines()[0], code) == (
        "items 还没有承诺，没有 data/schemes/demo/2017-08/draws/items.yaml",
        2,
    )
    out, code = said(capsys, tmp_path, "draw", "reveal", "demo", "2017-08", "items", "三")
    assert code == 2
    assert "必须写作数字、英文字母，中间可以有单个的空格和 , . + -，写的是“三”" in out


def test_without_git_nothing_is_promised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    laid_over_base(BAD / "D005" / "right", tmp_path)
    words = ("demo", "2017-08", "items", "--public", "某数", "--on", "2017-08-20")
    out, code = said(capsys, tmp_path, "draw", "commit", *words)
    assert (out.partition("，")[0], code) == (
        "抽签以完整的 git 历史为证：这个文件夹不是 git 库",
        1,
    )


def test_what_is_still_to_be_inspected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    laid_over_base(BAD / "D016" / "right", tmp_path)
    out, code = said(capsys, tmp_path, "coverage", "demo", "2017-08")
    assert (out, code) == (COVERED, 0)
    out, code = said(capsys, tmp_path, "coverage", "demo", "2017-09")
    assert (out, code) == ("demo 的 2017-09 没有督察轮次\n", 0)


@pytest.mark.parametrize("value", ["03  09 14", "03, 09", "03 ", "-3", "03\n09"])
def test_a_value_has_no_room_for_other_spellings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    """The holder of the secret could try them until a result pleases."""
    out, code = said(capsys, tmp_path, "draw", "reveal", "demo", "2017-08", "items", "--", value)
    assert (out.partition("，")[0], code) == ("VALUE 不对：必须写作数字、英文字母", 2)
    drawn = BAD / "D010" / "right"
    repo = Sealed(tmp_path)
    laid_over_base(drawn, tmp_path)
    path = "2017-08/draws/items.yaml"
    repo.write(path, repo.text(path).replace("value: 03 09 14", f"value: {json.dumps(value)}"))
    assert [word[:4] for word in repo.found()][:1] == ["S005"]
