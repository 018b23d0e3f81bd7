"""A scheme's month: every unit's score, ranks, flags and grades."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bulletin.model.rubric import Rubric
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Unit, Units
from bulletin.scoring import rules
from bulletin.scoring.audit import balance
from bulletin.scoring.context import Context, context
from bulletin.scoring.criteria import Known, ScoredNode, score_tops
from bulletin.scoring.grades import grade
from bulletin.scoring.outcome import Outcome
from bulletin.scoring.ranks import ranks
from bulletin.scoring.rules import outcome
from bulletin.scoring.totals import Total, plans, total
from bulletin.trace import Scores, Status, UnitScore


@dataclass(frozen=True)
class Worked:
    """A month's scores with what they were made from: outcomes and top criteria by unit."""

    ctx: Context
    outcomes: Mapping[str, Mapping[str, Outcome]]
    tops: Mapping[str, tuple[ScoredNode, ...]]
    units: tuple[UnitScore, ...]
    """Without their ranks."""

    @cached_property
    def scores(self) -> Scores:
        """Return the scores, with ranks and with what is pending."""
        every = (outcome for by in self.outcomes.values() for outcome in by.values())
        return Scores(
            scheme=self.ctx.assessment.scheme.id,
            month=self.ctx.month.month,
            provisional=any(unit.provisional for unit in self.units),
            pending=tuple(missing for outcome in every for missing in outcome.missing),
            units=ranked(self.ctx, self.units),
        )


def score(assessment: Assessment, units: Units, month: str, rubric: Rubric | None = None) -> Scores:
    """Score every assessed unit of a month by the rubric in force (or by the one given)."""
    used = rubric or assessment.rubric_for(month)
    if used is None:
        return Scores(assessment.scheme.id, month, provisional=False, pending=(), units=())
    return work(context(assessment, used, units, month)).scores


def work(ctx: Context) -> Worked:
    """Score every assessed unit of a month."""
    idle: rules.Known = {}
    outcomes = {
        unit.id: {rule.id: outcome(ctx, rule, unit, idle) for rule in ctx.rubric.rules.values()}
        for unit in ctx.assessed
    }
    prepared, known = plans(ctx.rubric), Known()
    tops = {unit: score_tops(prepared, by, known, ctx.aside(unit)) for unit, by in outcomes.items()}
    made = (unit_score(ctx, unit, outcomes[unit.id], tops[unit.id]) for unit in ctx.assessed)
    return Worked(ctx, outcomes, tops, tuple(made))


def unit_score(
    ctx: Context, unit: Unit, outcomes: Mapping[str, Outcome], tops: tuple[ScoredNode, ...]
) -> UnitScore:
    """Add up one unit's month; its rank is known only beside the others."""
    summed = total(ctx.rubric, tops, outcomes)
    group = ctx.assessment.group_of(unit)
    pending = any(o.status is Status.PENDING for o in outcomes.values())
    return balance(
        UnitScore(
            unit=unit.id,
            name=unit.name,
            group=group.id if group else None,
            total=summed.value,
            rank=None,
            base=summed.base,
            overflow=summed.overflow,
            bonus=summed.bonus,
            penalty=summed.penalty,
            flags=_flags(ctx, outcomes),
            grade=None if pending else _grade(ctx, summed),
            criteria=tuple(score for node in summed.tops for score in node.walk()),
            total_steps=summed.steps,
            rules=tuple(o.score() for o in outcomes.values()),
            provisional=pending or not all(o.agreed for o in outcomes.values()),
            places=ctx.rubric.totals.places,
        )
    )


def _flags(ctx: Context, outcomes: Mapping[str, Outcome]) -> tuple[str, ...]:
    """Return the flags that charged rules raise: in the scheme's order, then undeclared ones."""
    raised = {o.rule.disqualifies for o in outcomes.values() if o.flagged} - {None}
    declared = [flag.id for flag in ctx.assessment.scheme.flags if flag.id in raised]
    others = sorted(flag for flag in raised if flag is not None and flag not in declared)
    return (*declared, *others)


def _grade(ctx: Context, summed: Total) -> str | None:
    if summed.value is None:
        return None
    tops = [node.score for node in summed.tops]
    every = [score for node in summed.tops for score in node.walk()]
    return grade(ctx.assessment.scheme.grades, summed.value, tops, every)


def ranked(ctx: Context, scored: Iterable[UnitScore]) -> tuple[UnitScore, ...]:
    """Return the units with their ranks, each among those of its group."""
    scored = tuple(scored)
    places: dict[str, int | None] = {}
    for group in dict.fromkeys(u.group for u in scored):
        totals = {u.unit: u.total for u in scored if u.group == group}
        places.update(ranks(totals, ctx.assessment.scheme.ties))
    return tuple(replace(u, rank=places[u.unit]) for u in scored)
