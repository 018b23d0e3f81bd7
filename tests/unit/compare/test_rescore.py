"""A month scored again under other settings: only what they touch, with the same result."""

from dataclasses import replace

import pytest
from bulletin.compare.rescore import Touched, rescored, shifts, touched, winners
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Units
from bulletin.scoring import score
from bulletin.scoring.context import context
from bulletin.scoring.month import Worked, work
from bulletin.trace import Scores

from tests.making import Plain, assessment_of, awards, from_yaml, units_of
from tests.unit.scoring.test_language import measured, node, repo, result

OCTOBER = "2017-10"
EACH = node("deduct: {points: 2, per: 项}")
REPEAT = "modifiers: [{id: again, text: 加倍, when: repeat, factor: 2}]\n"
BELOW = node("deduct: {points: 1, metric: m, below: 99}")
RANK = node("rank: {points: 10, metric: m, best: highest, lose: 2}")
VALUES = f"{{{measured(a=97, b=97, c=96, d=99)}}}"
ONE = "{findings: {f: {}}}"
AGAIN = "{findings: {f: {repeats: 2017-09/e}}}"
OTHER = "{id: o, title: 其他, points: 5, rules: [{id: o1, text: 办法, clause: 一, "
OTHER += "deduct: {points: 1, per: 项}}]}"


def worked(assessment: Assessment, units: Units) -> Worked:
    rubric = assessment.rubric_for(OCTOBER)
    assert rubric is not None
    return work(context(assessment, rubric, units, OCTOBER))


def again(before: Plain, after: Plain) -> tuple[Touched, Scores]:
    """Score October again under the settings of ``after``; it is as if from the start."""
    old, units = assessment_of(before), units_of(before)
    changed = replace(assessment_of(after), months=old.months)
    what = touched(old, changed, "2017-08")
    found = rescored(worked(old, units), changed, what)
    assert found == score(changed, units, OCTOBER)
    return what, found


def row(found: Scores) -> list[tuple[str, int | None]]:
    return [(str(unit.total), unit.rank) for unit in found.units]


def test_nothing_is_touched_by_the_same_settings() -> None:
    what, found = again(repo(EACH, ONE), repo(EACH, ONE))
    assert what == Touched()
    assert row(found) == [("8", 4), ("10", 1), ("10", 1), ("10", 1)]


def test_a_rule_with_other_points() -> None:
    # a: 10 - 3 = 7; the criterion beside it is as it was: 5
    before = repo(f"{EACH}, {OTHER}", ONE)
    what, found = again(before, repo(f"{EACH.replace('2', '3')}, {OTHER}", ONE))
    assert what == Touched(rules=frozenset({"r1"}))
    assert row(found) == [("12", 4), ("15", 1), ("15", 1), ("15", 1)]


def test_a_rule_that_does_the_same_by_another_limit() -> None:
    # 97, 97, 96 and 99 where 90 is asked, or 91: all keep 10
    before, after = (repo(BELOW.replace("99", n), VALUES) for n in ("90", "91"))
    what, found = again(before, after)
    assert what == Touched(rules=frozenset({"r1"}))
    assert row(found) == [("10", 1)] * 4


def test_what_may_be_earned_counts_though_nobody_earns_it() -> None:
    # a takes no part in r1, which may earn 4 (then 3): 10 - 4 = 6 (then 7) are left to reach
    earn = node(
        "earn: {points: 4, metric: done, met: true}\nearn: {points: 6, metric: done, met: true}"
    )
    month = "{measurements: [{metric: done, values: {a: no, b: no, c: no, d: no}}], "
    month += "participation: [{unit: a, rule: r1, reason: 撤并}]}"
    before = repo(earn, month)
    what, found = again(before, repo(earn.replace("points: 4", "points: 3"), month))
    assert what == Touched(rules=frozenset({"r1"}))
    taken = [one.units[0].criteria[0].taken for one in (result(before), found)]
    assert taken == [6, 7]


def test_a_rule_that_takes_where_it_gave() -> None:
    # 10 + 2 beyond the total's criterion → 10 - 2
    heading = "{id: p, title: 加减, rules: [{id: p1, text: 办法, clause: 一, ACTION}]}"
    found = "{findings: {f: {rule: p1}}}"
    give, take = (
        repo(f"{EACH}, {heading.replace('ACTION', f'{how}: {{points: 2, per: 项}}')}", found)
        for how in ("award", "deduct")
    )
    assert row(result(give))[0] == ("12", 1)
    what, scores = again(give, take)
    assert what == Touched(rules=frozenset({"p1"}))
    assert row(scores)[0] == ("8", 4)


def test_a_flag_of_a_rule() -> None:
    flags = "flags: [{id: out, title: 取消资格}]"
    before = repo(EACH, ONE, scheme=flags)
    flagged = EACH.replace("deduct", "disqualifies: out, deduct")
    what, found = again(before, repo(flagged, ONE, scheme=flags))
    assert what == Touched(rules=frozenset({"r1"}))
    assert [unit.flags for unit in found.units] == [("out",), (), (), ()]


def test_another_factor_multiplies_what_was_deducted() -> None:
    # 10 - 2 × 3 = 4
    earlier = "{findings: {e: {}}}"
    before = repo(EACH, AGAIN, REPEAT, m2017_09=earlier)
    after = repo(EACH, AGAIN, REPEAT.replace("factor: 2", "factor: 3"), m2017_09=earlier)
    what, found = again(before, after)
    assert what == Touched(factors=True)
    assert row(found)[0] == ("4", 4)


@pytest.mark.parametrize(("modifiers", "factors"), [(REPEAT, True), ("", False)])
def test_a_replaced_rule_may_be_that_of_an_earlier_finding(
    modifiers: str, *, factors: bool
) -> None:
    two = "deduct: {points: 2, per: 项}\nreplaces: [r1], deduct: {points: 2, per: 项}"
    before = repo(node(two), ONE, modifiers)
    what, found = again(before, repo(node(two.replace("2", "3", 1)), ONE, modifiers))
    assert what == Touched(rules=frozenset({"r1"}), factors=factors)
    assert row(found)[0] == ("7", 4)


def test_other_totals() -> None:
    # 3 - 2 - 2 = -1: 0, or -1 where it is carried
    over = node("deduct: {points: 2, per: 项}", "points: 3")
    two = "{findings: {f: {}, g: {}}}"
    what, found = again(repo(over, two), repo(over, two, "totals: {overflow: carry}"))
    assert what == Touched(totals=True)
    assert row(found) == [("-1", 4), ("3", 1), ("3", 1), ("3", 1)]


def test_other_groups() -> None:
    # a 8 alone; b, c and d 10
    groups = "groups: [{id: g1, title: 沿海, tag: coast}, {id: g2, title: 其他}]"
    what, found = again(repo(EACH, ONE), repo(EACH, ONE, scheme=groups))
    assert what == Touched(totals=True)
    assert row(found) == [("8", 1), ("10", 1), ("10", 1), ("10", 1)]


def test_ties_change_the_places_of_the_rules_that_rank() -> None:
    # 99, 97, 97, 96: places 1, 2, 2, 4 give 10, 8, 8, 4; densely 1, 2, 2, 3: 10, 8, 8, 6
    before = repo(RANK, VALUES)
    assert row(result(before)) == [("8", 2), ("8", 2), ("4", 4), ("10", 1)]
    what, found = again(before, repo(RANK, VALUES, scheme="ties: dense"))
    assert what == Touched(rules=frozenset({"r1"}))
    assert row(found) == [("8", 2), ("8", 2), ("6", 3), ("10", 1)]


def test_ties_touch_no_other_rule() -> None:
    what, found = again(repo(EACH, ONE), repo(EACH, ONE, scheme="ties: dense"))
    assert what == Touched()
    assert row(found) == [("8", 2), ("10", 1), ("10", 1), ("10", 1)]


def test_other_full_marks_touch_everything() -> None:
    what, found = again(repo(EACH, ONE), repo(EACH.replace("10", "12"), ONE))
    assert what == Touched(whole=True)
    assert row(found) == [("10", 4), ("12", 1), ("12", 1), ("12", 1)]


def test_without_a_rubric_nobody_is_scored() -> None:
    plain = repo(EACH, ONE)
    old, units = assessment_of(plain), units_of(plain)
    assert rescored(worked(old, units), replace(old, rubrics={}), Touched()).units == ()


@pytest.mark.parametrize(("modifiers", "before", "after"), [(REPEAT, "6", "8"), ("", "8", "8")])
def test_a_month_whose_own_version_does_not_differ(modifiers: str, before: str, after: str) -> None:
    """What it repeats may no longer be a discovery by its own rubric: 2 in the place of 2 × 2."""
    july = f"title: 旧细则\ncriteria: [{EACH}]\n"
    counties = EACH.replace("deduct", "applies_to: {kinds: [county]}, deduct")
    plain = repo(
        EACH, "{findings: {f: {repeats: 2017-07/e}}}", modifiers, m2017_07="{findings: {e: {}}}"
    )
    plain.rubrics["2017-07"] = from_yaml(july)
    old, units = assessment_of(plain), units_of(plain)
    plain.rubrics["2017-07"] = from_yaml(july.replace(EACH, counties))
    other = assessment_of(plain).rubrics["2017-07"]
    changed = replace(old, rubrics={**old.rubrics, "2017-07": other})
    what = touched(old, changed, "2017-07")
    assert what == Touched(rules=frozenset({"r1"}))
    worked_before = worked(old, units)
    found = rescored(worked_before, changed, what)
    assert (row(worked_before.scores)[0][0], row(found)[0][0]) == (before, after)


# --- what shifts ------------------------------------------------------------------------------


def test_who_has_another_total_or_place_or_is_left_out_shifts() -> None:
    # a 8 (4) → 6 (4): the total; b 10 (1) → 10 (1): nothing; d 10 (1) → left out
    before, after = result(repo(EACH, ONE)), result(repo(EACH, "{findings: {f: {count: 2}}}"))
    fewer = replace(after, units=after.units[:3])
    assert [(s.unit, s.moves) for s in shifts(before, fewer)] == [("a", False), ("d", True)]
    # seen the other way, b, c and d stay first
    assert [s.unit for s in shifts(after, before)] == ["a"]


def test_a_place_alone_shifts() -> None:
    # b 8 (3) beside a 8, then a 10: b 4
    before = result(repo(EACH, "{findings: {f: {}, g: {unit: b}}}"))
    after = result(repo(EACH, "{findings: {g: {unit: b}}}"))
    assert [(s.unit, s.moves) for s in shifts(before, after)] == [("a", True), ("b", True)]


def test_who_wins_which_award() -> None:
    # the best of four: b, c and d lose 2, a none
    plain = repo(
        EACH,
        "{findings: {f: {unit: b}, g: {unit: c}, h: {unit: d}}}",
        scheme="awards: [{id: best, title: 先进, of: mean, top: 25%}]",
    )
    assert winners(awards(plain, "2017")) == {("best", "a")}
