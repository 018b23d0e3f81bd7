"""Hypothesis' way to the made-up repositories."""

from random import Random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.making import Data, Plain
from tests.nasty import Maker, repo

BIG = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

chances = st.integers(0, 2**32).map(Random)
repos = chances.map(repo)


class _Deducting(Maker):
    """Rubrics that only deduct and award: full marks less what is charged."""

    def leaf(self, points: int) -> Data:
        kinds = ("deduct_each", "deduct_once", "deduct_metric", "deduct_tiers")
        rules = [self.rule(kinds) for _ in range(self.number(1, 3))]
        node: Data = {"id": self.name("c"), "title": "内容", "points": points, "rules": rules}
        self.nodes.append(node["id"])
        return node

    def group(self) -> Data:
        children = [self.leaf(self.one(2, 3, 5)) for _ in range(self.number(1, 3))]
        summed = sum(child["points"] for child in children)
        return {"id": self.name("g"), "title": "方面", "points": summed, "criteria": children}

    def rubric(self) -> Data:
        made = super().rubric()
        made["totals"] = {"overflow": "carry"}
        return made

    def participation(self, cities: list[str]) -> list[Data]:
        return [row for row in super().participation(cities) if "status" in row]


def _deducting(chance: Random) -> Plain:
    maker = _Deducting(chance)
    units, rubric = maker.units(), maker.rubric()
    scheme, month = maker.scheme(), maker.month("2017-09", units, {})
    return Plain(units, scheme, {"2017-08": rubric}, {"2017-09": month})


deducting_repos = chances.map(_deducting)


def last(plain: Plain) -> str:
    """Return the last month."""
    return max(plain.months)


def rules_of(nodes: list[Data]) -> list[Data]:
    """Return all rules below these nodes."""
    own = [rule for node in nodes for rule in node.get("rules", [])]
    return own + [r for node in nodes for r in rules_of(node.get("criteria", []))]


def rubric_of(plain: Plain) -> Any:  # noqa: ANN401 - plain YAML data
    """Return the one rubric."""
    return plain.rubrics["2017-08"]
