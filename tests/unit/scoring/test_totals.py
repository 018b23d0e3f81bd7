"""What a unit without a total leaves in the trace."""

from bulletin.reason import because
from bulletin.trace import Kind

from tests.making import seen
from tests.unit.scoring.test_language import node, october, repo

POOL = (
    "{id: h, title: 加分减分, rules: ["
    "{id: r2, text: 加分, clause: 一, award: {points: 4, per: 项}}, "
    "{id: r3, text: 减分, clause: 一, deduct: {points: 3, per: 项}}]}"
)


def test_a_charge_of_a_unit_without_a_total_stays_as_nothing() -> None:
    """Unit ``a`` has no score in its only criterion: +4 and −3 of the pool have no total to go to.

    What charged nothing anyway keeps its own reason.
    """
    month = """
findings:
  f: {rule: r2}
  g: {rule: r3}
  h: {rule: r3, withdrawn: {date: 2017-10-20, reason: 误记}}
participation: [{unit: a, criterion: k, reason: 没有这项职能}]
"""
    unit = october(repo(f"{node('deduct: {points: 1, per: 项}')}, {POOL}", month))
    assert seen(unit.total, unit.rank, unit.bonus, unit.penalty) == (None, None, 4, 3)
    steps = {step.finding: step for step in unit.total_steps}
    assert list(steps) == ["2017-10/f", "2017-10/g", "2017-10/h"]
    assert [seen(s.kind, s.change, s.count) for s in steps.values()] == [(Kind.NOTHING, 0, 0)] * 3
    assert steps["2017-10/f"].reason == steps["2017-10/g"].reason == because("no-total")
    assert steps["2017-10/h"].reason.code == "withdrawn"
