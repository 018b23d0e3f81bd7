"""The ranking of a month, with the change against the month before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bulletin.language import Said, _
from bulletin.reason import Reason
from bulletin.trace import Scores, Status, UnitScore
from bulletin.view import links, words
from bulletin.view.bridges import Bridge, LineView, Rest
from bulletin.view.chart import (
    Bar,
    Bars,
    DrawnBar,
    Spread,
    SpreadPicture,
    SpreadTotal,
    bars,
    spread,
)
from bulletin.view.chart.axis import Axis, axis
from bulletin.view.edition import Edition

REASONS = 3
"""So many lines of a total's change are shown; the others are added up."""


@dataclass(frozen=True)
class Why:
    """Why a total moved: its biggest lines, and what the others come to."""

    bridge: Bridge
    lines: tuple[LineView, ...]
    rest: Rest | None


@dataclass(frozen=True)
class Ranked:
    """One line of the ranking; ``moved`` counts places gained (None: no place before)."""

    score: UnitScore
    sheet: str
    unit: str
    tied: bool
    moved: int | None
    change: Fraction | None
    flags: tuple[str, ...]
    status: Said
    reason: Reason | None
    why: Why | None
    bar: DrawnBar | None


@dataclass(frozen=True)
class RankedGroup:
    """One ranking: a group of units, or all of them."""

    title: Said
    anchor: str
    ranked: tuple[Ranked, ...]
    unranked: tuple[Ranked, ...]
    scale: Axis | None
    """The scale of the bars; it does not always begin at zero, and the page says where it does."""
    spread: SpreadPicture | None


def groups(edition: Edition, month: str, bridges: Mapping[str, Bridge]) -> tuple[RankedGroup, ...]:
    """The rankings of the month, in the scheme's order."""
    scores = edition.scores[month]
    before = edition.comparable(month)
    earlier = edition.scores[before] if before else None
    titles: dict[str | None, Said] = {g.id: g.title for g in edition.assessment.scheme.groups}
    if any(u.group is None for u in scores.units):
        titles[None] = _("其他单位") if titles else ""
    maker = _Maker(edition, scores, earlier, bridges)
    return tuple(maker.group(group, title) for group, title in titles.items())


@dataclass(frozen=True)
class _Maker:
    edition: Edition
    scores: Scores
    earlier: Scores | None
    bridges: Mapping[str, Bridge]

    def group(self, group: str | None, title: Said) -> RankedGroup:
        units = [u for u in self.scores.units if u.group == group]
        totals = [SpreadTotal(u.name, u.total) for u in units if u.total is not None]
        scale = _scale([total.value for total in totals]) if totals else None
        lines = [self.line(unit, scale) for unit in units]
        ranked = [line for line in lines if line.score.rank is not None]
        return RankedGroup(
            title=title,
            anchor=f"ranking-{group}" if group else "ranking-all",
            ranked=tuple(sorted(ranked, key=lambda line: line.score.rank or 0)),
            unranked=tuple(line for line in lines if line.score.rank is None),
            scale=scale,
            spread=spread(Spread(tuple(totals))),
        )

    def line(self, score: UnitScore, scale: Axis | None) -> Ranked:
        edition = self.edition
        old = self.earlier.unit(score.unit) if self.earlier else None
        peers = [u for u in self.scores.units if u.group == score.group and u.unit != score.unit]
        return Ranked(
            score=score,
            sheet=links.sheet(edition.id, self.scores.month, score.unit, "total"),
            unit=links.unit(edition.id, score.unit),
            tied=score.rank is not None and any(u.rank == score.rank for u in peers),
            moved=_moved(old, score),
            change=_change(old, score),
            flags=tuple(edition.flags.get(flag, flag) for flag in score.flags),
            status=status(score),
            reason=reason(score),
            why=_why(self.bridges.get(score.unit)),
            bar=_bar(score, scale),
        )


def _scale(totals: Sequence[Fraction]) -> Axis:
    """A scale from zero, unless all totals lie in the upper half: then one about them.

    >>> [str(_scale([Fraction(low), Fraction(101)]).low) for low in (92, 51, 50, -3)]
    ['92', '50', '0', '-50']
    """
    return axis(totals if min(totals) * 2 > max(totals) else [*totals, Fraction(0)])


def _bar(score: UnitScore, scale: Axis | None) -> DrawnBar | None:
    if score.total is None or scale is None:
        return None
    picture = bars(Bars((Bar(score.name, score.total),), scale.low, scale.high))
    return picture.bars[0] if picture else None


def _why(bridge: Bridge | None) -> Why | None:
    """What moved a total the way it went stands before what held it back."""
    if bridge is None:
        return None
    hidden = bridge.rest.number if bridge.rest else 0
    number = len(bridge.lines) + hidden
    change = bridge.comparison.change or Fraction(0)
    lines = sorted(bridge.lines, key=lambda view: view.line.change * change < 0)
    shown = tuple(lines[: REASONS if number > REASONS + 1 else number])
    said = sum((view.line.change for view in shown), Fraction(0))
    rest = Rest(number - len(shown), change - said) if number > len(shown) else None
    return Why(bridge, shown, rest)


def _moved(old: UnitScore | None, new: UnitScore) -> int | None:
    if old is None or old.rank is None or new.rank is None:
        return None
    return old.rank - new.rank


def _change(old: UnitScore | None, new: UnitScore) -> Fraction | None:
    if old is None or old.total is None or new.total is None:
        return None
    return new.total - old.total


def since(edition: Edition, month: str, score: UnitScore) -> Fraction | None:
    """By how much a unit's total differs from that of the month before, if the two compare."""
    before = edition.comparable(month)
    return _change(edition.scores[before].unit(score.unit), score) if before else None


def status(score: UnitScore) -> Said:
    """Why a unit has no total, in a word; empty where it has one."""
    return "" if score.total is not None else words.STATUS[_state(score)]


def reason(score: UnitScore) -> Reason | None:
    """What was said of why a unit has no total."""
    state = _state(score)
    said = (c.reason for c in score.criteria if c.status is state and c.reason)
    return next(said, None) if score.total is None else None


def _state(score: UnitScore) -> Status:
    seen = {criterion.status for criterion in score.criteria}
    order = (Status.PENDING, Status.NOT_PARTICIPATING, Status.EXEMPT)
    return next((state for state in order if state in seen), Status.NOT_APPLICABLE)
