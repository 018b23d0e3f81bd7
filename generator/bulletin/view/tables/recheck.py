"""The list for the next round as a table, to be taken along and filled in by hand."""

from collections.abc import Iterator

from bulletin import glossary as g
from bulletin.compare.recheck import Task
from bulletin.language import CHINESE
from bulletin.law.rectification import Standing
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Units
from bulletin.view.sheet import Cell, Number, Sheet, heads

COLUMNS = heads(
    (
        *(g.UNIT_ID, g.UNIT_NAME, g.PLACE, g.FINDING, g.DATE, g.PROBLEM, g.RULE, g.CLAUSE, g.DUE),
        *(g.LATE, g.AGAIN),
    )
) | {
    "done": CHINESE.say(g.RECTIFICATION[Standing.DONE].title),
    "found": CHINESE.say(g.RECTIFICATION[Standing.AGAIN].title),
}


def sheet(assessment: Assessment, units: Units, tasks: tuple[Task, ...]) -> Sheet:
    """A line for each finding that the round looks at again."""
    rows = tuple(tuple(_row(assessment, units, task)) for task in tasks)
    return Sheet("recheck", "回头看清单", COLUMNS, rows)


def _row(assessment: Assessment, units: Units, task: Task) -> Iterator[Cell]:
    f = task.finding
    rule = assessment.rule(f.month, f.rule)
    yield from (task.unit.id, task.unit.name, units.name(f.scene), f.full_id, f.date, f.summary)
    yield from (rule.text if rule else f.rule, rule.clause if rule else None)
    yield from (task.due, task.late or None)
    yield Number(-task.again.change) if task.again else None
    yield from (task.done, task.found.full_id if task.found else None)
