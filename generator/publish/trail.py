"""The audit trail of a repository, for its pages."""

from pathlib import Path

from generator.history import history
from generator.history.records import KINDS
from generator.language import _
from generator.load.layout import kind_of
from generator.pages.trail import NONE, Trail


def trail_of(root: Path) -> Trail:
    """Return what became of each record, or why that is not known."""
    found = history(root, _kind)
    if found.shallow:
        return Trail(lacks=_("这份版本库只取了最近的提交（shallow clone）"))
    if not found.files:
        return NONE
    return Trail(found.files, found.records, "" if found.changed else found.head)


def _kind(path: str) -> str:
    """Return of what kind the records of a file are; empty where they have no history."""
    kind = kind_of(path)
    return kind if kind in KINDS else ""
