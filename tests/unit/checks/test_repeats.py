import pytest

from tests.cases import Repo

RUBRIC = "rubrics/2017-08.yaml"
FIRST = "2017-08/findings/jiaoyu/jy-01.yaml"
LATER = "2017-09/findings/jiaoyu/jy-01.yaml"
MORE = "2017-09/findings/jiaoyu/jy-02.yaml"


def finding(day: str, summary: str, more: str = "") -> str:
    return f"unit: jiaoyu\nrule: guide-incomplete\ndate: {day}\nsummary: {summary}\n{more}"


def test_an_earlier_day_of_the_month_will_do(repo: Repo) -> None:
    repo.write(MORE, finding("2017-09-21", "又来一次", "repeats: 2017-09/jy-01\n"))
    assert repo.found() == []


def test_the_same_day_will_not_do(repo: Repo) -> None:
    repo.write(MORE, finding("2017-09-20", "又来一次", "repeats: 2017-09/jy-01\n"))
    assert repo.found() == [
        "F017 所重复的问题必须在此之前（2017-09-20），2017-09/jy-01 发现于 2017-09-20"
    ]


def test_two_that_repeat_each_other_are_refused(repo: Repo) -> None:
    repo.write(MORE, finding("2017-09-21", "又来一次", "repeats: 2017-09/jy-01\n"))
    repo.change(LATER, "repeats: 2017-08/jy-01", "repeats: 2017-09/jy-02")
    assert [line[:4] for line in repo.found()] == ["F017"]


def test_a_broken_finding_is_not_called_missing(repo: Repo) -> None:
    repo.change(FIRST, "unit: jiaoyu", "unit: [jiaoyu]")
    assert [line[:4] for line in repo.found()] == ["S003"]


def test_another_unit_s_finding_is_not_repeated(repo: Repo) -> None:
    repo.write("2017-09/findings/minzheng/mz-01.yaml", OTHER)
    (found,) = repo.found()
    assert found.startswith("F018 ")
    assert found.endswith("2017-08/jy-01 的单位是 jiaoyu，此处是 minzheng")


OTHER = finding("2017-09-02", "仍缺少", "repeats: 2017-08/jy-01\n").replace("jiaoyu", "minzheng")


def test_an_upheld_finding_is_not_repeated(repo: Repo) -> None:
    repo.write(FIRST, repo.text(FIRST) + UPHELD)
    assert repo.found() == ["F019 所重复的问题应当仍然有效，2017-08/jy-01 申诉成立"]


UPHELD = """appeal:
  filed: 2017-08-25
  grounds: 不属实
  decision: upheld
  decided: 2017-08-28
  reason: 核实属实
"""


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("exempt:\n  reason: 省定模板\n", "全部免予扣分"),
        ("counted_in: 另一项考核\n", ""),
    ],
)
def test_a_repeat_is_of_what_was_a_discovery(repo: Repo, written: str, why: str) -> None:
    first = repo.text(FIRST)
    repo.write(FIRST, first[: first.index("exempt:")] + written)
    told = f"F019 所重复的问题当时应当确属发现，2017-08/jy-01 {why}"
    assert repo.found() == ([told] if why else [])


def test_a_repeat_is_of_what_the_rule_was_in_force_for(repo: Repo) -> None:
    rule = "deduct: {points: 1, per: 项}\n"
    repo.change(RUBRIC, rule, f"{rule}            from: 2017-08-21\n")
    found = [line for line in repo.found() if line.startswith("F019")]
    why = "此计分办法自 2017-08-21 起施行，发现日期为 2017-08-20"
    assert found == [f"F019 所重复的问题当时应当确属发现，2017-08/jy-01 {why}"]


def test_the_last_discovery_before_is_named(repo: Repo) -> None:
    fallen = "withdrawn:\n  date: 2017-09-30\n  reason: 误记\n"
    repo.write(LATER, repo.text(LATER) + fallen)
    repo.write("2017-10/measurements.yaml", repo.text("2017-09/measurements.yaml"))
    repo.write(
        "2017-10/findings/jiaoyu/jy-01.yaml",
        finding("2017-10-02", "仍缺少", "repeats: 2017-09/jy-01\n"),
    )
    hints = [line for line in repo.hints() if line.startswith("F019")]
    assert hints == ["F019 改指它以前的 2017-08/jy-01，或写 repeats: none"]
