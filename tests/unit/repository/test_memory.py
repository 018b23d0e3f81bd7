"""What is remembered changes nothing but how much is read."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from bulletin.compare.impact import Impact
from bulletin.exchange import impact as written
from bulletin.exchange import impact_json
from bulletin.history import refs
from bulletin.load.parse import Parsed, parse
from bulletin.load.path import DataPath
from bulletin.record.seal import seal
from bulletin.repository import memory
from bulletin.repository.opened import open_repository
from bulletin.review.impact import impact

from tests.cases import Repo
from tests.unit.review.test_impact import (
    EDITS,
    FOUND,
    JY2,
    JY3,
    NEW,
    RUBRIC,
    SCHEME,
    Change,
    branches,
    commit,
    git,
    remove,
    repeated,
)
from tests.unit.review.test_impact import repo as _base

repo = _base


def everything(found: Impact) -> tuple[str, ...]:
    """All that is ever written of an impact."""
    return written.text(found), impact_json.impact(found), written.markdown(found)


def file(root: Path) -> Path:
    return root / ".git/bulletin/months.json"


def forget(root: Path) -> None:
    file(root).unlink(missing_ok=True)


def both_ways(root: Path, base: str, head: str, other: str | None = None) -> tuple[str, ...]:
    """What is told with what is remembered, which must be what is told without."""
    quick = everything(impact(root, base, head, other))
    kept = file(root).read_bytes() if file(root).exists() else b""
    forget(root)
    assert quick == everything(impact(root, base, head, other))
    if kept:
        file(root).write_bytes(kept)
    return quick


@pytest.fixture
def longer(repo: Repo) -> Repo:
    """Four months, the first of them sealed; in the last two nobody has a finding."""
    repo.change(SCHEME, "until: 2017-09", "until: 2017-11")
    for month in ("2017-10", "2017-11"):
        repo.write(f"{month}/participation.yaml", "- unit: minzheng\n  reason: 撤并\n")
    seal(repo.root, open_repository(repo.root), "demo", "2017-08")
    commit(repo.root)
    return repo


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are parsed."""
    paths: list[str] = []

    def counting(found: DataPath, content: bytes) -> Parsed:
        paths.append(found.path)
        return parse(found, content)

    monkeypatch.setattr("bulletin.load.parse", counting)
    return paths


def months_of(paths: list[str]) -> set[str]:
    return {path.split("/")[3] for path in paths if "/20" in path} - {"rubrics"}


@pytest.mark.parametrize("name", EDITS)
def test_every_edit_is_told_alike_with_and_without_memory(repo: Repo, name: str) -> None:
    base = refs.head(repo.root)
    impact(repo.root, base, base)
    assert file(repo.root).exists()
    EDITS[name][0](repo)
    head = commit(repo.root)
    both_ways(repo.root, base, head)


@pytest.mark.parametrize("seed", range(2))
def test_edits_upon_edits_are_told_alike(repo: Repo, seed: int) -> None:
    """What is remembered is carried on from one to the next."""
    chance = random.Random(seed)  # noqa: S311 - the same edits every time
    commits = [refs.head(repo.root)]
    for name in chance.sample(sorted(EDITS), 7):
        try:
            EDITS[name][0](repo)
        except (AssertionError, FileNotFoundError):
            git(repo.root, "checkout", "-q", "--", "data")
            continue
        commits.append(commit(repo.root))
        both_ways(repo.root, *chance.sample(commits, 2))
    assert len(commits) > 3


LATE = "unit: jiaoyu\nrule: delay\ndate: 2017-11-03\nsummary: 办理超过时限\ntier: 一般\n"


def test_only_what_differs_is_read(longer: Repo, read: list[str]) -> None:
    """Their common files are read once for both sides, and no other month for the award."""
    base = refs.head(longer.root)
    impact(longer.root, base, base)
    longer.write("2017-11/findings/jiaoyu/jy-09.yaml", LATE)
    read.clear()
    told = impact(longer.root, base, commit(longer.root))
    assert [effect.month for effect in told.months] == ["2017-11"]
    assert told.awards
    assert months_of(read) == {"2017-11"}
    assert len(read) == len(set(read))


def test_what_leads_to_a_changed_month_is_read_too(repo: Repo, read: list[str]) -> None:
    """A finding of September repeats one of August."""
    base = refs.head(repo.root)
    impact(repo.root, base, base)
    read.clear()
    repo.change(JY2, "tier: 一般", "tier: 严重")
    impact(repo.root, base, commit(repo.root))
    assert months_of(read) == {"2017-08", "2017-09"}


def test_what_a_changed_month_leads_to_is_read_too(longer: Repo, read: list[str]) -> None:
    base = refs.head(longer.root)
    impact(longer.root, base, base)
    longer.write("2017-11/findings/jiaoyu/jy-09.yaml", f"{LATE}repeats: 2017-08/jy-02\n")
    head = commit(longer.root)
    read.clear()
    impact(longer.root, base, head)
    assert months_of(read) == {"2017-08", "2017-11"}
    both_ways(longer.root, base, head)


def test_a_recheck_leads_to_the_month_of_its_finding(longer: Repo, read: list[str]) -> None:
    base = refs.head(longer.root)
    impact(longer.root, base, base)
    longer.write("2017-11/rechecks/2017-08/jy-02.yaml", "date: 2017-11-20\n")
    head = commit(longer.root)
    read.clear()
    impact(longer.root, base, head)
    assert months_of(read) == {"2017-08", "2017-11"}
    both_ways(longer.root, base, head)


Wrong: dict[str, Change] = {
    "a rule that is not there": lambda r: r.change(JY2, "rule: delay", "rule: nothing"),
    "what is repeated is gone": lambda r: remove(r, JY2.replace("jy-02", "jy-01")),
    "a recheck of what is not there": lambda r: r.write(
        "2017-09/rechecks/2017-08/jy-09.yaml", "date: 2017-09-12\n"
    ),
    "an odd file": lambda r: r.write("2017-09/notes.txt", "?"),
    "a second rubric without a rule that has a history": lambda r: r.write(
        "rubrics/2017-10.yaml", r.text(RUBRIC).replace("id: delay", "id: late")
    ),
}


@pytest.mark.parametrize("name", Wrong)
def test_what_is_wrong_is_told_alike_and_not_remembered(repo: Repo, name: str) -> None:
    base = refs.head(repo.root)
    impact(repo.root, base, base)
    before = file(repo.root).read_bytes()
    Wrong[name](repo)
    head = commit(repo.root)
    assert impact(repo.root, base, head).problems
    both_ways(repo.root, base, head)
    both_ways(repo.root, head, base)
    assert file(repo.root).read_bytes() == before


def sealed(month: str) -> Change:
    return lambda r: seal(r.root, open_repository(r.root), "demo", month)


def test_sealed_months_are_told_alike(repo: Repo) -> None:
    """A file of a sealed month, its seal taken away, and a month sealed out of order."""
    start = refs.head(repo.root)
    sealed("2017-08")(repo)
    base = commit(repo.root)
    impact(repo.root, base, base)
    both_ways(repo.root, start, base)
    edits: list[Change] = [
        lambda r: r.write(NEW, FOUND),
        lambda r: remove(r, JY3),
        lambda r: remove(r, "2017-08/seal.yaml"),
        lambda r: r.write("2017-07/participation.yaml", "- unit: minzheng\n  reason: 撤并\n"),
    ]
    for edit in edits:
        git(repo.root, "checkout", "-q", base)
        edit(repo)
        both_ways(repo.root, base, commit(repo.root))


def test_merges_are_told_alike(repo: Repo) -> None:
    impact(repo.root, refs.head(repo.root), refs.head(repo.root))
    both_ways(repo.root, *branches(repo, repeated, lambda r: remove(r, JY2)))


def test_merges_that_go_together_are_told_alike(repo: Repo) -> None:
    impact(repo.root, refs.head(repo.root), refs.head(repo.root))
    both_ways(repo.root, *branches(repo, repeated, lambda r: remove(r, JY3)))


Spoiling = Callable[[Path], object]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-9]),
        lambda path: path.write_bytes(path.read_bytes().replace(b'"24.5"', b'"99.5"')),
        lambda path: path.write_bytes(b"\xff\xfe"),
        lambda path: (path.unlink(), path.mkdir()),
    ],
)
def test_a_broken_memory_counts_as_none(repo: Repo, spoil: Spoiling) -> None:
    base = refs.head(repo.root)
    impact(repo.root, base, base)
    assert memory.recall(repo.root)
    path = file(repo.root)
    path.write_bytes(path.read_bytes() + b" ")
    spoil(path)
    assert memory.recall(repo.root) is None
    impact(repo.root, base, base)


def test_that_of_another_program_counts_as_none(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = refs.head(repo.root)
    impact(repo.root, base, base)
    monkeypatch.setattr(memory, "_program", lambda: "another")
    assert memory.recall(repo.root) is None


def test_what_is_remembered_is_plain_data_in_git_s_own_folder(repo: Repo) -> None:
    """市教育局 has 26.5 in August and is flagged; September leads to August."""
    base = refs.head(repo.root)
    impact(repo.root, base, base)
    held = json.loads(file(repo.root).read_text().partition("\n")[2])
    tree = git(repo.root, "rev-parse", f"{base}:{repo.folder}/2017-09")
    (august, september) = held["months"]
    assert august[4][0] == ["jiaoyu", "53/2", False, ["merit"], {"reports-rank": 1}]
    assert september[:4] == ["demo", "2017-09", [tree, "2017-08"], ["2017-08"]]
    assert git(repo.root, "status", "--porcelain") == ""
