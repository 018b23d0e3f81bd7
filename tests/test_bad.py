"""Every problem code has a wrong example, of which every word that is printed is known."""

from pathlib import Path

import pytest
from bulletin.cli import main
from bulletin.record.format import format_files

from tests.cases import BASE, CASES, committed, laid, laid_over_base, options
from tools.problems import codes

AS_WELL = {"Z011": "Z010", "Z012": "Z010"}
"""What is told beside it: the change that brought it about."""


def printed(
    root: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...] = ()
) -> tuple[str, int]:
    """What ``bulletin check`` prints, and its exit code."""
    with pytest.raises(SystemExit) as left:
        main(["--root", str(root), "check", *options])
    assert isinstance(left.value.code, int)
    return capsys.readouterr().out, left.value.code


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    assert [case.name for case in CASES] == list(codes())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_wrong_file_is_explained(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, code = printed(laid(case, tmp_path), capsys, options(case))
    assert out == (case / "expected.txt").read_text(encoding="utf-8")
    found = [line.split(": ", 1)[1] for line in out.splitlines() if not line.startswith(" ")]
    codes = {line.split(" ", 1)[0] for line in found}
    assert codes - {AS_WELL.get(case.name)} == {case.name}
    assert code == (0 if all("（提醒）" in line for line in found) else 1)


@pytest.mark.parametrize(
    "case", [c for c in CASES if (c / "right").is_dir()], ids=lambda case: case.name
)
def test_the_right_example_is_right(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, told = laid_over_base(case / "right", tmp_path), options(case)
    assert printed(root if told else committed(root), capsys, told) == ("", 0)


def test_the_base_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(BASE, capsys) == ("", 0)
    assert format_files(BASE, check=True) == ((), ())
