"""What was lost where: the matrix of units and criteria, and the most costly rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from generator.model.rubric import Criterion, Rubric, Rule
from generator.pages import links, words
from generator.pages.edition import Edition
from generator.pages.findings import Pair
from generator.pages.ranking import taken
from generator.trace import Kind, Scores, Status, UnitScore

SHADES = 4
EXAMPLES = 3
TYPICAL = 8
COLUMNS = 24


@dataclass(frozen=True)
class Cell:
    """What a unit lost in a criterion; ``shade`` is 0 (nothing) to 4 (all and more)."""

    lost: Fraction
    status: str
    shade: int
    target: str


@dataclass(frozen=True)
class Line:
    """One unit's losses."""

    score: UnitScore
    unit: str
    cells: tuple[Cell, ...]
    overflow: Fraction
    penalty: Fraction
    bonus: Fraction
    total: str


@dataclass(frozen=True)
class Column:
    """A criterion that has points and none below it that has."""

    node: Criterion
    top: Criterion
    target: str
    lost: Fraction


@dataclass(frozen=True)
class Matrix:
    """Units that lost something, by criterion; ``tops`` are the heads over finer columns."""

    tops: tuple[tuple[Criterion, int], ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Typical:
    """A rule with all that it cost in a month."""

    rule: Rule
    target: str
    criterion: Criterion | None
    lost: Fraction
    findings: int
    units: int
    examples: tuple[Pair, ...]
    more: str


def matrix(edition: Edition, month: str) -> Matrix:
    """The month's matrix; a unit that lost nothing is left out."""
    scores, rubric = edition.scores[month], edition.rubrics.get(month)
    pairs = _columns(rubric)
    lines = [
        _line(edition, month, u, [node for _, node in pairs])
        for u in scores.units
        if taken(u) > 0 or any(c.lost > 0 for c in u.criteria)
    ]
    columns = tuple(
        Column(
            node=node,
            top=top,
            target=links.criterion(edition.id, node.id, f"m-{month}"),
            lost=sum((line.cells[at].lost for line in lines), Fraction(0)),
        )
        for at, (top, node) in enumerate(pairs)
    )
    return Matrix(
        _tops(pairs) if _is_fine(pairs) else (), columns, tuple(sorted(lines, key=_by_total))
    )


def _columns(rubric: Rubric | None) -> list[tuple[Criterion, Criterion]]:
    """The columns: the finest criteria that have points, or the top ones where there are many."""
    tops = rubric.criteria if rubric else ()
    finest = list(_finest(tops))
    if len(finest) <= COLUMNS:
        return finest
    return [(top, top) for top in tops if top.points is not None]


def _finest(tops: Iterable[Criterion]) -> Iterator[tuple[Criterion, Criterion]]:
    for top in tops:
        for node in top.walk():
            if node.points is not None and not any(True for _ in node.scored_children()):
                yield top, node


def _is_fine(pairs: list[tuple[Criterion, Criterion]]) -> bool:
    return any(top.id != node.id for top, node in pairs)


def _tops(pairs: list[tuple[Criterion, Criterion]]) -> tuple[tuple[Criterion, int], ...]:
    counts: dict[str, int] = {}
    for top, _ in pairs:
        counts[top.id] = counts.get(top.id, 0) + 1
    nodes = {top.id: top for top, _ in pairs}
    return tuple((nodes[top], count) for top, count in counts.items())


def _by_total(line: Line) -> Fraction:
    return line.score.total if line.score.total is not None else Fraction(0)


def _line(edition: Edition, month: str, score: UnitScore, nodes: list[Criterion]) -> Line:
    return Line(
        score=score,
        unit=links.unit(edition.id, score.unit),
        cells=tuple(_cell(edition, month, score, node) for node in nodes),
        overflow=score.overflow,
        penalty=score.penalty,
        bonus=score.bonus,
        total=links.sheet(edition.id, month, score.unit, "total"),
    )


def _cell(edition: Edition, month: str, score: UnitScore, node: Criterion) -> Cell:
    anchor = f"c-{links.slug(node.id)}"
    target = links.sheet(edition.id, month, score.unit, anchor)
    found = score.criterion(node.id)
    if found is None or found.status is not Status.SCORED:
        status = words.STATUS[found.status if found else Status.NOT_APPLICABLE]
        sheet = links.sheet(edition.id, month, score.unit, "" if found is None else anchor)
        return Cell(Fraction(0), status, 0, sheet)
    return Cell(found.lost, "", shade(found.lost, found.points), target)


def shade(lost: Fraction, points: Fraction) -> int:
    """How dark a loss is shown: 0 for nothing, 4 for all.

    >>> [shade(Fraction(lost), Fraction(10)) for lost in (0, 1, 5, 7, 10)]
    [0, 1, 2, 3, 4]
    """
    if lost <= 0 or points <= 0:
        return 0
    return min(SHADES, max(1, -(-lost * SHADES // points)))


def typical(edition: Edition, month: str, pairs: tuple[Pair, ...]) -> tuple[Typical, ...]:
    """The rules that cost most, each with its dearest examples."""
    scores = edition.scores[month]
    lost = _lost_by_rule(scores)
    dearest = sorted(lost, key=lambda rule: (-lost[rule], rule))[:TYPICAL]
    return tuple(
        found
        for rule in dearest
        if (found := _typical(edition, month, rule, lost[rule], pairs)) is not None
    )


def _lost_by_rule(scores: Scores) -> dict[str, Fraction]:
    lost: dict[str, Fraction] = {}
    for unit in scores.units:
        for step in unit.steps:
            if step.kind in {Kind.DEDUCT, Kind.VOID} and step.rule and step.change < 0:
                lost[step.rule] = lost.get(step.rule, Fraction(0)) - step.change
    return lost


def _typical(
    edition: Edition,
    month: str,
    rule_id: str,
    lost: Fraction,
    pairs: tuple[Pair, ...],
) -> Typical | None:
    rule = edition.rule(month, rule_id)
    if rule is None:
        return None
    mine = [(u, v) for u, v in pairs if v.finding.rule == rule_id and v.change < 0]
    scores = edition.scores[month]
    hit = [u for u in scores.units if any(s.rule == rule_id and s.change < 0 for s in u.steps)]
    return Typical(
        rule=rule,
        target=links.criterion(edition.id, rule.criterion, f"r-{rule.id}"),
        criterion=edition.node(month, rule.criterion),
        lost=lost,
        findings=len(mine),
        units=len(hit),
        examples=tuple(sorted(mine, key=lambda p: p[1].change)[:EXAMPLES]),
        more=links.criterion(edition.id, rule.criterion, f"m-{month}"),
    )
