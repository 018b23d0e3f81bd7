import pytest

from tests.cases import Repo

FIRST = "2017-08/findings/jiaoyu/jy-01.yaml"
LATER = "2017-09/findings/jiaoyu/jy-01.yaml"
MORE = "2017-09/findings/jiaoyu/jy-02.yaml"
THIRD = "2017-09/findings/jiaoyu/jy-03.yaml"
REPEAT = "F023 疑似重复的问题应当注明，与 "
TWICE = "F026 疑似登记了两次的问题应当核实，与 "


def finding(day: str, summary: str, more: str = "") -> str:
    return f"unit: jiaoyu\nrule: guide-incomplete\ndate: {day}\nsummary: {summary}\n{more}"


@pytest.mark.parametrize(
    ("summary", "more", "told"),
    [
        (
            "又有3份办事指南缺少收费依据",
            "",
            "相近 92%，相同的有“缺少收费依据”",
        ),  # 有 alone differs: 2 × 6 ÷ 13
        ("办事指南缺少收费标准", "", "相近 66%，相同的有“缺少收费”"),
        ("幼儿园的办事指南仍没有写收费的依据", "", "相近 57%，相同的有“收费”、“依据”"),
        ("收费太高", "", "相近 40%，相同的有“收费”"),  # 2 × 2 ÷ (6 + 4): just enough
        ("收费也太高", "", ""),  # 2 × 2 ÷ (6 + 5) = 36 %
        ("办事指南没有写受理条件", "", ""),
        ("办事指南缺少收费依据", "repeats: none\n", ""),
        ("办事指南缺少收费依据", "withdrawn: {date: 2017-09-30, reason: 误记}\n", ""),
    ],
)
def test_words_like_those_of_an_earlier_month_are_probably_a_repeat(
    repo: Repo, summary: str, more: str, told: str
) -> None:
    repo.write(LATER, finding("2017-09-20", summary, more))
    evidence = f"{REPEAT}2017-08/jy-01（2017-08-20）“办事指南缺少收费依据”{told}"
    assert repo.found() == ([evidence] if told else [])


def test_praise_of_the_same_words_is_no_repeat(repo: Repo) -> None:
    praise = repo.text("2017-08/findings/jiaoyu/jy-03.yaml").replace("2017-08", "2017-09")
    assert repo.write("2017-09/findings/jiaoyu/jy-03.yaml", praise).found() == []


def test_the_same_subject_and_place_raise(repo: Repo) -> None:
    """“入学报名缺流程图” and “缺少收费依据” share 缺: 2 × 1 ÷ 14 = 14 %, and 15 for each."""
    repo.change(FIRST, "exempt:", "subject: 入学报名\nexempt:")
    plain = finding("2017-09-20", "入学报名缺流程图")
    assert repo.write(LATER, plain).found() == []
    (found,) = repo.write(LATER, f"{plain}subject: 入学报名\nplace: shangcheng\n").found()
    assert found.endswith("相近 44%，相同的有工作事项、地点")


def test_a_chain_goes_on_at_its_end(repo: Repo) -> None:
    """2017-09 repeats 2017-08; what is like 2017-08 in 2017-10 repeats 2017-09."""
    repo.change(LATER, "办事指南仍缺少收费依据", "招生简章含糊")
    repo.write("2017-10/measurements.yaml", repo.text("2017-09/measurements.yaml"))
    repo.write("2017-10/findings/jiaoyu/jy-01.yaml", finding("2017-10-20", "缺少收费依据"))
    found = [line for line in repo.found() if line.startswith("F")]
    evidence = "“办事指南缺少收费依据”相近 100%，相同的有“缺少收费依据”"
    assert found == [f"{REPEAT}2017-08/jy-01（2017-08-20）{evidence}，以后又有 2017-09/jy-01"]
    assert "F023 写 repeats: 2017-09/jy-01；确认不是重复的写 repeats: none" in repo.hints()


def test_a_chain_that_goes_round_is_gone_through_once(repo: Repo) -> None:
    """2017-08 and 2017-09 repeat each other, which is refused; the search for more ends too."""
    repo.write(FIRST, repo.text(FIRST) + "repeats: 2017-09/jy-01\n")
    repo.write("2017-10/measurements.yaml", repo.text("2017-09/measurements.yaml"))
    repo.write("2017-10/findings/jiaoyu/jy-01.yaml", finding("2017-10-20", "缺少收费依据"))
    found = [line for line in repo.found() if line.startswith("F")]
    assert [line[:4] for line in found] == ["F017", "F023"]


def test_an_upheld_finding_is_not_proposed(repo: Repo) -> None:
    appeal = "appeal:\n  filed: 2017-08-25\n  grounds: 不实\n  decision: upheld\n"
    repo.write(FIRST, repo.text(FIRST) + f"{appeal}  decided: 2017-08-28\n  reason: 属实\n")
    repo.write(LATER, finding("2017-09-20", "办事指南缺少收费依据"))
    assert repo.found() == []


def test_two_inspectors_may_have_written_one_event_down(repo: Repo) -> None:
    repo.write(MORE, finding("2017-09-21", "教师资格认定指南写“其他材料”", "repeats: none\n"))
    repo.write(THIRD, finding("2017-09-21", "教师资格的指南写有“其他材料”", "repeats: none\n"))
    evidence = "“教师资格认定指南写“其他材料””相近 85%，相同的有“教师资格”、“其他材料”"
    assert repo.found() == [f"{TWICE}2017-09/jy-02（2017-09-21）{evidence}"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("distinct_from: 2017-09/jy-03\n", ""),
        ("", "distinct_from: 2017-09/jy-02\n"),
        ("", "distinct_from: [2017-09/jy-01, 2017-09/jy-02]\n"),
        ("withdrawn: {date: 2017-09-30, reason: 登记了两次}\n", ""),
        ("", "withdrawn: {date: 2017-09-30, reason: 登记了两次}\n"),
        ("", "repeats: 2017-09/jy-02\n"),
    ],
)
def test_what_was_decided_is_not_asked_again(repo: Repo, first: str, second: str) -> None:
    repo.write(MORE, finding("2017-09-21", "教师资格认定指南写“其他材料”", first))
    repo.write(THIRD, finding("2017-09-22", "教师资格的指南写有“其他材料”", second))
    assert repo.found() == []


def test_two_praises_of_one_subject_charge_once_and_are_not_asked_about(repo: Repo) -> None:
    praise = repo.text("2017-08/findings/jiaoyu/jy-03.yaml")
    assert repo.write("2017-08/findings/jiaoyu/jy-04.yaml", praise).found() == []


def test_one_event_comes_before_one_repeat(repo: Repo) -> None:
    """A finding is asked one thing at a time: first whether it is the same event."""
    repo.write(MORE, finding("2017-09-20", "办事指南缺少收费依据"))
    assert [line[:4] for line in repo.found()] == ["F026"]
    repo.write(MORE, finding("2017-09-20", "缺少收费依据", "distinct_from: [2017-09/jy-01]\n"))
    assert [line[:4] for line in repo.found()] == ["F023"]


def test_a_hundred_alike_ask_one_question_each(repo: Repo) -> None:
    for n in range(100):
        path = f"2017-09/findings/jiaoyu/z-{n:02}.yaml"
        repo.write(path, finding("2017-09-21", "教师资格认定指南写“其他材料”"))
    assert [line[:4] for line in repo.found()] == ["F026"] * 99


def test_a_finding_is_compared_with_the_latest_two_hundred(repo: Repo) -> None:
    """So the cost is bounded; each of those between has a sign of its own."""
    repo.write(MORE, finding("2017-09-21", "教师资格认定指南写“其他材料”"))
    for n in range(200):
        path = f"2017-09/findings/jiaoyu/m-{n:03}.yaml"
        repo.write(path, finding("2017-09-22", chr(0x5200 + n)))
    last = "2017-09/findings/jiaoyu/z-01.yaml"
    assert repo.write(last, finding("2017-09-23", "教师资格认定指南写“其他材料”")).found() == []
    repo.file("2017-09/findings/jiaoyu/m-000.yaml").unlink()
    assert [line[:4] for line in repo.found()] == ["F026"]


def test_what_was_no_discovery_is_not_proposed(repo: Repo) -> None:
    first = repo.text(FIRST)
    repo.write(FIRST, first[: first.index("exempt:")] + "exempt:\n  reason: 省定模板\n")
    repo.write(LATER, finding("2017-09-20", "办事指南缺少收费依据"))
    assert repo.found() == []


def test_what_another_assessment_counts_is_proposed(repo: Repo) -> None:
    first = repo.text(FIRST)
    repo.write(FIRST, first[: first.index("exempt:")] + "counted_in: 另一项考核\n")
    repo.write(LATER, finding("2017-09-20", "办事指南缺少收费依据"))
    assert [line[:4] for line in repo.found()] == ["F023"]
    repo.write(LATER, finding("2017-09-20", "办事指南缺少收费依据", "counted_in: 另一项考核\n"))
    assert repo.found() == []
