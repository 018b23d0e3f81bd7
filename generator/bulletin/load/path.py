"""What the path of a file below ``data/`` says: its kind, scheme, month and id."""

import re
from dataclasses import dataclass

ID = r"[a-z0-9][a-z0-9-]*"
MONTH = r"[12][0-9]{3}-(?:0[1-9]|1[0-2])"
OF_SCHEME = rf"data/schemes/(?P<scheme>{ID})"
OF_MONTH = rf"{OF_SCHEME}/(?P<month>{MONTH})"
_FOLDERS = re.compile(OF_MONTH)


@dataclass(frozen=True, slots=True)
class DataPath:
    """One file or month folder, with what its path says.

    ``kind`` is the name of the file's kind and of its schema; it is ``month`` for a month's folder
    and ``other`` for a file that holds no record. ``of`` is the month of the finding of which a
    recheck speaks.
    """

    path: str
    kind: str
    scheme: str = ""
    month: str = ""
    unit: str = ""
    id: str = ""
    round: str = ""
    of: str = ""


def month_of(path: str) -> tuple[str, str] | None:
    """Return the scheme and the month of a month's folder; None for every other path."""
    match = _FOLDERS.fullmatch(path)
    return (match["scheme"], match["month"]) if match else None
