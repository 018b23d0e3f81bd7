"""Any file of a pull request is read or refused within two seconds and 256 MB.

A few of the worst; ``python -m tests.worst`` tries every kind of file with every kind of junk.
"""

from pathlib import Path

import pytest
from bulletin.load.parse import parse
from bulletin.load.path import DataPath
from bulletin.problem import SHOWN

from tests.cases import Repo
from tests.worst import JUNK, MEGABYTES, PATHS, SECONDS, cost, whole

WORST = (
    ("measurements", "dashes"),
    ("measurements", "words"),
    ("measurements", "good values"),
    ("measurements", "values"),
    ("marks", "unknown units"),
    ("rubric", "rules"),
    ("rubric", "criteria"),
    ("units", "entries with unknown keys"),
    ("units", "combining marks escaped"),
    ("finding", "telephones in a text"),
    ("scheme", "long keys"),
)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path)


@pytest.mark.parametrize(("kind", "junk"), WORST)
def test_junk_is_refused_in_time(kind: str, junk: str) -> None:
    took = cost(whole, kind, junk, 0.45)
    assert took.seconds < 2 * SECONDS  # the machine that tests is slower
    assert took.megabytes < MEGABYTES


def test_every_kind_of_junk_is_refused_or_read() -> None:
    path = PATHS["units"]
    for name, junk in JUNK.items():
        record, problems, _, _ = parse(DataPath(path, "units", id="city"), junk(2_000).encode())
        assert record is not None or problems, name


def test_a_month_of_36_000_values_is_read_and_one_fault_in_it_is_told() -> None:
    rows = "".join(f"    unit-{number:05}: 98.5\n" for number in range(36_000))
    path = PATHS["measurements"]
    found = DataPath(path, "measurements", "demo", "2017-08", id="measurements")
    text = f"- metric: late\n  values:\n{rows}"
    record, problems, _, _ = parse(found, text.encode())
    assert isinstance(record, tuple)
    assert (len(record), problems) == (36_000, ())
    record, problems, _, _ = parse(found, f"{text}    unit-x: 未知\n".encode())
    assert isinstance(record, tuple)
    assert (len(record), [(p.code, p.place.line) for p in problems]) == (36_000, [("S003", 36_003)])


def test_of_many_problems_of_one_kind_some_are_told_and_the_others_counted(repo: Repo) -> None:
    rows = "".join(
        f"- {{unit: u{number}, rule: quality, agreed: {{points: 1}}}}\n" for number in range(250)
    )
    repo.write("2017-08/marks.yaml", rows)
    told = [line for line in repo.found() if line.startswith("K002")]
    assert len(told) == SHOWN + 1
    assert "K002 另有 150 处同类的问题，没有逐一列出" in told
