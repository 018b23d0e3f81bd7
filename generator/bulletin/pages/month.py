"""The month's bulletin (通报)."""

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.language import Said, _
from bulletin.months import last_day
from bulletin.pages import compare
from bulletin.pages.printer import Printer
from bulletin.text import UserText
from bulletin.trace import Kind, Missing, Step, UnitScore
from bulletin.view import (
    corrections,
    facts,
    glance,
    heat,
    hot,
    links,
    losses,
    ranking,
    rectification,
    words,
)
from bulletin.view.edition import Edition
from bulletin.view.facts import Facts
from bulletin.view.findings import FindingView, Pair, Register
from bulletin.view.links import Crumb
from bulletin.view.panel import unagreed
from bulletin.view.steps import numbered

TEMPLATE = "month.md.j2"


@dataclass(frozen=True)
class Merit:
    """One award step: who got it, under which rule, for what."""

    score: UnitScore
    step: Step
    target: str
    rule_text: UserText | None
    rule_target: str | None
    summary: UserText | None


@dataclass(frozen=True)
class Flagged:
    """A unit that lost its chance of an honour, and the findings by which it did."""

    score: UnitScore
    flag: str
    findings: tuple[FindingView, ...]


def pages(edition: Edition, register: Register, printer: Printer) -> Iterator[tuple[str, str]]:
    """Print every month's bulletin."""
    for month in edition.printed:
        yield _page(edition, register, printer, month)


def _page(edition: Edition, register: Register, printer: Printer, month: str) -> tuple[str, str]:
    pairs = register.of_month(month)
    views = [view for _, view in pairs]
    scores = edition.scores[month]
    bridged = compare.bridged(edition, register, month)
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
        compared=compare.target(edition, month),
        after=_neighbour(edition, edition.following(month)),
        crumbs=edition.crumbs(Crumb(words.month_name(month), links.month(edition.id, month))),
    )


def _neighbour(edition: Edition, month: str | None) -> Crumb | None:
    return Crumb(words.month_name(month), links.month(edition.id, month)) if month else None


def merits(edition: Edition, month: str) -> Iterator[Merit]:
    """The award steps of the month, the largest first."""
    found = [
        _merit(edition, month, score, anchors[id(step)], step)
        for score in edition.scores[month].units
        for anchors in (numbered(score),)
        for step in score.steps
        if step.kind is Kind.AWARD and step.change > 0
    ]
    yield from sorted(found, key=lambda merit: -merit.step.change)


def _merit(edition: Edition, month: str, score: UnitScore, anchor: str, step: Step) -> Merit:
    rule = edition.rule(month, step.rule)
    finding = edition.findings.get(step.finding) if step.finding else None
    return Merit(
        score=score,
        step=step,
        target=links.sheet(edition.id, month, score.unit, anchor),
        rule_text=rule.text if rule else None,
        rule_target=(links.criterion(edition.id, rule.criterion, f"r-{rule.id}") if rule else None),
        summary=finding.summary if finding else None,
    )


def flagged(edition: Edition, month: str, pairs: tuple[Pair, ...]) -> Iterator[Flagged]:
    """The flags of the month, unit by unit."""
    for score in edition.scores[month].units:
        for flag in score.flags:
            by = [v for u, v in pairs if u is score and raises(v, flag)]
            yield Flagged(score, edition.flags.get(flag, flag), tuple(by))


def raises(view: FindingView, flag: str) -> bool:
    """Whether a finding raised a flag: its rule disqualifies, and it charged something."""
    return view.rule is not None and view.rule.disqualifies == flag and view.counts


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
