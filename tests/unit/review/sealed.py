"""A data repository in git whose months are sealed, to be tampered with."""

import subprocess
from pathlib import Path

from bulletin.model.seal import Seal
from bulletin.problem import as_text
from bulletin.record import seal
from bulletin.record.correct import Grounds, correct
from bulletin.repository.opened import open_repository
from bulletin.review.problems import review
from bulletin.review.seal_history import past_of
from bulletin.review.verify import Verified, verify

from tests.cases import Repo
from tests.needs import require


class Sealed(Repo):
    """The base of ``tests/bad``, with 2017-09 made final, committed, and sealed month by month."""

    def __init__(self, root: Path, *months: str) -> None:
        require("git")
        super().__init__(root)
        self.finish("2017-09")
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.name", "Tester")
        self.git("config", "user.email", "tester@bulletin.example")
        self.commit("Begin")
        for month in months:
            self.seal(month)

    def git(self, *words: str) -> str:
        """What git says."""
        command = ["git", "-C", str(self.root), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def commit(self, message: str) -> None:
        """Commit everything."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)

    def seal(self, month: str) -> Seal:
        """Seal a month and commit that."""
        made = seal.seal(self.root, open_repository(self.root), "demo", month)
        self.commit(f"Seal {month}")
        return made

    def correct(self, month: str, reason: str = "复核", basis: str = "示范〔2017〕3号") -> None:
        """Correct a sealed month."""
        grounds = Grounds(reason, basis)
        correct(self.root, open_repository(self.root), ("demo", month), grounds)

    def refused(self) -> list[str]:
        """The errors that ``check`` prints, each with its hint."""
        return [as_text(p) for p in review(self.root).problems if p.severity == "error"]

    def verified(self, month: str) -> Verified:
        """What ``verify`` says of one month."""
        repository = open_repository(self.root)
        return next(verify(repository, past_of(self.root), (("demo", month),)))

    def restore(self) -> None:
        """Take back every change since the last commit."""
        self.git("reset", "--quiet", "--hard")
        self.git("clean", "--quiet", "-fd")
