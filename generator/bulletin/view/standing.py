"""How a unit stands over the months: beside its group, and criterion by criterion."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bulletin.language import Said, _
from bulletin.model.rubric import Criterion
from bulletin.trace import CriterionScore, Status, UnitScore
from bulletin.view import links, words
from bulletin.view.chart import Series, Trend, TrendPicture, trend
from bulletin.view.edition import Edition
from bulletin.view.shade import shade

Months = Sequence[tuple[str, UnitScore]]


@dataclass(frozen=True)
class Peers:
    """The totals of a unit's group in a month; ``last`` is the last place."""

    number: int
    median: Fraction
    best: Fraction
    worst: Fraction
    last: int


@dataclass(frozen=True)
class StandingCell:
    """A criterion's score in a month; ``status`` where it is not simply scored."""

    score: CriterionScore | None
    status: Said
    shade: int
    target: str


@dataclass(frozen=True)
class StandingRow:
    """One criterion over the months, with the median of the group in the last of them.

    The median is that of the units that took part in as much of the criterion as this one.
    """

    node: Criterion
    level: int
    target: str
    cells: tuple[StandingCell, ...]
    median: Fraction | None


class StandingField:
    """The totals of every group in every month, each looked at once for all its units."""

    def __init__(self, edition: Edition) -> None:
        """Look at nothing yet."""
        self._edition = edition
        self._known: dict[tuple[str, str | None], Peers | None] = {}

    def peers(self, month: str, score: UnitScore) -> Peers | None:
        """The ranked units of the group, the unit among them; None where there are none."""
        place = month, score.group
        if place not in self._known:
            self._known[place] = _peers(self._edition, month, score)
        return self._known[place]


def _peers(edition: Edition, month: str, score: UnitScore) -> Peers | None:
    group = [u for u in edition.scores[month].units if u.group == score.group]
    totals = [u.total for u in group if u.rank and u.total is not None]
    if not totals:
        return None
    last = max(u.rank for u in group if u.rank)
    return Peers(len(totals), median(totals), max(totals), min(totals), last)


def median(values: Sequence[Fraction]) -> Fraction:
    """Return the middle one, or the mean of the two in the middle.

    >>> median([Fraction(3), Fraction(1), Fraction(2)]), median([Fraction(1), Fraction(2)])
    (Fraction(2, 1), Fraction(3, 2))
    """
    ordered, middle = sorted(values), len(values) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def totals(edition: Edition, field: StandingField, months: Months) -> TrendPicture | None:
    """The unit's total beside the median, the best and the worst of its group."""
    beside = [field.peers(month, score) for month, score in months]
    own = Series(_("本单位"), tuple(score.total for _, score in months), own=True)
    others = (
        Series(_("中位数"), tuple(p.median if p else None for p in beside)),
        Series(_("最高"), tuple(p.best if p else None for p in beside)),
        Series(_("最低"), tuple(p.worst if p else None for p in beside)),
    )
    alone = all(p is None or p.number == 1 for p in beside)
    return _trend(edition, months, (own,) if alone else (own, *others))


def places(edition: Edition, field: StandingField, months: Months) -> TrendPicture | None:
    """The unit's place and the last place of its group, the first place at the top."""
    beside = [field.peers(month, score) for month, score in months]
    own = tuple(Fraction(score.rank) if score.rank else None for _, score in months)
    last = tuple(Fraction(p.last) if p else None for p in beside)
    if not any(own) or max((p.last for p in beside if p), default=1) == 1:
        return None
    lines = (Series(_("本单位"), own, own=True), Series(_("末位"), last))
    return _trend(edition, months, lines, ranks=True)


def _trend(
    edition: Edition, months: Months, series: tuple[Series, ...], *, ranks: bool = False
) -> TrendPicture | None:
    names = tuple(words.short_month(month) for month, _ in months)
    runs = edition.runs(tuple(month for month, _ in months))
    if sum(1 for value in series[0].values if value is not None) < 2:  # noqa: PLR2004 - no line
        return None
    return trend(Trend(names, series, runs, ranks=ranks))


def rows(edition: Edition, months: Months) -> tuple[StandingRow, ...]:
    """The top criteria that have points, and of those below the ones where points were lost."""
    found: list[StandingRow] = []
    for top in edition.rubric.criteria if edition.rubric else ():
        found += _rows(edition, months, top, 0)
    return tuple(found)


def _rows(edition: Edition, months: Months, node: Criterion, level: int) -> Iterator[StandingRow]:
    below = level
    if node.points is not None:
        row = _row(edition, months, node, level)
        if level == 0 or any(cell.shade for cell in row.cells):
            yield row
        below = level + 1
    for child in node.criteria:
        yield from _rows(edition, months, child, below)


def _row(edition: Edition, months: Months, node: Criterion, level: int) -> StandingRow:
    month, score = months[-1]
    group = [u for u in edition.scores[month].units if u.group == score.group]
    own, others = _scored(score, node), [c for u in group if (c := _scored(u, node))]
    alike = [c for c in others if own is None or c.taken == own.taken]
    scored = [c.score for c in alike if c.score is not None]
    return StandingRow(
        node=node,
        level=level,
        target=links.criterion(edition.id, node.id),
        cells=tuple(cell(edition, m, s, node) for m, s in months),
        median=median(scored) if len(scored) > 1 else None,
    )


def _scored(score: UnitScore, node: Criterion) -> CriterionScore | None:
    """A unit's score in a criterion, where nothing is pending and it was assessed there."""
    found = score.criterion(node.id)
    return found if found and found.status is Status.SCORED else None


def cell(edition: Edition, month: str, score: UnitScore, node: Criterion) -> StandingCell:
    """A unit's score in a criterion; in a month whose rubric lacks it, it does not apply."""
    found = score.criterion(node.id)
    anchor = f"c-{links.slug(node.id)}" if found else ""
    state = found.status if found else Status.NOT_APPLICABLE
    return StandingCell(
        score=found,
        status="" if state is Status.SCORED else words.STATUS[state],
        shade=shade(found.lost, found.taken) if _scored(score, node) and found else 0,
        target=links.sheet(edition.id, month, score.unit, anchor),
    )
