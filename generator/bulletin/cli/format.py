"""The commands ``format`` and ``editor``: data files and editor schemas brought up to date."""

from collections.abc import Iterable
from pathlib import Path

import click

from bulletin import problem
from bulletin.cli.chinese import Command
from bulletin.cli.common import tell
from bulletin.cli.output import say
from bulletin.problem import Problem
from bulletin.publish.editor import refresh
from bulletin.record.format import Rewritten, format_files
from bulletin.repository.opened import open_repository
from bulletin.yamltext import CRLF, LINE_ENDS

_CHECK = click.option("--check", is_flag=True, help="只检查，不改写；有需要改写的就返回 1")


@click.command("format", cls=Command)
@_CHECK
@click.pass_obj
def format_(root: Path, check: bool) -> int:  # noqa: FBT001 - click passes options by name
    """把数据文件改写成规范格式：键的顺序、引号、缩进。"""
    changed, problems = format_files(root, check=check)
    _report(map(_said, changed), "需要改写" if check else "已改写")
    if any(CRLF in file.added for file in changed):
        say(LINE_ENDS, err=True)
    return _finish(problems, failed=check and bool(changed))


@click.command(cls=Command)
@_CHECK
@click.pass_obj
def editor(root: Path, check: bool) -> int:  # noqa: FBT001
    """更新编辑器用的模式文件：录入时提示本库的单位和计分办法。"""
    book = open_repository(root).book
    changed = refresh(root, book, check=check)
    _report(changed, "已经过时" if check else "已更新")
    return int(check and bool(changed))


def _said(file: Rewritten) -> str:
    """A file's path, and what people do not see of what is wrong with it."""
    return f"{file.path}（有 {'、'.join(file.added)}）" if file.added else file.path


def _report(paths: Iterable[str], words: str) -> None:
    for path in paths:
        say(f"{words}：{path}")


def _finish(problems: tuple[Problem, ...], *, failed: bool) -> int:
    tell(problems)
    return int(failed or bool(problem.errors(problems)))
