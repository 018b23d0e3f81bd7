"""Two months of the base in tests/bad compared, worked by hand; see test_impact for its totals."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from bulletin.compare.comparison import Comparison, compare_months
from bulletin.exchange import comparison as written
from bulletin.repository.opened import open_repository

from tests.cases import Repo
from tests.making import Plain, assessment_of, from_yaml, units_of
from tests.unit.scoring.test_language import measured, node
from tests.unit.scoring.test_language import repo as made

JY2 = "2017-08/findings/jiaoyu/jy-02.yaml"
RUBRIC = "rubrics/2017-08.yaml"
AGAIN = "上次 2017-08/jy-01，2017-10-12 整改"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path)


def compared(repo: Repo, before: str = "2017-08", after: str = "2017-09") -> Comparison:
    opened = open_repository(repo.root)
    assert opened.is_good, opened.problems
    return compare_months(opened.book.assessments["demo"], opened.book.units, before, after)


def text(repo: Repo, before: str = "2017-08", after: str = "2017-09") -> list[str]:
    units = open_repository(repo.root).book.units
    return written.text(compared(repo, before, after), units).split("\n")


def test_what_came_and_went_leads_from_one_total_to_the_other(repo: Repo) -> None:
    """26.5 - 5 - 3 - 2.5 + 2 - 2 - 2 + 1 - 1 = 14, and 12 + 12 - 8 - 4 = 12."""
    assert text(repo) == [
        "专项考核办法 2017年8月 → 2017年9月",
        "新发现 0 个",
        "重复发现 1 个",
        f"  市教育局 2017-09/jy-01（−2） 办事指南仍缺少收费依据，{AGAIN}",
        "责令整改而未整改 0 个",
        "已整改 0 个",
        "市教育局：总分 26.5 → 14（−12.5），名次 1",
        "  −5 市教育局的数据 报送信息数，不再计",
        "  −3 市教育局的数据 群众满意率，−1 → −4",
        "  −2.5 市教育局的评分“信息质量由评分小组评定”，不再计",
        "  +2 问题 2017-08/jy-02 不再计",
        "  −2 问题 2017-09/jy-01 计入",
        "  −2 市教育局的数据 按时报送，不再计",
        "  +1 问题 2017-08/jy-01 不再计",
        "  −1 问题 2017-08/jy-03 不再计",
        "市民政局：总分 12，名次 2",
        "  +12 满分（1.1 办事指南），新计入",
        "  −8 满分（1.2 社会评价），不再计",
        "  −4 市民政局的数据 报送信息数，不再计",
    ]


def test_a_change_of_the_rubric_is_told_apart(repo: Repo) -> None:
    """98 % is no longer below the limit: +1; 97 % is by one point, doubled: -2."""
    repo.write("rubrics/2017-09.yaml", repo.text(RUBRIC).replace("below: 99", "below: 98"))
    lines = text(repo)
    assert lines[1] == "评分细则由 2017-08 版改为 2017-09 版，细则改动的影响单列"
    assert "市教育局：总分 26.5 → 16（−10.5），名次 1" in lines
    assert "  +1 评分细则改动，市教育局的数据 群众满意率，−1 → 0" in lines
    assert "  −2 市教育局的数据 群众满意率，0 → −2" in lines


def test_a_rank_moves_because_somebody_came_past(repo: Repo) -> None:
    """In September 市教育局 has 12 - 5 × 2 = 2 and 4: 6, behind 12."""
    repo.change("2017-09/findings/jiaoyu/jy-01.yaml", "  count: 1\n", "  count: 5\n")
    repo.change("2017-09/findings/jiaoyu/jy-01.yaml", "count: 2\n", "count: 6\n")
    lines = text(repo)
    assert "市教育局：总分 26.5 → 6（−20.5），名次 1 → 2（被市民政局超过）" in lines
    assert "市民政局：总分 12，名次 2 → 1（超过市教育局）" in lines


ORDERED = "ordered:\n  due: 2017-09-10\n"
COURSES = {
    "not ordered": ("", []),
    "ordered": (ORDERED, ["persisting"]),
    "rectified in time": (f"{ORDERED}rectified:\n  date: 2017-09-08\n", ["rectified"]),
    "on the last day": (f"{ORDERED}rectified:\n  date: 2017-09-30\n", ["rectified"]),
    "too late to count": (f"{ORDERED}rectified:\n  date: 2017-10-01\n", ["persisting"]),
    "withdrawn": (f"{ORDERED}withdrawn:\n  date: 2017-09-01\n  reason: 重复登记\n", []),
}


@pytest.mark.parametrize("name", COURSES)
def test_what_became_of_an_earlier_finding(repo: Repo, name: str) -> None:
    more, expected = COURSES[name]
    repo.write(JY2, repo.text(JY2) + more)
    course = compared(repo).course
    lists = ("fresh", "persisting", "repeated", "rectified")
    named = {key: [row.finding.full_id for row in getattr(course, key)] for key in lists}
    assert [key for key in lists if "2017-08/jy-02" in named[key]] == expected
    assert named["repeated"] == ["2017-09/jy-01"]


def test_a_finding_that_is_found_again_is_repeated_and_not_persisting(repo: Repo) -> None:
    repo.write(
        "2017-08/findings/jiaoyu/jy-01.yaml",
        repo.text("2017-08/findings/jiaoyu/jy-01.yaml") + ORDERED,
    )
    course = compared(repo).course
    assert (course.persisting, [r.finding.id for r in course.repeated]) == ((), ["jy-01"])


def test_a_recheck_says_when_it_was_mended(repo: Repo) -> None:
    repo.write(JY2, repo.text(JY2) + ORDERED)
    repo.write("2017-09/rechecks/2017-08/jy-02.yaml", "date: 2017-09-12\n")
    assert "  市教育局 2017-08/jy-02（−2） 材料递交后一直没有回音，2017-09-12 整改" in text(repo)


def test_json_says_the_same(repo: Repo) -> None:
    body = json.loads(written.as_json(compared(repo)))
    assert (body["before"], body["after"], body["rubrics"]) == (
        "2017-08",
        "2017-09",
        ["2017-08", "2017-08"],
    )
    assert [row["finding"] for row in body["findings"]["repeated"]] == ["2017-09/jy-01"]
    jiaoyu = body["units"][0]
    assert (jiaoyu["unit"], jiaoyu["change"]) == ("jiaoyu", "-12.5")
    assert jiaoyu["lines"][0] == {
        "kind": "metric",
        "metric": "reports",
        "rules": ["reports-rank"],
        "unit": "jiaoyu",
        "before": "5",
        "after": None,
        "change": "-5",
        "by_rubric": False,
    }


BELOW = "deduct: {points: 1, metric: m, below: 99}"


def months(rubric_of_october: str) -> Plain:
    """A repository in which a has 97 in September and 95 in October, by another rubric."""
    plain = made(node(BELOW), f"{{{measured(a=95, b=99, c=99, d=99)}}}")
    earlier = made(node(BELOW), f"{{{measured(a=97, b=99, c=99, d=99)}}}")
    plain.months["2017-09"] = earlier.months["2017-10"]
    plain.rubrics["2017-10"] = deepcopy(plain.rubrics["2017-08"])
    plain.rubrics["2017-10"]["criteria"] = from_yaml(f"[{rubric_of_october}]")
    return plain


def test_lines_by_size_whether_by_the_rubric_or_by_the_data() -> None:
    # 10 - 2 = 8; below 98: 10 - 1 = 9 (+1); 95 is 3 below 98: 10 - 3 = 7 (-2)
    plain = months(node(BELOW.replace("99", "98")))
    compared = compare_months(assessment_of(plain), units_of(plain), "2017-09", "2017-10")
    lines = [
        [str(x.change) for x in xs] for u in compared.units[:1] for xs in (u.lines, u.lines_by_size)
    ]
    assert lines == [["1", "-2"], ["-2", "1"]]


def test_a_unit_of_one_month_only_has_no_lines() -> None:
    plain = months(node(BELOW))
    plain.units[0]["until"] = "2017-09-30"
    compared = compare_months(assessment_of(plain), units_of(plain), "2017-09", "2017-10")
    (gone,) = (unit for unit in compared.units if unit.unit == "a")
    assert (gone.after, gone.change, gone.lines) == (None, None, ())
