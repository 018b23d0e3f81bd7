"""整改: what is open at the end of a month, and what closes it."""

from datetime import date

import pytest
from bulletin.law.rectification import Mending, days_late

from tests.making import Plain, assessment_of, scores
from tests.unit.scoring.test_language import node, repo

RULE = node("deduct: {points: 2, per: 项}")
DUE = "ordered: {due: 2017-09-30}"
SEEN = "2017-09/f: {date: 2017-10-12, note: 已改}"


def made(finding: str, october: str = "{}", november: str = "{}") -> Plain:
    """A finding f of September; October, the month in question; and November after it."""
    return repo(RULE, october, m2017_09=f"{{findings: {{f: {{{finding}}}}}}}", m2017_11=november)


def open_in(plain: Plain, month: str) -> list[str]:
    return [f.full_id for f in Mending(assessment_of(plain), month).open()]


CLOSED = {
    "not ordered": ("", "{}"),
    "withdrawn": (f"{DUE}, withdrawn: {{reason: 误}}", "{}"),
    "charged elsewhere": (f"{DUE}, counted_in: 另案", "{}"),
    "upheld": (f"{DUE}, appeal: {{decision: upheld}}", "{}"),
    "exempt as a whole": (f"{DUE}, exempt: {{reason: 省定}}", "{}"),
    "exempt by its count": (f"{DUE}, count: 2, exempt: {{count: 2, reason: 省定}}", "{}"),
    "mended by its own word": (f"{DUE}, rectified: {{date: 2017-10-31}}", "{}"),
    "seen to be mended": (DUE, f"{{rechecks: {{{SEEN}}}}}"),
}


@pytest.mark.parametrize("name", CLOSED)
def test_what_is_not_to_be_mended(name: str) -> None:
    assert open_in(made(*CLOSED[name]), "2017-10") == []


OPEN = {
    "ordered": (DUE, "{}"),
    "ordered without a date": ("ordered: true", "{}"),
    "exempt in part": (f"{DUE}, count: 2, exempt: {{count: 1, reason: 省定}}", "{}"),
    "rejected": (f"{DUE}, appeal: {{decision: rejected}}", "{}"),
    "mended after the end": (f"{DUE}, rectified: {{date: 2017-11-01}}", "{}"),
    "found again, and that is withdrawn": (
        DUE,
        "{findings: {g: {repeats: 2017-09/f, ordered: true, withdrawn: {reason: 误}}}}",
    ),
}


@pytest.mark.parametrize("name", OPEN)
def test_what_is_to_be_mended(name: str) -> None:
    assert open_in(made(*OPEN[name]), "2017-10") == ["2017-09/f"]


def test_what_was_found_again_is_closed_by_the_last_discovery() -> None:
    again = "{findings: {g: {repeats: 2017-09/f, ordered: {due: 2017-11-10}}}}"
    third = "{findings: {h: {repeats: 2017-10/g, ordered: {due: 2017-12-10}}}}"
    plain = made(DUE, again, third)
    assert [open_in(plain, month) for month in ("2017-09", "2017-10", "2017-11")] == [
        ["2017-09/f"],
        ["2017-10/g"],
        ["2017-11/h"],
    ]


AFTER_MENDED = f"{DUE}, rectified: {{date: 2017-10-10}}"


def test_an_order_stands_until_what_it_is_about_is_mended() -> None:
    """Found again without a new order, it is still to be mended by the day of the first."""
    october = "{findings: {g: {repeats: 2017-09/f%s}}}"
    assert open_in(made(DUE, october % ""), "2017-10") == ["2017-10/g"]
    assert open_in(made(DUE, october % ", rectified: {date: 2017-10-20}"), "2017-10") == []
    assert open_in(made(AFTER_MENDED, october % ""), "2017-10") == []
    fell = f"{DUE}, withdrawn: {{reason: 误}}"
    assert open_in(made(fell, october % ""), "2017-10") == []
    (open_one,) = Mending(assessment_of(made(DUE, october % "")), "2017-10").open()
    assert Mending(assessment_of(made(DUE, october % "")), "2017-10").due(open_one) == date(
        2017, 9, 30
    )


def test_a_recheck_is_known_from_the_month_that_records_it() -> None:
    """Seen on the twelfth of October, but written down in November."""
    plain = made(DUE, november=f"{{rechecks: {{{SEEN}}}}}")
    assert open_in(plain, "2017-10") == ["2017-09/f"]
    assert open_in(plain, "2017-11") == []


def test_the_first_due_comes_first_and_the_undated_last() -> None:
    october = "{findings: {a: {ordered: true}, b: {ordered: {due: 2017-09-20}}}}"
    assert open_in(made(DUE, october), "2017-10") == ["2017-10/b", "2017-09/f", "2017-10/a"]


def test_a_month_without_records_knows_what_was_before() -> None:
    assert open_in(made(DUE), "2018-03") == ["2017-09/f"]


def test_a_recheck_changes_no_score() -> None:
    again = "{findings: {g: {repeats: 2017-09/f}}%s}"
    without, with_one = made(DUE, again % ""), made(DUE, again % f", rechecks: {{{SEEN}}}")
    for month in ("2017-09", "2017-10", "2017-11"):
        assert scores(without, month) == scores(with_one, month)


def test_a_chain_of_discoveries_may_be_long() -> None:
    """Longer than Python calls itself: the order of the first stands for the last."""
    plain = made(DUE, "{findings: {g0000: {repeats: 2017-09/f}}}")
    found = plain.months["2017-10"]["findings"]
    for n in range(1, 1500):
        found[f"g{n:04}"] = {**found["g0000"], "repeats": f"2017-10/g{n - 1:04}"}
    assert open_in(plain, "2017-10") == ["2017-10/g1499"]


def test_what_is_recorded_may_lie_after_the_end() -> None:
    assessment = assessment_of(made(f"{DUE}, rectified: {{date: 2017-11-02}}"))
    mending, finding = Mending(assessment, "2017-10"), assessment.months["2017-09"].findings["f"]
    assert mending.done(finding) is None
    assert mending.recorded(finding) == date(2017, 11, 2)


def test_days_late_count_from_the_due_date() -> None:
    due = date(2017, 9, 30)
    assert [days_late(due, date(2017, 10, 2)), days_late(due, due), days_late(None, due)] == [
        *(2, 0, 0),
    ]
