"""The list for the next round as a table, to be taken along and filled in by hand."""

from collections.abc import Iterator

from bulletin.compare.recheck import Task
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Units
from bulletin.view.sheet import Cell, Number, Sheet

COLUMNS = {
    "unit": "单位编号",
    "unit_name": "单位",
    "place": "地点",
    "finding": "编号",
    "date": "发现日期",
    "summary": "问题",
    "rule": "计分办法",
    "clause": "条款",
    "due": "整改期限",
    "late": "逾期天数",
    "again": "再次发现扣分",
    "done": "已整改",
    "found": "再次发现",
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
