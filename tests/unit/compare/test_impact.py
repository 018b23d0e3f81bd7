"""What a change does to the units of a month, in which order and by which records."""

from dataclasses import replace
from typing import Any

import pytest
from bulletin.compare.edits import View
from bulletin.compare.impact import (
    Impact,
    Merge,
    MonthEffect,
    Scored,
    UnitEffect,
    award_effects,
    month_effect,
)
from bulletin.problem import Place, Problem

from tests.making import Plain, assessment_of, awards, scores, seen, units_of
from tests.unit.scoring.test_language import measured, node, repo

EACH = node("deduct: {points: 2, per: 项}")
BELOW = node("deduct: {points: 1, metric: m, below: 99, step: 1}")
REPEAT = "modifiers: [{id: again, text: 加倍, when: repeat, factor: 2}]\n"
RANK = node("rank: {points: 10, metric: m, best: highest, lose: 2}")


def scored(plain: Plain, month: str = "2017-10") -> Scored:
    return Scored(View(assessment_of(plain), units_of(plain)), scores(plain, month))


def effect_of(before: Plain, after: Plain) -> MonthEffect:
    found = month_effect(scored(before), scored(after), "2017-10")
    assert found is not None
    return found


def order(before: Plain, after: Plain) -> list[str]:
    return [unit.unit for unit in effect_of(before, after).units]


def unit_of(before: Plain, after: Plain, unit: str = "a") -> UnitEffect:
    return next(one for one in effect_of(before, after).units if one.unit == unit)


def causes(before: Plain, after: Plain, unit: str = "a") -> list[tuple[str, list[str]]]:
    """Return by how much each line moves the total, and the sorts and keys of its causes."""
    lines = unit_of(before, after, unit).lines
    return [(str(m.line.change), [" ".join((e.sort, *e.key)) for e in m.edits]) for m in lines]


def bare(before: Plain, after: Plain, unit: str = "a") -> list[str]:
    return [" ".join((e.sort, *e.key)) for e in unit_of(before, after, unit).edits]


def found(**counts: int) -> str:
    """Write a finding of each unit, so often as is said."""
    rows = (f"f{unit}: {{unit: {unit}, count: {n}}}" for unit, n in counts.items())
    return f"findings: {{{', '.join(rows)}}}"


# --- which effect is the bigger ---------------------------------------------------------------


def test_a_total_that_goes_then_points_then_places() -> None:
    # before: a, b, c 10, d 10 - 2 = 8, fourth; after: a 8, b 10 - 4 = 6, c none, d 8: first
    before = repo(EACH, f"{{{found(d=1)}}}")
    absent = "participation: [{unit: c, reason: 撤并}]"
    after = repo(EACH, f"{{{found(a=1, b=2, d=1)}, {absent}}}")
    assert order(before, after) == ["c", "b", "a", "d"]
    assert order(after, before) == ["c", "b", "a", "d"]
    changes = [unit.change for unit in effect_of(before, after).units]
    assert [None if change is None else int(change) for change in changes] == [None, -4, -2, 0]


def test_more_places_come_before_fewer() -> None:
    # before: a 8 (1), b 4 (2), c and d 2 (3); after: d 10 (1), a 8 (2), c 6 (3), b 4 (4)
    before = repo(EACH, f"{{{found(a=1, b=3, c=4, d=4)}}}")
    after = repo(EACH, f"{{{found(a=1, b=3, c=2)}}}")
    assert order(before, after) == ["d", "c", "b", "a"]
    assert [seen(*unit.size[1:3]) for unit in effect_of(before, after).units] == [
        (8, 2),
        (4, 0),
        (0, 2),
        (0, 1),
    ]


def test_the_rest_comes_before_lines_that_cancel_out() -> None:
    # a: 10 - 2 for another finding; b: 10 - 4, and what it owes charged nothing: only provisional
    rules = node("deduct: {points: 2, per: 项}\ndeduct: {points: 1, metric: m, below: 99, step: 1}")
    values = measured(a=99, b=99, c=99, d=99)
    before = repo(rules, f"{{{found(a=1, b=2)}, {values}}}")
    other = "findings: {g: {}, fb: {unit: b, count: 2}}"
    after = repo(rules, f"{{{other}, {measured(a=99, c=99, d=99)}}}")
    assert [(u.unit, seen(*u.size)) for u in effect_of(before, after).units] == [
        ("b", (False, 0, 0, 1)),
        ("a", (False, 0, 0, 0)),
    ]
    assert [one.unit for one in effect_of(before, after).owed] == ["b"]
    assert [one.unit for one in effect_of(after, before).handed_in] == ["b"]
    assert bare(before, after, "b") == ["measurement m b"]


def test_of_equal_effects_that_of_the_better_unit_comes_first() -> None:
    # a 8 → 6, b 10 → 8; c and d have 2
    before = repo(EACH, f"{{{found(a=1, c=4, d=4)}}}")
    after = repo(EACH, f"{{{found(a=2, b=1, c=4, d=4)}}}")
    assert order(before, after) == ["b", "a"]


def test_the_size_of_a_month_is_that_of_its_biggest_effect() -> None:
    before, after = repo(EACH), repo(EACH, f"{{{found(a=1, b=2)}}}")
    # before all are first; after: c, d 10 (1), a 8 (3), b 6 (4)
    assert seen(*effect_of(before, after).size) == (False, 4, 3, 0)


def test_nothing_differs_in_the_same_month() -> None:
    plain = scored(repo(EACH, f"{{{found(a=1)}}}"))
    assert month_effect(plain, plain, "2017-10") is None


def test_a_month_that_comes_or_goes_has_no_lines() -> None:
    plain = scored(repo(EACH, f"{{{found(a=1)}}}"))
    comes, goes = month_effect(None, plain, "2017-10"), month_effect(plain, None, "2017-10")
    assert comes is not None and goes is not None  # noqa: PT018 - both are wanted
    # the best first; when all is gone nobody has a place, and the registers give the order
    assert [u.unit for u in comes.units] == ["b", "c", "d", "a"]
    assert [u.unit for u in goes.units] == ["a", "b", "c", "d"]
    assert {seen(*u.size) for u in (*comes.units, *goes.units)} == {(True, 0, 0, 0)}
    assert [len(one.rubrics) for one in (comes, goes)] == [1, 1]
    assert comes.owed == goes.handed_in == ()


def test_a_unit_that_comes_has_its_register_as_its_cause() -> None:
    plain = repo(EACH)
    more = plain.copy()
    more.units.append({"id": "e", "name": "戊市", "kind": "city"})
    assert unit_of(plain, more, "e").before is None
    assert bare(plain, more, "e") == bare(more, plain, "e") == ["unit e"]


# --- which records are behind a line ----------------------------------------------------------


def test_a_finding_is_its_own_cause() -> None:
    before, after = repo(EACH), repo(EACH, f"{{{found(a=1)}}}")
    assert causes(before, after) == [("-2", ["finding 2017-10/fa"])]


def test_what_a_finding_repeats_is_behind_it() -> None:
    # 2 × 2 for f, found again; with e withdrawn 2: +2
    month = "{findings: {f: {repeats: 2017-09/e}}}"
    before = repo(EACH, month, REPEAT, m2017_09="{findings: {e: {}}}")
    withdrawn = "{findings: {e: {withdrawn: {date: 2017-10-20, reason: 误报}}}}"
    after = repo(EACH, month, REPEAT, m2017_09=withdrawn)
    assert causes(before, after) == [("2", ["finding 2017-09/e"])]


def test_a_changed_metric_is_behind_its_line_beside_the_number() -> None:
    # 97: 2 points below 99 → 96: 3
    before, after = (repo(BELOW, f"{{{measured(a=n, b=99, c=99, d=99)}}}") for n in (97, 96))
    assert causes(before, after) == [("-1", ["measurement m a"])]
    after.rubrics["2017-08"]["metrics"]["m"]["title"] = "数量"
    assert causes(before, after) == [("-1", ["measurement m a", "metric m"])]


def test_a_changed_rule_is_behind_its_lines() -> None:
    # 10 - 2 → 10 - 3
    before, after = (
        repo(node(f"deduct: {{points: {n}, per: 项}}"), f"{{{found(a=1)}}}") for n in (2, 3)
    )
    assert causes(before, after) == [("-1", ["rule r1"])]


def test_what_has_no_record_of_its_own_follows_what_all_share() -> None:
    # 10 - 2 × 2 → 10 - 2 × 3
    month = "{findings: {f: {repeats: 2017-09/e}}}"
    earlier = "{findings: {e: {}}}"
    before = repo(EACH, month, REPEAT, m2017_09=earlier)
    after = repo(EACH, month, REPEAT.replace("factor: 2", "factor: 3"), m2017_09=earlier)
    assert causes(before, after) == [("-2", ["modifier again"])]


def test_what_follows_from_other_lines_has_no_cause() -> None:
    # 3 - 2 = 1 → 3 - 4 = -1, of which 1 is dropped
    over = node("deduct: {points: 2, per: 项}", "points: 3")
    before, after = (repo(over, f"{{{found(a=n)}}}") for n in (1, 2))
    assert causes(before, after) == [("-2", ["finding 2017-10/fa"]), ("1", [])]


def test_full_marks_follow_the_criterion_or_the_totals() -> None:
    before, after = repo(EACH), repo(EACH.replace("points: 10", "points: 12"))
    assert causes(before, after) == [("2", ["criterion k"])]


def test_the_number_of_another_unit_moves_a_place() -> None:
    # a 90 first (10), b 80 (8), c 70 (6), d 60 (4) → b 95 first (10), a second (8)
    before = repo(RANK, f"{{{measured(a=90, b=80, c=70, d=60)}}}")
    after = repo(RANK, f"{{{measured(a=90, b=95, c=70, d=60)}}}")
    assert causes(before, after) == [("-2", ["measurement m b"])]
    assert causes(before, after, "b") == [("2", ["measurement m b"])]


def test_a_unit_that_stays_away_moves_a_place() -> None:
    # b, first (10), takes no part: a, second (8), is first
    month = measured(a=80, b=90, c=70, d=60)
    before = repo(RANK, f"{{{month}}}")
    after = repo(RANK, f"{{{month}, participation: [{{unit: b, reason: 撤并}}]}}")
    assert causes(before, after) == [("2", ["absence b  "])]


def judged(points: int) -> Plain:
    rule = node("judge: {points: 5}", "points: 5")
    return repo(rule, f"{{marks: [{{unit: a, rule: r1, agreed: {{points: {points}}}}}]}}")


def test_a_mark_is_its_own_cause() -> None:
    assert causes(judged(3), judged(4)) == [("1", ["mark r1 a "])]


def test_only_a_rank_that_moves_has_no_cause_of_its_own() -> None:
    before, after = repo(EACH, f"{{{found(b=1)}}}"), repo(EACH, f"{{{found(b=1, c=1, d=1)}}}")
    # b: 8, fourth → first of three after a: second
    assert bare(before, after, "b") == []
    assert unit_of(before, after, "b").move.passed == ("c", "d")


# --- awards -----------------------------------------------------------------------------------

AWARD = "awards: [{id: best, title: 先进单位, top: 25%, of: mean}]"


def won(month: str) -> Plain:
    return repo(EACH, month, scheme=AWARD)


def test_who_wins_or_loses_comes_before_who_moves() -> None:
    # before: a 10 wins, b 8, c 6, d 4; after: b 10 wins, a 8, c 4, d 2
    before = won(f"{{{found(b=1, c=2, d=3)}}}")
    after = won(f"{{{found(a=1, c=3, d=4)}}}")
    effects = award_effects(awards(before, "2017"), awards(after, "2017"), {"best": "先进单位"})
    assert [(e.unit, e.title, seen(*e.size)) for e in effects] == [
        ("b", "先进单位", (True, False, 1, 2)),
        ("a", "先进单位", (True, False, 1, 2)),
        ("c", "先进单位", (False, False, 0, 2)),
        ("d", "先进单位", (False, False, 0, 2)),
    ]


def test_who_keeps_the_place_is_left_out() -> None:
    # only d moves: 10 - 2 × 3 = 4 → 10 - 2 × 4 = 2
    before, after = (won(f"{{{found(b=1, c=2, d=n)}}}") for n in (3, 4))
    effects = award_effects(awards(before, "2017"), awards(after, "2017"), {})
    assert [one.unit for one in effects] == ["d"]


def test_an_award_that_comes_has_no_place_before() -> None:
    (first, *_) = award_effects((), awards(won(f"{{{found(b=1)}}}"), "2017"), {})
    assert (first.title, first.before) == ("best", None)


# --- whether there is anything to say ---------------------------------------------------------

PROBLEM = Problem(Place("data"), "S001", "坏")


@pytest.mark.parametrize(
    ("said", "silent"),
    [
        ({}, True),
        ({"merge": Merge("other")}, True),
        ({"merge": Merge("other", conflicts=("a.yaml",))}, False),
        ({"merge": Merge("other", problems=(PROBLEM,))}, False),
        ({"broken": (PROBLEM,)}, False),
        ({"problems": (PROBLEM,)}, False),
        ({"shown": (PROBLEM,)}, False),
    ],
)
def test_a_change_is_silent_where_it_does_nothing(said: dict[str, Any], *, silent: bool) -> None:
    assert Impact("old", "new", units_of(repo(EACH)), **said).is_silent is silent


def test_a_change_of_a_month_or_of_an_award_is_not_silent() -> None:
    before, after = won(f"{{{found(b=1)}}}"), won(f"{{{found(b=2)}}}")
    month = effect_of(before, after)
    places = award_effects(awards(before, "2017"), awards(after, "2017"), {})
    nothing = Impact("old", "new", units_of(before))
    assert not replace(nothing, months=(month,)).is_silent
    assert not replace(nothing, awards=places).is_silent
