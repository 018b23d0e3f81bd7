"""The commands around a seal: seal, correct, verify."""

from datetime import date
from pathlib import Path

import click

from bulletin import problem
from bulletin.cli.chinese import Command
from bulletin.cli.common import (
    DAY,
    MONTH,
    assessment_of,
    changed_since_sealed,
    good,
    no_history,
    refuse,
    tell,
    wrong,
)
from bulletin.cli.output import say
from bulletin.problem import errors
from bulletin.record import correct as record_correct
from bulletin.record import seal as record_seal
from bulletin.record.correct import Grounds
from bulletin.record.refusal import RefusedError
from bulletin.repository.inputs import seal_path
from bulletin.repository.opened import Repository, open_repository
from bulletin.review.seal_file import change_words
from bulletin.review.seal_history import past_of, unknown_past
from bulletin.review.seals import missing_seals
from bulletin.review.verify import Verified, verify_awards
from bulletin.review.verify import verify as verified


@click.command(cls=Command)
@click.argument("scheme")
@click.argument("month", type=MONTH)
@no_history
@click.pass_obj
def seal(root: Path, scheme: str, month: str, history: bool) -> int:  # noqa: FBT001 - by name
    """封存一个考核办法一个月的结果：以后数据有任何改动，检查都不通过。"""
    repository = good(root)
    assessment_of(repository, scheme, month)
    if changed_since_sealed(root, repository, history=history):
        return 1
    try:
        record = record_seal.seal(root, repository, scheme, month)
    except RefusedError as refused:
        return refuse(refused)
    where = seal_path(scheme, month)
    say(f"已封存 {scheme} {month}：{len(record.results)} 个单位，{len(record.inputs)} 个文件")
    say(f"封存记录 {where}，请提交入库")
    return 0


@click.command(cls=Command)
@click.argument("scheme")
@click.argument("month", type=MONTH)
@click.option("--reason", required=True, metavar="TEXT", help="更正的理由")
@click.option("--basis", required=True, metavar="TEXT", help="依据：文号，或问题、申诉的编号")
@click.option("--on", "day", type=DAY, metavar="DATE", help="更正日期，如 2017-12-05，可以不写")
@no_history
@click.pass_obj
def correct(  # noqa: PLR0913, PLR0917 - click passes them by name
    root: Path,
    scheme: str,
    month: str,
    reason: str,
    basis: str,
    day: date | None,
    history: bool,  # noqa: FBT001
) -> int:
    """更正已封存的月份：改好数据以后运行，记下理由、依据和前后的分数、名次，重新封存。"""
    repository = good(root)
    assessment_of(repository, scheme, month)
    lacking = tuple(unknown_past(past_of(root, is_asked=history), repository.book))
    if lacking:
        tell(lacking)
        return 1
    grounds = Grounds(reason, basis, day)
    try:
        correction = record_correct.correct(root, repository, (scheme, month), grounds)
    except RefusedError as refused:
        return refuse(refused)
    say(f"第 {correction.number} 号更正 {correction.place.path}，已重新封存，请一并提交入库")
    for change in correction.units:
        say(change_words(repository.book.units, change))
    return 0


@click.command(cls=Command)
@click.argument("scheme", required=False)
@click.argument("month", type=MONTH, required=False)
@no_history
@click.pass_obj
def verify(root: Path, scheme: str | None, month: str | None, history: bool) -> int:  # noqa: FBT001
    """核对封存的月份：从封存的文件重新计算，与封存的结果逐步比较。"""
    repository = open_repository(root)
    months = _sealed(repository, scheme, month)
    past = past_of(root, is_asked=history)
    broken = (p for p in errors(repository.problems) if p.place.path.endswith("/seal.yaml"))
    missing = missing_seals(repository.book, past.seals)
    unread = (*unknown_past(past, repository.book), *broken, *missing)
    awards = verify_awards(repository, past)
    for problem_ in (*unread, *awards):
        say(problem.as_text(problem_))
    failed = bool(unread or awards)
    for verdict in verified(repository, past, months):
        failed = failed or bool(verdict.wrong)
        _tell(verdict)
    return int(failed)


def _sealed(
    repository: Repository, scheme: str | None, month: str | None
) -> tuple[tuple[str, str], ...]:
    """The sealed months that are meant; wrong use where one is named that is not sealed."""
    book = repository.book
    if scheme:
        assessment_of(repository, scheme, month)
    months = tuple(
        (name, m)
        for name, assessment in book.assessments.items()
        for m, records in assessment.months.items()
        if records.seal and scheme in {None, name} and month in {None, m}
    )
    if not months and scheme:
        wrong(f"{scheme} {month or ''}没有封存", ())
    return months


def _tell(done: Verified) -> None:
    looked = f"{done.inputs} 个文件"
    looked += f"（{done.from_git} 个取自 git 历史）" if done.from_git else ""
    looked += f"，{done.units} 个单位，{done.steps} 步计分"
    looked += f"，{done.corrections} 次更正" if done.corrections else ""
    verdict = "不符" if done.wrong else "得分相符，内容有改动" if done.notes else "相符"
    say(f"{done.scheme} {done.month} {verdict}：{looked}，封存校验值 {done.digest[:16]}")
    for words in (*done.wrong, *done.notes):
        say(f"  {words}")
