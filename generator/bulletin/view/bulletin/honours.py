"""A month's honours: the awards that units earned, and which findings cost a unit its chance."""

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.text import UserText
from bulletin.trace import Kind, Step, UnitScore
from bulletin.view import links
from bulletin.view.edition import Edition
from bulletin.view.findings import FindingView, Pair
from bulletin.view.steps import numbered


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


def merits(edition: Edition, month: str) -> Iterator[Merit]:
    """The award steps of the month, the largest first."""
    steps = [
        _merit(edition, month, score, anchors[id(step)], step)
        for score in edition.scores[month].units
        for anchors in (numbered(score),)
        for step in score.steps
        if step.kind is Kind.AWARD and step.change > 0
    ]
    yield from sorted(steps, key=lambda merit: -merit.step.change)


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
