"""When and for whom a rule is: what the checks foresee is what the scoring shows."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from bulletin.law.actions import Amount, Deduct, Judge
from bulletin.law.actions import Test as Limit
from bulletin.law.force import fits, fits_within, for_findings, passes, runs_in, why_not
from bulletin.model.month import Finding
from bulletin.model.rubric import Rubric, Rule, Scope
from bulletin.model.unit import Unit, Units
from bulletin.problem import Place
from bulletin.reason import Reason, because
from bulletin.text import UserText

AT = Place("data/units/city.yaml")
CITY = Unit("city", "市", "city", AT, "city")
OFFICE = Unit("office", "局", "office", AT, "city", tags=("served",), parent="city")
BRANCH = Unit("branch", "所", "branch", AT, "city", parent="office")
COUNTY = Unit("county", "区", "county", AT, "city", parent="city")
UNITS = Units({unit.id: unit for unit in (CITY, OFFICE, BRANCH, COUNTY)})
NONE = Scope()


def rule(
    scope: Scope = NONE,
    months: tuple[str, ...] = (),
    since: date | None = None,
    until: date | None = None,
) -> Rule:
    text, action = UserText("计"), Deduct(Amount())
    return Rule(
        "r",
        text,
        "第一条",
        "1",
        action,
        AT,
        scope=scope,
        months=months,
        since=since,
        until=until,
    )


def finding(unit: str = "office", where: str | None = None) -> Finding:
    day = date(2017, 8, 31)
    return Finding("f", "2017-08", unit, "r", day, UserText("事"), AT, where=where)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (rule(), None),
        (rule(months=("2017-09",)), because("rule-not-in-month", month="2017-08")),
        (rule(since=date(2017, 8, 31), until=date(2017, 8, 31)), None),
        (
            rule(since=date(2017, 9, 1)),
            because("rule-not-yet", since=date(2017, 9, 1), date=date(2017, 8, 31)),
        ),
        (
            rule(until=date(2017, 8, 30)),
            because("rule-ended", until=date(2017, 8, 30), date=date(2017, 8, 31)),
        ),
        (rule(Scope(kinds=("office",), tags=("served",))), None),
        (rule(Scope(kinds=("office",), tags=("other",))), because("rule-not-for-unit", unit="局")),
        # above the assessed unit
        (rule(Scope(units=("city",))), because("rule-not-for-unit", unit="局")),
        (rule(Scope(places=("county",))), because("rule-not-for-place", place="局")),
    ],
)
def test_a_finding_charges_or_the_reason_is_said(given: Rule, reason: Reason | None) -> None:
    assert why_not(given, finding(), OFFICE, UNITS) == reason


def test_below_the_assessed_unit_a_rule_for_it_holds() -> None:
    assert not why_not(rule(Scope(kinds=("office",))), finding("branch"), OFFICE, UNITS)
    assert not why_not(rule(Scope(kinds=("branch",))), finding("branch"), OFFICE, UNITS)
    assert not why_not(rule(Scope(places=("city",))), finding(where="county"), OFFICE, UNITS)


def test_a_rule_runs_in_a_month_on_some_day_of_which_it_is_in_force() -> None:
    late = rule(since=date(2017, 8, 31), until=date(2017, 9, 1))
    assert [runs_in(late, f"2017-{m:02}") for m in (7, 8, 9, 10)] == [False, True, True, False]
    assert runs_in(rule(months=("2017-08",)), "2017-08")
    assert not runs_in(rule(months=("2017-08",)), "2017-09")


def test_a_rule_for_a_unit_below_is_not_for_the_unit_itself() -> None:
    scope = Scope(kinds=("branch",))
    assert [fits(scope, unit) for unit in UNITS] == [False, False, True, False]
    assert [fits_within(scope, unit, UNITS) for unit in UNITS] == [True, True, True, False]


def test_which_rules_of_a_month_findings_drive() -> None:
    every = {
        "r": rule(),
        "later": rule(since=date(2017, 9, 1)),
        "judged": replace(rule(), action=Judge(Fraction(5))),
    }
    rubric = Rubric("demo", "2017-08", "细则", "", AT, (), rules=every)
    assert for_findings(rubric, "2017-08") == (every["r"],)


def test_what_was_not_delivered_passes_nothing() -> None:
    assert not passes(Limit("at_most", Fraction(5)), None)
    assert passes(Limit("at_most", Fraction(5)), Fraction(5))
