"""What a round looks at again, what it costs, and what comes of it; worked by hand."""

from datetime import date

import pytest
from bulletin.compare.recheck import NextRounds, RecheckOutcome, outcome, recheck_list, to_mend
from bulletin.model.unit import Unit, Units

from tests.making import Plain, assessment_of, from_yaml, units_of
from tests.unit.scoring.test_language import node, repo

ONE = node("deduct: {points: 1, per: 项}")
REPEAT = "modifiers: [{id: again, text: 加倍, when: repeat, factor: 2}]\n"
ORDERED = "ordered: {due: 2017-10-21}"
TASK = f"{{findings: {{f: {{{ORDERED}}}}}}}"
REDUCED = "count: 3, appeal: {filed: 2017-10-18, decision: amended, count: 1, "
REDUCED += "decided: 2017-10-20, reason: 部分属实}"
END = date(2017, 10, 31)


def costs(plain: Plain, on: date = END) -> dict[str, str | None]:
    """Return by finding what it changes if it is found again; None: nothing."""
    tasks = to_mend(assessment_of(plain), units_of(plain), on)
    return {t.finding.id: str(t.again.change) if t.again else None for t in tasks}


def city(units: Units) -> Unit:
    return next(unit for unit in units if unit.id == "a")


def cost(criteria: str, finding: str, rubric: str) -> str | None:
    return costs(repo(criteria, f"{{findings: {{f: {{{ORDERED}, {finding}}}}}}}", rubric))["f"]


# --- what it costs ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "finding", "rubric", "change"),
    [
        ("deduct: {points: 1, per: 项}", "", "", "-1"),  # exactly one point
        ("deduct: {points: 0.5, per: 项}", "", "", "-1/2"),
        ("deduct: {points: 1, per: 项}", "", REPEAT, "-2"),  # 1 × 2
        ("deduct: {points: 1, per: 项}", "count: 3", REPEAT, "-6"),  # 3 × 1 × 2
        # an appeal left 1 of 3, and none is exempt a second time: 1 × 2
        (
            "deduct: {points: 1, per: 项}",
            REDUCED,
            REPEAT,
            "-2",
        ),
        ("award: {points: 1, per: 项}", "", "", None),
        ("void: criterion", "", "", None),
    ],
)
def test_what_is_found_again_costs(
    rule: str, finding: str, rubric: str, change: str | None
) -> None:
    assert cost(node(rule), finding, rubric) == change


def test_it_stands_in_the_trace_of_the_next_round() -> None:
    (task,) = to_mend(assessment_of(repo(ONE, TASK)), units_of(repo(ONE, TASK)), END)
    assert task.again is not None
    assert (task.again.finding, task.again.rule) == ("2017-11/f-again", "r1")


def renewed(rules: str, *, charged: str = REPEAT) -> Plain:
    """A repository whose rubric has other rules from November on."""
    plain = repo(ONE, TASK)
    text = f"title: 新细则\ncriteria: [{{id: k, title: 内容, points: 10, rules: [{rules}]}}]\n"
    plain.rubrics["2017-11"] = from_yaml(text + charged)
    return plain


def test_the_rule_that_replaces_it_charges_it() -> None:
    # 3 × 2 by the rubric of November
    heir = "{id: r9, text: 新办法, clause: 一, replaces: [r1], deduct: {points: 3, per: 项}}"
    assert costs(renewed(heir)) == {"f": "-6"}


def test_a_rule_that_is_gone_charges_nothing() -> None:
    other = "{id: r9, text: 新办法, clause: 一, deduct: {points: 3, per: 项}}"
    assert costs(renewed(other)) == {"f": None}


def test_what_is_of_an_earlier_month_is_looked_at_in_the_round_of_the_month() -> None:
    """The rubric of November does not yet count in the round of October."""
    heir = "{id: r1, text: 新办法, clause: 一, deduct: {points: 3, per: 项}}"
    plain = renewed(heir)
    earlier = plain.months.pop("2017-10")
    plain.months |= {"2017-10": {}, "2017-09": earlier}
    plain.months["2017-09"]["findings"]["f"]["date"] = "2017-09-15"
    # on a day of October 1 point by the rubric of August, in November 3 × 2
    assert costs(plain) == {"f": "-1"}
    assert costs(plain, date(2017, 11, 30)) == {"f": "-6"}


def test_before_the_first_rubric_nothing_is_known_to_cost_anything() -> None:
    plain = repo(ONE, TASK)
    plain.rubrics["2017-12"] = plain.rubrics.pop("2017-08")
    assert costs(plain) == {"f": None}


# --- what makes it dearer ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("modifiers", "dearer"),
    [
        ("", []),
        (REPEAT, ["again"]),
        (REPEAT.replace("factor: 2", "factor: 1"), []),
        ("modifiers: [{id: p, text: 加倍, when: source, sources: [x], factor: 2}]", []),
    ],
)
def test_only_what_multiplies_a_repeat_makes_it_dearer(modifiers: str, dearer: list[str]) -> None:
    assessment, units = assessment_of(repo(ONE, TASK, modifiers)), units_of(repo(ONE))
    rounds, found = NextRounds(assessment, units, END), assessment.finding("2017-10/f")
    assert found is not None
    assert [one.id for one in rounds.heavier(city(units), found)] == dearer


def test_without_a_rubric_nothing_is_dearer() -> None:
    plain = repo(ONE, TASK)
    plain.rubrics["2017-12"] = plain.rubrics.pop("2017-08")
    assessment, units = assessment_of(plain), units_of(plain)
    found = assessment.finding("2017-10/f")
    assert found is not None
    assert NextRounds(assessment, units, END).heavier(city(units), found) == ()


# --- what is on the list ----------------------------------------------------------------------


def test_tasks_stand_by_register_and_then_by_due_date() -> None:
    plain = repo(
        ONE,
        "{findings: {f: {unit: b, ordered: {due: 2017-10-21}}, g: {ordered: {due: 2017-10-30}},"
        " h: {unit: a-1-x, ordered: {due: 2017-10-28}}, i: {}}}",
    )
    tasks = to_mend(assessment_of(plain), units_of(plain), END)
    # 31 - 28 = 3, 31 - 30 = 1, 31 - 21 = 10; the town counts for its city
    assert [(t.unit.id, t.finding.id, t.late) for t in tasks] == [
        ("a", "h", 3),
        ("a", "g", 1),
        ("b", "f", 10),
    ]


def test_a_unit_that_the_scheme_does_not_take_stands_for_itself() -> None:
    plain = repo(ONE, f"{{findings: {{f: {{unit: e, {ORDERED}}}}}}}")
    plain.units.append({"id": "e", "name": "戊县", "kind": "county"})
    (task,) = to_mend(assessment_of(plain), units_of(plain), END)
    assert task.unit.id == "e"


COMES_TO = {
    "it waits": ("{}", (None, None), RecheckOutcome(done=0, found=0, waiting=1)),
    "it is mended": (
        "{rechecks: {2017-10/f: {date: 2017-11-10, note: 已改}}}",
        (date(2017, 11, 10), None),
        RecheckOutcome(done=1, found=0, waiting=0),
    ),
    "it is found again": (
        "{findings: {g: {repeats: 2017-10/f}}}",
        (None, "2017-11/g"),
        RecheckOutcome(done=0, found=1, waiting=0),
    ),
    "it is mended, and found again": (
        "{findings: {g: {repeats: 2017-10/f}}, rechecks: {2017-10/f: {date: 2017-11-10}}}",
        (None, "2017-11/g"),
        RecheckOutcome(done=0, found=1, waiting=0),
    ),
}


@pytest.mark.parametrize("name", COMES_TO)
def test_what_a_round_comes_to(name: str) -> None:
    november, (done, found), counted = COMES_TO[name]
    plain = repo(ONE, TASK, m2017_11=november)
    tasks = recheck_list(assessment_of(plain), units_of(plain), "2017-11")
    (task,) = tasks
    assert task.done == done
    assert (task.found.full_id if task.found else None) == found
    assert task.late == 10  # 31 - 21: as it was when the round began
    assert outcome(tasks) == counted
