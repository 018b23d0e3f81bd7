"""Foreign text: what a person typed stays text wherever it is shown."""

import re
from collections.abc import Iterable
from typing import final

_ASCII_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
_WHITE = re.compile(r"\s+")
_QUOTED = 24
"""How many signs of a text are quoted."""


def encode(text: str) -> str:
    """Encode a text so that Markdown, HTML and templates read nothing but text in it.

    Every ASCII character that is neither letter, digit nor space becomes a numeric character
    reference; white space is folded and the ends are stripped.

    >>> encode("  <b> **粗**  ")
    '&#60;b&#62; &#42;&#42;粗&#42;&#42;'
    """
    folded = _WHITE.sub(" ", text).strip()
    return _ASCII_SIGN.sub(_reference, folded)


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


@final
class UserText:
    """A text that a person typed; it must be rendered (encoded) or asked for by ``raw``.

    Turning it into a bare string by accident (``str``, an f-string, ``+``) raises ``TypeError``.

    >>> UserText("a*b").__html__()
    'a&#42;b'
    """

    __slots__ = ("raw",)
    raw: str

    def __init__(self, raw: str) -> None:
        """Keep the text as it was typed."""
        self.raw = raw

    def __html__(self) -> str:
        """Return the encoded text; templates call this."""
        return encode(self.raw)

    def __str__(self) -> str:
        """Refuse: a foreign text is rendered, or its ``raw`` is asked for by name."""
        message = "a UserText is rendered by a template, or read as .raw"
        raise TypeError(message)

    def __format__(self, spec: str) -> str:
        """Refuse, as ``str`` does."""
        return str(self)

    def __repr__(self) -> str:
        """Show the type, so that a stray one is seen in tests."""
        return f"UserText({self.raw!r})"

    def __bool__(self) -> bool:
        """Tell whether there is any text."""
        return bool(self.raw)

    def __eq__(self, other: object) -> bool:
        """Compare with another foreign text only."""
        return isinstance(other, UserText) and self.raw == other.raw

    def __hash__(self) -> int:
        """Hash the text."""
        return hash(self.raw)


def listed(words: Iterable[str]) -> str:
    """Words in a row, as Chinese writes them.

    >>> listed(["甲", "乙"])
    '甲、乙'
    """
    return "、".join(words)


def quoted(text: UserText) -> str:
    """The beginning of a foreign text, on one line.

    >>> quoted(UserText("办事指南  要素不全"))
    '“办事指南 要素不全”'
    """
    line = " ".join(text.raw.split())
    return f"“{line[:_QUOTED]}{'…' if len(line) > _QUOTED else ''}”"
