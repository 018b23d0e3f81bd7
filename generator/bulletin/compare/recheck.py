"""回头看: what the next round has to look at again, and what each costs if it is found again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bulletin.law.rectification import Mending, Standing, days_late
from bulletin.model.month import Finding
from bulletin.model.rubric import Modifier, Rule
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Unit, Units
from bulletin.months import last_day, month_after, month_before
from bulletin.scoring.by_findings import steps
from bulletin.scoring.context import Context, context
from bulletin.trace import Kind, Step

Due = tuple[Finding, date | None]
"""A finding with the day by which it is to be mended."""


@dataclass(frozen=True, slots=True)
class Task:
    """A finding to be mended, under the assessed unit that it counts for.

    ``late`` counts the days since it was due. ``again`` is what it charges if it is found again;
    ``done`` or ``found`` say what a recheck of it has come to: never both, the discovery counts.
    """

    unit: Unit
    finding: Finding
    due: date | None
    late: int
    again: Step | None
    done: date | None = None
    found: Finding | None = None


@dataclass(frozen=True, slots=True)
class RecheckOutcome:
    """How many of a round's tasks were mended, were found again, and still wait."""

    done: int
    found: int
    waiting: int


def outcome(tasks: tuple[Task, ...]) -> RecheckOutcome:
    """Count what a round has come to."""
    done = sum(1 for task in tasks if task.done)
    found = sum(1 for task in tasks if task.found)
    return RecheckOutcome(done, found, len(tasks) - done - found)


def recheck_list(assessment: Assessment, units: Units, month: str) -> tuple[Task, ...]:
    """Return what the round of a month looks at again: all that was open when it began."""
    before, now = Mending(assessment, month_before(month)), Mending(assessment, month)
    tasks = _tasks(assessment, units, _due(before), before.end)
    return tuple(_rechecked(task, now) for task in tasks)


def _rechecked(task: Task, now: Mending) -> Task:
    standing, finding = now.standing(task.finding), task.finding
    done = now.done(finding) if standing is Standing.DONE else None
    return replace(task, done=done, found=now.again(finding))


def to_mend(assessment: Assessment, units: Units, on: date) -> tuple[Task, ...]:
    """Return what is open on a day, as far as the records of its month tell."""
    known = Mending(assessment, on.isoformat()[:7], on)
    return tuple(_tasks(assessment, units, _due(known), on))


def _due(mending: Mending) -> list[Due]:
    return [(finding, mending.due(finding)) for finding in mending.open()]


def _tasks(assessment: Assessment, units: Units, found: list[Due], on: date) -> Iterator[Task]:
    """Go through findings, by their units in the order of the registers, the first due first."""
    rounds, by_unit = NextRounds(assessment, units, on), _by_unit(found, assessment, units)
    for unit in (u for u in units if u.id in by_unit):
        for finding, due in by_unit[unit.id]:
            yield Task(unit, finding, due, days_late(due, on), rounds.again(unit, finding))


def _by_unit(found: list[Due], assessment: Assessment, units: Units) -> dict[str, list[Due]]:
    """File findings under the units that the scheme takes, even if it did so only then."""
    by_unit: dict[str, list[Due]] = {}
    for finding, due in found:
        line = units.lineage(finding.unit)
        owner = next((u.id for u in line if assessment.scheme.units.takes(u)), finding.unit)
        by_unit.setdefault(owner, []).append((finding, due))
    return by_unit


class NextRounds:
    """The next rounds after a day: those of its month and of the month after."""

    def __init__(self, assessment: Assessment, units: Units, on: date) -> None:
        self._assessment, self._units, self._on = assessment, units, on
        self._made: dict[str, Context | None] = {}

    def again(self, unit: Unit, finding: Finding) -> Step | None:
        """Return the step that a finding would make in the next round, found again as it was."""
        ctx = self._next(finding)
        rule = _rule(ctx, finding) if ctx else None
        return _step(ctx, rule, unit, finding) if ctx and rule and rule.deducts else None

    def heavier(self, unit: Unit, finding: Finding) -> tuple[Modifier, ...]:
        """Return what makes it dearer to be found again; none where the rubric has no such rule."""
        ctx, step = self._next(finding), self.again(unit, finding)
        taking_part = dict(step.modifiers) if step else {}
        declared = ctx.rubric.modifiers if ctx else ()
        return tuple(m for m in declared if m.when == "repeat" and taking_part.get(m.id, 1) > 1)

    def _next(self, finding: Finding) -> Context | None:
        month = self._on.isoformat()[:7]
        return self._context(month_after(month) if finding.month == month else month)

    def _context(self, month: str) -> Context | None:
        if month not in self._made:
            rubric = self._assessment.rubric_for(month)
            made = context(self._assessment, rubric, self._units, month) if rubric else None
            self._made[month] = made
        return self._made[month]


def _rule(ctx: Context, finding: Finding) -> Rule | None:
    """Return the finding's rule as it is in the month, or the one that replaces it."""
    rules = ctx.rubric.rules
    heirs = (rule for rule in rules.values() if finding.rule in rule.replaces)
    return rules.get(finding.rule) or next(heirs, None)


def _step(ctx: Context, rule: Rule, unit: Unit, finding: Finding) -> Step | None:
    """Charge a finding as if it were found again: as many as an appeal left, exempt or not."""
    again = replace(
        finding,
        id=f"{finding.id}-again",
        month=ctx.month.month,
        date=last_day(ctx.month.month),
        rule=rule.id,
        repeats=finding.full_id,
        count=finding.counted or finding.count,
        exempt=(),
        appeal=None,
    )
    alone = replace(ctx, findings={(unit.id, rule.id): (again,)})
    (step,) = steps(alone, rule, unit)
    return step if step.kind is Kind.DEDUCT and step.change < 0 else None
