"""The canonical form of a data file: one way to write what it says, so that diffs are quiet.

Keys stand in the order of the schema (those it does not name come last, in their own order), two
spaces a level, list items below their key, a scalar on one line. Short actions of a rubric's rules,
and lists that an option sets, stay in braces and brackets. See ``comments`` for what becomes of
comments; empty lines go.
"""

from collections.abc import Iterator
from typing import Any

from bulletin.canonical import comments
from bulletin.canonical.order import Pointer, below, ordered
from bulletin.canonical.scalar import key, written
from bulletin.law.actions import ActionKey
from bulletin.yamlfile import Document, Path, is_canonical_shape, read_text
from bulletin.yamltext import plain

WIDTH = 100
_ACTIONS = frozenset(ActionKey)


def canonical(text: str, kind: str, *, patient: bool = False) -> str:
    r"""Write a file's text in canonical form; ``kind`` names its schema.

    The data read from it stay the same; ``patient`` as in ``yamlfile.read``. Raises ``ValueError``
    for a text that the reader refuses.

    >>> canonical("rule: late\nunit: 'a'\n", "finding")
    'unit: a\nrule: late\n'
    """
    document, problems = read_text("", text, patient=patient)
    if document is None:
        raise ValueError(problems[0].message)
    return _CanonicalWriter(kind, document, plain(text)).text()


def rewritten(text: str, kind: str, data: Any) -> str:  # noqa: ANN401 - plain YAML data
    r"""Write other data in canonical form in the place of a text, with the text's comments.

    >>> rewritten("# 注\nunit: a\n", "finding", {"rule": "late", "unit": "b"})
    '# 注\nunit: b\nrule: late\n'
    """
    document, problems = read_text("", text) if text else (Document("", data), ())
    if document is None:
        raise ValueError(problems[0].message)
    writer = _CanonicalWriter(kind, document, plain(text))
    writer.data = data
    writer.comments = comments.kept(writer.comments, data)
    return writer.text()


class _CanonicalWriter:
    """Writes one document line by line."""

    def __init__(self, kind: str, document: Document, text: str) -> None:
        self.kind = kind
        self.data = document.data
        self.comments = comments.collect(text, document)

    def text(self) -> str:
        """The whole file."""
        lines = [*self.comments.top, *self._node(self.data, (), ()), *self.comments.end]
        return "\n".join(lines) + "\n"

    def _node(self, data: Any, path: Path, at: Pointer) -> Iterator[str]:  # noqa: ANN401
        """The lines of a value that does not stand behind its key."""
        if isinstance(data, dict) and data:
            for name in ordered(self.kind, at, data):
                yield from self._entry(name, data[name], (*path, name), below(self.kind, at, name))
        elif isinstance(data, list) and data:
            for i, item in enumerate(data):
                yield from self._item(item, (*path, i), (*at, "*"))
        else:
            yield self._inline(data, at)

    def _entry(self, name: str, data: Any, path: Path, at: Pointer) -> Iterator[str]:  # noqa: ANN401
        head = f"{key(name)}:"
        line = self._on_one_line(head, data, path, at)
        if line is not None:
            yield from self._above(path, below_too=True)
            yield line
        else:
            yield from self._above(path)
            yield head
            yield from (f"  {inner}" for inner in self._node(data, path, at))

    def _item(self, data: Any, path: Path, at: Pointer) -> Iterator[str]:  # noqa: ANN401
        yield from self._above(path)
        lines = list(self._node(data, path, at))
        while lines[0].startswith("#"):
            yield lines.pop(0)
        yield f"- {lines[0]}"
        yield from (f"  {line}" for line in lines[1:])

    def _above(self, path: Path, *, below_too: bool = False) -> Iterator[str]:
        """The comments of an entry; with those inside it where it takes one line."""
        if below_too:
            yield from self.comments.within(path)
        else:
            yield from self.comments.above.get(path, ())

    def _on_one_line(self, head: str, data: Any, path: Path, at: Pointer) -> str | None:  # noqa: ANN401
        """The entry on one line, if that is how it is written."""
        if data is None:
            return head
        line = f"{head} {self._inline(data, at)}"
        if not isinstance(data, dict | list) or not data:
            return line
        indent = 2 * (len(path) - 1)
        braced = self.kind == "rubric" and (path[-1] in _ACTIONS or path[-2:-1] == ("set",))
        return line if braced and indent + len(line) <= WIDTH and is_canonical_shape(line) else None

    def _inline(self, data: Any, at: Pointer) -> str:  # noqa: ANN401
        """A value in braces, in brackets, or as a scalar."""
        if isinstance(data, dict):
            names = ordered(self.kind, at, data)
            inner = (f"{key(n)}: {self._inline(data[n], below(self.kind, at, n))}" for n in names)
            return "{" + ", ".join(inner) + "}"
        if isinstance(data, list):
            return "[" + ", ".join(self._inline(item, (*at, "*")) for item in data) + "]"
        return written(
            data, answers=self.kind == "measurements" and at[-1:] in {("*",), ("value",)}
        )
