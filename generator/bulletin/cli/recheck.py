"""The commands of 整改 and 回头看: what is to be looked at, and what came of it."""

from datetime import date
from pathlib import Path

import click

from bulletin.cli.chinese import Command
from bulletin.cli.common import (
    DAY,
    DAY_OR_MONTH,
    MONTH,
    assessment_of,
    finding_of,
    good,
    record,
    refuse,
    unit_of,
)
from bulletin.cli.output import say
from bulletin.compare.recheck import recheck_list, to_mend
from bulletin.exchange import recheck as to_text
from bulletin.exchange.xlsx import to_xlsx
from bulletin.law.rectification import Mending
from bulletin.model.month import Finding
from bulletin.model.scheme import Assessment
from bulletin.months import last_day
from bulletin.record import recheck as record_recheck
from bulletin.record.recheck import FoundAgain
from bulletin.record.refusal import RefusedError
from bulletin.repository.opened import open_repository
from bulletin.view.tables.recheck import sheet


@click.command(cls=Command)
@click.argument("scheme")
@click.argument("month", type=MONTH)
@click.option(
    "--xlsx",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="写成 Excel 表，带到现场；已有的文件不覆盖",
)
@click.pass_obj
def recheck(root: Path, scheme: str, month: str, file: Path | None) -> int:
    """列出一个月回头看要核实的问题：以前责令整改、到上月底没有整改的。"""
    repository = good(root)
    assessment, units = assessment_of(repository, scheme), repository.book.units
    tasks = recheck_list(assessment, units, month)
    if file is None:
        say(to_text.recheck_list(assessment, units, month, tasks))
        return 0
    if file.exists():
        raise click.ClickException(f"已有 {file.as_posix()}，没有覆盖\n换一个名称，或先移走它")
    file.write_bytes(to_xlsx([sheet(assessment, units, tasks)], last_day(month)))
    say(f"已写 {file.as_posix()}")
    return 0


@click.command(cls=Command)
@click.argument("scheme")
@click.argument("day", type=DAY_OR_MONTH, metavar="DATE")
@click.option("--unit", metavar="UNIT", help="只催一个单位")
@click.pass_obj
def remind(root: Path, scheme: str, day: date, unit: str | None) -> int:
    """写出到某日的整改催办：各单位已经逾期、即将到期的问题。"""
    repository = good(root)
    assessment, units = assessment_of(repository, scheme), repository.book.units
    tasks = to_mend(assessment, units, day)
    if unit is not None:
        unit_id = unit_of(repository, assessment, day.isoformat()[:7], unit)
        tasks = tuple(task for task in tasks if task.unit.id == unit_id)
    say(to_text.reminders(assessment, units, day, tasks))
    return 0


@click.command(cls=Command)
@click.argument("scheme")
@click.argument("finding")
@click.argument("day", type=DAY, metavar="DATE")
@click.option("--note", default="", metavar="TEXT", help="核实的情况")
@click.pass_obj
def mended(root: Path, scheme: str, finding: str, day: date, note: str) -> int:
    """记录回头看的结果：这个问题核实已经整改。"""
    repository = good(root)
    assessment = assessment_of(repository, scheme)
    target = _finding(assessment, finding)
    try:
        return record(root, repository, record_recheck.mended(assessment, target, day, note))
    except RefusedError as refused:
        return refuse(refused)


@click.command(cls=Command)
@click.argument("scheme")
@click.argument("finding")
@click.argument("day", type=DAY, metavar="DATE")
@click.option("--summary", default="", metavar="TEXT", help="这次发现的情况，默认与上次相同")
@click.option("--source", default="", metavar="SOURCE", help="这次的来源，默认与上次相同")
@click.option("--due", type=DAY, metavar="DATE", help="新的整改期限")
@click.pass_obj
def again(  # noqa: PLR0913, PLR0917 - click passes them by name
    root: Path, scheme: str, finding: str, day: date, summary: str, source: str, due: date | None
) -> int:
    """记录回头看的结果：这个问题没有整改，登记一个重复的问题，再次责令整改。"""
    repository = good(root)
    assessment = assessment_of(repository, scheme)
    target = _finding(assessment, finding)
    try:
        new = record_recheck.found_again(assessment, target, day, FoundAgain(summary, source, due))
    except RefusedError as refused:
        return refuse(refused)
    code = record(root, repository, new)
    if code == 0:
        _tell_cost(root, scheme, new[0])
    return code


def _finding(assessment: Assessment, full_id: str) -> Finding:
    newest = max(assessment.months, default="")
    still_open = Mending(assessment, newest).open() if newest else ()
    return finding_of(assessment, full_id, (record.full_id for record in still_open))


def _tell_cost(root: Path, scheme: str, path: str) -> None:
    """Say what the new finding takes."""
    month, name = path.split("/")[3], Path(path).stem
    scores = open_repository(root).score(scheme, month)
    for unit in scores.units:
        for step in unit.steps:
            if step.finding == f"{month}/{name}":
                say(f"{month}/{name} 计入{unit.name}：{to_text.cost(step)}")
