"""The canonical form says the same, is one, and is read alike by every parser."""

from decimal import Decimal
from typing import Any

import ruamel.yaml
import yaml
from bulletin import yamlfile
from bulletin.canonical import canonical
from bulletin.canonical.scalar import key, quoted
from hypothesis import given
from hypothesis import strategies as st

TRICKY = st.sampled_from((
    "", " ", "- a", "a: b", "a #b", "#a", "no", "yes", "~", "null", "012", "1:30", "1e5", ".5",
    "5.2", "2017-08", "2017-08-31", "2017-08-31 10:00:00", "[a", "{a", "a]", "a, b", "'", '"',
    "\\", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "? a", "?", "-", "--- a", "...", "a\nb",
    "\n", "a ", "：", "=", "<<", "0x1f", "+1", "1_000", "true", "False", "ON", "off", "y",
    "多行\n# 不是注释", "a:", ":a", "1.1.1",
))  # fmt: skip
LETTERS = st.text("ab01 中文。，“”:#-'\"\\{}[],&*!|>%@`?=~.\n", max_size=12)
TEXTS = st.one_of(TRICKY, LETTERS)
NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9),
    st.decimals(-(10**6), 10**6, places=3).filter(lambda d: not (d == 0 and d.is_signed())),
)
SCALARS = st.one_of(TEXTS, NUMBERS, st.booleans())
KEYS = st.one_of(
    st.sampled_from(["unit", "rule", "detail", "5.2", "a/b", "名 称", "no"]),
    TEXTS.filter(lambda text: "\n" not in text),  # refused in a key
)
DATA = st.dictionaries(
    KEYS.filter(bool),
    st.recursive(
        SCALARS,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(KEYS.filter(bool), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    min_size=1,
    max_size=6,
)


def flow(value: Any) -> str:  # noqa: ANN401
    """One way to write any data: all in braces, every text quoted."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return (
        f"{value:f}"
        if isinstance(value, Decimal)
        else quoted(value)
        if isinstance(value, str)
        else str(value)
    )


def events(parser: Any, text: str) -> list[tuple[str, object]]:  # noqa: ANN401
    """What a parser says: kinds of events with their values, plain or not."""
    return [
        (
            type(event).__name__,
            (event.value, event.style in {None, ""}) if hasattr(event, "value") else None,
        )
        for event in parser(text)
    ]


@given(DATA, st.sampled_from(["finding", "rubric", "scheme", "measurements"]))
def test_the_form_says_the_same_and_is_one(data: dict[str, Any], kind: str) -> None:
    document, problems = yamlfile.read_text("", flow(data))
    assert document is not None, problems
    assert document.data == data
    tidy = canonical(flow(data), kind)
    again, problems = yamlfile.read_text("", tidy)
    assert again is not None, problems
    assert again.data == data
    assert canonical(tidy, kind) == tidy


@given(DATA)
def test_every_parser_reads_it_alike(data: dict[str, Any]) -> None:
    tidy = canonical(flow(data), "finding")
    pure = ruamel.yaml.YAML(typ="safe", pure=True)
    expected = events(pure.parse, tidy)
    assert events(lambda text: yaml.parse(text, Loader=yaml.CSafeLoader), tidy) == expected
    assert events(lambda text: yaml.parse(text, Loader=yaml.SafeLoader), tidy) == expected


@given(st.text("abc 中: \"'", min_size=1).filter(str.strip))
def test_a_key_is_a_key(name: str) -> None:
    assert yaml.safe_load(f"{key(name)}: 1") == {name: 1}
