"""How the checks speak: problems with a place, and the nearest known id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from rapidfuzz import fuzz, process

from bulletin.problem import Code, Place, Problem, Severity
from bulletin.text import listed

Keys = tuple[str | int, ...]

_SHORT = 160
_ALIKE = 0.6
_ASKED = 200
"""For how many wrong ids the nearest are looked up: a file may have thousands."""


def error(at: Place, keys: Keys, message: str, hint: str, code: Code | None = None) -> Problem:
    """Something that must be mended, at the value that ``keys`` lead to.

    The code is needed only where a check has declared several.
    """
    return Problem(at, code.id if code else "", message, hint, keys=keys)


def warning(at: Place, keys: Keys, message: str, hint: str, code: Code | None = None) -> Problem:
    """Something that a person should look at."""
    return Problem(at, code.id if code else "", message, hint, Severity.WARNING, keys)


@lru_cache(maxsize=10_000)
def near(wrong: str, known: tuple[str, ...], most: int) -> tuple[str, ...]:
    """The known words nearest to a wrong one; a mistake made a thousand times is looked up once.

    What the fast measure puts below the limit, the slow one does as well: it counts no less.
    """
    rows = process.extract_iter(wrong, known, scorer=fuzz.ratio, score_cutoff=100 * _ALIKE)
    maybe = [word for word, _, _ in rows]
    return tuple(get_close_matches(wrong, maybe, n=most, cutoff=_ALIKE))


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be written: ids with their titles, the names people use for them, and where."""

    titles: Mapping[str, str]
    where: str
    names: Mapping[str, str] = field(default_factory=dict)
    """Other names, each with its id."""
    _asked: set[str] = field(default_factory=set, compare=False, repr=False)

    def __contains__(self, wanted: object) -> bool:
        """Tell whether this id may be written."""
        return wanted in self.titles

    def titled(self, ids: Iterable[str]) -> str:
        """Ids with their titles in brackets.

        >>> Choices({"a": "甲", "b": ""}, "").titled(["a", "b"])
        'a（甲）、b'
        """
        return listed(f"{i}（{self.titles[i]}）" if self.titles[i] else i for i in ids)

    def hint(self, wrong: str) -> str:
        """Say the id that was probably meant, else what may be written, else where to look.

        >>> units = Choices({"shi-fagaiwei": "市发改委"}, "见名册", {"发改委": "shi-fagaiwei"})
        >>> units.hint("市发改委"), units.hint("shi-fgaiwei")
        ('“市发改委”的标识是 shi-fagaiwei', '是不是 shi-fagaiwei（市发改委）？')
        """
        named = self.named()
        if wrong in named:
            return f"“{wrong}”的标识是 {named[wrong]}"
        meant = self._meant(wrong, named)
        if meant:
            return f"是不是 {self.titled(dict.fromkeys(meant))}？"
        for shown in (self.titled(self.titles), listed(self.titles)):
            if 0 < len(shown) <= _SHORT:
                return f"可以写：{shown}"
        return self.where

    def _meant(self, wrong: str, named: Mapping[str, str]) -> list[str]:
        """The ids that are probably meant, as long as not too much was asked."""
        if len(self._asked) >= _ASKED and wrong not in self._asked:
            return []
        self._asked.add(wrong)
        ids = near(wrong, tuple(self.titles), 3)
        return [*ids, *(named[name] for name in near(wrong, tuple(named), 2))]

    def named(self) -> dict[str, str]:
        """Every title and other name with its id; titles come first."""
        titles = {title: key for key, title in self.titles.items() if title}
        return {**self.names, **titles}
