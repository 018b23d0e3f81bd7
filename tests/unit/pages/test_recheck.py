"""整改与回头看 on the site: the list for the next round, and what became of the last one."""

import re
from html import unescape

from tests.making import Plain
from tests.unit.scoring.test_language import node, repo
from tests.unit.view.test_course import EACH, REPEAT, course, pages, words

SEPTEMBER = (
    "{findings: {f: {summary: 甲, ordered: {due: 2017-10-20}},"
    " g: {summary: 乙, unit: b, ordered: {due: 2017-10-10}},"
    " h: {summary: 丙, unit: a-1, ordered: true}}}"
)
OCTOBER = (
    "{findings: {i: {summary: 又是甲, repeats: 2017-09/f, ordered: {due: 2017-11-10}}},"
    " rechecks: {2017-09/g: {date: 2017-10-25, note: 已改}}}"
)


def made(october: str = OCTOBER, **later: str) -> Plain:
    return repo(EACH, october, REPEAT, m2017_09=SEPTEMBER, **later)


def rows(page: str) -> list[list[list[str]]]:
    """The cells of each table, row by row."""
    tables = re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    return [[_cells(row) for row in re.findall(r"<tr>(.*?)</tr>", table)] for table in tables]


def _cells(row: str) -> list[str]:
    found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
    return [" ".join(unescape(re.sub(r"<[^>]*>", " ", cell)).split()) for cell in found]


def test_the_page_lists_what_is_open_and_what_came_of_the_round() -> None:
    """2 points, doubled as they were found before; the chain of 甲 has two discoveries: 2 × 4."""
    still_open, results = rows(pages(made())["test/2017-10/recheck.md"])
    assert still_open == [
        ["甲市", "又是甲 办法", "2017年11月10日", "−8 ×4", "2017年10月15日", ""],
        ["甲市 甲县", "丙 办法", "未定期限", "−4 ×2", "2017年9月15日", ""],
    ]
    assert results == [
        ["甲市", "甲", "再次发现： 又是甲", "2017年10月20日"],
        ["甲市 甲县", "丙", "还没有整改", "未定期限"],
        ["乙市", "乙", "2017年10月25日完成 回头看核实", "2017年10月10日"],
    ]


def test_the_month_before_knows_nothing_of_it() -> None:
    page = pages(made())["test/2017-09/recheck.md"]
    (still_open,) = rows(page)
    assert [row[:3] for row in still_open] == [
        ["甲市", "甲 办法", "2017年10月20日"],
        ["甲市 甲县", "丙 办法", "未定期限"],
        ["乙市", "乙 办法", "2017年10月10日"],
    ]
    assert "2017年8月底没有要回头看的问题" in page


def test_a_recheck_is_told_in_the_course_of_its_finding() -> None:
    assert course(pages(made())["test/2017-09/b.md"]) == [
        "2017年9月15日 发现",
        "责令整改，限2017年10月10日前",
        "2017年10月25日 回头看核实已整改， 逾期15天 ：已改",
    ]


def test_a_sheet_says_where_the_recheck_is_recorded() -> None:
    page = pages(made())["test/2017-09/b.md"]
    (recorded,) = re.findall("<dt>回头看</dt><dd[^>]*>(.*?)</dd>", page)
    assert "2017-10/rechecks/2017-09/g.yaml" in unescape(recorded)


def test_the_ledger_of_a_unit_says_what_was_found_again() -> None:
    """Found again on the fifteenth, five days before it was due: the later one counts."""
    ledger = rows(pages(made())["test/units/a.md"].partition("整改台账")[2])[0]
    assert [row[:3] for row in ledger] == [
        ["2017年11月10日", "未到期", "又是甲"],
        ["未定", "未完成", "丙"],
        ["2017年10月20日", "再次发现，并入后一次", "甲 后来再次发现： 2017年10月15日"],
    ]


def test_the_bulletin_counts_each_problem_once() -> None:
    page = pages(made())["test/2017-10/index.md"]
    assert "本月到期未整改（" not in page
    assert "限期整改中（2项）" in page
    assert "本月完成整改（1项）" in page


def test_what_comes_again_is_what_an_appeal_left() -> None:
    """9, on appeal 6: 6 × 2 × 2 if it is found again."""
    appeal = "{filed: 2017-09-20, grounds: 已改, decision: amended, decided: 2017-09-25, count: 6}"
    plain = repo(
        node("deduct: {points: 2, per: 项}", "points: 100"),
        "{}",
        REPEAT,
        m2017_09=f"{{findings: {{f: {{count: 9, appeal: {appeal}, ordered: true}}}}}}",
    )
    page = words(pages(plain)["test/2017-10/recheck.md"])
    assert "−24" in page
    assert "−36" not in page
