"""Likely repeats are listed with their evidence; what a person decides is recorded."""

import pytest

from tests.unit.cli.conftest import Clerk

LATER = "2017-09/findings/jiaoyu/jy-05.yaml"
PATH = f"data/schemes/demo/{LATER}"
FINDING = """\
# 电话核实过
unit: jiaoyu
rule: guide-incomplete
date: 2017-09-22
summary: 办事指南缺少收费依据
"""
TWICE = (
    f"2017-09/jy-05（2017-09-22）“办事指南缺少收费依据” {PATH}\n"
    "{}疑似登记了两次：与 2017-09/jy-01（2017-09-20）“办事指南仍缺少收费依据”"
    "相近 100%，相同的有“缺少收费依据”\n"
)
REPEAT = (
    f"2017-09/jy-05（2017-09-22）“办事指南缺少收费依据” {PATH}\n"
    "{}疑似重复：与 2017-08/jy-01（2017-08-20）“办事指南缺少收费依据”"
    "相近 100%，相同的有“缺少收费依据”，以后又有 2017-09/jy-01\n"
)
ASKED = "（y 是，n 不是（记下来，不再问），s 或回车以后再定）\n"


def decide(clerk: Clerk, *says: str) -> str:
    clerk.repo.write(LATER, FINDING)
    code, shown = clerk.run("repeats", "demo", "2017-09", "--decide", says=says)
    assert code == 0
    return shown


def test_proposals_are_listed(clerk: Clerk) -> None:
    assert clerk.run("repeats", "demo", "2017-09") == (0, "没有疑似重复的问题\n")
    clerk.repo.write(LATER, FINDING)
    shown = TWICE.format("    ") + "共 1 个；加 --decide 逐个决定\n"
    assert clerk.run("repeats", "demo", "2017-09") == (0, shown)
    assert clerk.repo.text(LATER) == FINDING


def test_two_questions_are_answered_and_not_asked_again(clerk: Clerk) -> None:
    before = clerk.state()
    shown = decide(clerk, "n", "y")
    assert shown == (
        f"{TWICE.format('')}{ASKED}是不是同一件：n\n  → 不是\n已写入 {PATH}\n"
        f"{REPEAT.format('')}{ASKED}是不是重复发现：y\n  → 是\n已写入 {PATH}\n"
        "问完了，以后再定的有 0 个\n"
    )
    decided = "repeats: 2017-09/jy-01\ndistinct_from: 2017-09/jy-01\n"
    assert clerk.repo.text(LATER) == FINDING + decided
    assert {k: v for k, v in clerk.state().items() if k != PATH} == before
    assert clerk.run("repeats", "demo", "2017-09") == (0, "没有疑似重复的问题\n")
    assert clerk.repo.found() == []


@pytest.mark.parametrize(
    ("says", "written"),
    [
        (("n", "n"), "repeats: none\ndistinct_from: 2017-09/jy-01\n"),
        (("n", "s"), "distinct_from: 2017-09/jy-01\n"),
        ((""), ""),
        (("s",), ""),
        (
            ("y", "十月", "2017-09-30"),
            "withdrawn:\n  date: 2017-09-30\n  reason: 与 2017-09/jy-01 是同一件，登记了两次\n",
        ),
    ],
)
def test_what_was_decided_stands_in_the_finding(
    clerk: Clerk, says: tuple[str, ...], written: str
) -> None:
    decide(clerk, *(says or ("",)))
    assert clerk.repo.text(LATER) == FINDING + written


def test_what_the_checks_refuse_is_not_written(clerk: Clerk) -> None:
    """A withdrawal before the day of the finding."""
    shown = decide(clerk, "y", "2017-09-01")
    assert f"{PATH}:" in shown
    assert "F014" in shown
    assert shown.endswith("没有写 2017-09/jy-05\n问完了，以后再定的有 1 个\n")
    assert clerk.repo.text(LATER) == FINDING


def test_a_third_that_is_alike_joins_the_list(clerk: Clerk) -> None:
    """distinct_from grows from one to a list; the first decision stays."""
    other = FINDING.replace("09-22", "09-21").replace("缺少收费依据", "缺少收费的依据")
    clerk.repo.write(
        "2017-09/findings/jiaoyu/jy-04.yaml",
        f"{other}distinct_from: 2017-09/jy-01\nrepeats: none\n",
    )
    decide(clerk, "n", "n", "n")
    apart = "distinct_from:\n  - 2017-09/jy-04\n  - 2017-09/jy-01\n"
    assert clerk.repo.text(LATER) == f"{FINDING}repeats: none\n{apart}"


def test_a_month_without_data_is_wrong_use(clerk: Clerk) -> None:
    assert clerk.run("repeats", "demo", "2018-01")[0] == 2
