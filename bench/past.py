"""Makes a repository with a past: findings that came and changed by pull requests."""

import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from bench.repo import SCHEME

A_REQUEST = 3
"""Commits of a pull request; its merge is one more."""


def grow(root: Path, findings: int, commits: int) -> int:
    """Make ``commits`` commits that bring ``findings`` findings; each changes two earlier ones too.

    Returns how many commits there are.
    """
    plan = _Plan(findings, commits)
    stream = "".join(plan.stream()).encode()
    _git(root, "init", "-q", "-b", "main")
    _git(root, "fast-import", "--quiet", given=stream)
    _git(root, "reset", "-q", "--hard", "main")
    return plan.made


def _git(root: Path, *words: str, given: bytes = b"") -> None:
    command = ["git", "-C", str(root), *words]
    subprocess.run(command, input=given, check=True)


class _Plan:
    """What is committed when, as ``git fast-import`` takes it."""

    def __init__(self, findings: int, commits: int) -> None:
        self.made = 0
        self._requests = commits // (A_REQUEST + 1)
        self._each = -(-findings // (self._requests * A_REQUEST))
        self._paths = [_path(number) for number in range(findings)]
        self._marks = count(1)
        self._written = 0

    def stream(self) -> Iterator[str]:
        """Go through the pull requests: their commits on a branch, then their merges."""
        tip = 0
        for number in range(1, self._requests + 1):
            branch, brought = tip, ""
            for _ in range(A_REQUEST):
                files = self._files()
                brought += files
                mark = next(self._marks)
                yield self._commit(mark, f"登记 {mark}", branch) + files
                branch = mark
            mark = next(self._marks)
            merge = f"Merge pull request #{number} from zhang/branch"
            if tip:
                yield self._commit(mark, merge, tip) + f"merge :{branch}\n{brought}"
                tip = mark
            else:
                tip = branch

    def _commit(self, mark: int, message: str, parent: int) -> str:
        self.made += 1
        when = 1_500_000_000 + 600 * self.made
        text = (
            f"commit refs/heads/main\nmark :{mark}\n"
            f"author 张三 <a@example.org> {when} +0800\n"
            f"committer 张三 <a@example.org> {when} +0800\n"
            f"data {len(message.encode())}\n{message}\n"
        )
        return text + (f"from :{parent}\n" if parent else "")

    def _files(self) -> str:
        """New findings, and another count in two that were there before."""
        start = self._written
        self._written = min(start + self._each, len(self._paths))
        numbers = [*range(start, self._written), *((start * k) % (start + 1) for k in (3, 7))]
        return "".join(self._file(number) for number in dict.fromkeys(numbers))

    def _file(self, number: int) -> str:
        text = (
            f"unit: unit-{number % 60}\nrule: guide-published\ndate: 2018-01-15\n"
            f"summary: 第 {number} 号督察发现的问题，与公布的办事指南不一致\n"
            f"count: {self.made + 1}\nsource: monthly-check\n"
        )
        return f"M 100644 inline {self._paths[number]}\ndata {len(text.encode())}\n{text}\n"


def _path(number: int) -> str:
    month = number // 1500
    name = f"unit-{number % 60}"
    folder = f"data/schemes/{SCHEME}/{2018 + month // 12}-{month % 12 + 1:02}/findings/{name}"
    return f"{folder}/{name}-{number}.yaml"
