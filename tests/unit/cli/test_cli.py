"""The command line: exit codes, streams, JSON keys, and not a word of English."""

import errno
import json
import re
import shutil
from pathlib import Path
from typing import Any

import click
import pytest
from bulletin.cli.main import bulletin

from tests.unit.cli.conftest import Said

GOLDEN = Path(__file__).parents[2] / "golden" / "deductions"
OURS = (
    r"--?[a-z-]+|[A-Z]{3,}|\[?[A-Z_]+\]?|bulletin|text|json|github|gitlab|data|git|html|yaml|check"
)
WORDS = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(GOLDEN / "data", tmp_path / "data")
    return tmp_path


Capture = pytest.CaptureFixture[str]


def spoil(root: Path) -> None:
    """Break one finding."""
    path = root / "data/schemes/check/2017-08/findings/ju-a/a1.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "bad: 1\n", encoding="utf-8")


# --- exit codes and streams -------------------------------------------------------------------

ASKED = (
    ("score", "check", "2017-08"),
    ("score", "check", "2017-08", "--format", "json"),
    ("explain", "check", "2017-08", "ju-a"),
    ("award", "check", "2017"),
    ("award", "check", "2017", "--format", "json"),
)


@pytest.mark.parametrize("args", [("check",), *ASKED], ids=" ".join)
def test_good_data_is_0(root: Path, capsys: Capture, args: tuple[str, ...]) -> None:
    said = Said(capsys, "--root", str(root), *args)
    assert said.code == 0
    if args != ("check",):
        assert said.err == ""
        assert said.out


@pytest.mark.parametrize("args", ASKED, ids=" ".join)
def test_bad_data_is_1_and_nothing_is_printed_but_problems(
    root: Path, capsys: Capture, args: tuple[str, ...]
) -> None:
    spoil(root)
    said = Said(capsys, "--root", str(root), *args)
    assert (said.code, said.out) == (1, "")
    assert "a1.yaml:7:1: S002 " in said.err


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab"])
def test_check_prints_problems_and_leaves_with_1(root: Path, capsys: Capture, form: str) -> None:
    spoil(root)
    said = Said(capsys, "--root", str(root), "check", "--format", form)
    assert said.code == 1
    assert "S002" in said.out
    assert "S002" not in said.err


def test_a_folder_without_data_is_a_problem(tmp_path: Path, capsys: Capture) -> None:
    said = Said(capsys, "--root", str(tmp_path), "check")
    assert said.code == 1
    assert said.out.startswith("data:1:1: P002 ")


WRONG = {
    "no command": (),
    "unknown command": ("scor",),
    "unknown option": ("score", "--nix", "check", "2017-08"),
    "unknown option of the group": ("--nix", "check"),
    "missing argument": ("score",),
    "missing month": ("score", "check"),
    "extra argument": ("score", "check", "2017-08", "more"),
    "extra arguments": ("check", "this", "that"),
    "bad choice": ("score", "check", "2017-08", "--format", "xml"),
    "option without its value": ("score", "check", "2017-08", "--format"),
    "root without its value": ("--root",),
    "flag with a value": ("score", "--help=1"),
    "bad month": ("score", "check", "2017-13"),
    "bad year": ("award", "check", "17"),
    "unknown scheme": ("score", "nix", "2017-08"),
    "unknown month": ("score", "check", "2016-01"),
    "unknown unit": ("explain", "check", "2017-08", "nix"),
    "month before all years": ("recheck", "check", "0000-01"),
    "month after all years": ("remind", "check", "9999-12"),
    "day after all years": ("mended", "check", "2017-08/x", "9999-12-31"),
    "day in another spelling": ("mended", "check", "2017-08/x", "2017-W01-1"),
    "unknown finding": ("mended", "check", "2017-08/nix", "2017-08-01"),
    "port out of range": ("desk", "--port", "99999"),
    "folder instead of a file": ("recheck", "check", "2017-08", "--xlsx", "/"),
    "no such folder": ("recheck", "check", "2017-08", "--xlsx", "/nix/nix"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_use_is_2_in_chinese(root: Path, capsys: Capture, name: str) -> None:
    args = WRONG[name]
    rooted = args if args[:1] == ("--root",) else ("--root", str(root), *args)
    said = Said(capsys, *rooted)
    assert (said.code, said.out) == (2, "")
    assert re.search(r"[\u4e00-\u9fff]", said.err)
    known = {*args, "xml", "nix", "more", "this", "that", "check", "scor"}
    names = re.compile("|".join(sorted(map(re.escape, known), key=len, reverse=True)))
    rest = names.sub("", said.err)
    rest = re.sub(r"ju-[a-e]|bulletin[a-z ]*", "", rest)
    if name != "no command":
        assert WORDS.findall(re.sub(OURS, "", rest)) == []


@pytest.mark.parametrize(
    "command",
    ["", "check", "score", "explain", "award", "build", "format", "editor", "new", "repeats"],
)
def test_help_is_chinese(capsys: Capture, command: str) -> None:
    said = Said(capsys, *command.split(), "--help")
    assert said.code == 0
    for english in ("Usage", "Options", "Commands", "Show this", "Arguments", "arguments", "exit"):
        assert english not in said.out
    assert "用法：" in said.out


def test_the_version_is_the_package_s(capsys: Capture) -> None:
    said = Said(capsys, "--version")
    assert (said.code, said.out, said.err) == (0, "bulletin 0.1.0\n", "")


def test_the_help_has_every_command_once_under_its_role(capsys: Capture) -> None:
    help_page = Said(capsys, "--help").out
    sections = dict(re.findall(r"^(\S+):\n((?:  .*\n?)+)", help_page, re.MULTILINE))
    assert [*sections] == ["选项", "录入", "审核", "发布", "被考核单位", "维护"]
    del sections["选项"]
    names = re.findall(r"^  ([a-z]+) ", "".join(sections.values()), re.MULTILINE)
    with click.Context(bulletin) as ctx:
        assert sorted(names) == bulletin.list_commands(ctx)


def test_a_group_without_roles_lists_its_commands(capsys: Capture) -> None:
    help_page = Said(capsys, "draw", "--help").out
    assert re.findall(r"^(\S+):$|^  ([a-z]+) ", help_page, re.MULTILINE) == [
        ("选项", ""),
        ("命令", ""),
        *(("", name) for name in ("check", "commit", "result", "reveal")),
    ]


def test_a_unit_may_be_named(root: Path, capsys: Capture) -> None:
    by_id = Said(capsys, "--root", str(root), "explain", "check", "2017-08", "ju-a")
    by_name = Said(capsys, "--root", str(root), "explain", "check", "2017-08", "甲局")
    assert by_id.out == by_name.out


# --- JSON -------------------------------------------------------------------------------------


def _json(root: Path, capsys: Capture, *args: str) -> Any:  # noqa: ANN401
    return json.loads(Said(capsys, "--root", str(root), *args, "--format", "json").out)


UNIT_KEYS = {
    *("unit", "name", "group", "total", "rank", "base", "overflow", "bonus", "penalty"),
    *("flags", "grade", "criteria", "steps"),
}
STEP_KEYS = ["criterion", "rule", "source", "base", "count", "factor", "change", "reason"]
EXACT = re.compile(r"-?\d+(\.\d+)?(/\d+)?")


def test_the_keys_of_score(root: Path, capsys: Capture) -> None:
    result = _json(root, capsys, "score", "check", "2017-08")
    assert {"scheme", "month", "provisional", "pending", "units"} <= result.keys()
    assert (result["scheme"], result["month"], result["provisional"]) == ("check", "2017-08", False)
    for unit in result["units"]:
        assert unit.keys() >= UNIT_KEYS
        for criterion in unit["criteria"]:
            assert {"id", "points", "score", "overflow", "status"} <= criterion.keys()
        for step in unit["steps"]:
            assert set(STEP_KEYS) <= step.keys()
            assert len(step.keys() & {"finding", "metric", "mark"}) <= 1
            assert (step["rule"] is None) == (not step.keys() & {"finding", "metric", "mark"})
            numbers = [step[key] for key in ("base", "count", "factor", "change")]
            assert all(EXACT.fullmatch(number) for number in numbers)


def test_the_source_of_a_step_is_path_and_line(root: Path, capsys: Capture) -> None:
    result = _json(root, capsys, "score", "check", "2017-08")
    (unit,) = [u for u in result["units"] if u["unit"] == "ju-a"]
    sources = {s["finding"]: s["source"] for s in unit["steps"] if "finding" in s}
    assert sources["2017-08/a1"] == "data/schemes/check/2017-08/findings/ju-a/a1.yaml:1"
    (measured,) = [s for s in unit["steps"] if "metric" in s]
    assert measured["source"] == "data/schemes/check/2017-08/measurements.yaml:3"


def test_the_keys_of_award(root: Path, capsys: Capture) -> None:
    result = _json(root, capsys, "award", "check", "2017")
    assert {"scheme", "year", "award", "base", "places", "units"} <= result.keys()
    assert (result["award"], result["base"], result["places"]) == ("best", 5, 2)
    rows = [(u["unit"], u["score"], u["rank"], u["winner"], u["barred"]) for u in result["units"]]
    assert rows == [
        ("ju-e", "101.5", 1, True, []),
        ("ju-a", "97.5", 2, True, []),
        ("ju-c", "96", 3, False, ["merit"]),
        ("ju-b", "95.5", 4, False, []),
        ("ju-d", "88.5", 5, False, []),
    ]


def test_the_keys_of_check(root: Path, capsys: Capture) -> None:
    spoil(root)
    (problem,) = [p for p in _json(root, capsys, "check") if p["severity"] == "error"]
    assert {"path", "line", "column", "code", "message", "hint"} <= problem.keys()
    assert (problem["line"], problem["column"], problem["code"]) == (7, 1, "S002")


# --- odd names --------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab"])
@pytest.mark.parametrize(
    "name", [b"\xff.yaml", b"a\n::error::b.yaml", b"\x1b[31m.yaml", "甲.yaml".encode()]
)
def test_odd_file_names_stay_on_their_line(
    root: Path, capsys: Capture, form: str, name: bytes
) -> None:
    (root / "data" / name.decode("utf-8", "surrogateescape")).touch()
    said = Said(capsys, "--root", str(root), "check", "--format", form)
    assert said.code == 1
    said.out.encode()
    assert "\x1b" not in said.out
    assert not re.search(r"^::error::b", said.out, re.MULTILINE)


def test_folders_without_end_are_no_trouble(root: Path, capsys: Capture) -> None:
    (root / "data" / "/".join("d" * 300)).mkdir(parents=True)
    said = Said(capsys, "--root", str(root), "check")
    assert (said.code, said.out.count("P001")) == (1, 1)


def test_links_are_refused(root: Path, capsys: Capture) -> None:
    (root / "data" / "link.yaml").symlink_to(root / "data" / "site.yaml")
    said = Said(capsys, "--root", str(root), "check")
    assert (said.code, said.out[:25]) == (1, "data/link.yaml:1:1: Y009 ")


def test_a_linked_data_folder_is_refused(root: Path, tmp_path: Path, capsys: Capture) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "data").symlink_to(root / "data")
    said = Said(capsys, "--root", str(other), "check")
    assert (said.code, "Y009" in said.out) == (1, True)


def test_a_scheme_without_months_has_no_findings(root: Path, capsys: Capture) -> None:
    for month in root.glob("data/schemes/check/2*"):
        shutil.rmtree(month)
    said = Said(capsys, "--root", str(root), "mended", "check", "2017-08/x", "2017-08-01")
    assert (said.code, said.err) == (
        2,
        "check 没有问题“2017-08/x”，编号写作 月份/编号\n有：无\n",
    )


def test_what_the_machine_refuses_is_said(
    root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, _: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    file = root / "list.xlsx"
    said = Said(capsys, "--root", str(root), "recheck", "check", "2017-08", "--xlsx", str(file))
    assert (said.code, said.err) == (
        2,
        f"不能读写 {file}：磁盘满了\n换一个位置，或先排除这个原因，再运行一次\n",
    )
