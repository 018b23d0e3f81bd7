"""The text of a YAML file before it is parsed: bytes to text, and what no text may hold."""

import re
import unicodedata
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from itertools import islice

from bulletin.problem import COUNTED, SHOWN, Code, Place, Problem, others

FORBIDDEN = Code(
    "Y003", "用了不允许的 YAML 写法", "不得使用锚点、引用、标签、指令、合并键和多个文档。"
)
INVISIBLE = Code(
    "Y004", "有看不见的字符", "不得含有控制字符、双向文字控制符、零宽字符和制表符；键里不得有换行。"
)
NOT_NFC = Code("Y005", "不是规范的字符形式", "文字必须是 NFC 规范形式。")
TOO_LARGE = Code(
    "Y007",
    "文件太大或层次太深",
    (
        "问题和回头看的文件不超过 64 kB，封存记录不超过 4 MB，其他文件不超过 1 MB；"
        "键和值不超过 100,000 个（不是规范格式的 50,000 个），嵌套不超过规定层数。"
    ),
)
NOT_UTF8 = Code("Y008", "不是 UTF-8", "文件必须是 UTF-8 文本。")

DEPTH = 24
"""How deep mappings and lists may nest."""
LINE = 20_000
"""How many characters a line may have; a text has at most 4,000."""
_MARKS, _SHORT = 30, 200
"""How many combining characters may follow one another (UAX #15, Stream-Safe Text Format), where a
text is longer than that: to put them in order takes the square of their number."""

BOM = "\ufeff"
"""The byte order mark, which Windows writes at the beginning; YAML 1.2 allows it (5.2)."""
CRLF = "CRLF 换行"
LINE_ENDS = (
    "CRLF 换行是 Windows 的 git 或编辑器加的：运行 git config core.autocrlf input，"
    "在 .gitattributes 写 * text=auto eol=lf，再用 bulletin format 改写"
)
"""What mends line ends for good."""
UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_DIRECTIVE = re.compile(r"(?:[^\S\n]*+(?:#[^\n]*+)?\n)*+%")
"""A directive: nothing but comments and empty lines stand above it."""
_UTF_16 = (BOM_UTF16_LE, BOM_UTF16_BE)


def decode(path: str, content: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Return the text of a file, or why it has none (code Y008)."""
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "文件必须是 UTF-8 编码，此处有不能识别的字节"
        if content.startswith(_UTF_16):
            message = "文件必须是 UTF-8 编码，这个文件是 UTF-16 编码"
        hint = "用编辑器另存为 UTF-8 编码（记事本：另存为，编码选 UTF-8）"
        return "", (Problem(Place(path, line), NOT_UTF8.id, message, hint),)


def plain(text: str) -> str:
    r"""Return a text without what an editor on Windows adds: byte order mark, carriage returns.

    >>> plain("\ufeffa: 1\r\n")
    'a: 1\n'
    """
    return text.removeprefix(BOM).replace("\r\n", "\n")


def added_by_editor(content: bytes) -> tuple[str, ...]:
    """Name what an editor on Windows has added to a file, of which people see nothing."""
    named = ((content.startswith(BOM_UTF8), "BOM 标记"), (b"\r\n" in content, CRLF))
    return tuple(words for there, words in named if there)


def refusals(path: str, text: str) -> tuple[Problem, ...]:
    """Return why a text may not be parsed at all; the first kind that there is."""
    kinds = (_too_long, _unseen, _not_nfc, _directive, _too_deep)
    return next((refused for kind in kinds if (refused := bounded(kind(path, text)))), ())


def bounded(problems: Iterator[Problem]) -> tuple[Problem, ...]:
    """Return the first problems of one kind, and how many more there are."""
    shown = tuple(islice(problems, SHOWN))
    more = sum(1 for _ in islice(problems, COUNTED))
    return (*shown, others(shown[-1], more)) if more else shown


def is_nfc(text: str) -> bool:
    """Tell whether a text is in NFC; a flood of combining characters, slow to compose, is not."""
    return text.isascii() or (not _is_flooded(text) and unicodedata.is_normalized("NFC", text))


def _is_flooded(text: str) -> bool:
    if len(text) <= _SHORT:
        return False
    combining = [sign for sign in set(text) if unicodedata.combining(sign)]
    flood = f"[{''.join(combining)}]{{{_MARKS + 1}}}"
    return bool(combining and re.search(flood, text))


def _at(path: str, text: str, offset: int) -> Place:
    line = text.count("\n", 0, offset) + 1
    return Place(path, line, offset - text.rfind("\n", 0, offset))


def _unseen(path: str, text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        for match in UNSEEN.finditer(line):
            name = "制表符（Tab）" if match[0] == "\t" else f"U+{ord(match[0]):04X}"
            message = f"不得含有看不见的字符，此处有 {name}"
            place = Place(path, number, match.start() + 1)
            yield Problem(place, INVISIBLE.id, message, "删去这个字符；缩进只用空格")


def _not_nfc(path: str, text: str) -> Iterator[Problem]:
    if is_nfc(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not is_nfc(line):
            message = "文字必须是 NFC 规范形式，此行含有组合字符"
            yield Problem(Place(path, number), NOT_NFC.id, message, "重新录入这一行的文字")


def _directive(path: str, text: str) -> Iterator[Problem]:
    match = _DIRECTIVE.match(text)
    if match:
        message = "不得使用以 % 开头的 YAML 指令（如 %YAML、%TAG）"
        yield Problem(_at(path, text, match.end() - 1), FORBIDDEN.id, message, "删去以 % 开头的行")


def _too_long(path: str, text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LINE:
            message = f"一行不得超过 {LINE} 字，此行有 {len(line)} 字"
            yield Problem(Place(path, number), TOO_LARGE.id, message, "分成几行，或删去多余的文字")


def _too_deep(path: str, text: str) -> Iterator[Problem]:
    depth = 0
    for match in re.finditer(r"[\[\]{}]", text):
        depth = depth + 1 if match[0] in "[{" else max(0, depth - 1)
        if depth > DEPTH:
            message = f"嵌套不得超过 {DEPTH} 层"
            yield Problem(_at(path, text, match.start()), TOO_LARGE.id, message, "删去多余的括号")
            return
