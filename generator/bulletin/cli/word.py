"""The command that writes the month's documents: word."""

from pathlib import Path

import click

from bulletin.cli.chinese import Command
from bulletin.cli.common import MONTH, changed_since_sealed, good, known_month, no_history, refuse
from bulletin.cli.output import say
from bulletin.exchange.word.package import BadTemplateError
from bulletin.publish.documents import ChangedError, documents, save
from bulletin.publish.libreoffice import LossyPdfError, NoPdfError, to_pdf


@click.command(cls=Command)
@click.argument("month", type=MONTH)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="写到哪个文件夹，默认 build/documents/<月份>；改过的文件不覆盖",
)
@no_history
@click.pass_obj
def word(root: Path, month: str, out: Path | None, history: bool) -> int:  # noqa: FBT001
    """生成一个月的公文：通报、各单位的反馈单、各督察组的报告（Word，通报另有 PDF）。"""
    repository = good(root)
    if changed_since_sealed(root, repository, history=history):
        return 1
    known_month(repository, month)
    folder = out or Path("build", "documents", month)
    try:
        written = save(folder, documents(root, repository, month))
    except (BadTemplateError, ChangedError) as refused:
        return refuse(refused)
    bulletins = [path for path in written if path.parent.parent == folder]
    _tell(written, bulletins)
    return _print(bulletins)


def _tell(written: tuple[Path, ...], bulletins: list[Path]) -> None:
    for path in bulletins:
        say(f"已生成 {path.as_posix()}")
    notices = [path for path in written if path not in bulletins]
    for parent in dict.fromkeys(path.parent for path in notices):
        count = sum(path.parent == parent for path in notices)
        say(f"已生成 {parent.as_posix()}：{count} 份")


def _print(bulletins: list[Path]) -> int:
    """Write the bulletins as PDF; without LibreOffice there are none, which is no failure."""
    try:
        printed = to_pdf(bulletins)
    except NoPdfError as none:
        say(str(none), err=True)
        return 0
    except LossyPdfError as lossy:
        return refuse(lossy)
    for pdf in printed.paths:
        say(f"已生成 {pdf.as_posix()}")
    if printed.stand_ins:
        say(
            f"PDF 的字体：本机没有公文用的字体，{printed.stand_ins}；"
            "版面与装有这些字体的电脑上的不尽相同",
            err=True,
        )
    return 0
