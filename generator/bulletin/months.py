"""Months as they are written, ``2017-08``: their days, and the months beside them."""

from calendar import monthrange
from datetime import date, timedelta


def first_day(month: str) -> date:
    """The first day of a month.

    >>> first_day("2017-08")
    datetime.date(2017, 8, 1)
    """
    return date.fromisoformat(f"{month}-01")


def last_day(month: str) -> date:
    """The last day of a month.

    >>> last_day("2016-02")
    datetime.date(2016, 2, 29)
    """
    start = first_day(month)
    return start.replace(day=monthrange(start.year, start.month)[1])


def month_before(month: str) -> str:
    """The month before in the calendar.

    >>> month_before("2018-01")
    '2017-12'
    """
    return (first_day(month) - timedelta(days=1)).isoformat()[:7]


def month_after(month: str) -> str:
    """The month after in the calendar.

    >>> month_after("2017-12")
    '2018-01'
    """
    return (last_day(month) + timedelta(days=1)).isoformat()[:7]


def near(month: str) -> tuple[date, date]:
    """The first day of the month before and the last day of the month after.

    >>> near("2017-12")
    (datetime.date(2017, 11, 1), datetime.date(2018, 1, 31))
    """
    return first_day(month_before(month)), last_day(month_after(month))
