"""Bytes to plain data with the place of every value: strict YAML 1.2, exact or refused.

What is accepted is what ruamel's pure parser reads. A file in the canonical form (see
``canonical``), where all parsers agree, goes through libyaml instead, which is twenty times faster.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any, Protocol

import ruamel.yaml
import yaml
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from generator.problem import Place, Problem

LIMIT = 64 * 1024
"""The largest file, in bytes, that holds one finding."""
LIMIT_SHARED = 1024 * 1024
"""The largest file of any other kind, in bytes."""
LIMIT_SEAL = 4 * LIMIT_SHARED
"""The largest seal, in bytes: it is written by the program, a step a line."""
DEPTH = 24
"""How deep mappings and lists may nest."""
LINE = 20_000
"""How many characters a line may have; a text has at most 4,000."""
SHOWN = 100
"""How many problems of one kind a file is told; a hostile file has any number of them."""

Key = str | int
Path = tuple[Key, ...]

_UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_NUMBER_LIKE = r"[-+.]?[0-9][0-9_,]*"
_TWO_WAYS = re.compile(
    r"~|<<|=|null|Null|NULL|True|TRUE|False|FALSE|Yes|YES|No|NO|[yYnN]|on|On|ON|off|Off|OFF"
    rf"|[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)|{_NUMBER_LIKE}(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    rf"|[-+]?0[0-9_]+(?:\.[0-9_]*)?|[-+]?0[xob][0-9a-fA-F_]+|{_NUMBER_LIKE}(?:\.[0-9_]*)?[eE][-+]?[0-9]+"
    rf"|\+{_NUMBER_LIKE}(?:\.[0-9_]*)?|[-+]?\.[0-9][0-9_]*|{_NUMBER_LIKE}\.|[-+]?[0-9]+_[0-9_]*"
    r"|[-+]?[0-9]{19,}(?:\.[0-9]*)?|[-+]?[0-9]+\.[0-9]{19,}"
)

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
        wanted = (place.line, place.column)
        found = [path for path, at in self.values.items() if at == wanted]
        return max(found, key=len, default=None)


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    def __init__(self, code: str, mark: _Mark | None, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint
        self.at = (mark.line + 1, mark.column + 1) if mark else (1, 1)


def read(
    path: str, content: bytes, limit: int = LIMIT_SHARED
) -> tuple[Document | None, tuple[Problem, ...]]:
    """Read one file; the document is None exactly when there is a problem (codes Y001 to Y008)."""
    if len(content) > limit:
        shown = f"文件大小不得超过 {limit // 1024} kB，实际为 {len(content) // 1024 + 1} kB"
        return None, (Problem(Place(path), "Y007", shown, "把内容分成几个文件，或删去多余的文字"),)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "文件必须是 UTF-8 编码，此处有不能识别的字节"
        return None, (Problem(Place(path, line), "Y008", message, "用编辑器另存为 UTF-8 编码"),)
    return read_text(path, text)


def read_text(path: str, text: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """Read a text that is already decoded; see ``read``."""
    text = text.replace("\r\n", "\n")
    problems = (
        tuple(islice(_unseen(path, text), SHOWN))
        or tuple(islice(_not_nfc(path, text), SHOWN))
        or tuple(_too_long(path, text))
        or tuple(_too_deep(path, text))
    )
    if problems:
        return None, problems
    builder = _Builder(path)
    try:
        data = builder.build(_events(text))
    except _Refused as refused:
        place = Place(path, *refused.at)
        return None, (Problem(place, refused.code, refused.message, refused.hint),)
    except (MarkedYAMLError, yaml.MarkedYAMLError) as error:
        return None, (_syntax(path, error.problem_mark or error.context_mark),)
    except (YAMLError, yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError):
        return None, (_syntax(path, None),)
    if builder.problems:
        return None, tuple(builder.problems[:SHOWN])
    return Document(path, data, builder.values, builder.keys), ()


def is_canonical_shape(text: str) -> bool:
    """Tell whether every line is of the plain form in which all YAML parsers agree."""
    return all(_LINE.fullmatch(line) for line in text.split("\n"))


def _events(text: str) -> Iterator[Any]:
    if is_canonical_shape(text):
        return iter(yaml.parse(text, Loader=yaml.CLoader))
    pure = ruamel.yaml.YAML(typ="safe", pure=True)
    return iter(pure.parse(text))


def _at(path: str, text: str, offset: int) -> Place:
    line = text.count("\n", 0, offset) + 1
    return Place(path, line, offset - text.rfind("\n", 0, offset))


def _unseen(path: str, text: str) -> Iterator[Problem]:
    for found in _UNSEEN.finditer(text):
        sign = found[0]
        name = "制表符（Tab）" if sign == "\t" else f"U+{ord(sign):04X}"
        code = "Y008" if sign == "\ufeff" and not found.start() else "Y004"
        message = f"不得含有看不见的字符，此处有 {name}"
        yield Problem(_at(path, text, found.start()), code, message, "删去这个字符；缩进只用空格")


def _not_nfc(path: str, text: str) -> Iterator[Problem]:
    if unicodedata.is_normalized("NFC", text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not unicodedata.is_normalized("NFC", line):
            message = "文字必须是 NFC 规范形式，此行含有组合字符"
            yield Problem(Place(path, number), "Y005", message, "重新录入这一行的文字")


def _too_long(path: str, text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LINE:
            message = f"一行不得超过 {LINE} 字，此行有 {len(line)} 字"
            yield Problem(Place(path, number), "Y007", message, "分成几行，或删去多余的文字")
            return


def _too_deep(path: str, text: str) -> Iterator[Problem]:
    depth = 0
    for found in re.finditer(r"[\[\]{}]", text):
        depth = depth + 1 if found[0] in "[{" else max(0, depth - 1)
        if depth > DEPTH:
            message = f"嵌套不得超过 {DEPTH} 层"
            yield Problem(_at(path, text, found.start()), "Y007", message, "删去多余的括号")
            return


def _syntax(path: str, mark: _Mark | None) -> Problem:
    place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
    message = "必须是合法的 YAML，此处（或上一行）读不下去"
    hint = "检查缩进是否对齐、冒号后是否有空格、引号和括号是否成对；有冒号、井号的文字请加引号"
    return Problem(place, "Y001", message, hint)


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
            raise _Refused("Y001", None, "文件不能是空的", "按文件说明填写内容，或删去这个文件")
        if getattr(start, "version", None) or getattr(start, "tags", None):
            raise _Refused(
                "Y003", start.start_mark, "不得使用以 % 开头的 YAML 指令", "删去以 % 开头的行"
            )
        data = self._value(next(events), ())
        next(events)  # the document ends
        more = next(events)
        if _name(more) != "StreamEnd":
            raise _Refused(
                "Y003", more.start_mark, "一个文件只能有一个文档", "删去 --- 和它后面的内容"
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
            raise _Refused("Y007", mark, f"嵌套不得超过 {DEPTH} 层", "减少层次")
        return self._mapping(path) if name == "MappingStart" else self._list(path)

    def _refuse_references(self, event: Any, name: str) -> None:  # noqa: ANN401
        tag = getattr(event, "tag", None)
        if name == "Alias" or event.anchor is not None or tag is not None or _odd_tag(event):
            hint = "不要用 &、*、! 开头的写法；文字以这些符号开头时请加引号"
            raise _Refused("Y003", event.start_mark, "不得使用 YAML 的锚点、引用或标签", hint)

    def _mapping(self, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        while _name(event := next(self.events)) != "MappingEnd":
            key = self._key(event)
            here = (*path, key)
            at = (event.start_mark.line + 1, event.start_mark.column + 1)
            if key in data:
                first = self.keys[here][0]
                message = f"同一层里每个键只能写一次，“{key}”已在第 {first} 行写过"
                hint = "合并这两处，或删去其中一处"
                self.problems.append(Problem(Place(self.path, *at), "Y002", message, hint))
            self.keys[here] = at
            data[key] = self._value(next(self.events), here)
        return data

    def _key(self, event: Any) -> str:  # noqa: ANN401
        if _name(event) != "Scalar":
            raise _Refused("Y001", event.start_mark, "键必须是一个词", "检查冒号和缩进")
        self._refuse_references(event, "Scalar")
        text = str(event.value)
        self._check_unseen(event, text)
        if _is_plain(event) and (text == "" or _TWO_WAYS.fullmatch(text)):
            raise _Refused("Y006", event.start_mark, f"键“{text}”有两种读法", "给这个键加上双引号")
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
        if _TWO_WAYS.fullmatch(text):
            place = Place(self.path, event.start_mark.line + 1, event.start_mark.column + 1)
            hint = "是文字就加双引号；是数就写成普通小数；是或否写 yes 或 no"
            message = f"不加引号的值只能有一种读法，“{text}”有两种"
            self.problems.append(Problem(place, "Y006", message, hint))
            return text
        return _plain(text)

    def _check_unseen(self, event: Any, text: str) -> None:  # noqa: ANN401
        found = _UNSEEN.search(text)
        if found:
            message = f"不得含有看不见的字符，此处有 U+{ord(found[0]):04X}"
            raise _Refused("Y004", event.start_mark, message, "删去这个字符")
        if not text.isascii() and not unicodedata.is_normalized("NFC", text):
            raise _Refused("Y005", event.start_mark, "文字必须是 NFC 规范形式", "重新录入这段文字")


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
