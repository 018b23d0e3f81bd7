"""All problems in one run: a broken file hides none of the others' problems."""

from pathlib import Path

import pytest
from bulletin.load.salvage import entry, exactly, salvage
from bulletin.yamlfile import read_text

from tests.cases import Repo

RUBRIC = "rubrics/2017-08.yaml"
FIRST = "2017-08/findings/jiaoyu/jy-01.yaml"
SECOND = "2017-08/findings/jiaoyu/jy-02.yaml"
DELAY = "tiers: {names: {严重: 4, 一般: 2}, sign: deduct}"
MARKS = """\
- unit: jiaoyu
  rule: quality
- unit: minzhen
  rule: quality
  agreed:
    points: 2
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path)


def codes(repo: Repo) -> list[str]:
    return sorted(line[:4] for line in repo.found())


@pytest.mark.parametrize(
    ("path", "old", "new", "wrong"),
    [
        ("scheme.yaml", "title: 专项考核办法\n", "titel: 专项考核办法\n", ["S002"]),
        ("scheme.yaml", "title: 专项考核办法\n", "title: [专项\n", ["Y001"]),
        ("scheme.yaml", "    top: 20%\n", "    top: 很多\n", ["S003"]),
        ("scheme.yaml", "units:\n", "unit:\n", ["S001", "S002"]),
        (RUBRIC, "title: 考核细则\n", "titel: 考核细则\n", ["S002"]),
        (RUBRIC, DELAY, DELAY + "\n            judge: {points: 1}", ["S008"]),
        (RUBRIC, "    title: 群众满意率\n", "    titel: 群众满意率\n", ["S002"]),
    ],
)
def test_a_broken_frame_hides_no_finding_s_problem(
    repo: Repo, path: str, old: str, new: str, wrong: list[str]
) -> None:
    repo.change(path, old, new)
    repo.change(FIRST, "unit: jiaoyu", "unit: jiaoy").change(FIRST, "rule: guide", "rule: guid")
    repo.change(SECOND, "date: 2017-08-21", "date: 2016-08-21")
    assert codes(repo) == sorted(["F001", "F005", "F022", *wrong])


@pytest.mark.parametrize(
    ("path", "old", "new", "wrong"),
    [
        (RUBRIC, DELAY, "tires: {names: {严重: 4, 一般: 2}, sign: deduct}", ["S002", "S008"]),
        (RUBRIC, "      - id: reports-on-time\n", "      - id: 按时\n", ["S005"]),
        (RUBRIC, "  satisfaction:\n", "  满意率:\n", ["S005"]),
        ("scheme.yaml", "    parent: undercover\n", "    above: undercover\n", ["S002"]),
        ("scheme.yaml", "  kind: department\ngroups", "  kinds: department\ngroups", ["S002"]),
    ],
)  # fmt: skip
def test_what_was_cut_out_is_not_missed(
    repo: Repo, path: str, old: str, new: str, wrong: list[str]
) -> None:
    assert codes(repo.change(path, old, new)) == wrong


def test_entries_beside_a_broken_one_are_checked_at_their_place(repo: Repo) -> None:
    repo.write("2017-08/marks.yaml", MARKS)
    assert codes(repo) == ["K002", "S008"]


def test_places_stay_where_they_are() -> None:
    document, _ = read_text("marks.yaml", MARKS)
    assert document is not None
    kept, lost = salvage(document, "marks", entry)
    assert kept is not None
    assert [row["unit"] for row in kept.data] == ["minzhen"]
    assert (kept.place(0, "unit").line, kept.key_place(0, "agreed", "points").line) == (3, 6)
    assert lost == set()


def test_a_file_without_its_frame_is_lost() -> None:
    document, _ = read_text("scheme.yaml", "title: 办法\n")
    assert document is not None
    assert salvage(document, "scheme", exactly)[0] is None
