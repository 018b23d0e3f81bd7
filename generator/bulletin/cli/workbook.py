"""The commands that exchange a month with a workbook: export, import."""

from pathlib import Path

import click

from bulletin.cli.chinese import Command
from bulletin.cli.common import MONTH, good, wrong
from bulletin.cli.output import say
from bulletin.exchange.ooxml.limits import LARGEST
from bulletin.record.export import workbook
from bulletin.record.files import write
from bulletin.record.import_ import NoFormError, plan


@click.command(cls=Command)
@click.argument("scheme")
@click.argument("month", type=MONTH)
@click.option(
    "--xlsx",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    is_flag=False,
    flag_value="",
    default="",
    metavar="FILE",
    help="写到哪个文件，默认 <考核办法>-<月份>.xlsx；已有的文件不覆盖",
)
@click.pass_obj
def export(root: Path, scheme: str, month: str, file: Path) -> int:
    """导出一个月的 Excel 工作簿，离线填写以后用 bulletin import 导入。"""
    repository = good(root)
    assessment = repository.book.assessments.get(scheme)
    if assessment is None:
        wrong(f"没有考核办法“{scheme}”", repository.book.assessments)
    rubric = assessment.rubric_for(month)
    if rubric is None:
        wrong(f"考核办法 {scheme} 在 {month} 没有评分细则", assessment.rubrics)
    path = file if file.name else Path(f"{scheme}-{month}.xlsx")
    if path.exists():
        raise click.ClickException(f"已有 {path.as_posix()}，没有覆盖\n换一个名称，或先移走它")
    if not path.parent.is_dir():
        raise click.ClickException(f"没有文件夹 {path.parent.as_posix()}")
    path.write_bytes(workbook(root, repository, scheme, month, rubric))
    say(f"已导出 {path.as_posix()}")
    return 0


@click.command("import", cls=Command)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def import_(root: Path, file: Path) -> int:
    """导入填好的工作簿：全部正确才改写数据，有错误就逐格列出，一处也不改。"""
    repository = good(root)
    try:
        planned = plan(root, repository, _bytes(file))
    except NoFormError as refused:
        say(f"{file.name}: {refused}", err=True)
        return 1
    for line in planned.wrong:
        say(f"{file.name} {line}" if line.startswith("表“") else line)
    if planned.wrong:
        say(f"有 {len(planned.wrong)} 个错误，数据没有改动", err=True)
        return 1
    write(root, planned.files)
    for line in planned.told or ("没有要改的，数据没有改动",):
        say(line)
    for line in planned.kept:
        say(f"工作簿里没有的不删除，保持不变：{line}")
    for line in planned.warnings:
        say(f"{file.name} {line}", err=True)
    return 0


def _bytes(file: Path) -> bytes:
    """A file, or a little more of it than a workbook may have."""
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)
