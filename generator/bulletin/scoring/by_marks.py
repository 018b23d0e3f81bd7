"""Rules driven by marks: the agreed mark, else the mean of the panel; over places, the mean."""

from fractions import Fraction

from bulletin.law.actions import Judge
from bulletin.model.month import Mark
from bulletin.model.rubric import Rule
from bulletin.model.unit import Unit
from bulletin.number import plain
from bulletin.reason import because
from bulletin.scoring.by_measurements import missing
from bulletin.scoring.context import Context
from bulletin.scoring.outcome import Origin, Outcome, Weight, step
from bulletin.trace import Status, Step


def judge(ctx: Context, rule: Rule, unit: Unit, action: Judge) -> Outcome:
    """Give the mean of the marks over all places; without an agreed mark it is provisional."""
    marks = ctx.marks.get((unit.id, rule.id), ())
    if not marks:
        return missing(ctx, rule, unit)
    steps = tuple(_step(ctx, rule, action, mark, len(marks)) for mark in marks)
    agreed = all(mark.agreed for mark in marks)
    return Outcome(rule, Status.SCORED, steps, agreed=agreed)


def points_of(mark: Mark) -> Fraction:
    """Return the agreed points, else the mean of the groups'."""
    if mark.agreed:
        return mark.agreed.points
    return sum((one.points for one in mark.panel), Fraction(0)) / len(mark.panel)


def _step(ctx: Context, rule: Rule, action: Judge, mark: Mark, places: int) -> Step:
    points = points_of(mark)
    where = ctx.units.name(mark.where) if mark.where else ctx.units.name(mark.unit)
    if mark.agreed:
        why = because("mark-agreed", where=where, points=points, full=action.points)
    else:
        groups = len(mark.panel)
        why = because("mark-mean", where=where, groups=groups, points=points, full=action.points)
    if places > 1:
        why = because("mean-of-places", mark=why, places=places)
    source = mark.agreed.place if mark.agreed else mark.place
    origin = Origin(mark.unit, source, mark=mark.where or mark.unit)
    weight = Weight(points, Fraction(1, places), parameters=(("points", plain(action.points)),))
    return step(rule, ctx.rubric.charged[rule.criterion], origin, weight, why)
