"""What the rules of a criterion can earn at most."""

from fractions import Fraction

from bulletin.law.force import runs_in
from bulletin.model.rubric import Criterion, Earn, Judge, RankBy, Rule, Tiers


def attainable(node: Criterion, month: str) -> Fraction | None:
    """The most points that a criterion can have in a month; None where there is no bound."""
    total = sum((c.points or Fraction(0) for c in node.scored_children()), Fraction(0))
    for rule in node.own_rules():
        if rule.earns and runs_in(rule, month):
            best = most(rule)
            if best is None:
                return None
            total += best
    return total


def most(rule: Rule) -> Fraction | None:
    """The most points that one earning rule can give in a month; None where there is no bound."""
    action = rule.action
    if isinstance(action, Earn):
        return _most_earned(action)
    if isinstance(action, Tiers):
        tops = max(amount.highest for amount in action.names.values())
        return tops if action.per == "month" else None
    if isinstance(action, RankBy):
        return max((action.points, *action.table))
    return action.points if isinstance(action, Judge) else Fraction(0)


def _most_earned(action: Earn) -> Fraction | None:
    if action.test is not None:
        return action.points.highest
    return action.points.highest * action.up_to if action.up_to is not None else None
