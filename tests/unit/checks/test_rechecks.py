import pytest

from tests.cases import Repo

FINDING = "2017-08/findings/jiaoyu/jy-02.yaml"
RECHECK = "2017-09/rechecks/2017-08/jy-02.yaml"


@pytest.fixture(autouse=True)
def _ordered(repo: Repo) -> None:
    repo.write(FINDING, repo.text(FINDING) + "ordered:\n  due: 2017-09-10\n")


@pytest.mark.parametrize("day", ["2017-08-21", "2017-09-30"])
def test_the_day_of_the_finding_and_the_last_of_the_month_will_do(repo: Repo, day: str) -> None:
    assert repo.write(RECHECK, f"date: {day}\n").found() == []


@pytest.mark.parametrize("day", ["2017-08-20", "2017-10-01"])
def test_a_day_before_or_a_day_after_will_not(repo: Repo, day: str) -> None:
    assert repo.write(RECHECK, f"date: {day}\n").found() == [
        f"H002 核实日期必须在 2017-08-21（发现）至 2017-09-30 之间，此处为 {day}"
    ]


def test_a_finding_of_a_later_month_is_not_rechecked(repo: Repo) -> None:
    """It would tell of the later month in the bulletin of this one."""
    repo.write("2017-08/rechecks/2017-09/jy-01.yaml", "date: 2017-08-31\n")
    assert [line[:4] for line in repo.found()] == ["H001", "H002"]


def test_a_broken_finding_is_not_called_missing(repo: Repo) -> None:
    repo.write(RECHECK, "date: 2017-09-12\n").change(FINDING, "unit: jiaoyu", "unit: [jiaoyu]")
    assert [line[:4] for line in repo.found()] == ["S003"]


def test_a_broken_recheck_is_told_once(repo: Repo) -> None:
    repo.write(RECHECK, "date: yesterday\nresult: 好\n")
    assert [line[:4] for line in repo.found()] == ["S005", "S002"]


def test_what_relapsed_after_its_recheck_is_in_order(repo: Repo) -> None:
    """Seen to be mended on the second, found again on the twentieth."""
    first = "2017-08/findings/jiaoyu/jy-01.yaml"
    repo.write(first, repo.text(first) + "ordered:\n  due: 2017-09-10\n")
    assert repo.write("2017-09/rechecks/2017-08/jy-01.yaml", "date: 2017-09-02\n").found() == []


def test_personal_data_is_refused(repo: Repo) -> None:
    repo.write(RECHECK, "date: 2017-09-12\nnote: 联系人电话 13812345678\n")
    assert [line[:4] for line in repo.found()] == ["C001"]
