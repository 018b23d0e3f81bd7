"""The audit trail of a repository, for its pages."""

from pathlib import Path

from bulletin.history import history
from bulletin.history.gap import Lack, gap
from bulletin.history.records import SHOWN
from bulletin.language import _
from bulletin.load.layout import kind_of
from bulletin.view.trail import NONE, Trail

_NOTHING = {Lack.NO_GIT, Lack.NO_REPOSITORY}
"""Why there is no history at all; otherwise there is one, which cannot be read whole."""


def trail_of(root: Path, *, is_asked: bool = True) -> Trail:
    """Return what became of each record, or why that is not known."""
    if not is_asked:
        return Trail(lacks=_("生成这些页面时没有看版本库的历史"))
    lacking = gap(root)
    if lacking and lacking.reason in _NOTHING:
        return NONE
    if lacking and lacking.reason is Lack.SHALLOW:
        return Trail(lacks=_("这份版本库只取了最近的提交（shallow clone）"))
    if lacking:
        return Trail(lacks=_("版本库的历史读不全"))
    histories = history(root, _kind)
    if not histories.files:
        return NONE
    return Trail(histories.files, histories.records, "" if histories.changed else histories.head)


def _kind(path: str) -> str:
    """Return of what kind the records of a file are; empty where they have no history."""
    kind = kind_of(path)
    return kind if kind in SHOWN else ""
