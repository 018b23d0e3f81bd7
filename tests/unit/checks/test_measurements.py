import pytest

from tests.cases import Repo

AUGUST, SEPTEMBER = "2017-08/measurements.yaml", "2017-09/measurements.yaml"


def test_an_unknown_metric_is_told_once(repo: Repo) -> None:
    repo.change(AUGUST, "- metric: on-time", "- metric: ontime")
    assert repo.hints() == ["M001 是不是 on-time（按时报送）？"]


def test_an_unknown_source_of_a_list_is_told_once(repo: Repo) -> None:
    repo.change(AUGUST, "source: monthly-check", "source: data")
    assert repo.found() == ["M007 数据来源必须先登记，scheme.yaml 的 sources 里没有 data"]


def test_a_later_month_is_not_repeated(repo: Repo) -> None:
    repo.change(SEPTEMBER, "repeats: 2017-08", "repeats: 2017-09")
    told = "M008 所重复的月份必须更早，并有该单位的同一项数据，2017-09 不是更早的月份"
    assert repo.found() == [told]


def test_a_broken_month_is_not_called_empty(repo: Repo) -> None:
    repo.change(AUGUST, "- metric: reports", "- metrics: reports")
    assert [line[:4] for line in repo.found()] == ["S001", "S002"]


def test_a_unit_that_is_gone_has_no_values(repo: Repo) -> None:
    repo.change(AUGUST, "    minzheng: 99.5", "    laoling: 99.5")
    assert repo.found() == ["M002 单位当月必须存在，laoling（市老龄办）在 2017-08 不存在"]


def test_a_number_is_not_answered_with_yes(repo: Repo) -> None:
    repo.change(AUGUST, "    jiaoyu: 98", "    jiaoyu: yes")
    assert repo.found() == ["M005 数值的类型必须与登记的一致，satisfaction（群众满意率）须填数"]


def test_a_percentage_may_be_nothing_or_everything(repo: Repo) -> None:
    repo.change(AUGUST, "    jiaoyu: 98", "    jiaoyu: 0")
    repo.change(AUGUST, "    minzheng: 99.5", "    minzheng: 100")
    assert repo.found() == []


RUBRIC = "rubrics/2017-08.yaml"
SEPTEMBER = "2017-09/measurements.yaml"


def satisfaction(value: str, more: str = "") -> str:
    return f"- metric: satisfaction\n{more}  values:\n    jiaoyu: {value}\n"


@pytest.mark.parametrize(
    ("value", "more", "asked"),
    [
        ("97", "", True),
        ("99", "", False),  # meets the limit
        ("98.5", "", False),  # beyond it by no whole step: nothing to double
        ("{value: 97, repeats: none}", "", False),
        ("{value: 97, repeats: 2017-08}", "", False),
        ("97", "  repeats: none\n", False),
    ],
)
def test_a_value_beyond_its_limit_again_asks_for_an_answer(
    repo: Repo, value: str, more: str, *, asked: bool
) -> None:
    repo.write(SEPTEMBER, satisfaction(value, more))
    assert [line[:4] for line in repo.found()] == (["M012"] if asked else [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("when: repeat", "when: source\n    sources: monthly-check"),
        ("growth: compound\n    factor: 2", "growth: compound\n    factor: 1"),
        ("below: 99", "below: 98"),
    ],
)
def test_nobody_is_asked_where_the_answer_changes_nothing(repo: Repo, old: str, new: str) -> None:
    repo.change(RUBRIC, old, new)
    repo.write(SEPTEMBER, satisfaction("97"))
    assert [line for line in repo.found() if line.startswith("M")] == []


def test_of_previous_asks_only_about_the_last_inspection(repo: Repo) -> None:
    repo.change(RUBRIC, "when: repeat", "when: repeat\n    of: previous")
    repo.write(SEPTEMBER, satisfaction("97"))
    assert [line[:4] for line in repo.found()] == ["M012"]
    (repo.root / f"{repo.folder}/{SEPTEMBER}").rename(repo.root / f"{repo.folder}/kept")
    repo.change("scheme.yaml", "until: 2017-09", "until: 2017-10")
    (repo.root / f"{repo.folder}/kept").unlink()
    repo.write("2017-10/measurements.yaml", satisfaction("97"))
    assert [line for line in repo.found() if line.startswith("M")] == []


def test_a_value_repeats_a_month_that_was_beyond_its_limit(repo: Repo) -> None:
    repo.change("2017-08/measurements.yaml", "jiaoyu: 98", "jiaoyu: 99")
    assert repo.found() == ["M013 所重复的月份当时应当超出界限，2017-08 数值 99 没有超出界限"]


def test_a_number_is_named_by_its_title(repo: Repo) -> None:
    repo.write("2017-08/participation.yaml", "- {unit: minzheng, reason: 撤并}\n")
    told = [line for line in repo.found() if line.startswith("M011")]
    assert told
    assert all("按时报送" in line and "on-time" not in line for line in told)
