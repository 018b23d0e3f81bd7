"""The commands. Exit codes: 0 good, 1 the data has problems, 2 wrong use."""

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from generator import problem
from generator.cli.chinese import Group, run
from generator.cli.writing import build, editor, format_
from generator.exchange import json as to_json
from generator.exchange import text as to_text
from generator.model.scheme import Assessment
from generator.problem import Problem, errors
from generator.publish.repository import Repository, open_repository
from generator.scoring import score as score_month

_FORMAT = click.Choice(["text", "json"])


class _Pattern(click.ParamType[str]):
    """A word of a fixed shape, such as a month."""

    def __init__(self, name: str, pattern: str, words: str) -> None:
        self.name, self._pattern, self._words = name, re.compile(pattern), words

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word, or fail with what it must look like."""
        if not self._pattern.fullmatch(value):
            self.fail(f"必须写作{self._words}，写的是“{value}”", param, ctx)
        return value


MONTH = _Pattern("month", r"[0-9]{4}-(0[1-9]|1[0-2])", "月份，如 2017-08")
YEAR = _Pattern("year", r"[0-9]{4}", "年份，如 2017")


@click.group(cls=Group)
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="含有 data/ 的文件夹，默认为当前文件夹",
)
@click.pass_context
def bulletin(ctx: click.Context, root: Path) -> None:
    """把 git 库中的督察问题变成每月通报：检查、计分、说明理由、生成网站。"""
    ctx.obj = root


@bulletin.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "gitlab"]),
    default="text",
    metavar="FORM",
    help="输出格式：text、json、github、gitlab",
)
@click.pass_obj
def check(root: Path, form: str) -> int:
    """检查全部数据，一次报告所有问题。"""
    repository = open_repository(root)
    _print_problems(repository.problems, form)
    if form == "text":
        wrong = len(errors(repository.problems))
        click.echo(f"检查完毕：{wrong} 个错误，{len(repository.problems) - wrong} 个提醒", err=True)
    return 0 if repository.is_good else 1


def _print_problems(problems: tuple[Problem, ...], form: str) -> None:
    if form == "json":
        click.echo(problem.as_json(problems))
    elif form == "gitlab":
        click.echo(problem.as_gitlab(problems))
    else:
        line = problem.as_github if form == "github" else problem.as_text
        for one in problems:
            click.echo(line(one))


@bulletin.command()
@click.argument("scheme")
@click.argument("month", type=MONTH)
@click.option(
    "--format", "form", type=_FORMAT, default="text", metavar="FORM", help="输出格式：text、json"
)
@click.pass_obj
def score(root: Path, scheme: str, month: str, form: str) -> int:
    """计算一个考核办法一个月的得分和名次。"""
    repository = _good(root)
    assessment = _assessment(repository, scheme, month)
    result = score_month(assessment, repository.book.units, month)
    click.echo(to_json.scores(result) if form == "json" else to_text.scores(assessment, result))
    return 0


@bulletin.command()
@click.argument("scheme")
@click.argument("month", type=MONTH)
@click.argument("unit")
@click.pass_obj
def explain(root: Path, scheme: str, month: str, unit: str) -> int:
    """逐项说明一个单位一个月的得分：每一分丢在哪里、依据什么、怎样算出。"""
    repository = _good(root)
    assessment = _assessment(repository, scheme, month)
    units = repository.book.units
    result = score_month(assessment, units, month)
    wanted = _unit(repository, assessment, month, unit)
    rubric = assessment.rubric_for(month)
    assert rubric is not None  # noqa: S101 - the checks have looked
    click.echo(to_text.explain(assessment, rubric, units, (result, wanted)))
    return 0


@bulletin.command()
@click.argument("scheme")
@click.argument("year", type=YEAR)
@click.option(
    "--format", "form", type=_FORMAT, default="text", metavar="FORM", help="输出格式：text、json"
)
@click.pass_obj
def award(root: Path, scheme: str, year: str, form: str) -> int:
    """计算年度评优：成绩、名额、并列、取消资格。"""
    repository = _good(root)
    assessment = _assessment(repository, scheme)
    results = repository.awards(scheme, year)
    click.echo(to_json.awards(results) if form == "json" else to_text.awards(assessment, results))
    return 0


for _command in (format_, editor, build):
    bulletin.add_command(_command)


def _good(root: Path) -> Repository:
    """Open a repository; with errors, print them all and leave with exit code 1."""
    repository = open_repository(root)
    wrong = errors(repository.problems)
    if wrong:
        for one in wrong:
            click.echo(problem.as_text(one), err=True)
        click.echo(f"数据有 {len(wrong)} 个错误，没有计算", err=True)
        raise click.exceptions.Exit(1)
    return repository


def _assessment(repository: Repository, scheme: str, month: str | None = None) -> Assessment:
    found = repository.book.assessments.get(scheme)
    if found is None:
        _wrong(f"没有考核办法“{scheme}”", repository.book.assessments)
    elif month and month not in found.months:
        _wrong(f"考核办法 {scheme} 没有 {month} 的数据", found.months)
    else:
        return found
    raise AssertionError(scheme)


def _unit(repository: Repository, assessment: Assessment, month: str, wanted: str) -> str:
    """Return the unit's id; a name or an alias will do as well."""
    units = assessment.assessed(repository.book.units, month)
    for unit in units:
        if wanted in {unit.id, unit.name, *unit.aliases}:
            return unit.id
    _wrong(f"{assessment.scheme.id} 在 {month} 没有被考核单位“{wanted}”", [u.id for u in units])
    raise AssertionError(wanted)


def _wrong(message: str, known: Iterable[str]) -> None:
    message = f"{message}\n有：{'、'.join(known) or '无'}"
    raise click.ClickException(message)


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line."""
    sys.exit(run(bulletin, args))
