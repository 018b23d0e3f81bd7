"""The graph of commits: which merge brought a commit into the main line, and what lies before."""

from collections.abc import Iterator, Sequence

from bulletin.history.log import CommitNode
from bulletin.model.history import Commit


class Graph:
    """All commits up to the newest; its first parents, one after another, are the main line."""

    def __init__(self, nodes: Sequence[CommitNode]) -> None:
        """Walk the main line from its oldest commit on."""
        self._nodes = {node.commit.id: node for node in nodes}
        self._brought: dict[str, Commit | None] = {}
        self._arrival: dict[str, int] = {}
        self._before: dict[tuple[str, str], bool] = {}
        if nodes:
            self._spread(nodes[0].commit.id)

    def merge_of(self, commit: str) -> Commit | None:
        """Return the merge that brought a commit into the main line; None for one made there.

        Where that merge names no pull request (a pull), but one inside what it brought does, it
        is that one.
        """
        return self._brought[commit]

    def arrival(self, commit: str) -> int:
        """Return when a commit came into the main line: the number of steps from its beginning."""
        return self._arrival[commit]

    def _spread(self, newest: str) -> None:
        """Note the merge of every commit: of each line the oldest first, sides at their merges."""
        lines = [self._line(newest, None)]
        while lines:
            side = next(lines[-1], None)
            if side is None:
                lines.pop()
            else:
                lines.append(self._line(*side))

    def _line(self, tip: str, merge: Commit | None) -> Iterator[tuple[str, Commit]]:
        """Take a line of first parents as far as it is new; give what its merges brought."""
        line: list[CommitNode] = []
        here = tip
        while here in self._nodes and here not in self._brought:
            line.append(self._nodes[here])
            self._brought[here] = merge
            here = (*self._nodes[here].parents, "")[0]
        for number, node in enumerate(reversed(line)):
            own = node.commit.id
            self._arrival[own] = self._arrival[merge.id] if merge else number
            for parent in node.parents[1:]:
                inner = merge is None or (not merge.request and node.commit.request)
                yield parent, node.commit if inner or merge is None else merge

    def is_before(self, older: str, newer: str) -> bool:
        """Tell whether a commit is an ancestor of another."""
        if self._brought[older] is None is self._brought[newer]:
            return self._arrival[older] < self._arrival[newer]
        if (older, newer) not in self._before:
            self._before[older, newer] = self._leads(newer, older)
        return self._before[older, newer]

    def _leads(self, start: str, end: str) -> bool:
        last = self._nodes[end].index
        seen, todo = {start}, [start]
        while todo:
            for parent in self._nodes[todo.pop()].parents:
                if parent == end:
                    return True
                node = self._nodes.get(parent)
                if node is not None and node.index < last and parent not in seen:
                    seen.add(parent)
                    todo.append(parent)
        return False
