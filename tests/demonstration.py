"""The demonstration in a clone: December completed as the to-do list says, sealed, published."""

import re
import subprocess
import warnings
from itertools import takewhile
from pathlib import Path

import pytest
from bulletin.model.scheme import Book
from bulletin.problem import Problem
from bulletin.publish import versions
from bulletin.record import seal
from bulletin.repository.opened import open_repository
from bulletin.review.problems import review

from tests.needs import require

ROOT = Path(__file__).parents[1]
BASE_URL = "https://bulletin.example/"
NUMBER = "98.7654"
"""What is handed in where a number was missing; it is nowhere else."""
REASON = "年末会商一致"
"""Why a mark was agreed; this is nowhere else either."""


class Demonstration:
    """A clone of this repository with an address of its own."""

    def __init__(self, root: Path) -> None:
        """Clone what is committed, with its whole history."""
        require("git")
        self.root = root
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(root)], check=True)
        self.git("config", "user.name", "Tester")
        self.git("config", "user.email", "tester@bulletin.example")
        site = root / "data" / "site.yaml"
        site.write_text(site.read_text("utf-8") + f"base_url: {BASE_URL}\n", "utf-8")

    def git(self, *words: str) -> str:
        """What git says."""
        command = ["git", "-C", str(self.root), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def complete(self, month: str) -> None:
        """Do what the to-do list of a month says: hand in the numbers, agree the marks."""
        book = open_repository(self.root).book
        todo = [p for p in review(self.root).problems if p.code in {"T001", "T002"}]
        for problem in sorted(todo, key=lambda p: -p.place.line):  # from below: lines stay
            assert f"/{month}/" in problem.place.path
            hand_in(self.root, book, problem) if problem.code == "T001" else agree(
                self.root, problem
            )
        assert not [p for p in review(self.root).problems if p.code in {"T001", "T002"}]

    def seal(self, month: str) -> None:
        """Seal a month of every scheme that has it, and commit."""
        for scheme, assessment in open_repository(self.root).book.assessments.items():
            if month in assessment.months:
                seal.seal(self.root, open_repository(self.root), scheme, month)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", f"Seal {month}")

    def publish(self, month: str) -> None:
        """Publish a month; whoever runs the tests may be at work on the program."""
        with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
            patch.setattr(versions, "_PROGRAM", ())
            warnings.simplefilter("ignore")
            versions.publish(self.root, month)

    def frozen(self) -> dict[str, str]:
        """The hash of all bytes of each version on the branch."""
        rows = self.git("ls-tree", "-d", "site").splitlines()
        found = {row.split("\t")[1]: row.split()[2] for row in rows}
        return {name: tree for name, tree in found.items() if name != "latest"}


def hand_in(root: Path, book: Book, problem: Problem) -> None:
    """Write the same number for each unit that the to-do names."""
    told = re.match(r"写进 (data/schemes/([^/]+)/([^/]+)/\S+) 的 metric: (\S+)；", problem.hint)
    assert told
    path, scheme, month, metric = root / told[1], told[2], told[3], told[4]
    ids = {u.name: u.id for u in book.assessments[scheme].assessed(book.units, month)}
    names = problem.message.rpartition("：")[2].split("、")
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = lines.index(f"- metric: {metric}\n") + 1
    at += len(list(takewhile(_inside, lines[at:])))
    lines[at:at] = [f"    {ids[name]}: {NUMBER}\n" for name in names]
    path.write_text("".join(lines), "utf-8")


def agree(root: Path, problem: Problem) -> None:
    """Agree on the mean that counts for the time being."""
    mean = re.search(r"暂按平均 (\S+) 分计", problem.message)
    assert mean
    path = root / problem.place.path
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = problem.place.line - 1
    while not lines[at].startswith("- "):
        at -= 1
    at += 1
    at += len(list(takewhile(_inside, lines[at:])))
    lines[at:at] = [f"  agreed:\n    points: {mean[1]}\n    reason: {REASON}\n"]
    path.write_text("".join(lines), "utf-8")


def _inside(line: str) -> bool:
    """Whether a line belongs to the entry above it."""
    return line.startswith(" ")
