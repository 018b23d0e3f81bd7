"""One text for one cell, whichever program wrote it; and the value that a changed text means."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from bulletin.canonical.scalar import quoted
from bulletin.exchange.form.choices import Choice, Choices
from bulletin.exchange.form.table import FormColumn, Texts
from bulletin.exchange.xlsx import fits
from bulletin.yamlfile import read_text

YES, NO, NOTHING = "是", "否", "未报送"
_ANSWERS = {"yes": YES, "no": NO, "true": YES, "false": NO, "none": NOTHING}
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:00:00(?::00)?)?")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?")
_DIGITS = 15


class BadCellError(ValueError):
    """A cell that cannot be taken: what must hold and what was found, and how to mend it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def text_of(value: object, column: FormColumn, choices: Choices, shown_as: str = "") -> str:
    """The text of a cell, or of a value of the data: the same for both.

    Dates, numbers, answers and ids have one spelling each; what is none of these stays as it is.
    ``shown_as`` is the cell's format: 0.95 that is shown as a percentage says ``95%``.
    """
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float | Decimal):
        return _number(value, shown_as)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    text = "" if value is None else str(value)
    return _spelt(unified(text), column, choices.get(column.choices, Choice()))


def unified(text: str) -> str:
    r"""A text with one kind of line break, one form of each sign, and nothing around it.

    >>> unified(" a\r\nb\r ")
    'a\nb'
    """
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def carried(text: str) -> str:
    """A text if a cell can hold it, else nothing: such a field is changed in the data alone."""
    return text if fits(text) else ""


TOO_LONG = BadCellError("已登记的内容太长，工作簿里放不下", "清空这一格；要改的，在数据文件里改")
"""For a cell that was left empty because it could not hold what the data say."""


def row_of(columns: Iterable[FormColumn], fields: Mapping[str, object], choices: Choices) -> Texts:
    """The texts of a row's cells, from what is said by column; empty cells are left out."""
    texts = {c.name: text_of(fields.get(c.name), c, choices) for c in columns}
    return {name: text for name, text in texts.items() if text}


def _number(value: float | Decimal, shown_as: str) -> str:
    exact = Decimal(format(value, f".{_DIGITS}g")) if isinstance(value, float) else Decimal(value)
    if "%" in shown_as:
        return f"{_trimmed(f'{exact * 100:f}')}%"
    return _trimmed(f"{exact:f}")


def _trimmed(digits: str) -> str:
    """A number without the zeros that mean nothing.

    >>> _trimmed("0.50"), _trimmed("100"), _trimmed("3.0")
    ('0.5', '100', '3')
    """
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _spelt(text: str, column: FormColumn, choice: Choice) -> str:
    match column.kind:
        case "id" | "open":
            return choice.resolve(text)
        case "date":
            return _dated(text)
        case "month":
            plain = _plain(text)
            match = _MONTH.fullmatch(plain[:-3] if _DAY.fullmatch(plain) else plain)
            return f"{match[1]}-{match[2]:0>2}" if match else text
        case "answer" | "value" if text.lower() in _ANSWERS:
            return _ANSWERS[text.lower()]
        case "whole" | "number" | "value":
            plain = unicodedata.normalize("NFKC", text)
            return _trimmed(plain) if _NUMBER.fullmatch(plain) else text
    return text


def _plain(text: str) -> str:
    """A date without blanks, with plain digits and signs.

    >>> _plain("２０１７ 年 8 月 ３１日")
    '2017年8月31日'
    """
    return "".join(unicodedata.normalize("NFKC", text).split())


def _dated(text: str) -> str:
    match = _DAY.fullmatch(_plain(text))
    if not match:
        return text
    year, month, day = map(int, match.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def value_of(text: str, column: FormColumn, choices: Choices) -> str | int | Decimal | bool:
    """The value that a text of a cell means; raises ``RefusedError``."""
    match column.kind:
        case "id":
            return _known(text, column, choices.get(column.choices, Choice()))
        case "date":
            return _date(text)
        case "whole" | "number":
            return _amount(text, whole=column.kind == "whole")
        case "value":
            answers = {YES: "yes", NO: "no", NOTHING: "none"}
            return answers[text] if text in answers else _amount(text, whole=False)
        case "answer" if text in {YES, NO}:
            return text == YES
        case "answer":
            raise BadCellError(f"必须是“是”或“否”，此处为“{text}”")
    return readable(text)


def readable(text: str) -> str:
    """A text that the reader of the data takes as it is; raises ``RefusedError``."""
    _, problems = read_text("", f"text: {quoted(text)}\n")
    if problems:
        raise BadCellError(problems[0].message, problems[0].hint)
    return text


def _known(text: str, column: FormColumn, choice: Choice) -> str:
    if text not in choice.labels:
        raise BadCellError(f"没有这个{column.title}：“{text[:40]}”", choice.near(text))
    return text


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        message = f"必须是日历上有的日期，写作 2017-08-31，此处为“{text[:40]}”"
        raise BadCellError(message, _mend(text)) from None


def _mend(text: str) -> str:
    """How to mend what is nearly a date."""
    if re.fullmatch(r"\d{1,2}(?:月|[-/.])\d{1,2}日?", _plain(text)):
        return "写上年份"
    if re.fullmatch(r"[3-6]\d{4}", text):
        return "这一格没有设成日期格式，只存下了一个序数；重新填写日期"
    return "只写日期，不写时间" if ":" in text else ""


def _amount(text: str, *, whole: bool) -> int | Decimal:
    if re.fullmatch(r"-?\d{1,18}", text):
        return int(text)
    if text.endswith("%"):
        raise BadCellError(f"不写百分号，此处为“{text[:40]}”", f"写作 {text[:40].rstrip('%')}")
    if whole:
        raise BadCellError(f"必须是整数，此处为“{text[:40]}”")
    if not _NUMBER.fullmatch(text):
        raise BadCellError(f"必须是数，此处为“{text[:40]}”")
    return Decimal(text)
