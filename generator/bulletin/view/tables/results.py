"""Tables of results: a month's ranking and criteria, a unit's months, a year's awards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from bulletin import glossary
from bulletin.glossary import Quantity
from bulletin.language import CHINESE
from bulletin.model.rubric import Criterion, Rubric
from bulletin.trace import CriterionScore, UnitScore
from bulletin.view.edition import Edition
from bulletin.view.ranking import status
from bulletin.view.sheet import Cell, Exact, Number, Sheet, heads
from bulletin.view.words import STATUS

Of = TypeVar("Of")

AMOUNTS = glossary.UNIT
RANKING = heads(
    (
        *(glossary.RANK, glossary.UNIT_ID, glossary.UNIT_NAME, glossary.GROUP, *AMOUNTS),
        *(glossary.GRADE, glossary.FLAGS, glossary.PROVISIONAL, glossary.NO_TOTAL),
    )
)
MONTHS = heads((glossary.MONTH,)) | RANKING
AWARD = heads(
    (
        *(glossary.AWARD_TITLE, glossary.RANK, glossary.UNIT_ID, glossary.UNIT_NAME),
        *(*glossary.AWARD, glossary.MONTHS, glossary.WINNER, glossary.BARRED),
    )
)
YEAR = heads((glossary.SCHEME, glossary.YEAR)) | AWARD
_TAKEN = CHINESE.say(glossary.TAKEN.title)
_EXACT = frozenset({glossary.EXACT, glossary.AWARD_EXACT})


def ranking(edition: Edition, month: str) -> Sheet:
    """A month's ranking, a unit a line; those without a rank come last in their group."""
    units = sorted(edition.scores[month].units, key=_order)
    return Sheet(
        "ranking", "排名", RANKING, tuple(tuple(_standing(edition, unit)) for unit in units)
    )


def months(edition: Edition, unit: str) -> Sheet:
    """One unit's results, a month a line."""
    rows = ((month, *_standing(edition, score)) for month, score in edition.over_months(unit))
    return Sheet("months", "各月得分", MONTHS, tuple(rows))


def criteria(edition: Edition, month: str) -> Sheet:
    """A month's scores by criterion: a number, or in words why there is none.

    Where some unit took part in some of a criterion only, the next column has the full marks of
    what each took part in.
    """
    units = edition.scores[month].units
    breakdown = _Breakdown.of(edition.rubrics[month], units)
    columns = heads((glossary.UNIT_ID, glossary.UNIT_NAME)) | breakdown.columns
    rows = ((unit.unit, unit.name, *breakdown.cells(unit)) for unit in units)
    return Sheet("criteria", "各项得分", columns, tuple(rows))


def scores(edition: Edition, month: str) -> Sheet:
    """A month's ranking with the scores by criterion beside it, a unit a line: for one table."""
    title, units = edition.title, sorted(edition.scores[month].units, key=_order)
    breakdown = _Breakdown.of(edition.rubrics[month], units)
    columns = heads((glossary.SCHEME, glossary.MONTH)) | RANKING | breakdown.columns
    rows = ((title, month, *_standing(edition, u), *breakdown.cells(u)) for u in units)
    return Sheet("scores", "得分", columns, tuple(rows))


@dataclass(frozen=True)
class _Breakdown:
    """The columns of a rubric's criteria; those of ``partly`` have a second one."""

    nodes: tuple[Criterion, ...]
    partly: frozenset[str]

    @classmethod
    def of(cls, rubric: Rubric | None, units: Iterable[UnitScore]) -> "_Breakdown":
        """The criteria with points, and those of which some unit took part in some only."""
        nodes = rubric.nodes.values() if rubric else ()
        partly = frozenset(one.id for unit in units for one in unit.criteria if one.partly)
        return cls(tuple(node for node in nodes if node.points is not None), partly)

    @property
    def columns(self) -> dict[str, str]:
        """The heads: each criterion with its full marks."""
        columns: dict[str, str] = {}
        for node in self.nodes:
            columns[node.id] = _title(node)
            if node.id in self.partly:
                columns[f"{node.id} taken"] = f"{node.name}（{_TAKEN}）"
        return columns

    def cells(self, unit: UnitScore) -> Iterator[Cell]:
        """What one unit scored, and of how much."""
        for node in self.nodes:
            scored = unit.criterion(node.id)
            yield _score(scored, unit.places)
            if node.id in self.partly:
                taken = glossary.TAKEN.of(scored) if scored else None
                yield None if taken is None else Number(taken)


def awards(edition: Edition, year: str) -> Sheet:
    """A year's awards, a unit a line."""
    return Sheet("awards", "年度评优", AWARD, tuple(tuple(row) for row in _places(edition, year)))


def year(edition: Edition, year: str) -> Sheet:
    """A year's awards with scheme and year in each line: for one table among others."""
    rows = ((edition.title, year, *row) for row in _places(edition, year))
    return Sheet("awards", "年度评优", YEAR, tuple(rows))


def _places(edition: Edition, year: str) -> Iterator[Iterator[Cell]]:
    titles = {rule.id: rule.title for rule in edition.assessment.scheme.awards}
    digits = edition.places(edition.months[-1])
    for result in edition.awards[year]:
        for place in result.units:
            barred = "、".join(edition.flags.get(flag, flag) for flag in place.barred)
            head = (titles[result.award], place.rank, place.unit, place.name)
            amounts = _amounts(glossary.AWARD, place, digits)
            yield iter((*head, *amounts, place.months, "是" if place.winner else None, barred))


def _order(unit: UnitScore) -> tuple[str, bool, int]:
    return unit.group or "", unit.rank is None, unit.rank or 0


def _standing(edition: Edition, unit: UnitScore) -> Iterator[Cell]:
    scheme = edition.assessment.scheme
    yield from (unit.rank, unit.unit, unit.name, scheme.group_title(unit.group) or None)
    yield from _amounts(AMOUNTS, unit, unit.places)
    yield scheme.grade_title(unit.grade) or None
    yield "、".join(edition.flags.get(flag, flag) for flag in unit.flags)
    yield "是" if unit.provisional else None
    yield CHINESE.say(status(unit))


def _amounts(quantities: Iterable[Quantity[Of]], score: Of, places: int) -> Iterator[Cell]:
    """The amounts of a unit or a place: rounded, but for those that are not; None for nothing."""
    for quantity in quantities:
        value = quantity.of(score)
        if value is None:
            yield None
        else:
            yield Exact(value) if quantity in _EXACT else Number(value, places)


def _title(node: Criterion) -> str:
    full = f"（{Number(node.points).shown}分）" if node.points is not None else ""
    return f"{node.name}{full}"


def _score(scored: CriterionScore | None, places: int) -> Cell:
    if scored is None:
        return None
    return (
        CHINESE.say(STATUS[scored.status]) if scored.score is None else Number(scored.score, places)
    )
