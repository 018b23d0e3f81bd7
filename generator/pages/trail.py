"""The audit trail as pages show it: which commit last changed the file of a record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

SHORT = 10


@dataclass(frozen=True)
class Trail:
    """The last commit of each file: its path → (id, day).

    ``head`` is the commit from which the site is made; empty where a file differs from it.
    ``lacks`` says in Chinese why there is no trail at all; with one, a file that it does not know
    is not committed yet.
    """

    last: Mapping[str, tuple[str, date]] = field(default_factory=dict)
    head: str = ""
    lacks: str = ""


@dataclass(frozen=True)
class Change:
    """The last change of a file; ``commit`` is empty where the file is not committed."""

    commit: str = ""
    day: date | None = None
    url: str | None = None


NONE = Trail(lacks="这些页面不是从版本库生成的")
