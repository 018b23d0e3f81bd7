"""Findings as pages show them: what was recorded, where it stands, and what it charges."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bulletin.language import Said
from bulletin.law.discoveries import Discoveries
from bulletin.law.rectification import Mending
from bulletin.law.repeats import back, heirs_of, onward
from bulletin.model.month import Finding, Recheck
from bulletin.model.rubric import Rule
from bulletin.reason import Reason
from bulletin.text import UserText
from bulletin.trace import Kind, Scores, Step, UnitScore
from bulletin.view import links, words
from bulletin.view.edition import Edition
from bulletin.view.steps import finding_target, numbered
from bulletin.view.trail import Change


@dataclass(frozen=True)
class RecheckView:
    """The recheck by which a finding was seen to be mended, and what became of that record."""

    on: date
    note: UserText | None
    source: str
    origin: str | None
    changed: Change | None


@dataclass(frozen=True)
class FindingView:
    """One finding on the sheet of the unit that it counts for."""

    finding: Finding
    anchor: str
    target: str
    month: str
    sheet: str
    rule: Rule | None
    rule_target: str | None
    source: str
    method: Said
    unit_name: str
    place_name: str
    state: Said
    stands: bool
    rectification: Said
    due: date | None
    rectified: date | None
    recheck: RecheckView | None
    change: Fraction
    forfeit: Fraction | None
    """What its criterion lost because it leaves it without points; None: it does not."""
    steps: tuple[tuple[str, Step], ...]
    repeats: str | None
    origin: str | None
    changed: Change | None

    @property
    def counts(self) -> bool:
        """Whether it takes or gives points, or leaves its criterion without any."""
        return bool(self.change) or self.forfeit is not None

    @property
    def takes(self) -> bool:
        """Whether it counts against the unit."""
        return self.change < 0 or self.forfeit is not None

    @property
    def taken(self) -> Fraction:
        """The points that it takes: what it is charged, or what its criterion lost."""
        return max(-self.change, Fraction(0)) if self.forfeit is None else self.forfeit

    @property
    def why_not(self) -> tuple[Reason, ...]:
        """Why it takes and gives nothing, as far as its steps say so."""
        reasons = (step.reason for _, step in self.steps if not step.change)
        return () if self.counts else tuple(reasons)


Pair = tuple[UnitScore, FindingView]


class Register:
    """All findings of an edition, each beside the unit that it counts for; viewed once."""

    def __init__(self, edition: Edition) -> None:
        """View the findings of every scored month."""
        self._assessment = edition.assessment
        self._discoveries = Discoveries(edition.assessment, edition.units)
        self._mendings: dict[str, Mending] = {}
        self._months = {
            month: dict(_of_month(edition, scores, self.mending(edition.months[-1])))
            for month, scores in edition.scores.items()
        }
        self._scores = edition.scores
        every = [
            view for units in self._months.values() for views in units.values() for view in views
        ]
        self._by_id = {view.finding.full_id: view for view in every}
        self._findings = {name: view.finding for name, view in self._by_id.items()}
        self._heirs = heirs_of(self._findings.values())

    def mending(self, month: str) -> Mending:
        """What was known of rectification at the end of a month."""
        if month not in self._mendings:
            self._mendings[month] = Mending(self._assessment, month)
        return self._mendings[month]

    def view(self, full_id: str) -> FindingView | None:
        """A finding by its full id, if it counts for a unit that is assessed."""
        return self._by_id.get(full_id)

    def of_unit(self, month: str, unit: str) -> tuple[FindingView, ...]:
        """The findings of a unit's month, by date."""
        return self._months[month].get(unit, ())

    def of_month(self, month: str) -> tuple[Pair, ...]:
        """The findings of a month, unit by unit."""
        units = self._scores[month].units
        return tuple((score, view) for score in units for view in self.of_unit(month, score.unit))

    def earlier(self, view: FindingView) -> tuple[FindingView, ...]:
        """The discoveries that a finding repeats, the first one first."""
        chain = tuple(back(view.finding, self._findings.get))
        return tuple(self._by_id[earlier.full_id] for earlier in reversed(chain))

    def times(self, view: FindingView) -> int:
        """How often a problem was found so far: what was no discovery then does not count."""
        before = (one.finding for one in self.earlier(view))
        return 1 + sum(1 for finding in before if not self._discoveries.why_none(finding))

    def later(self, view: FindingView) -> tuple[FindingView, ...]:
        """The discoveries that repeat a finding, those that repeat them after them."""
        chain = onward(view.finding, self._heirs)
        return tuple(self._by_id[later.full_id] for later in chain)


def _of_month(
    edition: Edition, scores: Scores, mending: Mending
) -> Iterator[tuple[str, tuple[FindingView, ...]]]:
    """For each unit the findings that its steps name, and all that are recorded for it."""
    recorded = edition.assessment.months[scores.month].findings
    by_id = {finding.full_id: finding for finding in recorded.values()}
    by_unit: dict[str, list[Finding]] = {}
    for finding in recorded.values():
        by_unit.setdefault(finding.unit, []).append(finding)
    for score in scores.units:
        named = (by_id[step.finding] for step in score.steps if step.finding in by_id)
        mine = {f.full_id: f for f in (*by_unit.get(score.unit, ()), *named)}
        ordered = sorted(mine.values(), key=_order)
        yield score.unit, tuple(_views(edition, score, ordered, mending))


def _views(
    edition: Edition, score: UnitScore, findings: Iterable[Finding], mending: Mending
) -> Iterator[FindingView]:
    anchors = numbered(score)
    by_finding: dict[str | None, list[Step]] = {}
    for step in score.steps:
        by_finding.setdefault(step.finding, []).append(step)
    for finding in findings:
        mine = by_finding.get(finding.full_id, [])
        steps = tuple((anchors[id(step)], step) for step in mine)
        yield _view(edition, score, finding, steps, mending)


def _order(finding: Finding) -> tuple[object, ...]:
    return finding.date, finding.id


def _view(
    edition: Edition,
    score: UnitScore,
    finding: Finding,
    steps: tuple[tuple[str, Step], ...],
    mending: Mending,
) -> FindingView:
    rule = edition.rule(finding.month, finding.rule)
    return FindingView(
        finding=finding,
        anchor=f"f-{finding.id}",
        target=finding_target(edition.id, score.unit, finding.full_id),
        month=finding.month,
        sheet=links.sheet(edition.id, finding.month, score.unit),
        rule=rule,
        rule_target=(links.criterion(edition.id, rule.criterion, f"r-{rule.id}") if rule else None),
        source=edition.sources.get(finding.source or "", finding.source or ""),
        method=edition.methods.get(finding.method or "", finding.method or ""),
        unit_name=edition.units.name(finding.unit),
        place_name=edition.units.name(finding.where) if finding.where else "",
        state=words.state(finding),
        stands=finding.stands,
        rectification=words.rectification(finding, mending),
        due=mending.due(finding),
        rectified=mending.recorded(finding),
        recheck=_rechecked(edition, mending.recheck(finding)),
        change=sum((step.change for _, step in steps), Fraction(0)),
        forfeit=_forfeit(edition, score, finding.month, steps),
        steps=steps,
        repeats=_repeats(edition, score.unit, finding),
        origin=edition.origin(finding.place),
        changed=edition.change(finding.place),
    )


def _forfeit(
    edition: Edition, score: UnitScore, month: str, steps: tuple[tuple[str, Step], ...]
) -> Fraction | None:
    """What a finding's void took, in the points of the criterion above."""
    voided = [step.criterion for _, step in steps if step.kind is Kind.VOID and step.criterion]
    lost = [score.voids[key] * _weight(edition, month, key) for key in voided if key in score.voids]
    return sum(lost, Fraction(0)) if lost else None


def _weight(edition: Edition, month: str, criterion: str) -> Fraction:
    node = edition.node(month, criterion)
    return node.weight if node else Fraction(1)


def _rechecked(edition: Edition, recheck: Recheck | None) -> RecheckView | None:
    if recheck is None:
        return None
    place = recheck.place
    return RecheckView(
        recheck.on, recheck.note, place.source, edition.origin(place), edition.change(place)
    )


def _repeats(edition: Edition, unit: str, finding: Finding) -> str | None:
    """Where the earlier finding is printed."""
    if finding.repeats is None or finding.repeats not in edition.findings:
        return None
    return finding_target(edition.id, unit, finding.repeats)
