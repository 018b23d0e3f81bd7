"""Bytes to plain data with the place of every value: strict YAML 1.2, exact or refused.

What is accepted is what ruamel's pure parser reads. A file in the canonical form (see
``canonical``), where all parsers agree, goes through libyaml instead, which is twenty times faster.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any, Protocol

import ruamel.yaml
import yaml
from ruamel.yaml.error import MarkedYAMLError

from bulletin.problem import Code, Place, Problem
from bulletin.yamltext import (
    DEPTH,
    FORBIDDEN,
    INVISIBLE,
    NOT_NFC,
    TOO_LARGE,
    UNSEEN,
    bounded,
    decode,
    is_nfc,
    plain,
    refusals,
)

NOT_YAML = Code(
    "Y001", "不是合法的 YAML", "文件必须是合法的 YAML：缩进对齐，冒号后有空格，引号成对。"
)
KEY_TWICE = Code("Y002", "键重复", "同一层里每个键只能写一次。")
AMBIGUOUS = Code(
    "Y006",
    "写法有歧义",
    "不加引号的值不得有两种读法，例如 on、~、012、1:30、1e5；数最多 18 位整数和 18 位小数。",
)

LIMIT = 64 * 1024
"""The largest file, in bytes, that holds one finding."""
LIMIT_SHARED = 1024 * 1024
"""The largest file of any other kind, in bytes."""
LIMIT_SEAL = 4 * LIMIT_SHARED
"""The largest seal, in bytes: it is written by the program, a step a line."""
VALUES = 100_000
"""How many values and keys a file in the canonical form may have."""
EVENTS = 50_000
"""How many parts (values, keys, beginnings and ends) the pure parser is given: about a second."""
SIGNS = 500_000
"""How many characters the pure parser is given."""
_LONG = 40
"""How much of a foreign text a message repeats."""

Key = str | int
Path = tuple[Key, ...]

_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_NUMBER_LIKE = r"[-+.]?[0-9][0-9_,]*"
_TWO_WAYS = re.compile(
    r"~|<<|=|null|Null|NULL|True|TRUE|False|FALSE|Yes|YES|No|NO|[yYnN]|on|On|ON|off|Off|OFF"
    rf"|[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)|{_NUMBER_LIKE}(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    rf"|[-+]?0[0-9_]+(?:\.[0-9_]*)?|[-+]?0[xob][0-9a-fA-F_]+|{_NUMBER_LIKE}(?:\.[0-9_]*)?[eE][-+]?[0-9]+"
    rf"|\+{_NUMBER_LIKE}(?:\.[0-9_]*)?|[-+]?\.[0-9][0-9_]*|{_NUMBER_LIKE}\.|[-+]?[0-9]+_[0-9_]*"
)
_TOO_EXACT = re.compile(r"[-+]?[0-9]{19,}(?:\.[0-9]*)?|[-+]?[0-9]+\.[0-9]{19,}")

# The canonical form, line by line: no anchors, tags, block scalars or continued lines.
_QUOTED = r'"(?:[^"\\\n]|\\["\\])*"'
_BARE = (
    r"(?:-(?=[0-9])|[^\s\-?:,\[\]{}#&*!|>'\"%@`=~])(?:[^\n:#'\"]|:(?=[^\s])|(?<=\S)#)*(?<=\S)(?<!:)"
)
_IN_FLOW = r"(?:[^{}\[\]:#&*!|>'\"%@`\n?]|:(?= ))*"
_FLOW = rf"[\[{{]{_IN_FLOW}(?:[\[{{]{_IN_FLOW}[\]}}]{_IN_FLOW})*[\]}}]"
_VALUE = rf"(?:{_QUOTED}|{_FLOW}|{_BARE})"
_KEY = rf"(?:{_QUOTED}|\w[\w./-]*)"
_LINE = re.compile(rf" *(?:(?:- )*{_KEY}:(?: {_VALUE})?|(?:- )+{_VALUE})|(?: *#[^\n]*)?")


class _Mark(Protocol):
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Document:
    """One file's data, and where each value and each key stands (line, column from 1)."""

    path: str
    data: Any
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    _begins: dict[tuple[int, int], Path] = field(default_factory=dict, compare=False, repr=False)

    def place(self, *path: Key) -> Place:
        """Return where a value stands; a value that is not there stands where its parent does."""
        while path and path not in self.values:
            path = path[:-1]
        return Place(self.path, *self.values.get(path, (1, 1)))

    def key_place(self, *path: Key) -> Place:
        """Return where a key stands, or its value where there is no key (list items)."""
        return Place(self.path, *self.keys[path]) if path in self.keys else self.place(*path)

    def path_at(self, place: Place) -> Path | None:
        """Return the path of the mapping that begins at a place."""
        return self._beginnings().get((place.line, place.column))

    def _beginnings(self) -> dict[tuple[int, int], Path]:
        """What begins where, the innermost; made once, since a file may have many problems."""
        if not self._begins and self.values:
            for path, at in self.values.items():
                if len(path) >= len(self._begins.get(at, ())):
                    self._begins[at] = path
        return self._begins


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    def __init__(self, code: str, mark: _Mark | None, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint
        self.at = (mark.line + 1, mark.column + 1) if mark else (1, 1)


def read(
    path: str, content: bytes, limit: int = LIMIT_SHARED, *, patient: bool = False
) -> tuple[Document | None, tuple[Problem, ...]]:
    """Read one file; the document is None exactly when there is a problem (codes Y001 to Y008).

    The cost is bounded before anything is parsed; ``patient`` gives a file that is not in the
    canonical form more room.
    """
    if len(content) > limit:
        message = f"文件大小不得超过 {limit // 1024} kB，这个文件更大"
        hint = "把内容分成几个文件，或删去多余的文字"
        return None, (Problem(Place(path), TOO_LARGE.id, message, hint),)
    text, undecoded = decode(path, content)
    return (None, undecoded) if undecoded else read_text(path, text, patient=patient)


def read_text(
    path: str, text: str, *, patient: bool = False
) -> tuple[Document | None, tuple[Problem, ...]]:
    """Read a text that is already decoded; see ``read``."""
    text = plain(text)
    refused = refusals(path, text)
    if refused:
        return None, refused
    builder = _Builder(path)
    try:
        data = builder.build(_parts(text, patient=patient))
    except _Refused as stop:
        place = Place(path, *stop.at)
        return None, (Problem(place, stop.code, stop.message, stop.hint),)
    if builder.problems:
        return None, bounded(iter(builder.problems))
    return Document(path, data, builder.values, builder.keys), ()


def is_canonical_shape(text: str) -> bool:
    """Tell whether every line is of the plain form in which all YAML parsers agree."""
    return all(_LINE.fullmatch(line) for line in text.split("\n"))


def _parts(text: str, *, patient: bool) -> Iterator[Any]:
    """The events of a text, as many as may be.

    Whatever a parser raises is a fault of the text: neither says all that it may raise.
    """
    canonical = is_canonical_shape(text)
    try:
        events = _events(text, canonical=canonical)
        if patient and not canonical:
            yield from events
        elif canonical or len(text) <= SIGNS:
            yield from islice(events, 2 * VALUES if canonical else EVENTS)
    except Exception as error:  # an AssertionError, for one
        raise _syntax(_mark(error)) from error
    raise _too_much(canonical=canonical)  # reached only by who asks for more


def _events(text: str, *, canonical: bool) -> Iterator[Any]:
    if canonical:
        return iter(yaml.parse(text, Loader=yaml.CLoader))
    pure = ruamel.yaml.YAML(typ="safe", pure=True)
    return iter(pure.parse(text))


def _mark(error: Exception) -> _Mark | None:
    if isinstance(error, MarkedYAMLError | yaml.MarkedYAMLError):
        return error.problem_mark or error.context_mark
    return None


def _syntax(mark: _Mark | None) -> _Refused:
    message = "必须是合法的 YAML，此处（或上一行）读不下去"
    hint = "检查缩进是否对齐、冒号后是否有空格、引号和括号是否成对；有冒号、井号的文字请加引号"
    return _Refused(NOT_YAML.id, mark, message, hint)


def _too_much(*, canonical: bool) -> _Refused:
    if canonical:
        message = f"一个文件里的键和值不得超过 {VALUES} 个"
        return _Refused(TOO_LARGE.id, None, message, "把内容分成几个文件，或删去多余的内容")
    message = f"不是规范格式的文件不得超过 {SIGNS} 字、{EVENTS} 个键和值"
    return _Refused(TOO_LARGE.id, None, message, "先用 bulletin format 把这个文件改写成规范格式")


class _Builder:
    """Builds plain data from parser events and notes where everything stands."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.values: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, tuple[int, int]] = {}
        self.problems: list[Problem] = []

    def build(self, events: Iterator[Any]) -> Any:  # noqa: ANN401 - plain YAML data
        self.events = events
        next(events)  # the stream begins
        start = next(events)
        if _name(start) == "StreamEnd":
            raise _Refused(
                NOT_YAML.id, None, "文件不能是空的", "按文件说明填写内容，或删去这个文件"
            )
        if getattr(start, "version", None) or getattr(start, "tags", None):
            raise _Refused(
                FORBIDDEN.id, start.start_mark, "不得使用以 % 开头的 YAML 指令", "删去以 % 开头的行"
            )
        data = self._value(next(events), ())
        next(events)  # the document ends
        more = next(events)
        if _name(more) != "StreamEnd":
            raise _Refused(
                FORBIDDEN.id, more.start_mark, "一个文件只能有一个文档", "删去 --- 和它后面的内容"
            )
        return data

    def _value(self, event: Any, path: Path) -> Any:  # noqa: ANN401
        name = _name(event)
        self._refuse_references(event, name)
        mark = event.start_mark
        self.values[path] = (mark.line + 1, mark.column + 1)
        if name == "Scalar":
            return self._scalar(event)
        if len(path) > DEPTH:
            raise _Refused(TOO_LARGE.id, mark, f"嵌套不得超过 {DEPTH} 层", "减少层次")
        return self._mapping(path) if name == "MappingStart" else self._list(path)

    def _refuse_references(self, event: Any, name: str) -> None:  # noqa: ANN401
        tag = getattr(event, "tag", None)
        if name == "Alias" or event.anchor is not None or tag is not None or _odd_tag(event):
            hint = "不要用 &、*、! 开头的写法；文字以这些符号开头时请加引号"
            raise _Refused(FORBIDDEN.id, event.start_mark, "不得使用 YAML 的锚点、引用或标签", hint)

    def _mapping(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while _name(event := next(self.events)) != "MappingEnd":
            key = self._key(event)
            here = (*path, key)
            at = (event.start_mark.line + 1, event.start_mark.column + 1)
            if key in data:
                first = self.keys[here][0]
                message = f"同一层里每个键只能写一次，“{_short(key)}”已在第 {first} 行写过"
                hint = "合并这两处，或删去其中一处"
                self.problems.append(Problem(Place(self.path, *at), KEY_TWICE.id, message, hint))
            self.keys[here] = at
            data[key] = self._value(next(self.events), here)
        return data

    def _key(self, event: Any) -> str:  # noqa: ANN401
        if _name(event) != "Scalar":
            raise _Refused(NOT_YAML.id, event.start_mark, "键必须是一个词", "检查冒号和缩进")
        self._refuse_references(event, "Scalar")
        text = str(event.value)
        self._check_unseen(event, text)
        if "\n" in text:
            raise _Refused(INVISIBLE.id, event.start_mark, "键里不得有换行", "把键写在一行里")
        if _is_plain(event) and (text == "" or _is_ambiguous(text)):
            message = f"键“{_short(text)}”有两种读法"
            raise _Refused(AMBIGUOUS.id, event.start_mark, message, "给这个键加上双引号")
        return text

    def _list(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while _name(event := next(self.events)) != "SequenceEnd":
            items.append(self._value(event, (*path, len(items))))
        return items

    def _scalar(self, event: Any) -> str | int | Decimal | bool | None:  # noqa: ANN401
        text = str(event.value)
        if not _is_plain(event):
            self._check_unseen(event, text)
            return text
        if text == "":
            return None
        if _is_ambiguous(text):
            place = Place(self.path, event.start_mark.line + 1, event.start_mark.column + 1)
            self.problems.append(Problem(place, AMBIGUOUS.id, *_ambiguity(text)))
            return text
        return _plain(text)

    def _check_unseen(self, event: Any, text: str) -> None:  # noqa: ANN401
        found = None if text.isprintable() and text.isascii() else UNSEEN.search(text)
        if found:
            message = f"不得含有看不见的字符，此处有 U+{ord(found[0]):04X}"
            raise _Refused(INVISIBLE.id, event.start_mark, message, "删去这个字符")
        if not is_nfc(text):
            raise _Refused(
                NOT_NFC.id, event.start_mark, "文字必须是 NFC 规范形式", "重新录入这段文字"
            )


def _is_ambiguous(text: str) -> bool:
    return bool(_TWO_WAYS.fullmatch(text) or _TOO_EXACT.fullmatch(text))


def _ambiguity(text: str) -> tuple[str, str]:
    """Say why a plain value is refused, and how it is to be written."""
    if _TOO_EXACT.fullmatch(text):
        message = f"数的整数部分和小数部分各不得超过 18 位，“{_short(text)}”太长"
        return message, "四舍五入到 18 位以内；是文字就加双引号"
    message = f"不加引号的值只能有一种读法，“{_short(text)}”有两种"
    return message, "是文字就加双引号；是数就写成普通小数；是或否写 yes 或 no"


def _short(text: str) -> str:
    return f"{text[:_LONG]}…" if len(text) > _LONG else text


def _plain(text: str) -> str | int | Decimal | bool:
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    return {"true": True, "false": False}.get(text, text)


def _is_plain(event: Any) -> bool:  # noqa: ANN401
    return event.style in {None, ""}


def _odd_tag(event: Any) -> bool:  # noqa: ANN401
    ctag = getattr(event, "ctag", None)
    return ctag is not None and str(ctag) not in {"", "None"}


def _name(event: Any) -> str:  # noqa: ANN401
    return type(event).__name__.removesuffix("Event")
