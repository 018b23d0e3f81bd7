"""The words of the interface: Chinese where they are used, said in the language of the site."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import final


@final
@dataclass(frozen=True, slots=True)
class Word:
    """A word or sentence of the interface, and what stands in it by name; a language says it.

    What stands in it is a number, a text, or another word; the printer encodes all that is said.
    """

    text: str
    parts: tuple[tuple[str, "str | int | Word"], ...] = ()

    def __str__(self) -> str:
        """Refuse: a word is printed by a template, or said by a language."""
        message = f"{self.text!r} is said by a language"
        raise TypeError(message)

    def __bool__(self) -> bool:
        """Tell whether anything is said."""
        return bool(self.text)


Said = str | Word
"""A name as it stands in the data, or a word of the interface."""


def _(text: str, **parts: str | int | Word) -> Word:
    """Mark a word; ``%(name)s`` in it stands for a part."""
    return Word(text, tuple(parts.items()))


def joined(parts: Iterable[Said]) -> Said:
    """List some, as in a sentence: 甲、乙、丙; nothing where there are none."""
    return _folded(parts, lambda first, rest: _("%(first)s、%(rest)s", first=first, rest=rest))


def clauses(parts: Iterable[Said]) -> Said:
    """Put clauses of one sentence one after another; nothing where there are none."""
    return _folded(parts, lambda first, rest: _("%(first)s，%(rest)s", first=first, rest=rest))


def sentences(parts: Iterable[Said]) -> Said:
    """Put statements one after another; nothing where there are none."""
    return _folded(parts, lambda first, rest: _("%(first)s；%(rest)s", first=first, rest=rest))


def _folded(parts: Iterable[Said], both: Callable[[Said, Said], Word]) -> Said:
    every = list(parts)
    return reduce(both, every[1:], every[0]) if every else ""


@dataclass(frozen=True)
class Language:
    """A language with its words by the Chinese ones; a word that it lacks is said in Chinese."""

    id: str = "zh"
    words: Mapping[str, str] = field(default_factory=dict)

    def find(self, text: str) -> str:
        """Look a word up."""
        return self.words.get(text, text)

    def several(self, one: str, many: str) -> str:
        """Look up what is said of more than one, or of none."""
        return self.words.get(f"{one}\0{many}", many)

    def say(self, word: Said) -> str:
        """Say a word with all that stands in it; what is no word is a name, and stays.

        >>> english = Language("en", {"%(year)s年度%(title)s": "%(title)s of %(year)s"})
        >>> english.say(_("%(year)s年度%(title)s", year="2017", title=_("评优")))
        '评优 of 2017'
        """
        if isinstance(word, str):
            return word
        text = self.find(word.text)
        if not word.parts:
            return text
        return text % {k: self.say(v) if type(v) is Word else v for k, v in word.parts}


CHINESE = Language()
