"""Criteria: full marks less deductions, or the sum of what was earned; floor, cap, void, scale."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate

from bulletin.model.month import Absence
from bulletin.model.rubric import Criterion
from bulletin.reason import Reason, because
from bulletin.scoring.outcome import VOIDED, Outcome, absent
from bulletin.trace import CriterionScore, Kind, Status, Step

_UNSCORED = (Status.PENDING, Status.EXEMPT, Status.NOT_PARTICIPATING, Status.NOT_APPLICABLE)
_ABSENT = (Status.PENDING, Status.NOT_PARTICIPATING, Status.EXEMPT, Status.NOT_APPLICABLE)
"""Where nothing was scored: an exemption frees from rules, and gives no part in a criterion."""


@dataclass(frozen=True, slots=True)
class ScoredNode:
    """A scored criterion with those below it.

    ``carried`` is the overflow of the node and those below, on the scale of the node above.
    """

    score: CriterionScore
    below: tuple["ScoredNode", ...]
    carried: Fraction = Fraction(0)
    reachable: bool = True

    @property
    def taken(self) -> Fraction:
        """Return how many of its points the unit took part in, on the scale of the node above."""
        return self.score.taken

    def walk(self) -> Iterator[CriterionScore]:
        """Go through the scores of this node and all below it, in the rubric's order."""
        yield self.score
        for node in self.below:
            yield from node.walk()


@dataclass(frozen=True, slots=True)
class CriterionPlan:
    """A criterion that has points, with what of the rubric never changes from unit to unit."""

    node: Criterion
    below: tuple["CriterionPlan", ...]
    rules: tuple[str, ...]
    """The rules whose steps change the score: all that do not award."""
    states: tuple[str, ...]
    """The rules whose states are the criterion's: those, or the awards where it has no others."""
    deducting: bool
    full: Step
    keeps_full: bool
    unreachable: bool
    """No rule can give its points: it scores 0 wherever the unit takes part in what is beside."""


def plan(node: Criterion, *, keeps_full: bool) -> CriterionPlan:
    """Prepare a criterion for scoring.

    ``keeps_full``: where nothing is normalised, a deducting criterion that is not assessed
    keeps its full marks, since nothing can be deducted.
    """
    below = tuple(plan(child, keeps_full=keeps_full) for child in node.scored_children())
    own = [rule for rule in node.own_rules() if not rule.awards]
    states = own or ([] if below else list(node.own_rules()))
    return CriterionPlan(
        node=node,
        below=below,
        rules=tuple(rule.id for rule in own),
        states=tuple(rule.id for rule in states),
        deducting=not below and not any(rule.earns for rule in own),
        full=_full(node),
        keeps_full=keeps_full,
        unreachable=node.unreachable,
    )


def _full(node: Criterion) -> Step:
    """Make the step of the full marks, with which a criterion that deducts begins."""
    why = because("full-marks", points=node.full)
    return replace(_own(node, Kind.FULL, node.full, why), running=node.full)


Known = dict[tuple[object, ...], ScoredNode]
Aside = Mapping[str, Absence]
"""The unreachable criteria on which a unit is not assessed, and why."""


def score_tops(
    plans: Sequence[CriterionPlan], outcomes: Mapping[str, Outcome], known: Known, aside: Aside
) -> tuple[ScoredNode, ...]:
    """Score the top criteria of a unit; ``known`` keeps what many units have in common."""
    reached = {p.node.id: score_node(p, outcomes, known, aside) for p in plans if not p.unreachable}
    return settled(plans, reached, known, aside)


def settled(
    plans: Sequence[CriterionPlan], reached: Mapping[str, ScoredNode], known: Known, aside: Aside
) -> tuple[ScoredNode, ...]:
    """Add the unreachable top criteria to the others, in the rubric's order."""
    return _with_unreachable(plans, reached, [], known, aside)


def score_node(
    given: CriterionPlan, outcomes: Mapping[str, Outcome], known: Known, aside: Aside
) -> ScoredNode:
    """Score one criterion that has points and is reachable."""
    own = [outcomes[rule] for rule in given.rules]
    states = [outcomes[rule] for rule in given.states]
    reachable = (child for child in given.below if not child.unreachable)
    reached = {p.node.id: score_node(p, outcomes, known, aside) for p in reachable}
    telling = _telling(given, states)
    below = _with_unreachable(given.below, reached, telling, known, aside)
    key = (given.node.id, *map(id, below), *map(id, states))
    if key not in known:
        known[key] = _score(given, below, own, telling)
    return known[key]


def _telling(given: CriterionPlan, states: list[Outcome]) -> list[Outcome]:
    """Leave out the rules that only could have changed something: they make nothing scored.

    Those are rules that void nothing and, over criteria that have the points, those that take
    nothing.
    """
    if not given.below:
        telling = [o for o in states if o.voids or not o.rule.voids]
        return telling or states
    return [o for o in states if o.voids or o.change or o.rule.earns or o.status is Status.PENDING]


# --- points that no rule can give -------------------------------------------------------------


def _with_unreachable(
    plans: Sequence[CriterionPlan],
    reached: Mapping[str, ScoredNode],
    states: list[Outcome],
    known: Known,
    aside: Aside,
) -> tuple[ScoredNode, ...]:
    """Put criteria side by side: the unreachable count where the unit takes part in others."""
    if len(reached) == len(plans):
        return tuple(reached.values())
    taking = any(node.taken for node in reached.values())
    taking = taking or any(o.status is Status.SCORED for o in states)
    taking = taking or not (reached or states)
    status, reason = _status(tuple(reached.values()), states)
    state = (Status.SCORED, None) if taking else (status, reason)
    return tuple(
        reached[p.node.id] if p.node.id in reached else _unreachable(p, state, known, aside)
        for p in plans
    )


def _unreachable(
    given: CriterionPlan, state: tuple[Status, Reason | None], known: Known, aside: Aside
) -> ScoredNode:
    """Score a criterion whose points no rule can give: 0 of all, or nothing where not assessed."""
    absence = aside.get(given.node.id)
    status, reason = absent(absence) if absence else state
    below = tuple(_unreachable(child, state, known, aside) for child in given.below)
    key = (given.node.id, *map(id, below), status, reason)
    if key not in known:
        counts = status is Status.SCORED
        points = given.node.points or Fraction(0)
        score = CriterionScore(
            id=given.node.id,
            points=points,
            taken=points if counts else Fraction(0),
            score=Fraction(0) if counts else None,
            overflow=Fraction(0),
            status=status,
            steps=(),
            reason=because("unreachable") if counts else reason,
        )
        known[key] = ScoredNode(score, below, reachable=False)
    return known[key]


# --- one criterion ----------------------------------------------------------------------------


def _score(
    given: CriterionPlan, below: tuple[ScoredNode, ...], own: list[Outcome], states: list[Outcome]
) -> ScoredNode:
    node = given.node
    status, reason = _status(tuple(n for n in below if n.reachable), states)
    steps = tuple(_steps(given, below, own))
    overflow = sum((s.change for s in steps if s.kind is Kind.OVERFLOW), Fraction(0))
    kept = _is_kept(given, status)
    scored = kept or _is_scored(below, states)
    taken = node.full if kept else _taken(given, below, states)
    score = CriterionScore(
        id=node.id,
        points=node.points or Fraction(0),
        taken=taken * node.weight,
        score=sum((s.change for s in steps), Fraction(0)) if scored else None,
        overflow=overflow * node.weight,
        status=status,
        steps=running(steps if scored else tuple(s for s in steps if s.kind is Kind.NOTHING)),
        reason=reason,
    )
    carried = sum((n.carried for n in below), overflow) * node.weight
    return ScoredNode(score, below, carried)


def _is_scored(below: tuple[ScoredNode, ...], own: list[Outcome]) -> bool:
    if any(n.score.score is not None for n in below):
        return True
    return any(o.status is Status.SCORED for o in own)


def _is_kept(given: CriterionPlan, status: Status) -> bool:
    """Tell whether full marks stay because nothing can be deducted, and no part is refused."""
    return given.keeps_full and given.deducting and status is not Status.NOT_PARTICIPATING


def _status(below: tuple[ScoredNode, ...], own: list[Outcome]) -> tuple[Status, Reason | None]:
    """Pending wins over scored; what nothing was scored in says why.

    Where rules of one criterion differ, not taking part wins over an exemption: nothing of the
    criterion was taken part in, whatever else is written about its rules.
    """
    found = [(n.score.status, n.score.reason) for n in below]
    found += [(o.status, o.reason) for o in own]
    states = dict(reversed(found))
    if Status.SCORED in states and Status.PENDING not in states:
        return Status.SCORED, None
    order = _UNSCORED if any(n.score.score is not None for n in below) else _ABSENT
    first = next((s for s in order if s in states), Status.NOT_APPLICABLE)
    return first, states.get(first)


def _steps(
    given: CriterionPlan, below: tuple[ScoredNode, ...], own: list[Outcome]
) -> Iterator[Step]:
    """Put the steps in their order: start, parts, rules, overflow or cap, void, scale."""
    node = given.node
    steps = [given.full] if given.deducting else []
    parts = zip(below, given.below, strict=True)
    steps += [_part(node, n, one.node) for n, one in parts if n.score.score is not None]
    steps += [step for o in own for step in o.steps]
    yield from steps
    value = sum((s.change for s in steps), Fraction(0))
    yield from _bounds(node, value)
    value = min(max(value, Fraction(0)), node.full)
    if value and any(o.voids for o in own):
        yield _own(node, Kind.VOID, -value, VOIDED)
        value = Fraction(0)
    if value and node.weight != 1:
        why = because("scaled", full=node.full, points=node.points or Fraction(0))
        yield _own(node, Kind.SCALE, value * node.weight - value, why)


def _bounds(node: Criterion, value: Fraction) -> Iterator[Step]:
    if value < 0:
        yield _own(node, Kind.OVERFLOW, -value, because("beyond-full-marks", excess=-value))
    if value > node.full:
        yield _own(node, Kind.CAP, node.full - value, because("capped", full=node.full))


def _part(node: Criterion, below: ScoredNode, declared: Criterion) -> Step:
    score = below.score.score or Fraction(0)
    why = because("part", criterion=declared.reference, points=score)
    return _own(node, Kind.PART, score, why, below.score.id)


def _own(
    node: Criterion, kind: Kind, change: Fraction, why: Reason, part: str | None = None
) -> Step:
    base = abs(change)
    return Step(kind, change, why, node.id, part, source=node.place, base=base)


def running(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Fill in the value after each step."""
    values = accumulate(step.change for step in steps)
    return tuple(
        step if step.running == value else replace(step, running=value)
        for step, value in zip(steps, values, strict=True)
    )


# --- how many points the unit took part in ----------------------------------------------------


def _taken(given: CriterionPlan, below: tuple[ScoredNode, ...], own: list[Outcome]) -> Fraction:
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
    reached = sum((node.most(rule) for rule in scored), part)
    declared = sum((n.score.points for n in below), Fraction(0))
    declared += sum((node.most(o.rule) for o in own if not o.dormant), Fraction(0))
    return min(node.full, reached + max(Fraction(0), node.full - declared))
