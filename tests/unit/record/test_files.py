"""Files are written all or none, whoever breaks it off and when."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from bulletin.record import files

from tests.cases import Repo
from tests.needs import needs

FILES = {f"a/{number}.txt": b"new" for number in range(6)}


def state(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_a_file_that_may_not_be_replaced_undoes_those_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows lets nobody replace a document that Word has open."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a/1.txt").write_bytes(b"old")
    before, replace = state(tmp_path), Path.replace

    def refusing(path: Path, target: Path) -> Path:
        if target.name == "4.txt":
            raise PermissionError(13, "in use", str(target))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refusing)
    with pytest.raises(PermissionError):
        files.write(tmp_path, FILES)
    assert state(tmp_path) == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_breaks_off_while_files_take_their_places_waits_for_the_last(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, handler = Path.replace, signal.getsignal(number)

    def breaking(path: Path, target: Path) -> Path:
        if target.name == "3.txt":
            signal.raise_signal(number)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", breaking)
    signal.signal(number, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            files.write(tmp_path, FILES)
    finally:
        signal.signal(number, handler)
    assert state(tmp_path) == FILES


SLOW_WORD = """
import sys, time
from bulletin.cli import main
from bulletin.publish import documents, libreoffice as office
fill = documents._Template.fill
def slow(*given):
    print("filling", flush=True)
    time.sleep(0.2)
    return fill(*given)
documents._Template.fill = slow
def convert(*given):
    print("converting", flush=True)
    time.sleep(60)
office.find = lambda: "soffice"
office.fonts.installed = lambda: None
office._convert = convert
main(sys.argv[1:])
"""


@pytest.mark.parametrize("when", ["filling", "converting"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@needs("posix")
def test_word_ended_by_a_signal_leaves_all_documents_or_none(
    number: int, when: str, tmp_path: Path
) -> None:
    repo, scratch = Repo(tmp_path / "repo"), tmp_path / "scratch"
    scratch.mkdir()
    arguments = ["--root", str(repo.root), "word", "2017-08", "--out", str(tmp_path / "out")]
    with subprocess.Popen(
        [sys.executable, "-c", SLOW_WORD, *arguments],
        env={**os.environ, "TMPDIR": str(scratch)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as run:
        assert run.stdout
        assert run.stderr
        for line in run.stdout:
            if line.strip() == when.encode():
                break
        time.sleep(0.1)
        run.send_signal(number)
        code, said = run.wait(30), run.stderr.read().decode()
    assert code == 128 + number
    assert "Traceback" not in said
    assert [*scratch.iterdir()] == []
    written = [path.suffix for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert written == ([] if when == "filling" else [".docx"] * 3)
