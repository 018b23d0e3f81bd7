from tests.cases import Repo

SCHEME = "scheme.yaml"


def test_a_unit_in_two_groups_is_refused(repo: Repo) -> None:
    second = "  - id: all\n    title: 有服务\n    tag: with-services\nsources:"
    assert repo.change(SCHEME, "sources:", second).found() == [
        "B003 每个考核对象必须正好在一个排名分组里，jiaoyu（市教育局）同时在 部门、有服务"
    ]


def test_the_last_grade_may_be_open_below(repo: Repo) -> None:
    assert (
        repo.change(SCHEME, "    title: 一般\n    at_least: 60\n", "    title: 一般\n").found()
        == []
    )


def test_a_grade_open_below_stands_last(repo: Repo) -> None:
    repo.change(SCHEME, "    title: 良好\n    at_least: 80\n", "    title: 良好\n")
    assert repo.found() == ["B008 只有最低一等可以不写 at_least，“良好”排在“一般”之前而没有写"]


def test_without_months_any_month_may_have_data(repo: Repo) -> None:
    repo.change(SCHEME, "months:\n  from: 2017-08\n  until: 2017-09\n", "")
    assert repo.write("2018-01/participation.yaml", "[]\n").found() == []


def test_a_share_of_nothing_is_refused(repo: Repo) -> None:
    repo.change(SCHEME, "top: 20%", "top: 0%")
    assert repo.found() == ["B012 比例必须大于 0、不超过 100%，此处为 0%"]


def test_a_parent_that_comes_later_is_moved_up(repo: Repo) -> None:
    before = "  - id: undercover\n    title: 暗访\n"
    after = "  - id: undercover-ask\n    title: 暗访询问\n    parent: undercover\n"
    repo.change(SCHEME, before + after, after + before)
    assert repo.hints() == ["B010 把 undercover 移到 undercover-ask 之前"]


def test_an_unknown_tag_is_one_problem_and_no_flood(repo: Repo) -> None:
    repo.change(SCHEME, "  kind: department\ngroups", "  tag: with-service\ngroups")
    assert repo.found() == ["B002 标签必须在名册中，没有“with-service”"]


def test_months_of_a_rule_run_forward(repo: Repo) -> None:
    months = (
        "step: 1}\n            months:\n              from: 2017-09\n              until: 2017-08\n"
    )
    repo.change("rubrics/2017-08.yaml", "step: 1}\n", months)
    assert repo.found() == ["B013 起始月不得晚于终止月，此处从 2017-09 到 2017-08"]


def test_a_broken_scheme_is_one_problem(repo: Repo) -> None:
    assert [line[:4] for line in repo.change(SCHEME, "title: 专项", "titel: 专项").found()] == [
        "S002",
    ]
