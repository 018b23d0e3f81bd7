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
