"""Which files there are below ``data/``, and which there may not be."""

import re
from collections.abc import Iterator

from bulletin.load.file_kinds import located
from bulletin.load.path import DataPath, month_of
from bulletin.load.source import Source
from bulletin.problem import Code, Place, Problem

NOT_ORDINARY = Code("Y009", "不是普通文件", "data/ 下只能有普通文件和文件夹，不得有符号链接。")
MISPLACED = Code("P001", "文件放错了地方", "data/ 下只能有规定路径和名称的文件。")

_OTHER = re.compile(
    r"data/templates/(?:通报|反馈单|督察报告)\.docx|(?:.*/)?(?:README\.md|\.gitkeep)"
)
"""Files that hold no record."""
_DEEPEST = 8
"""How many folders a path may have; findings need six."""
_SAFE = re.compile(r"[\w./ -]*")


def walk(source: Source) -> Iterator[DataPath | Problem]:
    """List everything below ``data/`` in the order of the paths, whatever the file system says."""
    if source.form("data") == "odd":
        yield _not_ordinary("data")
    else:
        yield from _folder(source, "data")


def _folder(source: Source, path: str) -> Iterator[DataPath | Problem]:
    for name, form in source.entries(path):
        here = f"{path}/{name}"
        if form == "odd":
            yield _not_ordinary(here)
        elif form == "folder" and name.endswith(".yaml"):
            message = "以 .yaml 结尾的必须是普通文件，此处是文件夹"
            yield _not_ordinary(here, message)
        elif form == "folder" and here.count("/") >= _DEEPEST:
            yield _misplaced(here)
        elif form == "folder":
            yield from _month(here)
            yield from _folder(source, here)
        else:
            yield _file(here)


_ODD = "data/ 下只能有普通文件和文件夹，此处是链接或特殊文件"


def _not_ordinary(path: str, message: str = _ODD) -> Problem:
    return Problem(Place(_shown(path)), NOT_ORDINARY.id, message, "删去它，换成普通文件")


def _shown(path: str) -> str:
    """Write a path on one line, whatever bytes its names are made of."""
    return path if _SAFE.fullmatch(path) else ascii(path)[1:-1]


def _month(path: str) -> Iterator[DataPath]:
    of_month = month_of(path)
    if of_month:
        yield DataPath(path, "month", *of_month)


def _file(path: str) -> DataPath | Problem:
    if _OTHER.fullmatch(path):
        return DataPath(path, "other")
    return located(path) or _misplaced(path)


def kind_of(path: str) -> str:
    """Return the kind of the file that may be at a path; empty where none may."""
    place = _file(path)
    return place.kind if isinstance(place, DataPath) else ""


def _misplaced(path: str) -> Problem:
    message = "data/ 下只能有规定路径和名称的文件，这个文件不在其中"
    hint = (
        "问题放在 schemes/<考核办法>/<YYYY-MM>/findings/<单位>/<编号>.yaml，"
        "名称只用小写字母、数字和连字符"
    )
    if path.startswith("data/templates/"):
        hint = "公文模板只有通报.docx、反馈单.docx 和督察报告.docx"
    return Problem(Place(_shown(path)), MISPLACED.id, message, hint)
