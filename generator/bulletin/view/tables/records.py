"""Tables of what was recorded and what it changed: findings, and the steps that take or give."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property

from bulletin import glossary as g
from bulletin.language import CHINESE
from bulletin.text import UserText
from bulletin.trace import Kind, Step, UnitScore
from bulletin.view.edition import Edition
from bulletin.view.findings import FindingView, Register
from bulletin.view.reason_sentences import chinese
from bulletin.view.sheet import Cell, Number, Sheet, heads
from bulletin.view.words import kind

Row = tuple[Cell, ...]

FINDINGS = heads(
    (
        *(g.MONTH, g.FINDING, g.UNIT_ID, g.UNIT_NAME, g.DATE, g.CRITERION_ID, g.CRITERION_TITLE),
        *(g.RULE_ID, g.RULE_TEXT, g.CLAUSE, g.SOURCE, g.METHOD, g.PLACE, g.SUMMARY, g.NUMBER),
        *(g.STATE, g.MENDING, g.DUE, g.RECTIFIED, g.CHANGE, g.RECORD, g.PAGE),
    )
)
STEPS = heads(
    (
        *(g.MONTH, g.UNIT_ID, g.UNIT_NAME, g.KIND, g.CRITERION_ID, g.CRITERION_TITLE, g.RULE_ID),
        *(g.CLAUSE, g.STEP_FINDING, g.METRIC, *g.STEP, g.REASON),
    )
)
_TOTAL = CHINESE.say(g.TOTAL.title)
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
    yield from (node.id if node else None, node.title if node else _TOTAL)
    yield from (step.rule, step.clause, step.finding, step.metric)
    yield from (Number(quantity.of(step) or Fraction(0)) for quantity in g.STEP)
    yield UserText(chinese(step.reason))
