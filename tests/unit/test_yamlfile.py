"""The strict reader: what is accepted reads the same everywhere, all else is refused."""

import time
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from bulletin import yamlfile
from bulletin.problem import SHOWN, Problem
from bulletin.yamlfile import (
    EVENTS,
    LIMIT,
    LIMIT_SHARED,
    VALUES,
    Document,
    is_canonical_shape,
    read,
)
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

CHINESE = tuple(chr(sign) for sign in range(0x4E00, 0x9FFF))


def accepted(text: str) -> Document:
    document, problems = read("data/x.yaml", text.encode())
    assert document is not None, problems
    assert problems == ()
    return document


def refused(content: str | bytes, limit: int = LIMIT_SHARED) -> tuple[Problem, ...]:
    raw = content if isinstance(content, bytes) else content.encode()
    document, problems = read("data/x.yaml", raw, limit)
    assert document is None
    assert problems
    return problems


def first(content: str | bytes) -> tuple[str, int, int]:
    """Return code, line and column of the first problem."""
    problem = refused(content)[0]
    assert problem.place.path == "data/x.yaml"
    return problem.code, problem.place.line, problem.place.column


# --- what is accepted -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("5", 5),
        ("-5", -5),
        ("0", 0),
        ("-0", 0),
        ("0.10", Decimal("0.10")),
        ("-12.5", Decimal("-12.5")),
        ("999999999999999999", 999999999999999999),
        ("true", True),
        ("false", False),
        ("yes", "yes"),
        ("no", "no"),
        ("none", "none"),
        ("2017-08-31", "2017-08-31"),
        ("2017-08", "2017-08"),
        ("20%", "20%"),
        ("1/5", "1/5"),
        ("办事指南", "办事指南"),
        ("a:b", "a:b"),
        ("a#b", "a#b"),
        ('"5"', "5"),
        ("'no'", "no"),
        ('"a: b # c"', "a: b # c"),
        (r'"第一行\n第二行"', "第一行\n第二行"),
        ('"a\\"b\\\\c"', 'a"b\\c'),
        ("", None),
        ("[a, 1, [b, {c: 0.5}]]", ["a", 1, ["b", {"c": Decimal("0.5")}]]),
        ("{a: 1, 乙: [x]}", {"a": 1, "乙": ["x"]}),
        ("|\n  一\n  二\n", "一\n二\n"),
        (">\n  一\n  二\n", "一 二\n"),
    ],
)
def test_a_value(written: str, value: object) -> None:
    data = accepted(f"k: {written}\n").data
    assert data == {"k": value}
    assert type(data["k"]) is type(value)


def test_carriage_returns_before_line_feeds_are_line_ends() -> None:
    assert accepted("a: 1\r\nb: 2\r\n").data == {"a": 1, "b": 2}


def test_every_value_and_key_has_its_place() -> None:
    document = accepted("a: 1\nb:\n  - x: 甲\n    z: [乙, 丙]\n")
    assert str(document.place("b", 0, "x")) == "data/x.yaml:3:8"
    assert str(document.place("b", 0, "z", 1)) == "data/x.yaml:4:12"
    assert str(document.key_place("b", 0, "z")) == "data/x.yaml:4:5"
    assert str(document.place("b", 0)) == "data/x.yaml:3:5"
    assert str(document.place("b", 0, "no", "such")) == "data/x.yaml:3:5"
    assert document.path_at(document.place("b", 0)) == ("b", 0)


# --- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        ("", "Y001", 1, 1),
        ("# 只有注释\n", "Y001", 1, 1),
        ("a: 1\n  b: 2\n", "Y001", 2, 4),
        ("a: [1, 2\nb: 3\n", "Y001", 2, 2),
        ('a: "没有结束\n', "Y001", 2, 1),
        ("a: 一: 二\n", "Y001", 1, 5),
        ("? [a]\n: 1\n", "Y001", 1, 3),
        ("a: 1\nb: 2\na: 3\n", "Y002", 3, 1),
        ("a: {b: 1, b: 2}\n", "Y002", 1, 11),
        ("a: &x 1\n", "Y003", 1, 4),
        ("a: &x 1\nb: *x\n", "Y003", 1, 4),
        ("a: *x\n", "Y003", 1, 4),
        ("a: !!str 1\n", "Y003", 1, 4),
        ("a: !x 1\n", "Y003", 1, 4),
        ("a: ! 1\n", "Y003", 1, 4),
        ("%YAML 1.1\n---\na: no\n", "Y003", 1, 1),
        ("%YAML 1.3\n---\na: 1\n", "Y003", 1, 1),
        ("\n# 注\n%YAML 1.0\n---\na: 1\n", "Y003", 3, 1),
        ("%TAG ! tag:x:\n---\na: 1\n", "Y003", 1, 1),
        ("%FOO\n---\na: 1\n", "Y003", 1, 1),
        ("%\n", "Y003", 1, 1),
        ("a: 1\n...\n%YAML 1.3\n---\nb: 1\n", "Y001", 1, 1),
        ("a: 1\n---\nb: 2\n", "Y003", 2, 1),
        ("a:\t1\n", "Y004", 1, 3),
        ("a: \x00\n", "Y004", 1, 4),
        ("a: 1\rb: 2\n", "Y004", 1, 5),
        ("a: 正\u202e常\n", "Y004", 1, 5),
        ("a: 零\u200b宽\n", "Y004", 1, 5),
        ("a: x\u2028y\n", "Y004", 1, 5),
        ("a: x\u0085y\n", "Y004", 1, 5),
        ("a: 1\n\ufeffb: 2\n", "Y004", 2, 1),
        ('a: "\\ud800"\n', "Y004", 1, 4),
        ('a: "\\u202e"\n', "Y004", 1, 4),
        ('a: "\\0"\n', "Y004", 1, 4),
        ('a: "\\N"\n', "Y004", 1, 4),
        ('"\\u200b": 1\n', "Y004", 1, 1),
        ("a: 1\nb: e\u0301\n", "Y005", 2, 1),
        ('a: "e\\u0301"\n', "Y005", 1, 4),
        ("a: on\n", "Y006", 1, 4),
        ("\ufeff\ufeffa: 1\n", "Y004", 1, 1),
        ('"a\\nb": 1\n', "Y004", 1, 1),
        (b"a: 1\nb: \xff\n", "Y008", 2, 1),
        (b"a: \xed\xa0\x80\n", "Y008", 1, 1),
        ("办事".encode("gb18030"), "Y008", 1, 1),
        ("办事".encode("utf-16"), "Y008", 1, 1),
        (b"\xfe\xff" + "办事".encode("utf-16-be"), "Y008", 1, 1),
        (b"a: " + b"x" * LIMIT_SHARED, "Y007", 1, 1),
    ],
)
def test_a_refusal(content: str | bytes, code: str, line: int, column: int) -> None:
    assert first(content) == (code, line, column)


@pytest.mark.parametrize(
    "text",
    [
        "~",
        "null",
        "Null",
        "NULL",
        "True",
        "TRUE",
        "False",
        "FALSE",
        "Yes",
        "YES",
        "No",
        "NO",
        "y",
        "Y",
        "n",
        "N",
        "on",
        "On",
        "ON",
        "off",
        "Off",
        "OFF",
        "<<",
        "=",
        ".inf",
        "-.inf",
        ".nan",
        ".NaN",
        "012",
        "-012",
        "0o7",
        "0x1F",
        "0b1",
        "1e5",
        "1e400",
        "-1E+3",
        "1.5e3",
        "1:30",
        "12:30:45",
        "190:20:30.15",
        "+1",
        "+1.5",
        ".5",
        "-.5",
        "1.",
        "1_000",
        "1,000.5e3",
        "1234567890123456789",
        "0.1234567890123456789",
    ],
)
def test_what_has_two_readings_is_refused_unless_quoted(text: str) -> None:
    assert first(f"a: {text}\n") == ("Y006", 1, 4)
    assert first(f"- [{text}]\n")[0] in {"Y006", "Y001"}
    assert accepted(f'a: "{text}"\n').data == {"a": text}
    assert accepted(f"a: '{text}'\n").data == {"a": text}


@pytest.mark.parametrize("key", ["on", "~", "012", "1e5", "<<", "null", "y"])
def test_keys_have_one_reading_too(key: str) -> None:
    assert first(f"{key}: 1\n")[0] == "Y006"
    assert accepted(f'"{key}": 1\n').data == {key: 1}


def test_a_finding_has_less_room_than_other_files() -> None:
    text = "".join(f"k{number}: 一段文字\n" for number in range(4000))
    assert refused(text, LIMIT)[0].code == "Y007"
    assert read("x", text.encode(), LIMIT_SHARED)[0] is not None


@pytest.mark.parametrize(
    "text", ["98.1234567890123456789", "-1234567890123456789", "0." + "1" * 19]
)
def test_a_number_with_too_many_digits_is_told_as_that(text: str) -> None:
    """It has one reading only; the limit is what is broken."""
    (problem,) = refused(f"a: {text}\n")
    assert "不得超过 18 位" in problem.message
    assert text in problem.message


def test_all_problems_are_told_in_one_run() -> None:
    problems = refused("a: on\nb: 012\na: ~\n")
    assert [(p.code, p.place.line) for p in problems] == [
        ("Y006", 1),
        ("Y006", 2),
        ("Y002", 3),
        ("Y006", 3),
    ]


def test_messages_are_chinese_with_a_remedy() -> None:
    for content in ("a: on\n", "a: &x 1\n", "a: 1\n  b: 2\n", "a:\t1\n", b"\xff", "a: 1\na: 2\n"):
        for problem in refused(content):
            assert any(sign in problem.message for sign in CHINESE)
            assert any(sign in problem.hint for sign in CHINESE)


# --- hostile files ----------------------------------------------------------------------------

_LAUGHS = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*a, *a]\n" for n in "bcdefgh")
_HOSTILE = {
    "brackets": "a: " + "[" * 100_000,
    "braces": "{a: " * 100_000,
    "brackets after a quoted flood of closing ones": f'a: "{"]" * 100_000}"\nb: {"[" * 100_000}',
    "brackets in lines": "[\n" * 100_000,
    "sequences in sequences": "- " * 100_000 + "a",
    "mappings in mappings": "\n".join(" " * n + "a:" for n in range(500)),
    "questions": "? " * 100_000,
    "billion laughs": _LAUGHS,
    "a number of a million digits": "a: " + "9" * 1_000_000,
    "a huge exponent": "a: 1e999999999",
    "a long fraction": "a: 0." + "1" * 1_000_000,
    "sixty": "a: 1" + ":1" * 300_000,
    "NUL": "\x00" * 1_000_000,
    "combining": "e\u0301\n" * 200_000,
    "bidi": "\u202e" * 300_000,
    "a BOM in each line": "a\n\ufeff" * 100_000,
    "tags": "!" * 300_000,
    "percent": "%" * 300_000,
    "an open quote": 'a: "' + "x" * 300_000,
    "quotes": '"' * 300_000,
    "a long key": "k" * 300_000 + ": 1",
    "an open list": "a: [" + "b, " * 20_000,
    "documents": "--- a\n" * 50_000,
    "the same key": "a: 1\n" * 20_000,
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_what_is_hostile_is_refused_within_a_second(name: str) -> None:
    start = time.process_time()
    problems = refused(_HOSTILE[name])
    assert time.process_time() - start < 1
    assert len(problems) <= SHOWN + 1


@pytest.mark.parametrize(
    "text",
    [
        " " * 900_000 + "a: b",
        "a: b\n" + " " * 900_000 + "#",
        "a: " + ":a" * 400_000,
        "a: " + "b# " * 300_000 + "c",
        "- " * 20 + "a",
        "#" * 900_000 + "\na: 1",
        'a: "' + '\\"' * 400_000 + '"',
    ],
    ids=range(7),
)
def test_long_but_harmless_lines_take_no_time(text: str) -> None:
    start = time.process_time()
    is_canonical_shape(text)
    assert time.process_time() - start < 1


# --- the fast parser and the pure one ---------------------------------------------------------

_PIECES = (
    *("a", "b", "键", "- ", " ", "  ", ":", ": ", "\n", "\n  ", "\n- ", "\n    ", "#", " #"),
    *('"', "\\", "[", "]", "{", "}", ",", ", ", "?", "? ", "-", "--", "---", "...", "1", "0"),
    *("0.5", "-1", "~", "null", "yes", "true", "&", "*", "!", "|", ">", "'", "%", "@", "`", "="),
    *("<<", "\u3000", "\u00a0", "。", "x: y", "k:", " v", "/", ".", "k: [", "]\n", "}\n", "- - "),
)


def _both(text: str) -> tuple[Any, Any]:
    """Read through libyaml, and through ruamel's pure parser; an empty value has no place."""
    fast = yamlfile.read_text("x", text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yamlfile, "is_canonical_shape", lambda _: False)
        pure = yamlfile.read_text("x", text)
    return _told(*fast), _told(*pure)


def _told(document: Document | None, problems: tuple[Problem, ...]) -> Any:  # noqa: ANN401
    if document is None:
        return sorted({p.code for p in problems})
    empty = {path for path in document.values if _at(document.data, path) is None}
    values = {path: at for path, at in document.values.items() if path not in empty}
    return repr(document.data), values, document.keys


def _at(data: Any, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401
    for key in path:
        data = data[key]
    return data


def _agree(text: str) -> None:
    fast, pure = _both(text)
    if isinstance(fast, tuple) or isinstance(pure, tuple):
        assert fast == pure, text


@settings(max_examples=200, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=14).map("".join))
def test_in_the_canonical_shape_all_parsers_agree(text: str) -> None:
    assume(is_canonical_shape(text))
    _agree(text)


def test_they_agree_on_a_long_row_of_texts() -> None:
    chance, tried = Random(41), 0  # noqa: S311 - made-up data
    while tried < 1500:
        text = "".join(chance.choices(_PIECES, k=chance.randint(2, 14)))
        if is_canonical_shape(text):
            tried += 1
            _agree(text)


_PLAIN = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\t", exclude_categories=["Cc", "Cs", "Co"]),
    max_size=12,
)


@settings(max_examples=200)
@given(st.dictionaries(_PLAIN, st.one_of(_PLAIN, st.integers(-(10**9), 10**9)), min_size=1))
def test_they_agree_on_quoted_texts_of_any_signs(data: dict[str, object]) -> None:
    def quoted(value: object) -> str:
        escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"' if isinstance(value, str) else escaped

    text = "\n".join(f"{quoted(key)}: {quoted(value)}" for key, value in data.items())
    fast, pure = _both(text)
    assert fast == pure
    document, _ = yamlfile.read_text("x", text)
    if document is not None:
        assert document.data == data


# --- no foreign exception, ever ---------------------------------------------------------------


@settings(max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=60),
        st.text(max_size=40).map(lambda t: t.encode("utf-8", "surrogatepass")),
    )
)
def test_bytes_are_read_or_refused(content: bytes) -> None:
    document, problems = read("x", content)
    assert (document is None) == bool(problems)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_PIECES), max_size=20).map("".join))
def test_texts_are_read_or_refused(text: str) -> None:
    document, problems = read("x", text.encode())
    assert (document is None) == bool(problems)


_DIRECTIVES = (
    "%YAML 1.",
    "%TAG !",
    "%",
    "...\n",
    "---\n",
    "\ufeff",
    "\r\n",
    "\r",
    "!<",
    "!!",
    "\\x",
)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_DIRECTIVES + _PIECES), max_size=12).map("".join))
def test_no_directive_or_mark_raises_what_is_not_ours(text: str) -> None:
    document, problems = read("x", text.encode())
    assert (document is None) == bool(problems)


@pytest.mark.parametrize("text", ["1234567890123456789", "0.1234567890123456789"])
def test_a_number_too_long_is_called_that(text: str) -> None:
    (problem,) = refused(f"a: {text}\n")
    assert problem.message == f"数的整数部分和小数部分各不得超过 18 位，“{text}”太长"
    assert problem.hint == "四舍五入到 18 位以内；是文字就加双引号"


def test_a_byte_order_mark_at_the_beginning_is_no_part_of_the_text() -> None:
    document = accepted("\ufeffa: 1\r\nb: 2\r\n")
    assert document.data == {"a": 1, "b": 2}
    assert str(document.key_place("a")) == "data/x.yaml:1:1"


def test_what_is_not_utf_8_is_called_what_it_is() -> None:
    assert "UTF-16" in refused("a: 1\n".encode("utf-16"))[0].message


def test_of_values_and_events_there_are_no_more_than_can_be_read() -> None:
    assert read("x", b"- a\n" * (VALUES - 10))[0] is not None
    assert refused("- a\n" * 2 * VALUES)[0].code == "Y007"
    assert "bulletin format" in refused("- 'a'\n" * EVENTS)[0].hint
