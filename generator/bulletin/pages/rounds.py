"""An inspection round: what was planned, what was inspected, how lots were drawn.

Until all its draws are revealed, nothing of it is told but its name and what was promised.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bulletin import drawing
from bulletin.language import Said
from bulletin.law.coverage import Coverage, Part, coverage
from bulletin.model.month import Month
from bulletin.model.round import Draw, Plan, Round, Team, Visit, Window
from bulletin.pages.printer import Printer
from bulletin.view import links, words
from bulletin.view.edition import Edition
from bulletin.view.findings import FindingView, Pair, Register
from bulletin.view.links import Crumb
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
class Cell:
    """What is wanted and what was done at one window of one place; None where nothing is."""

    part: Part | None
    names: tuple[tuple[str, bool], ...] = ()
    """What was drawn, and whether it was visited."""


@dataclass(frozen=True)
class Line:
    """One place with its group, its windows or the units below it, and its findings."""

    unit: str
    name: str
    group: Team
    cells: tuple[Cell, ...]
    findings: tuple[FindingView, ...]


@dataclass(frozen=True)
class Table:
    """A plan with its places; without windows there is one cell for each place."""

    covered: Coverage
    windows: tuple[Window, ...]
    lines: tuple[Line, ...]
    gaps: tuple[tuple[str, str, tuple[str, ...], int], ...]
    """What is still to be visited: place, window, what was drawn and not visited, how many."""


@dataclass(frozen=True)
class Told:
    """A visit by its names."""

    visit: Visit
    group: str
    place: str
    window: str
    item: str
    method: Said


def is_open(round_: Round, month: Month) -> bool:
    """Tell whether every draw of a round is revealed, so that the round may be told."""
    draws = (month.draws.get(plan.id) for plan in round_.draws)
    return all(draw is not None and draw.revealed is not None for draw in draws)


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
        tables=tuple(_table(edition, round_, one, pairs) for one in covered),
        lots=tuple(_lot(edition, round_, month, plan, shown=shown) for plan in round_.draws),
        visits=tuple(told_visits(edition, round_, month)) if shown else (),
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
    return tuple(round_.candidate(part, one, edition.units) for one in ids)


def _tickets(edition: Edition, round_: Round, draw: Draw, part: str) -> Iterator[Ticket]:
    """The candidates of one part, the smallest ticket first."""
    shown = draw.revealed
    assert shown is not None  # noqa: S101 - the caller has looked
    numbers = {
        one: drawing.ticket(shown.secret, shown.value, part, one) for one in draw.strata[part]
    }
    for one in sorted(numbers, key=lambda name: numbers[name]):
        name = round_.candidate(part, one, edition.units)
        yield Ticket(one, name, numbers[one], one in shown.chosen[part])


def _table(edition: Edition, round_: Round, covered: Coverage, pairs: tuple[Pair, ...]) -> Table:
    by_id = {part.id: part for part in covered.parts}
    windows = round_.windows if covered.plan.of_items else ()
    suffixes = [f"/{window.id}" for window in windows] or [""]
    lines = tuple(
        Line(
            unit=stop.unit,
            name=edition.units.name(stop.unit),
            group=group,
            cells=tuple(_cell(edition, round_, by_id.get(stop.unit + end)) for end in suffixes),
            findings=tuple(found_at(edition, round_, pairs, stop.unit)),
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
    return Table(covered, windows, lines, gaps)


def _cell(edition: Edition, round_: Round, part: Part | None) -> Cell:
    if part is None:
        return Cell(None)
    wanted = part.drawn or tuple(visit.item or visit.unit for visit in part.visits)
    return Cell(
        part,
        tuple(
            (round_.candidate(part.id, one, edition.units), one not in part.missed)
            for one in wanted
        ),
    )


def found_at(
    edition: Edition, round_: Round, pairs: tuple[Pair, ...], unit: str
) -> Iterator[FindingView]:
    """The month's findings at a place: those of which it is the nearest place of the round."""
    places = {stop.unit for stop in round_.stops}
    for _score, view in pairs:
        line = edition.units.lineage(view.finding.scene)
        if next((one.id for one in line if one.id in places), None) == unit:
            yield view


def told_visits(edition: Edition, round_: Round, month: Month) -> Iterator[Told]:
    """The visits by date, then as they are written."""
    groups = {group.id: group.name for group in round_.groups}
    mine = (visit for visit in month.visits if visit.round == round_.id)
    for visit in sorted(mine, key=lambda one: one.on):
        place, window = round_.named(f"{visit.unit}/{visit.window or ''}", edition.units)
        item = round_.candidate(f"/{visit.window}", visit.item, edition.units) if visit.item else ""
        method = edition.methods.get(visit.method or "", visit.method or "")
        yield Told(visit, groups.get(visit.group, visit.group), place, window, item, method)
