"""A criterion's page: its rules, clauses and readings, and who lost points on what."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from bulletin.language import Said, _, joined, sentences
from bulletin.model.rubric import Criterion, Metric, Reading, Rubric, Rule
from bulletin.model.scheme import Selector
from bulletin.pages.printer import Printer
from bulletin.reason import Reason
from bulletin.trace import Kind, Step, UnitScore
from bulletin.view import difficulty, links, words
from bulletin.view.difficulty import Hardness
from bulletin.view.edition import Edition, criteria
from bulletin.view.findings import FindingView, Register
from bulletin.view.links import Crumb
from bulletin.view.steps import numbered
from bulletin.view.trail import Change

TEMPLATE = "criterion.md.j2"
NAMED = 12


@dataclass(frozen=True)
class RuleView:
    """A rule with what it does, in words, and the readings that touch it."""

    rule: Rule
    node: Criterion
    effect: Said
    metric: Said
    scope: Said
    since: Said
    flag: str
    readings: tuple[Reading, ...]
    changed: Change | None


@dataclass(frozen=True)
class Hit:
    """What one unit lost or won under one of the rules in a month."""

    score: UnitScore
    unit: str
    rule: Rule
    change: Fraction
    target: str
    findings: tuple[FindingView, ...]
    reason: Reason | None

    @property
    def forfeit(self) -> Fraction | None:
        """What the criterion lost because it scores nothing; None: it does score."""
        lost = [view.forfeit for view in self.findings if view.forfeit is not None]
        return max(lost, default=None)

    @property
    def takes(self) -> bool:
        """Whether the unit lost something under the rule."""
        return self.change < 0 or self.forfeit is not None


@dataclass(frozen=True)
class Below:
    """What happened in a month under one of the criteria below."""

    node: Criterion
    target: str
    lost: Fraction
    gained: Fraction
    hardness: Hardness | None


@dataclass(frozen=True)
class MonthHits:
    """All that happened under a criterion in a month; a criterion with parts names those."""

    month: str
    target: str
    broken: bool
    units: int
    winners: int
    lost: Fraction
    gained: Fraction
    hardness: Hardness | None
    hits: tuple[Hit, ...]
    below: tuple[Below, ...]


class CriterionHits:
    """What every rule did in every month, looked up once for all criteria."""

    def __init__(self, edition: Edition, register: Register) -> None:
        """Go through all scores."""
        self._edition = edition
        self.tally = difficulty.tally(edition)
        self._hits: dict[tuple[str, str], list[Hit]] = {}
        for month in edition.months:
            for score in edition.scores[month].units:
                for hit in _hits(edition, register, month, score):
                    self._hits.setdefault((month, hit.rule.id), []).append(hit)

    def months(self, node: Criterion) -> Iterator[MonthHits]:
        """What happened under a criterion, the newest month first."""
        for month in reversed(self._edition.months):
            hits = self._of(month, node)
            yield MonthHits(
                month=month,
                target=links.month(self._edition.id, month),
                broken=self._edition.breaks(month),
                units=len({hit.score.unit for hit in hits if hit.takes}),
                winners=len({hit.score.unit for hit in hits if hit.change > 0}),
                lost=_lost(hits),
                gained=_gained(hits),
                hardness=difficulty.hardness(self._edition, month, node),
                hits=() if node.criteria else hits,
                below=tuple(self._below(month, child) for child in node.criteria),
            )

    def _of(self, month: str, node: Criterion) -> tuple[Hit, ...]:
        rules = [rule.id for part in node.walk() for rule in part.rules]
        return tuple(hit for rule in rules for hit in self._hits.get((month, rule), ()))

    def _below(self, month: str, node: Criterion) -> Below:
        hits = self._of(month, node)
        target = links.criterion(self._edition.id, node.id, f"m-{month}")
        hard = difficulty.hardness(self._edition, month, node)
        return Below(node, target, _lost(hits), _gained(hits), hard)


def _lost(hits: tuple[Hit, ...]) -> Fraction:
    """The points that were deducted, and what criteria lost by being void, each once a unit."""
    voids = (hit for hit in hits if hit.forfeit)
    voided = {(hit.score.unit, hit.rule.criterion): hit.forfeit or Fraction(0) for hit in voids}
    deducted = -sum((hit.change for hit in hits if hit.change < 0), Fraction(0))
    return deducted + sum(voided.values(), Fraction(0))


def _gained(hits: tuple[Hit, ...]) -> Fraction:
    return sum((hit.change for hit in hits if hit.change > 0), Fraction(0))


def pages(edition: Edition, register: Register, printer: Printer) -> Iterator[tuple[str, str]]:
    """Print the page of every criterion; the newest rubric that has it speaks."""
    ledger = CriterionHits(edition, register)
    for rubric, node in criteria(edition):
        yield _page(edition, ledger, printer, rubric, node)


def _page(
    edition: Edition, ledger: CriterionHits, printer: Printer, rubric: Rubric, node: Criterion
) -> tuple[str, str]:
    path = rubric.path(node.id)
    rules = tuple(rule_view(edition, rubric, n, r) for n in node.walk() for r in n.rules)
    return printer.page(
        links.criterion(edition.id, node.id),
        TEMPLATE,
        words.named(node),
        edition=edition,
        rubric=rubric,
        node=node,
        path=path,
        charged=rubric.nodes.get(rubric.charged.get(node.id) or ""),
        responsible=tuple(
            (edition.units.name(unit), links.department(edition.id, unit))
            for unit in node.responsible
        ),
        rules=rules,
        months=tuple(ledger.months(node)),
        earning=any(r.earns for n in node.walk() for r in n.rules),
        takes=any(v.rule.deducts for v in rules),
        gives=any(v.rule.awards or v.rule.earns for v in rules),
        listed=difficulty.LISTED,
        latest=edition.months[-1] if edition.months else None,
        lines=difficulty.lines(edition, node) if node.points else None,
        dearest=difficulty.dearest(edition, ledger.tally, rubric, node),
        hardest=difficulty.hardest(edition, ledger.tally, rubric, node),
        compared=difficulty.comparable(edition, rubric),
        losers=difficulty.losers(edition, rubric, (node,)) if node.points else (),
        partly=difficulty.partly(edition, rubric, (node,)),
        tried=difficulty.tried(edition, rubric, _touching(rubric, rules)),
        crumbs=edition.crumbs(
            Crumb(_("评分细则"), links.rubric(edition.id)),
            *(Crumb(n.title, links.criterion(edition.id, n.id)) for n in path),
        ),
    )


def _touching(rubric: Rubric, rules: tuple[RuleView, ...]) -> tuple[Reading, ...]:
    """The readings of a rubric that touch one of the rules."""
    touched = {reading.id for view in rules for reading in view.readings}
    return tuple(reading for reading in rubric.readings if reading.id in touched)


def rule_view(edition: Edition, rubric: Rubric, node: Criterion, rule: Rule) -> RuleView:
    """A rule as rubric and criterion pages show it."""
    metric = rubric.metrics.get(rule.metric or "")
    return RuleView(
        rule=rule,
        node=node,
        effect=_effect(rubric, rule, metric),
        metric=_measured(metric) if metric else "",
        scope=_scope(edition, rule),
        since=words.span(rule),
        flag=edition.flags.get(rule.disqualifies or "", rule.disqualifies or ""),
        readings=tuple(r for r in rubric.readings if touches(r, rule)),
        changed=edition.change(rule.place),
    )


def _effect(rubric: Rubric, rule: Rule, metric: Metric | None) -> Said:
    """What a rule does, with the premise (only_if) under which it does it."""
    effect = words.effect(rule.action, metric.unit if metric else "")
    if rule.only_if is None:
        return effect
    asked = rubric.metrics.get(rule.only_if.metric)
    limit = words.limit_of(rule.only_if.test, asked.unit if asked else "")
    title = asked.title if asked else rule.only_if.metric
    return _("%(effect)s；前提：%(metric)s%(limit)s", effect=effect, metric=title, limit=limit)


def _measured(metric: Metric) -> Said:
    if not metric.provider:
        return metric.title
    return _("%(metric)s，由%(provider)s提供", metric=metric.title, provider=metric.provider)


def touches(reading: Reading, rule: Rule) -> bool:
    """Whether a reading is about a rule: it sets something in it, or cites its clause."""
    paths = [path for option in reading.options for path in option.set]
    sets = any(path.startswith(f"rules.{rule.id}.") for path in paths)
    return sets or (bool(reading.clause) and reading.clause == rule.clause)


def _scope(edition: Edition, rule: Rule) -> Said:
    """For whom a rule is: the places, and the units by name or number."""
    scope = rule.scope
    parts: list[Said] = []
    if scope.kinds or scope.tags or scope.units:
        selector = Selector(kinds=scope.kinds, tags=scope.tags, units=scope.units)
        names = [unit.name for unit in edition.assessed if selector.takes(unit)]
        few = len(names) <= NAMED
        parts.append(joined(names) if few else _("%(number)d家单位", number=len(names)))
    if scope.places:
        places = joined(edition.units.name(unit) for unit in scope.places)
        parts.append(_("发生在%(places)s", places=places))
    return sentences(parts)


def _hits(edition: Edition, register: Register, month: str, score: UnitScore) -> Iterator[Hit]:
    for rule_id, steps in _changed(score).items():
        rule = edition.rule(month, rule_id)
        if rule is not None:
            yield _hit(edition, register, month, score, rule, steps)


def _changed(score: UnitScore) -> dict[str, list[tuple[str, Step]]]:
    """The steps of a unit that changed something, with their anchors, by rule."""
    steps_by_rule: dict[str, list[tuple[str, Step]]] = {}
    anchors = numbered(score)
    for step in score.steps:
        if step.rule and (step.change or step.kind is Kind.VOID):
            steps_by_rule.setdefault(step.rule, []).append((anchors[id(step)], step))
    return steps_by_rule


def _hit(  # noqa: PLR0913, PLR0917 - one line of a table
    edition: Edition,
    register: Register,
    month: str,
    score: UnitScore,
    rule: Rule,
    steps: list[tuple[str, Step]],
) -> Hit:
    anchor, first = steps[0]
    views = register.of_unit(month, score.unit)
    return Hit(
        score=score,
        unit=links.unit(edition.id, score.unit),
        rule=rule,
        change=sum((step.change for _, step in steps), Fraction(0)),
        target=links.sheet(edition.id, month, score.unit, anchor),
        findings=tuple(v for v in views if v.finding.rule == rule.id and v.counts),
        reason=None if first.finding else first.reason,
    )
