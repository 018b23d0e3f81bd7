"""The command line speaks Chinese: help pages and the words for wrong use."""

import errno
import os
from collections.abc import Mapping, Sequence
from typing import Any

import click

from bulletin.cli import sentences
from bulletin.cli.output import say
from bulletin.history.gap import explained
from bulletin.history.git import FailedError
from bulletin.review.history_gap_words import reason, remedy
from bulletin.stop import INTERRUPTED, STOPPED

_HINDRANCES = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只能读，不能写",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹",
    errno.ENAMETOOLONG: "名称太长",
    errno.ENOSPC: "磁盘满了",
}


class Command(click.Command):
    """A command whose help page is Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = [*self.collect_usage_pieces(ctx)]
        words = " ".join(piece.replace("[OPTIONS]", "[选项]") for piece in pieces)
        formatter.write_usage(ctx.command_path, words, prefix="用法：")


class CommandGroup(Command, click.Group):
    """A group whose help page is Chinese."""

    command_class = Command

    roles: Mapping[str, Sequence[str]] = {}

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by role, where the group has roles, all in the same two columns."""
        every = self.list_commands(ctx)
        width = max(map(len, every))
        for heading, names in (self.roles or {"命令": every}).items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            rows = [(f"{n:{width}}", cmd.get_short_help_str(60)) for n, cmd in commands if cmd]
            with formatter.section(heading):
                formatter.write_dl(rows)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, "[选项] 命令 …", prefix="用法：")


def words_for(error: click.ClickException) -> str:
    """Say what was wrong with the call."""
    match error:
        case click.MissingParameter():
            return f"缺少 {_name(error.param)}"
        case click.BadParameter():
            return f"{_name(error.param)} 不对：{_bad_value(error)}"
    return error.message


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return "参数"
    return param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name


def _bad_value(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    match kind:
        case click.Choice():
            return f"必须是 {'、'.join(map(str, kind.choices))} 之一"
        case click.IntRange():
            return f"必须是 {kind.min} 至 {kind.max} 的整数"
    return error.message


def run(command: click.Command, args: Sequence[str] | None, **extra: Any) -> int:  # noqa: ANN401
    """Run a command; wrong use, and what the machine refuses, is said in Chinese and returns 2.

    Stopped by Ctrl-C it returns 130, as shells expect.
    """
    sentences.bind()
    try:
        result = command.main(args=args, standalone_mode=False, **extra)
    except click.exceptions.Exit as done:
        return int(done.exit_code)
    except (KeyboardInterrupt, click.Abort) as stop:
        say(STOPPED, err=True)
        causes = (stop, stop.__cause__ or stop.__context__)
        by_key = any(isinstance(cause, KeyboardInterrupt) for cause in causes)
        return INTERRUPTED if by_key else 2
    except click.ClickException as error:
        ctx = getattr(error, "ctx", None)
        hint = f"\n用 {ctx.command_path} --help 查看说明" if ctx else ""
        say(f"{words_for(error)}{hint}", err=True)
        return 2
    except FailedError as error:
        lacking = explained(error)
        say(f"git 没有答复：{reason(lacking)}\n{remedy(lacking)}", err=True)
        return 1
    except OSError as error:
        say(hindrance(error), err=True)
        return 2
    return int(result or 0)


def hindrance(error: OSError) -> str:
    """Say what the machine refuses: to write to a folder, say."""
    why = _HINDRANCES.get(error.errno or 0, error.strerror or str(error))
    where = str(error.filename or "文件").replace(os.sep, "/")
    return f"不能读写 {where}：{why}\n换一个位置，或先排除这个原因，再运行一次"
