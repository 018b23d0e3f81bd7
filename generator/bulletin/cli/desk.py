"""The command that opens the form in the browser on one's own machine."""

import signal
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import click

from bulletin.cli.chinese import Command
from bulletin.cli.common import good, refuse
from bulletin.cli.output import say
from bulletin.publish.desk import NoDeskError, at_work, ready
from bulletin.publish.site import build


@click.command(cls=Command)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    metavar="N",
    help="在本机哪个端口打开，默认 8000",
)
@click.option("--review", is_flag=True, help="每一件另开一个分支（cms/…），审查以后再合并")
@click.pass_obj
def desk(root: Path, port: int, review: bool) -> int:  # noqa: FBT001 - click passes by name
    """在本机打开录入表单和网站；每次保存就是一次提交。"""
    book = good(root).book
    for ended in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(ended) is not signal.SIG_IGN:  # as nohup sets it
            signal.signal(ended, signal.default_int_handler)
    try:
        branch = ready(root)
        with TemporaryDirectory(prefix="bulletin-") as folder:
            build(root, Path(folder))
            with at_work(root, book, Path(folder) / "site", port=port, review=review) as address:
                say(f"录入表单 {address}\n网站 {address.removesuffix('admin/')}")
                say(f"保存到 {branch} 分支；网址里有钥匙，不要给别人；按 Ctrl-C 结束")
                Event().wait()
    except NoDeskError as refused:
        return refuse(refused)
    except KeyboardInterrupt:
        with suppress(OSError):  # the terminal may be gone
            say("已结束")
    return 0
