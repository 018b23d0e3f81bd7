"""An inspection round: what was planned, what was inspected, how lots were drawn.

Until all its draws are revealed, nothing of it is told but its name and what was promised.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bulletin import drawing
from bulletin.language import Said
from bulletin.law.coverage import Coverage, CoveragePart, coverage
from bulletin.model.month import Month
from bulletin.model.round import Draw, Plan, Round, Team, Window
from bulletin.pages.printer import Printer
from bulletin.text import encode
from bulletin.view import links, words
from bulletin.view.edition import Edition
from bulletin.view.findings import FindingView, Pair, Register
from bulletin.view.links import Crumb
from bulletin.view.rounds import findings_at, is_open, named_visits
from bulletin.view.trail import Change

TEMPLATE = "round.md.j2"


@dataclass(frozen=True)
class Ticket:
    """A candidate with its number, and whether it was drawn."""

    id: str
    name: str
    number: str
    drawn: bool


@dataclass(frozen=True)
class Lot:
    """A draw as it is told: what was promised, when, and what came out."""

    plan: Plan
    draw: Draw | None
    changed: Change | None
    origin: str | None
    file: str
    parts: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    """Of each part the place, the window, and the names of what was drawn."""
    example: str = ""
    tickets: tuple[Ticket, ...] = ()
    """The first part, candidate by candidate, as somebody finds it who draws again."""


@dataclass(frozen=True)
class CoverageCell:
    """What is wanted and what was done at one window of one place; None where nothing is."""

    part: CoveragePart | None
    names: tuple[tuple[str, bool], ...] = ()
    """What was drawn, and whether it was visited."""


@dataclass(frozen=True)
class CoverageLine:
    """One place with its group, its windows or the units below it, and its findings."""

    unit: str
    name: str
    group: Team
    cells: tuple[CoverageCell, ...]
    findings: tuple[FindingView, ...]


@dataclass(frozen=True)
class CoverageTable:
    """A plan with its places; without windows there is one cell for each place."""

    covered: Coverage
    windows: tuple[Window, ...]
    lines: tuple[CoverageLine, ...]
    gaps: tuple[tuple[str, str, tuple[str, ...], int], ...]
    """What is still to be visited: place, window, what was drawn and not visited, how many."""


def nav(edition: Edition) -> Iterator[tuple[Said, str]]:
    """Name the rounds of the newest month."""
    for month in edition.printed[-1:]:
        for round_ in edition.assessment.months[month].rounds.values():
            yield encode(round_.title), links.round_(edition.id, month, round_.id)


def pages(edition: Edition, register: Register, printer: Printer) -> Iterator[tuple[str, str]]:
    """Print every round of every month."""
    for month in edition.printed:
        for round_ in edition.assessment.months[month].rounds.values():
            yield _page(edition, register, printer, round_)


def _page(edition: Edition, register: Register, printer: Printer, round_: Round) -> tuple[str, str]:
    month = edition.assessment.months[round_.month]
    here = links.round_(edition.id, round_.month, round_.id)
    shown = is_open(round_, month)
    covered = coverage(round_, month, edition.units) if shown else ()
    pairs = register.of_month(round_.month) if shown else ()
    return printer.page(
        here,
        TEMPLATE,
        round_.title,
        edition=edition,
        round=round_,
        month=round_.month,
        shown=shown,
        tables=tuple(_table(edition, round_, plan_coverage, pairs) for plan_coverage in covered),
        lots=tuple(_lot(edition, round_, month, plan, shown=shown) for plan in round_.draws),
        visits=tuple(named_visits(edition, round_, month)) if shown else (),
        changed=edition.change(round_.place) if shown else None,
        crumbs=edition.crumbs(
            Crumb(words.bulletin(round_.month), links.month(edition.id, round_.month)),
            Crumb(round_.title, here),
        ),
    )


def _lot(edition: Edition, round_: Round, month: Month, plan: Plan, *, shown: bool) -> Lot:
    draw = month.draws.get(plan.id)
    if draw is None:
        return Lot(plan, None, None, None, "")
    file = links.draw(edition.id, month.month, plan.id)
    changed, origin = edition.change(draw.place), edition.origin(draw.place)
    lot = Lot(plan, draw, changed, origin, file)
    if not shown or draw.revealed is None:
        return lot
    chosen, first = draw.revealed.chosen, next(iter(draw.strata))
    return replace(
        lot,
        parts=tuple(
            (*round_.named(p, edition.units), _names(edition, round_, p, chosen[p])) for p in chosen
        ),
        example=first,
        tickets=tuple(_tickets(edition, round_, draw, first)),
    )


def _names(edition: Edition, round_: Round, part: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(round_.candidate(part, candidate, edition.units) for candidate in ids)


def _tickets(edition: Edition, round_: Round, draw: Draw, part: str) -> Iterator[Ticket]:
    """The candidates of one part, the smallest ticket first."""
    shown = draw.revealed
    assert shown is not None  # noqa: S101 - the caller has looked
    numbers = {
        candidate: drawing.ticket(shown.secret, shown.value, part, candidate)
        for candidate in draw.strata[part]
    }
    for candidate in sorted(numbers, key=lambda name: numbers[name]):
        name = round_.candidate(part, candidate, edition.units)
        yield Ticket(candidate, name, numbers[candidate], candidate in shown.chosen[part])


def _table(
    edition: Edition, round_: Round, covered: Coverage, pairs: tuple[Pair, ...]
) -> CoverageTable:
    by_id = {part.id: part for part in covered.parts}
    windows = round_.windows if covered.plan.of_items else ()
    suffixes = [f"/{window.id}" for window in windows] or [""]
    lines = tuple(
        CoverageLine(
            unit=stop.unit,
            name=edition.units.name(stop.unit),
            group=group,
            cells=tuple(_cell(edition, round_, by_id.get(stop.unit + end)) for end in suffixes),
            findings=tuple(findings_at(edition, round_, pairs, stop.unit)),
        )
        for group in round_.groups
        for stop in group.stops
        if any(stop.unit + end in by_id for end in suffixes)
    )
    gaps = tuple(
        (
            *round_.named(part.id, edition.units),
            _names(edition, round_, part.id, part.missed),
            part.left,
        )
        for part in covered.gaps
    )
    return CoverageTable(covered, windows, lines, gaps)


def _cell(edition: Edition, round_: Round, part: CoveragePart | None) -> CoverageCell:
    if part is None:
        return CoverageCell(None)
    candidates = part.drawn or tuple(visit.item or visit.unit for visit in part.visits)
    return CoverageCell(
        part,
        tuple(
            (round_.candidate(part.id, candidate, edition.units), candidate not in part.missed)
            for candidate in candidates
        ),
    )
