"""A month scored again under other settings comes out as if it were scored from the start."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from bulletin.compare.rescore import Touched, rescored, touched
from bulletin.law.actions import ActionKey
from bulletin.load import read
from bulletin.load.variant import Base
from bulletin.model.scheme import Assessment, Book
from bulletin.model.unit import Units
from bulletin.scoring import score
from bulletin.scoring.context import context
from bulletin.scoring.month import Worked, work
from hypothesis import given

from tests.making import Data, Plain, assessment_of, units_of
from tests.nasty import repo
from tests.property.strategies import BIG, chances, rubric_of, rules_of

ROOT = Path(__file__).parents[2]
ACTIONS = dict.fromkeys(ActionKey)


@pytest.fixture(scope="module")
def book() -> Book:
    return read(ROOT)[0]


def worked(assessment: Assessment, units: Units, month: str) -> Worked:
    used = assessment.rubric_for(month)
    assert used
    return work(context(assessment, used, units, month))


@pytest.mark.parametrize(
    ("scheme", "month"),
    [
        ("hangzhou-departments", "2017-08"),
        ("nantong-evaluation", "2017-12"),
        ("zhejiang-inspection", "2017-10"),
    ],
)
def test_every_option_of_every_reading(book: Book, scheme: str, month: str) -> None:
    """口径的每个选项，试算与从头计算相同"""
    assessment = book.assessments[scheme]
    rubric = assessment.rubric_for(month)
    assert rubric
    before, base = worked(assessment, book.units, month), Base(ROOT, assessment, rubric.version)
    kinds = set()
    for option in (option for reading in rubric.readings for option in reading.options):
        changed, _ = base.under(option.set)
        what = touched(assessment, changed, rubric.version)
        kinds.add(replace(what, rules=frozenset({"some"} if what.rules else {})))
        assert rescored(before, changed, what) == score(changed, book.units, month)
    assert Touched(frozenset({"some"})) in kinds


# --- made-up repositories -----------------------------------------------------------------------

Change = Callable[[Plain, Random], None]


def other_action(plain: Plain, chance: Random) -> None:
    """A rule does what another one does."""
    one, other = (chance.choice(rules_of(rubric_of(plain)["criteria"])) for _ in "12")
    new = {key: deepcopy(value) for key, value in other.items() if key in ACTIONS}
    for key in ACTIONS:
        one.pop(key, None)
    one.update(new)


def other_points(plain: Plain, chance: Random) -> None:
    rules = rules_of(rubric_of(plain)["criteria"])
    for rule in chance.sample(rules, min(2, len(rules))):
        for key in ACTIONS & rule.keys():
            if isinstance(rule[key], dict) and isinstance(rule[key].get("points"), int):
                rule[key]["points"] += chance.randint(1, 3)


def other_flag(plain: Plain, chance: Random) -> None:
    rule = chance.choice(rules_of(rubric_of(plain)["criteria"]))
    flags = [flag["id"] for flag in plain.scheme.get("flags", [])]
    if rule.pop("disqualifies", None) is None and flags:
        rule["disqualifies"] = chance.choice(flags)


def other_factor(plain: Plain, chance: Random) -> None:
    for modifier in rubric_of(plain).get("modifiers", []):
        modifier["factor"] = chance.choice([1, 2, 3])
        if modifier["when"] == "repeat":
            modifier["growth"] = chance.choice(["compound", "additive", "once"])
            modifier["of"] = chance.choice(["any", "previous"])


def other_totals(plain: Plain, chance: Random) -> None:
    totals: Data = rubric_of(plain).setdefault("totals", {})
    totals["overflow"] = chance.choice(["drop", "carry"])
    totals["floor"] = chance.choice(["none", 0])
    totals["bonus_cap"] = chance.choice([1, 5])
    totals["places"] = chance.choice([0, 2])


def other_share(plain: Plain, chance: Random) -> None:
    totals: Data = rubric_of(plain).setdefault("totals", {})
    totals["normalise"] = chance.choice(["none", "participating"])


def other_ties(plain: Plain, chance: Random) -> None:
    plain.scheme["ties"] = chance.choice(["competition", "dense"])


def other_weight(plain: Plain, chance: Random) -> None:
    node = chance.choice(rubric_of(plain)["criteria"])
    if "points" in node:
        node["points"] += chance.randint(1, 5)


CHANGES: tuple[Change, ...] = (
    other_action,
    other_points,
    other_flag,
    other_factor,
    other_totals,
    other_share,
    other_ties,
    other_weight,
)


@BIG
@given(chances)
def test_made_up_settings_of_made_up_repositories(chance: Random) -> None:
    """4. How a score comes out"""
    plain = repo(chance)
    units, assessment = units_of(plain), assessment_of(plain)
    for change in (*CHANGES, *chance.sample(CHANGES, 2)):
        other = plain.copy()
        change(other, chance)
        chance.choice(CHANGES[:5])(other, chance)
        changed = replace(assessment_of(other), months=assessment.months)
        for month in plain.months:
            version = max(v for v in plain.rubrics if v <= month)
            what = touched(assessment, changed, version)
            before = worked(assessment, units, month)
            assert rescored(before, changed, what) == score(changed, units, month)
