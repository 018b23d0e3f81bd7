"""The score sheet's table, laid out as the document lays out its own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from generator.checks.force import runs_in
from generator.model.rubric import Criterion, Rubric, Rule
from generator.pages import links, words
from generator.trace import CriterionScore, RuleScore, Status, Step, UnitScore


@dataclass(frozen=True)
class Head:
    """A cell of the contents: a criterion, over the rows and columns that it spans."""

    node: Criterion
    target: str
    rows: int
    columns: int
    level: int
    sub: bool
    subtotal: Fraction | None


@dataclass(frozen=True)
class RuleLine:
    """One rule in the column of rules, with what it did to this unit."""

    rule: Rule
    target: str
    change: Fraction
    status: str
    step: str | None
    place: int | None
    span: str

    @property
    def key(self) -> tuple[object, ...]:
        """All that is not the same wherever the rule is printed."""
        return self.rule.id, self.change, self.status, self.step, self.place, self.span


@dataclass(frozen=True)
class ScoreCell:
    """The full marks and the score over the rows that share them."""

    rows: int
    points: Fraction | None
    score: CriterionScore | None
    status: str
    change: Fraction
    anchor: str

    @property
    def key(self) -> tuple[object, ...]:
        """All that the cell shows."""
        made = self.score
        shown = (made.points, made.score, made.overflow) if made else ()
        return self.rows, self.points, shown, self.status, self.change, self.anchor


@dataclass(frozen=True)
class Row:
    """One row: the cells that begin here, its rules, and its score if it begins here."""

    heads: tuple[Head, ...]
    rules: tuple[RuleLine, ...]
    score: ScoreCell | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """All that is not the same in every row of its criterion and rubric."""
        heads = tuple((h.node.id, h.rows, h.columns, h.subtotal) for h in self.heads)
        return heads, tuple(line.key for line in self.rules), self.score and self.score.key


@dataclass(frozen=True)
class Table:
    """The whole table; ``depth`` is its number of columns of contents."""

    depth: int
    rows: tuple[Row, ...]
    rubric: str
    """The scheme and the version: where rows of the same key are the same."""


class TableMaker:
    """Lays out the table of one rubric; without a score it is the bare rubric."""

    def __init__(
        self, scheme: str, rubric: Rubric, score: UnitScore | None = None, month: str = ""
    ) -> None:
        """Take the rubric and, for a sheet, the unit's score and the month of its rules."""
        self._scheme = scheme
        self._rubric = rubric
        self._score = score
        self._rules = {r.rule: r for r in score.rules} if score else {}
        self._steps = _first_steps(score)
        self._month = month
        self._depth = max((_depth(node) for node in rubric.criteria), default=1)

    def make(self) -> Table:
        """The table of all criteria."""
        rows = [(node.id, row) for top in self._rubric.criteria for node, row in self._rows(top, 1)]
        name = f"{self._scheme} {self._rubric.version}"
        return Table(self._depth, tuple(self._with_scores(rows)), name)

    def _rows(self, node: Criterion, level: int) -> Iterator[tuple[Criterion, Row]]:
        """The rows of a node; its own cell stands at the first of them."""
        rows: list[tuple[Criterion, Row]] = []
        if node.rules or not node.criteria:
            rows.append((node, Row((), tuple(self._lines(node)))))
        for child in node.criteria:
            rows.extend(self._rows(child, level + 1))
        columns = 1 if node.criteria else self._depth - level + 1
        first, row = rows[0]
        head = self._head(node, level, len(rows), columns)
        yield first, replace(row, heads=(head, *row.heads))
        yield from rows[1:]

    def _head(self, node: Criterion, level: int, rows: int, columns: int) -> Head:
        nested = any(True for _ in node.scored_children())
        score = self._score.criterion(node.id) if self._score and nested else None
        target = links.criterion(self._scheme, node.id)
        sub = node.points is None and not node.criteria
        return Head(
            node,
            target,
            rows,
            columns,
            level=level,
            sub=sub,
            subtotal=score.score if score else None,
        )

    def _lines(self, node: Criterion) -> Iterator[RuleLine]:
        """The rules of a node; on a sheet those of its month, and whatever has a record."""
        for rule in node.rules:
            if not self._month or runs_in(rule, self._month) or rule.id in self._steps:
                yield self._line(rule)

    def _line(self, rule: Rule) -> RuleLine:
        done = self._rules.get(rule.id)
        return RuleLine(
            rule=rule,
            target=links.criterion(self._scheme, rule.criterion, f"r-{rule.id}"),
            change=done.change if done else Fraction(0),
            status=_status(done),
            step=self._steps.get(rule.id),
            place=done.place_in_rank if done else None,
            span="" if self._month else words.span(rule),
        )

    def _with_scores(self, rows: list[tuple[str, Row]]) -> Iterator[Row]:
        """Set one score cell over the rows that charge the same criterion."""
        top = self._tops()
        keyed = [(self._rubric.charged.get(node), top[node], row) for node, row in rows]
        for (charged, _), group in groupby(keyed, key=lambda k: (k[0], k[1] if not k[0] else "")):
            members = [row for _, _, row in group]
            yield replace(members[0], score=self._cell(charged, members))
            yield from members[1:]

    def _cell(self, charged: str | None, members: list[Row]) -> ScoreCell:
        score = self._score.criterion(charged) if self._score and charged else None
        change = sum((line.change for row in members for line in row.rules), Fraction(0))
        anchor = f"c-{links.slug(charged)}" if charged else "total"
        node = self._rubric.nodes[charged] if charged else None
        points = node.points if node else None
        status = words.STATUS[score.status] if score and _is_open(score) else ""
        return ScoreCell(len(members), points, score, status, change, anchor)

    def _tops(self) -> dict[str, str]:
        return {node.id: top.id for top in self._rubric.criteria for node in top.walk()}


def _depth(node: Criterion) -> int:
    return 1 + max((_depth(child) for child in node.criteria), default=0)


def _status(done: RuleScore | None) -> str:
    if done is None or done.status is Status.SCORED:
        return ""
    return words.STATUS[done.status]


def _is_open(score: CriterionScore) -> bool:
    return score.status is not Status.SCORED


def _first_steps(score: UnitScore | None) -> dict[str, str]:
    """The anchor of the first step of each rule."""
    found: dict[str, str] = {}
    steps: tuple[Step, ...] = score.steps if score else ()
    for number, step in enumerate(steps, 1):
        if step.rule and step.rule not in found:
            found[step.rule] = f"s-{number}"
    return found
