"""The audit trail: what became of each record, read in one pass over the log."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bulletin.history import git, refs, trees
from bulletin.history.chain import ABSENT, ChainState, ChainStep, chain, entries
from bulletin.history.graph import Graph
from bulletin.history.log import Touch, is_there, read
from bulletin.history.objects import kept_blobs
from bulletin.history.records import Record, split
from bulletin.load.rows import Key
from bulletin.model.history import Deed, Entry
from bulletin.yamlfile import read as read_yaml

Spots = Mapping[tuple[int, int], tuple[Entry, ...]]
"""The entries of each record of a file, by where it begins."""


@dataclass(frozen=True, slots=True)
class History:
    """What became of the files below the root, and of the records in them.

    ``files`` has for each file its newest entry; ``records`` those of its records, for files that
    more than one commit has touched. ``changed`` are files that differ from the last commit, or
    are not in it: what is built from them has no commit yet. A ``shallow`` clone has no audit
    trail, and says so.
    """

    files: Mapping[str, Entry] = field(default_factory=dict)
    records: Mapping[str, Spots] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    head: str = ""
    shallow: bool = False


NONE = History()


def history(root: Path, kind_of: Callable[[str], str], folder: str = "data") -> History:
    """Read the history of a folder; ``kind_of`` says of a path what records its file holds.

    Raises ``FailedError`` where git fails, as where an object is lost.
    """
    head = refs.head(root)
    if not head:
        return NONE
    if refs.is_shallow(root):
        return History(shallow=True)
    nodes, touches = read(root, folder)
    book = _Book(root, Graph(nodes), touches, kind_of)
    changed = _changed(root, folder)
    current = trees.blob_ids(trees.listing(root, "HEAD", folder))
    there = {path: blob for path, blob in current.items() if path not in changed}
    records = {path: book.records(path, blob) for path, blob in book.wanted(there)}
    return History(book.newest(there), records, changed, head)


def _changed(root: Path, folder: str) -> frozenset[str]:
    prefix = git.line(root, "rev-parse", "--show-prefix")
    return frozenset(path.removeprefix(prefix) for path in refs.changed(root, (folder,)))


class _Book:
    """All touches by path, and the files that were read for them."""

    def __init__(
        self,
        root: Path,
        graph: Graph,
        touches: Iterable[Touch],
        kind_of: Callable[[str], str],
    ) -> None:
        self._graph, self._root, self._kind_of = graph, root, kind_of
        self._touches: defaultdict[str, list[Touch]] = defaultdict(list)
        for touch in touches:
            self._touches[touch.path].append(touch)
        self._files: dict[tuple[str, str], Mapping[Key, Record] | None] = {}

    def newest(self, there: Mapping[str, str]) -> Mapping[str, Entry]:
        """Return the newest entry of each file, without its fields."""
        newest_touches = {path: self._touches[path] for path in there if path in self._touches}
        return {path: self._entry(touches, there[path]) for path, touches in newest_touches.items()}

    def _entry(self, touches: list[Touch], blob: str) -> Entry:
        touch = next((touch for touch in touches if touch.blob == blob), touches[0])
        commit, only = touch.node.commit, not touches[1:] and not touch.before[1:]
        added = only and not is_there(touch.before[0][1])
        deed = Deed.ADDED if added else Deed.CHANGED
        return Entry(commit, touch.path, deed, self._graph.merge_of(commit.id))

    def wanted(self, there: Mapping[str, str]) -> list[tuple[str, str]]:
        """Return the files of more than one commit, when all that they ever were has been read."""
        kinds = {path: self._kind_of(path) for path in there if self._all(path)[1:]}
        read = {
            (kind, blob)
            for path, kind in kinds.items()
            for touch in (self._all(path) if kind else ())
            for blob in (touch.blob, *(blob for _, blob in touch.before))
            if is_there(blob)
        }
        self._read(read)
        return [(path, there[path]) for path, kind in kinds.items() if kind]

    def _read(self, pairs: Iterable[tuple[str, str]]) -> None:
        kept = kept_blobs(self._root, {blob for _, blob in pairs})
        for kind, blob in pairs:
            document, _ = read_yaml("", kept[blob])
            self._files[kind, blob] = split(kind, document) if document else None

    def _all(self, path: str) -> list[Touch]:
        """Return the touches of a file under every name that it had."""
        names, todo = {path}, [path]
        while todo:
            for touch in self._touches.get(todo.pop(), ()):
                more = {name for name, blob in touch.before if is_there(blob)} - names
                names |= more
                todo += more
        touches = (touch for name in names for touch in self._touches.get(name, ()))
        return sorted(touches, key=lambda touch: touch.node.index)

    def records(self, path: str, blob: str) -> Spots:
        """Return the entries of each record of a file, by where it begins."""
        kind, touches = self._kind_of(path), self._all(path)
        trails: dict[tuple[int, int], tuple[Entry, ...]] = {}
        for key, record in (self._files.get((kind, blob)) or {}).items():
            steps = [self._step(kind, key, touch) for touch in touches]
            steps_of_record = chain(steps, self._state(kind, key, (path, blob)), self._graph)
            trails[record.at] = tuple(entries(kind, steps_of_record, self._graph))
        return trails

    def _step(self, kind: str, key: Key, touch: Touch) -> ChainStep:
        before = tuple(self._state(kind, key, spot) for spot in touch.before)
        return ChainStep(touch, self._state(kind, key, (touch.path, touch.blob)), before)

    def _state(self, kind: str, key: Key, spot: tuple[str, str]) -> ChainState:
        path, blob = spot
        if not is_there(blob):
            return ChainState(path, ABSENT)
        file = self._files[kind, blob]
        if file is None:
            return ChainState(path, ("unreadable", blob), is_readable=False)
        record = file.get(key)
        return ChainState(path, record.value, record.data) if record else ChainState(path, ABSENT)
