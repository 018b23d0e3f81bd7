"""The score sheet: one unit's month as the document's own table, with the trace under it."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from bulletin.language import Said, _
from bulletin.model.rubric import Criterion, Rubric
from bulletin.pages import comparison
from bulletin.pages.printer import Printer
from bulletin.pages.rubric import anchor as rubric_anchor
from bulletin.trace import CriterionScore, Kind, UnitScore
from bulletin.view import links, words, worth
from bulletin.view.bulletin import corrections
from bulletin.view.course import course
from bulletin.view.edition import Edition
from bulletin.view.findings import Register
from bulletin.view.links import Crumb
from bulletin.view.panel import Panel, panels, unagreed
from bulletin.view.ranking import since
from bulletin.view.steps import StepView, StepViews
from bulletin.view.table import TableMaker
from bulletin.view.trail import Change

TEMPLATE = "sheet.md.j2"

Judged = dict[str, tuple[Panel, ...]]


@dataclass(frozen=True)
class Block:
    """A criterion's trace; ``quiet`` where nothing was taken or given."""

    node: Criterion
    score: CriterionScore
    level: int
    status: Said
    target: str
    steps: tuple[StepView, ...]
    anchors: tuple[str, ...]
    """Of a quiet block, whose steps are not shown but can be pointed at."""
    quiet: bool
    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class SheetPart:
    """One top criterion of the trace, with all that have points below it."""

    node: Criterion
    blocks: tuple[Block, ...]

    @property
    def top(self) -> Block:
        """The top criterion's own block."""
        return self.blocks[0]

    @property
    def quiet(self) -> bool:
        """Whether nothing happened in it."""
        return all(block.quiet for block in self.blocks)

    @property
    def rests(self) -> bool:
        """Whether nothing happened in some of it."""
        return any(block.quiet for block in self.blocks)


@dataclass(frozen=True)
class _Issue:
    """What all sheets of a month have in common; the table maker is that of the rubric."""

    edition: Edition
    register: Register
    month: str
    rubric: Rubric
    table: TableMaker


def pages(edition: Edition, register: Register, printer: Printer) -> Iterator[tuple[str, str]]:
    """Print every sheet of every month."""
    makers = {v: TableMaker(edition.id, r) for v, r in edition.assessment.rubrics.items()}
    for month in edition.printed:
        rubric = edition.rubrics[month]
        if rubric is not None:
            issue = _Issue(edition, register, month, rubric, makers[rubric.version])
            yield from (_page(issue, printer, score) for score in edition.scores[month].units)


def _page(issue: _Issue, printer: Printer, score: UnitScore) -> tuple[str, str]:
    edition, month, rubric = issue.edition, issue.month, issue.rubric
    views = StepViews(edition, month, score)
    judged = panels(edition, month, score)
    months = [m for m, _ in edition.over_months(score.unit)]
    findings = issue.register.of_unit(month, score.unit)
    worths = worth.of_unit(edition, month, score)
    return printer.page(
        links.sheet(edition.id, month, score.unit),
        TEMPLATE,
        _("%(unit)s %(month)s考评得分表", unit=score.name, month=words.month_name(month)),
        edition=edition,
        month=month,
        score=score,
        missing=tuple(m for m in edition.scores[month].pending if m.unit == score.unit),
        unagreed=tuple(unagreed(edition, month, (score,))),
        scaled=any(step.kind is Kind.SCALE for step in score.total_steps),
        capped=sum((s.change for s in score.total_steps if s.kind is Kind.CAP), Fraction(0)),
        total_panels=judged.get("", ()),
        version=links.rubric(edition.id, rubric_anchor(edition.assessment, rubric)),
        corrections=corrections.of_unit(edition, month, score.unit),
        places=score.places,
        rubric=rubric,
        table=issue.table.make(score, month),
        parts=tuple(_parts(edition, rubric.criteria, score, views, judged)),
        total_steps=views.of(score.total_steps),
        findings=findings,
        courses=tuple(course(issue.register, view, edition.months[-1]) for view in findings),
        charges=tuple(views.of(step for _, step in view.steps) for view in findings),
        worths=worths,
        worth_of={worth_row.finding: worth_row for worth_row in worths if worth_row.finding},
        latest=edition.months[-1],
        flags=tuple(edition.flags.get(flag, flag) for flag in score.flags),
        absences=_absences(edition, month, score.unit),
        compared=comparison.target(edition, month, score.unit),
        change=since(edition, month, score),
        neighbours=_neighbours(edition, months, month, score.unit),
        crumbs=_crumbs(edition, month, score),
    )


def _crumbs(edition: Edition, month: str, score: UnitScore) -> tuple[Crumb, ...]:
    return edition.crumbs(
        Crumb(words.bulletin(month), links.month(edition.id, month)),
        Crumb(score.name, links.unit(edition.id, score.unit)),
        Crumb(_("得分表"), links.sheet(edition.id, month, score.unit)),
    )


def _neighbours(
    edition: Edition, months: list[str], month: str, unit: str
) -> tuple[Crumb | None, Crumb | None]:
    at = months.index(month)
    around = (months[at - 1] if at else None, months[at + 1] if at + 1 < len(months) else None)
    before, after = (
        Crumb(words.month_name(m), links.sheet(edition.id, m, unit)) if m else None for m in around
    )
    return before, after


def _absences(
    edition: Edition, month: str, unit: str
) -> tuple[tuple[object, object, Change | None], ...]:
    """What the unit was not assessed on, and why; and what became of that record."""
    rows: list[tuple[object, object, Change | None]] = []
    for absence in edition.assessment.months[month].absences:
        if absence.unit == unit:
            node = edition.node(month, absence.criterion)
            rule = edition.rule(month, absence.rule)
            what = node.title if node else (rule.text if rule else _("本月全部内容"))
            rows.append((what, absence.reason, edition.change(absence.place)))
    return tuple(rows)


def _parts(
    edition: Edition,
    tops: tuple[Criterion, ...],
    score: UnitScore,
    views: StepViews,
    judged: Judged,
) -> Iterator[SheetPart]:
    for top in tops:
        blocks = tuple(_blocks(edition, top, score, views, judged))
        if blocks:
            yield SheetPart(top, blocks)


def _blocks(  # noqa: PLR0913, PLR0917 - all that a branch of the trace is made from
    edition: Edition,
    node: Criterion,
    score: UnitScore,
    views: StepViews,
    judged: Judged,
    level: int = 0,
) -> Iterator[Block]:
    scored = score.criterion(node.id)
    if scored is not None:
        quiet = _is_quiet(scored) and node.id not in judged
        yield Block(
            node=node,
            score=scored,
            level=level,
            status=words.STATUS[scored.status],
            target=links.criterion(edition.id, node.id),
            steps=() if quiet else views.of(scored.steps),
            anchors=tuple(map(views.anchor, scored.steps)) if quiet else (),
            quiet=quiet,
            panels=judged.get(node.id, ()),
        )
    below = level + 1 if scored is not None else level
    for child in node.criteria:
        yield from _blocks(edition, child, score, views, judged, below)


def _is_quiet(score: CriterionScore) -> bool:
    at_rest = all(step.kind in {Kind.FULL, Kind.PART} for step in score.steps)
    return at_rest and score.perfect
