"""热点问题: rules that take points of many units at once, or month after month."""

from fractions import Fraction

from bulletin.model.scheme import Site
from bulletin.pages import Edition
from bulletin.problem import Place
from bulletin.view.bulletin.hot import Hot, hot
from bulletin.view.findings import Register

from tests.making import Plain, assessment_of, scores, units_of
from tests.unit.scoring.test_language import node, repo

EACH = node("deduct: {points: 2, per: 项}\ndeduct: {points: 1, per: 项}")
ONE = "{findings: {f: {}}}"
THREE = "{findings: {f: {}, g: {unit: b}, h: {unit: c, count: 2}}}"


def hot_in(plain: Plain, month: str = "2017-10") -> tuple[Hot, ...]:
    every = {m: scores(plain, m) for m in plain.months}
    site = Site("通报", "办公室", Place("data/site.yaml"))
    edition = Edition(site, units_of(plain), assessment_of(plain), every)
    return hot(edition, Register(edition), month)


def test_three_units_make_a_rule_hot() -> None:
    """2 + 2 + 2 × 2 points of three units, where there was one in September."""
    (found,) = hot_in(repo(EACH, THREE, m2017_09=ONE))
    assert (found.rule.id, found.units, found.before, found.months) == ("r1", 3, 1, 2)
    assert (found.findings, found.again, found.lost) == (3, 0, Fraction(8))


def test_two_units_in_two_months_do_not() -> None:
    two = "{findings: {f: {}, g: {unit: b}}}"
    assert hot_in(repo(EACH, two, m2017_09=two)) == ()


def test_three_months_in_a_row_make_a_rule_hot_at_one_unit() -> None:
    again = "{findings: {f: {repeats: 2017-09/f}}}"
    (found,) = hot_in(repo(EACH, again, m2017_08=ONE, m2017_09=ONE))
    assert (found.units, found.before, found.months, found.again) == (1, 1, 3, 1)


def test_a_month_between_breaks_the_row() -> None:
    nothing = "{findings: {f: {rule: r2}}}"
    assert hot_in(repo(EACH, ONE, m2017_07=ONE, m2017_08=ONE, m2017_09=nothing)) == ()


def test_what_takes_no_points_does_not_count() -> None:
    upheld = THREE.replace("f: {}", "f: {appeal: {decision: upheld}}")
    assert hot_in(repo(EACH, upheld)) == ()


def test_a_later_month_is_not_known() -> None:
    assert hot_in(repo(EACH, THREE, m2017_09=ONE), "2017-09") == ()


def test_the_first_month_has_none_before_and_most_units_come_first() -> None:
    four = "{findings: {f: {}, g: {unit: b}, h: {unit: c}, i: {unit: d}, %s}}"
    others = ", ".join(f"{u}{n}: {{unit: {u}, rule: r2}}" for u in "abc" for n in (1, 2))
    found = hot_in(repo(EACH, four % others))
    assert [(row.rule.id, row.units, row.findings, row.before) for row in found] == [
        ("r1", 4, 4, None),
        ("r2", 3, 6, None),
    ]
