"""The month's bulletin (通报)."""

from collections.abc import Iterator

from bulletin.language import Said, _
from bulletin.months import last_day
from bulletin.pages import comparison
from bulletin.pages.printer import Printer
from bulletin.trace import Missing
from bulletin.view import bridges, heat, links, ranking, words
from bulletin.view.bulletin import corrections, facts, glance, hot, losses, rectification
from bulletin.view.bulletin.facts import Facts
from bulletin.view.bulletin.honours import flagged, merits
from bulletin.view.edition import Edition
from bulletin.view.findings import Register
from bulletin.view.links import Crumb
from bulletin.view.panel import unagreed

TEMPLATE = "month.md.j2"
LISTED = 3
"""How many bulletins stand in the navigation."""


def nav(edition: Edition) -> Iterator[tuple[Said, str]]:
    """Name the newest bulletins; with all of them every page would grow with every month."""
    for month in reversed(edition.printed[-LISTED:]):
        yield words.bulletin(month), links.month(edition.id, month)


def pages(edition: Edition, register: Register, printer: Printer) -> Iterator[tuple[str, str]]:
    """Print every month's bulletin."""
    for month in edition.printed:
        yield _page(edition, register, printer, month)


def _page(edition: Edition, register: Register, printer: Printer, month: str) -> tuple[str, str]:
    pairs = register.of_month(month)
    views = [view for _, view in pairs]
    scores = edition.scores[month]
    bridged = bridges.bridged(edition, register, month)
    orders = rectification.of_month(register, edition.months, month)
    counted: Facts = facts.of_month(edition, month, views)
    return printer.page(
        links.month(edition.id, month),
        TEMPLATE,
        _("%(month)s考评通报", month=words.month_name(month)),
        edition=edition,
        month=month,
        scores=scores,
        facts=counted,
        best=words.listed(u.name for u in counted.best),
        worst=words.listed(u.name for u in counted.worst),
        overflowing=words.listed(u.name for u in counted.overflowing),
        corrections=corrections.of_month(edition, month),
        places=edition.places(month),
        broken=edition.breaks(month),
        glance=glance.of_month(edition, month, pairs, bridged, orders),
        groups=ranking.groups(edition, month, bridged),
        heat=heat.heat(edition, month),
        missed=heat.missed(edition, month),
        hot=hot.hot(edition, register, month),
        hot_units=hot.UNITS,
        hot_months=hot.MONTHS,
        typical=losses.typical(edition, month, pairs),
        merits=tuple(merits(edition, month)),
        flagged=tuple(flagged(edition, month, pairs)),
        uncharged=tuple(pair for pair in pairs if not pair[1].counts),
        rectification=orders,
        month_end=last_day(month),
        pending=tuple(_pending(edition, month)),
        unagreed=tuple(unagreed(edition, month, scores.units)),
        rounds=edition.rounds(month),
        before=_neighbour(edition, edition.previous(month)),
        compared=comparison.target(edition, month),
        after=_neighbour(edition, edition.following(month)),
        crumbs=edition.crumbs(Crumb(words.month_name(month), links.month(edition.id, month))),
    )


def _neighbour(edition: Edition, month: str | None) -> Crumb | None:
    return Crumb(words.month_name(month), links.month(edition.id, month)) if month else None


def _pending(edition: Edition, month: str) -> Iterator[tuple[Missing, str, Said, object]]:
    """What somebody still owes: the record, the unit's name, the metric's title, the rule."""
    rubric = edition.rubrics.get(month)
    for missing in edition.scores[month].pending:
        metric = rubric.metrics.get(missing.metric or "") if rubric else None
        rule = edition.rule(month, missing.rule)
        yield (
            missing,
            edition.units.name(missing.unit),
            metric.title if metric else _("评分"),
            rule.text if rule else missing.rule,
        )
