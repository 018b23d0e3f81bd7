"""The rubric's page: the whole table with its clauses, and all that belongs to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.language import Said, Word, _
from bulletin.model.rubric import Criterion, Metric, Rubric
from bulletin.model.scheme import Assessment
from bulletin.pages.criterion import RuleView, rule_view
from bulletin.pages.printer import Printer
from bulletin.text import UserText
from bulletin.view import links, words
from bulletin.view.edition import Edition
from bulletin.view.findings import Register
from bulletin.view.links import Crumb
from bulletin.view.table import ScoreTable, TableMaker

TEMPLATE = "rubric.md.j2"
TITLE = _("评分细则")


@dataclass(frozen=True)
class Version:
    """One version of the rubric."""

    rubric: Rubric
    table: ScoreTable
    rules: tuple[RuleView, ...]
    totals: tuple[Word, ...]
    metrics: tuple[tuple[Metric, tuple[RuleView, ...]], ...]
    mismatches: tuple[tuple[Criterion, UserText], ...]
    unreachable: tuple[Criterion, ...]


def nav(edition: Edition) -> Iterator[tuple[Said, str]]:
    """Name the page."""
    yield TITLE, links.rubric(edition.id)


def pages(edition: Edition, _register: Register, printer: Printer) -> Iterator[tuple[str, str]]:
    """Print all versions on one page, the newest first."""
    versions = sorted(edition.assessment.rubrics.items(), reverse=True)
    yield printer.page(
        links.rubric(edition.id),
        TEMPLATE,
        TITLE,
        edition=edition,
        versions=tuple(_version(edition, rubric) for _, rubric in versions),
        listed=tuple(
            (rubric, links.rubric(edition.id, anchor(edition.assessment, rubric)))
            for _, rubric in versions
        ),
        crumbs=edition.crumbs(Crumb(TITLE, links.rubric(edition.id))),
    )


def anchor(assessment: Assessment, rubric: Rubric) -> str:
    """Where a version stands on the rubric's page; the newest has the plain name."""
    newest = rubric.version == max(assessment.rubrics)
    return "rubric" if newest else f"rubric-{rubric.version}"


def _version(edition: Edition, rubric: Rubric) -> Version:
    nodes = [node for top in rubric.criteria for node in top.walk()]
    rules = tuple(rule_view(edition, rubric, node, rule) for node in nodes for rule in node.rules)
    return Version(
        rubric=rubric,
        table=TableMaker(edition.id, rubric).make(),
        rules=rules,
        totals=tuple(totals(rubric)),
        metrics=tuple(
            (metric, tuple(view for view in rules if view.rule.metric == metric.id))
            for metric in rubric.metrics.values()
        ),
        mismatches=tuple((node, node.mismatch) for node in nodes if node.mismatch),
        unreachable=unreachable(rubric),
    )


def unreachable(rubric: Rubric) -> tuple[Criterion, ...]:
    """The criteria whose points no rule can give, each without those below it."""
    nodes = tuple(node for top in rubric.criteria for node in top.walk())
    by_id = {node.id: node for node in nodes if node.points is not None and node.unreachable}
    below = {child.id for node in by_id.values() for child in node.scored_children()}
    return tuple(node for node in by_id.values() if node.id not in below)


def totals(rubric: Rubric) -> Iterator[Word]:
    """How the total comes out, one sentence a setting."""
    settings = rubric.totals
    yield {
        "drop": _("单项扣分以该项满分为限，超出部分不计。"),
        "carry": _("单项扣分超过该项满分的，超出部分从总分中扣除。"),
    }[settings.overflow]
    if settings.normalise == "participating":
        yield _("总分按实际参加考核的项目折算为百分制，权重计入。")
    if settings.bonus_cap is None:
        yield _("加分计入总分，不封顶。")
    else:
        yield _("加分每月最多计%(points)s。", points=words.points(settings.bonus_cap))
    if settings.floor is not None:
        yield _("总分不低于%(points)s。", points=words.points(settings.floor))
    yield _(
        "计算全程使用精确分数，只在显示时四舍五入到%(places)d位小数；名次按精确总分排列。",
        places=settings.places,
    )
