"""整改与回头看 as text: the list for the next round, and what each unit is reminded of."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from bulletin.compare.recheck import Task, outcome
from bulletin.exchange.impact import clean_line
from bulletin.exchange.text import month_name
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Units
from bulletin.months import month_before
from bulletin.number import readable
from bulletin.trace import Step
from bulletin.view.names import short

SOON = timedelta(days=7)
"""What is due within so many days is called soon."""


def recheck_list(assessment: Assessment, units: Units, month: str, tasks: tuple[Task, ...]) -> str:
    """Write what the round of a month looks at again, unit by unit, and what came of it."""
    return _cleaned(_list(assessment, units, month, tasks))


def reminders(assessment: Assessment, units: Units, on: date, tasks: tuple[Task, ...]) -> str:
    """Write for each unit what it has to mend, as a message that can be sent as it is."""
    return _cleaned(_messages(assessment, units, on, tasks))


def cost(step: Step) -> str:
    """Write what a finding takes if it is found again: ``扣 4 分（2 × 1 × 2）``."""
    parts = (step.base, step.count, step.factor)
    return f"扣 {readable(-step.change)} 分（{' × '.join(map(readable, parts))}）"


def _cleaned(lines: Iterable[str]) -> str:
    return "\n".join(map(clean_line, lines))


def _list(
    assessment: Assessment, units: Units, month: str, tasks: tuple[Task, ...]
) -> Iterator[str]:
    yield f"{assessment.scheme.title}　{month_name(month)}回头看清单"
    come = outcome(tasks)
    yield (
        f"{month_name(month_before(month))}底责令整改而未整改 {len(tasks)} 项："
        f"待核实 {come.waiting} 项，已整改 {come.done} 项，再次发现 {come.found} 项"
    )
    for name, unit_tasks in _by_unit(tasks):
        yield ""
        yield f"{name}　{len(unit_tasks)} 项"
        for task in unit_tasks:
            yield f"  {task.finding.full_id}　{_where(task, units)}　{short(task.finding.summary)}"
            yield f"      {_term(task)}；{_result(task) or _rule(assessment, task)}"


def _by_unit(tasks: Iterable[Task]) -> Iterator[tuple[str, list[Task]]]:
    for unit, unit_tasks in groupby(tasks, key=lambda task: task.unit):
        yield unit.name, list(unit_tasks)


def _where(task: Task, units: Units) -> str:
    return units.name(task.finding.scene)


def _term(task: Task) -> str:
    if task.due is None:
        return "未定期限"
    return f"限 {task.due}" + (f"，逾期 {task.late} 天" if task.late else "")


def _result(task: Task) -> str:
    if task.done:
        return f"{task.done} 已整改"
    return f"再次发现：{task.found.full_id}" if task.found else ""


def _rule(assessment: Assessment, task: Task) -> str:
    """The rule, and what it takes if the finding is found again."""
    rule = assessment.rule(task.finding.month, task.finding.rule)
    clause = f"{rule.clause}　" if rule and rule.clause else ""
    text = f"{clause}{short(rule.text)}" if rule else task.finding.rule
    return f"{text}；再次发现{cost(task.again)}" if task.again else text


def _messages(
    assessment: Assessment, units: Units, on: date, tasks: tuple[Task, ...]
) -> Iterator[str]:
    yield f"{assessment.scheme.title}　整改催办　{on}"
    if not tasks:
        yield "没有责令整改而未整改的问题"
    for name, unit_tasks in _by_unit(tasks):
        yield ""
        yield f"{name}："
        yield f"贵单位还有 {len(unit_tasks)} 项问题没有完成整改，请抓紧整改并报送情况。"
        for title, listed in _terms(unit_tasks, on):
            yield f"{title} {len(listed)} 项："
            yield from (f"  {n}. {_told(task, units)}" for n, task in enumerate(listed, 1))


def _terms(tasks: list[Task], on: date) -> Iterator[tuple[str, list[Task]]]:
    """What is overdue, soon due, due later, and what has no date; only what there is."""
    sorts = {
        "已经逾期": [t for t in tasks if t.late],
        f"{SOON.days} 日内到期": [t for t in tasks if t.due and on <= t.due <= on + SOON],
        "以后到期": [t for t in tasks if t.due and t.due > on + SOON],
        "未定期限": [t for t in tasks if t.due is None],
    }
    yield from ((title, listed) for title, listed in sorts.items() if listed)


def _told(task: Task, units: Units) -> str:
    finding = task.finding
    where = "" if finding.scene == task.unit.id else f"{_where(task, units)}，"
    again = f"；再次发现{cost(task.again)}" if task.again else ""
    return f"{short(finding.summary)}（{where}{finding.full_id}），{_term(task)}{again}"
