"""A month beside the month before: what became of the problems, and why each total moved."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bulletin import glossary
from bulletin.compare.comparison import Comparison, Listed, UnitComparison
from bulletin.language import Said, _
from bulletin.law.rectification import Mending
from bulletin.model.month import Finding
from bulletin.months import last_day
from bulletin.pages.printer import Printer
from bulletin.view import bridges, links, words
from bulletin.view.bridges import Bridges, finding_views
from bulletin.view.edition import Edition
from bulletin.view.findings import Pair, Register
from bulletin.view.links import Crumb

TEMPLATE = "comparison.md.j2"


@dataclass(frozen=True)
class ComparedFinding:
    """A finding, with the name of the unit that it counts for and where it is printed.

    ``place`` is the unit below where it was found; ``due`` by when it is to be mended.
    """

    name: str
    place: str
    finding: Finding
    target: str | None
    change: Fraction
    due: date | None
    done: date | None
    earlier: str | None
    """Where the finding is printed that it repeats."""


@dataclass(frozen=True)
class FindingList:
    """The findings of one sort."""

    id: str
    title: Said
    rows: tuple[ComparedFinding, ...]


_COURSES = tuple((field, term.title) for field, term in glossary.COURSE.items())


def target(edition: Edition, month: str, anchor: str = "") -> str | None:
    """The page that compares a month; None for the first month."""
    return links.compare(edition.id, month, anchor) if edition.previous(month) else None


def pages(edition: Edition, register: Register, printer: Printer) -> Iterator[tuple[str, str]]:
    """Print the comparison of every month but the first."""
    for month in edition.printed:
        before = edition.previous(month)
        if before is not None:
            yield _page(edition, register, printer, (before, month))


def _page(
    edition: Edition, register: Register, printer: Printer, months: tuple[str, str]
) -> tuple[str, str]:
    before, month = months
    here = links.compare(edition.id, month)
    then, now = (edition.scores[m] for m in months)
    comparison = edition.comparison(month)
    assert comparison is not None  # noqa: S101 - there is a month before
    views = finding_views(edition, register, month)
    maker = Bridges(edition, comparison, views)
    moved, still = _by_change(comparison.units)
    return printer.page(
        here,
        TEMPLATE,
        _("%(month)s与上月相比", month=words.month_name(month)),
        edition=edition,
        month=month,
        before=before,
        places=edition.places(month),
        by_rubric=comparison.versions[0] != comparison.versions[1],
        provisional=any(side.provisional for side in (then, now)),
        month_end=last_day(month),
        courses=tuple(_courses(edition, register.mending(month), views, comparison)),
        higher=sum(1 for unit in moved if unit.change and unit.change > 0),
        lower=sum(1 for unit in moved if unit.change and unit.change < 0),
        bridges=tuple(map(maker.of, moved)),
        still=tuple(map(maker.of, still)),
        others=tuple(bridges.uncompared(edition, comparison)),
        crumbs=edition.crumbs(
            Crumb(words.bulletin(month), links.month(edition.id, month)),
            Crumb(_("与上月相比"), here),
        ),
    )


def _by_change(
    units: Iterable[UnitComparison],
) -> tuple[tuple[UnitComparison, ...], tuple[UnitComparison, ...]]:
    """Those that moved, the biggest movement first, and those of which nothing changed."""
    changes = [(abs(u.change), u) for u in units if u.change is not None]
    moved = sorted((pair for pair in changes if pair[1].lines), key=lambda pair: -pair[0])
    return tuple(u for _, u in moved), tuple(u for _, u in changes if not u.lines)


def _courses(
    edition: Edition, mending: Mending, views: dict[str, Pair], found: Comparison
) -> Iterator[FindingList]:
    for name, title in _COURSES:
        rows: tuple[Listed, ...] = getattr(found.course, name)
        yield FindingList(name, title, tuple(_row(edition, mending, views, row) for row in rows))


def _row(
    edition: Edition, mending: Mending, views: dict[str, Pair], listed: Listed
) -> ComparedFinding:
    finding = listed.finding
    pair = views.get(finding.full_id)
    again = views.get(finding.repeats or "")
    scene = edition.units.name(finding.unit)
    name = pair[0].name if pair else scene
    return ComparedFinding(
        name=name,
        place=scene if scene != name else "",
        finding=finding,
        target=pair[1].target if pair else None,
        change=pair[1].change if pair else Fraction(0),
        due=mending.due(finding),
        done=listed.done,
        earlier=again[1].target if again else None,
    )
