"""Foreign text stays text."""

import html
from collections.abc import Callable

import pytest
from bulletin.text import UserText, encode
from hypothesis import given
from hypothesis import strategies as st

SIGNS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


def test_every_ascii_sign_becomes_a_reference() -> None:
    assert encode(SIGNS) == "".join(f"&#{ord(sign)};" for sign in SIGNS)


def test_white_space_is_folded_and_stripped() -> None:
    assert encode(" 一\n\n 二\u3000三 ") == "一 二 三"


@given(st.text())
def test_it_reads_as_what_was_typed(text: str) -> None:
    encoded = encode(text)
    signs = set(encoded) & set(SIGNS)
    assert signs <= set("&#;")
    if "\x00" not in text:
        assert html.unescape(encoded) == " ".join(text.split())


def test_it_cannot_become_a_bare_string_by_accident() -> None:
    text = UserText("**粗**")
    accidents: tuple[Callable[[], str], ...] = (
        lambda: str(text),
        lambda: f"{text}",
        lambda: "%s" % text,  # noqa: UP031 - one of the accidents
        lambda: "、".join(["a", text]),  # type: ignore[list-item]  # noqa: FLY002
        lambda: "a" + text,  # type: ignore[operator]
    )
    for accident in accidents:
        with pytest.raises(TypeError):
            accident()


def test_it_is_compared_as_text() -> None:
    assert UserText("a") == UserText("a")
    assert UserText("a") != "a"
    assert len({UserText("a"), UserText("a"), UserText("b")}) == 2
    assert not UserText("")
    assert UserText("a*").__html__() == "a&#42;"
    assert repr(UserText("a")) == "UserText('a')"
