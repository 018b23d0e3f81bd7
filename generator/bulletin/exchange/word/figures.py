"""Numbers, dates and texts as documents print them: the same as on the pages, in Chinese."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations
from re import split

from bulletin import number
from bulletin.language import CHINESE, Said
from bulletin.reason import Reason
from bulletin.text import UserText
from bulletin.view import words
from bulletin.view.reason_sentences import chinese
from bulletin.view.sheet import AMOUNT_PLACES

Values = Mapping[str, object]
"""What a template may name, in Chinese; lists hold values of their own."""

_WIDTH = 20
"""So many characters of the size of a title stand in a line."""
_BETWEEN = r"(?<=[”）、])(?![”）、]|$)|(?=[“（])|(?=[0-9]{4}年)"


def text(foreign: UserText | None) -> str:
    """A text on one line; empty where nothing was written."""
    return " ".join(foreign.raw.split()) if foreign else ""


def why(reason: Reason | None) -> str:
    """A reason on one line; empty where there is none."""
    return " ".join(chinese(reason).split()) if reason else ""


def phrase(foreign: UserText | None) -> str:
    """A text without the sign that ends it: the sentence goes on.

    >>> phrase(UserText("窗口无人。"))
    '窗口无人'
    """
    return text(foreign).rstrip("。；")


def points(value: Fraction) -> str:
    """Points without trailing zeros.

    >>> points(Fraction(-1, 2)), points(Fraction(1, 3))
    ('−0.5', '0.33')
    """
    return number.short(value, AMOUNT_PLACES).replace("-", "−")


def signed(value: Fraction | None) -> str:
    """A change with its sign; a dash where there is nothing to compare with.

    >>> signed(Fraction(1, 2)), signed(Fraction(0)), signed(None)
    ('+0.5', '0', '—')
    """
    if value is None:
        return "—"
    return f"+{points(value)}" if value > 0 else points(value)


def total(value: Fraction | None, places: int) -> str:
    """A total with the decimals of its rubric; a dash where there is none."""
    return "—" if value is None else number.shown(value, places).replace("-", "−")


def day(when: date | None) -> str:
    """A date; empty where there is none."""
    return said(words.day(when)) if when else ""


def said(word: Said) -> str:
    """A word of the pages; documents are Chinese whatever the site speaks."""
    return CHINESE.say(word)


def named(label: Said | UserText) -> str:
    """A name, whoever wrote it."""
    return text(label) if isinstance(label, UserText) else said(label)


def numbered(rows: Iterable[Values]) -> list[Values]:
    """Rows with their number, as tables count (序号) and as headings do (中文序号)."""
    return [{"序号": at, "中文序号": numeral(at), **row} for at, row in enumerate(rows, 1)]


def numeral(value: int) -> str:
    """A number up to 99 as headings count.

    >>> [numeral(value) for value in (3, 10, 12, 20, 21)]
    ['三', '十', '十二', '二十', '二十一']
    """
    tens, ones = divmod(value, 10)
    digits = "零一二三四五六七八九"
    head = f"{digits[tens] if tens > 1 else ''}十" if tens else ""
    return head + (digits[ones] if ones or not tens else "")


def title(whole: str) -> str:
    r"""Break a title into few lines of like length, at quotes and brackets and nowhere else.

    >>> title("关于省“最多跑一次”改革和“四个平台”建设专项督察2017年8月情况的通报")
    '关于省“最多跑一次”改革和“四个平台”\n建设专项督察2017年8月情况的通报'
    """
    parts = [part for part in split(_BETWEEN, whole) if part]
    lines = min(_broken(parts), key=_raggedness)
    return "\n".join(lines)


def _broken(parts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every way to put the parts into one to four lines."""
    for cuts in range(min(len(parts), 4)):
        for at in combinations(range(1, len(parts)), cuts):
            ends = zip((0, *at), (*at, len(parts)), strict=True)
            yield tuple("".join(parts[first:last]) for first, last in ends)


def _raggedness(lines: Sequence[str]) -> tuple[int, int, int]:
    """First no line too long, then few lines, then lines of like length."""
    widths = [sum(1 if sign.isascii() else 2 for sign in line) for line in lines]
    over = sum(max(0, width - 2 * _WIDTH) for width in widths)
    return over, len(lines), max(widths) - min(widths)
