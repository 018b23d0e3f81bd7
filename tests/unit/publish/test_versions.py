"""Publishing is all or nothing: guarantees 8 and 12, and item 4 of the publication issue."""

import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from bulletin.history import refs
from bulletin.publish import versions
from bulletin.publish.site import build_version
from bulletin.record.refusal import RefusedError
from bulletin.repository.opened import open_repository

from tests.unit.review.sealed import Sealed

ROOT = Path(__file__).parents[3]
LATER = "九月才有的事"

# Publishes 2017-08 again and again; each time a child dies with the n-th program that it starts,
# before it starts it or after that has done its work. Says what there is after each death.
KILLED = """
import os, subprocess, sys, warnings
warnings.simplefilter("ignore")
from pathlib import Path
from bulletin.publish import versions
versions._PROGRAM = ()
root, when = Path(sys.argv[1]), sys.argv[2]
fatal, started = 0, 0

def build(root, repository, month, out):
    (out / "site").mkdir()
    (out / "site" / "index.html").write_text(month)

versions.build_version = build  # no step of its own: it starts no program and writes elsewhere

class Mortal(subprocess.Popen):
    def __init__(self, *args, **kwargs):
        global started
        started += 1
        self.number = started
        if started == fatal and when == "before":
            os._exit(9)
        super().__init__(*args, **kwargs)

    def wait(self, timeout=None):
        code = super().wait(timeout)
        if self.number == fatal and when == "after":
            os._exit(9)
        return code

def state():
    said = []
    for words in ("for-each-ref", "status --porcelain"):
        command = ["git", "-C", str(root), *words.split()]
        said.append(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    rows = "".join(said).splitlines()
    return "; ".join(row for row in rows if "bulletin-publishing" not in row)

code = 9
while code == 9:
    fatal += 1
    child = os.fork()
    if not child:
        subprocess.Popen = Mortal
        try:
            versions.publish(root, "2017-08")
        except versions.RefusedError:
            os._exit(1)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(code, state(), flush=True)
"""


@pytest.fixture(autouse=True)
def clean_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may be at work on the program."""
    monkeypatch.setattr(versions, "_PROGRAM", ())


@pytest.fixture
def repo(tmp_path: Path) -> Sealed:
    """Two sealed months; September says something that August must not."""
    made = Sealed(tmp_path / "repo")
    path = "2017-09/findings/jiaoyu/jy-01.yaml"
    made.change(path, "办事指南仍缺少收费依据", LATER)
    ordered = "2017-08/findings/jiaoyu/jy-02.yaml"
    made.write(ordered, made.text(ordered) + "ordered: true\n")
    made.write("2017-09/rechecks/2017-08/jy-02.yaml", f"date: 2017-09-12\nnote: {LATER}\n")
    made.commit("September")
    made.seal("2017-08")
    made.seal("2017-09")
    return made


def publish(repo: Sealed, month: str) -> str:
    with warnings.catch_warnings():  # other people's packages
        warnings.simplefilter("ignore")
        return versions.publish(repo.root, month)


def tree(repo: Sealed, folder: str) -> str:
    """The hash of all bytes of a folder on the branch."""
    return repo.git("rev-parse", f"site:{folder}").strip()


def found(repo: Sealed, words: str) -> list[str]:
    """The files on the branch that have some words."""
    command = ["git", "-C", str(repo.root), "grep", "-l", "--fixed-strings", words, "site"]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.split()


def test_a_month_becomes_a_version(repo: Sealed) -> None:
    made = publish(repo, "2017-08")
    assert repo.git("rev-parse", "site").strip() == made
    assert repo.git("rev-parse", "bulletin-2017-08") == repo.git("rev-parse", "HEAD")
    assert repo.git("branch", "--format=%(refname:short)").split() == ["main", "site"]
    assert repo.git("ls-tree", "--name-only", "site").split() == [
        ".nojekyll",
        "2017-08",
        "index.html",
        "latest",
        "versions.json",
    ]
    (row,) = json.loads(repo.git("show", "site:versions.json"))
    assert row == {
        "version": "2017-08",
        "title": "2017年8月",
        "aliases": ["latest"],
        "properties": {"commit": repo.git("rev-parse", "HEAD").strip()},
    }
    assert 'href="latest/"' in repo.git("show", "site:index.html")
    assert "2017-08/demo/index.html" in repo.git("show", "site:latest/demo/index.html")
    assert repo.git("status", "--porcelain") == ""


def test_a_version_knows_nothing_of_a_later_month(repo: Sealed) -> None:
    publish(repo, "2017-08")
    assert found(repo, LATER) == []
    about = ["help/problems.html", "search/search_index.js", "search/search_index.json"]
    # the list of problems has examples of its own
    assert found(repo, "2017-09") == [f"site:2017-08/{path}" for path in about]
    publish(repo, "2017-09")
    assert LATER in repo.git("show", "site:2017-09/demo/2017-09/jiaoyu.html")
    unit = "demo/units/jiaoyu.html"
    assert "2017年9月12日完成" in repo.git("show", f"site:2017-09/{unit}")
    assert "未完成" in repo.git("show", f"site:2017-08/{unit}")


def test_an_older_version_is_left_alone_and_led_to(repo: Sealed) -> None:
    publish(repo, "2017-08")
    before = tree(repo, "2017-08")
    publish(repo, "2017-09")
    assert tree(repo, "2017-08") == before
    pages = repo.git("ls-tree", "-r", "--name-only", "site:2017-09").split()
    assert not [path for path in pages if path.startswith("demo/2017-08/")]
    unit = repo.git("show", "site:2017-09/demo/units/jiaoyu.html")
    assert 'href="../../../2017-08/demo/2017-08/jiaoyu.html' in unit
    newest = json.loads(repo.git("show", "site:versions.json"))
    assert [(v["version"], v["aliases"]) for v in newest] == [
        ("2017-09", ["latest"]),
        ("2017-08", []),
    ]


def test_a_corrected_month_is_printed_anew_with_its_notice(repo: Sealed) -> None:
    publish(repo, "2017-08")
    repo.change("2017-08/findings/jiaoyu/jy-02.yaml", "tier: 一般", "tier: 严重")
    repo.correct("2017-08", "复核认定为严重")
    repo.commit("Correct August")
    publish(repo, "2017-09")
    for page in ("index", "jiaoyu"):
        text = repo.git("show", f"site:2017-09/demo/2017-08/{page}.html")
        assert all(words in text for words in ("更正第1号", "复核认定为严重", "26.50", "24.50"))
    assert "更正" not in repo.git("show", "site:2017-09/demo/2017-08/minzheng.html")


def test_a_clone_of_the_tag_gives_the_same_bytes(repo: Sealed, tmp_path: Path) -> None:
    publish(repo, "2017-08")
    publish(repo, "2017-09")
    there = tmp_path / "clone"
    address = f"file://{repo.root}"
    repo.git(
        "clone", "--quiet", "--single-branch", "--branch=bulletin-2017-09", address, str(there)
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        build_version(there, open_repository(there), "2017-09", tmp_path / "out")
    made = tmp_path / "out" / "site"
    repo.git("--work-tree", str(made), "add", "--force", "--all", ".")
    assert repo.git("write-tree").strip() == tree(repo, "2017-09")


def test_what_may_not_be_published(repo: Sealed) -> None:
    with pytest.raises(RefusedError, match="先发布 2017-08"):
        publish(repo, "2017-09")
    with pytest.raises(RefusedError, match="没有考核办法有 2017-11 的数据"):
        publish(repo, "2017-11")
    publish(repo, "2017-08")
    with pytest.raises(RefusedError, match="已经发布"):
        publish(repo, "2017-08")
    repo.change("data/units/city.yaml", "市语委办", "市语言委")
    with pytest.raises(RefusedError, match=r"没有提交的改动：data/units/city\.yaml"):
        publish(repo, "2017-09")
    repo.change("2017-09/findings/jiaoyu/jy-01.yaml", LATER, "改了的话")
    repo.commit("Tamper")
    with pytest.raises(RefusedError, match="Z001"):
        publish(repo, "2017-09")


def test_an_unsealed_month_is_not_published(tmp_path: Path) -> None:
    repo = Sealed(tmp_path / "repo")
    with pytest.raises(RefusedError, match="还没有封存：demo 2017-08"):
        publish(repo, "2017-08")


def test_two_do_not_publish_at_once(repo: Sealed) -> None:
    with refs.lock(repo.root, "bulletin-publish") as held:
        assert held
        with pytest.raises(RefusedError, match=r"另一个.*（锁 \S+/\.git/bulletin-publish\.lock）"):
            publish(repo, "2017-08")


def test_a_lock_goes_with_its_process(repo: Sealed) -> None:
    code = (
        "import sys, time; from pathlib import Path; from bulletin.history import refs\n"
        "with refs.lock(Path(sys.argv[1]), 'bulletin-publish') as held:\n"
        "    print(held, flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", code, str(repo.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as other:
        assert other.stdout
        assert other.stdout.readline() == b"True\n"
        with refs.lock(repo.root, "bulletin-publish") as held:
            assert not held
        other.kill()
    with refs.lock(repo.root, "bulletin-publish") as held:
        assert held


def test_a_branch_that_went_on_elsewhere_is_not_overwritten(repo: Sealed, tmp_path: Path) -> None:
    """Another clone has published August; this one learns of it, and publishes September."""
    other = tmp_path / "other"
    repo.git("clone", "--quiet", f"file://{repo.root}", str(other))
    publish(repo, "2017-08")
    august = tree(repo, "2017-08")
    subprocess.run(["git", "-C", str(other), "fetch", "--quiet"], check=True)
    for key, value in (("user.name", "Other"), ("user.email", "other@bulletin.example")):
        subprocess.run(["git", "-C", str(other), "config", key, value], check=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        versions.publish(other, "2017-09")
    kept = subprocess.run(
        ["git", "-C", str(other), "rev-parse", "site:2017-08"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert kept.stdout.strip() == august


@pytest.mark.slow
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_any_step_nothing_has_changed_and_the_next_run_completes(
    repo: Sealed, when: str
) -> None:
    """Each program that ``publish`` starts is a step: it dies before and after each of them."""
    refs_before = repo.git("for-each-ref").strip()
    said = subprocess.run(
        [sys.executable, "-c", KILLED, str(repo.root), when],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    *deaths, end = said
    if when == "after":  # the last program moves branch and tag together; then all is done
        moved = deaths.pop()
        assert "refs/heads/site" in moved
        assert "refs/tags/bulletin-2017-08" in moved
    assert end[:2] == ("1 " if when == "after" else "0 ")
    assert len(deaths) > 10
    assert set(deaths) == {f"9 {refs_before}"}
    assert "2017-08" in repo.git("show", "site:versions.json")
    assert repo.git("branch", "--format=%(refname:short)").split() == ["main", "site"]
    assert repo.git("rev-parse", "bulletin-2017-08") == repo.git("rev-parse", "main")
