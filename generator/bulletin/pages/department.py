"""A responsible department's page: its criteria, how the units did on them, and the records."""

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.language import Said, _
from bulletin.model.rubric import Criterion, Rule
from bulletin.model.unit import Unit
from bulletin.pages.printer import Printer
from bulletin.text import UserText
from bulletin.trace import CriterionScore, Missing, Status, UnitScore
from bulletin.view import difficulty, links, words
from bulletin.view.difficulty import Hardness
from bulletin.view.edition import Edition, criteria
from bulletin.view.findings import Pair, Register
from bulletin.view.links import Crumb

TEMPLATE = "department.md.j2"


@dataclass(frozen=True)
class Duty:
    """One criterion for which a department is responsible, with those beside it.

    ``latest`` is how the units did on it in the latest month.
    """

    node: Criterion
    target: str
    others: tuple[tuple[str, str], ...]
    latest: Hardness | None


@dataclass(frozen=True)
class Owed:
    """A number that is still missing in the latest month, with the units that it is missing for."""

    title: str | UserText
    rule: Rule
    target: str
    provider: str
    own: bool
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class DepartmentCell:
    """A unit's score in one criterion; a state where it has none."""

    score: CriterionScore | None
    status: Said
    target: str


@dataclass(frozen=True)
class DepartmentLine:
    """One unit in a month; ``own`` is the one to which the department belongs."""

    score: UnitScore
    target: str
    cells: tuple[DepartmentCell, ...]
    own: bool


@dataclass(frozen=True)
class MonthOf:
    """A month: how each unit did on the department's criteria, and what was recorded there."""

    month: str
    broken: bool
    lines: tuple[DepartmentLine, ...]
    pairs: tuple[Pair, ...]


def responsible(edition: Edition) -> dict[str, tuple[Criterion, ...]]:
    """Every responsible department with its criteria, in the rubric's order."""
    criteria_of: dict[str, tuple[Criterion, ...]] = {}
    for _path, node in criteria(edition):
        for unit in node.responsible:
            criteria_of[unit] = (*criteria_of.get(unit, ()), node)
    return criteria_of


def listed(edition: Edition) -> tuple[tuple[str, str, int], ...]:
    """The departments with their pages and the number of their criteria."""
    every = responsible(edition).items()
    return tuple(
        (edition.units.name(unit), links.department(edition.id, unit), len(unit_hits))
        for unit, unit_hits in every
    )


def pages(edition: Edition, register: Register, printer: Printer) -> Iterator[tuple[str, str]]:
    """Print the page of every responsible department."""
    for name, duties in responsible(edition).items():
        unit = edition.units.get(name)
        if unit is not None:
            yield _page(edition, register, printer, unit, duties)


def _page(
    edition: Edition,
    register: Register,
    printer: Printer,
    unit: Unit,
    duties: tuple[Criterion, ...],
) -> tuple[str, str]:
    scored = tuple(node for node in duties if node.points is not None)
    return printer.page(
        links.department(edition.id, unit.id),
        TEMPLATE,
        unit.name,
        edition=edition,
        unit=unit,
        parent=edition.units.get(unit.parent) if unit.parent else None,
        duties=tuple(_duty(edition, unit, node) for node in duties),
        scored=scored,
        latest=edition.months[-1] if edition.months else None,
        rates=difficulty.rates(edition, scored),
        owed=tuple(_owed(edition, unit, duties)),
        compared=difficulty.comparable(edition, edition.rubric) if edition.rubric else (),
        losers=difficulty.losers(edition, edition.rubric, _apart(scored)) if edition.rubric else (),
        partly=difficulty.partly(edition, edition.rubric, scored) if edition.rubric else False,
        listed=difficulty.LISTED,
        months=tuple(
            _month(edition, register, month, unit, duties, scored)
            for month in reversed(edition.months)
        ),
        crumbs=edition.crumbs(
            Crumb(_("责任部门"), links.scheme(edition.id, "departments")),
            Crumb(unit.name, links.department(edition.id, unit.id)),
        ),
    )


def _apart(criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
    """Leave out what lies below another: its points are in that one's."""
    below = {child.id for node in criteria for child in node.walk() if child is not node}
    return tuple(node for node in criteria if node.id not in below)


def _duty(edition: Edition, unit: Unit, node: Criterion) -> Duty:
    others = tuple(
        (edition.units.name(other), links.department(edition.id, other))
        for other in node.responsible
        if other != unit.id
    )
    months = edition.months
    latest = difficulty.hardness(edition, months[-1], node) if months else None
    return Duty(node, links.criterion(edition.id, node.id), others, latest)


def _owed(edition: Edition, unit: Unit, duties: tuple[Criterion, ...]) -> Iterator[Owed]:
    """What is missing under the department's criteria, or is to be delivered by it elsewhere."""
    if not edition.months:
        return
    month = edition.months[-1]
    under = {node.id for duty in duties for node in duty.walk()}
    names = {unit.name, *unit.aliases}
    missing: dict[tuple[str, str | None], list[Missing]] = {}
    for missing_row in edition.scores[month].pending:
        missing.setdefault((missing_row.rule, missing_row.metric), []).append(missing_row)
    for (rule_id, metric), rows in missing.items():
        rule, provider = edition.rule(month, rule_id), rows[0].provider
        if rule and (rule.criterion in under or provider in names):
            named = edition.rubrics[month]
            titled = named.metrics.get(metric or "") if named else None
            yield Owed(
                title=titled.title if titled else rule.text,
                rule=rule,
                target=links.criterion(edition.id, rule.criterion, f"r-{rule.id}"),
                provider=provider,
                own=provider in names,
                units=tuple(
                    (
                        edition.units.name(missing_row.unit),
                        links.sheet(edition.id, month, missing_row.unit),
                    )
                    for missing_row in rows
                ),
            )


def _month(  # noqa: PLR0913, PLR0917 - all that a month's part is made from
    edition: Edition,
    register: Register,
    month: str,
    unit: Unit,
    duties: tuple[Criterion, ...],
    scored: tuple[Criterion, ...],
) -> MonthOf:
    under = {node.id for duty in duties for node in duty.walk()}
    lines = [_line(edition, month, score, unit, scored) for score in edition.scores[month].units]
    return MonthOf(
        month=month,
        broken=edition.breaks(month),
        lines=tuple(sorted(lines, key=lambda line: not line.own)),
        pairs=tuple(
            pair
            for pair in register.of_month(month)
            if pair[1].rule is not None and pair[1].rule.criterion in under
        ),
    )


def _line(
    edition: Edition, month: str, score: UnitScore, unit: Unit, scored: tuple[Criterion, ...]
) -> DepartmentLine:
    return DepartmentLine(
        score=score,
        target=links.unit(edition.id, score.unit),
        cells=tuple(_cell(edition, month, score, node) for node in scored),
        own=score.unit in {above.id for above in edition.units.lineage(unit.id)},
    )


def _cell(edition: Edition, month: str, score: UnitScore, node: Criterion) -> DepartmentCell:
    scored = score.criterion(node.id)
    anchor = f"c-{links.slug(node.id)}" if scored else ""
    status = words.STATUS[scored.status if scored else Status.NOT_APPLICABLE]
    return DepartmentCell(scored, status, links.sheet(edition.id, month, score.unit, anchor))
