"""The chain of one record: from what it is now back to the commits that made it so.

A commit whose change was not kept (the other side of a merge won) is no part of it; where several
commits made the same change side by side, the one that came into the main line first is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bulletin.history.fields import differences
from bulletin.history.graph import Graph
from bulletin.history.log import Touch
from bulletin.history.records import Value
from bulletin.model.history import Deed, Difference, Entry

ABSENT = "absent"
UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class ChainState:
    """A record at a path: its value with its data; a file that cannot be read by its blob."""

    path: str
    value: Value
    data: Any = None
    is_readable: bool = True

    @property
    def spot(self) -> tuple[str, Value]:
        """Return what makes the state what it is."""
        return self.path, self.value

    @property
    def is_absent(self) -> bool:
        """Tell whether there is no such record."""
        return self.value is ABSENT


@dataclass(frozen=True, slots=True)
class ChainStep:
    """What one commit did to one record."""

    touch: Touch
    after: ChainState
    before: tuple[ChainState, ...]

    @property
    def changes(self) -> bool:
        """Tell whether the record came out of it unlike what every parent had."""
        return all(state.spot != self.after.spot for state in self.before)

    @property
    def commit(self) -> str:
        """Return the commit's id."""
        return self.touch.node.commit.id


def chain(steps: Iterable[ChainStep], now: ChainState, graph: Graph) -> tuple[ChainStep, ...]:
    """Return the steps that led to a state, the newest first."""
    arrivals: defaultdict[tuple[str, Value], list[ChainStep]] = defaultdict(list)
    for change in steps:
        if change.changes:
            arrivals[change.after.spot].append(change)
    steps_by_commit: dict[str, ChainStep] = {}
    todo: list[tuple[ChainState, str]] = [(now, "")]
    while todo:
        state, below = todo.pop()
        step = _newest(arrivals[state.spot], below, graph)
        if step is not None and step.commit not in steps_by_commit:
            steps_by_commit[step.commit] = step
            todo += [(before, step.commit) for before in step.before]
    return tuple(sorted(steps_by_commit.values(), key=lambda step: step.touch.node.index))


def _newest(steps: Sequence[ChainStep], below: str, graph: Graph) -> ChainStep | None:
    """Return the last step before a commit; of several side by side the first to arrive."""
    last: list[ChainStep] = []
    for step in steps:
        earlier = not below or graph.is_before(step.commit, below)
        if earlier and not any(graph.is_before(step.commit, older.commit) for older in last):
            last.append(step)
    return min(last, key=lambda step: graph.arrival(step.commit), default=None)


def entries(kind: str, steps: Sequence[ChainStep], graph: Graph) -> Iterator[Entry]:
    """Tell what each step changed, with the merge that brought it; not what only looks changed."""
    for number, step in enumerate(steps):
        before, deed = step.before[0], _deed(step)
        fields = _fields(kind, step, steps[number + 1 :])
        moved = before.path if before.path != step.after.path else ""
        if fields or moved or deed not in {Deed.CHANGED, Deed.MERGED}:
            merge = graph.merge_of(step.commit)
            yield Entry(step.touch.node.commit, step.after.path, deed, merge, moved, fields)


def _deed(step: ChainStep) -> Deed:
    if not step.after.is_readable:
        return Deed.BROKE
    if step.after.is_absent:
        return Deed.REMOVED
    if all(state.is_absent for state in step.before):
        return Deed.ADDED
    if not all(state.is_readable for state in step.before):
        return Deed.MENDED
    return Deed.MERGED if step.before[1:] else Deed.CHANGED


def _fields(kind: str, step: ChainStep, older: Sequence[ChainStep]) -> tuple[Difference, ...]:
    """Return what differs from every parent; after an unreadable file, from what was read last."""
    if step.after.is_absent or not step.after.is_readable:
        return ()
    before = [state for state in step.before if state.is_readable]
    before = (
        before or [known_state.after for known_state in older if known_state.after.is_readable][:1]
    )
    by_parent = [
        differences(kind, state.data, step.after.data) for state in before if not state.is_absent
    ]
    common = (
        set.intersection(*({field.name for field in known_state} for known_state in by_parent))
        if by_parent
        else set()
    )
    return tuple(field for field in by_parent[0] if field.name in common) if by_parent else ()
