import pytest

from tests.cases import Repo

RUBRIC = "rubrics/2017-08.yaml"


def test_children_add_up_to_out_of_where_there_is_one(repo: Repo) -> None:
    repo.change(RUBRIC, "    points: 20\n", "    points: 15\n    out_of: 20\n")
    assert repo.found() == []


def test_a_wrong_sum_is_shown_in_full(repo: Repo) -> None:
    repo.change(RUBRIC, "    points: 20\n", "    points: 15\n    out_of: 25\n")
    assert repo.found() == ["R003 下级分值之和必须等于 25，实际为 12 + 8 = 20"]


def test_a_mismatch_explains_a_wrong_sum(repo: Repo) -> None:
    repo.change(
        RUBRIC, "    points: 20\n", "    points: 25\n    mismatch: 原文写25分，各项合计20分\n"
    )
    assert repo.found() == []


def test_points_below_a_heading_count_for_the_node_above_it(repo: Repo) -> None:
    old = '      - id: "1.2"\n        title: 社会评价\n        points: 8\n        rules:\n'
    text = repo.text(RUBRIC)
    head, tail = text.split(old)
    rule, rest = tail.split('  - id: "2"')
    inner = old.replace("\n", "\n    ").rstrip(" ").replace("  - id", "      - id", 1)
    heading = '      - id: "1.x"\n        title: 评价\n        criteria:\n'
    moved = "".join(f"    {line}\n" for line in rule.splitlines())
    repo.write(RUBRIC, f'{head}{heading}{inner}{moved}  - id: "2"{rest}')
    assert repo.found() == []


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("judge: {points: 3}", []),
        (
            "void: criterion",
            ["R007 在考核内容里得分或清零的计分办法，上面必须有分值，extra 的上级都没有"],
        ),
        (
            "rank: {points: 3, metric: reports, best: highest, lose: 1}",
            ["R007 在考核内容里得分或清零的计分办法，上面必须有分值，extra 的上级都没有"],
        ),
    ],
)
def test_what_may_stand_under_no_points(repo: Repo, action: str, expected: list[str]) -> None:
    head = "\n      - id: extra\n        text: 附加\n        clause: 第九条\n        "
    repo.change(RUBRIC, "\nmodifiers:", f"{head}{action}\nmodifiers:")
    assert repo.found() == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "earn: {points: 2, metric: on-time, met: true}",
            "earn: {points: 0.5, metric: reports, per: 条}",
        ),
        ("judge: {points: 3}", "tiers: {names: {好: 1}, sign: earn, per: subject}"),
        ("judge: {points: 3}", "judge: {points: 4}"),
    ],
)
def test_full_points_can_be_reached(repo: Repo, old: str, new: str) -> None:
    repo.change(RUBRIC, old, new)
    assert [line for line in repo.found() if line.startswith("R015")] == []


def test_full_points_that_are_out_of_reach_in_one_month(repo: Repo) -> None:
    repo.change(
        RUBRIC, "judge: {points: 3}", "judge: {points: 3}\n        months:\n          - 2017-08"
    )
    assert repo.found() == ["R015 满分 10 应当能够得到，2017-09 最多只能得 7"]


def test_a_mismatch_explains_what_is_out_of_reach(repo: Repo) -> None:
    repo.change(RUBRIC, "judge: {points: 3}", "judge: {points: 2}")
    repo.change(RUBRIC, "    points: 10\n", "    points: 10\n    mismatch: 原文只列出9分\n")
    repo.change("2017-08/marks.yaml", "points: 3", "points: 2")
    repo.change("2017-08/marks.yaml", "points: 2.5", "points: 2")
    assert repo.found() == []
