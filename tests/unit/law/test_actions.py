"""What each kind of action says of itself, written out: what it is asked for decides points."""

import json
from fractions import Fraction
from typing import get_args

import pytest
from bulletin.law.actions import (
    KINDS,
    Action,
    ActionKey,
    Amount,
    Award,
    Counting,
    Deduct,
    DeductBeyond,
    DrivenBy,
    Earn,
    Judge,
    Meaning,
    Partial,
    RankBy,
    Sign,
    Tiers,
    Void,
    parts_of,
)
from bulletin.law.actions import Test as Limit
from bulletin.model.rubric import Criterion, Rule
from bulletin.problem import Place
from bulletin.schema import text_of
from bulletin.text import UserText

ONE, TWO, FIVE = Fraction(1), Fraction(2), Fraction(5)
BY_KIND = Amount(by_kind={"office": ONE, "county": FIVE})
BELOW = Limit("below", Fraction(95))
DEDUCT = Deduct(BY_KIND)
BEYOND = DeductBeyond(BY_KIND, metric="rate", limit=BELOW)
AWARD = Award(BY_KIND, "subject")
TIERS = Tiers({"大": Amount(FIVE), "小": BY_KIND}, Sign.EARN)
IF_MET = Earn(BY_KIND, "rate", Limit("met", limit=True))
EACH = Earn(BY_KIND, "cases", up_to=TWO)
RANK = RankBy(FIVE, "rate", "highest", lose=ONE)
JUDGE, VOID = Judge(TWO), Void()
EVERY: tuple[Action, ...] = (*(DEDUCT, BEYOND, AWARD, TIERS, IF_MET, EACH, RANK, JUDGE, VOID),)


def test_the_list_of_kinds_is_the_closed_union() -> None:
    assert set(get_args(Action)) == set(KINDS)
    assert {type(action) for action in EVERY} == set(KINDS)


def test_a_kind_is_written_under_the_keys_of_the_schema() -> None:
    schema = json.loads(text_of("rubric"))["$defs"]["rule"]["properties"]
    for key in ActionKey:
        assert set(parts_of(key)) == set(schema[key].get("properties", ()))


@pytest.mark.parametrize(
    ("action", "key", "driven_by", "sign", "counting"),
    [
        (DEDUCT, "deduct", DrivenBy.FINDINGS, Sign.DEDUCT, Counting.EACH),
        (Deduct(BY_KIND, once=True), "deduct", DrivenBy.FINDINGS, Sign.DEDUCT, Counting.MONTH),
        (BEYOND, "deduct", DrivenBy.MEASUREMENT, Sign.DEDUCT, Counting.EACH),
        (AWARD, "award", DrivenBy.FINDINGS, Sign.AWARD, Counting.SUBJECT),
        (Award(BY_KIND), "award", DrivenBy.FINDINGS, Sign.AWARD, Counting.EACH),
        (TIERS, "tiers", DrivenBy.FINDINGS, Sign.EARN, Counting.MONTH),
        (Tiers({}, Sign.DEDUCT, "subject"), "tiers", DrivenBy.FINDINGS, "deduct", "subject"),
        (IF_MET, "earn", DrivenBy.MEASUREMENT, Sign.EARN, Counting.EACH),
        (RANK, "rank", DrivenBy.MEASUREMENT, Sign.EARN, Counting.EACH),
        (JUDGE, "judge", DrivenBy.MARK, Sign.EARN, Counting.EACH),
        (VOID, "void", DrivenBy.FINDINGS, Sign.VOID, Counting.ALIKE),
    ],
)
def test_what_drives_an_action_and_what_it_does(
    action: Meaning, key: str, driven_by: str, sign: str, counting: str
) -> None:
    assert (action.key, action.driven_by, action.sign, action.counting) == (
        *(key, driven_by, sign, counting),
    )


def test_whom_an_action_looks_at() -> None:
    below = [action for action in EVERY if action.reaches_below]
    assert below == [DEDUCT, BEYOND, AWARD, TIERS, VOID]
    assert [action for action in EVERY if action.ranks] == [RANK]
    assert [action.full_mark for action in EVERY if action.full_mark] == [TWO]


def test_what_an_action_measures() -> None:
    assert [action.metric for action in EVERY] == [
        *(None, "rate", None, None, "rate", "cases", "rate", None, None),
    ]
    assert [action.bound for action in EVERY] == [
        *(None, BELOW, None, None, IF_MET.test, None, None, None, None),
    ]
    assert [action.used for action in EVERY] == [
        (),
        (("below", Fraction(95)), ("step", ONE)),
        (),
        (),
        (("met", True),),
        (("up_to", TWO),),
        (("lose", ONE),),
        (),
        (),
    ]
    assert RankBy(FIVE, "rate", "highest", table=(FIVE,)).used == ()
    assert Earn(BY_KIND, "cases").used == ()


def test_only_yes_or_no_is_asked() -> None:
    assert Limit("met", limit=True).asks
    assert not BELOW.asks


def test_the_points_of_an_action() -> None:
    once = {("points",): BY_KIND}
    tiers = {("names", "大"): Amount(FIVE), ("names", "小"): BY_KIND}
    assert [action.amounts for action in EVERY] == [
        *(once, once, once, tiers, once, once, {}, {}, {}),
    ]
    assert [action.amount("小") for action in EVERY] == [
        *(BY_KIND, BY_KIND, BY_KIND, BY_KIND, BY_KIND, BY_KIND, None, None, None),
    ]
    assert TIERS.amount(None) == Amount()
    assert [action.tiers for action in EVERY if action.tiers] == [("大", "小")]


def test_an_amount_is_for_the_nearest_kind() -> None:
    assert BY_KIND.of(("county", "office")) == 5
    assert BY_KIND.of(("city",)) is None
    assert Amount(TWO).of(("city",)) == 2
    assert BY_KIND.highest == 5
    assert Amount(TWO).highest == 2


@pytest.mark.parametrize(
    ("action", "most"),
    [
        (DEDUCT, 0),
        (BEYOND, 0),
        (AWARD, 0),
        (VOID, 0),
        (TIERS, 5),
        (Tiers({"大": Amount(FIVE)}, Sign.EARN, "subject"), None),  # any number of subjects
        (Tiers({"大": Amount(FIVE)}, Sign.AWARD), 0),  # not inside a criterion
        (IF_MET, 5),
        (EACH, 10),  # 5 × 2
        (Earn(BY_KIND, "cases"), None),
        (RANK, 5),
        (RankBy(ONE, "rate", "lowest", table=(TWO, ONE)), 2),
        (JUDGE, 2),
    ],
)
def test_the_most_that_an_action_can_earn(action: Action, most: int | None) -> None:
    assert action.most == most
    rule = Rule("r", UserText("计"), "一", "1", action, Place(""))
    seven = Criterion("1", "事", Place(""), Fraction(7))
    assert seven.most(rule) == (7 if most is None else most)


@pytest.mark.parametrize(
    ("partial", "steps"),
    [(Partial.FLOOR, 1), (Partial.STARTED, 2), (Partial.PROPORTIONAL, Fraction(3, 2))],
)
def test_the_steps_beyond_a_limit(partial: Partial, steps: Fraction) -> None:
    """92 lies 3 below 95: one and a half steps of 2."""
    action = DeductBeyond(BY_KIND, metric="rate", limit=BELOW, step=TWO, partial=partial)
    assert action.steps(Fraction(92)) == steps
    assert action.steps(Fraction(95)) == 0


def test_a_limit_may_lie_below_and_be_charged_once() -> None:
    above = Limit("above", Fraction(10))
    action = DeductBeyond(BY_KIND, metric="days", limit=above, once=True)
    assert [action.steps(Fraction(value)) for value in (9, 10, 11, 30)] == [0, 0, 1, 1]
    assert action.counting is Counting.MONTH


def test_what_is_no_deduction_by_measurement_has_no_steps() -> None:
    assert [action.steps(Fraction(0)) for action in EVERY if action is not BEYOND] == [0] * 8


def test_a_rule_is_what_its_action_is() -> None:
    def rules(answer: str) -> list[Action]:
        every = [Rule("r", UserText("计"), "一", "1", action, Place("")) for action in EVERY]
        return [rule.action for rule in every if getattr(rule, answer)]

    assert rules("by_findings") == [DEDUCT, AWARD, TIERS, VOID]
    assert rules("metric") == [BEYOND, IF_MET, EACH, RANK]
    assert rules("judged") == [JUDGE]
    assert rules("counts_each") == [DEDUCT]
    assert rules("per_subject") == [AWARD]
    assert rules("tiers") == [TIERS]
    assert rules("deducts") == [DEDUCT, BEYOND]
    assert rules("awards") == [AWARD]
    assert rules("voids") == [VOID]
    assert rules("harms") == [DEDUCT, BEYOND, VOID]
    assert rules("earns") == [TIERS, IF_MET, EACH, RANK, JUDGE]
