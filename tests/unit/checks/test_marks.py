from tests.cases import Repo

MARKS = "2017-08/marks.yaml"


def test_agreed_points_are_bounded_too(repo: Repo) -> None:
    assert repo.change(MARKS, "points: 2.5", "points: 3.01").found() == [
        "K004 评分不得超过满分 3，此处为 3.01"
    ]


def test_another_place_is_another_entry(repo: Repo) -> None:
    more = "- unit: jiaoyu\n  rule: quality\n  agreed:\n    points: 1\n"
    assert repo.write(MARKS, repo.text(MARKS) + more).found() == []


def test_a_mark_under_an_unknown_rule(repo: Repo) -> None:
    assert repo.change(MARKS, "rule: quality", "rule: qualty").hints() == [
        "K001 是不是 quality（信息质量由评分小组评定）？"
    ]


def test_a_mark_under_a_measured_rule(repo: Repo) -> None:
    assert repo.change(MARKS, "rule: quality", "rule: reports-rank").hints() == [
        "K001 写进 measurements.yaml"
    ]
