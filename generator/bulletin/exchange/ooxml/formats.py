"""How a number is shown: as a date, with the time of day, as a percentage, or as it is."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

_DATES = frozenset({*range(14, 18), 22, *range(27, 32), *range(34, 37), *range(50, 59)})
_TIMES = frozenset({18, 19, 20, 21, 22, 32, 33, 45, 46, 47})
_PERCENT = frozenset({9, 10})
"""Formats that are known by their number (ECMA-376-1 18.8.30), 27 to 36 and 50 to 58 by that of
Chinese, Japanese and Korean programs. 34, 35, 55 and 56 are dates in some of these and times of
day in others: a number below 1 has no day, whatever its format."""

_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ERA = re.compile(r"(?<![a-z])(?:e+|g+)(?![a-z+\-])")
_DAY = re.compile(r"[yd]|a{3,4}(?!m/)|b{2,4}")
_TIME = re.compile(r"[hs]|am/pm|a/p|上午/下午")
_MONTH = re.compile(r"m")
_FIRST = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell knows of no zone
_FIRST_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
_LEAP = 60
"""The day 1900-02-29, which spreadsheets count and the calendar has not."""
_LAST = 2_958_466
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Look:
    """What a format makes of a number."""

    day: bool = False
    time: bool = False
    percent: bool = False


@lru_cache(maxsize=1024)
def look(number: int, code: str = "") -> Look:
    """What a format shows, by its number and, if the file writes one, its code.

    >>> look(31), look(22), look(9), look(164, '[$-804]yyyy"年"m"月"d"日"')
    ... # doctest: +NORMALIZE_WHITESPACE
    (Look(day=True, time=False, percent=False), Look(day=True, time=True, percent=False),
     Look(day=False, time=False, percent=True), Look(day=True, time=False, percent=False))
    """
    if code:
        return _coded(code)
    return Look(number in _DATES, number in _TIMES, number in _PERCENT)


def _coded(code: str) -> Look:
    """Read a code: what is quoted or escaped is text, and only the first section counts."""
    plain = _QUOTED.sub("", code).partition(";")[0].lower()
    if "general" in plain or plain.startswith("g/"):
        return Look()
    hours, days = bool(_TIME.search(plain)), bool(_DAY.search(plain) or _ERA.search(plain))
    days = days or bool(_MONTH.search(_TIME.sub("", plain)) and not hours)
    return Look(days, hours, "%" in plain)


def moment(serial: float, shown: Look, *, from_1904: bool) -> datetime | date | time | None:
    """The day, moment or time of day that a number means; None where the calendar has none.

    A time that the format does not show is left out: what counts is what people see.

    >>> moment(45371.5, Look(day=True), from_1904=False)
    datetime.date(2024, 3, 20)
    >>> moment(45371.5, Look(day=True, time=True), from_1904=False)
    datetime.datetime(2024, 3, 20, 12, 0)
    >>> moment(43909, Look(day=True), from_1904=True), moment(60, Look(day=True), from_1904=False)
    (datetime.date(2024, 3, 20), None)
    """
    if not 0 <= serial < _LAST:
        return None
    days, seconds = int(serial), round(serial % 1 * _DAY_SECONDS)
    if days == 0 and seconds:
        return (_FIRST + timedelta(seconds=seconds)).time()
    if not from_1904 and days in {0, _LEAP}:
        return None
    early = timedelta(days=not from_1904 and days < _LEAP)
    try:
        day = (_FIRST_1904 if from_1904 else _FIRST) + early + timedelta(days=days)
    except OverflowError:
        return None
    return day + timedelta(seconds=seconds) if shown.time else day.date()
