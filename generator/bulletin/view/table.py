"""The score sheet's table, laid out as the document lays out its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from bulletin.language import Said
from bulletin.law.force import runs_in
from bulletin.model.rubric import Criterion, Rubric, Rule
from bulletin.trace import CriterionScore, RuleScore, Status, UnitScore
from bulletin.view import links, words
from bulletin.view.steps import numbered


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
    taken: Fraction | None
    """The full marks of what the unit took part in, where they are not all of them."""


@dataclass(frozen=True)
class RuleLine:
    """One rule in the column of rules, with what it did to a unit; equal lines share a number."""

    number: int
    rule: Rule
    target: str
    change: Fraction
    status: Said
    step: str | None
    place: int | None
    span: Said


@dataclass(frozen=True)
class ScoreCell:
    """The full marks and the score over the rows that share them."""

    rows: int
    points: Fraction | None
    score: CriterionScore | None
    status: Said
    change: Fraction
    anchor: str

    @property
    def key(self) -> tuple[object, ...]:
        """All that the cell shows."""
        made = self.score
        numbers: tuple[Fraction | None, ...] = (self.points, self.change)
        if made:
            numbers = (made.points, made.taken, made.score, made.overflow)
        return self.rows, self.status, self.anchor, *map(_ratio, numbers)


@dataclass(frozen=True)
class ScoreRow:
    """One row: the cells that begin here, its rules, and its score if it begins here."""

    heads: tuple[Head, ...]
    rules: tuple[RuleLine, ...]
    score: ScoreCell | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """All that is not the same in every row of its criterion and rubric."""
        heads = tuple(
            (h.node.id, h.rows, h.columns, _ratio(h.subtotal), _ratio(h.taken)) for h in self.heads
        )
        return heads, tuple(line.number for line in self.rules), self.score and self.score.key


@dataclass(frozen=True)
class ScoreTable:
    """The whole table; ``depth`` is its number of columns of contents."""

    depth: int
    rows: tuple[ScoreRow, ...]
    rubric: str
    """The scheme and the version: where rows of the same key are the same."""


class TableMaker:
    """Lays out the tables of one rubric: those of its sheets, or the bare rubric."""

    def __init__(self, scheme: str, rubric: Rubric) -> None:
        """Take the rubric; the tables of all months share their lines."""
        self._scheme = scheme
        self._rubric = rubric
        self._depth = max((_depth(node) for node in rubric.criteria), default=1)
        self._tops = {node.id: top.id for top in rubric.criteria for node in top.walk()}
        self._nested = {
            node.id
            for top in rubric.criteria
            for node in top.walk()
            if any(True for _ in node.scored_children())
        }
        self._heads: dict[tuple[object, ...], Head] = {}
        self._lines: dict[tuple[object, ...], RuleLine] = {}

    def make(self, score: UnitScore | None = None, month: str = "") -> ScoreTable:
        """The table of all criteria; for a sheet with what the unit scored by a month's rules."""
        sheet = _SheetRows(score, month)
        rows = [
            (node.id, row)
            for top in self._rubric.criteria
            for node, row in self._rows(sheet, top, 1)
        ]
        name = f"{self._scheme} {self._rubric.version}"
        return ScoreTable(self._depth, tuple(self._with_scores(sheet, rows)), name)

    def _rows(
        self, sheet: "_SheetRows", node: Criterion, level: int
    ) -> Iterator[tuple[Criterion, ScoreRow]]:
        """The rows of a node; its own cell stands at the first of them."""
        rows: list[tuple[Criterion, ScoreRow]] = []
        if node.rules or not node.criteria:
            rows.append((node, ScoreRow((), tuple(self._lines_of(sheet, node)))))
        for child in node.criteria:
            rows.extend(self._rows(sheet, child, level + 1))
        columns = 1 if node.criteria else self._depth - level + 1
        first, row = rows[0]
        head = self._head(sheet, node, level, len(rows), columns)
        yield first, ScoreRow((head, *row.heads), row.rules)
        yield from rows[1:]

    def _head(
        self, sheet: "_SheetRows", node: Criterion, level: int, rows: int, columns: int
    ) -> Head:
        score = sheet.criteria.get(node.id) if node.id in self._nested else None
        subtotal = score.score if score else None
        taken = score.taken if score and score.partly else None
        key = (node.id, rows, columns, level, _ratio(subtotal), _ratio(taken))
        if key not in self._heads:
            target = links.criterion(self._scheme, node.id)
            sub = node.points is None and not node.criteria
            self._heads[key] = Head(
                node, target, rows, columns, level=level, sub=sub, subtotal=subtotal, taken=taken
            )
        return self._heads[key]

    def _lines_of(self, sheet: "_SheetRows", node: Criterion) -> Iterator[RuleLine]:
        """The rules of a node; on a sheet those of its month, and whatever has a record."""
        for rule in node.rules:
            if not sheet.month or runs_in(rule, sheet.month) or rule.id in sheet.steps:
                yield self._line(sheet, rule)

    def _line(self, sheet: "_SheetRows", rule: Rule) -> RuleLine:
        done, step = sheet.rules.get(rule.id), sheet.steps.get(rule.id)
        key = (
            rule.id,
            step,
            *((_ratio(done.change), done.status, done.place_in_rank) if done else ()),
        )
        if key not in self._lines:
            self._lines[key] = self._new_line(rule, done, step)
        return self._lines[key]

    def _new_line(self, rule: Rule, done: RuleScore | None, step: str | None) -> RuleLine:
        return RuleLine(
            number=len(self._lines),
            rule=rule,
            target=links.criterion(self._scheme, rule.criterion, f"r-{rule.id}"),
            change=done.change if done else Fraction(0),
            status=_status(done),
            step=step,
            place=done.place_in_rank if done else None,
            span="" if done else words.span(rule),
        )

    def _with_scores(
        self, sheet: "_SheetRows", rows: list[tuple[str, ScoreRow]]
    ) -> Iterator[ScoreRow]:
        """Set one score cell over the rows that charge the same criterion."""
        keyed = [(self._rubric.charged.get(node), self._tops[node], row) for node, row in rows]
        for (charged, _), group in groupby(keyed, key=lambda k: (k[0], k[1] if not k[0] else "")):
            members = [row for _, _, row in group]
            cell = self._cell(sheet, charged, members)
            yield ScoreRow(members[0].heads, members[0].rules, cell)
            yield from members[1:]

    def _cell(self, sheet: "_SheetRows", charged: str | None, members: list[ScoreRow]) -> ScoreCell:
        score = sheet.criteria.get(charged) if charged else None
        lines = () if charged else [line for row in members for line in row.rules]
        change = sum((line.change for line in lines), Fraction(0))
        anchor = f"c-{links.slug(charged)}" if charged else "total"
        node = self._rubric.nodes[charged] if charged else None
        points = node.points if node else None
        status = words.STATUS[score.status] if score and _is_open(score) else ""
        return ScoreCell(len(members), points, score, status, change, anchor)


class _SheetRows:
    """A unit's score by criterion and rule; nothing where there is none."""

    def __init__(self, score: UnitScore | None, month: str) -> None:
        self.month = month
        self.criteria = {c.id: c for c in score.criteria} if score else {}
        self.rules = {r.rule: r for r in score.rules} if score else {}
        self.steps = _first_steps(score)


def _ratio(value: Fraction | None) -> tuple[int, int] | None:
    """A number as a key: two whole numbers are looked up faster than a fraction."""
    return None if value is None else (value.numerator, value.denominator)


def _depth(node: Criterion) -> int:
    return 1 + max((_depth(child) for child in node.criteria), default=0)


def _status(done: RuleScore | None) -> Said:
    if done is None or done.status is Status.SCORED:
        return ""
    return words.STATUS[done.status]


def _is_open(score: CriterionScore) -> bool:
    return score.status is not Status.SCORED


def _first_steps(score: UnitScore | None) -> dict[str, str]:
    """The anchor of the first step of each rule."""
    found: dict[str, str] = {}
    if score is None:
        return found
    anchors = numbered(score)
    for step in score.steps:
        if step.rule and step.rule not in found:
            found[step.rule] = anchors[id(step)]
    return found
