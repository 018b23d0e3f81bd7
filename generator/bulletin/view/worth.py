"""What an upheld appeal against each charge of the latest month would give back."""

from dataclasses import dataclass
from fractions import Fraction

from bulletin.compare.regain import Regain
from bulletin.model.rubric import Modifier, Rule
from bulletin.text import UserText
from bulletin.trace import Kind, UnitScore
from bulletin.view import links
from bulletin.view.edition import Edition
from bulletin.view.steps import finding_target, numbered


@dataclass(frozen=True)
class Worth:
    """One charge with what an upheld appeal gives back; ``finding`` is empty for a number.

    ``heavier`` is what would multiply the charge if it were found again: mending avoids that.
    """

    regain: Regain
    finding: str
    title: str | UserText
    place: str
    unit: str
    target: str
    step: str
    rule: Rule | None
    rule_target: str | None
    heavier: tuple[Modifier, ...] = ()

    @property
    def charge(self) -> Fraction:
        """What was charged for it."""
        return -self.regain.step.change

    @property
    def voids(self) -> bool:
        """Whether it leaves its whole criterion without points."""
        return self.regain.step.kind is Kind.VOID


def of_unit(edition: Edition, month: str, score: UnitScore) -> tuple[Worth, ...]:
    """What the unit would have without each of its charges, the dearest first.

    Known for the latest month only: what came after it could not be told for others.
    """
    if month != edition.months[-1]:
        return ()
    anchors = numbered(score)
    found = [
        _worth(edition, month, score, one, anchors) for one in edition.regains.get(score.unit, ())
    ]
    return tuple(sorted(found, key=lambda worth: -worth.regain.gain))


def _worth(
    edition: Edition, month: str, score: UnitScore, regain: Regain, anchors: dict[int, str]
) -> Worth:
    step = regain.step
    rule = edition.rule(month, step.rule)
    finding = edition.findings.get(step.finding or "")
    rubric = edition.rubrics[month]
    metric = rubric.metrics.get(step.metric or "") if rubric else None
    at = links.sheet(edition.id, month, score.unit, anchors[id(step)])
    below = step.unit if step.unit != score.unit else None
    return Worth(
        regain=regain,
        finding=finding.full_id if finding else "",
        title=finding.summary if finding else (metric.title if metric else ""),
        place=edition.units.name(below) if below else "",
        unit=metric.unit if metric else "",
        target=finding_target(edition.id, score.unit, finding.full_id) if finding else at,
        step=at,
        rule=rule,
        rule_target=links.criterion(edition.id, rule.criterion, f"r-{rule.id}") if rule else None,
        heavier=edition.heavier(score.unit, finding) if finding else (),
    )
