from tests.cases import Repo

CITY = "data/units/city.yaml"


def test_a_name_may_be_given_to_the_successor(repo: Repo) -> None:
    text = repo.text(CITY)
    repo.write(CITY, text + "- id: laoling-xin\n  name: 市老龄办\n  from: 2017-07\n")
    assert repo.found() == []


def test_a_name_may_stand_in_another_register(repo: Repo) -> None:
    repo.write("data/units/other.yaml", "- id: banks\n  name: 市教育局\n")
    assert repo.found() == []


def test_an_id_is_unique_over_all_registers(repo: Repo) -> None:
    repo.write("data/units/other.yaml", "- id: jiaoyu\n  name: 教育公司\n")
    assert repo.found() == [
        "U001 单位标识在全库只能用一次，jiaoyu 已是“市教育局”的标识（data/units/city.yaml:8）"
    ]


def test_a_loop_is_reported_once_however_many_hang_below_it(repo: Repo) -> None:
    repo.change(CITY, "  kind: city\n", "  kind: city\n  parent: shangcheng\n")
    assert repo.found() == ["U003 上级单位不得成环，hangzhou、shangcheng、hangzhou 依次互为上级"]


def test_nobody_is_above_himself(repo: Repo) -> None:
    repo.change(CITY, "  kind: city\n", "  kind: city\n  parent: hangzhou\n")
    assert repo.found() == ["U003 上级单位不得成环，hangzhou、hangzhou 依次互为上级"]


def test_a_broken_register_is_one_problem_and_no_flood(repo: Repo) -> None:
    repo.change(CITY, "- id: minzheng\n", "- id: 民政\n")
    assert [line[:4] for line in repo.found()] == ["S005"]
