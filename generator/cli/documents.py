"""The command that writes the month's documents: word."""

from pathlib import Path

import click

from generator.cli.chinese import Command
from generator.cli.common import MONTH, changed_since_sealed, good, known_month, refuse
from generator.exchange.word.package import BadTemplateError
from generator.publish.documents import ChangedError, documents, save
from generator.publish.office import NoPdfError, to_pdf


@click.command(cls=Command)
@click.argument("month", type=MONTH)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="写到哪个文件夹，默认 build/documents/<月份>；改过的文件不覆盖",
)
@click.pass_obj
def word(root: Path, month: str, out: Path | None) -> int:
    """生成一个月的公文：通报、各单位的反馈单、各督察组的报告（Word，通报另有 PDF）。"""
    repository = good(root)
    if changed_since_sealed(root, repository):
        return 1
    known_month(repository, month)
    folder = out or Path("build", "documents", month)
    try:
        written = save(folder, documents(root, repository, month))
    except (BadTemplateError, ChangedError) as refused:
        return refuse(refused)
    _tell(folder, written)
    return 0


def _tell(folder: Path, written: tuple[Path, ...]) -> None:
    main = [path for path in written if path.parent.parent == folder]
    for path in main:
        click.echo(f"已生成 {path}")
    notices = [path for path in written if path not in main]
    for parent in dict.fromkeys(path.parent for path in notices):
        click.echo(f"已生成 {parent}：{sum(p.parent == parent for p in notices)} 份")
    try:
        for pdf in to_pdf(main):
            click.echo(f"已生成 {pdf}")
    except NoPdfError as none:
        click.echo(str(none), err=True)
