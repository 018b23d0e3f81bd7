"""Scalars and keys on one line: plain where YAML 1.1 and 1.2 agree, else double-quoted."""

import re
from decimal import Decimal
from functools import lru_cache

from bulletin.yamlfile import is_canonical_shape, read_text

_SURELY_PLAIN = re.compile(r"[\u4e00-\u9fff](?:[\w，。、；：？！“”‘’（）《》〔〕—…%·-])*")
_KEY = re.compile(r"[^\W\d][\w./-]*")
_TIME = re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt]|\s).*")
_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_NUMBER_LIKE = re.compile(r"[-+.]?\d[\d._,:+-]*")
_ANSWERS = frozenset({"yes", "no"})

Scalar = str | int | Decimal | bool | None


def written(value: Scalar, *, answers: bool = False) -> str:
    r"""A value as it is written; ``answers`` leaves ``yes`` and ``no`` plain, where they are meant.

    A date is plain too: every reader of ours keeps it as the text that it is.

    >>> written("市发改委"), written("5.2"), written(Decimal("0.50")), written(True)
    ('市发改委', '"5.2"', '0.50', 'true')
    >>> written("yes"), written("yes", answers=True), written("2017-08-31"), written('说"不"')
    ('"yes"', 'yes', '2017-08-31', '"说\\"不\\""')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        plain = value in _ANSWERS if answers else False
        return value if plain or _is_plain(value) else quoted(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def key(name: str) -> str:
    """A key as it is written.

    >>> key("unit"), key("5.2"), key("rules.a-b.deduct.partial")
    ('unit', '"5.2"', 'rules.a-b.deduct.partial')
    """
    return name if _KEY.fullmatch(name) and _is_plain(name) else quoted(name)


def quoted(text: str) -> str:
    """A text between double quotes, on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


@lru_cache(maxsize=100_000)
def _is_plain(text: str) -> bool:
    if _SURELY_PLAIN.fullmatch(text):
        return True
    if _DATE.fullmatch(text):
        return True
    if text in _ANSWERS or text[:1] in {"", "[", "{", '"'} or _TIME.fullmatch(text):
        return False
    if _NUMBER_LIKE.fullmatch(text):
        return False
    line = f"key: {text}"
    document, _ = read_text("", line) if is_canonical_shape(line) else (None, ())
    return document is not None and document.data == {"key": text}
