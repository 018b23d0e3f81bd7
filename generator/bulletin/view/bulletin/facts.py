"""The headline facts of a month, each counted from the scores and the records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from bulletin import glossary
from bulletin.model.rubric import Modifier
from bulletin.trace import Kind, Scores, UnitScore
from bulletin.view.edition import Edition
from bulletin.view.findings import FindingView
from bulletin.view.steps import modifier_ids


@dataclass(frozen=True)
class Facts:
    """What the first paragraphs of the bulletin say."""

    assessed: int
    scored: int
    mean: Fraction | None
    mean_change: Fraction | None
    best: tuple[UnitScore, ...]
    worst: tuple[UnitScore, ...]
    clean: int
    troubled: int
    recorded: int
    deductions: int
    merits: int
    """The findings that add to the bonus pool (加分)."""
    earning: int
    """The findings that earn points inside a criterion (得分): no bonus."""
    voiding: int
    """The findings that leave a criterion without points."""
    uncharged: int
    lost: Fraction
    by_numbers: Fraction
    """The part of ``lost`` that measurements and no findings took."""
    gained: Fraction
    kept: Fraction
    """What a cap leaves of ``gained``."""
    overflow: Fraction
    overflowing: tuple[UnitScore, ...]
    multiplied: tuple[tuple[Modifier, int], ...]
    voided: int


def of_month(edition: Edition, month: str, views: Iterable[FindingView]) -> Facts:
    """Count the facts of one month."""
    scores = edition.scores[month]
    listed = tuple(views)
    units = [u for u in scores.units if u.total is not None]
    totals = [u.total for u in units if u.total is not None]
    gaining = [v for v in listed if v.change > 0]
    earning = sum(1 for v in gaining if v.rule is not None and v.rule.earns)
    lost = sum((glossary.deducted(u) for u in scores.units), Fraction(0))
    mean, before = mean_total(scores), _mean_before(edition, month)
    return Facts(
        assessed=len(scores.units),
        scored=len(units),
        mean=mean,
        mean_change=mean - before if mean is not None and before is not None else None,
        best=_at(units, max(totals, default=None)),
        worst=_at(units, min(totals, default=None)),
        clean=sum(1 for u in units if glossary.deducted(u) == 0),
        troubled=sum(1 for u in units if glossary.deducted(u) > 0),
        recorded=len(listed),
        deductions=sum(1 for v in listed if v.change < 0),
        merits=len(gaining) - earning,
        earning=earning,
        voiding=sum(1 for v in listed if not v.change and v.takes),
        uncharged=sum(1 for v in listed if not v.counts),
        lost=lost,
        by_numbers=lost + sum((v.change for v in listed if v.change < 0), Fraction(0)),
        gained=sum((glossary.awarded(u) for u in scores.units), Fraction(0)),
        kept=sum((u.bonus for u in scores.units), Fraction(0)),
        overflow=sum((u.overflow for u in scores.units), Fraction(0)),
        overflowing=tuple(u for u in scores.units if u.overflow > 0),
        multiplied=tuple(_multiplied(edition, month, scores)),
        voided=sum(len(u.voids) for u in scores.units),
    )


def mean_total(scores: Scores) -> Fraction | None:
    """The mean of the units' totals."""
    totals = [u.total for u in scores.units if u.total is not None]
    return sum(totals, Fraction(0)) / len(totals) if totals else None


def _mean_before(edition: Edition, month: str) -> Fraction | None:
    before = edition.comparable(month)
    return mean_total(edition.scores[before]) if before else None


def _at(units: list[UnitScore], total: Fraction | None) -> tuple[UnitScore, ...]:
    return tuple(unit for unit in units if unit.total == total)


def _multiplied(edition: Edition, month: str, scores: Scores) -> Iterator[tuple[Modifier, int]]:
    """The modifiers that took part, each with how many charges it multiplied."""
    rubric = edition.rubrics.get(month)
    steps = [step for u in scores.units for step in u.steps if step.kind is Kind.DEDUCT]
    for modifier in rubric.modifiers if rubric else ():
        number = sum(1 for step in steps if modifier.id in modifier_ids(step))
        if number:
            yield modifier, number
