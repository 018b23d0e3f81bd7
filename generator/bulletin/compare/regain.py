"""What an upheld appeal would give back: the unit's month scored again without one charge."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from bulletin.model.month import Finding, Measurement
from bulletin.model.rubric import Rule
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Unit, Units
from bulletin.scoring.context import Context, context
from bulletin.scoring.criteria import Known, score_tops
from bulletin.scoring.month import ranked, unit_score
from bulletin.scoring.outcome import Outcome
from bulletin.scoring.rules import outcome
from bulletin.scoring.totals import plans
from bulletin.trace import Kind, Scores, Step, UnitScore

Limit = Literal["once", "chain", "metric", "overflow", "cap", "void", "scale", "floor"]
"""Why the total gains something else than what was charged.

``once``: others share the charge; ``chain``: what repeats it becomes cheaper; ``metric``: other
rules read the number too; ``overflow``: more was charged than the criterion has; ``cap``: it has
full marks without; ``void``: it scores nothing anyway; ``scale``: points are converted;
``floor``: the total is at its lowest.
"""


@dataclass(frozen=True, slots=True)
class Regain:
    """What a unit would have without one charge: a finding, or a measurement at its limit.

    ``together`` is the gain without any finding of the rule, or with its metric at the limit
    everywhere, where they share one charge;
    ``reach`` is the value at which the measurement charges nothing.
    """

    step: Step
    gain: Fraction
    total: Fraction
    was: int | None
    rank: int | None
    limits: tuple[Limit, ...] = ()
    together: Fraction | None = None
    reach: Fraction | None = None


def regains(
    assessment: Assessment, units: Units, scores: Scores
) -> Mapping[str, tuple[Regain, ...]]:
    """Return for every unit with a total what each charge costs it, in trace order.

    Points that were charged come back by an appeal or a correction and not by mending; a finding
    whose appeal is decided is left out. All else stays as it is, ranks of others included.
    """
    rubric = assessment.rubric_for(scores.month)
    if rubric is None:
        return {}
    bench = _Bench(context(assessment, rubric, units, scores.month), scores)
    return {unit.id: tuple(bench.of_unit(unit)) for unit in bench.ctx.assessed}


@dataclass(frozen=True)
class _Case:
    """A month without one charge, and the rules that have to look at it again."""

    ctx: Context
    rules: frozenset[str]


class _Bench:
    """A month, ready to be scored again without one charge."""

    def __init__(self, ctx: Context, scores: Scores) -> None:
        self.ctx = ctx
        self._scores = scores
        self._plans = plans(ctx.rubric)
        self._repeated = {f.repeats for f in ctx.month.findings.values()}
        self._outcomes: dict[str, dict[str, Outcome]] = {}

    def of_unit(self, unit: Unit) -> Iterator[Regain]:
        """Go through the charges of a unit."""
        before = self._scores.unit(unit.id)
        if before is None or before.total is None:
            return
        for step in before.steps:
            if step.metric and step.change < 0:
                yield from self._at_limit(unit, before, step)
            elif step.finding:
                yield from self._without(unit, before, step, self.ctx.finding(step.finding))

    # --- a finding ----------------------------------------------------------------------------

    def _without(
        self, unit: Unit, before: UnitScore, step: Step, finding: Finding | None
    ) -> Iterator[Regain]:
        if finding is None or (finding.appeal and finding.appeal.decision):
            return
        if not self._charges(unit, step, finding):
            return
        made = self._regain(unit, before, step, self._unfound(unit, finding))
        if made:
            shared = {"once", "void"} & set(made.limits)
            yield self._together(unit, before, finding, made) if shared else made

    def _charges(self, unit: Unit, step: Step, finding: Finding) -> bool:
        """Tell whether a finding takes points, alone or in a charge that it shares."""
        rule = self.ctx.rubric.rules[finding.rule]
        if not rule.deducts or step.kind is not Kind.NOTHING:
            return step.change < 0 or step.kind is Kind.VOID
        alone = self._with_findings({(unit.id, rule.id): (finding,)})
        return outcome(alone, rule, unit, {}).change < 0

    def _together(self, unit: Unit, before: UnitScore, finding: Finding, made: Regain) -> Regain:
        """Say what the unit would have without any finding of the rule."""
        key = (unit.id, finding.rule)
        bare = self._again(unit, _Case(self._with_findings({key: ()}), frozenset({finding.rule})))
        gain = (bare.total or Fraction(0)) - (before.total or Fraction(0))
        return replace(made, together=gain)

    def _unfound(self, unit: Unit, finding: Finding) -> _Case:
        """The month without a finding; what repeated it in the month repeats what it repeated."""
        if finding.full_id in self._repeated:
            return self._unchained(unit, finding)
        key = (unit.id, finding.rule)
        rest = tuple(f for f in self.ctx.findings[key] if f is not finding)
        return _Case(self._with_findings({key: rest}), frozenset({finding.rule}))

    def _unchained(self, unit: Unit, finding: Finding) -> _Case:
        held = self.ctx.month
        heirs = [f for f in held.findings.values() if f.repeats == finding.full_id]
        kept = {name: f for name, f in held.findings.items() if f is not finding}
        kept |= {f.id: replace(f, repeats=finding.repeats) for f in heirs}
        months = {**self.ctx.assessment.months, held.month: replace(held, findings=kept)}
        changed = replace(self.ctx.assessment, months=months)
        ctx = context(changed, self.ctx.rubric, self.ctx.units, held.month)
        return _Case(ctx, frozenset(rule for who, rule in self.ctx.findings if who == unit.id))

    def _with_findings(self, changed: dict[tuple[str, str], tuple[Finding, ...]]) -> Context:
        return replace(self.ctx, findings={**self.ctx.findings, **changed})

    # --- a measurement ------------------------------------------------------------------------

    def _at_limit(self, unit: Unit, before: UnitScore, step: Step) -> Iterator[Regain]:
        rule = self.ctx.rubric.rules[step.rule or ""]
        measured = self.ctx.values.get((step.metric or "", step.unit or ""))
        limit = rule.action.bound if rule.deducts else None
        if measured is None or limit is None or isinstance(limit.limit, bool):
            return
        made = self._regain(unit, before, step, self._mended(unit, (measured,), limit.limit))
        if made:
            together = self._all_at_limit(unit, before, rule, limit.limit)
            shared = together if "once" in made.limits else None
            yield replace(made, reach=limit.limit, together=shared)

    def _all_at_limit(self, unit: Unit, before: UnitScore, rule: Rule, limit: Fraction) -> Fraction:
        """Return the gain with every place at the limit, where they share one charge."""
        every = self.ctx.below[rule.metric or "", unit.id]
        bare = self._again(unit, self._mended(unit, every, limit))
        return (bare.total or Fraction(0)) - (before.total or Fraction(0))

    def _mended(self, unit: Unit, measured: tuple[Measurement, ...], value: Fraction) -> _Case:
        """The month with other values of a metric; every rule that reads it looks at it again."""
        name, ctx = measured[0].metric, self.ctx
        new = {m.unit: replace(m, value=value) for m in measured}
        below = tuple(new.get(m.unit, m) for m in ctx.below[name, unit.id])
        changed = replace(
            ctx,
            values={**ctx.values, **{(name, place): m for place, m in new.items()}},
            below={**ctx.below, (name, unit.id): below},
            places={},
        )
        reading = (
            r.id
            for r in ctx.rubric.rules.values()
            if name in {r.metric, r.only_if.metric if r.only_if else None}
        )
        return _Case(changed, frozenset(reading))

    # --- scoring again ------------------------------------------------------------------------

    def _regain(self, unit: Unit, before: UnitScore, step: Step, case: _Case) -> Regain | None:
        after = self._ranked(unit, before, case)
        if before.total is None or after.total is None:
            return None
        gain = after.total - before.total
        differs = gain != -step.change or not gain
        limits = _limits(self.ctx, step, before, after) if differs else ()
        named = tuple(dict.fromkeys(limits))
        return Regain(step, gain, after.total, before.rank, after.rank, named)

    def _ranked(self, unit: Unit, before: UnitScore, case: _Case) -> UnitScore:
        """The unit with its new rank; where rules rank units, the others are scored again too."""
        if any(self.ctx.rubric.rules[r].action.ranks for r in case.rules):
            peers: Iterable[UnitScore] = [self._again(u, case) for u in self.ctx.assessed]
        else:
            others = (u for u in self._scores.units if u.group == before.group)
            mine = self._again(unit, case)
            peers = [mine if u.unit == unit.id else u for u in others]
        return next(u for u in ranked(self.ctx, peers) if u.unit == unit.id)

    def _again(self, unit: Unit, case: _Case) -> UnitScore:
        rules = self.ctx.rubric.rules
        known = self._known(unit)
        changed = {r: outcome(case.ctx, rules[r], unit, {}) for r in known if r in case.rules}
        outcomes = {**known, **changed}
        shared = Known()
        tops = score_tops(self._plans, outcomes, shared, self.ctx.aside(unit.id))
        return unit_score(self.ctx, unit, outcomes, tops)

    def _known(self, unit: Unit) -> dict[str, Outcome]:
        if unit.id not in self._outcomes:
            rules = self.ctx.rubric.rules.values()
            self._outcomes[unit.id] = {r.id: outcome(self.ctx, r, unit, {}) for r in rules}
        return self._outcomes[unit.id]


# --- why the gain is not the charge ---------------------------------------------------------------


def _limits(ctx: Context, step: Step, before: UnitScore, after: UnitScore) -> Iterator[Limit]:
    was, now = ({r.rule: r.change for r in score.rules} for score in (before, after))
    rule = step.rule or ""
    if now[rule] - was[rule] < -step.change or step.kind is Kind.NOTHING:
        yield "once"
    if now[rule] - was[rule] > -step.change:
        yield "chain"
    if step.metric and any(now[name] != was[name] for name in was if name != rule):
        yield "metric"
    yield from _in_criteria(ctx, step, before, after)
    kinds = {s.kind for s in before.total_steps}
    if Kind.SCALE in kinds:
        yield "scale"
    if Kind.FLOOR in kinds:
        yield "floor"


def _in_criteria(ctx: Context, step: Step, before: UnitScore, after: UnitScore) -> Iterator[Limit]:
    """Go up from the criterion that was charged."""
    for node in reversed(ctx.rubric.path(step.criterion or "")):
        was, now = before.criterion(node.id), after.criterion(node.id)
        if was is None or now is None:
            continue
        if was.overflow and ctx.rubric.totals.overflow == "drop":
            yield "overflow"
        if any(s.kind is Kind.CAP for s in now.steps):
            yield "cap"
        if any(s.kind is Kind.VOID and s.rule is None for s in now.steps):
            yield "void"
        if node.weight != 1:
            yield "scale"
