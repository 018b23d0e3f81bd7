"""The tour of the README does what the README says."""

import io
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bulletin.cli import main
from bulletin.cli.main import bulletin

HERE = Path(__file__).parent.parent
README = (HERE / "README.md").read_text(encoding="utf-8")
STAFF = (HERE / "README.zh.md").read_text(encoding="utf-8")
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def tour(tmp_path: Path) -> Path:
    """A copy of the data with the finding that the README adds."""
    shutil.copytree(HERE / "data", tmp_path / "data")
    path = re.search(r"`(data/schemes/\S+/tour-01\.yaml)`", README)
    text = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert path
    assert text
    file = tmp_path / path[1]
    file.parent.mkdir(exist_ok=True)
    file.write_text(text[1], encoding="utf-8")
    return file


@pytest.fixture
def run(tour: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command on that copy."""
    root = tour.parents[6]

    def running(*words: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as left:
            main(["--root", str(root), *words])
        assert isinstance(left.value.code, int)
        return left.value.code, capsys.readouterr().out

    return running


def told(first: str) -> list[str]:
    """The lines that the README shows below a command, without their indentation."""
    block = README.partition(f"$ .venv/bin/bulletin {first}")[2].partition("\n\n")[0]
    return [line.strip() for line in block.split("\n")[1:] if line.strip() != "…"]


def test_the_check_names_the_misspelt_rule(run: Run) -> None:
    code, out = run("check")
    assert code == 1
    lines = [line.strip() for line in out.split("\n")]
    assert set(told("check")) <= set(lines)


def test_the_score_and_the_award_move_as_worked_out(run: Run, tour: Path) -> None:
    wrong = tour.read_text(encoding="utf-8")
    tour.write_text(wrong.replace("guide-incomplet\n", "guide-incomplete\n"), encoding="utf-8")
    assert run("check", "--no-history")[0] == 0
    for command in ("score", "award"):
        words = re.search(rf"bulletin ({command} [^|\n]*) \| grep", README)
        assert words
        _, out = run(*words[1].split())
        assert set(told(command)) <= {line.strip() for line in out.split("\n")}
    _, out = run("explain", "hangzhou-departments", "2017-12", "市妇联")
    assert set(told("explain")) <= {line.strip() for line in out.split("\n")}


def test_the_staff_s_dialogue_goes_as_shown(
    run: Run, tour: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What follows each question in the README is answered; the rest is what the program says."""
    tour.unlink()
    shown = re.search(r"    \$ \.venv/bin/bulletin (new .*)\n((?:    .*\n|\n)+)", STAFF)
    assert shown
    dialogue = re.sub("^ {4}", "", shown[2], flags=re.MULTILINE).rstrip() + "\n"
    asked = re.findall(r"^（.*）\n.*：(.*)$|^写入吗：(.*)$", dialogue, re.MULTILINE)
    answers = "".join(f"{first or last}\n" for first, last in asked)
    monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
    assert run(*shown[1].split()) == (0, dialogue)


@pytest.mark.parametrize("text", [README, STAFF], ids=["README.md", "README.zh.md"])
def test_the_tables_have_every_command_once_under_its_role(text: str) -> None:
    roles = "|".join(bulletin.roles)
    chapters = re.split(rf"^### .*?({roles})）?$", text, flags=re.MULTILINE)[1:]
    commands = re.compile(r"^\| `bulletin ([a-z]+)", re.MULTILINE)
    tables = {
        role: tuple(commands.findall(chapter))
        for role, chapter in zip(chapters[::2], chapters[1::2], strict=True)
    }
    assert tables == bulletin.roles
