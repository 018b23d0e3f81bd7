"""The commands for reviewers: exit codes, silence, and what wrong use is told."""

import json
from pathlib import Path

import pytest

from tests.cases import Repo
from tests.unit.cli.conftest import Said
from tests.unit.cli.test_cli import Capture
from tests.unit.review.test_impact import JY2, RUBRIC, commit, git


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path)
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    return made


def call(repo: Repo, capsys: Capture, *args: str) -> Said:
    return Said(capsys, "--root", str(repo.root), *args)


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_impact_is_silent_where_nothing_changes(repo: Repo, capsys: Capture, form: str) -> None:
    repo.change(JY2, "一直没有回音", "没有回音")
    for head in ((), ("HEAD",)):
        said = call(repo, capsys, "impact", "main", *head, "--format", form)
        assert (said.code, said.out, said.err) == (0, "", "")


def test_impact_of_the_folder_and_of_a_commit(repo: Repo, capsys: Capture) -> None:
    repo.change(JY2, "tier: 一般", "tier: 严重")
    folder = call(repo, capsys, "impact", "HEAD").out
    commit(repo.root)
    assert folder.split("\n")[1:] == call(repo, capsys, "impact", "HEAD~1").out.split("\n")[1:]
    assert "市教育局：总分 26.5 → 24.5（−2），名次 1" in folder


def test_impact_leaves_with_1_where_the_head_has_errors(repo: Repo, capsys: Capture) -> None:
    repo.change(JY2, "rule: delay", "rule: nothing")
    said = call(repo, capsys, "impact", "HEAD", "--format", "json")
    assert (said.code, [p["code"] for p in json.loads(said.out)["problems"]]) == (1, ["F005"])


def test_impact_leaves_with_1_where_two_changes_contradict(repo: Repo, capsys: Capture) -> None:
    base = git(repo.root, "rev-parse", "HEAD")
    repo.write("2017-08/findings/jiaoyu/jy-04.yaml", repo.text(JY2))
    commit(repo.root)
    git(repo.root, "checkout", "-q", "-b", "other", base)
    repo.change(RUBRIC, "          - id: delay", "          - id: slow")
    repo.change(JY2, "rule: delay", "rule: slow")
    commit(repo.root)
    assert call(repo, capsys, "impact", base, "main").code == 0
    assert call(repo, capsys, "impact", base, "other").code == 0
    said = call(repo, capsys, "impact", base, "main", "--merge", "other")
    assert said.code == 1
    assert "各自没有错误，合并以后有 1 个错误" in said.out
    assert "jy-04.yaml:2:7: F005 " in said.out


def test_what_is_not_committed_is_not_merged(repo: Repo, capsys: Capture) -> None:
    repo.change(JY2, "一直没有回音", "没有回音")
    said = call(repo, capsys, "impact", "HEAD", "--merge", "HEAD")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("工作区有没有提交的改动")


@pytest.mark.parametrize("name", ["nowhere", "HEAD:data", "--output=x", "HEAD^{tree}", ""])
def test_what_is_no_commit_is_wrong_use(repo: Repo, capsys: Capture, name: str) -> None:
    said = call(repo, capsys, "impact", "--", name)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"没有提交“{name}”")


@pytest.mark.parametrize(
    "months",
    [
        ("2017-09", "2017-08"),
        ("2017-08", "2017-08"),
        ("2017-08", "2017-12"),
        ("2017-08",),
        ("08", "09"),
    ],
)
def test_wrong_months_are_wrong_use(repo: Repo, capsys: Capture, months: tuple[str, ...]) -> None:
    said = call(repo, capsys, "compare", "demo", *months)
    assert (said.code, said.out) == (2, "")


def test_compare(repo: Repo, capsys: Capture) -> None:
    text = call(repo, capsys, "compare", "demo", "2017-08", "2017-09")
    body = call(repo, capsys, "compare", "demo", "2017-08", "2017-09", "--format", "json")
    assert (text.code, body.code) == (0, 0)
    assert "市教育局：总分 26.5 → 14（−12.5），名次 1" in text.out
    assert [unit["change"] for unit in json.loads(body.out)["units"]] == ["-12.5", "0"]
