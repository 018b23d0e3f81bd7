"""The laws of the scoring; each test's docstring is the clause that it keeps."""

from fractions import Fraction
from random import Random
from typing import Any

from bulletin.scoring.context import context
from bulletin.scoring.modifiers import of_finding
from bulletin.trace import Kind, Scores, Status, UnitScore
from bulletin.view.reason_sentences import chinese
from hypothesis import assume, given

from tests.making import Data, Plain, assessment_of, scores, units_of
from tests.nasty import Maker
from tests.property.strategies import (
    BIG,
    chances,
    deducting_repos,
    last,
    repos,
    rubric_of,
    rules_of,
)

ZERO = Fraction(0)


def numbers(unit: UnitScore) -> tuple[Any, ...]:
    """Return all that is said of a unit, without names, words and places in files."""
    criteria = [(c.id, c.score, c.overflow, c.status) for c in unit.criteria]
    parts = (unit.base, unit.overflow, unit.bonus, unit.penalty)
    return unit.total, unit.rank, parts, unit.flags, unit.grade, unit.provisional, criteria


def by_unit(result: Scores) -> dict[str, tuple[Any, ...]]:
    return {unit.unit: numbers(unit) for unit in result.units}


# --- one more deduction -----------------------------------------------------------------------


def _one_more(chance: Random, plain: Plain) -> tuple[Plain, str]:
    """Add a finding under a rule that deducts or voids; return the unit where it was found."""
    month, rules = last(plain), rules_of(rubric_of(plain)["criteria"])
    found = [
        rule
        for rule in rules
        if ("deduct" in rule and "metric" not in rule["deduct"])
        or rule.get("tiers", {}).get("sign") == "deduct"
        or "void" in rule
    ]
    assume(found)
    maker, more = Maker(chance), plain.copy()
    maker.rules = [chance.choice(found)]
    ids = [unit["id"] for unit in plain.units if unit["id"] != "land"]
    made = maker.finding(month, ids, {})
    more.months[month]["findings"]["one-more"] = made
    return more, made["unit"]


@BIG
@given(repos, chances)
def test_a_deduction_never_raises_a_total(plain: Plain, chance: Random) -> None:
    """Points are positive numbers; the key says which way they go."""
    more, _ = _one_more(chance, plain)
    before, after = scores(plain, last(plain)), scores(more, last(plain))
    for was, now in zip(before.units, after.units, strict=True):
        if was.total is not None:
            assert now.total is not None
            assert now.total <= was.total


@BIG
@given(repos, chances)
def test_a_deduction_touches_no_other_unit(plain: Plain, chance: Random) -> None:
    """A finding is one recorded event under one rule at one unit."""
    more, where = _one_more(chance, plain)
    before, after = scores(plain, last(plain)), scores(more, last(plain))
    above = {unit.id for unit in units_of(plain).lineage(where)}
    for was, now in zip(before.units, after.units, strict=True):
        if was.unit not in above:
            assert (was.total, was.criteria) == (now.total, now.criteria)


# --- order and names --------------------------------------------------------------------------


def _shuffled(chance: Random, value: Any, key: str = "") -> Any:  # noqa: ANN401
    """Shuffle whatever has no order: keys everywhere, and the lists of a month."""
    if isinstance(value, dict):
        rows = [(k, _shuffled(chance, v, k)) for k, v in value.items()]
        chance.shuffle(rows)
        return dict(rows)
    if not isinstance(value, list):
        return value
    rows = [_shuffled(chance, v, key) for v in value]
    if key in {"measurements", "marks", "participation", "panel", "modifiers", "tags", "kinds"}:
        chance.shuffle(rows)
    return rows


@BIG
@given(repos, chances)
def test_the_order_of_files_and_blocks_is_nothing(plain: Plain, chance: Random) -> None:
    """One finding a file: two people never edit the same file."""
    other = Plain(
        chance.sample(plain.units, len(plain.units)),
        _shuffled(chance, {**plain.scheme, "groups": []}) | _groups(plain),
        _shuffled(chance, plain.rubrics),
        _shuffled(chance, plain.months),
    )
    for month in plain.months:
        assert by_unit(scores(plain, month)) == by_unit(scores(other, month))


def _groups(plain: Plain) -> Data:
    return {"groups": plain.scheme["groups"]} if "groups" in plain.scheme else {"groups": []}


def _renamed(value: Any, names: dict[str, str]) -> Any:  # noqa: ANN401 - plain YAML data
    if isinstance(value, dict):
        return {names.get(k, k): _renamed(v, names) for k, v in value.items()}
    if isinstance(value, list):
        return [_renamed(v, names) for v in value]
    if not isinstance(value, str):
        return value
    month, slash, name = value.partition("/")
    return f"{month}/{names.get(name, name)}" if slash else names.get(value, value)


def _ids(plain: Plain) -> list[str]:
    nodes: list[str] = []
    rows = list(rubric_of(plain)["criteria"])
    while rows:
        node = rows.pop()
        nodes.append(node["id"])
        rows += node.get("criteria", [])
    rules = [rule["id"] for rule in rules_of(rubric_of(plain)["criteria"])]
    found = [name for data in plain.months.values() for name in data["findings"]]
    modifiers = [row["id"] for row in rubric_of(plain)["modifiers"]]
    units = [unit["id"] for unit in plain.units]
    return [*nodes, *rules, *found, *modifiers, *units, "rate", "done", "year-end", "special"]


@BIG
@given(repos, chances)
def test_renaming_changes_nothing_else(plain: Plain, chance: Random) -> None:
    """Scheme, month and finding id come from the path; nothing is said twice."""
    ids = _ids(plain)
    fresh = [f"n{number}" for number in range(len(ids))]
    chance.shuffle(fresh)
    names = dict(zip(ids, fresh, strict=True))
    other = Plain(
        _renamed(plain.units, names),
        _renamed(plain.scheme, names),
        _renamed(plain.rubrics, names),
        _renamed(plain.months, names),
    )
    for month in plain.months:
        before = _renamed_scores(by_unit(scores(plain, month)), names)
        assert before == by_unit(scores(other, month))


def _renamed_scores(rows: dict[str, tuple[Any, ...]], names: dict[str, str]) -> Any:  # noqa: ANN401
    return {
        names[unit]: (
            *row[:3],
            tuple(names.get(flag, flag) for flag in row[3]),
            *row[4:6],
            [(names[c], *rest) for c, *rest in row[6]],
        )
        for unit, row in rows.items()
    }


# --- the books balance ------------------------------------------------------------------------


@BIG
@given(repos)
def test_steps_add_up_exactly(plain: Plain) -> None:
    """The steps of a criterion add up to its score, and the rest to the total, exactly."""
    for unit in scores(plain, last(plain)).units:
        for criterion in unit.criteria:
            changes = [step.change for step in criterion.steps]
            assert sum(changes, ZERO) == (criterion.score or ZERO)
            assert [step.running for step in criterion.steps[-1:]] == [sum(changes, ZERO)][
                : len(changes)
            ]
        floor = sum((s.change for s in unit.total_steps if s.kind is Kind.FLOOR), ZERO)
        parts = unit.base - unit.overflow + unit.bonus - unit.penalty + floor
        if unit.total is None:
            assert all(step.change == 0 for step in unit.total_steps)
        else:
            assert sum((s.change for s in unit.total_steps), ZERO) == unit.total == parts


@BIG
@given(repos)
def test_a_step_is_base_times_count_times_factor(plain: Plain) -> None:
    """2. Each finding: … else base × count × modifiers."""
    for unit in scores(plain, last(plain)).units:
        for step in unit.steps:
            product = step.base * step.count * step.factor
            if step.kind in {Kind.EARN, Kind.AWARD}:
                assert step.change == product
            if step.kind is Kind.DEDUCT:
                assert step.change == -product


@BIG
@given(deducting_repos)
def test_overflow_is_conserved(plain: Plain) -> None:
    """Charged = counted in criteria + overflow + lost to the floor."""
    full = sum((Fraction(top.get("points", 0)) for top in rubric_of(plain)["criteria"]), ZERO)
    for unit in scores(plain, last(plain)).units:
        if unit.total is None:
            continue
        charged = -sum((s.change for s in unit.steps if s.kind is Kind.DEDUCT), ZERO)
        assert unit.total == full - charged + unit.bonus
        tops = [c for c in unit.criteria if c.id in {s.part for s in unit.total_steps}]
        counted = sum((c.lost for c in tops), ZERO)
        assert charged == counted + unit.overflow + unit.penalty


@BIG
@given(repos)
def test_scores_stay_within_their_bounds(plain: Plain) -> None:
    """3. … capped at full; below 0 → 0."""
    totals = rubric_of(plain)["totals"]
    for unit in scores(plain, last(plain)).units:
        for criterion in unit.criteria:
            assert 0 <= criterion.taken <= criterion.points
            assert criterion.score is None or 0 <= criterion.score <= criterion.taken
            assert criterion.score is not None or criterion.taken == 0
            assert criterion.overflow >= 0
        assert 0 <= unit.bonus <= totals.get("bonus_cap", unit.bonus)
        assert min(unit.base, unit.overflow, unit.penalty) >= 0
        if totals["normalise"] == "participating":
            assert unit.base <= 100
        if "floor" in totals and unit.total is not None:
            assert unit.total >= 0


@BIG
@given(repos)
def test_what_is_taken_part_in_is_what_the_total_is_out_of(plain: Plain) -> None:
    """Σ score ÷ Σ points of what the unit took part in × 100"""
    assume(rubric_of(plain)["totals"]["normalise"] == "participating")
    for unit in scores(plain, last(plain)).units:
        tops = [c for c in unit.criteria if c.id in {s.part for s in unit.total_steps}]
        taken = sum((c.taken for c in tops), ZERO)
        if unit.total is not None and taken:
            assert unit.base == sum((c.score or ZERO for c in tops), ZERO) / taken * 100


def _without(plain: Plain, month: str, unit: str) -> Plain:
    """Leave a unit out of the whole month, whatever else is written of it."""
    other = plain.copy()
    rows = [row for row in other.months[month]["participation"] if row["unit"] != unit]
    other.months[month]["participation"] = [*rows, {"unit": unit, "reason": "不参加"}]
    return other


@BIG
@given(repos)
def test_who_takes_part_in_nothing_has_no_score_anywhere(plain: Plain) -> None:
    """A criterion of which nothing was taken part in has no score."""
    month = last(plain)
    for unit in scores(plain, month).units[:1]:
        found = scores(_without(plain, month, unit.unit), month).unit(unit.unit)
        assert found is not None
        rules = {r.rule for r in found.rules if r.status is not Status.NOT_APPLICABLE}
        statuses = {c.status for c in found.criteria}
        assert found.total is None or not rules
        assert statuses <= {Status.NOT_PARTICIPATING, Status.NOT_APPLICABLE}


@BIG
@given(repos)
def test_points_without_rules_never_earn_themselves(plain: Plain) -> None:
    """A criterion without rules … never earns by itself"""
    bare = [n["id"] for n in _nodes(rubric_of(plain)["criteria"]) if not _gives(n)]
    for unit in scores(plain, last(plain)).units:
        found = [c for c in unit.criteria if c.id in bare]
        assert all(not c.score and c.taken in {0, c.points} for c in found)


def _nodes(rows: list[Data]) -> list[Data]:
    """Return the criteria that have points, at all levels."""
    inner = [one for row in rows for one in _nodes(row.get("criteria", []))]
    return [row for row in rows if "points" in row] + inner


def _gives(node: Data) -> bool:
    """Tell whether a criterion has a rule, or one below it."""
    return bool(rules_of([node]))


# --- counts -----------------------------------------------------------------------------------


@BIG
@given(repos)
def test_splitting_a_count_changes_nothing(plain: Plain) -> None:
    """Points × count, for each finding"""
    rules = rules_of(rubric_of(plain)["criteria"])
    each = {r["id"] for r in rules if "per" in r.get("deduct", {}) or "per" in r.get("award", {})}
    month, split = last(plain), plain.copy()
    findings: Data = split.months[month]["findings"]
    for name, body in list(findings.items()):
        whole = body.get("appeal", {}).get("decision") != "amended" and "exempt" not in body
        if body["rule"] in each and body["count"] > 1 and whole:
            findings[f"{name}-rest"] = body | {"count": body["count"] - 1}
            findings[name] = body | {"count": 1}
    before, after = by_unit(scores(plain, month)), by_unit(scores(split, month))
    assert before == after


@BIG
@given(repos)
def test_exempt_and_charged_make_the_count(plain: Plain) -> None:
    """Exempt (count, reason: one of the rule's reasons)"""
    month, without = last(plain), plain.copy()
    findings = plain.months[month]["findings"]
    for body in without.months[month]["findings"].values():
        body.pop("exempt", None)
    pairs = zip(scores(plain, month).units, scores(without, month).units, strict=True)
    for some, every in pairs:
        counts = {step.finding: step.count for step in every.steps}
        for step in some.steps:
            body = findings[step.finding.partition("/")[2]] if step.finding else {}
            whole = counts[step.finding]
            if "exempt" in body and whole > 1:
                parts = body["exempt"] if isinstance(body["exempt"], list) else [body["exempt"]]
                freed = sum((Fraction(part.get("count", whole)) for part in parts), Fraction(0))
                assert step.count + min(freed, whole) == whole


@BIG
@given(repos)
def test_withdrawn_is_as_if_absent(plain: Plain) -> None:
    """Nothing is ever deleted: a withdrawn finding stays, charges nothing, and says why."""
    without = plain.copy()
    texts = [body for data in plain.months.values() for body in data["findings"].values()]
    repeated = {body.get("repeats") for body in texts}
    for month, data in without.months.items():
        for name, body in list(data["findings"].items()):
            if "withdrawn" in body and f"{month}/{name}" not in repeated:
                del data["findings"][name]
    month = last(plain)
    assert by_unit(scores(plain, month)) == by_unit(scores(without, month))


@BIG
@given(repos)
def test_a_chain_passes_over_what_was_no_discovery(plain: Plain) -> None:
    """What was withdrawn or upheld on appeal does not lengthen a chain."""
    month, without = last(plain), plain.copy()
    for modifier in (m for p in (plain, without) for m in rubric_of(p)["modifiers"]):
        modifier.pop("counts", None)
    fallen = {
        f"{at}/{name}": body.get("repeats")
        for at, data in plain.months.items()
        for name, body in data["findings"].items()
        if "withdrawn" in body or body.get("appeal", {}).get("decision") == "upheld"
    }
    for data in without.months.values():
        for body in data["findings"].values():
            while body.get("repeats") in fallen:
                body["repeats"] = fallen[body["repeats"]] or "none"
    assert by_unit(scores(plain, month)) == by_unit(scores(without, month))


@BIG
@given(repos)
def test_once_a_month_is_the_dearest_of_all_places(plain: Plain) -> None:
    """`once: true` with a metric: once a month for the unit, the dearest counts."""
    month, each = last(plain), plain.copy()
    once = set()
    for rule in rules_of(rubric_of(each)["criteria"]):
        if "metric" in rule.get("deduct", {}) and rule["deduct"].get("once"):
            once.add(rule["id"])
    for unit in scores(plain, month).units:
        for rule in once:
            steps = [s for s in unit.steps if s.rule == rule]
            assert sum(s.kind is Kind.DEDUCT for s in steps) <= 1
    for unit in scores(_places_apart(each, once), month).units:
        was = scores(plain, month).unit(unit.unit)
        assert was is not None
        for rule in once:
            dearest = min((s.change for s in unit.steps if s.rule == rule), default=ZERO)
            assert sum((s.change for s in was.steps if s.rule == rule), ZERO) == dearest


def _places_apart(plain: Plain, rules: set[str]) -> Plain:
    """Charge whatever is beyond the limit at every place: a step so great is begun once."""
    for rule in rules_of(rubric_of(plain)["criteria"]):
        if rule["id"] in rules:
            del rule["deduct"]["once"]
            rule["deduct"] |= {"step": 1000, "partial": "started"}
    return plain


@BIG
@given(repos)
def test_every_finding_of_an_assessed_unit_is_in_the_trace(plain: Plain) -> None:
    """A withdrawn or upheld finding stays, charges nothing, and says why."""
    month = last(plain)
    steps = [step for unit in scores(plain, month).units for step in unit.steps]
    seen = {step.finding for step in steps}
    assessed = {unit.unit for unit in scores(plain, month).units}
    for name, body in plain.months[month]["findings"].items():
        line = {unit.id for unit in units_of(plain).lineage(body["unit"])}
        assert (f"{month}/{name}" in seen) == bool(line & assessed)
    assert all(chinese(step.reason) for step in steps)


# --- ranks, months, rounding ------------------------------------------------------------------


@BIG
@given(repos)
def test_a_rank_is_one_more_than_the_number_of_better_ones(plain: Plain) -> None:
    """5. Rank among the units of the group on the exact total"""
    assume(plain.scheme["ties"] == "competition")
    units = scores(plain, last(plain)).units
    for unit in units:
        group = [u.total for u in units if u.group == unit.group and u.total is not None]
        if unit.total is None:
            assert unit.rank is None
        else:
            assert unit.rank == 1 + sum(total > unit.total for total in group)


@BIG
@given(repos)
def test_a_month_depends_on_itself_and_what_it_refers_to(plain: Plain) -> None:
    """C. Each month stands alone."""
    month, alone = last(plain), plain.copy()
    kept = {
        f"{month}/{name}": body.get("repeats")
        for name, body in plain.months[month]["findings"].items()
    }
    waiting = [full for full in kept.values() if full]
    while waiting:
        full = waiting.pop()
        if full not in kept:
            at, _, name = full.partition("/")
            kept[full] = plain.months[at]["findings"][name].get("repeats")
            waiting += [kept[full]] if kept[full] else []
    for at, data in alone.months.items():
        if at != month:
            data["marks"] = []  # who took part decides what of a chain was a discovery
            found = data["findings"]
            data["findings"] = {n: b for n, b in found.items() if f"{at}/{n}" in kept}
    alone.months["2018-01"] = {"findings": {}}
    assert by_unit(scores(plain, month)) == by_unit(scores(alone, month))


@BIG
@given(repos)
def test_the_places_shown_change_no_number(plain: Plain) -> None:
    """Half-up, once, when a number is shown; nothing is computed from a rounded number."""
    coarse = plain.copy()
    rubric_of(coarse)["totals"]["places"] = 0
    month = last(plain)
    assert by_unit(scores(plain, month)) == by_unit(scores(coarse, month))


@BIG
@given(repos)
def test_modifiers_multiply_and_commute(plain: Plain) -> None:
    """Modifiers multiply deductions and multiply each other."""
    month, backward = last(plain), plain.copy()
    rubric_of(backward)["modifiers"].reverse()
    assert by_unit(scores(plain, month)) == by_unit(scores(backward, month))
    factors = []
    for only in (*range(len(rubric_of(plain)["modifiers"])), None):
        part = plain.copy()
        if only is not None:
            rubric_of(part)["modifiers"] = [rubric_of(plain)["modifiers"][only]]
        factors.append(_factors(part, month))
    for name, whole in factors[-1].items():
        product = Fraction(1)
        for part_factors in factors[:-1]:
            product *= part_factors[name]
        assert whole == product


def _factors(plain: Plain, month: str) -> dict[str, Fraction]:
    assessment, units = assessment_of(plain), units_of(plain)
    ctx = context(assessment, assessment.rubrics["2017-08"], units, month)
    return {f.id: of_finding(ctx, f)[0] for f in ctx.month.findings.values()}
