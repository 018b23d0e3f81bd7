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
    while candidate := _next(record_repeats.proposals(repository, scheme, month), later):
        say(_head(candidate))
        if _record(root, repository, candidate, decision(candidate)):
            repository = good(root)
        else:
            later.add(candidate.finding.full_id)
    say(f"问完了，以后再定的有 {len(later)} 个")
    return 0


def _next(candidates: Iterable[Likely], later: set[str]) -> Likely | None:
    return next(
        (candidate for candidate in candidates if candidate.finding.full_id not in later), None
    )


def _head(candidate: Likely) -> str:
    finding = candidate.finding
    return clean(
        f"{finding.full_id}（{finding.date}）{quoted(finding.summary)}　{finding.place.path}"
    )


def _list(candidates: tuple[Likely, ...]) -> int:
    for candidate in candidates:
        say(f"{_head(candidate)}\n    {_told(candidate)}")
    say(f"共 {len(candidates)} 个；加 --decide 逐个决定" if candidates else "没有疑似重复的问题")
    return 0


def _told(one: Likely) -> str:
    what = "疑似登记了两次" if one.twice else "疑似重复"
    return clean(f"{what}：与 {evidence(one)}")


def _record(root: Path, repository: Repository, candidate: Likely, answer: str) -> bool:
    """Write down what was decided, if it was and the checks take it."""
    if answer == LATER:
        return False
    data = record_repeats.data_of(root, candidate)
    if answer == NO:
        data = record_repeats.told_apart(data, candidate)
    elif candidate.twice:
        data = record_repeats.written_twice(
            data, candidate, ask(Question("撤回日期", refuse=_no_date))
        )
    else:
        data = record_repeats.repeating(data, candidate)
    files = record_repeats.recorded(root, candidate, data)
    wrong = errors(brought(root, repository, files))
    if not wrong:
        write(root, files)
    for each in wrong:
        say(problem.as_text(each))
    say(
        f"没有写 {candidate.finding.full_id}" if wrong else f"已写入 {candidate.finding.place.path}"
    )
    return not wrong


def _no_date(text: str) -> str:
    """Why a text is no date, as the workbook says it."""
    try:
        value_of(text, FINDINGS.column("date"), {})
    except BadCellError as refused:
        return refused.message
    return ""


def decision(candidate: Likely) -> str:
    """Show the evidence and ask what it is."""
    say(_told(candidate))
    title = "是不是同一件" if candidate.twice else "是不是重复发现"
    offers = (Offer(YES, "是"), Offer(NO, "不是"), Offer(LATER, "以后再定"))
    about = "y 是，n 不是（记下来，不再问），s 或回车以后再定"
    return ask(Question(title, about, offers, usual=LATER))
