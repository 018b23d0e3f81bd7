"""The checks foresee what the scoring does: both say alike when and for whom a rule is."""

from datetime import date, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from generator.checks import force
from generator.model.month import Finding
from generator.model.rubric import Amount, Deduct, Rule, Scope
from generator.model.unit import Unit, Units
from generator.problem import Place
from generator.scoring import scope
from generator.text import UserText

AT = Place("data/units/city.yaml")
CITY = Unit("city", "市", "city", AT, "city")
OFFICE = Unit("office", "局", "office", AT, "city", tags=("served",), parent="city")
BRANCH = Unit("branch", "所", "branch", AT, "city", parent="office")
COUNTY = Unit("county", "区", "county", AT, "city", parent="city")
UNITS = Units({unit.id: unit for unit in (CITY, OFFICE, BRANCH, COUNTY)})
MONTHS = ("2017-08", "2017-09")

some = st.lists(st.sampled_from(["city", "office", "branch", "county"]), max_size=2).map(tuple)
tags = st.sampled_from([(), ("served",), ("other",)])
days = st.one_of(st.none(), st.integers(0, 90).map(lambda n: date(2017, 7, 15) + timedelta(days=n)))
rules = st.builds(
    lambda **given: Rule("r", UserText("计"), "第一条", "1", Deduct(Amount()), AT, **given),
    scope=st.builds(Scope, kinds=some, tags=tags, units=some, places=some),
    months=st.lists(st.sampled_from(MONTHS), max_size=2).map(tuple),
    since=days,
    until=days,
)
findings = st.builds(
    lambda month, unit, where, day: Finding(
        "f",
        month,
        unit,
        "r",
        date.fromisoformat(f"{month}-{day:02}"),
        UserText("事"),
        AT,
        where=where,
    ),
    st.sampled_from(MONTHS),
    st.sampled_from(["office", "branch"]),
    st.sampled_from([None, "county", "branch"]),
    st.integers(1, 30),
)


@given(rules, findings)
def test_a_finding_charges_or_not_alike(rule: Rule, finding: Finding) -> None:
    foreseen = force.why_not(rule, finding, OFFICE, UNITS)
    assert bool(foreseen) == bool(scope.why_not(rule, finding, OFFICE, UNITS))


@given(rules)
def test_a_rule_runs_and_is_for_units_alike(rule: Rule) -> None:
    for month, unit in product(MONTHS, UNITS):
        assert force.runs_in(rule, month) == scope.in_month(rule, month)
        assert force.fits(rule.scope, unit) == scope.takes(rule, unit)
