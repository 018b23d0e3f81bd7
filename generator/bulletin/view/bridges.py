"""Bridges as pages show them: each unit's way from the old total to the new one, line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from bulletin import glossary
from bulletin.compare.bridge import BridgeLine, Driver
from bulletin.compare.comparison import Comparison, UnitComparison
from bulletin.compare.moves import Move
from bulletin.language import Said, Word, _, clauses
from bulletin.trace import Step, UnitScore
from bulletin.view import links, words
from bulletin.view.edition import Edition
from bulletin.view.findings import Pair, Register
from bulletin.view.steps import numbered

MOST = 12
"""So many lines are shown of a unit; the smaller ones are added up in one."""


@dataclass(frozen=True)
class LineView:
    """One line of a bridge; ``what`` may be foreign text, which only a template prints."""

    line: BridgeLine
    sort: Said
    where: str
    what: object
    target: str | None


@dataclass(frozen=True)
class Rest:
    """The lines that are too small to be shown one by one."""

    number: int
    change: Fraction


@dataclass(frozen=True)
class Bridge:
    """One unit in both months; ``gained`` counts places, None where one month has no rank."""

    comparison: UnitComparison
    sheet: str
    earlier: str
    lines: tuple[LineView, ...]
    rest: Rest | None
    gained: int | None
    because: Said
    """Who came past the unit, and whom it came past."""


class Bridges:
    """Makes the bridges of one comparison; ``views`` are the findings by full id."""

    def __init__(self, edition: Edition, comparison: Comparison, views: Mapping[str, Pair]) -> None:
        """Take what the lines point to."""
        self._edition, self._found, self._views = edition, comparison, views

    def of(self, unit: UnitComparison) -> Bridge:
        """Show the biggest lines of a unit, and what the others come to."""
        before, after = self._found.months
        lines = unit.lines_by_size
        most = len(lines) if len(lines) <= MOST + 1 else MOST
        shown, rest = lines[:most], lines[most:]
        anchors = self._anchors(unit)
        return Bridge(
            comparison=unit,
            sheet=links.sheet(self._edition.id, after, unit.unit, "total"),
            earlier=links.sheet(self._edition.id, before, unit.unit, "total"),
            lines=tuple(self._view(unit, line, anchors) for line in shown),
            rest=Rest(len(rest), sum((line.change for line in rest), Fraction(0)))
            if rest
            else None,
            gained=_gained(unit),
            because=because(self._edition, unit.move),
        )

    def _view(
        self, unit: UnitComparison, line: BridgeLine, anchors: Mapping[Driver, str]
    ) -> LineView:
        by = line.driver
        where = self._edition.units.name(by.unit) if by.unit not in {"", unit.unit} else ""
        if by.sort == "finding":
            return self._finding(line)
        if by.sort == "metric":
            return LineView(line, _("数据"), where, self._metric(by.id), anchors.get(by))
        if by.sort == "mark":
            return LineView(line, _("评分"), where, self._rule(by.id), anchors.get(by))
        node = self._node(by.id)
        bound = _("得分封顶") if by.sort == "cap" and node else glossary.BOUNDS[by.sort].title
        return LineView(line, bound, "", node, None)

    def _finding(self, line: BridgeLine) -> LineView:
        pair = self._views.get(line.driver.id)
        if pair is None:
            return LineView(line, _("问题"), "", line.driver.id, None)
        view = pair[1]
        sort = _("加分事项") if view.change > 0 else _("问题")
        return LineView(line, sort, "", view.finding.summary, view.target)

    def _metric(self, metric: str) -> str:
        metrics = (rubric.metrics.get(metric) for rubric in self._found.rubrics)
        return next((metric_there.title for metric_there in metrics if metric_there), metric)

    def _rule(self, rule_id: str) -> object:
        rules = (self._edition.rule(month, rule_id) for month in reversed(self._found.months))
        return next((rule.text for rule in rules if rule), rule_id)

    def _node(self, criterion: str) -> str:
        nodes = (self._edition.node(month, criterion) for month in reversed(self._found.months))
        return next((node.name for node in nodes if node), "")

    def _anchors(self, unit: UnitComparison) -> dict[Driver, str]:
        """Where each measurement and mark is counted, in the later month before the earlier."""
        anchors: dict[Driver, str] = {}
        for month, score in zip(self._found.months, (unit.before, unit.after), strict=True):
            if score is not None:
                anchors.update(self._of_sheet(month, score))
        return anchors

    def _of_sheet(self, month: str, score: UnitScore) -> Iterator[tuple[Driver, str]]:
        numbers = numbered(score)
        for step in score.steps:
            driver = _recorded(step)
            if driver:
                yield driver, links.sheet(self._edition.id, month, score.unit, numbers[id(step)])


def _recorded(step: Step) -> Driver | None:
    """The driver of a step that rests on a measurement or a mark."""
    if step.metric is not None:
        return Driver("metric", step.metric, step.unit or "")
    return Driver("mark", step.rule or "", step.unit or "") if step.mark is not None else None


def _gained(unit: UnitComparison) -> int | None:
    was, now = (side.rank if side else None for side in (unit.before, unit.after))
    return None if was is None or now is None else was - now


def because(edition: Edition, move: Move) -> Said:
    """Say who came past a unit, and whom it came past; many are counted."""
    parts = []
    if move.passed_by:
        names = words.listed(map(edition.units.name, move.passed_by), 3)
        parts.append(_("被%(names)s超过", names=names))
    if move.passed:
        names = words.listed(map(edition.units.name, move.passed), 3)
        parts.append(_("超过%(names)s", names=names))
    return clauses(parts)


def uncompared(
    edition: Edition, comparison: Comparison
) -> Iterator[tuple[UnitComparison, str, Word]]:
    """The units that have no total in one of the months, where to look, and why."""
    before, after = comparison.months
    for unit in comparison.units:
        if unit.change is None:
            month = after if unit.after else before
            sheet = links.sheet(edition.id, month, unit.unit)
            yield unit, sheet, _why(unit)


def _why(unit: UnitComparison) -> Word:
    if unit.before is None:
        return _("本月新列入考核")
    if unit.after is None:
        return _("本月不再考核")
    if unit.before.total is None and unit.after.total is None:
        return _("上月、本月没有总分")
    return _("上月没有总分") if unit.before.total is None else _("本月没有总分")


def bridged(edition: Edition, register: Register, month: str) -> dict[str, Bridge]:
    """The bridge of each unit from the month before; nothing where the months do not compare."""
    comparison = edition.comparison(month) if edition.comparable(month) else None
    if comparison is None:
        return {}
    maker = Bridges(edition, comparison, finding_views(edition, register, month))
    return {unit.unit: maker.of(unit) for unit in comparison.units if unit.change is not None}


def finding_views(edition: Edition, register: Register, until: str) -> dict[str, Pair]:
    """The findings up to a month, each with the unit that it counts for."""
    months = [m for m in edition.months if m <= until]
    return {p[1].finding.full_id: p for m in months for p in register.of_month(m)}
