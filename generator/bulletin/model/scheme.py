"""The scheme (考核办法): who is assessed, in which months, and how units are rewarded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from bulletin.model.month import Finding, Month
from bulletin.model.rubric import Rubric, Rule
from bulletin.model.unit import Unit, Units
from bulletin.problem import Place
from bulletin.text import UserText


@dataclass(frozen=True, slots=True)
class Selector:
    """Chooses units of the registers; each list that is given must hold."""

    registers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def takes(self, unit: Unit) -> bool:
        """Tell whether the unit is chosen."""
        return (
            (not self.registers or unit.register in self.registers)
            and (not self.kinds or unit.kind in self.kinds)
            and (not self.tags or bool(set(self.tags) & set(unit.tags)))
            and (not self.units or unit.id in self.units)
        )


@dataclass(frozen=True, slots=True)
class Group:
    """A group of units that are ranked among themselves."""

    id: str
    title: str
    who: Selector


BASE_METHODS = {
    "experience": "体验",
    "undercover": "暗访",
    "open": "明查",
    "data": "数据",
    "complaint": "投诉",
    "self-report": "自报",
}
"""The methods that every scheme has; it lists only its own, and other titles for these."""


@dataclass(frozen=True, slots=True)
class Named:
    """An id with its Chinese title: a source, a method or a flag."""

    id: str
    title: str
    note: UserText | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition of a grade: no named criterion (else: none at the top) may fall below it."""

    criteria: tuple[str, ...] = ()
    at_least: Fraction | None = None
    at_least_share: Fraction | None = None
    lost_at_most: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """A named band over the total, best first."""

    id: str
    title: str
    at_least: Fraction | None = None
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """Another assessment in which the result counts, with its weight where that is known."""

    to: str
    weight: Fraction | None = None
    note: UserText | None = None


@dataclass(frozen=True, slots=True)
class AwardRule:
    """评优: the year's award. ``share`` of the ranked units, or a fixed number of ``places``."""

    id: str
    title: str
    of: Literal["mean", "sum"]
    share: Fraction | None = None
    places: int | None = None
    ties: Literal["all-in", "all-out"] = "all-in"
    countback: str | None = None
    """The rank rule whose places (most firsts, then seconds, …) part equal results."""
    barred_by: tuple[str, ...] = ()
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A place where the document contradicts itself."""

    clause: str
    text: UserText


@dataclass(frozen=True, slots=True)
class Scheme:
    """考核办法 as declared in ``scheme.yaml``."""

    id: str
    title: str
    document: str
    place: Place
    units: Selector
    organisers: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    ties: Literal["competition", "dense"] = "competition"
    sources: tuple[Named, ...] = ()
    methods: tuple[Named, ...] = ()
    flags: tuple[Named, ...] = ()
    grades: tuple[Grade, ...] = ()
    feeds: tuple[Feed, ...] = ()
    awards: tuple[AwardRule, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    about: UserText | None = None

    @property
    def method_titles(self) -> dict[str, str]:
        """Return the titles of the methods by id: those that every scheme has, then its own."""
        return BASE_METHODS | {method.id: method.title for method in self.methods}

    def group_title(self, group: str | None) -> str:
        """Return the title of a ranking group; empty where there is none."""
        return next((one.title for one in self.groups if one.id == group), "")

    def grade_title(self, grade: str | None) -> str:
        """Return the title of a grade; empty where there is none, the id where it is not known."""
        return next((one.title for one in self.grades if one.id == grade), grade or "")

    def flag_title(self, flag: str) -> str:
        """Return the title of a flag; the id where it is not known."""
        return next((one.title for one in self.flags if one.id == flag), flag)


@dataclass(frozen=True, slots=True)
class Assessment:
    """One scheme with its rubric versions and the months that have data, both in order."""

    scheme: Scheme
    rubrics: Mapping[str, Rubric] = field(default_factory=dict)
    months: Mapping[str, Month] = field(default_factory=dict)

    def rubric_for(self, month: str) -> Rubric | None:
        """Return the latest version that is in force in a month."""
        versions = [v for v in self.rubrics if v <= month]
        return self.rubrics[max(versions)] if versions else None

    def rule(self, month: str, rule: str) -> Rule | None:
        """Return a rule by its id, as it is in force in a month."""
        rubric = self.rubric_for(month)
        return rubric.rules.get(rule) if rubric else None

    def finding(self, full_id: str) -> Finding | None:
        """Return a finding of any month by its full id."""
        month, _, name = full_id.partition("/")
        return self.months[month].findings.get(name) if month in self.months else None

    def ancestors(self, rubric: Rubric, rule: str) -> frozenset[str]:
        """Return a rule of a version and those of older versions that are declared its equals."""
        same = {rule, *(rubric.rules[rule].replaces if rule in rubric.rules else ())}
        for version in sorted((v for v in self.rubrics if v < rubric.version), reverse=True):
            older = self.rubrics[version].rules
            same |= {former for name in same & set(older) for former in older[name].replaces}
        return frozenset(same)

    def previous(self, month: str) -> str | None:
        """Return the last month before this one that has data."""
        return max((m for m in self.months if m < month), default=None)

    def closes_year(self, month: str) -> bool:
        """Tell whether a month decides its year: the last that the scheme names, else December."""
        named = (m for m in self.scheme.months if m[:4] == month[:4])
        return month == max(named, default=f"{month[:4]}-12")

    def assessed(self, units: Units, month: str) -> tuple[Unit, ...]:
        """Return the units that the scheme assesses in a month, in the registers' order."""
        return tuple(u for u in units if u.exists_in(month) and self.scheme.units.takes(u))

    def owners(self, units: Units, month: str) -> dict[str, Unit]:
        """Return each unit that is assessed in a month or lies below one, with the one that is."""
        taken = {unit.id for unit in self.assessed(units, month)}
        lines = ((unit.id, units.lineage(unit.id)) for unit in units)
        found = ((unit, next((u for u in line if u.id in taken), None)) for unit, line in lines)
        return {unit: owner for unit, owner in found if owner is not None}

    def group_of(self, unit: Unit) -> Group | None:
        """Return the first ranking group that takes the unit."""
        return next((g for g in self.scheme.groups if g.who.takes(unit)), None)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the form in the browser saves to: a repository on a git host, and who signs in."""

    backend: Literal["github", "gitlab", "gitea"]
    repo: str
    branch: str = "main"
    url: str = ""
    """The host's address; without one the public host of that name."""
    app_id: str = ""
    """What GitLab or Gitea call the form, as an application that people sign in to."""
    sign_in: str = ""
    """The service that signs people in to GitHub."""


@dataclass(frozen=True, slots=True)
class Site:
    """What ``site.yaml`` says of the publication."""

    title: str
    publisher: str
    place: Place
    time_zone: str = "Asia/Shanghai"
    base_url: str = ""
    demo: bool = False
    source_url: str = ""
    request_url: str = ""
    language: Literal["zh", "en"] = "zh"
    """The language of the interface; what people wrote stays as it is."""
    desk: Desk | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A text, a key or an id as it stands in a file, whatever it is for."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Book:
    """Everything below ``data/``, read and placed.

    ``broken`` files have problems; they were left out, or what can be read of them was kept.
    """

    site: Site
    units: Units
    assessments: Mapping[str, Assessment] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    blobs: Mapping[str, str] = field(default_factory=dict)
    """The git blob id of every file, those that could not be read as well, by path."""
    lost: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For each broken file of which a part was kept: keys and ids that were left out."""
    suspects: tuple[Written, ...] = ()
    """The texts, of whatever field, that may hold personal data; good and broken files alike."""
    without_cr: Mapping[str, str] = field(default_factory=dict)
    """For every file whose lines end as on Windows, the blob id that it would have without."""

    def only_cr(self, path: str, blob: str | None) -> bool:
        """Tell whether a file differs from a blob in its line ends alone."""
        return blob is not None and self.without_cr.get(path) == blob
