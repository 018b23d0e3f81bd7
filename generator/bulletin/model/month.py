"""The records of one month: findings, numbers, marks, who does not take part, and rounds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from bulletin.model.round import Draw, Round, Visit
from bulletin.model.seal import Correction, Seal
from bulletin.problem import Place
from bulletin.text import UserText

Value = Fraction | bool | None
"""A number, yes or no, or ``None``: took part and delivered nothing."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence; ``sha256`` proves the file without publishing it."""

    kind: str = ""
    title: UserText | None = None
    ref: UserText | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Ordered:
    """责令整改: rectification was ordered, with its due date."""

    due: date | None = None
    note: UserText | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """整改: the date of rectification, with what was noted."""

    on: date
    note: UserText | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """撤回: when and why, as far as that was written."""

    on: date | None = None
    reason: UserText | None = None


@dataclass(frozen=True, slots=True)
class Exempt:
    """The part of a finding that is exempt, for one of the rule's reasons."""

    reason: str
    count: Fraction | None = None
    """None: all that is left."""
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Appeal:
    """申诉: filed by the unit; upheld charges nothing, amended charges ``count``."""

    filed: date | None = None
    grounds: UserText | None = None
    decision: Literal["upheld", "rejected", "amended"] | None = None
    decided: date | None = None
    reason: UserText | None = None
    count: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """问题、加分事项: one recorded event under one rule at one unit, with a count."""

    id: str
    month: str
    unit: str
    rule: str
    date: date
    summary: UserText
    place: Place
    count: Fraction = Fraction(1)
    source: str | None = None
    method: str | None = None
    where: str | None = None
    tier: str | None = None
    subject: UserText | None = None
    detail: UserText | None = None
    cause: UserText | None = None
    proposal: UserText | None = None
    evidence: tuple[Evidence, ...] = ()
    repeats: str | None = None
    repeats_denied: bool = False
    distinct_from: tuple[str, ...] = ()
    ordered: Ordered | None = None
    rectified: Noted | None = None
    exempt: tuple[Exempt, ...] = ()
    counted_in: UserText | None = None
    appeal: Appeal | None = None
    withdrawn: Withdrawn | None = None

    @property
    def full_id(self) -> str:
        """Return ``<YYYY-MM>/<id>``, unique in the scheme."""
        return f"{self.month}/{self.id}"

    @property
    def stands(self) -> bool:
        """Tell whether it counts here: not withdrawn, not upheld, not charged elsewhere."""
        upheld = self.appeal is not None and self.appeal.decision == "upheld"
        return not (self.withdrawn or self.counted_in or upheld)

    @property
    def counted(self) -> Fraction:
        """Return the count after an appeal that amended it."""
        amended = self.appeal is not None and self.appeal.decision == "amended"
        count = self.appeal.count if self.appeal and amended else None
        return self.count if count is None else count

    @property
    def exempted(self) -> tuple[tuple[Exempt, Fraction], ...]:
        """Return how much of what an appeal left each reason exempts, in the order written.

        Those that say a number come first; one that says none exempts all that remains.
        """
        left, parts = self.counted, dict.fromkeys(range(len(self.exempt)), Fraction(0))
        for i in sorted(parts, key=lambda i: self.exempt[i].count is None):
            count = self.exempt[i].count
            parts[i] = left if count is None else min(left, count)
            left -= parts[i]
        return tuple(zip(self.exempt, parts.values(), strict=True))

    @property
    def exempts_too_much(self) -> bool:
        """Tell whether more is said to be exempt than an appeal has left."""
        counts = (one.count for one in self.exempt if one.count is not None)
        return sum(counts, Fraction(0)) > self.counted

    @property
    def left(self) -> Fraction:
        """Return the count that is neither appealed away nor exempt; never below 0."""
        return self.counted - sum((part for _, part in self.exempted), Fraction(0))

    @property
    def is_exempt(self) -> bool:
        """Tell whether all that is left of it after an appeal is exempt."""
        return bool(self.exempt) and not self.left

    @property
    def scene(self) -> str:
        """Return the unit where it was found: the place if one is given, else the unit."""
        return self.where or self.unit


@dataclass(frozen=True, slots=True)
class Recheck:
    """回头看: a finding that was seen to be mended, kept in the month in which that was recorded.

    What is seen unmended is no recheck: it is a finding that ``repeats`` this one.
    """

    finding: str
    month: str
    on: date
    place: Place
    note: UserText | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """The value of a metric for a unit in a month."""

    metric: str
    unit: str
    value: Value
    place: Place
    source: str | None = None
    repeats: str | None = None
    repeats_denied: bool = False
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class PanelMark:
    """The points that one group gave, or that were agreed, with the reason."""

    points: Fraction
    place: Place
    group: str = ""
    reason: UserText | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """评分: judged points for one unit and rule at one place."""

    unit: str
    rule: str
    place: Place
    where: str | None = None
    panel: tuple[PanelMark, ...] = ()
    agreed: PanelMark | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """Who is not assessed on what: the whole month, a criterion or a rule, with the reason."""

    unit: str
    reason: UserText
    place: Place
    criterion: str | None = None
    rule: str | None = None
    status: Literal["not-participating", "exempt"] = "not-participating"
    stated: bool = True
    """Whether ``status`` was written; else it is the default."""


@dataclass(frozen=True, slots=True)
class Month:
    """Everything that was recorded for one scheme in one month."""

    scheme: str
    month: str
    findings: Mapping[str, Finding] = field(default_factory=dict)
    measurements: tuple[Measurement, ...] = ()
    marks: tuple[Mark, ...] = ()
    absences: tuple[Absence, ...] = ()
    rounds: Mapping[str, Round] = field(default_factory=dict)
    draws: Mapping[str, Draw] = field(default_factory=dict)
    visits: tuple[Visit, ...] = ()
    rechecks: Mapping[str, Recheck] = field(default_factory=dict)
    """By the full id of the finding."""
    seal: Seal | None = None
    corrections: tuple[Correction, ...] = ()
