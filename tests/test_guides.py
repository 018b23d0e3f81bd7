"""The guides do what they say: their commands are run in their order, their pictures are there."""

import io
import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from bulletin.cli import main
from bulletin.publish import versions
from openpyxl import load_workbook

from tests.demonstration import Demonstration
from tools.pictures.staged import ANSWERS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GUIDES = tuple(sorted((DOCS / "guide").glob("*.md")))
PAGES = (*GUIDES, DOCS / "pages.md", ROOT / "README.md", ROOT / "README.zh.md")
BULLETIN = ".venv/bin/bulletin "
PICTURE = re.compile(r"!\[[^\]]+\]\((\S+)\)")
MOST_BYTES = 1_500_000
FINDING = """\
unit: shi-jiaoyuju
rule: guide-incomplete
date: 2017-12-29
summary: 学籍变更的办事指南还有模糊的表述
repeats: 2017-11/jyj-06
"""
FINDINGS = "data/schemes/hangzhou-departments/2017-12/findings/shi-jiaoyuju"


class Office:
    """A clone at work, with a server of its own, that does what a guide says line by line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = folder / "clone"
        self.clone = Demonstration(self.root)
        self.git = self.clone.git
        self.git("checkout", "--", ".")
        self.git("switch", "--quiet", "-C", "main")
        server = folder / "server.git"
        subprocess.run(["git", "init", "--quiet", "--bare", str(server)], check=True)
        self.git("remote", "set-url", "origin", str(server))
        self.git("push", "--quiet", "origin", "main")
        self.capsys = capsys

    def bulletin(self, line: str) -> tuple[int, str]:
        """Run the program; the exit code and what it says."""
        line = re.sub(r"\$\(git (.*?)\)", lambda found: self.git(*found[1].split()), line)
        with pytest.raises(SystemExit) as left:
            main(shlex.split(line.removeprefix(BULLETIN)))
        assert isinstance(left.value.code, int)
        return left.value.code, self.capsys.readouterr().out

    def do(self, line: str) -> str:
        """Do one line; what the program says."""
        if line.startswith("make "):
            command = ["make", "--dry-run", *line.split()[1:]]
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            return ""
        if line.startswith("git "):
            return self.git(*shlex.split(line)[1:])
        code, said = self.bulletin(line)
        assert code == 0, said
        return said

    def commit(self, path: str, text: str) -> None:
        """Let somebody write a file on the branch december, and push it."""
        self.git("switch", "--quiet", "-c", "december")
        (self.root / path).write_text(text, "utf-8")
        self.git("add", "data")
        self.git("commit", "--quiet", "-m", "登记")
        self.git("push", "--quiet", "origin", "december")
        self.git("switch", "--quiet", "main")
        self.git("branch", "--quiet", "-D", "december")


@pytest.fixture
def office(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Office:
    opened = Office(tmp_path, capsys)
    monkeypatch.chdir(opened.root)
    monkeypatch.setattr(versions, "_PROGRAM", ())  # whoever runs the tests may be at work on it
    return opened


def commands(guide: str) -> list[str]:
    text = (DOCS / "guide" / f"{guide}.md").read_text("utf-8")
    unfenced = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^ {4}(\S.*)$", unfenced, re.MULTILINE)


def fenced(guide: str, kind: str) -> str:
    """The one block of a kind in a guide."""
    text = (DOCS / "guide" / f"{guide}.md").read_text("utf-8")
    (found,) = re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return str(found)


def fill(workbook: Path, rule: str) -> None:
    """Write a finding below the last one."""
    book = load_workbook(workbook)
    sheet = book.worksheets[0]
    ids = [row[0].value for row in sheet.iter_rows(min_row=3, max_col=2)]
    row = 3 + sum(value is not None for value in ids)
    for column, text in {2: "市教育局", 3: rule, 4: "2017-12-29", 5: "窗口没有一次告知"}.items():
        sheet.cell(row, column).value = text
    book.save(workbook)


@pytest.mark.slow
def test_the_guide_for_entering(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(ANSWERS))
    workbook = office.root / "十二月.xlsx"
    for line in commands("entering"):
        if " import " in line:
            fill(workbook, "模糊")
            assert office.bulletin(line) == (1, fenced("entering", "text"))
            fill(workbook, "guide-incomplete")
        if " again " in line:  # one of the two
            office.git("clean", "--quiet", "--force", "-d", "data")
        office.do(line)
    new = office.git("diff", "--name-only", "--diff-filter=A", "main", "origin/december").split()
    assert [path.rpartition("/")[0] for path in new] == [FINDINGS, FINDINGS]
    assert (office.root / "回头看.xlsx").is_file()
    assert "findings/shi-wenguangju" in office.git("status", "--short", "data", "-uall")


@pytest.mark.slow
def test_the_guide_for_reviewing(office: Office) -> None:
    office.commit(f"{FINDINGS}/jyj-09.yaml", FINDING)
    said = {line.split()[1]: office.do(line) for line in commands("reviewing")}
    assert "市教育局：总分 99 → 91（−8），名次 55 → 59" in said["impact"]
    assert "编号 2017-12/jyj-09" in said["explain"]


@pytest.mark.slow
def test_the_guide_for_publishing(office: Office) -> None:
    office.clone.complete("2017-12")
    office.git("commit", "--quiet", "--all", "-m", "报齐")
    earlier(office)
    said = {}
    for line in commands("publishing"):
        if " correct " in line:
            amend(office)
        said[line] = office.do(line)
    (corrected,) = (text for line, text in said.items() if " correct " in line)
    assert "市教育局：总分 97 → 101，名次 55 → 10" in corrected
    (verified,) = (text for line, text in said.items() if line.endswith(" verify"))
    assert fenced("publishing", "text") in verified
    there = office.git("ls-remote", "--refs", "origin").splitlines()
    assert {row.split("\t")[1] for row in there} == {
        "refs/heads/main",
        "refs/heads/site",
        "refs/tags/bulletin-2017-12",
    }


def earlier(office: Office) -> None:
    """A publication branch as it is when four months have been published, without their pages."""
    made_from = {"commit": office.git("rev-parse", "HEAD").strip()}
    office.git("switch", "--quiet", "--orphan", "site")
    rows = [
        {"version": f"2017-{n:02}", "title": f"2017年{n}月", "aliases": [], "properties": made_from}
        for n in range(8, 12)
    ]
    (office.root / "versions.json").write_text(json.dumps(rows[::-1]), "utf-8")
    office.git("add", "versions.json")
    office.git("commit", "--quiet", "-m", "published")
    office.git("switch", "--quiet", "main")


def amend(office: Office) -> None:
    """Add to a record what the guide adds to it."""
    text = (DOCS / "guide" / "publishing.md").read_text("utf-8")
    (path,) = re.findall(r"`(findings/\S+\.yaml)`", text)
    record = office.root / "data/schemes/hangzhou-departments/2017-11" / path
    with record.open("a", encoding="utf-8") as file:
        file.write(fenced("publishing", "yaml"))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_a_guide_names_only_commands_that_there_are(
    guide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in set(re.findall(r"`(?:\.venv/bin/)?bulletin ([a-z]+)", guide.read_text("utf-8"))):
        with pytest.raises(SystemExit) as left:
            main([name, "--help"])
        assert left.value.code == 0, name
    capsys.readouterr()


def test_each_picture_is_there_and_shown_somewhere_and_all_are_small() -> None:
    shown = {
        (page.parent / picture).resolve()
        for page in PAGES
        for picture in PICTURE.findall(page.read_text("utf-8"))
    }
    assert shown == set((DOCS / "images").iterdir())
    assert sum(picture.stat().st_size for picture in shown) < MOST_BYTES
