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
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        rows = [row for p in options if (row := p.get_help_record(ctx))]
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
    """Say in Chinese what was wrong with the call; words of our own pass as they are."""
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}"
        case click.MissingParameter():
            return f"缺少 {_name(error.param)}"
        case click.BadParameter():
            return f"{_name(error.param)} 不对：{_bad_value(error)}"
        case click.BadOptionUsage():
            takes = "does not take" not in error.message
            return f"选项 {error.option_name} {'后面缺少值' if takes else '不带值'}"
        case click.UsageError():
            return _usage(error.message)
    return error.message


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return "参数"
    return param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name


def _bad_value(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"必须是 {'、'.join(map(str, kind.choices))} 之一"
    return error.message


def _usage(message: str) -> str:
    """Translate what click says of the call as a whole."""
    if "unexpected extra argument" in message:
        return f"多写了 {message.partition('(')[2].rstrip(').')}"
    if "No such command" in message:
        return f"没有命令 {message.split(chr(39))[1]}"
    return message if message.startswith("用法：") else "缺少命令"


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
