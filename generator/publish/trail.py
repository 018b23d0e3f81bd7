"""The audit trail of a repository, for its pages."""

from datetime import date
from pathlib import Path

from generator.history import history, refs
from generator.pages.trail import NONE, Trail


def trail_of(root: Path) -> Trail:
    """Return the last commit of each data file, or why there is none."""
    found = history(root)
    if found.shallow:
        return Trail(lacks="这份版本库只取了最近的提交（shallow clone）")
    if not found.last:
        return NONE
    last = {
        path: (commit.id, date.fromisoformat(commit.day))
        for path, commit in found.last.items()
        if path not in found.changed
    }
    return Trail(last, "" if found.changed else refs.head(root))
