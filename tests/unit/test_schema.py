"""The schemas: two validators that must agree, and what a person is told."""

import re
from copy import deepcopy
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from bulletin import schema
from bulletin.load.file_kinds import BY_NAME
from bulletin.load.layout import walk
from bulletin.load.path import DataPath
from bulletin.load.source import Folder
from bulletin.problem import SHOWN, Problem
from bulletin.schema import names, validate
from bulletin.yamlfile import Document, read_text
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
CHINESE = re.compile(r"[\u4e00-\u9fff]")

FINDING = "unit: a\nrule: b\ndate: 2017-08-31\nsummary: 问题\n"
RULE = """title: 细则
criteria:
  - id: "1"
    title: 内容
    points: 5
    rules:
      - id: r
        text: 办法
        clause: 一
        """


@cache
def _files() -> list[tuple[DataPath, Document]]:
    rows = []
    for found in walk(Folder(ROOT)):
        if isinstance(found, DataPath) and found.kind in BY_NAME:
            text = (ROOT / found.path).read_text(encoding="utf-8")
            document, _ = read_text(found.path, text)
            assert document is not None
            rows.append((found, document))
    return rows


def told(kind: str, text: str) -> list[tuple[str, int]]:
    """Return code and line of each problem."""
    return [(p.code, p.place.line) for p in problems(kind, text)]


def problems(kind: str, text: str) -> tuple[Problem, ...]:
    document, wrong = read_text("x.yaml", text)
    assert document is not None, wrong
    return validate(document, kind)


def _both(kind: str, data: object) -> tuple[bool, bool]:
    quick, slow = schema._quick(kind), schema._validator(kind)  # noqa: SLF001 - the two under test
    return quick.is_valid(data), slow.is_valid(data)


def _agree(kind: str, data: object) -> None:
    quick, slow = _both(kind, data)
    assert quick == slow, (kind, data)


# --- the two validators -----------------------------------------------------------------------


def test_every_file_of_the_repository_passes_both() -> None:
    kinds = set()
    for found, document in _files():
        assert _both(found.kind, document.data) == (True, True), found.path
        kinds.add(found.kind)
    assert kinds >= {"site", "units", "scheme", "rubric", "finding", "measurements"}


_ODD: tuple[object, ...] = (
    *(None, True, False, 0, 1, -1, 3, 100_001, 10**13, "", "a", "A", "a\n", "甲", "2017-08", "yes"),
    *("2017-02-30", "0000-01-01", "2017-13", "20%", "1/0", "none", "x" * 101, "x" * 4001, [], {}),
    *(["a", "a"], ["a"], {"a": 1}, {"unknown": 1}, Decimal("1.0"), Decimal("0.5"), Decimal("-0.0")),
    *(Decimal("1E-18"), Decimal("1000000.0000000001"), Decimal("999999999999.9999999999")),
)


def _places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401
    found = [path]
    keys = data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    for key in keys:
        found += _places(data[key], (*path, key))
    return found


def _mutated(chance: Random, data: Any) -> Any:  # noqa: ANN401
    """Change, drop or add one thing somewhere."""
    path = chance.choice(_places(data))
    odd = deepcopy(chance.choice(_ODD))
    if not path:
        return odd
    made = deepcopy(data)
    inner = made
    for key in path[:-1]:
        inner = inner[key]
    how = chance.randrange(3)
    if how == 0:
        inner[path[-1]] = odd
    elif how == 1:
        del inner[path[-1]]
    elif isinstance(inner, dict):
        inner[chance.choice(("unknown", "id", "months", "points", "count", "from"))] = odd
    else:
        inner.append(odd)
    return made


@pytest.mark.parametrize("kind", ["site", "units", "scheme", "finding", "measurements", "rubric"])
def test_nothing_is_passed_by_one_and_refused_by_the_other(kind: str) -> None:
    chance = Random(kind)  # noqa: S311 - made-up data
    rows = [document.data for found, document in _files() if found.kind == kind]
    for _ in range(40 if kind == "rubric" else 400):
        data = chance.choice(rows)
        if isinstance(data, list):
            data = data[:3]
        _agree(kind, _mutated(chance, data))


_MARKS = [
    {"unit": "a", "rule": "r", "place": "b", "panel": [{"group": "一组", "points": 3}]},
    {"unit": "a", "rule": "r", "agreed": {"points": Decimal("2.5"), "reason": "商定"}},
]
_ABSENT = [{"unit": "a", "criterion": "1.1", "reason": "无"}, {"unit": "b", "reason": "无"}]


@pytest.mark.parametrize(("kind", "data"), [("marks", _MARKS), ("participation", _ABSENT)])
def test_they_agree_on_marks_and_absences(kind: str, data: object) -> None:
    assert _both(kind, data) == (True, True)
    chance = Random(kind)  # noqa: S311
    for _ in range(400):
        _agree(kind, _mutated(chance, data))


@settings(max_examples=300)
@given(st.sampled_from(["count", "date", "summary", "exempt", "appeal"]), st.sampled_from(_ODD))
def test_they_agree_on_odd_values(key: str, odd: object) -> None:
    document, _ = read_text("x.yaml", FINDING)
    assert document is not None
    _agree("finding", {**document.data, key: odd})


def test_what_passes_neither_way_is_never_silent() -> None:
    """Where only the fast one refuses, the file is refused all the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "_validator", lambda _: Draft202012Validator({}))
        assert told("finding", "unit: a\n") == [("S008", 1)]


# --- what a person is told --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("finding", "unit: a\nrule: b\nsummary: 问题\n", [("S001", 1)]),
        ("finding", FINDING + "sumary: x\n", [("S002", 5)]),
        ("finding", FINDING + "count: 一\n", [("S003", 5)]),
        ("finding", FINDING + "count: 1.5\n", [("S003", 5)]),
        ("finding", FINDING + "count: 0\n", [("S006", 5)]),
        ("finding", FINDING + "detail:\n", [("S003", 5)]),
        ("finding", FINDING.replace("08-31", "02-30"), [("S005", 3)]),
        ("finding", FINDING.replace("2017-08-31", "0000-08-31"), [("S005", 3)]),
        ("finding", FINDING.replace("unit: a", "unit: 甲"), [("S005", 1)]),
        ("finding", FINDING.replace("问题", '""'), [("S007", 4)]),
        ("finding", FINDING + "repeats: 2017-08\n", [("S003", 5)]),
        ("units", "[]\n", [("S007", 1)]),
        ("units", "- {id: a, name: b, aliases: [c, c]}\n", [("S007", 1)]),
        ("marks", "- {unit: a, rule: r}\n", [("S008", 1)]),
        ("marks", "- {unit: a, rule: r, panel: []}\n", [("S007", 1)]),
        ("participation", "- {unit: a, reason: x, rule: r, criterion: c}\n", [("S008", 1)]),
        ("measurements", "- metric: m\n  values:\n    a: maybe\n", [("S003", 3)]),
        ("measurements", "- metric: m\n  values:\n    a: 5176826000000\n", [("S006", 3)]),
        ("measurements", "- metric: m\n  values:\n    a: 5,176,826\n", [("S003", 3)]),
        ("rubric", RULE + "deduct: {points: 0, per: 项}\n", [("S006", 10)]),
        ("rubric", RULE + "note: 没有办法\n", [("S008", 7)]),
        ("rubric", RULE + "judge: {points: 1}\n        void: criterion\n", [("S008", 7)]),
        ("scheme", "title: 考核\nunits: {kind: a}\nties: countback\n", [("S004", 3)]),
        ("site", "5\n", [("S003", 1)]),
    ],
)
def test_a_problem(kind: str, text: str, found: list[tuple[str, int]]) -> None:
    assert told(kind, text) == found


def test_all_problems_of_a_file_are_told_in_one_run() -> None:
    text = "unit: 甲\nrule: b\ndate: 2017-02-30\nextra: 1\ncount: 0\n"
    assert [code for code, _ in told("finding", text)] == [
        "S005",
        "S001",
        "S005",
        "S002",
        "S006",
    ] or (
        sorted(told("finding", text))
        == [("S001", 1), ("S002", 4), ("S005", 1), ("S005", 3), ("S006", 5)]
    )


@pytest.mark.parametrize("number", ["1.0", "3.0"])
def test_a_whole_decimal_is_a_whole_number(number: str) -> None:
    assert told("finding", FINDING + f"count: {number}\n") == []


def test_messages_are_chinese_and_speak_of_the_value() -> None:
    chance = Random(3)  # noqa: S311
    for found, document in _files()[:40]:
        for _ in range(3):
            made = Document(found.path, _mutated(chance, document.data))
            for problem in validate(made, found.kind):
                assert CHINESE.search(problem.message), problem
                assert problem.place.path == found.path


def test_a_file_with_a_thousand_problems_is_told_some() -> None:
    text = "".join(f"- {{id: u{n}, name: 甲, bad: 1}}\n" for n in range(1000))
    assert 0 < len(told("units", text)) <= SHOWN + 1


@pytest.mark.parametrize("kind", names())
def test_a_schema_is_closed_and_described_in_chinese(kind: str) -> None:
    def walk_schema(node: Any, path: str) -> None:  # noqa: ANN401
        if isinstance(node, list):
            for item in node:
                walk_schema(item, path)
        if not isinstance(node, dict):
            return
        if "properties" in node and node.get("type") == "object":
            assert node.get("unevaluatedProperties") is False, path
            for key, body in node["properties"].items():
                assert CHINESE.search(str(body.get("description", ""))), f"{path} {key}"
        for key, body in node.items():
            walk_schema(body, f"{path} {key}")

    walk_schema(schema.schema(kind), kind)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("measurements", "- metric: late\n  values:\n    jiaoyu: 5,176,826,000,000\n"),
        (
            "measurements",
            '- metric: late\n  values:\n    jiaoyu: {value: "5，176，826，000，000"}\n',
        ),
        ("finding", "unit: a\nrule: b\ndate: 2017-08-01\nsummary: 甲\ncount: 5,176,826,000,000\n"),
    ],
)
def test_a_number_grouped_by_commas_is_told_how_it_is_written(kind: str, text: str) -> None:
    document, _ = read_text("x.yaml", text)
    assert document is not None
    (problem,) = validate(document, kind)
    assert problem.hint == "数里不写分隔的逗号，写作 5176826000000"
