"""Somebody at the command line who answers what is asked."""

import io
import sys
from pathlib import Path

import pytest
from bulletin.cli import main

from tests.cases import Repo


class Clerk:
    """Somebody who answers, line by line."""

    def __init__(
        self, repo: Repo, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
    ) -> None:
        self.repo, self.capsys, self.patch = repo, capsys, patch

    def run(self, *args: str, says: tuple[str, ...] = ()) -> tuple[int, str]:
        """Run the command; its exit code and what the terminal shows."""
        self.patch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in says)))
        with pytest.raises(SystemExit) as left:
            main(["--root", str(self.repo.root), *args])
        assert isinstance(left.value.code, int)
        return left.value.code, self.capsys.readouterr().out

    def state(self) -> dict[str, bytes]:
        """Every file."""
        paths = (path for path in self.repo.root.rglob("*") if path.is_file())
        return {str(path.relative_to(self.repo.root)): path.read_bytes() for path in paths}


class Said:
    """What a command prints, and its exit code."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *args: str) -> None:
        with pytest.raises(SystemExit) as left:
            main(args)
        assert isinstance(left.value.code, int)
        self.code = left.value.code
        self.out, self.err = capsys.readouterr()


@pytest.fixture
def clerk(repo: Repo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Clerk:
    return Clerk(repo, capsys, monkeypatch)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path)
