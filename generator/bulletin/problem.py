"""A problem in the data is a value with a place; this module orders problems and writes them."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

SHOWN = 100
"""How many problems of one kind a file is told; a hostile file has any number of them."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
COUNTED = 10_000
"""How many more are counted."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something was written: a path below the root, and line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Write the place as editors and hosts read it."""
        return f"{self.path}:{self.line}:{self.column}"

    @property
    def source(self) -> str:
        """Return ``path:line``, as scores and pages quote it."""
        return f"{self.path}:{self.line}"


class Severity(StrEnum):
    """An error must be mended (exit code 1); a warning asks a person to look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """One sort of problem: its title and the rule that must hold, in Chinese.

    It is declared once, beside what finds such problems; the docs' page is made of all of them.
    """

    id: str
    title: str
    rule: str


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What must hold and what was found, with a hint how to mend it, all in Chinese.

    ``place`` is where the record begins; ``keys`` leads from there to the value that is meant,
    and is followed (``load.point``) only for the files that have a problem.
    """

    place: Place
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    keys: tuple[str | int, ...] = field(default=(), compare=False)
    found: str = field(default="", compare=False)
    """The text that was found where an id must stand; the checks say which id it is the name of."""
    key: str = field(default="", compare=False)
    """The key under which ``found`` stands, which says of what the id must be."""


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Keep the problems that must be mended."""
    return tuple(p for p in problems if p.severity is Severity.ERROR)


def few(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems in order, each once, of each kind in a file no more than can be read."""
    kinds: dict[tuple[str, str], list[Problem]] = {}
    for problem in sorted(dict.fromkeys(problems)):
        kinds.setdefault((problem.place.path, problem.code), []).append(problem)
    shown: list[Problem] = []
    for group in kinds.values():
        shown += group[:SHOWN]
        shown += [others(group[SHOWN - 1], len(group) - SHOWN)] if group[SHOWN:] else []
    return tuple(sorted(shown))


def others(last: Problem, number: int) -> Problem:
    """Tell how many problems of the kind of the last one are not shown."""
    most = "以上" if number >= COUNTED else ""
    message = f"另有 {number} 处{most}同类的问题，没有逐一列出"
    return Problem(last.place, last.code, message, "先改好列出的各处，再检查一次", last.severity)


def as_text(problem: Problem) -> str:
    """Write a problem as one line, with its hint on a second one."""
    mark = "（提醒）" if problem.severity is Severity.WARNING else ""
    head = one_line(f"{problem.place}: {problem.code} {mark}{problem.message}")
    return f"{head}\n    → {one_line(problem.hint)}" if problem.hint else head


def one_line(text: str) -> str:
    r"""Write control characters, line breaks too, so that they are seen and not obeyed.

    >>> one_line("a\n::error::b")
    'a\\n::error::b'
    """
    return _CONTROL.sub(lambda match: ascii(match[0])[1:-1], text)


def as_json(problems: Iterable[Problem]) -> str:
    """Write the problems as a JSON list."""
    return json.dumps([fields(p) for p in problems], ensure_ascii=False, indent=2)


def fields(problem: Problem) -> dict[str, str | int]:
    """Tell a problem by the names of its parts."""
    place = problem.place
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "code": problem.code,
        "severity": str(problem.severity),
        "message": problem.message,
        "hint": problem.hint,
    }


def as_github(problem: Problem) -> str:
    """Write a problem as a GitHub workflow command, which marks the line in a pull request."""
    words = f"{problem.message} → {problem.hint}" if problem.hint else problem.message
    body = words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    path = one_line(problem.place.path)
    path = path.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    where = f"file={path},line={problem.place.line},col={problem.place.column}"
    return f"::{problem.severity} {where},title={problem.code}::{body}"


def as_gitlab(problems: Iterable[Problem]) -> str:
    """Write the problems as a GitLab code-quality report; fingerprints do not depend on lines."""
    seen: dict[str, int] = {}
    rows = []
    for p in problems:
        key = f"{p.code}|{p.place.path}|{p.message}"
        seen[key] = seen.get(key, 0) + 1
        rows.append(
            {
                "description": f"{p.message} → {p.hint}" if p.hint else p.message,
                "check_name": p.code,
                "fingerprint": _fingerprint(f"{key}|{seen[key]}"),
                "severity": "major" if p.severity is Severity.ERROR else "minor",
                "location": {"path": p.place.path, "lines": {"begin": p.place.line}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _fingerprint(key: str) -> str:
    return sha256(key.encode()).hexdigest()
