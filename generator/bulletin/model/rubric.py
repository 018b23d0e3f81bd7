"""The rubric (评分细则): criteria, rules and modifiers in force from a month on."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from bulletin.law.actions import Action, Counting, DrivenBy, Sign, Test
from bulletin.problem import Place
from bulletin.text import UserText

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)*")


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom a rule is: each list that is given must hold; ``places`` is where it happened."""

    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule with one counts only while another metric of the unit passes the test."""

    metric: str
    test: Test


@dataclass(frozen=True, slots=True)
class Rule:
    """计分办法: a leaf of the rubric; the only thing that changes points."""

    id: str
    text: UserText
    clause: str
    criterion: str
    action: Action
    place: Place
    scope: Scope = Scope()
    only_if: Condition | None = None
    months: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    exempt_reasons: tuple[str, ...] = ()
    disqualifies: str | None = None
    provisional: bool = False
    reason: UserText | None = None
    replaces: tuple[str, ...] = ()
    note: UserText | None = None

    @property
    def metric(self) -> str | None:
        """Return the metric that drives the rule, if a measurement does."""
        return self.action.metric

    @property
    def by_findings(self) -> bool:
        """Tell whether findings drive the rule."""
        return self.action.driven_by is DrivenBy.FINDINGS

    @property
    def judged(self) -> bool:
        """Tell whether the marks of a panel drive the rule."""
        return self.action.driven_by is DrivenBy.MARK

    @property
    def counts_each(self) -> bool:
        """Tell whether every finding counts, so that one event written down twice counts twice."""
        return self.by_findings and self.action.counting is Counting.EACH

    @property
    def tiers(self) -> tuple[str, ...]:
        """Return the names of its tiers, in order; none where it has no tiers."""
        return self.action.tiers

    @property
    def per_subject(self) -> bool:
        """Tell whether the rule counts once for each subject, which is then named."""
        return self.action.counting is Counting.SUBJECT

    @property
    def earns(self) -> bool:
        """Tell whether the rule earns points inside a criterion (which then starts at 0)."""
        return self.action.sign is Sign.EARN

    @property
    def deducts(self) -> bool:
        """Tell whether the rule takes points."""
        return self.action.sign is Sign.DEDUCT

    @property
    def awards(self) -> bool:
        """Tell whether the rule adds to the bonus pool wherever it stands."""
        return self.action.sign is Sign.AWARD

    @property
    def voids(self) -> bool:
        """Tell whether the rule leaves its criterion without any points."""
        return self.action.sign is Sign.VOID

    @property
    def harms(self) -> bool:
        """Tell whether the rule takes points, some or all of a criterion's."""
        return self.deducts or self.voids


@dataclass(frozen=True, slots=True)
class Criterion:
    """考核内容、指标: a node of the rubric; without ``points`` it is a heading."""

    id: str
    title: str
    place: Place
    points: Fraction | None = None
    out_of: Fraction | None = None
    responsible: tuple[str, ...] = ()
    criteria: tuple["Criterion", ...] = ()
    rules: tuple[Rule, ...] = ()
    mismatch: UserText | None = None
    note: UserText | None = None
    attainable: Fraction | None = None
    """0 where the document gives points and no way to get them; nothing else can be declared."""

    @property
    def number(self) -> str:
        """Return the number that people know it by; empty where the id is none."""
        return self.id if _NUMBER.fullmatch(self.id) else ""

    @property
    def reference(self) -> str:
        """Return how a sentence refers to it in short: by its number, else by its title."""
        return self.number or self.title

    @property
    def name(self) -> str:
        """Return the number and the title; an id that is no number is not shown.

        >>> Criterion("5.2", "满意率", Place("")).name, Criterion("b.1", "试点", Place("")).name
        ('5.2 满意率', '试点')
        """
        return f"{self.number} {self.title}".lstrip()

    @property
    def full(self) -> Fraction:
        """Return the full marks on the criterion's own scale (``out_of``, else ``points``)."""
        return self.out_of if self.out_of is not None else (self.points or Fraction(0))

    @property
    def weight(self) -> Fraction:
        """Return what one point on the criterion's own scale is worth above it."""
        if self.points is None or not self.out_of:
            return Fraction(1)
        return self.points / self.out_of

    def walk(self) -> Iterator["Criterion"]:
        """Go through this node and all below it, in the rubric's order."""
        yield self
        for child in self.criteria:
            yield from child.walk()

    def scored_children(self) -> Iterator["Criterion"]:
        """Go through the nearest nodes below that have points of their own."""
        for child in self.criteria:
            if child.points is None:
                yield from child.scored_children()
            else:
                yield child

    def own_rules(self) -> Iterator[Rule]:
        """Go through the rules that charge this node: its own and those of its headings."""
        yield from self.rules
        for child in self.criteria:
            if child.points is None:
                yield from child.own_rules()

    def most(self, rule: Rule) -> Fraction:
        """Return the most points that a rule can earn in it."""
        return self.full if rule.action.most is None else rule.action.most

    @property
    def unreachable(self) -> bool:
        """Tell whether its points are out of reach: declared so, or no rule is there to give them.

        Points never earn themselves. A criterion whose rules only award or void is reachable: it
        starts with full marks, as one whose rules deduct does.
        """
        below = tuple(self.scored_children())
        if below:
            deciding = any(not rule.awards for rule in self.own_rules())
            return not deciding and all(child.unreachable for child in below)
        return self.attainable == 0 or not any(True for _ in self.own_rules())


@dataclass(frozen=True, slots=True)
class Metric:
    """数据: a declared quantity; ``provider`` is the office that owes the number."""

    id: str
    title: str
    place: Place
    unit: str = ""
    provider: str = ""
    yes_no: bool = False
    note: UserText | None = None


@dataclass(frozen=True, slots=True)
class Modifier:
    """Multiplies deductions: by who found it (``sources``) or because it was found again."""

    id: str
    text: UserText
    when: Literal["source", "repeat"]
    factor: Fraction
    place: Place
    clause: str = ""
    sources: tuple[str, ...] = ()
    of: Literal["any", "previous"] = "any"
    growth: Literal["compound", "additive", "once"] = "compound"
    counts: Literal["discoveries", "links"] = "discoveries"
    """What of a chain counts: what was a discovery, or whatever was linked."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How criteria become a total; ``places`` is for showing only."""

    overflow: Literal["drop", "carry"] = "drop"
    normalise: Literal["none", "participating"] = "none"
    bonus_cap: Fraction | None = None
    floor: Fraction | None = None
    places: int = 2


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a reading, and what it would set in rubric or scheme (raw values)."""

    title: UserText
    set: Mapping[str, object] = field(default_factory=dict)
    id: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """口径: the chosen answer to a question that the document leaves open."""

    id: str
    clause: str
    question: UserText
    chosen: UserText
    place: Place
    options: tuple[Option, ...] = ()
    why: UserText | None = None
    decided_by: UserText | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Rubric:
    """评分细则 of one scheme, in force from month ``version`` until the next version."""

    scheme: str
    version: str
    title: str
    document: str
    place: Place
    criteria: tuple[Criterion, ...]
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    modifiers: tuple[Modifier, ...] = ()
    totals: Totals = Totals()
    readings: tuple[Reading, ...] = ()
    notes: tuple[UserText, ...] = ()
    rules: Mapping[str, Rule] = field(default_factory=dict)
    nodes: Mapping[str, Criterion] = field(default_factory=dict)
    charged: Mapping[str, str | None] = field(default_factory=dict)
    """For each criterion, the nearest node with points that its rules charge (or the total)."""
    duplicates: tuple[tuple[str, Place], ...] = ()
    """Ids of criteria or rules that were used before, with the place of the later one."""

    def path(self, criterion: str) -> tuple[Criterion, ...]:
        """Return the nodes from the top down to this one."""
        for top in self.criteria:
            found = _path(top, criterion)
            if found:
                return found
        return ()


def _path(node: Criterion, wanted: str) -> tuple[Criterion, ...]:
    if node.id == wanted:
        return (node,)
    for child in node.criteria:
        found = _path(child, wanted)
        if found:
            return (node, *found)
    return ()
