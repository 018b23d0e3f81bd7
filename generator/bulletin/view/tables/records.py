"""Tables of what was recorded and what it changed: findings, and the steps that take or give."""

from collections.abc import Iterable, Iterator
from functools import cached_property

from bulletin.language import CHINESE
from bulletin.text import UserText
from bulletin.trace import Kind, Step, UnitScore
from bulletin.view.edition import Edition
from bulletin.view.findings import FindingView, Register
from bulletin.view.reasons import chinese
from bulletin.view.sheet import Cell, Number, Sheet
from bulletin.view.words import kind

Row = tuple[Cell, ...]

FINDINGS = {
    "month": "月份",
    "finding": "编号",
    "unit": "单位编号",
    "unit_name": "单位",
    "date": "查实日期",
    "criterion": "内容编号",
    "criterion_title": "考评内容",
    "rule": "计分办法编号",
    "rule_text": "计分办法",
    "clause": "条款",
    "source": "来源",
    "method": "方法",
    "place": "地点",
    "summary": "问题或加分事项",
    "count": "数量",
    "state": "状态",
    "rectification": "整改",
    "due": "整改期限",
    "rectified": "整改日期",
    "change": "分数",
    "record": "记录所在",
    "page": "网页",
}
STEPS = {
    "month": "月份",
    "unit": "单位编号",
    "unit_name": "单位",
    "kind": "步骤",
    "criterion": "内容编号",
    "criterion_title": "考评内容",
    "rule": "计分办法编号",
    "clause": "条款",
    "finding": "问题编号",
    "metric": "数据编号",
    "base": "基础分",
    "count": "数量",
    "factor": "倍数",
    "change": "变动",
    "running": "累计",
    "reason": "理由",
}
_UNIT = list(FINDINGS).index("unit")
_RULE = list(STEPS).index("rule")
_PLAIN = frozenset({Kind.FULL, Kind.PART})


class Records:
    """The records of a scheme as rows, each made once for all tables in which it stands."""

    def __init__(self, edition: Edition, register: Register) -> None:
        """Make the rows of every month whose records are given here."""
        self._findings = {
            month: [tuple(_finding(edition, *pair)) for pair in register.of_month(month)]
            for month in edition.told
        }
        self._steps = {month: list(_of_month(edition, month)) for month in edition.told}

    @cached_property
    def _by_unit(self) -> dict[Cell, list[Row]]:
        return _grouped((row[_UNIT], row) for rows in self._findings.values() for row in rows)

    @cached_property
    def _by_rule(self) -> dict[Cell, list[Row]]:
        return _grouped((row[_RULE], row) for rows in self._steps.values() for row in rows)

    def findings(self, *months: str) -> Sheet:
        """The findings of these months, a line each beside the unit that it counts for."""
        return _findings(row for month in months for row in self._findings[month])

    def of_unit(self, unit: str) -> Sheet:
        """The findings of one unit."""
        return _findings(self._by_unit.get(unit, ()))

    def steps(self, month: str) -> Sheet:
        """What took or gave points in a month, a step a line."""
        return _steps(self._steps[month])

    def of_rules(self, rules: Iterable[str]) -> Sheet:
        """What these rules took or gave, rule by rule."""
        return _steps(row for rule in rules for row in self._by_rule.get(rule, ()))


def _findings(rows: Iterable[Row]) -> Sheet:
    return Sheet("findings", "问题", FINDINGS, tuple(rows))


def _steps(rows: Iterable[Row]) -> Sheet:
    return Sheet("steps", "扣分加分", STEPS, tuple(rows))


def _grouped(rows: Iterable[tuple[Cell, Row]]) -> dict[Cell, list[Row]]:
    found: dict[Cell, list[Row]] = {}
    for key, row in rows:
        found.setdefault(key, []).append(row)
    return found


def _finding(edition: Edition, score: UnitScore, view: FindingView) -> Iterator[Cell]:
    f, rule = view.finding, view.rule
    node = edition.node(view.month, rule.criterion) if rule else None
    yield from (view.month, f.full_id, score.unit, score.name, f.date)
    yield from (node.id if node else None, node.title if node else None)
    yield from (f.rule, rule.text if rule else None, rule.clause if rule else None)
    yield from (view.source, CHINESE.say(view.method), view.place_name, f.summary, Number(f.count))
    voids = "，本项当月不得分" if view.forfeit is not None else ""
    yield from (CHINESE.say(view.state) + voids, CHINESE.say(view.rectification))
    yield view.due
    yield view.rectified
    yield from (Number(view.change), f.place.source, edition.whereabouts(view.month, view.target))


def _of_month(edition: Edition, month: str) -> Iterator[Row]:
    for score in edition.scores[month].units:
        for step in score.steps:
            if step.kind not in _PLAIN:
                yield tuple(_step(edition, month, score, step))


def _step(edition: Edition, month: str, score: UnitScore, step: Step) -> Iterator[Cell]:
    rule = edition.rule(month, step.rule)
    node = edition.node(month, rule.criterion if rule else step.criterion)
    yield from (month, score.unit, score.name, CHINESE.say(kind(step)))
    yield from (node.id if node else None, node.title if node else "总分")
    yield from (step.rule, step.clause, step.finding, step.metric)
    yield from map(Number, (step.base, step.count, step.factor, step.change, step.running))
    yield UserText(chinese(step.reason))
