"""Tables of results: a month's ranking and criteria, a unit's months, a year's awards."""

from collections.abc import Iterable, Iterator

from bulletin.language import CHINESE
from bulletin.model.rubric import Criterion
from bulletin.trace import CriterionScore, UnitScore
from bulletin.view.edition import Edition
from bulletin.view.ranking import status
from bulletin.view.sheet import Cell, Exact, Number, Sheet
from bulletin.view.words import STATUS

RANKING = {
    "rank": "名次",
    "unit": "单位编号",
    "unit_name": "单位",
    "group": "组别",
    "total": "总分",
    "exact": "总分（未取整）",
    "base": "各项得分",
    "overflow": "超出部分",
    "bonus": "加分",
    "penalty": "另扣",
    "grade": "等次",
    "flags": "标记",
    "provisional": "暂定",
    "status": "没有总分的原因",
}
MONTHS = {"month": "月份"} | RANKING
AWARD = {
    "award": "奖项",
    "rank": "名次",
    "unit": "单位编号",
    "unit_name": "单位",
    "score": "全年成绩",
    "exact": "全年成绩（未取整）",
    "months": "计入的月数",
    "winner": "入选",
    "barred": "取消资格",
}


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
    rubric, units = edition.rubrics[month], edition.scores[month].units
    nodes = [node for node in rubric.nodes.values() if node.points is not None] if rubric else []
    partly = some_partly(units)
    columns = {"unit": "单位编号", "unit_name": "单位"}
    for node in nodes:
        columns[node.id] = _title(node)
        if node.id in partly:
            columns[f"{node.id} taken"] = f"{node.name}（参评满分）"
    rows = (
        (unit.unit, unit.name, *(cell for n in nodes for cell in _cells(unit, n, partly)))
        for unit in units
    )
    return Sheet("criteria", "各项得分", columns, tuple(rows))


def _cells(unit: UnitScore, node: Criterion, partly: frozenset[str]) -> Iterator[Cell]:
    scored = unit.criterion(node.id)
    yield _score(scored, unit.places)
    if node.id in partly:
        yield Number(scored.taken) if scored and scored.score is not None else None


def some_partly(units: Iterable[UnitScore]) -> frozenset[str]:
    """The criteria of which some unit took part in some only."""
    return frozenset(one.id for unit in units for one in unit.criteria if one.partly)


def awards(edition: Edition, year: str) -> Sheet:
    """A year's awards, a unit a line."""
    return Sheet("awards", "年度评优", AWARD, tuple(tuple(row) for row in _places(edition, year)))


def _places(edition: Edition, year: str) -> Iterator[Iterator[Cell]]:
    titles = {rule.id: rule.title for rule in edition.assessment.scheme.awards}
    digits = edition.places(edition.months[-1])
    for result in edition.awards[year]:
        for one in result.units:
            score = None if one.score is None else Number(one.score, digits)
            exact = None if one.score is None else Exact(one.score)
            barred = "、".join(edition.flags.get(flag, flag) for flag in one.barred)
            head = (titles[result.award], one.rank, one.unit, one.name)
            yield iter((*head, score, exact, one.months, "是" if one.winner else None, barred))


def _order(unit: UnitScore) -> tuple[str, bool, int]:
    return unit.group or "", unit.rank is None, unit.rank or 0


def _standing(edition: Edition, unit: UnitScore) -> Iterator[Cell]:
    scheme = edition.assessment.scheme
    yield from (unit.rank, unit.unit, unit.name, scheme.group_title(unit.group) or None)
    yield from _amounts(unit)
    yield scheme.grade_title(unit.grade) or None
    yield "、".join(edition.flags.get(flag, flag) for flag in unit.flags)
    yield "是" if unit.provisional else None
    yield CHINESE.say(status(unit))


def _amounts(unit: UnitScore) -> Iterator[Cell]:
    """The total, its exact value, and its parts; nothing where there is no total."""
    if unit.total is None:
        yield from [None] * 6
        return
    yield from (Number(unit.total, unit.places), Exact(unit.total))
    for part in (unit.base, unit.overflow, unit.bonus, unit.penalty):
        yield Number(part, unit.places)


def _title(node: Criterion) -> str:
    full = f"（{Number(node.points).shown}分）" if node.points is not None else ""
    return f"{node.name}{full}"


def _score(scored: CriterionScore | None, places: int) -> Cell:
    if scored is None:
        return None
    return (
        CHINESE.say(STATUS[scored.status]) if scored.score is None else Number(scored.score, places)
    )
