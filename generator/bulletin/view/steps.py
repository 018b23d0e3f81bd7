"""Steps as pages show them: numbered on the unit's sheet, with rule, finding and arithmetic."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from bulletin.language import CHINESE, Said, _  # noqa: F401 - the example
from bulletin.number import short
from bulletin.reason import because  # noqa: F401 - the example
from bulletin.text import UserText
from bulletin.trace import Kind, Step, UnitScore
from bulletin.view import links, words
from bulletin.view.edition import Edition
from bulletin.view.reason_sentences import ARITHMETIC
from bulletin.view.trail import Change

PLACES = 4
_MULTIPLIED = frozenset({Kind.DEDUCT, Kind.AWARD, Kind.EARN})


@dataclass(frozen=True)
class StepView:
    """One step of a score sheet; ``anchor`` is its place there."""

    anchor: str
    step: Step
    kind: Said
    label: object
    label_target: str | None
    arithmetic: Said
    factors: tuple[tuple[UserText, Fraction], ...]
    remark: bool
    finding_target: str | None
    finding_text: UserText | None
    source: str
    origin: str | None
    changed: Change | None


def numbered(score: UnitScore) -> dict[int, str]:
    """The anchor of each step of a sheet, by the step's identity.

    Steps are numbered within their criterion, so that one more elsewhere moves no anchor.
    """
    parts = [(links.slug(c.id), c.steps) for c in score.criteria] + [("total", score.total_steps)]
    return {
        id(step): f"s-{part}-{number}"
        for part, steps in parts
        for number, step in enumerate(steps, 1)
    }


class StepViews:
    """Makes the step views of one sheet."""

    def __init__(self, edition: Edition, month: str, score: UnitScore) -> None:
        """Number the steps of the sheet."""
        self._edition = edition
        self._month = month
        self._score = score
        self._rubric = edition.rubrics.get(month)
        self._anchors = numbered(score)
        self._texts = {m.id: m.text for m in self._rubric.modifiers} if self._rubric else {}

    def anchor(self, step: Step) -> str:
        """The step's place on the sheet."""
        return self._anchors[id(step)]

    def of(self, steps: Iterable[Step]) -> tuple[StepView, ...]:
        """The views of some steps of the sheet."""
        return tuple(self._view(step) for step in steps)

    def _view(self, step: Step) -> StepView:
        finding = self._edition.findings.get(step.finding) if step.finding else None
        label, target = self._label(step)
        return StepView(
            anchor=self.anchor(step),
            step=step,
            kind=words.kind(step),
            label=label,
            label_target=target,
            arithmetic=arithmetic(step),
            factors=tuple((self._texts[name], by) for name, by in step.modifiers),
            remark=_remarks(step),
            finding_target=self._finding_target(step),
            finding_text=finding.summary if finding else None,
            source=step.source.source if step.source and step.rule else "",
            origin=self._edition.origin(step.source) if step.source else None,
            changed=self._edition.change(step.source) if step.source and step.rule else None,
        )

    def _label(self, step: Step) -> tuple[object, str | None]:
        node = self._edition.node(self._month, step.part)
        if node is not None:
            here = links.sheet(self._edition.id, self._month, self._score.unit)
            return words.named(node), f"{here}#c-{links.slug(node.id)}"
        rule = self._edition.rule(self._month, step.rule)
        if rule is None:
            return "", None
        where = links.criterion(self._edition.id, rule.criterion, f"r-{rule.id}")
        return rule.text, where

    def _finding_target(self, step: Step) -> str | None:
        if step.finding is None:
            return None
        return finding_target(self._edition.id, self._score.unit, step.finding)


def _remarks(step: Step) -> bool:
    """Whether a step's reason says more than its arithmetic and the criterion that it names."""
    if step.rule is None:
        return step.kind is Kind.OVERFLOW and step.part is not None
    return step.reason.code not in ARITHMETIC


def finding_target(scheme: str, unit: str, full_id: str) -> str:
    """Where a finding is printed: on the sheet of its month, of the unit that it counts for."""
    month, _, finding = full_id.partition("/")
    return links.sheet(scheme, month, unit, f"f-{finding}")


def arithmetic(step: Step) -> Said:
    """Base × count × factor in figures; empty where nothing is multiplied.

    >>> two = Step(Kind.DEDUCT, Fraction(-4), because("voided"), base=Fraction(1),
    ...            count=Fraction(2), factor=Fraction(2))
    >>> CHINESE.say(arithmetic(two))
    '1分 × 2 × 2倍'
    """
    judged = step.mark is not None and step.count == 1
    if judged or step.kind not in _MULTIPLIED:
        return ""
    base, count = (_figure(*one.as_integer_ratio()) for one in (step.base, step.count))
    if step.factor == 1:
        return _("%(base)s分 × %(count)s", base=base, count=count)
    factor = _figure(*step.factor.as_integer_ratio())
    return _("%(base)s分 × %(count)s × %(factor)s倍", base=base, count=count, factor=factor)


@lru_cache(maxsize=1 << 12)
def _figure(top: int, bottom: int) -> str:
    """A number as it stands in arithmetic; two whole numbers are looked up fast."""
    return short(Fraction(top, bottom), PLACES)


def modifier_ids(step: Step) -> frozenset[str]:
    """The modifiers that took part in a step."""
    return frozenset(name for name, _ in step.modifiers)
