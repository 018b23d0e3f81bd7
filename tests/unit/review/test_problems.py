from pathlib import Path

import pytest
from bulletin.review.problems import review

from tests.cases import Repo

MARKS = "2017-08/marks.yaml"
NUMBERS = "2017-08/measurements.yaml"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path)


def told(repo: Repo) -> list[tuple[str, str, int]]:
    found = review(repo.root).problems
    return [(p.code, p.place.path.removeprefix("data/schemes/demo/"), p.place.line) for p in found]


def test_what_is_missing_is_told_once_for_each_metric(repo: Repo) -> None:
    repo.write(NUMBERS, "- metric: satisfaction\n  values:\n    jiaoyu: 98\n    minzheng: 99\n")
    assert told(repo) == [("T001", NUMBERS, 1)] * 2
    last = review(repo.root).problems[-1]
    assert last.message.endswith("“按时报送”由市跑改办提供，还缺 2 个单位：市教育局、市民政局")


def test_without_a_file_the_rule_that_asks_is_shown(repo: Repo) -> None:
    (repo.root / "data/schemes/demo" / MARKS).unlink()
    assert told(repo) == [("T001", "rubrics/2017-08.yaml", 63)]


def test_a_mark_that_is_not_agreed_is_told(repo: Repo) -> None:
    repo.change(MARKS, "  agreed:\n    points: 2.5\n", "")
    assert told(repo) == [("T002", MARKS, 1)]


def test_with_errors_nothing_is_said_to_be_missing(repo: Repo) -> None:
    repo.change(MARKS, "  agreed:\n    points: 2.5\n", "")
    repo.change(NUMBERS, "    jiaoyu: 7", "    nobody: 7")
    assert [code for code, _, _ in told(repo)] == ["M002"]


def test_a_path_that_leads_nowhere_is_told_once(repo: Repo) -> None:
    rubric = "rubrics/2017-08.yaml"
    repo.change(rubric, "modifiers.repeat.growth: additive", "rules.delay.growth: additive")
    assert [code for code, _, _ in told(repo)] == ["R021"]
