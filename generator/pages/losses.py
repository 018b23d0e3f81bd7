"""The most costly rules of a month."""

from dataclasses import dataclass
from fractions import Fraction

from generator.model.rubric import Criterion, Rule
from generator.pages import links
from generator.pages.edition import Edition
from generator.pages.findings import Pair
from generator.trace import Kind, Scores

EXAMPLES = 3
TYPICAL = 8


@dataclass(frozen=True)
class Typical:
    """A rule with all that it cost in a month."""

    rule: Rule
    target: str
    criterion: Criterion | None
    lost: Fraction
    findings: int
    units: int
    examples: tuple[Pair, ...]
    more: str


def typical(edition: Edition, month: str, pairs: tuple[Pair, ...]) -> tuple[Typical, ...]:
    """The rules that cost most, each with its dearest examples."""
    return costly(edition, month, pairs)[:TYPICAL]


def costly(edition: Edition, month: str, pairs: tuple[Pair, ...]) -> tuple[Typical, ...]:
    """All rules that cost something, the dearest first."""
    lost = _lost_by_rule(edition.scores[month])
    found = (
        _typical(edition, month, rule, lost[rule], pairs)
        for rule in sorted(lost, key=lambda rule: (-lost[rule], rule))
    )
    return tuple(one for one in found if one is not None)


def _lost_by_rule(scores: Scores) -> dict[str, Fraction]:
    lost: dict[str, Fraction] = {}
    for unit in scores.units:
        for step in unit.steps:
            if step.kind in {Kind.DEDUCT, Kind.VOID} and step.rule and step.change < 0:
                lost[step.rule] = lost.get(step.rule, Fraction(0)) - step.change
    return lost


def _typical(
    edition: Edition,
    month: str,
    rule_id: str,
    lost: Fraction,
    pairs: tuple[Pair, ...],
) -> Typical | None:
    rule = edition.rule(month, rule_id)
    if rule is None:
        return None
    mine = [(u, v) for u, v in pairs if v.finding.rule == rule_id and v.change < 0]
    scores = edition.scores[month]
    hit = [u for u in scores.units if any(s.rule == rule_id and s.change < 0 for s in u.steps)]
    return Typical(
        rule=rule,
        target=links.criterion(edition.id, rule.criterion, f"r-{rule.id}"),
        criterion=edition.node(month, rule.criterion),
        lost=lost,
        findings=len(mine),
        units=len(hit),
        examples=tuple(sorted(mine, key=lambda p: p[1].change)[:EXAMPLES]),
        more=links.criterion(edition.id, rule.criterion, f"m-{month}"),
    )
