"""The commands work where there is no fcntl, no fork, no HUP, and the console speaks GBK."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import bulletin
import pytest

from tests.unit.review.sealed import Sealed

PACKAGE = Path(bulletin.__file__).parent
ELSEWHERE = ("fcntl", "grp", "pwd", "resource", "syslog", "termios")
"""What Python has on POSIX systems alone."""
LACKING = (
    *("chown", "chroot", "fork", "getegid", "geteuid", "getgid", "getpgid", "getuid"),
    *("killpg", "mkfifo", "nice", "setsid", "symlink", "sync", "uname"),
)
NO_POSIX = f"""
import builtins, os, signal
import mkdocs.commands.build  # watchdog, which it brings, has a Windows of its own
load = builtins.__import__
def without(name, globals=None, *more, **named):
    ours = ((globals or {{}}).get("__name__") or "").startswith("generator")
    if ours and name in {ELSEWHERE!r}:
        raise ModuleNotFoundError(name)
    return load(name, globals, *more, **named)
builtins.__import__ = without
for name in {LACKING!r}:
    delattr(os, name)
del signal.SIGHUP, signal.SIGKILL
"""
TOUR = """
import sys
from bulletin.cli import main
from bulletin.publish import libreoffice
libreoffice.find = lambda: None  # a test of its own
for line in sys.argv[2:]:
    print(f"$ {line}", flush=True)
    try:
        main(["--root", sys.argv[1], *line.split()])
    except SystemExit as left:
        print(f"= {left.code}", flush=True)
"""
COMMANDS = {
    "--help": 0,
    "check": 0,
    "check --format json": 0,
    "check --format github": 0,
    "check --format gitlab": 0,
    "score demo 2017-08": 0,
    "explain demo 2017-08 jiaoyu": 0,
    "award demo 2017": 0,
    "compare demo 2017-08 2017-09": 0,
    "impact HEAD~1": 0,
    "readings demo 2017-08": 0,
    "repeats demo 2017-09": 0,
    "coverage demo 2017-08": 0,
    "recheck demo 2017-09": 0,
    "remind demo 2017-10-01": 0,
    "format --check": 0,
    "editor": 0,
    "export demo 2017-09 --xlsx {out}/book.xlsx": 0,
    "import {out}/book.xlsx": 0,
    "word 2017-08 --out {out}/word": 0,
    "seal demo 2017-09": 0,
    "verify": 0,
    "build --out {out}/site": 0,
    "publish 2017-08": 1,
}


@pytest.fixture(scope="module")
def toured(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, int, Path]:
    """What all commands said, as bytes turned into text; nothing may be lost on the way."""
    folder = tmp_path_factory.mktemp("windows")
    (folder / "sitecustomize.py").write_text(NO_POSIX, encoding="utf-8")
    repo = Sealed(folder / "repo", "2017-08")
    text = repo.text("2017-09/findings/jiaoyu/jy-01.yaml")
    more = re.sub(r"(?ms)^repeats:.*?(?=^\S|\Z)", "repeats: none\n", text)
    repo.write("2017-09/findings/jiaoyu/jy-09.yaml", re.sub("summary: ", "summary: 另一处", more))
    repo.commit("Find more")
    path = os.pathsep.join((str(folder), str(PACKAGE.parent)))
    env = {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"}
    lines = [line.format(out=folder.as_posix()) for line in COMMANDS]
    done = subprocess.run(
        [sys.executable, "-c", TOUR, str(repo.root), *lines],
        env={**env, "LC_ALL": "C.UTF-8"},  # names of files are Unicode on Windows
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode("utf-8"), done.returncode, folder


@pytest.mark.slow
def test_every_command_runs_without_posix_and_says_utf_8(toured: tuple[str, int, Path]) -> None:
    said, code, folder = toured
    assert "Traceback" not in said, said
    assert code == 0
    codes = [int(line[2:]) for line in said.splitlines() if line.startswith("= ")]
    assert codes == [*COMMANDS.values()], said
    assert "−" in said, "the sign that GBK lacks"
    assert (folder / "site/site/index.html").is_file()
    assert (folder / "word/demo/通报.docx").is_file()


@pytest.mark.slow
def test_what_is_written_has_plain_line_ends(toured: tuple[str, int, Path]) -> None:
    said, _, folder = toured
    assert "\r" not in said
    texts = ("*.yaml", "*.json", "*.yml", "*.csv", "*.xml", "*.html", "*.js")
    written = [path for kind in texts for path in folder.rglob(kind) if ".git" not in path.parts]
    assert written
    assert [str(p) for p in written if b"\r\n" in p.read_bytes() and p.suffix != ".csv"] == []


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            yield name, node


def writes_text(name: str, call: ast.Call) -> bool:
    """Whether a call writes text, and so must say what a line's end is."""
    if name == "write_text":
        return True
    mode = next((a.value for a in call.args if isinstance(a, ast.Constant)), "")
    return name in {"open", "NamedTemporaryFile"} and str(mode) in {"w", "a", "x", "w+"}


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_no_module_leaves_the_system_to_choose(path: Path) -> None:
    """Line ends and encodings are written out; what POSIX alone has is asked for first."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    wrong = []
    for name, call in calls(tree):
        given = {one.arg for one in call.keywords}
        if writes_text(name, call) and "newline" not in given:
            wrong.append(f"{call.lineno}: {name} without newline")
        if name in {"run", "Popen"} and given & {"text", "universal_newlines"}:
            wrong.append(f"{call.lineno}: {name} without encoding")
        if name == "read_text" and not (call.args or "encoding" in given):
            wrong.append(f"{call.lineno}: read_text without encoding")
    for node in ast.walk(tree):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
        wrong += [f"{name} is not everywhere" for name in names if name in ELSEWHERE]
    assert wrong == []
