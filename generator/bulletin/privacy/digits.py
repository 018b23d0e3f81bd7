"""Numbers that belong to a person, alone or in groups: identity card, bank card, telephone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stdnum import luhn
from stdnum.iso7064 import mod_11_2

from bulletin.privacy.fold import DIGIT, SEPARATOR
from bulletin.privacy.span import PersonalKind, Span

HINT = re.compile(rf"[电座传固](?:(?<=电)话|(?<=座)机|(?<=传)真|(?<=固)话)\W{{0,3}}{DIGIT}")
"""A local number is known by the word before it."""
_RUN = re.compile(rf"\d+(?:{SEPARATOR}{{1,3}}\d+)*")
_GROUP = re.compile(r"\d+")
_X = re.compile(rf"{SEPARATOR}{{0,3}}[Xx×](?![0-9A-Za-z])")
_AMOUNT = re.compile(r"(?:\.\d{1,4})?\s{0,2}(?:[万亿]|[美欧日港]?元|吨|平方)")
_MONEY = re.compile(r"[¥￥$]\s?$")
_CALLED = re.compile(r"(?:手机|电话|微信|号码|联系方式)[是为]?\W{0,3}$")
_LOCAL = re.compile(r"(?:电话|座机|传真|固话)[是为]?\W{0,3}$")

_MOBILE = re.compile(r"1[3-9]\d{9}")
_MOBILE_SHAPES = {(11,), (3, 8), (3, 4, 4), (3, 3, 5), (7, 4), (3, 2, 3, 3), (3, 2, 2, 2, 2)}
_BEFORE = re.compile(r"(?:00)?86(?=1)|0(?=1[3-9])")
_PROVINCES = {
    *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
    *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64"),
    *("65", "71", "81", "82", "83"),
}
_OLD, _NEW = 15, 18
_CARD = re.compile(
    r"62\d{14,17}|6[09]\d{15,17}|9558\d{15}|95599\d{14}"
    r"|4\d{15}(?:\d{3})?|5[1-5]\d{14}|35[2-8]\d{13}|3[47]\d{13}"
)
_LONGEST = 19
_LANDLINE = re.compile(r"(010|02\d|0[3-9]\d\d)([2-8]\d{6,7})")
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_LOCAL_SIZES = {7, 8}


@dataclass(frozen=True, slots=True)
class _Piece:
    """Digits that are written together, or one by one at the same distance."""

    start: int
    end: int
    digits: str


@dataclass(frozen=True, slots=True)
class _Number:
    """Some pieces in a row, read as one number."""

    text: str
    pieces: tuple[_Piece, ...]

    @property
    def digits(self) -> str:
        return "".join(piece.digits for piece in self.pieces)

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(piece.digits) for piece in self.pieces)

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end

    @property
    def is_amount(self) -> bool:
        """It is an amount of money or the like."""
        before = self.text[max(0, self.start - 2) : self.start]
        return bool(_AMOUNT.match(self.text, self.end) or _MONEY.search(before))

    def follows(self, words: re.Pattern[str]) -> bool:
        return bool(words.search(self.text[max(0, self.start - 12) : self.start]))


def spans(folded: str) -> Iterator[Span]:
    """Go through the numbers that belong to a person; the text is folded."""
    for run in _RUN.finditer(folded):
        for number in _numbers(folded, _pieces(folded, run)):
            for span in (_identity(number), _card(number), _mobile(number), _landline(number)):
                if span is not None:
                    yield span


def _pieces(folded: str, run: re.Match[str]) -> tuple[_Piece, ...]:
    """Take the groups of a run; digits that stand one by one, evenly, are one piece."""
    pieces: list[_Piece] = []
    gap: str | None = None
    for start, end in (group.span() for group in _GROUP.finditer(folded, *run.span())):
        single = end - start == 1
        between = folded[pieces[-1].end : start] if pieces else ""
        if single and gap in {"", between}:
            last = pieces.pop()
            pieces.append(_Piece(last.start, end, last.digits + folded[start:end]))
            gap = between
        else:
            pieces.append(_Piece(start, end, folded[start:end]))
            gap = "" if single else None
    return tuple(pieces)


def _numbers(folded: str, pieces: tuple[_Piece, ...]) -> Iterator[_Number]:
    """Read neighbouring pieces as one number; before a mobile number may stand the country's."""
    for first, piece in enumerate(pieces):
        before = _BEFORE.match(piece.digits)
        yield from _from(folded, piece, pieces[first + 1 :])
        if before:
            cut = before.end()
            rest = _Piece(piece.start, piece.end, piece.digits[cut:])
            yield from _from(folded, rest, pieces[first + 1 :])


def _from(folded: str, first: _Piece, rest: tuple[_Piece, ...]) -> Iterator[_Number]:
    taken: tuple[_Piece, ...] = (first,)
    size = len(first.digits)
    while size <= _LONGEST:
        yield _Number(folded, taken)
        if len(taken) > len(rest):
            return
        following = rest[len(taken) - 1]
        taken, size = (*taken, following), size + len(following.digits)


def _identity(number: _Number) -> Span | None:
    """居民身份证 (GB 11643): region, birth date and check digit; the old ones have no check."""
    digits, end = number.digits, number.end
    last = _X.match(number.text, end) if len(digits) == _NEW - 1 else None
    if last:
        digits, end = f"{digits}X", last.end()
    if digits[:2] not in _PROVINCES:
        return None
    if len(digits) == _NEW:
        good = _is_day(digits[6:14], "1900", "2099") and mod_11_2.is_valid(digits)
    else:
        whole = min(number.shape) >= 3 and not number.is_amount  # noqa: PLR2004 - no single digits
        good = len(digits) == _OLD and whole and _is_day(f"19{digits[6:12]}", "1900", "1999")
    shown = f"{digits[:4]}{'*' * (len(digits) - 6)}{digits[-2:]}"
    return Span(PersonalKind.IDENTITY, number.start, end, shown) if good else None


def _is_day(digits: str, first: str, last: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return first <= digits[:4] <= last


def _card(number: _Number) -> Span | None:
    """A bank card: a known prefix with its length, and the check digit of Luhn."""
    digits = number.digits
    groups = number.shape[:-1] or number.shape
    good = _CARD.fullmatch(digits) and min(groups) >= 3 and luhn.is_valid(digits)  # noqa: PLR2004
    if not good or number.is_amount:
        return None
    return Span(PersonalKind.CARD, number.start, number.end, _ends(digits, 4))


def _mobile(number: _Number) -> Span | None:
    """A mobile number in usual groups; in any groups after a word that announces it."""
    digits = number.digits
    if not _MOBILE.fullmatch(digits) or number.is_amount:
        return None
    if number.shape not in _MOBILE_SHAPES and not number.follows(_CALLED):
        return None
    return Span(PersonalKind.MOBILE, number.start, number.end, _ends(digits, 3))


def _landline(number: _Number) -> Span | None:
    """A land line: area code and local number, or a local number after a word for it."""
    digits, shape = number.digits, number.shape
    match = _LANDLINE.fullmatch(digits)
    whole = bool(match) and len(shape) <= 3 and min(shape) >= 3  # noqa: PLR2004 - area, two groups
    area, local = match.groups() if match else ("", digits)
    alone = len(digits) in _LOCAL_SIZES and digits[0] in "2345678" and number.follows(_LOCAL)
    if not (whole or alone) or _DAY.fullmatch(local) or number.is_amount:
        return None
    shown = f"{area}-****{local[-4:]}" if whole else _ends(local, 0)
    return Span(PersonalKind.LANDLINE, number.start, number.end, shown)


def _ends(digits: str, first: int) -> str:
    return f"{digits[:first]}****{digits[-4:]}"
