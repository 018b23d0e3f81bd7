"""The most costly rules of a month."""

from dataclasses import dataclass
from fractions import Fraction

from bulletin.model.rubric import Criterion, Rule
from bulletin.trace import Kind, Scores, Step
from bulletin.view import links
from bulletin.view.edition import Edition
from bulletin.view.findings import Pair

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

    @property
    def voids(self) -> bool:
        """Whether it takes no points of its own: it leaves its criterion without any."""
        return self.rule.voids


def typical(edition: Edition, month: str, pairs: tuple[Pair, ...]) -> tuple[Typical, ...]:
    """The rules that cost most, each with its dearest examples."""
    return costly(edition, month, pairs)[:TYPICAL]


def costly(edition: Edition, month: str, pairs: tuple[Pair, ...]) -> tuple[Typical, ...]:
    """All rules that cost something, the dearest first."""
    lost = _lost_by_rule(edition.scores[month], pairs)
    typical_rules = (
        _typical(edition, month, rule, lost[rule], pairs)
        for rule in sorted(lost, key=lambda rule: (-lost[rule], rule))
    )
    return tuple(typical_rule for typical_rule in typical_rules if typical_rule is not None)


def _takes(step: Step) -> bool:
    return step.change < 0 or step.kind is Kind.VOID


def _lost_by_rule(scores: Scores, pairs: tuple[Pair, ...]) -> dict[str, Fraction]:
    """What each rule took; what a void took is its criterion's, and stands in no step of it."""
    lost = _forfeits(pairs)
    for unit in scores.units:
        for step in unit.steps:
            if step.kind in {Kind.DEDUCT, Kind.VOID} and step.rule and step.change < 0:
                lost[step.rule] = lost.get(step.rule, Fraction(0)) - step.change
    return lost


def _forfeits(pairs: tuple[Pair, ...]) -> dict[str, Fraction]:
    """What criteria lost by being void, under the first rule that left a unit's without points."""
    lost: dict[str, Fraction] = {}
    seen: set[tuple[str, str | None]] = set()
    for score, view in pairs:
        if view.forfeit is not None and view.rule is not None:
            voided = score.unit, view.rule.criterion
            taken = Fraction(0) if voided in seen else view.forfeit
            lost[view.rule.id] = lost.get(view.rule.id, Fraction(0)) + taken
            seen.add(voided)
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
    own_pairs = [(u, v) for u, v in pairs if v.finding.rule == rule_id and v.takes]
    scores = edition.scores[month]
    hit = [u for u in scores.units if any(s.rule == rule_id and _takes(s) for s in u.steps)]
    return Typical(
        rule=rule,
        target=links.criterion(edition.id, rule.criterion, f"r-{rule.id}"),
        criterion=edition.node(month, rule.criterion),
        lost=lost,
        findings=len(own_pairs),
        units=len(hit),
        examples=tuple(sorted(own_pairs, key=lambda p: -p[1].taken)[:EXAMPLES]),
        more=links.criterion(edition.id, rule.criterion, f"m-{month}"),
    )
