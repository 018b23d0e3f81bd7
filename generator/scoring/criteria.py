"""Criteria: full marks less deductions, or the sum of what was earned; floor, cap, void, scale."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate

from generator.model.rubric import Criterion, Earn, Judge, RankBy, Rule, Tiers, Void
from generator.number import plain
from generator.scoring.outcome import Outcome
from generator.text import UserText
from generator.trace import CriterionScore, Kind, Status, Step

_UNSCORED = (Status.PENDING, Status.EXEMPT, Status.NOT_PARTICIPATING, Status.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Node:
    """A scored criterion with those below it.

    ``taken`` is how many of its points the unit took part in, and ``carried`` the overflow of
    the node and those below, both on the scale of the node above.
    """

    score: CriterionScore
    below: tuple["Node", ...]
    taken: Fraction
    carried: Fraction

    def walk(self) -> Iterator[CriterionScore]:
        """Go through the scores of this node and all below it, in the rubric's order."""
        yield self.score
        for node in self.below:
            yield from node.walk()


@dataclass(frozen=True, slots=True)
class Plan:
    """A criterion that has points, with what of the rubric never changes from unit to unit."""

    node: Criterion
    below: tuple["Plan", ...]
    rules: tuple[str, ...]
    """The rules whose steps change the score: all that do not award."""
    states: tuple[str, ...]
    """The rules whose states are the criterion's: those, or the awards where it has no others."""
    deducting: bool
    full: Step
    keeps_full: bool


def plan(node: Criterion, *, keeps_full: bool) -> Plan:
    """Prepare a criterion for scoring.

    ``keeps_full``: where nothing is normalised, a deducting criterion that is not assessed
    keeps its full marks, since nothing can be deducted.
    """
    below = tuple(plan(child, keeps_full=keeps_full) for child in node.scored_children())
    own = [rule for rule in node.own_rules() if not rule.awards]
    states = own or ([] if below else list(node.own_rules()))
    return Plan(
        node=node,
        below=below,
        rules=tuple(rule.id for rule in own),
        states=tuple(rule.id for rule in states),
        deducting=not below and not any(rule.earns for rule in own),
        full=_full(node),
        keeps_full=keeps_full,
    )


def _full(node: Criterion) -> Step:
    """Make the step of the full marks, with which a criterion that deducts begins."""
    return replace(
        _own(node, Kind.FULL, node.full, f"满分 {plain(node.full)} 分"), running=node.full
    )


Known = dict[tuple[object, ...], Node]


def score_node(given: Plan, outcomes: Mapping[str, Outcome], known: Known) -> Node:
    """Score one criterion that has points; ``known`` keeps what many units have in common."""
    below = tuple(score_node(child, outcomes, known) for child in given.below)
    own = [outcomes[rule] for rule in given.rules]
    states = [outcomes[rule] for rule in given.states]
    key = (given.node.id, *map(id, below), *map(id, states))
    if key not in known:
        known[key] = _score(given, below, own, _telling(below, states))
    return known[key]


def _telling(below: tuple[Node, ...], states: list[Outcome]) -> list[Outcome]:
    """Leave out the rules that void nothing: they do not make what they could void scored."""
    telling = [o for o in states if o.voids or not isinstance(o.rule.action, Void)]
    return telling if telling or below else states


def _score(given: Plan, below: tuple[Node, ...], own: list[Outcome], states: list[Outcome]) -> Node:
    node = given.node
    status, reason = _status(below, states)
    steps = tuple(_steps(given, below, own))
    overflow = sum((s.change for s in steps if s.kind is Kind.OVERFLOW), Fraction(0))
    scored = _is_scored(given, status, below, states)
    score = CriterionScore(
        id=node.id,
        points=node.points or Fraction(0),
        score=sum((s.change for s in steps), Fraction(0)) if scored else None,
        overflow=overflow * node.weight,
        status=status,
        steps=running(steps if scored else tuple(s for s in steps if s.kind is Kind.NOTHING)),
        reason=UserText(reason) if reason else None,
    )
    carried = sum((n.carried for n in below), overflow) * node.weight
    return Node(score, below, _taken(given, below, states) * node.weight, carried)


def _is_scored(given: Plan, status: Status, below: tuple[Node, ...], own: list[Outcome]) -> bool:
    if any(n.score.score is not None for n in below):
        return True
    if any(o.status is Status.SCORED for o in own):
        return True
    return given.keeps_full and given.deducting and status is not Status.NOT_PARTICIPATING


def _status(below: tuple[Node, ...], own: list[Outcome]) -> tuple[Status, str]:
    """Pending wins over scored; what nothing was scored in says why."""
    found = [(n.score.status, n.score.reason.raw if n.score.reason else "") for n in below]
    found += [(o.status, o.reason) for o in own]
    states = dict(reversed(found))
    if Status.SCORED in states and Status.PENDING not in states:
        return Status.SCORED, ""
    first = next((s for s in _UNSCORED if s in states), Status.NOT_APPLICABLE)
    return first, states.get(first, "")


def _steps(given: Plan, below: tuple[Node, ...], own: list[Outcome]) -> Iterator[Step]:
    """Put the steps in their order: start, parts, rules, overflow or cap, void, scale."""
    node = given.node
    steps = [given.full] if given.deducting else []
    steps += [_part(node, n) for n in below if n.score.score is not None]
    steps += [step for o in own for step in o.steps]
    yield from steps
    value = sum((s.change for s in steps), Fraction(0))
    yield from _bounds(node, value)
    value = min(max(value, Fraction(0)), node.full)
    if value and any(o.voids for o in own):
        yield _own(node, Kind.VOID, -value, "本项当月不得分")
        value = Fraction(0)
    if value and node.weight != 1:
        words = f"折算：{plain(node.full)} 分折为 {plain(node.points or Fraction(0))} 分"
        yield _own(node, Kind.SCALE, value * node.weight - value, words)


def _bounds(node: Criterion, value: Fraction) -> Iterator[Step]:
    if value < 0:
        yield _own(node, Kind.OVERFLOW, -value, f"扣分超过满分 {plain(-value)} 分，本项计 0 分")
    if value > node.full:
        words = f"得分不超过满分 {plain(node.full)} 分"
        yield _own(node, Kind.CAP, node.full - value, words)


def _part(node: Criterion, below: Node) -> Step:
    score = below.score.score or Fraction(0)
    return _own(node, Kind.PART, score, f"“{below.score.id}”得分 {plain(score)} 分", below.score.id)


def _own(
    node: Criterion, kind: Kind, change: Fraction, words: str, part: str | None = None
) -> Step:
    base = abs(change)
    return Step(kind, change, UserText(words), node.id, part, source=node.place, base=base)


def running(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Fill in the value after each step."""
    values = accumulate(step.change for step in steps)
    return tuple(
        step if step.running == value else replace(step, running=value)
        for step, value in zip(steps, values, strict=True)
    )


# --- how many points the unit took part in ----------------------------------------------------


def _taken(given: Plan, below: tuple[Node, ...], own: list[Outcome]) -> Fraction:
    """Return the full marks less those of what the unit did not take part in.

    Points that no rule of the month can reach (a mismatch of the document) stay in.
    """
    node = given.node
    scored = [o.rule for o in own if o.status is Status.SCORED]
    part = sum((n.taken for n in below), Fraction(0))
    if not scored and not part:
        return Fraction(0)
    if given.deducting:
        return node.full
    reached = sum((reach(node, rule) for rule in scored), part)
    declared = sum((n.score.points for n in below), Fraction(0))
    declared += sum((reach(node, o.rule) for o in own if not o.dormant), Fraction(0))
    return min(node.full, reached + max(Fraction(0), node.full - declared))


def reach(node: Criterion, rule: Rule) -> Fraction:
    """Return the most that a rule can earn."""
    match rule.action:
        case Earn() as action if action.test is None:
            up_to = action.up_to
            return node.full if up_to is None else action.points.highest * up_to
        case Earn() as action:
            return action.points.highest
        case Tiers() as action if action.sign == "earn":
            highest = max(amount.highest for amount in action.names.values())
            return node.full if action.per == "subject" else highest
        case RankBy() as action:
            return max((*action.table, action.points))
        case Judge() as action:
            return action.points
    return Fraction(0)
