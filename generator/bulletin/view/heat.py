"""The heat map: what each unit missed in each criterion; and what the units missed on average."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from bulletin import glossary
from bulletin.language import Said
from bulletin.model.rubric import Criterion, Rubric
from bulletin.trace import CriterionScore, Scores, Status, UnitScore
from bulletin.view import links, words
from bulletin.view.chart import Bar, BarPicture, Bars, bars
from bulletin.view.chart.spread import mean
from bulletin.view.edition import Edition
from bulletin.view.ranking import status
from bulletin.view.shade import shade

COLUMNS = 24
FULL = Fraction(100)


@dataclass(frozen=True)
class HeatField:
    """A criterion that is a column; a point of it is worth ``worth`` points of the total.

    ``earned``: it starts with nothing and is earned, so its share of full marks is shown.
    """

    node: Criterion
    top: Criterion
    worth: Fraction
    earned: bool


@dataclass(frozen=True)
class HeatCell:
    """What a unit lost, or which share in percent it earned; ``shade`` grows with what is missing.

    It is 0 where nothing is missing, and 1 to 4 for each quarter of full marks begun: of those
    of what the unit took part in.
    """

    value: Fraction
    status: Said
    shade: int
    target: str


@dataclass(frozen=True)
class HeatLine:
    """One unit's row."""

    score: UnitScore
    unit: str
    cells: tuple[HeatCell, ...]
    total: str


@dataclass(frozen=True)
class HeatColumn:
    """A criterion with what is shown below it: all that was lost, or the mean share earned."""

    field: HeatField
    target: str
    foot: Fraction | None


@dataclass(frozen=True)
class Heat:
    """The units that missed something, by criterion; ``tops`` are the heads over finer columns.

    ``full`` missed nothing; the others have no total, and ``none`` says in a word why.
    """

    tops: tuple[tuple[Criterion, int], ...]
    columns: tuple[HeatColumn, ...]
    lines: tuple[HeatLine, ...]
    full: tuple[UnitScore, ...]
    none: tuple[tuple[UnitScore, Said], ...]

    @property
    def earned(self) -> bool:
        """Whether some column shows what was earned."""
        return any(column.field.earned for column in self.columns)

    @property
    def deducted(self) -> bool:
        """Whether some column shows what was lost."""
        return any(not column.field.earned for column in self.columns)

    @property
    def partly(self) -> bool:
        """Whether some unit took part in some of a column only."""
        nodes = [column.field.node.id for column in self.columns]
        found = (line.score.criterion(node) for line in self.lines for node in nodes)
        return any(one is not None and one.partly for one in found)


@dataclass(frozen=True)
class Missed:
    """What the scored units missed on average, the most first; ``nothing`` counts the others.

    ``partly``: some of them took part in some of a criterion only.
    """

    picture: BarPicture | None
    nothing: int
    partly: bool


def heat(edition: Edition, month: str) -> Heat:
    """The month's heat map."""
    scores = edition.scores[month]
    columns = fields(edition.rubrics.get(month))
    missed = [u for u in scores.units if _missed(u)]
    lines = [_line(edition, month, u, columns) for u in missed]
    rest = [u for u in scores.units if not _missed(u)]
    return Heat(
        tops=_tops(columns),
        columns=tuple(_column(edition, scores, column) for column in columns),
        lines=tuple(sorted(lines, key=_by_total)),
        full=tuple(u for u in rest if u.total is not None),
        none=tuple((u, status(u)) for u in rest if u.total is None),
    )


def _missed(score: UnitScore) -> bool:
    return glossary.deducted(score) > 0 or any(c.lost > 0 for c in score.criteria)


def _by_total(line: HeatLine) -> Fraction:
    return line.score.total if line.score.total is not None else Fraction(0)


# --- columns ----------------------------------------------------------------------------------


def fields(rubric: Rubric | None) -> list[HeatField]:
    """The finest criteria that have points, or the top ones where there are many."""
    tops = rubric.criteria if rubric else ()
    finest = [field for top in tops for field in _finest(top, top, Fraction(1))]
    if len(finest) <= COLUMNS:
        return finest
    return [HeatField(t, t, Fraction(1), _is_earned(t)) for t in tops if t.points is not None]


def _finest(node: Criterion, top: Criterion, worth: Fraction) -> Iterator[HeatField]:
    below = list(node.scored_children())
    if node.points is not None and not below:
        yield HeatField(node, top, worth, _is_earned(node))
    for child in below:
        yield from _finest(child, top, worth * node.weight)


def _is_earned(node: Criterion) -> bool:
    """Whether all that has points in a criterion is earned from nothing."""
    below = list(node.scored_children())
    if below:
        return all(_is_earned(child) for child in below)
    return any(rule.earns for rule in node.own_rules())


def _tops(columns: Iterable[HeatField]) -> tuple[tuple[Criterion, int], ...]:
    """The heads over the columns, where these are finer than the heads."""
    every = list(columns)
    if not any(field.top.id != field.node.id for field in every):
        return ()
    nodes = {field.top.id: field.top for field in every}
    return tuple((node, sum(1 for f in every if f.top.id == top)) for top, node in nodes.items())


def _column(edition: Edition, scores: Scores, field: HeatField) -> HeatColumn:
    known = _scored(scores, field.node)
    if field.earned:
        foot = mean([_rate(c) for c in known]) if known else None
    else:
        foot = sum((c.lost for c in known), Fraction(0))
    return HeatColumn(field, links.criterion(edition.id, field.node.id, f"m-{scores.month}"), foot)


def _scored(scores: Scores, node: Criterion) -> list[CriterionScore]:
    found = (unit.criterion(node.id) for unit in scores.units)
    return [one for one in found if one is not None and one.score is not None]


# --- cells ------------------------------------------------------------------------------------


def _line(edition: Edition, month: str, score: UnitScore, columns: Iterable[HeatField]) -> HeatLine:
    return HeatLine(
        score=score,
        unit=links.unit(edition.id, score.unit),
        cells=tuple(_cell(edition, month, score, field) for field in columns),
        total=links.sheet(edition.id, month, score.unit, "total"),
    )


def _cell(edition: Edition, month: str, score: UnitScore, field: HeatField) -> HeatCell:
    found = score.criterion(field.node.id)
    anchor = f"c-{links.slug(field.node.id)}" if found else ""
    target = links.sheet(edition.id, month, score.unit, anchor)
    if found is None or found.score is None or found.status is not Status.SCORED:
        state = words.STATUS[found.status if found else Status.NOT_APPLICABLE]
        return HeatCell(Fraction(0), state, 0, target)
    value = _rate(found) if field.earned else found.lost
    return HeatCell(value, "", shade(found.lost, found.taken), target)


def _rate(found: CriterionScore) -> Fraction:
    """The score in percent of the full marks of what was taken part in."""
    return (found.share or Fraction(0)) * FULL


# --- the mean ---------------------------------------------------------------------------------


def missed(edition: Edition, month: str) -> Missed:
    """What the units scored in a criterion missed of it on average, in points of the total."""
    scores = edition.scores[month]
    made = [_bar(edition, scores, field) for field in fields(edition.rubrics.get(month))]
    known = [bar for bar in made if bar is not None]
    shown = sorted((bar for bar in known if bar.value > 0), key=lambda bar: -bar.value)
    nothing = sum(1 for bar in known if bar.value <= 0)
    nodes = [field.node for field in fields(edition.rubrics.get(month))]
    partly = any(one.partly for node in nodes for one in _scored(scores, node))
    return Missed(bars(Bars(tuple(shown))), nothing, partly)


def _bar(edition: Edition, scores: Scores, field: HeatField) -> Bar | None:
    known = _scored(scores, field.node)
    if not known:
        return None
    target = links.criterion(edition.id, field.node.id, f"m-{scores.month}")
    value = mean([c.lost for c in known]) * field.worth
    return Bar(field.node.title, value, target, value_target=target)
