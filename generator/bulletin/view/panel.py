"""Panel marks (多组评分): what each group gave, the agreed mark, the spread and the outliers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from bulletin.model.month import Mark, PanelMark
from bulletin.model.rubric import Rule
from bulletin.text import UserText
from bulletin.trace import UnitScore
from bulletin.view import links
from bulletin.view.edition import Edition
from bulletin.view.steps import numbered

SHARE = Fraction(1, 3)
POINTS = Fraction(2)


@dataclass(frozen=True)
class GroupMark:
    """One group's points; an outlier is far from the median of all groups."""

    group: str
    points: Fraction
    reason: UserText | None
    outlier: bool


@dataclass(frozen=True)
class Sitting:
    """The marks of one place: the groups', the agreed one, and how far the groups are apart."""

    place: str
    groups: tuple[GroupMark, ...]
    spread: Fraction | None
    middle: Fraction | None
    agreed: PanelMark | None
    mean: Fraction | None
    step: str | None


@dataclass(frozen=True)
class Panel:
    """All marks of one unit under one rule; ``tolerance`` is how far is not yet far."""

    rule: Rule
    full: Fraction
    target: str
    tolerance: Fraction
    sittings: tuple[Sitting, ...]


def tolerance(full: Fraction) -> Fraction:
    """A third of full points, and at most 2 points: a group beyond it is pointed out.

    >>> tolerance(Fraction(3)), tolerance(Fraction(25))
    (Fraction(1, 1), Fraction(2, 1))
    """
    return min(full * SHARE, POINTS)


def sitting(mark: Mark, full: Fraction, place: str, step: str | None = None) -> Sitting:
    """View the marks of one place; with fewer than three groups nobody is an outlier."""
    given = [one.points for one in mark.panel]
    middle = median(given) if given else None
    far = tolerance(full)
    return Sitting(
        place=place,
        groups=tuple(
            GroupMark(
                group=one.group,
                points=one.points,
                reason=one.reason,
                outlier=len(given) > 2 and abs(one.points - (middle or 0)) > far,  # noqa: PLR2004
            )
            for one in mark.panel
        ),
        spread=max(given) - min(given) if len(given) > 1 else None,
        middle=middle,
        agreed=mark.agreed,
        mean=None if mark.agreed or not given else sum(given, Fraction(0)) / len(given),
        step=step,
    )


def panels(edition: Edition, month: str, score: UnitScore) -> dict[str, tuple[Panel, ...]]:
    """The panels of a unit's sheet, by the criterion under which their rules stand."""
    by_criterion: dict[str, tuple[Panel, ...]] = {}
    anchors = numbered(score)
    steps = {(s.rule, s.mark): anchors[id(s)] for s in score.steps if s.mark}
    for rule_id, marks in _by_rule(edition, month, score).items():
        rule = edition.rule(month, rule_id)
        full = rule.action.full_mark if rule is not None else None
        if rule is not None and full is not None:
            panel = Panel(
                rule=rule,
                full=full,
                target=links.criterion(edition.id, rule.criterion, f"r-{rule.id}"),
                tolerance=tolerance(full),
                sittings=tuple(
                    sitting(mark, full, _place(edition, mark), steps.get((rule_id, _key(mark))))
                    for mark in marks
                ),
            )
            charged = edition.charged(month, rule.criterion)
            by_criterion[charged] = (*by_criterion.get(charged, ()), panel)
    return by_criterion


def unagreed(
    edition: Edition, month: str, scores: Iterable[UnitScore]
) -> Iterator[tuple[UnitScore, Rule, Mark]]:
    """The marks of some units that count as the mean of their groups: nothing was agreed yet."""
    for score in scores:
        for rule_id, marks in _by_rule(edition, month, score).items():
            rule = edition.rule(month, rule_id)
            if rule is not None:
                yield from ((score, rule, mark) for mark in marks if mark.agreed is None)


def _by_rule(edition: Edition, month: str, score: UnitScore) -> dict[str, list[Mark]]:
    """The marks that the steps of a sheet were made from, in the order of the steps."""
    marks = {(m.rule, _key(m)): m for m in edition.assessment.months[month].marks}
    found: dict[str, list[Mark]] = {}
    for step in _marked(score) if marks else ():
        mark = marks.get(step)
        if mark is not None:
            found.setdefault(mark.rule, []).append(mark)
    return found


def _marked(score: UnitScore) -> Iterable[tuple[str, str]]:
    return [(step.rule, step.mark) for step in score.steps if step.rule and step.mark]


def _key(mark: Mark) -> str:
    return mark.where or mark.unit


def _place(edition: Edition, mark: Mark) -> str:
    return edition.units.name(_key(mark))
