from tests.cases import Repo

CITY = "data/units/city.yaml"
FIRST = "2017-08/findings/jiaoyu/jy-01.yaml"


def test_a_finding_may_lie_below_an_assessed_unit_in_its_folder(repo: Repo) -> None:
    repo.change(
        CITY, "- id: dang-an", "- id: xiaoxue\n  name: 小学\n  parent: jiaoyu\n- id: dang-an"
    )
    repo.change(FIRST, "unit: jiaoyu", "unit: xiaoxue")
    repo.change("2017-09/findings/jiaoyu/jy-01.yaml", "unit: jiaoyu", "unit: xiaoxue")
    assert repo.found() == []


def test_a_unit_that_does_not_exist_yet(repo: Repo) -> None:
    repo.change(CITY, "  until: 2017-06\n", "  from: 2017-09\n")
    repo.write("2017-08/findings/laoling/ll-01.yaml", repo.text(FIRST).replace("jiaoyu", "laoling"))
    assert repo.found() == [
        "F002 单位当月（2017-08）必须存在，laoling（市老龄办）从 2017-09 起才有"
    ]


def test_a_place_that_is_gone(repo: Repo) -> None:
    repo.change(CITY, "  kind: county\n", "  kind: county\n  until: 2017-07\n")
    assert "F007 发生地点当月必须存在，shangcheng（上城区）在 2017-08 不存在" in repo.found()


def test_a_chinese_name_is_told_its_id(repo: Repo) -> None:
    assert repo.change(FIRST, "unit: jiaoyu", "unit: 市教育局").hints() == [
        "S005 “市教育局”的标识是 jiaoyu"
    ]


def test_a_misspelt_chinese_name_is_told_the_nearest_id(repo: Repo) -> None:
    assert repo.change(FIRST, "unit: jiaoyu", "unit: 教育局").hints() == [
        "S005 是不是 jiaoyu（市教育局）？"
    ]


def test_the_name_of_a_source_is_told_its_id(repo: Repo) -> None:
    assert repo.change(FIRST, "source: monthly-check", "source: 省级督查").hints() == [
        "F010 “省级督查”的标识是 provincial-inspection"
    ]


def test_a_broken_register_hides_no_other_problem(repo: Repo) -> None:
    repo.change(CITY, "- id: minzheng\n", "- id: 民政\n")
    repo.change(FIRST, "method: undercover-ask", "method: undercover-asks")
    assert [line[:4] for line in repo.found()] == ["F011", "S005"]


def test_a_name_is_taken_for_that_which_its_key_wants(repo: Repo) -> None:
    """A criterion and a rule bear one name: under ``rule`` the rule is meant."""
    repo.change("2017-08/findings/jiaoyu/jy-01.yaml", "rule: ", "rule: 办事指南 # ")
    told = [line for line in repo.hints() if line.startswith("S005")]
    assert told
    assert "的标识是" not in told[0]
