from tests.cases import Repo

ABSENT = "2017-08/participation.yaml"


def test_the_same_unit_may_miss_several_things(repo: Repo) -> None:
    assert (
        repo.write(ABSENT, repo.text(ABSENT) + "- unit: minzheng\n  reason: 撤并\n").found() == []
    )


def test_a_rule_that_is_not_there(repo: Repo) -> None:
    assert repo.change(ABSENT, "rule: quality", "rule: qualities").found() == [
        "N003 计分办法必须在当月的评分细则里，没有 qualities"
    ]
