"""The command line speaks Chinese: help pages and the words for wrong use."""

import sys
from collections.abc import Sequence
from typing import Any

import click


class Command(click.Command):
    """A command whose help page is Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = [*self.collect_usage_pieces(ctx)]
        words = " ".join(piece.replace("[OPTIONS]", "[选项]") for piece in pieces)
        formatter.write_usage(ctx.command_path, words, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        rows = [row for p in self.get_params(ctx) if (row := p.get_help_record(ctx))]
        rows = [
            (left, right.replace("Show this message and exit.", "显示说明")) for left, right in rows
        ]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)


class Group(Command, click.Group):
    """A group whose help page is Chinese."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        Command.format_options(self, ctx, formatter)
        names = self.list_commands(ctx)
        found = [(name, self.get_command(ctx, name)) for name in names]
        rows = [(name, one.get_short_help_str(60)) for name, one in found if one]
        with formatter.section("命令"):
            formatter.write_dl(rows)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, "[选项] 命令 …", prefix="用法：")


def words_for(error: click.ClickException) -> str:
    """Say in Chinese what was wrong with the call."""
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}"
        case click.MissingParameter():
            name = error.param.human_readable_name if error.param else ""
            return f"缺少 {name}"
        case click.BadParameter():
            name = error.param.human_readable_name if error.param else "参数"
            return f"{name or '参数'} 不对：{error.message}"
        case click.UsageError() if "No such command" in error.message:
            return f"没有命令 {error.message.split(chr(39))[1]}"
        case click.UsageError():
            return f"用法不对：{error.message}"
    return error.message


def run(command: click.Command, args: Sequence[str] | None, **extra: Any) -> int:  # noqa: ANN401
    """Run a command; wrong use is said in Chinese on standard error and returns 2."""
    try:
        result = command.main(args=args, standalone_mode=False, **extra)
    except click.exceptions.Exit as done:
        return int(done.exit_code)
    except click.Abort:
        print("已中止", file=sys.stderr)  # noqa: T201 - the command line prints
        return 2
    except click.ClickException as error:
        ctx = getattr(error, "ctx", None)
        hint = f"\n用 {ctx.command_path} --help 查看说明" if ctx else ""
        print(f"{words_for(error)}{hint}", file=sys.stderr)  # noqa: T201
        return 2
    return int(result or 0)
