"""A responsible department's page: its criteria, how the units did on them, and the records."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.rubric import Criterion
from generator.model.unit import Unit
from generator.pages import links, words
from generator.pages.criterion import nodes
from generator.pages.edition import Edition
from generator.pages.findings import Pair, Register
from generator.pages.printer import Crumb, Printer
from generator.trace import CriterionScore, Status, UnitScore

TEMPLATE = "department.md.j2"


@dataclass(frozen=True)
class Duty:
    """One criterion for which a department is responsible, with those beside it."""

    node: Criterion
    target: str
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Cell:
    """A unit's score in one criterion; a state where it has none."""

    score: CriterionScore | None
    status: str
    target: str


@dataclass(frozen=True)
class Line:
    """One unit in a month; ``own`` is the one to which the department belongs."""

    score: UnitScore
    target: str
    cells: tuple[Cell, ...]
    own: bool


@dataclass(frozen=True)
class MonthOf:
    """A month: how each unit did on the department's criteria, and what was recorded there."""

    month: str
    broken: bool
    lines: tuple[Line, ...]
    pairs: tuple[Pair, ...]


def responsible(edition: Edition) -> dict[str, tuple[Criterion, ...]]:
    """Every responsible department with its criteria, in the rubric's order."""
    found: dict[str, tuple[Criterion, ...]] = {}
    for _, node in nodes(edition):
        for unit in node.responsible:
            found[unit] = (*found.get(unit, ()), node)
    return found


def listed(edition: Edition) -> tuple[tuple[str, str, int], ...]:
    """The departments with their pages and the number of their criteria."""
    every = responsible(edition).items()
    return tuple(
        (edition.units.name(unit), links.department(edition.id, unit), len(mine))
        for unit, mine in every
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
        months=tuple(
            _month(edition, register, month, unit, duties, scored)
            for month in reversed(edition.months)
        ),
        crumbs=edition.crumbs(
            Crumb("责任部门", links.scheme(edition.id, "departments")),
            Crumb(unit.name, links.department(edition.id, unit.id)),
        ),
    )


def _duty(edition: Edition, unit: Unit, node: Criterion) -> Duty:
    others = tuple(
        (edition.units.name(other), links.department(edition.id, other))
        for other in node.responsible
        if other != unit.id
    )
    return Duty(node, links.criterion(edition.id, node.id), others)


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
) -> Line:
    return Line(
        score=score,
        target=links.unit(edition.id, score.unit),
        cells=tuple(_cell(edition, month, score, node) for node in scored),
        own=score.unit in {above.id for above in edition.units.lineage(unit.id)},
    )


def _cell(edition: Edition, month: str, score: UnitScore, node: Criterion) -> Cell:
    found = score.criterion(node.id)
    anchor = f"c-{links.slug(node.id)}" if found else ""
    status = words.STATUS[found.status if found else Status.NOT_APPLICABLE]
    return Cell(found, status, links.sheet(edition.id, month, score.unit, anchor))
