"""Comments: they mean nothing to the program, but people's notes are not thrown away.

Comments above the first entry stay on top of the file. Any other stays with the entry that it
stands above or behind, and is written on lines of its own above it; those after the last entry
stay at the end.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from bulletin.yamlfile import Document, Path


@dataclass(frozen=True)
class Comments:
    """The comments of a file: on top, above each entry, and at the end."""

    top: tuple[str, ...] = ()
    above: dict[Path, list[str]] = field(default_factory=dict)
    end: tuple[str, ...] = ()

    def within(self, path: Path) -> Iterator[str]:
        """The comments of an entry and of those inside it."""
        for where in self._inside.get(path, ()):
            yield from self.above[where]

    @cached_property
    def _inside(self) -> dict[Path, list[Path]]:
        """The entries with comments, by those that they lie in, and by themselves."""
        inside: dict[Path, list[Path]] = {}
        for where in self.above:
            for length in range(len(where) + 1):
                inside.setdefault(where[:length], []).append(where)
        return inside


def collect(text: str, document: Document) -> Comments:
    """All comments of a file that could be read, with the entries that they belong to."""
    if "#" not in text:
        return Comments()
    entries = _entries(document)
    first = min((line for line, _ in entries), default=1)
    comments = list(_found(text))
    top = tuple(words for line, own, words in comments if own and line < first)
    above: dict[Path, list[str]] = {}
    end = []
    for line, own, words in comments:
        if own and line < first:
            continue
        entry = _next(entries, line) if own else _last(entries, line)
        if entry is None:
            end.append(words)
        else:
            above.setdefault(entry, []).append(words)
    return Comments(top, above, tuple(end))


def kept(comments: Comments, data: Any) -> Comments:  # noqa: ANN401 - plain YAML data
    """The comments for other data: those of entries that are gone come last."""
    gone = dict.fromkeys(path for path in comments.above if not _has(data, path))
    left = {path: words for path, words in comments.above.items() if path not in gone}
    lost = (words for path in gone for words in comments.above[path])
    return Comments(comments.top, left, (*comments.end, *lost))


def _has(data: Any, path: Path) -> bool:  # noqa: ANN401
    for key in path:
        inside = key in data if isinstance(data, dict) else isinstance(data, list)
        if not inside or (isinstance(data, list) and int(key) >= len(data)):
            return False
        data = data[key]
    return True


def _entries(document: Document) -> list[tuple[int, Path]]:
    """Where keys and list items begin: lines in order, outer entries before inner ones."""
    keys = [(line, path) for path, (line, _) in document.keys.items()]
    items = [
        (line, path)
        for path, (line, _) in document.values.items()
        if path and isinstance(path[-1], int)
    ]
    return sorted(keys + items, key=lambda entry: (entry[0], len(entry[1])))


def _next(entries: list[tuple[int, Path]], line: int) -> Path | None:
    """The outermost entry that begins below a line."""
    index = bisect_right(entries, line, key=_line)
    return entries[index][1] if index < len(entries) else None


def _last(entries: list[tuple[int, Path]], line: int) -> Path | None:
    """The outermost entry of the last line, down to this one, on which one begins."""
    after = bisect_right(entries, line, key=_line)
    if not after:
        return None
    return entries[bisect_left(entries, _line(entries[after - 1]), key=_line)][1]


def _line(entry: tuple[int, Path]) -> int:
    return entry[0]


def _found(text: str) -> Iterator[tuple[int, bool, str]]:
    """Go through the comments: line, whether it stands alone there, and its words."""
    ends: dict[int, int] = {}
    inside: set[int] = set()
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        end = token.end_mark
        ends[end.line] = max(ends.get(end.line, 0), end.column)
        if isinstance(token, yaml.ScalarToken):
            inside |= _covered(token)
    for number, line in enumerate(text.split("\n")):
        rest = line[ends.get(number, 0) :].strip()
        if number not in inside and rest.startswith("#"):
            yield number + 1, not ends.get(number), rest


def _covered(token: Any) -> set[int]:  # noqa: ANN401 - a token of PyYAML
    """The lines whose signs all belong to a text of several lines."""
    block = token.style in {"|", ">"}
    last = token.end_mark.line if not block or token.end_mark.column else token.end_mark.line - 1
    return set(range(token.start_mark.line + (1 if block else 0), last + (1 if block else 0)))
