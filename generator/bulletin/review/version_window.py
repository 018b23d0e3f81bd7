"""What a version shows and what its publication reads: its month, a year back, and corrections.

So a publication costs the same however many months were published before.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from bulletin.history.trees import Listing
from bulletin.load.path import month_of
from bulletin.model.scheme import Assessment
from bulletin.repository.inputs import folder
from bulletin.repository.memory import Key
from bulletin.repository.opened import Repository
from bulletin.repository.states import States
from bulletin.review.problems import looked_over


def first_shown(month: str) -> str:
    """Return the same month of the year before: the first that a version shows.

    >>> first_shown("2018-03")
    '2017-03'
    """
    return f"{int(month[:4]) - 1:04}{month[4:]}"


def shown(assessment: Assessment, month: str) -> tuple[str, ...]:
    """Return the months that the version of a month shows; others are in versions of their time.

    They are those up to a year back, and each corrected one with the month before it.
    """
    corrected = {m for m, records in assessment.months.items() if records.corrections}
    return tuple(m for m in _wanted(assessment.months, corrected, month) if m <= month)


def _wanted(months: Iterable[str], corrected: Collection[str], month: str) -> Iterator[str]:
    """The months that are shown, in order, and those after the month."""
    for month_before, after in pairwise((*sorted(months), "")):
        if month_before >= first_shown(month) or {month_before, after} & set(corrected):
            yield month_before


def open_version(root: Path, month: str) -> Repository:
    """Open the commit as far as the version of a month asks for, with what is wrong there.

    Left empty are the months that are not shown and to which no record of the others leads.
    """
    states = States(root, ("HEAD",))
    (state,), _ = states.parts(frozenset(_asked_for(states.listings[0], month)))
    return looked_over(root, state.repository)


def _asked_for(listing: Listing, month: str) -> Iterator[Key]:
    """The months that are shown, and those after the month, of all schemes."""
    months: defaultdict[str, list[str]] = defaultdict(list)
    for scheme, month_id in filter(None, map(month_of, listing)):
        months[scheme].append(month_id)
    for scheme, names in months.items():
        corrected = {m for m in names if f"{folder(scheme, m)}corrections" in listing}
        yield from ((scheme, month_id) for month_id in _wanted(names, corrected, month))
