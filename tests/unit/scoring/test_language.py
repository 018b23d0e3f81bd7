"""What document 41 does not need of the rubric language; every number is worked by hand."""

from fractions import Fraction
from typing import Any

import pytest
from bulletin.reason import because
from bulletin.trace import Kind, Scores, Status, UnitScore
from bulletin.view.reason_sentences import chinese

from tests.making import Data, Plain, awards, from_yaml, one, scores, seen

UNITS = """
- {id: a, name: 甲市, kind: city, tags: [coast]}
- {id: a-1, name: 甲县, kind: county, parent: a}
- {id: a-1-x, name: 甲镇, kind: township, parent: a-1}
- {id: b, name: 乙市, kind: city}
- {id: c, name: 丙市, kind: city}
- {id: d, name: 丁市, kind: city}
"""


def node(rules: str, points: str = "points: 10") -> str:
    """Write a criterion ``k`` with rules given as flow mappings, one a line."""
    rows = [
        f"{{id: r{n}, text: 办法, clause: 一, {r}}}" for n, r in enumerate(rules.split("\n"), 1)
    ]
    return f"{{id: k, title: 内容, {points}, rules: [{', '.join(rows)}]}}"


def repo(
    criteria: str, month: str = "{}", rubric: str = "", scheme: str = "", **earlier: str
) -> Plain:
    """Score ``month`` as October; ``earlier`` are months such as ``m2017_09``."""
    said = {name[1:].replace("_", "-"): text for name, text in earlier.items()}
    metrics = "metrics: {m: {title: 数}, done: {title: 是否, type: yes-no}}\n"
    return Plain(
        units=from_yaml(UNITS),
        scheme=from_yaml(f"title: 考核\nunits: {{kind: city}}\n{scheme}"),
        rubrics={"2017-08": from_yaml(f"title: 细则\n{metrics}criteria: [{criteria}]\n{rubric}")},
        months={m: _month(m, text) for m, text in {**said, "2017-10": month}.items()},
    )


def _month(month: str, text: str) -> Data:
    data: Data = from_yaml(text)
    usual = {"unit": "a", "rule": "r1", "date": f"{month}-15", "summary": "问题"}
    data["findings"] = {name: usual | body for name, body in data.get("findings", {}).items()}
    return data


def measured(**by_unit: Any) -> str:  # noqa: ANN401
    """Write the measurements of metric ``m``."""
    values = ", ".join(f"{unit.replace('_', '-')}: {value}" for unit, value in by_unit.items())
    return f"measurements: [{{metric: m, values: {{{values}}}}}]"


def october(plain: Plain, unit: str = "a") -> UnitScore:
    return one(plain, "2017-10", unit)


def result(plain: Plain) -> Scores:
    return scores(plain, "2017-10")


def of(plain: Plain, unit: str = "a") -> tuple[object, ...]:
    """Return score, overflow and state of the criterion ``k``."""
    found = october(plain, unit).criterion("k")
    assert found is not None
    return seen(found.score, found.overflow, str(found.status))


def totals(plain: Plain) -> dict[str, Fraction | None]:
    return {unit.unit: unit.total for unit in result(plain).units}


# --- deduct -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "value", "lost"),
    [
        ("above: 3", "3", "0"),  # three sub-centres are allowed
        ("above: 3", "4", "1"),
        ("above: 3", "7", "4"),  # the excess is n − 3
        ("above: 3, step: 2", "7", "2"),
        ("above: 3, step: 2", "6", "1"),  # 1.5 steps, whole ones only
        ("above: 3, step: 2, partial: started", "6", "2"),
        ("above: 3, step: 2, partial: started", "7", "2"),  # exactly two steps
        ("above: 3, step: 2, partial: started", "3.1", "1"),
        ("above: 3, step: 2, partial: proportional", "6", "1.5"),
        ("below: 99, step: 0.5", "98.2", "1"),
        ("below: 99, step: 0.5, partial: started", "98.2", "2"),  # 1.6 steps
        ("below: 99, step: 0.3, partial: proportional", "98.9", "1/3"),
        ("below: 99, once: true", "90", "1"),
        ("below: 99, once: true", "99", "0"),
    ],
)
def test_steps_beyond_a_limit(limit: str, value: str, lost: str) -> None:
    plain = repo(node(f"deduct: {{points: 1, metric: m, {limit}}}"), f"{{{measured(a=value)}}}")
    assert of(plain) == (10 - Fraction(lost), 0, "scored")


def test_amounts_by_kind_with_counties_under_their_city() -> None:
    """The city at 1, counties at 0.5, all on the city's sheet."""
    rule = "deduct: {points: {city: 1, county: 0.5}, metric: m, above: 3}"
    plain = repo(node(rule), f"{{{measured(a=5, a_1=6)}}}")
    assert of(plain) == (Fraction("6.5"), 0, "scored")  # 10 − 2 × 1 − 3 × 0.5


def test_a_finding_below_counts_at_the_amount_of_its_place() -> None:
    rule = "deduct: {points: {city: 1, county: 0.5}, per: 项}"
    plain = repo(
        node(rule),
        """
findings:
  own: {count: 2}
  county: {unit: a-1, count: 3}
  town: {unit: a-1-x}
  placed: {place: a-1-x}
""",
    )
    # 2 × 1; 3 × 0.5; a township has no amount of its own: that of its county, 0.5; again 0.5.
    assert of(plain) == (Fraction("5.5"), 0, "scored")


def test_a_kind_without_an_amount_charges_nothing_and_says_so() -> None:
    plain = repo(node("deduct: {points: {county: 1}, per: 项}"), "{findings: {f: {}}}")
    (step,) = [s for s in october(plain).steps if s.finding]
    assert seen(step.change, step.kind) == (0, Kind.NOTHING)
    assert step.reason == because("no-amount")


def test_tiers_take_the_highest_of_the_month() -> None:
    """8 and 4 of 2.5 are tiers."""
    rule = "tiers: {names: {重: 8, 轻: 4}, sign: deduct}"
    plain = repo(
        node(rule), "{findings: {f: {tier: 轻}, g: {tier: 重}, h: {tier: 轻}, i: {tier: 重}}}"
    )
    assert of(plain) == (2, 0, "scored")


def test_tiers_may_be_taken_for_each_subject() -> None:
    rule = "tiers: {names: {重: 5, 轻: 2}, sign: earn, per: subject}"
    plain = repo(
        node(rule),
        """
findings:
  f: {tier: 轻, subject: 压覆矿产}
  g: {tier: 重, subject: 压覆矿产}
  h: {tier: 轻, subject: 区域能评}
  none: {tier: 轻}
""",
    )
    assert of(plain) == (9, 0, "scored")  # 5 + 2 + 2: a finding without subject stands alone


# --- earn -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("test", "value", "earned"),
    [
        ("at_least: 95", "95", 4),
        ("at_least: 95", "94.99", 0),
        ("at_most: 10", "10", 4),
        ("at_most: 10", "10.01", 0),
        ("above: 85", "85", 0),  # 超过85% is strict
        ("above: 85", "85.01", 4),
        ("below: 50", "50", 0),
        ("below: 50", "49.9", 4),
        ("equals: 0", "0", 4),
        ("equals: 0", "0.1", 0),
        ("equals: 0", "none", 0),
        ("at_most: 10", "none", 0),  # nothing delivered passes nothing
    ],
)
def test_all_or_nothing(test: str, value: str, earned: int) -> None:
    plain = repo(node(f"earn: {{points: 4, metric: m, {test}}}"), f"{{{measured(a=value)}}}")
    assert of(plain) == (earned, 0, "scored")


@pytest.mark.parametrize(("value", "earned"), [("yes", 4), ("true", 4), ("no", 0), ("none", 0)])
def test_met(value: str, earned: int) -> None:
    values = f"{{measurements: [{{metric: done, values: {{a: {value}}}}}]}}"
    assert of(repo(node("earn: {points: 4, metric: done, met: true}"), values))[0] == earned


@pytest.mark.parametrize(
    ("value", "earned"), [("0", "0"), ("3", "1.5"), ("5", "2.5"), ("6", "2.5"), ("none", "0")]
)
def test_points_for_each_up_to_five(value: str, earned: str) -> None:
    rule = "earn: {points: 0.5, per: 项, metric: m, up_to: 5}"
    assert of(repo(node(rule), f"{{{measured(a=value)}}}"))[0] == Fraction(earned)


def test_what_is_earned_is_capped_at_full_marks() -> None:
    rule = "earn: {points: 3, per: 项, metric: m}"
    unit = october(repo(node(rule), f"{{{measured(a=7)}}}"))
    assert seen(unit.total, [s.kind for s in unit.criteria[0].steps]) == (
        10,
        [Kind.EARN, Kind.CAP],
    )


# --- rank -------------------------------------------------------------------------------------

THREE_A_PLACE = "rank: {points: 10, metric: m, best: highest, lose: 3}"


def places(plain: Plain) -> dict[str, int | None]:
    return {unit.unit: unit.rules[0].place_in_rank for unit in result(plain).units}


def test_three_points_a_place() -> None:
    plain = repo(node(THREE_A_PLACE), f"{{{measured(a=5, b=9, c=7, d=1)}}}")
    assert totals(plain) == {"b": 10, "c": 7, "a": 4, "d": 1}
    assert places(plain) == {"b": 1, "c": 2, "a": 3, "d": 4}


def test_equal_values_share_a_place() -> None:
    plain = repo(node(THREE_A_PLACE), f"{{{measured(a=7, b=9, c=7, d=1)}}}")
    assert totals(plain) == {"b": 10, "a": 7, "c": 7, "d": 1}  # 1, 2, 2, 4


def test_dense_ties_leave_no_gap() -> None:
    month = f"{{{measured(a=7, b=9, c=7, d=1)}}}"
    plain = repo(node(THREE_A_PLACE), month, scheme="ties: dense")
    assert totals(plain) == {"b": 10, "a": 7, "c": 7, "d": 4}  # 1, 2, 2, 3
    assert [u.rank for u in result(plain).units] == [2, 1, 2, 3]


def test_lowest_may_be_best() -> None:
    rule = "rank: {points: 10, metric: m, best: lowest, lose_share: 1/10}"
    plain = repo(node(rule), f"{{{measured(a=5, b=9, c=7, d=1)}}}")
    assert totals(plain) == {"d": 10, "a": 9, "c": 8, "b": 7}


def test_a_table_of_places() -> None:
    rule = "rank: {metric: m, best: highest, table: [10, 6, 1]}"
    plain = repo(node(rule), f"{{{measured(a=5, b=9, c=7, d=1)}}}")
    assert totals(plain) == {"b": 10, "c": 6, "a": 1, "d": 0}  # no fourth place in the table


def test_who_delivered_nothing_is_last() -> None:
    """A participant with nothing is last."""
    plain = repo(node(THREE_A_PLACE), f"{{{measured(a='none', b=0, c=-1, d='none')}}}")
    assert totals(plain) == {"b": 10, "c": 7, "a": 4, "d": 4}  # 1, 2, 3, 3


def test_who_does_not_take_part_has_no_place_and_no_score() -> None:
    month = f"""{{{measured(a=5, b=9, c=7, d=1)},
participation: [{{unit: b, rule: r1, reason: 没有这项职能}}]}}"""
    plain = repo(node(THREE_A_PLACE), month)
    assert places(plain) == {"c": 1, "a": 2, "d": 3, "b": None}
    assert of(plain, "b") == (None, 0, "not-participating")
    assert totals(plain) == {"c": 10, "a": 7, "d": 4, "b": None}
    assert october(plain, "b").rank is None


def test_who_has_not_reported_yet_is_pending_and_has_no_place() -> None:
    plain = repo(node(THREE_A_PLACE), f"{{{measured(a=5, b=9)}}}")
    assert of(plain, "c") == (None, 0, "pending")
    assert [(m.unit, m.metric) for m in result(plain).pending] == [("c", "m"), ("d", "m")]
    assert places(plain) == {"b": 1, "a": 2, "c": None, "d": None}


def test_the_eleventh_place_is_never_below_zero() -> None:
    rule = "rank: {points: 30, metric: m, best: highest, lose: 3}"
    plain = repo(node(rule, "points: 30"))
    plain.units += [{"id": f"u{n}", "name": f"第{n}市", "kind": "city"} for n in range(8)]
    ids = [u["id"] for u in plain.units if u["kind"] == "city"]
    values = {unit: 100 - n for n, unit in enumerate(ids)}
    plain.months["2017-10"]["measurements"] = [{"metric": "m", "values": values}]
    assert list(totals(plain).values())[8:] == [6, 3, 0, 0]  # places 9, 10, 11, 12


def test_a_place_is_not_asked_of_who_is_outside_the_rule() -> None:
    rule = f"{THREE_A_PLACE}, applies_to: {{tags: [coast]}}"
    plain = repo(node(rule), f"{{{measured(a=5, b=9, c=7, d=1)}}}")
    assert of(plain) == (10, 0, "scored")
    assert of(plain, "b") == (None, 0, "not-applicable")


def test_a_rule_for_counties_asks_no_place_of_their_city() -> None:
    rule = f"{THREE_A_PLACE}, applies_to: {{kinds: [county]}}"
    plain = repo(node(rule), f"{{{measured(a=5, a_1=9)}}}")
    assert of(plain) == (None, 0, "not-applicable")


# --- judge ------------------------------------------------------------------------------------


def test_the_agreed_mark_counts() -> None:
    marks = """
- unit: a
  rule: r1
  panel: [{group: 一组, points: 2}, {group: 二组, points: 5}]
  agreed: {points: 4.5}
"""
    unit = october(_marked(marks))
    assert seen(unit.total, unit.provisional) == (Fraction("4.5"), False)


def test_without_agreement_the_mean_is_provisional() -> None:
    marks = """
- unit: a
  rule: r1
  panel: [{group: 一组, points: 2}, {group: 二组, points: 5}, {group: 三组, points: 4}]
"""
    unit = october(_marked(marks))
    assert seen(unit.total, unit.provisional) == (Fraction(11, 3), True)


def test_over_several_places_the_mean_of_their_marks() -> None:
    marks = """
- {unit: a, rule: r1, place: a-1, agreed: {points: 3}}
- {unit: a, rule: r1, place: a-1-x, agreed: {points: 4}}
- unit: a
  rule: r1
  panel: [{group: 一组, points: 1}, {group: 二组, points: 2}]
"""
    unit = october(_marked(marks))
    # (3 + 4 + 1.5) ÷ 3 = 17/6: each place at a third.
    assert seen(unit.total, unit.provisional) == (Fraction(17, 6), True)
    steps = [s for s in unit.steps if s.kind is Kind.EARN]
    assert [s.change for s in steps] == [1, Fraction(4, 3), Fraction(1, 2)]


def test_a_mark_is_not_multiplied() -> None:
    rubric = "modifiers: [{id: x, text: 加倍, when: source, sources: [p], factor: 2}]"
    marks = "[{unit: a, rule: r1, agreed: {points: 3}}]"
    assert october(_marked(marks, rubric)).total == 3


def test_a_mark_under_a_heading_goes_to_the_bonus_pool() -> None:
    plain = repo(
        "{id: h, title: 其他, rules: [{id: r1, text: 办法, clause: 一, judge: {points: 5}}]}",
        "{marks: [{unit: a, rule: r1, agreed: {points: 3}}]}",
    )
    unit = october(plain)
    assert seen(unit.base, unit.bonus, unit.total) == (0, 3, 3)


def _marked(marks: str, rubric: str = "") -> Plain:
    plain = repo(node("judge: {points: 5}", "points: 5"), rubric=rubric)
    plain.months["2017-10"]["marks"] = from_yaml(marks)
    return plain


# --- void -------------------------------------------------------------------------------------


def test_lag_zeroes_the_indicator_and_leaves_the_ranks_of_others() -> None:
    """Lag is declared (a finding) and zeroes the indicator; ranks of the others stay."""
    plain = repo(
        node(f"{THREE_A_PLACE}\nvoid: criterion"),
        f"{{{measured(a=9, b=7, c=5, d=1)}, findings: {{lag: {{rule: r2}}}}}}",
    )
    assert of(plain) == (0, 0, "scored")
    assert totals(plain) == {"a": 0, "b": 7, "c": 4, "d": 1}


def test_a_void_that_was_withdrawn_zeroes_nothing() -> None:
    lag = "lag: {rule: r2, withdrawn: {date: 2017-10-20, reason: 误记}}"
    plain = repo(
        node(f"{THREE_A_PLACE}\nvoid: criterion"), f"{{{measured(a=9)}, findings: {{{lag}}}}}"
    )
    assert of(plain) == (10, 0, "scored")


def test_a_rule_that_voids_nothing_scores_nothing() -> None:
    month = f"{{{measured(b=9)}, participation: [{{unit: a, rule: r1, reason: 无}}]}}"
    plain = repo(node(f"{THREE_A_PLACE}\nvoid: criterion"), month)
    assert of(plain) == (None, 0, "not-participating")
    assert of(plain, "c") == (None, 0, "pending")


def test_void_keeps_the_overflow() -> None:
    plain = repo(
        node("deduct: {points: 6, per: 项}\nvoid: criterion"),
        "{findings: {f: {count: 2}, lag: {rule: r2}}}",
        rubric="totals: {overflow: carry}",
    )
    assert of(plain) == (0, 2, "scored")
    assert october(plain).total == -2


# --- scaled criteria --------------------------------------------------------------------------


def _scaled(month: str, totals_: str = "overflow: drop") -> Plain:
    """80 → 20 linearly: two children of 50 and 30."""
    rule = "text: 办法, clause: 一, deduct: {points: 10, per: 项}"
    return repo(
        "{id: k, title: 平台, points: 20, out_of: 80, criteria: ["
        f"{{id: k1, title: 一, points: 50, rules: [{{id: r1, {rule}}}]}}, "
        f"{{id: k2, title: 二, points: 30, rules: [{{id: r2, {rule}}}]}}]}}",
        month,
        rubric=f"totals: {{{totals_}}}",
    )


def test_eighty_becomes_twenty() -> None:
    plain = _scaled("{findings: {f: {count: 3}}}")
    assert of(plain) == (Fraction("12.5"), 0, "scored")  # (80 − 30) × 20/80
    assert [s.kind for s in october(plain).criteria[0].steps] == [Kind.PART, Kind.PART, Kind.SCALE]


def test_overflow_inside_a_scaled_criterion_is_scaled() -> None:
    month = "{findings: {f: {rule: r2, count: 5}}}"
    assert of(_scaled(month)) == (Fraction("12.5"), 0, "scored")  # 50 + max(0, 30 − 50)
    carried = october(_scaled(month, "overflow: carry"))
    # 20 beyond the 30 points of the child are 20 × 20/80 = 5 of the total.
    assert seen(carried.base, carried.overflow, carried.total) == (
        Fraction("12.5"),
        5,
        Fraction("7.5"),
    )


def test_points_out_of_a_hundred() -> None:
    rule = "earn: {points: 85, metric: m, at_least: 1}"
    plain = repo(node(rule, "points: 10, out_of: 100"), f"{{{measured(a=1)}}}")
    assert of(plain) == (Fraction("8.5"), 0, "scored")  # 85 of 100 reachable


# --- normalised totals ------------------------------------------------------------------------


def _normalised(month: str) -> Plain:
    """Two contents of 60 and 40; the second can reach 30 of its 40 points (a mismatch)."""
    return repo(
        "{id: x, title: 一, points: 60, rules: ["
        "{id: r1, text: 办法, clause: 一, earn: {points: 60, metric: m, at_least: 1}}]}, "
        "{id: w, title: 二, points: 40, rules: ["
        "{id: r2, text: 办法, clause: 一, earn: {points: 20, metric: m, at_least: 2}}, "
        "{id: r3, text: 办法, clause: 一, earn: {points: 10, metric: done, met: true}}]}",
        month,
        rubric="totals: {normalise: participating}",
    )


_ALL = "measurements: [{metric: m, values: {a: 2}}, {metric: done, values: {a: yes}}]"


def test_unreachable_points_stay_in_the_denominator() -> None:
    """85 of 100 reachable, shown as a mismatch and not rescaled."""
    assert october(_normalised(f"{{{_ALL}}}")).total == 90  # 90 ÷ 100 × 100


def test_a_criterion_not_taken_part_in_leaves_the_denominator() -> None:
    month = f"{{{_ALL}, participation: [{{unit: a, criterion: x, reason: 无}}]}}"
    assert october(_normalised(month)).total == 75  # 30 ÷ 40 × 100


def test_a_rule_not_taken_part_in_leaves_the_denominator() -> None:
    month = f"{{{_ALL}, participation: [{{unit: a, rule: r2, reason: 无}}]}}"
    # 60 + 10 of 60 + (40 − 20): 70 ÷ 80 × 100.
    assert october(_normalised(month)).total == Fraction("87.5")


def test_what_is_exempt_leaves_the_denominator_too() -> None:
    month = f"{{{_ALL}, participation: [{{unit: a, rule: r2, status: exempt, reason: 无}}]}}"
    assert october(_normalised(month)).total == Fraction("87.5")


def test_what_is_pending_is_left_out_for_the_time_being() -> None:
    unit = october(_normalised(f"{{{measured(a=2)}}}"))
    # 60 + 20 of 60 + (40 − 10): 80 ÷ 90 × 100 = 800/9, provisional.
    assert seen(unit.total, unit.provisional) == (Fraction(800, 9), True)


def test_who_takes_part_in_nothing_has_no_total() -> None:
    unit = october(_normalised(f"{{{_ALL}, participation: [{{unit: a, reason: 无}}]}}"))
    assert (unit.total, unit.rank, unit.provisional) == (None, None, False)
    assert {c.status for c in unit.criteria} == {Status.NOT_PARTICIPATING}


def test_lag_stays_in_the_denominator() -> None:
    plain = _normalised(f"{{{_ALL}, findings: {{lag: {{rule: v}}}}}}")
    plain.rubrics["2017-08"]["criteria"][0]["rules"].append(
        {"id": "v", "text": "滞后", "clause": "一", "void": "criterion"}
    )
    assert october(plain).total == 30  # (0 + 30) ÷ 100 × 100


def test_normalisation_keeps_the_weights() -> None:
    plain = _normalised(f"{{{_ALL}, participation: [{{unit: a, rule: r3, reason: 无}}]}}")
    plain.rubrics["2017-08"]["criteria"][1] |= {"points": 20, "out_of": 40}
    # 60 + 20 × 20/40 = 70 of 60 + (40 − 10) × 20/40 = 75.
    assert october(plain).total == Fraction(280, 3)


# --- bonuses, penalties, floor ----------------------------------------------------------------


def _pools(month: str, totals_: str) -> UnitScore:
    other = (
        "{id: h, title: 加分减分, rules: ["
        "{id: r2, text: 加分, clause: 一, award: {points: 4, per: 项}}, "
        "{id: r3, text: 减分, clause: 一, deduct: {points: 3, per: 项}}, "
        "{id: r4, text: 表扬, clause: 一, award: {points: 2, once_per: subject}}]}"
    )
    criteria = f"{node('deduct: {points: 1, per: 项}')}, {other}"
    return october(repo(criteria, month, rubric=f"totals: {{{totals_}}}"))


def test_bonuses_are_capped_before_penalties() -> None:
    """Bonuses ≤ 10 a month, then deductions."""
    unit = _pools("{findings: {f: {rule: r2, count: 3}, g: {rule: r3, count: 2}}}", "bonus_cap: 10")
    assert seen(unit.base, unit.bonus, unit.penalty, unit.total) == (10, 10, 6, 14)
    assert [s.kind for s in unit.total_steps] == ["part", "award", "cap", "deduct"]


def test_a_bonus_below_the_cap_is_not_touched() -> None:
    unit = _pools("{findings: {f: {rule: r2, count: 2}}}", "bonus_cap: 10")
    assert seen(unit.bonus, unit.total) == (8, 18)


def test_praise_counts_once_for_each_work_item() -> None:
    month = """
findings:
  f: {rule: r4, subject: 表扬一}
  g: {rule: r4, subject: 表扬一, count: 3}
  h: {rule: r4, subject: 表扬二}
"""
    assert _pools(month, "bonus_cap: 10").bonus == 4


def test_the_floor_is_the_last_thing() -> None:
    unit = _pools("{findings: {g: {rule: r3, count: 5}}}", "floor: 0")
    assert seen(unit.base, unit.penalty, unit.total) == (10, 15, 0)
    assert [s.change for s in unit.total_steps] == [10, -15, 5]


# --- modifiers --------------------------------------------------------------------------------


def _repeats(growth: str, times: int, of_: str = "any", ordered: str = "") -> Fraction | None:
    """Score the finding that closes a chain of ``times`` repeats, the last in October."""
    months = ("2017-06", "2017-07", "2017-08", "2017-09")[4 - times :]
    repeat = "id: x, text: 加倍, when: repeat"
    earlier: dict[str, str] = {}
    for number, month in enumerate(months):
        back = f", repeats: {months[number - 1]}/f" if number else ""
        earlier[f"m{month.replace('-', '_')}"] = f"{{findings: {{f: {{summary: 问题{back}}}}}}}"
    if ordered:
        last = f"m{months[-1].replace('-', '_')}"
        earlier[last] = earlier[last].replace("问题", f"问题, ordered: {ordered}")
    plain = repo(
        node("deduct: {points: 1, per: 项}", "points: 100"),
        f"{{findings: {{g: {{repeats: {months[-1]}/f}}}}}}",
        rubric=f"modifiers: [{{{repeat}, of: {of_}, growth: {growth}, factor: 3}}]",
        **earlier,
    )
    plain.rubrics["2017-06"] = plain.rubrics.pop("2017-08")
    total = october(plain).total
    return None if total is None else 100 - total


@pytest.mark.parametrize(
    ("growth", "times", "lost"),
    [
        ("compound", 1, 3),
        ("compound", 2, 9),
        ("compound", 3, 27),
        ("additive", 1, 3),
        ("additive", 2, 5),  # 1 + 2 × (3 − 1)
        ("additive", 3, 7),
        ("once", 1, 3),
        ("once", 2, 3),
        ("once", 3, 3),
    ],
)
def test_growth(growth: str, times: int, lost: int) -> None:
    assert _repeats(growth, times) == lost


def test_of_previous_asks_for_an_order() -> None:
    """Only for what the previous month's inspection found and ordered rectified; never more."""
    assert _repeats("compound", 1, "previous") == 1
    assert _repeats("compound", 1, "previous", "{due: 2017-09-30}") == 3
    assert _repeats("compound", 3, "previous", "{}") == 3


def test_of_previous_counts_the_last_month_that_has_data() -> None:
    def lost(**more: str) -> Fraction | None:
        modifier = "{id: x, text: 加倍, when: repeat, of: previous, factor: 2}"
        plain = repo(
            node("deduct: {points: 1, per: 项}"),
            "{findings: {g: {repeats: 2017-08/f}}}",
            rubric=f"modifiers: [{modifier}]",
            m2017_08="{findings: {f: {ordered: {}}}}",
            **more,
        )
        total = october(plain).total
        return None if total is None else 10 - total

    assert lost() == 2  # nothing was inspected in September
    assert lost(m2017_09="{findings: {other: {}}}") == 1


def test_modifiers_multiply_each_other() -> None:
    plain = repo(
        node("deduct: {points: 0.5, per: 项}"),
        "{findings: {g: {count: 2, source: p, repeats: 2017-09/f}}}",
        rubric="""
modifiers:
  - {id: x, text: 加倍, when: source, sources: [p], factor: 2}
  - {id: w, text: 加重, when: source, sources: [p, q], factor: 1.5}
  - {id: z, text: 再加倍, when: repeat, factor: 2}
""",
        m2017_09="{findings: {f: {}}}",
    )
    assert of(plain) == (4, 0, "scored")  # 0.5 × 2 × 2 × 1.5 × 2 = 6


def test_a_measurement_has_a_source_and_repeats() -> None:
    month = "{{measurements: [{{metric: m, source: p, values: {{a: {{value: 6{}}}}}}}]}}"
    plain = repo(
        node("deduct: {points: 1, metric: m, above: 5}", "points: 20"),
        month.format(", repeats: 2017-09"),
        rubric="""
modifiers:
  - {id: x, text: 加倍, when: source, sources: [p], factor: 2}
  - {id: z, text: 再加倍, when: repeat, factor: 2}
""",
        m2017_08=month.format(""),
        m2017_09=month.format(", repeats: 2017-08"),
    )
    assert [one(plain, m, "a").total for m in sorted(plain.months)] == [18, 16, 12]  # ×2, ×4, ×8


# --- who is not assessed ----------------------------------------------------------------------


def test_a_city_that_does_not_take_part_answers_for_no_county() -> None:
    month = """
findings: {f: {unit: a-1}}
participation: [{unit: a, criterion: k, reason: 没有这项职能}]
"""
    unit = october(repo(node("deduct: {points: 1, per: 项}"), month))
    assert (unit.total, unit.rank) == (None, None)
    (step,) = unit.steps
    assert seen(step.finding, step.change) == ("2017-10/f", 0)
    assert chinese(step.reason) == "不参加：没有这项职能"


def test_what_is_exempt_keeps_its_full_marks_where_nothing_is_normalised() -> None:
    month = "{participation: [{unit: a, criterion: k, status: exempt, reason: 保密}]}"
    plain = repo(f"{node('deduct: {points: 1, per: 项}')}", month)
    assert of(plain) == (10, 0, "exempt")


def test_the_nearest_absence_speaks() -> None:
    rows = """
participation:
  - {unit: a, reason: 全月不参加}
  - {unit: a, rule: r1, status: exempt, reason: 保密}
"""
    (rule,) = october(repo(node("deduct: {points: 1, per: 项}"), rows)).rules
    assert rule.status is Status.EXEMPT


def test_a_rule_for_cities_takes_no_unit_below_a_city_that_is_not_assessed() -> None:
    plain = repo(
        node("deduct: {points: 1, per: 项}, applies_to: {kinds: [city]}"),
        "{findings: {f: {unit: a-1}}}",
    )
    assert of(plain) == (9, 0, "scored")  # the county counts for its city
    plain.scheme["units"] = {"kind": "county"}
    unit = october(plain, "a-1")
    assert [s.change for s in unit.steps if s.finding] == [0]


def test_a_criterion_that_only_awards_has_its_full_marks() -> None:
    plain = repo(node("award: {points: 2, per: 项}"), "{findings: {f: {}}}")
    assert of(plain) == (10, 0, "scored")
    assert october(plain).total == 12


def absent(*rows: str) -> str:
    """Write entries of participation of unit ``a``, each given as ``about, status``."""
    entries = ", ".join(f"{{unit: a, reason: 理由{n}, {row}}}" for n, row in enumerate(rows, 1))
    return f"participation: [{entries}]"


NO, EXEMPT = "status: not-participating", "status: exempt"
TWO = "deduct: {points: 1, per: 项}\ndeduct: {points: 2, per: 项}"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ((f"criterion: k, {NO}",), (None, 0, "not-participating")),
        # whatever else is written about its rules: nothing of it was taken part in
        ((f"criterion: k, {NO}", f"rule: r1, {EXEMPT}"), (None, 0, "not-participating")),
        ((NO, f"criterion: k, {EXEMPT}"), (10, 10, "exempt")),  # a contradiction: the nearest
        ((f"rule: r1, {NO}", f"rule: r2, {EXEMPT}"), (None, 0, "not-participating")),
        ((f"rule: r1, {EXEMPT}", f"rule: r2, {EXEMPT}"), (10, 10, "exempt")),
        ((f"rule: r1, {NO}",), (10, 10, "scored")),
    ],
)
def test_who_takes_part_in_nothing_of_a_criterion_has_no_score(
    rows: tuple[str, ...], found: tuple[object, ...]
) -> None:
    (criterion,) = october(repo(node(TWO), f"{{{absent(*rows)}}}")).criteria
    assert seen(criterion.score, criterion.taken, str(criterion.status)) == found


def test_a_contradiction_gives_nobody_full_marks() -> None:
    """41号, 3.2 not taken part in and joint-not-reported exempt: 90, and not first with 100."""
    second = "{id: j, title: 二, points: 90, rules: [{id: s, text: 办法, deduct: {points: 1}}]}"
    for rows in ((f"criterion: k, {NO}",), (f"criterion: k, {NO}", f"rule: r1, {EXEMPT}")):
        assert october(repo(f"{node(TWO)}, {second}", f"{{{absent(*rows)}}}")).total == 90


def test_what_is_taken_part_in_is_in_the_criterion_s_own_points() -> None:
    """Rules of 30 and 70 of a hundred, worth 10: without the second 3 points are taken part in."""
    rules = "earn: {points: 30, metric: m, at_least: 1}\nearn: {points: 70, metric: m, at_least: 9}"
    rubric = node(rules, "points: 10, out_of: 100")
    month = f"{{{measured(a=5)}, {absent(f'rule: r2, {NO}')}}}"
    (criterion,) = october(repo(rubric, month)).criteria
    assert seen(criterion.points, criterion.taken, criterion.score) == (10, 3, 3)
    assert seen(criterion.lost, criterion.share) == (0, 1)


@pytest.mark.parametrize(
    ("rows", "scores"),
    [
        ((), {"g": (5, 10), "k": (5, 5), "j": (0, 5)}),
        ((f"criterion: j, {NO}",), {"g": (5, 5), "k": (5, 5), "j": (None, 0)}),
        ((f"criterion: k, {NO}",), {"g": (None, 0), "k": (None, 0), "j": (None, 0)}),
        ((f"criterion: g, {NO}",), {"g": (None, 0), "k": (None, 0), "j": (None, 0)}),
        ((NO,), {"g": (None, 0), "k": (None, 0), "j": (None, 0)}),
    ],
)
@pytest.mark.parametrize("declared", [", attainable: 0", ""])
@pytest.mark.parametrize("normalise", ["none", "participating"])
def test_points_without_rules_never_earn_themselves(
    rows: tuple[str, ...],
    scores: dict[str, tuple[int | None, int]],
    declared: str,
    normalise: str,
) -> None:
    """They are nobody's, and stay in the denominator beside what is taken part in."""
    parts = f"{node('deduct: {points: 1, per: 项}', 'points: 5')}, "
    parts += f"{{id: j, title: 空, points: 5{declared}}}"
    rubric = f"{{id: g, title: 方面, points: 10, criteria: [{parts}]}}"
    plain = repo(rubric, f"{{{absent(*rows)}}}", rubric=f"totals: {{normalise: {normalise}}}")
    unit = october(plain)
    assert {c.id: seen(c.score, c.taken) for c in unit.criteria} == scores
    total = scores["g"][0]
    if normalise == "participating" and total:
        total = 50 if not rows else 100  # 5 of 10, 5 of 5
    assert unit.total == total


def test_points_without_rules_count_at_the_top_too() -> None:
    rubric = (
        f"{node('deduct: {points: 1, per: 项}')}, {{id: j, title: 空, points: 10, attainable: 0}}"
    )
    normal = "totals: {normalise: participating}"
    assert october(repo(rubric, rubric=normal)).total == 50  # 10 + 0 of 20
    away = f"{{{absent(f'criterion: j, {NO}')}}}"
    assert october(repo(rubric, away, rubric=normal)).total == 100
    assert october(repo(rubric, f"{{{absent(f'criterion: k, {NO}')}}}")).total is None


def test_a_criterion_that_is_only_voided_starts_with_full_marks() -> None:
    for month, left in (("{}", 10), ("{findings: {f: {}}}", 0)):
        assert of(repo(node("void: criterion"), month)) == (left, 0, "scored")


def test_a_deduction_over_criteria_that_are_not_taken_part_in() -> None:
    """It makes nothing scored by being there; what it takes is taken."""
    rule = "rules: [{id: s, text: 办法, clause: 一, deduct: {points: 2, per: 项}}]"
    inner = node("deduct: {points: 1, per: 项}")
    rubric = f"{{id: g, title: 方面, points: 10, criteria: [{inner}], {rule}}}"
    away = absent(f"criterion: k, {NO}")
    group = october(repo(rubric, f"{{{away}}}")).criteria[0]
    assert seen(group.score, group.taken, str(group.status)) == (None, 0, "not-participating")
    plain = repo(rubric, f"{{{away}, findings: {{f: {{rule: s}}}}}}", "totals: {overflow: carry}")
    group = october(plain).criteria[0]
    assert seen(group.score, group.taken, group.overflow) == (0, 0, 2)
    assert october(plain).total == -2


# --- versions, months -------------------------------------------------------------------------


def test_the_version_in_force_is_the_latest_that_has_begun() -> None:
    plain = repo(node("deduct: {points: 1, per: 项}"), "{findings: {f: {}}}")
    plain.rubrics["2017-10"] = from_yaml(
        f"title: 新\ncriteria: [{node('deduct: {points: 2, per: 项}')}]"
    )
    plain.rubrics["2017-11"] = from_yaml(
        f"title: 更新\ncriteria: [{node('deduct: {points: 5, per: 项}')}]"
    )
    assert october(plain).total == 8


def test_months_can_be_a_span() -> None:
    for months, left in (("{from: 2017-09, until: 2017-10}", 9), ("[2017-11]", 10)):
        rule = f"deduct: {{points: 1, per: 项}}, months: {months}"
        assert of(repo(node(rule), "{findings: {f: {}}}"))[0] == left


def test_until_is_the_last_day() -> None:
    for day, left in (("2017-10-14", 10), ("2017-10-15", 9)):
        rule = f"deduct: {{points: 1, per: 项}}, until: {day}"
        assert of(repo(node(rule), "{findings: {f: {}}}"))[0] == left


# --- grades -----------------------------------------------------------------------------------

_GRADES = """
grades:
  - id: excellent
    title: 优秀
    at_least: 15
    gates: [{criteria: [k], at_least_share: 80%}]
  - {id: good, title: 良好, at_least: 10, gates: [{lost_at_most: 9}]}
  - {id: poor, title: 较差}
"""


@pytest.mark.parametrize(
    ("k", "j", "grade"),
    [
        (0, 0, "excellent"),
        (2, 3, "excellent"),  # 8 + 7 = 15; 8 ≥ 80 % of 10
        (3, 0, "good"),  # 17, but 7 < 8
        (0, 9, "good"),  # 11, and no content lost more than 9
        (0, 10, "poor"),  # 10, but one lost 10
        (6, 6, "poor"),
    ],
)
def test_grades_with_gates(k: int, j: int, grade: str) -> None:
    rule = "text: 办法, clause: 一, deduct: {points: 1, per: 项}"
    second = f"{{id: j, title: 二, points: 10, rules: [{{id: s, {rule}}}]}}"
    rows = {"f": ("r1", k), "g": ("s", j)}
    found = ", ".join(f"{n}: {{rule: {r}, count: {c}}}" for n, (r, c) in rows.items() if c)
    plain = repo(
        f"{node('deduct: {points: 1, per: 项}')}, {second}",
        f"{{findings: {{{found}}}}}",
        scheme=_GRADES,
    )
    assert october(plain).grade == grade


@pytest.mark.parametrize(
    ("gate", "earned", "grade"),
    [
        # takes part in 6 of 10: a bound in points shrinks with it, 5 of 10 is 3 of 6
        ("at_least: 5", 3, "good"),
        ("at_least: 5", "2.99", "poor"),
        ("at_least_share: 50%", 3, "good"),  # of all ten it would be 30 %
        ("at_least_share: 50%", "2.99", "poor"),
        ("lost_at_most: 3", 3, "good"),  # against full points 7 would be lost
        ("lost_at_most: 3", "2.99", "poor"),
    ],
)
def test_gates_measure_what_was_taken_part_in(gate: str, earned: object, grade: str) -> None:
    rules = "earn: {points: 1, per: 项, metric: m, up_to: 6}\n"
    rules += "earn: {points: 4, metric: done, met: true}"
    grades = f"grades: [{{id: good, title: 好, gates: [{{{gate}}}]}}, {{id: poor, title: 差}}]"
    for normalise in ("none", "participating"):
        plain = repo(
            node(rules),
            f"{{{measured(a=earned)}, {absent(f'rule: r2, {NO}')}}}",
            f"totals: {{normalise: {normalise}}}",
            grades,
        )
        assert october(plain).grade == grade


def test_while_something_is_pending_there_is_no_grade() -> None:
    plain = repo(node("earn: {points: 10, metric: m, at_least: 1}"), scheme=_GRADES)
    assert october(plain).grade is None


# --- ranks and awards -------------------------------------------------------------------------


def test_ranks_are_by_the_exact_total() -> None:
    rule = "deduct: {points: 1, metric: m, below: 99, step: 3, partial: proportional}"
    plain = repo(
        node(rule),
        f"{{{measured(a=98.99, b=98.995, c=99, d=98.99)}}}",
        rubric="totals: {places: 1}",
    )
    assert [u.rank for u in result(plain).units] == [3, 2, 1, 3]  # all are shown as 10.0


def test_units_are_ranked_in_their_groups() -> None:
    scheme = """
groups:
  - {id: coast, title: 沿海, tag: coast}
  - {id: rest, title: 其余, units: [b, c, d]}
"""
    month = "{findings: {f: {}, g: {unit: b}, h: {unit: d, count: 2}}}"
    plain = repo(node("deduct: {points: 1, per: 项}"), month, scheme=scheme)
    assert [(u.group, u.rank) for u in result(plain).units] == [
        ("coast", 1),
        ("rest", 2),
        ("rest", 1),
        ("rest", 3),
    ]


def _award(text: str, **earlier: str) -> Plain:
    month = "{findings: {f: {count: 3}, g: {unit: b, count: 1}, h: {unit: c, count: 1}}}"
    scheme = f"awards: [{{id: best, title: 先进, {text}}}]"
    return repo(node("deduct: {points: 1, per: 项}"), month, scheme=scheme, **earlier)


@pytest.mark.parametrize(
    ("text", "places", "winners"),
    [
        ("of: mean, top: 1", 1, ["d"]),
        ("of: mean, top: 2", 2, ["b", "c", "d"]),  # two tied for the second place
        ("of: mean, top: 2, ties: all-out", 2, ["d"]),
        ("of: mean, top: 3, ties: all-out", 3, ["b", "c", "d"]),
        ("of: mean, top: 50%", 2, ["b", "c", "d"]),
        ("of: mean, top: 1/3", 1, ["d"]),  # ⌊4/3⌋
        ("of: mean, top: 20%", 0, []),
    ],
)
def test_places_of_an_award(text: str, places: int, winners: list[str]) -> None:
    (found,) = awards(_award(text), "2017")
    assert (found.base, found.places) == (4, places)
    assert sorted(u.unit for u in found.units if u.winner) == winners


def test_the_mean_is_over_the_months_with_a_total() -> None:
    september = "{findings: {f: {count: 4}}, participation: [{unit: d, reason: 未成立}]}"
    rows = {}
    for of_ in ("mean", "sum"):
        (found,) = awards(_award(f"of: {of_}, top: 1", m2017_09=september), "2017")
        rows[of_] = {u.unit: seen(u.score, u.months) for u in found.units}
    assert rows["mean"]["a"] == (Fraction("6.5"), 2)  # (7 + 6) ÷ 2
    assert rows["mean"]["d"] == (10, 1)
    assert rows["sum"]["a"] == (13, 2)
    assert rows["sum"]["b"] == (19, 2)


def test_who_never_had_a_total_is_not_in_n() -> None:
    plain = _award("of: mean, top: 50%")
    plain.months["2017-10"]["participation"] = [{"unit": "a", "reason": "未成立"}]
    (found,) = awards(plain, "2017")
    assert (found.base, found.places) == (3, 1)
    last = found.units[-1]
    assert (last.unit, last.score, last.rank, last.winner) == ("a", None, None, False)


# --- conditions and countback -----------------------------------------------------------------


@pytest.mark.parametrize(("value", "bonus"), [("yes", 1), ("no", 0), ("none", 0)])
def test_a_bonus_only_if_another_value_passes(value: str, bonus: int) -> None:
    rules = (
        "earn: {points: 10, metric: m, at_least: 0}\n"
        "award: {points: 1, per: 项}, only_if: {metric: done, met: true}"
    )
    month = f"""
measurements: [{{metric: m, values: {{a: 1}}}}, {{metric: done, values: {{a: {value}}}}}]
findings: {{f: {{rule: r2}}}}
"""
    assert october(repo(node(rules), month)).bonus == bonus


def test_without_the_other_value_the_bonus_is_pending() -> None:
    rules = "award: {points: 1, per: 项}, only_if: {metric: done, met: true}"
    unit = october(repo(node(rules), "{findings: {f: {}}}"))
    assert seen(unit.bonus, unit.provisional) == (0, True)


def test_countback_parts_equal_sums_by_the_better_places() -> None:
    """Ties by countback: most first places, then most second places, …"""
    rule = "rank: {metric: m, best: highest, table: [5, 3, 1, 0]}"
    # a: 1st and 3rd, 5 + 1; b: 2nd twice, 3 + 3; c: 3rd and 4th; d: 4th and 1st.
    plain = repo(
        node(rule),
        f"{{{measured(a=2, b=3, c=1, d=4)}}}",
        scheme="awards: [{id: title, title: 冠军, of: sum, top: 2, countback: r1}]",
        m2017_09=f"{{{measured(a=9, b=8, c=7, d=6)}}}",
    )
    (found,) = awards(plain, "2017")
    assert [seen(u.unit, u.score, u.rank, u.winner) for u in found.units] == [
        ("a", 6, 1, True),
        ("b", 6, 2, True),
        ("d", 5, 3, False),
        ("c", 1, 4, False),
    ]
