"""Scores and awards as CSV for a spreadsheet: UTF-8 with a mark, so that Excel reads Chinese."""

import csv
import io
from collections.abc import Iterable, Iterator
from fractions import Fraction

from bulletin.exchange.tables import MARK, text
from bulletin.model.scheme import Assessment, Scheme
from bulletin.number import short, shown
from bulletin.trace import AwardResult, Scores, UnitScore
from bulletin.view.tables.results import some_partly

_PLACES = 2
_UNIT = ("名次", "单位编号", "单位", "组别", "总分", "基础分", "溢出", "加分", "扣分")
_STATE = ("等次", "标记", "暂定")


def scores(assessment: Assessment, result: Scores) -> str:
    """Write a month, a unit a line; numbers are rounded as in the bulletin.

    A criterion of which some unit took part in some only has a second column: the full marks of
    what each took part in.
    """
    rubric = assessment.rubric_for(result.month)
    nodes = [node for node in rubric.nodes.values() if node.points is not None] if rubric else []
    partly = some_partly(result.units)
    head = ["考核办法", "月份", *_UNIT, *_STATE]
    for node in nodes:
        head += [node.name, f"{node.name}（参评满分）"] if node.id in partly else [node.name]
    rows = (
        (
            *map(text, (assessment.scheme.title, result.month)),
            *_unit(unit, assessment.scheme),
            *(cell for node in nodes for cell in _criterion(unit, node.id, partly)),
        )
        for unit in sorted(result.units, key=_order)
    )
    return _csv(head, rows)


def awards(assessment: Assessment, results: tuple[AwardResult, ...]) -> str:
    """Write a year's awards, a unit a line."""
    titles = {rule.id: rule.title for rule in assessment.scheme.awards}
    head = ("考核办法", "年度", "奖项", "名次", "单位编号", "单位", "年度成绩", "入选", "取消资格")
    rows = (
        (
            *map(text, (assessment.scheme.title, result.year, titles[result.award])),
            str(unit.rank or ""),
            *map(text, (unit.unit, unit.name)),
            _number(unit.score, _PLACES),
            "是" if unit.winner else "",
            text("、".join(map(assessment.scheme.flag_title, unit.barred))),
        )
        for result in results
        for unit in result.units
    )
    return _csv(head, rows)


def _order(unit: UnitScore) -> tuple[str, bool, int]:
    return unit.group or "", unit.rank is None, unit.rank or 0


def _unit(unit: UnitScore, scheme: Scheme) -> Iterator[str]:
    yield str(unit.rank or "")
    yield from map(text, (unit.unit, unit.name, scheme.group_title(unit.group)))
    parts = (unit.total, unit.base, unit.overflow, unit.bonus, unit.penalty)
    yield from (_number(None if unit.total is None else part, unit.places) for part in parts)
    yield text(scheme.grade_title(unit.grade))
    yield text("、".join(map(scheme.flag_title, unit.flags)))
    yield "是" if unit.provisional else ""


def _criterion(unit: UnitScore, criterion: str, partly: frozenset[str]) -> Iterator[str]:
    scored = unit.criterion(criterion)
    yield _number(scored.score if scored else None, unit.places)
    if criterion in partly:
        yield short(scored.taken, _PLACES) if scored and scored.score is not None else ""


def _number(value: Fraction | None, places: int) -> str:
    return "" if value is None else shown(value, places)


def _csv(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow([text(cell) for cell in head])
    table.writerows(rows)
    return MARK + written.getvalue()
