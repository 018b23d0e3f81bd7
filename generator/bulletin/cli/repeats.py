"""The command for likely repeats and duplicates: the evidence is shown, a person decides."""

from collections.abc import Iterable
from pathlib import Path

import click

from bulletin import problem
from bulletin.checks.likely import evidence
from bulletin.cli.asking import Offer, Question, ask
from bulletin.cli.chinese import Command
from bulletin.cli.common import MONTH, assessment_of, good
from bulletin.cli.output import say
from bulletin.exchange.form.cells import BadCellError, value_of
from bulletin.exchange.form.table import FINDINGS
from bulletin.exchange.text import clean
from bulletin.law.likely import Likely
from bulletin.problem import errors
from bulletin.record import repeats as record_repeats
from bulletin.record.files import brought, write
from bulletin.repository.opened import Repository
from bulletin.text import quoted

YES, NO, LATER = "y", "n", "s"


@click.command(cls=Command)
@click.argument("scheme")
@click.argument("month", type=MONTH)
@click.option("--decide", is_flag=True, help="逐个询问，把决定写进数据文件")
@click.pass_obj
def repeats(root: Path, scheme: str, month: str, decide: bool) -> int:  # noqa: FBT001
    """列出没有封存的月份里疑似重复、疑似登记了两次的问题和依据，由人来定。"""
    repository = good(root)
    assessment_of(repository, scheme, month)
    if not decide:
        return _list(record_repeats.proposals(repository, scheme, month))
    later: set[str] = set()
    while one := _next(record_repeats.proposals(repository, scheme, month), later):
        say(_head(one))
        if _record(root, repository, one, decision(one)):
            repository = good(root)
        else:
            later.add(one.finding.full_id)
    say(f"问完了，以后再定的有 {len(later)} 个")
    return 0


def _next(found: Iterable[Likely], later: set[str]) -> Likely | None:
    return next((one for one in found if one.finding.full_id not in later), None)


def _head(one: Likely) -> str:
    found = one.finding
    return clean(f"{found.full_id}（{found.date}）{quoted(found.summary)}　{found.place.path}")


def _list(found: tuple[Likely, ...]) -> int:
    for one in found:
        say(f"{_head(one)}\n    {_told(one)}")
    say(f"共 {len(found)} 个；加 --decide 逐个决定" if found else "没有疑似重复的问题")
    return 0


def _told(one: Likely) -> str:
    what = "疑似登记了两次" if one.twice else "疑似重复"
    return clean(f"{what}：与 {evidence(one)}")


def _record(root: Path, repository: Repository, one: Likely, answer: str) -> bool:
    """Write down what was decided, if it was and the checks take it."""
    if answer == LATER:
        return False
    data = record_repeats.data_of(root, one)
    if answer == NO:
        data = record_repeats.told_apart(data, one)
    elif one.twice:
        data = record_repeats.written_twice(data, one, ask(Question("撤回日期", refuse=_no_date)))
    else:
        data = record_repeats.repeating(data, one)
    files = record_repeats.recorded(root, one, data)
    wrong = errors(brought(root, repository, files))
    if not wrong:
        write(root, files)
    for each in wrong:
        say(problem.as_text(each))
    say(f"没有写 {one.finding.full_id}" if wrong else f"已写入 {one.finding.place.path}")
    return not wrong


def _no_date(text: str) -> str:
    """Why a text is no date, as the workbook says it."""
    try:
        value_of(text, FINDINGS.column("date"), {})
    except BadCellError as refused:
        return refused.message
    return ""


def decision(one: Likely) -> str:
    """Show the evidence and ask what it is."""
    say(_told(one))
    title = "是不是同一件" if one.twice else "是不是重复发现"
    offers = (Offer(YES, "是"), Offer(NO, "不是"), Offer(LATER, "以后再定"))
    about = "y 是，n 不是（记下来，不再问），s 或回车以后再定"
    return ask(Question(title, about, offers, usual=LATER))
