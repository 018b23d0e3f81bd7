"""How an ordered rectification stands is judged in one place; all doors say the same of it."""

import re
from datetime import date

import pytest
from bulletin.compare.recheck import recheck_list, to_mend
from bulletin.exchange import recheck as to_text
from bulletin.exchange.word import notice
from bulletin.exchange.word.bulletin import values as bulletin
from bulletin.law.rectification import Mending, Standing
from bulletin.pages import render
from bulletin.publish.program import templates
from bulletin.view.edition import Edition
from bulletin.view.findings import Register
from bulletin.view.tables.records import FINDINGS, Records

from tests.making import Plain, assessment_of, units_of
from tests.unit.scoring.test_language import repo
from tests.unit.view.bulletin.test_glance import EACH, SITE, edition, findings, words

END = date(2017, 10, 31)
LATE, DUE, DONE, AGAIN = "逾期", "未到期", "完成", "再次发现"
CASES = {
    # f, in October; more of October; how it stands on the last of October, and days late
    "due the day before": ("ordered: {due: 2017-10-30}", "", LATE, 1),
    "due on the last day": ("ordered: {due: 2017-10-31}", "", DUE, 0),
    "due the day after": ("ordered: {due: 2017-11-01}", "", DUE, 0),
    "mended in time": (
        "ordered: {due: 2017-10-30}, rectified: {date: 2017-10-30}", "", DONE, 0,
    ),
    "mended late": ("ordered: {due: 2017-10-30}, rectified: {date: 2017-10-31}", "", DONE, 0),
    "mended after the end": (
        "ordered: {due: 2017-10-30}, rectified: {date: 2017-11-02}", "", LATE, 1,
    ),
    "seen to be mended": (
        "ordered: {due: 2017-10-30}",
        "rechecks: {2017-10/f: {date: 2017-10-31, note: 已改}}", DONE, 0,
    ),
    "found again": ("ordered: {due: 2017-10-30}", "again", AGAIN, 0),
}  # fmt: skip


def plain_of(name: str) -> Plain:
    finding, more, *_ = CASES[name]
    found = {"f": f"date: 2017-10-02, {finding}"}
    if more == "again":
        found["g"] = "date: 2017-10-20, repeats: 2017-10/f"
    listed = findings(**found)
    return repo(EACH, listed if more in {"", "again"} else f"{listed[:-1]}, {more}}}")


def pages(made: Edition) -> dict[str, str]:
    return {path: words(text) for path, text in render(SITE, [made], templates()).items()}


def on_the_bulletin(text: str) -> str:
    (fact,) = re.findall("升得最多.*?到期未整改(.*?。)", text)
    if "1项到期未整改" in fact:
        return LATE
    if "限期整改中1项" in fact:
        return DUE
    return DONE if "本月完成整改（1项）" in text else ""


def on_the_unit_s_page(text: str) -> str:
    (counted,) = re.findall("登记整改(.*?)。", text)
    for word, standing in (("逾期1项", LATE), ("未到期1项", DUE), ("再次发现1项", AGAIN)):
        if word in counted:
            return standing
    return DONE if "已整改1项" in counted else ""


def in_word(made: Edition) -> tuple[str, str, int]:
    """What the bulletin, the notice and its receipt say of it."""
    register = Register(made)
    (score,) = (u for u in made.scores["2017-10"].units if u.unit == "a")
    told = notice.values(made, register, "2017-10", score)
    orders = bulletin(made, register, "2017-10")["整改"]
    problem = next(one for one in told["问题"] if one["编号"] == "2017-10/f")  # type: ignore[attr-defined]
    calls = {"到期未整改": LATE, "限期整改中": DUE, "已整改": DONE, "再次发现": AGAIN}
    counted = (
        LATE if orders["到期未整改"] else DUE if orders["限期整改中"]  # type: ignore[index]
        else DONE if orders["本月完成"] else ""  # type: ignore[index]
    )  # fmt: skip
    return calls[problem["整改情况"]], counted, told["未整改项数"]  # type: ignore[return-value]


@pytest.mark.parametrize("name", CASES)
def test_all_doors_agree(name: str) -> None:
    """The bulletin, the unit's page, rechecks, reminders, Word, tables and the terminal."""
    *_, standing, late = CASES[name]
    plain = plain_of(name)
    made, is_open = edition(plain), standing in {LATE, DUE}
    assessment, units = assessment_of(plain), units_of(plain)
    if name == "found again":  # what was found again takes the order over, and is what is late
        made_open = [f.full_id for f in Mending(assessment, "2017-10").open()]
        assert made_open == ["2017-10/g"]
    texts, (row, counted, receipt) = pages(made), in_word(made)
    closed = AGAIN if standing == AGAIN else DONE
    expected = LATE if standing == AGAIN else standing
    assert on_the_bulletin(texts["test/2017-10/index.md"]) == expected
    assert counted == expected
    assert on_the_unit_s_page(texts["test/units/a.md"]) == expected
    assert row == (standing if is_open else closed)
    assert receipt == (1 if is_open or standing == AGAIN else 0)
    days = late if standing != AGAIN else 1
    assert ("逾期1天" in texts["test/2017-10/recheck.md"]) == bool(days)
    reminded = to_text.reminders(assessment, units, END, to_mend(assessment, units, END))
    assert ("已经逾期 1 项" in reminded) == bool(days)
    assert ("7 日内到期 1 项" in reminded) == (standing == DUE)
    listed = recheck_list(assessment, units, "2017-11")
    round_ = to_text.recheck_list(assessment, units, "2017-11", listed)
    assert ("逾期 1 天" in round_) == bool(days)
    told = {LATE: "到期未整改", DUE: "限期整改中", DONE: "已整改", AGAIN: "再次发现"}[standing]
    table = Records(made, Register(made)).findings("2017-10")
    column = list(FINDINGS).index("rectification")
    (cell,) = (r[column] for r in table.rows if r[1] == "2017-10/f")
    assert cell == told


def test_a_reminder_is_of_its_own_day() -> None:
    """On the thirtieth it was due and not mended yet, though the record of the month knows more."""
    plain = plain_of("mended late")
    assessment, units = assessment_of(plain), units_of(plain)
    told = {
        day: [task.late for task in to_mend(assessment, units, date(2017, 10, day))]
        for day in (1, 2, 30, 31)
    }
    assert told == {1: [], 2: [0], 30: [0], 31: []}


def test_what_was_withdrawn_or_exempt_is_not_to_be_mended() -> None:
    """It says nothing of rectification, where it said 限期整改中."""
    for more in ("withdrawn: {reason: 误}", "exempt: {reason: 省定}", "counted_in: 另案"):
        plain = repo(EACH, findings(f=f"ordered: {{due: 2017-10-30}}, {more}"))
        known = Mending(assessment_of(plain), "2017-10")
        (finding,) = assessment_of(plain).months["2017-10"].findings.values()
        assert known.standing(finding) is None


def test_a_standing_is_open_or_closed() -> None:
    assert [one for one in Standing if one.is_open] == ["overdue", "due", "undated"]
