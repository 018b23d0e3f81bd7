"""The ranking of a month, with the change against the month before."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from generator.pages import links, words
from generator.pages.edition import Edition
from generator.text import UserText
from generator.trace import Kind, Scores, Status, UnitScore


@dataclass(frozen=True)
class Ranked:
    """One line of the ranking; ``moved`` counts places gained (None: no place before)."""

    score: UnitScore
    sheet: str
    unit: str
    tied: bool
    moved: int | None
    change: Fraction | None
    lost: Fraction
    gained: Fraction
    flags: tuple[str, ...]
    status: str
    reason: UserText | None


@dataclass(frozen=True)
class RankedGroup:
    """One ranking: a group of units, or all of them."""

    title: str
    anchor: str
    ranked: tuple[Ranked, ...]
    unranked: tuple[Ranked, ...]


def groups(edition: Edition, month: str) -> tuple[RankedGroup, ...]:
    """The rankings of the month, in the scheme's order."""
    scores = edition.scores[month]
    before = edition.comparable(month)
    earlier = edition.scores[before] if before else None
    titles: dict[str | None, str] = {g.id: g.title for g in edition.assessment.scheme.groups}
    if any(u.group is None for u in scores.units):
        titles[None] = "其他单位" if titles else ""
    return tuple(_group(edition, scores, earlier, group, title) for group, title in titles.items())


def _group(
    edition: Edition, scores: Scores, earlier: Scores | None, group: str | None, title: str
) -> RankedGroup:
    lines = [_line(edition, scores, earlier, u) for u in scores.units if u.group == group]
    ranked = [line for line in lines if line.score.rank is not None]
    return RankedGroup(
        title=title,
        anchor=f"ranking-{group}" if group else "ranking-all",
        ranked=tuple(sorted(ranked, key=lambda line: line.score.rank or 0)),
        unranked=tuple(line for line in lines if line.score.rank is None),
    )


def _line(edition: Edition, scores: Scores, earlier: Scores | None, score: UnitScore) -> Ranked:
    old = earlier.unit(score.unit) if earlier else None
    peers = [u for u in scores.units if u.group == score.group and u.unit != score.unit]
    return Ranked(
        score=score,
        sheet=links.sheet(edition.id, scores.month, score.unit, "total"),
        unit=links.unit(edition.id, score.unit),
        tied=score.rank is not None and any(u.rank == score.rank for u in peers),
        moved=_moved(old, score),
        change=_change(old, score),
        lost=taken(score),
        gained=given(score),
        flags=tuple(edition.flags.get(flag, flag) for flag in score.flags),
        status=status(score),
        reason=reason(score),
    )


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


def taken(score: UnitScore) -> Fraction:
    """All that was deducted from a unit, inside criteria and from the total (not negative).

    Inside a criterion with its own scale (``out_of``) the points are those of that scale; what a
    void took is no deduction.
    """
    return -_sum(score, {Kind.DEDUCT})


def given(score: UnitScore) -> Fraction:
    """All that was awarded to a unit, before any cap."""
    return _sum(score, {Kind.AWARD})


def _sum(score: UnitScore, kinds: Iterable[Kind]) -> Fraction:
    return sum((step.change for step in score.steps if step.kind in kinds), Fraction(0))


def status(score: UnitScore) -> str:
    """Why a unit has no total, in a word; empty where it has one."""
    return "" if score.total is not None else words.STATUS[_state(score)]


def reason(score: UnitScore) -> UserText | None:
    """What was said of why a unit has no total."""
    state = _state(score)
    said = (c.reason for c in score.criteria if c.status is state and c.reason)
    return next(said, None) if score.total is None else None


def _state(score: UnitScore) -> Status:
    seen = {criterion.status for criterion in score.criteria}
    order = (Status.PENDING, Status.NOT_PARTICIPATING, Status.EXEMPT)
    return next((state for state in order if state in seen), Status.NOT_APPLICABLE)
