"""The command of evidence: what is recorded of a file, and whether a file is the one recorded."""

from pathlib import Path

import click

from bulletin.cli.chinese import Command
from bulletin.cli.common import assessment_of, finding_of, good, record
from bulletin.cli.output import say
from bulletin.model.month import Finding
from bulletin.record import evidence as files


@click.command(cls=Command)
@click.argument("scheme")
@click.argument("finding")
@click.argument("file", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--kind", default="", metavar="TEXT", help="种类，如 照片、录音、文件、截图")
@click.option("--ref", default="", metavar="TEXT", help="存放位置、文号，或库外登记的编号")
@click.pass_obj
def evidence(  # noqa: PLR0913, PLR0917 - click passes them by name
    root: Path, scheme: str, finding: str, file: tuple[Path, ...], kind: str, ref: str
) -> int:
    """登记证据材料的名称和校验值，不复制文件；登记过的，核对是不是原来那份。"""
    repository = good(root)
    assessment = assessment_of(repository, scheme)
    month = assessment.months.get(finding.partition("/")[0])
    ids = (item.full_id for item in month.findings.values()) if month else ()
    target = finding_of(assessment, finding, ids)
    digests = {item: files.digest(item) for item in file}
    new = [item for item in file if not _told(target, item, digests[item])]
    if not new:
        return 0
    if month and month.seal:
        return _sealed(month.month, new)
    pieces = [files.piece(item, digests[item], kind, ref) for item in new]
    return record(root, repository, (target.place.path, files.added(root, target, pieces)))


def _sealed(month: str, new: list[Path]) -> int:
    for file in new:
        say(f"{file.as_posix()} 与登记的各份证据都不同", err=True)
    say(f"{month} 已经封存，不能补登证据", err=True)
    return 1


def _told(finding: Finding, file: Path, sha256: str) -> bool:
    """Whether a file is recorded, which is said."""
    same = files.known(finding, sha256)
    if same:
        name = f"“{same.title.raw}”" if same.title else "一份证据"
        say(f"{file.as_posix()} 与登记的{name}一致")
    return same is not None
