"""Problems of a finding in the form's words: at which field each is, and what to do."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from bulletin.checks.charges import SUBJECT, TIER
from bulletin.problem import Problem
from bulletin.schema import schema
from bulletin.yamlfile import read as read_yaml


def key(problem: Problem) -> tuple[str, str, str]:
    """Return what makes a problem the same in two states of the data."""
    return problem.code, problem.place.path, problem.message


class FieldProblems:
    """Says of problems at which field of the form they are."""

    _LACKING: ClassVar[Mapping[str, str]] = {TIER.id: "tier", SUBJECT.id: "subject"}
    """What is not there has no place; these problems say that a field is lacking."""

    def __init__(self, path: str, content: bytes) -> None:
        self.path = path
        document, _ = read_yaml(path, content)
        keys = document.keys if document else {}
        self._lines = {at[0]: str(path[0]) for path, at in keys.items() if len(path) == 1}
        self._titles = {k: v["title"] for k, v in schema("finding")["properties"].items()}

    def all(self, problems: Iterable[Problem]) -> list[dict[str, Any]]:
        """Each problem with its field, the name of the field, and what to do."""
        return [self._one(problem) for problem in problems]

    def _one(self, problem: Problem) -> dict[str, Any]:
        name = self._LACKING.get(problem.code) or self._field(problem)
        where = (
            self._titles.get(name, "") if problem.place.path == self.path else problem.place.path
        )
        words = {"field": name, "label": where, "code": problem.code}
        return {**words, "message": problem.message, "hint": problem.hint}

    def _field(self, problem: Problem) -> str:
        """The key at or above the problem's line; none for the record as a whole."""
        at = (problem.place.line, problem.place.column)
        if problem.place.path != self.path or at == (1, 1):
            return ""
        lines = [line for line in self._lines if line <= at[0]]
        return self._lines[max(lines)] if lines else ""
