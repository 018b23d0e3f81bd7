"""Git repositories made by hand: each commit says who wrote it on which day of September 2017."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bulletin.history import History, history
from bulletin.history.records import SHOWN
from bulletin.load.layout import kind_of
from bulletin.model.history import Difference, Entry

from tests.needs import require

MONTH = "data/schemes/demo/2017-09"
FINDING = f"{MONTH}/findings/jiaoyu/a-1.yaml"


class Made:
    """A repository that is being made."""

    def __init__(self, root: Path) -> None:
        require("git")
        root.mkdir()
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str, day: int = 1, author: str = "张三", committer: str = "") -> str:
        """Run git on a day of September 2017."""
        when = f"2017-09-{day:02}T23:30:00+0800"
        names = {
            "GIT_AUTHOR_NAME": author,
            "GIT_AUTHOR_EMAIL": "author@example.org",
            "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_NAME": committer or author,
            "GIT_COMMITTER_EMAIL": "committer@example.org",
            "GIT_COMMITTER_DATE": when,
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_CONFIG_SYSTEM": "/dev/null",
        }
        command = ["git", "-c", "protocol.file.allow=always", "-C", str(self.root), *words]
        done = subprocess.run(
            command, env=os.environ | names, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def write(self, path: str, text: str) -> None:
        """Write a file, and take it for the next commit."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.git("add", "--", path)

    def commit(self, message: str, day: int, author: str = "张三", committer: str = "") -> str:
        """Commit what was taken; returns the id."""
        words = ("commit", "--quiet", "--allow-empty", "--message", message)
        self.git(*words, day=day, author=author, committer=committer)
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str, start: str = "HEAD") -> None:
        """Begin a branch."""
        self.git("checkout", "--quiet", "-b", name, start)

    def merge(self, branch: str, message: str, day: int, author: str = "李四") -> None:
        """Go back to the main line and merge a branch."""
        self.git("checkout", "--quiet", "main")
        self.git("merge", "--quiet", "--no-ff", "-m", message, branch, day=day, author=author)

    def history(self) -> History:
        """Read the history."""
        return history(self.root, lambda path: k if (k := kind_of(path)) in SHOWN else "")

    def told(self, path: str = FINDING) -> str:
        """Write down what became of every record of a file, or of the file."""
        found = self.history()
        if path not in found.records:
            return "\n".join(self._entry(found.files[path])) if path in found.files else ""
        records = sorted(found.records[path].items())
        parts = (
            "\n".join(row for e in entries for row in self._entry(e)) for _, entries in records
        )
        return "\n---\n".join(parts)

    def _entry(self, entry: Entry) -> Iterator[str]:
        made = entry.commit
        applied = f" ({made.committer.raw} {made.committed})" if made.applied else ""
        merge = f" via {entry.merge.subject.raw!r}" if entry.merge else ""
        request = f" {entry.request}" if entry.request else ""
        yield f"{made.day} {made.author.raw}{applied} {made.subject.raw!r}{request}{merge}"
        other = {"reverts": made.reverts, "picked": made.picked}
        named = "".join(f" {verb} {self._subject(id_)!r}" for verb, id_ in other.items() if id_)
        moved = f" from {entry.moved}" if entry.moved else ""
        yield f"  {entry.deed.value}{named}{moved}"
        yield from (f"  {_field(field)}" for field in entry.fields)

    def _subject(self, commit: str) -> str:
        return self.git("show", "--no-patch", "--format=%s", commit)


def _field(field: Difference) -> str:
    old, new = (text.raw if text else "∅" for text in (field.old, field.new))
    return f"{field.name.raw}: {old} → {new}"


def finding(count: int = 1, more: str = "", summary: str = "指南缺要素") -> str:
    """A finding."""
    return (
        f"unit: jiaoyu\nrule: guide\ndate: 2017-09-01\nsummary: {summary}\ncount: {count}\n{more}"
    )
