"""A month scored again under other settings: only what they touch is made anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from bulletin.law.discoveries import Discoveries
from bulletin.model.rubric import Criterion, Rubric, Rule
from bulletin.model.scheme import Assessment, Scheme
from bulletin.model.unit import Unit
from bulletin.scoring import rules
from bulletin.scoring.context import Context
from bulletin.scoring.criteria import Known, ScoredNode, score_node, settled
from bulletin.scoring.month import Worked, score, unit_score
from bulletin.scoring.outcome import Outcome
from bulletin.scoring.rules import outcome
from bulletin.scoring.totals import plans
from bulletin.trace import AwardResult, Scores, Shift, UnitScore


@dataclass(frozen=True, slots=True)
class Touched:
    """What of a rubric differs: some rules, what multiplies, how totals are made.

    ``whole``: anything else, so that everything is made anew.
    """

    rules: frozenset[str] = frozenset()
    factors: bool = False
    totals: bool = False
    whole: bool = False


def touched(old: Assessment, new: Assessment, version: str) -> Touched:
    """Return what differs between an assessment and the same one under other settings."""
    before, after = old.rubrics[version], new.rubrics[version]
    if _of_all(old.scheme, before) != _of_all(new.scheme, after):
        return Touched(whole=True)
    ties = old.scheme.ties != new.scheme.ties
    changed = {n for n, rule in before.rules.items() if rule != after.rules[n]}
    ranked = {n for n, rule in before.rules.items() if ties and rule.action.ranks}
    return Touched(
        frozenset(changed | ranked),
        factors=before.modifiers != after.modifiers or _rewrites_chains(before, changed),
        totals=before.totals != after.totals or old.scheme.groups != new.scheme.groups,
    )


def _rewrites_chains(rubric: Rubric, changed: set[str]) -> bool:
    """Tell whether a rule that differs may be that of an earlier finding under another one."""
    repeated = any(modifier.when == "repeat" for modifier in rubric.modifiers)
    return repeated and any(changed & {*rule.replaces} for rule in rubric.rules.values())


def _of_all(scheme: Scheme, rubric: Rubric) -> object:
    """All that every rule and criterion depends on: who is assessed, and what the rules stand in.

    Awards come after the months, ties and groups after the totals; each rule is compared apart.
    """
    alone = replace(scheme, awards=(), ties="competition", groups=())
    nodes = [
        (replace(n, criteria=(), rules=()), [c.id for c in n.criteria], [r.id for r in n.rules])
        for n in rubric.nodes.values()
    ]
    tops = [node.id for node in rubric.criteria]
    frame = nodes, tops, list(rubric.rules), rubric.metrics, rubric.charged
    return alone, frame, rubric.totals.normalise


def rescored(before: Worked, changed: Assessment, what: Touched) -> Scores:
    """Return the scores of a month under a changed assessment, the same as ``score`` does.

    The month, its units, and all that ``what`` does not name are as they were.
    """
    month = before.ctx.month.month
    rubric = changed.rubric_for(month)
    if what.whole or rubric is None:
        return score(changed, before.ctx.units, month)
    discoveries = Discoveries(changed, before.ctx.units)
    ctx = replace(before.ctx, assessment=changed, rubric=rubric, places={}, discoveries=discoveries)
    if rubric is before.ctx.rubric:  # but what it repeats may be of the version that differs
        what = Touched(factors=any(m.when == "repeat" for m in rubric.modifiers))
    return _Rescoring(before, ctx, what).scored().scores


class _Rescoring:
    """One month under other settings."""

    def __init__(self, before: Worked, ctx: Context, what: Touched) -> None:
        self.before, self.ctx, self.what = before, ctx, what
        self._plans = plans(ctx.rubric)
        self._inside = {plan.node.id: _rules(plan.node) for plan in self._plans}
        self._idle: rules.Known = {}
        self._known = Known()

    def scored(self) -> Worked:
        """Make anew what is touched."""
        outcomes, tops, units = {}, {}, []
        for unit, score_before in zip(self.ctx.assessed, self.before.units, strict=True):
            old = self.before.outcomes[unit.id]
            fresh = dict(self._fresh(unit, old))
            outcomes[unit.id] = by = {**old, **fresh}
            tops[unit.id] = nodes = self._tops(unit, by, frozenset(fresh))
            anew = fresh or self.what.totals
            units.append(unit_score(self.ctx, unit, by, nodes) if anew else score_before)
        return Worked(self.ctx, outcomes, tops, tuple(units))

    def _fresh(self, unit: Unit, old: Mapping[str, Outcome]) -> Iterator[tuple[str, Outcome]]:
        """The outcomes of touched rules, and of deductions multiplied otherwise, if they differ."""
        for name, rule in self.ctx.rubric.rules.items():
            multiplied = self.what.factors and rule.deducts and bool(old[name].steps)
            if multiplied or name in self.what.rules:
                fresh = outcome(self.ctx, rule, unit, self._idle)
                if not _alike(old[name], fresh):
                    yield name, fresh

    def _tops(
        self, unit: Unit, outcomes: Mapping[str, Outcome], fresh: frozenset[str]
    ) -> tuple[ScoredNode, ...]:
        aside = self.ctx.aside(unit.id)
        before = {node.score.id: node for node in self.before.tops[unit.id]}
        reached = {
            plan.node.id: score_node(plan, outcomes, self._known, aside)
            if self._inside[plan.node.id] & fresh
            else before[plan.node.id]
            for plan in self._plans
            if not plan.unreachable
        }
        return settled(self._plans, reached, self._known, aside)


def _alike(old: Outcome, new: Outcome) -> bool:
    """Whether a rule does the same to a unit, though its settings are others.

    What it may earn counts too, where it earns: that says how many points there are to reach.
    """
    return _part(old.rule) == _part(new.rule) and replace(new, rule=old.rule) == old


def _part(rule: Rule) -> object:
    """The part that a rule has in its criterion and in the total, whatever its steps are."""
    earned = rule.action if rule.earns else None
    return rule.action.sign, rule.disqualifies, earned


def _rules(top: Criterion) -> frozenset[str]:
    """Every rule at or below a criterion, also one that only adds to the total."""
    return frozenset(rule.id for node in top.walk() for rule in node.rules)


# --- what shifts -----------------------------------------------------------------------------


def shifts(before: Scores, after: Scores) -> tuple[Shift, ...]:
    """Return the units whose total, rank, flags or grade differ; a unit may be left out."""
    pairs = [Shift(unit.unit, unit.name, unit, after.unit(unit.unit)) for unit in before.units]
    return tuple(pair for pair in pairs if pair.moves or _total(pair.after) != pair.before.total)


def _total(unit: UnitScore | None) -> Fraction | None:
    return unit.total if unit else None


def winners(results: tuple[AwardResult, ...]) -> frozenset[tuple[str, str]]:
    """Return who wins which award."""
    return frozenset((r.award, unit.unit) for r in results for unit in r.units if unit.winner)
