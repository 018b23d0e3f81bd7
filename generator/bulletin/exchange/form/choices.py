"""The words of the drop-downs: ids with their Chinese names, and which of them are offered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

_ALIKE = 60
"""So alike, of a hundred, is what is proposed for a name that nobody knows."""


@dataclass(frozen=True)
class Choice:
    """One list: every known id with its label, other names of ids, and what is offered."""

    labels: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    offered: tuple[str, ...] = ()

    def label(self, choice_id: str) -> str:
        """What a cell shows for an id; an id that nobody knows is shown as it is."""
        return self.labels.get(choice_id, choice_id)

    def resolve(self, text: str) -> str:
        """The id that a cell means: by its label, its last word, or a name; else its text.

        >>> Choice({"ju-a": "市甲局 ju-a"}, {"甲局": "ju-a"}).resolve("甲局")
        'ju-a'
        """
        words = (text, *text.split()[-1:])
        label = next((word for word in words if word in self.labels), None)
        return label or self.names.get(text, text)

    def near(self, text: str) -> str:
        """What may have been meant."""
        ids = {**{label: label for label in self.labels.values()}, **self._named()}
        near = process.extractOne(text, list(ids), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return f"是不是“{ids[near[0]]}”？" if near else "从下拉列表中选取"

    def _named(self) -> dict[str, str]:
        return {**self.labels} | {
            name: self.label(choice_id) for name, choice_id in self.names.items()
        }


Choices = Mapping[str, Choice]
