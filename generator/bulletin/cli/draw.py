"""The commands of inspection rounds: draw lots, and tell what is still to be inspected."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from bulletin.cli.chinese import Command, CommandGroup
from bulletin.cli.common import DAY, MONTH, Pattern, assessment_of, good, no_history, refuse, wrong
from bulletin.cli.output import say
from bulletin.exchange import coverage as as_lines
from bulletin.exchange.draw import drawn_lines, told
from bulletin.law.coverage import coverage as covered
from bulletin.model.round import Draw, Round
from bulletin.problem import as_text
from bulletin.record import draw as record_draw
from bulletin.record.draw import Spot, planned
from bulletin.record.refusal import RefusedError
from bulletin.repository.opened import Repository
from bulletin.review.draws import drawn_problems
from bulletin.review.seal_history import past_of, unknown_past

_VALUE = Pattern(
    "value",
    r"[0-9A-Za-z]+(?:[ ,.+-][0-9A-Za-z]+)*",
    "数字、英文字母，中间可以有单个的空格和 , . + -",
)


@click.group(cls=CommandGroup)
def draw() -> None:
    """抽签：先承诺，后抽，查完公开；事前谁也不知道结果，事后人人可以重算。"""


@draw.command()
@click.argument("scheme")
@click.argument("month", type=MONTH)
@click.argument("draw")
@click.option(
    "--public", required=True, metavar="TEXT", help="公开数：事后人人查得到的一个数的名称和写法"
)
@click.option("--on", "day", type=DAY, required=True, metavar="DATE", help="公开数产生的日期")
@click.pass_obj
def commit(  # noqa: PLR0913, PLR0917 - click passes them by name
    root: Path, scheme: str, month: str, draw: str, public: str, day: date
) -> int:
    """承诺：固定候选名单，生成密数，写下两者的校验值。"""
    repository, spot, _ = _found(root, scheme, month, draw)
    try:
        promised = record_draw.commit(repository, spot, public, day)
    except RefusedError as refused:
        return refuse(refused)
    say(f"已承诺 {spot.path}：{len(promised.strata)} 份，每份抽 {promised.number} 个")
    say(f"密数的 SHA-256 {promised.secret_sha256}")
    say(f"密数在 {spot.secret.as_posix()}，不入库；请另存一份，丢失了就不能抽、不能公开")
    say(f"请在 {promised.public_on} 之前提交入库，并把提交送出")
    return 0


@draw.command()
@click.argument("scheme")
@click.argument("month", type=MONTH)
@click.argument("draw")
@click.argument("value", type=_VALUE)
@click.pass_obj
def result(root: Path, scheme: str, month: str, draw: str, value: str) -> int:
    """公开数出来以后看抽中的，即定即查；不写文件，不公开。"""
    _tell(_found(root, scheme, month, draw), record_draw.result, value)
    say("以上不得提前透露；查完以后用 bulletin draw reveal 公开", err=True)
    return 0


@draw.command()
@click.argument("scheme")
@click.argument("month", type=MONTH)
@click.argument("draw")
@click.argument("value", type=_VALUE)
@click.pass_obj
def reveal(root: Path, scheme: str, month: str, draw: str, value: str) -> int:
    """查完以后公开密数、公开数和结果。"""
    spot = _tell(_found(root, scheme, month, draw), record_draw.reveal, value)
    say(f"已公开，写在 {spot.path}，请提交入库")
    return 0


@draw.command()
@click.argument("scheme")
@click.argument("month", type=MONTH)
@click.argument("draw")
@no_history
@click.pass_obj
def check(root: Path, scheme: str, month: str, draw: str, history: bool) -> int:  # noqa: FBT001
    """重算一次抽签，列出密数、公开数和每一份抽中的。"""
    repository, spot, round_ = _found(root, scheme, month, draw)
    recorded = repository.book.assessments[scheme].months[month].draws.get(draw)
    if recorded is None:
        raise click.ClickException(f"{draw} 还没有承诺，没有 {spot.path}")
    past = past_of(root, is_asked=history)
    drawn = (p for p in drawn_problems(past, repository.book) if p.place.path == spot.path)
    problems = (*unknown_past(past, repository.book), *drawn)
    for problem_ in problems:
        say(as_text(problem_))
    say(told(round_, repository.book.units, recorded))
    return int(bool(problems))


@click.command(cls=Command)
@click.argument("scheme")
@click.argument("month", type=MONTH)
@click.pass_obj
def coverage(root: Path, scheme: str, month: str) -> int:
    """各轮督察应查多少、已查多少，还有哪些没有查。"""
    repository = good(root)
    records = assessment_of(repository, scheme, month).months[month]
    units = repository.book.units
    for round_ in records.rounds.values():
        say(as_lines.text(round_, units, covered(round_, records, units)))
    if not records.rounds:
        say(f"{scheme} 的 {month} 没有督察轮次")
    return 0


def _found(root: Path, scheme: str, month: str, draw_id: str) -> tuple[Repository, Spot, Round]:
    """Open the repository, and find the round that plans a draw."""
    repository = good(root)
    records = assessment_of(repository, scheme, month).months[month]
    round_and_plan = planned(records, draw_id)
    if round_and_plan is None:
        ids = [plan.id for round_ in records.rounds.values() for plan in round_.draws]
        wrong(f"{scheme} {month} 的轮次里没有抽签“{draw_id}”", ids)
    return repository, Spot(root, scheme, month, draw_id), round_and_plan[0]


def _tell(
    place: tuple[Repository, Spot, Round],
    make: Callable[[Repository, Spot, str], Draw],
    value: str,
) -> Spot:
    """Draw with the public value, and say what came up; where it is refused, leave with 1."""
    repository, spot, round_ = place
    try:
        drawn = make(repository, spot, value)
    except RefusedError as refused:
        raise click.exceptions.Exit(refuse(refused)) from refused
    chosen = drawn.revealed.chosen if drawn.revealed else {}
    for line in drawn_lines(round_, repository.book.units, chosen):
        say(line)
    return spot
