"""Which files there may be below ``data/``, and what each path says (scheme, month, id)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.load.source import Source
from bulletin.problem import Code, Place, Problem

NOT_ORDINARY = Code("Y009", "不是普通文件", "data/ 下只能有普通文件和文件夹，不得有符号链接。")
MISPLACED = Code("P001", "文件放错了地方", "data/ 下只能有规定路径和名称的文件。")

_ID = r"[a-z0-9][a-z0-9-]*"
_MONTH = r"[12][0-9]{3}-(?:0[1-9]|1[0-2])"
_SCHEME = rf"data/schemes/(?P<scheme>{_ID})"
_PATTERNS = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (rf"{_SCHEME}/(?P<month>{_MONTH})/findings/(?P<unit>{_ID})/(?P<id>{_ID})\.yaml", "finding"),
        (
            rf"{_SCHEME}/(?P<month>{_MONTH})/rechecks/(?P<of>{_MONTH})/(?P<id>{_ID})\.yaml",
            "recheck",
        ),
        (rf"{_SCHEME}/(?P<month>{_MONTH})/(?P<id>measurements|marks|participation)\.yaml", ""),
        (rf"{_SCHEME}/rubrics/(?P<month>{_MONTH})\.yaml", "rubric"),
        (rf"{_SCHEME}/(?P<id>scheme)\.yaml", "scheme"),
        (rf"data/units/(?P<id>{_ID})\.yaml", "units"),
        (r"data/(?P<id>site)\.yaml", "site"),
        (rf"{_SCHEME}/(?P<month>{_MONTH})/(?P<id>seal)\.yaml", ""),
        (
            rf"{_SCHEME}/(?P<month>{_MONTH})/corrections/(?P<id>[1-9][0-9]{{0,3}})\.yaml",
            "correction",
        ),
        (rf"{_SCHEME}/(?P<month>{_MONTH})/rounds/(?P<id>{_ID})\.yaml", "round"),
        (rf"{_SCHEME}/(?P<month>{_MONTH})/draws/(?P<id>{_ID})\.yaml", "draw"),
        (
            rf"{_SCHEME}/(?P<month>{_MONTH})/visits/(?P<round>{_ID})/(?P<id>{_ID})\.yaml",
            "visits",
        ),
        (r"data/templates/(?:通报|反馈单|督察报告)\.docx", "other"),
        (r"(?:.*/)?(?:README\.md|\.gitkeep)", "other"),
    )
)
_FOLDERS = re.compile(rf"{_SCHEME}/(?P<month>{_MONTH})")
_DEEPEST = 8
"""How many folders a path may have; findings need six."""
_SAFE = re.compile(r"[\w./ -]*")


@dataclass(frozen=True, slots=True)
class DataPath:
    """One file or month folder, with what its path says; ``kind`` names its schema.

    ``of`` is the month of the finding of which a recheck speaks.
    """

    path: str
    kind: str
    scheme: str = ""
    month: str = ""
    unit: str = ""
    id: str = ""
    round: str = ""
    of: str = ""


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


def month_of(path: str) -> tuple[str, str] | None:
    """Return the scheme and the month of a month's folder; None for every other path."""
    found = _FOLDERS.fullmatch(path)
    return (found["scheme"], found["month"]) if found else None


_ODD = "data/ 下只能有普通文件和文件夹，此处是链接或特殊文件"


def _not_ordinary(path: str, message: str = _ODD) -> Problem:
    return Problem(Place(_shown(path)), NOT_ORDINARY.id, message, "删去它，换成普通文件")


def _shown(path: str) -> str:
    """Write a path on one line, whatever bytes its names are made of."""
    return path if _SAFE.fullmatch(path) else ascii(path)[1:-1]


def _month(path: str) -> Iterator[DataPath]:
    found = _FOLDERS.fullmatch(path)
    if found:
        yield DataPath(path, "month", scheme=found["scheme"], month=found["month"])


def _file(path: str) -> DataPath | Problem:
    for pattern, kind in _PATTERNS:
        found = pattern.fullmatch(path)
        if found:
            said = {key: value for key, value in found.groupdict().items() if value}
            return DataPath(path, kind or said["id"], **said)
    return _misplaced(path)


def kind_of(path: str) -> str:
    """Return the kind of the file that may be at a path; empty where none may."""
    found = _file(path)
    return found.kind if isinstance(found, DataPath) else ""


def _misplaced(path: str) -> Problem:
    message = "data/ 下只能有规定路径和名称的文件，这个文件不在其中"
    hint = (
        "问题放在 schemes/<考核办法>/<YYYY-MM>/findings/<单位>/<编号>.yaml，"
        "名称只用小写字母、数字和连字符"
    )
    if path.startswith("data/templates/"):
        hint = "公文模板只有通报.docx、反馈单.docx 和督察报告.docx"
    return Problem(Place(_shown(path)), MISPLACED.id, message, hint)
