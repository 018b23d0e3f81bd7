"""The commands. Exit codes: 0 good, 1 the data has problems, 2 wrong use."""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from bulletin import __version__, problem
from bulletin.cli.chinese import CommandGroup, run
from bulletin.cli.common import MONTH, YEAR, assessment_of, good, no_history, rubric_of, unit_of
from bulletin.cli.output import command, say, say_json
from bulletin.cli.terminal import end_tidily, speak_utf8
from bulletin.exchange import json as to_json
from bulletin.exchange import text as to_text
from bulletin.problem import Problem, errors
from bulletin.review.problems import review
from bulletin.scoring import score as score_month
from bulletin.stop import loading

_FORMAT = click.Choice(["text", "json"])
_MODULES = {
    "build": ("build",),
    "compare": ("compare",),
    "desk": ("desk",),
    "draw": ("coverage", "draw"),
    "evidence": ("evidence",),
    "format": ("editor", "format"),
    "impact": ("impact",),
    "new": ("new",),
    "publish": ("publish",),
    "readings": ("readings",),
    "recheck": ("again", "mended", "recheck", "remind"),
    "repeats": ("repeats",),
    "rescore": ("rescore",),
    "seal": ("correct", "seal", "verify"),
    "word": ("word",),
    "workbook": ("export", "import"),
}
_ROLES = {
    "录入": (
        *("check", "new", "desk", "export", "import", "evidence"),
        *("recheck", "mended", "again"),
    ),
    "审核": ("impact", "repeats", "compare", "readings", "rescore"),
    "发布": ("coverage", "draw", "seal", "publish", "word", "remind", "correct", "verify"),
    "被考核单位": ("score", "explain", "award"),
    "维护": ("build", "format", "editor"),
}
"""Every command once, under those who use it most, in the order of their work."""
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


class _Commands(CommandGroup):
    """Loads the module of a command when it is called: most need few of the libraries."""

    roles = _ROLES

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List all commands, wherever they are."""
        return sorted({*super().list_commands(ctx), *_HOMES})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command; a name that is Python's own has an underscore behind it in the code."""
        if cmd_name not in _HOMES:
            return super().get_command(ctx, cmd_name)
        with loading():
            module = import_module(f"bulletin.cli.{_HOMES[cmd_name]}")
        command = vars(module).get(cmd_name) or vars(module)[f"{cmd_name}_"]
        assert isinstance(command, click.Command)  # noqa: S101 - for the type checker
        return command


@click.group(cls=_Commands)
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="含有 data/ 的文件夹，默认为当前文件夹",
)
@click.version_option(__version__, message="%(prog)s %(version)s", help="显示版本")
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
@no_history
@click.pass_obj
def check(root: Path, form: str, history: bool) -> int:  # noqa: FBT001 - click passes it by name
    """检查全部数据，一次报告所有问题。"""
    repository = review(root, history=history)
    _print_problems(repository.problems, form)
    if form == "text":
        wrong = len(errors(repository.problems))
        say(f"检查完毕：{wrong} 个错误，{len(repository.problems) - wrong} 个提醒", err=True)
    return 0 if repository.is_good else 1


def _print_problems(problems: tuple[Problem, ...], form: str) -> None:
    if form == "json":
        say_json(problem.as_json(problems))
    elif form == "gitlab":
        say_json(problem.as_gitlab(problems))
    else:
        for problem_ in problems:
            if form == "github":
                command(problem.as_github(problem_))
            else:
                say(problem.as_text(problem_))


@bulletin.command()
@click.argument("scheme")
@click.argument("month", type=MONTH)
@click.option(
    "--format", "form", type=_FORMAT, default="text", metavar="FORM", help="输出格式：text、json"
)
@click.pass_obj
def score(root: Path, scheme: str, month: str, form: str) -> int:
    """计算一个考核办法一个月的得分和名次。"""
    repository = good(root)
    assessment = assessment_of(repository, scheme, month)
    result = score_month(assessment, repository.book.units, month)
    if form == "json":
        say_json(to_json.scores(result))
    else:
        say(to_text.scores(assessment, result))
    return 0


@bulletin.command()
@click.argument("scheme")
@click.argument("month", type=MONTH)
@click.argument("unit")
@click.pass_obj
def explain(root: Path, scheme: str, month: str, unit: str) -> int:
    """逐项说明一个单位一个月的得分：每一分丢在哪里、依据什么、怎样算出。"""
    repository = good(root)
    assessment = assessment_of(repository, scheme, month)
    units = repository.book.units
    result = score_month(assessment, units, month)
    unit_id = unit_of(repository, assessment, month, unit)
    rubric = rubric_of(assessment, month)
    say(to_text.explain(assessment, rubric, units, (result, unit_id)))
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
    repository = good(root)
    assessment = assessment_of(repository, scheme)
    results = repository.awards(scheme, year)
    if form == "json":
        say_json(to_json.awards(results))
    else:
        say(to_text.awards(assessment, results))
    return 0


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line."""
    speak_utf8()
    end_tidily()
    sys.exit(run(bulletin, args, prog_name="bulletin"))
