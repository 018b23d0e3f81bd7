"""What the commands share: opening a repository, and naming things in it."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from bulletin import problem
from bulletin.cli.output import say
from bulletin.model.month import Finding
from bulletin.model.rubric import Rubric
from bulletin.model.scheme import Assessment
from bulletin.months import last_day
from bulletin.problem import Problem, errors
from bulletin.record.files import brought, write, written
from bulletin.repository.opened import Repository, open_repository
from bulletin.review.history_gap_words import OPTION
from bulletin.review.seal_history import past_of
from bulletin.review.seals import sealed_problems

_Function = TypeVar("_Function", bound=Callable[..., Any])
_MONTHS = r"[12][0-9]{3}-(?:0[1-9]|1[0-2])"
_DAYS = rf"{_MONTHS}-[0-9]{{2}}"


class Pattern(click.ParamType[str]):
    """A word of a fixed shape, such as a month."""

    def __init__(self, name: str, pattern: str, words: str) -> None:
        self.name, self._pattern, self._words = name, re.compile(pattern), words

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word, or fail with what it must look like."""
        if not self._pattern.fullmatch(value):
            self.fail(f"必须写作{self._words}，写的是“{value}”", param, ctx)
        return value


class _Day(click.ParamType[date]):
    """A day; with ``months``, a month means its last day."""

    name = "date"

    def __init__(self, *, months: bool = False) -> None:
        self._months = months

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day, or fail with what it must look like."""
        if isinstance(value, date):
            return value
        try:
            is_month = self._months and re.fullmatch(_MONTHS, value)
            if not is_month and not re.fullmatch(_DAYS, value):
                raise ValueError  # noqa: TRY301 - told below
            return last_day(value) if is_month else date.fromisoformat(value)
        except ValueError:
            more = "，或月份（指最后一日），如 2017-12" if self._months else ""
            self.fail(f"必须写作日期，如 2017-12-05{more}，写的是“{value}”", param, ctx)


MONTH = Pattern("month", _MONTHS, "月份，如 2017-08")
YEAR = Pattern("year", r"[0-9]{4}", "年份，如 2017")
DAY = _Day()
DAY_OR_MONTH = _Day(months=True)


def good(root: Path) -> Repository:
    """Open a repository; with errors, print them all and leave with exit code 1."""
    repository = open_repository(root)
    problems = errors(repository.problems)
    if problems:
        tell(problems)
        say(f"数据有 {len(problems)} 个错误，没有计算", err=True)
        raise click.exceptions.Exit(1)
    return repository


def assessment_of(repository: Repository, scheme: str, month: str | None = None) -> Assessment:
    """Return a scheme that has data (in a month)."""
    assessment = repository.book.assessments.get(scheme)
    if assessment is None:
        wrong(f"没有考核办法“{scheme}”", repository.book.assessments)
    if month and month not in assessment.months:
        wrong(f"考核办法 {scheme} 没有 {month} 的数据", assessment.months)
    return assessment


def rubric_of(assessment: Assessment, month: str) -> Rubric:
    """Return the rubric in force; the checks have made sure that there is one."""
    rubric = assessment.rubric_for(month)
    assert rubric is not None  # noqa: S101
    return rubric


def unit_of(repository: Repository, assessment: Assessment, month: str, name: str) -> str:
    """Return the unit's id; a name or an alias will do as well."""
    units = assessment.assessed(repository.book.units, month)
    chosen = next((u for u in units if name in {u.id, u.name, *u.aliases}), None)
    if chosen is None:
        message = f"{assessment.scheme.id} 在 {month} 没有被考核单位“{name}”"
        wrong(message, [unit.id for unit in units])
    return chosen.id


def finding_of(assessment: Assessment, full_id: str, ids: Iterable[str]) -> Finding:
    """Return a finding by its full id; ``known`` are those that may have been meant."""
    month, _, name = full_id.partition("/")
    records = assessment.months.get(month)
    finding = records.findings.get(name) if records else None
    if finding is None:
        wrong(f"{assessment.scheme.id} 没有问题“{full_id}”，编号写作 月份/编号", ids)
    return finding


def record(root: Path, repository: Repository, new: tuple[str, object]) -> int:
    """Write one record, by its path and what it says, if it brings no error."""
    path, data = new
    files = {path: written(root, path, data)}
    problems = brought(root, repository, files)
    tell(problems)
    if errors(problems):
        say(f"有 {len(errors(problems))} 个错误，数据没有改动", err=True)
        return 1
    write(root, files)
    say(f"已记录 {path}，请提交入库")
    return 0


def known_month(repository: Repository, month: str) -> None:
    """Leave with exit code 2 where no scheme has data in a month."""
    months = {m for assessment in repository.book.assessments.values() for m in assessment.months}
    if month not in months:
        wrong(f"没有考核办法有 {month} 的数据", sorted(months))


def no_history(command: _Function) -> _Function:
    """Give a command the option to do without git's history, and say what that means."""
    return click.option(
        OPTION,
        "history",
        is_flag=True,
        flag_value=False,
        default=True,
        callback=_told_of,
        help="不看 git 历史，用于没有历史的数据，如解开的压缩包；重新封存、删去封存记录就查不出来",
    )(command)


def _told_of(ctx: click.Context, _: click.Parameter, history: bool) -> bool:  # noqa: FBT001
    if not history and not ctx.resilient_parsing:
        say("没有看 git 历史：重新封存、删去的封存记录、重抽的签，都查不出来", err=True)
    return history


def changed_since_sealed(root: Path, repository: Repository, *, history: bool) -> bool:
    """Tell of all that differs from what was sealed; whether there is any."""
    problems = errors(sealed_problems(repository, past_of(root, is_asked=history)))
    tell(problems)
    return bool(problems)


def tell(problems: Iterable[Problem]) -> None:
    """Print problems where errors are printed."""
    for problem_ in problems:
        say(problem.as_text(problem_), err=True)


def refuse(reason: Exception) -> int:
    """Say why a command has done nothing; its exit code."""
    say(str(reason), err=True)
    return 1


def wrong(message: str, choices: Iterable[str]) -> NoReturn:
    """Leave with exit code 2, saying what there is."""
    message = f"{message}\n有：{'、'.join(choices) or '无'}"
    raise click.ClickException(message)
