"""An assessment under other settings: what an option of a reading would make of it."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

from bulletin.law.actions import ActionKey
from bulletin.load.file import document
from bulletin.load.rubric import rubric
from bulletin.load.scheme import scheme
from bulletin.model.scheme import Assessment
from bulletin.problem import Problem
from bulletin.schema import validate
from bulletin.yamlfile import Document

Settings = Mapping[str, object]


class Base:
    """A scheme and one version of its rubric as they were written, to try settings on."""

    def __init__(self, root: Path, assessment: Assessment, version: str) -> None:
        """Read both files again; they have been read without problems before."""
        self.assessment, self.version = assessment, version
        self.scheme = _document(root, assessment.scheme.place.path)
        self.rubric = _document(root, assessment.rubrics[version].place.path)

    def under(self, settings: Settings) -> tuple[Assessment, tuple[Problem, ...]]:
        """Return the assessment under other settings, or what is wrong with them.

        Settings that change nothing give back the same assessment.
        """
        changed_scheme = replace(self.scheme, data=deepcopy(self.scheme.data))
        changed_rubric = replace(self.rubric, data=deepcopy(self.rubric.data))
        for path, value in settings.items():
            apply(changed_rubric.data, changed_scheme.data, path, value)
        if (changed_scheme.data, changed_rubric.data) == (self.scheme.data, self.rubric.data):
            return self.assessment, ()
        problems = validate(changed_scheme, "scheme") + validate(changed_rubric, "rubric")
        if problems:
            return self.assessment, problems
        name = self.assessment.scheme.id
        made = rubric(changed_rubric, name, self.version)
        versions = {**self.assessment.rubrics, self.version: made}
        changed = replace(self.assessment, scheme=scheme(changed_scheme, name), rubrics=versions)
        return changed, ()


def _document(root: Path, path: str) -> Document:
    found, problems = document(root, path)
    if found is None:
        message = f"{path} changed while it was read: {problems}"
        raise RuntimeError(message)
    return found


def apply(rubric_data: Any, scheme_data: Any, path: str, value: object) -> bool:  # noqa: ANN401
    """Set one path such as ``rules.<id>.deduct.partial``; ``none`` takes the key away.

    An action set whole takes the place of the rule's other action.
    Returns False where the path leads nowhere.
    """
    first, _, rest = path.partition(".")
    if first == "scheme":
        return _set(scheme_data, rest, value)
    if first in {"rules", "criteria"}:
        return _set(list(_nodes(rubric_data, first)), rest, value)
    return _set(rubric_data, path, value)


def _nodes(data: Mapping[str, Any], kind: str) -> Iterator[Any]:
    """Go through all criteria, or all rules, wherever they stand."""
    for criterion in data.get("criteria", ()):
        yield from (criterion,) if kind == "criteria" else criterion.get("rules", ())
        yield from _nodes(criterion, kind)


def _set(data: Any, path: str, value: object) -> bool:  # noqa: ANN401
    if isinstance(data, list):
        named = [row for row in data if path.startswith(f"{row.get('id', '')}.")]
        row = max(named, key=lambda row: len(row["id"]), default=None)
        return row is not None and _set(row, path[len(row["id"]) + 1 :], value)
    key, _, rest = path.partition(".")
    if rest:
        return key in data and _set(data[key], rest, value)
    if key in list(ActionKey):
        for other in ActionKey:
            data.pop(other, None)
    if value == "none":
        data.pop(key, None)
    else:
        data[key] = value
    return True
