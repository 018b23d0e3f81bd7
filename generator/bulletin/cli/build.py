"""The command ``build``: check, score and write the site."""

from pathlib import Path

import click

from bulletin import problem
from bulletin.cli.chinese import Command
from bulletin.cli.common import MONTH, changed_since_sealed, good, known_month, no_history, tell
from bulletin.cli.output import say
from bulletin.problem import Problem
from bulletin.publish.desk import NoDeskError
from bulletin.publish.site import build as build_site
from bulletin.publish.site import build_version


@click.command(cls=Command)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("build"),
    metavar="DIR",
    help="写到哪个文件夹，默认 build",
)
@click.option(
    "--month",
    type=MONTH,
    metavar="MONTH",
    help="只生成这一期，与 bulletin publish 发布的逐字节相同",
)
@no_history
@click.pass_obj
def build(root: Path, out: Path, month: str | None, history: bool) -> int:  # noqa: FBT001
    """检查、计分，并生成网站。"""
    if month is None:
        return _build_now(root, out, history=history)
    repository = good(root)
    known_month(repository, month)
    if changed_since_sealed(root, repository, history=history):
        return 1
    build_version(root, repository, month, out, history=history)
    return 0


def _build_now(root: Path, out: Path, *, history: bool) -> int:
    """Without npm there is a site all the same."""
    try:
        return _finish(build_site(root, out, history=history))
    except NoDeskError as lacking:
        say(f"{lacking}，网站没有 /admin/", err=True)
        return 0


def _finish(problems: tuple[Problem, ...]) -> int:
    tell(problems)
    return int(bool(problem.errors(problems)))
