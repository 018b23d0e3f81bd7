"""What the checks look at: the records, with the questions that are asked again and again answered.

Each view is made once, so that thousands of findings are checked by look-ups.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bulletin.checks.words import Choices
from bulletin.law.discoveries import Discoveries
from bulletin.law.force import absence_from
from bulletin.law.repeats import found_again
from bulletin.model.month import Absence, Finding, Month
from bulletin.model.rubric import Criterion, Rubric, Rule
from bulletin.model.scheme import Assessment, Book, Named, Scheme
from bulletin.model.unit import Unit, Units
from bulletin.problem import Place

_HARMLESS = frozenset({"title", "document", "about", "notes"})


@dataclass(frozen=True)
class Whole:
    """Everything below ``data/``."""

    book: Book

    @property
    def units(self) -> Units:
        """All units."""
        return self.book.units

    @cached_property
    def complete(self) -> bool:
        """Every register could be read, so an unknown unit is really unknown."""
        return not any(path.startswith("data/units/") for path in self.book.broken)

    def lost(self, place: Place) -> frozenset[str]:
        """The keys and ids that were left out of a broken file; titles do not count."""
        return self.book.lost.get(place.path, frozenset()) - _HARMLESS

    @cached_property
    def choices(self) -> Choices:
        """The ids of the units, with their names and aliases."""
        names = {alias: u.id for u in self.units for alias in u.aliases}
        titles = {u.id: u.name for u in self.units}
        return Choices(titles, "单位标识见 data/units/ 下的名册", names)

    @cached_property
    def registers(self) -> Choices:
        """The registers that have a unit."""
        return _plain((u.register for u in self.units), "名册就是 data/units/ 下的文件名")

    @cached_property
    def kinds(self) -> Choices:
        """The kinds that some unit has."""
        return _plain((u.kind for u in self.units), "类别见名册中各单位的 kind")

    @cached_property
    def tags(self) -> Choices:
        """The tags that some unit has."""
        return _plain((tag for u in self.units for tag in u.tags), "标签见名册中各单位的 tags")


@dataclass(frozen=True)
class SchemeView:
    """One scheme with its versions, months and findings."""

    whole: Whole
    assessment: Assessment

    @property
    def scheme(self) -> Scheme:
        """The scheme as declared."""
        return self.assessment.scheme

    @property
    def folder(self) -> str:
        """The scheme's folder, with a slash at its end."""
        return f"data/schemes/{self.scheme.id}/"

    @cached_property
    def taken(self) -> tuple[Unit, ...]:
        """The units that the scheme takes in one of its months (else those with data)."""
        months = self.scheme.months or tuple(self.assessment.months)
        takes = self.scheme.units.takes
        taken = (u for u in self.whole.units if takes(u))
        return tuple(u for u in taken if not months or any(map(u.exists_in, months)))

    @cached_property
    def selects(self) -> bool:
        """It is known whom the scheme takes: the registers could be read, and somebody is taken."""
        known = "units" not in self.whole.lost(self.scheme.place)
        return known and self.whole.complete and bool(self.taken)

    @cached_property
    def whole_scheme(self) -> bool:
        """Nothing that matters was left out of ``scheme.yaml``."""
        return not self.whole.lost(self.scheme.place)

    @cached_property
    def sources(self) -> Choices:
        """The declared sources."""
        return _named(self.scheme.sources, "来源在 scheme.yaml 的 sources 中登记")

    @cached_property
    def methods(self) -> Choices:
        """The declared methods and those that every scheme has."""
        where = "检查方式在 scheme.yaml 的 methods 中登记"
        return Choices(self.scheme.method_titles, where)

    @cached_property
    def flags(self) -> Choices:
        """The declared flags."""
        return _named(self.scheme.flags, "标记在 scheme.yaml 的 flags 中登记")

    def unknown(self, key: str, written: str | None) -> bool:
        """Tell whether a source, method or flag is not declared, though the scheme lists them.

        Without a list any id is taken; that is said once, by a check of the scheme.
        """
        if key in self.whole.lost(self.scheme.place):
            return False
        known = {"sources": self.sources, "methods": self.methods, "flags": self.flags}[key]
        return bool(getattr(self.scheme, key)) and written is not None and written not in known

    @cached_property
    def versions(self) -> tuple[str, ...]:
        """All versions of the rubric, those that could not be read as well."""
        folder = f"{self.folder}rubrics/"
        broken = {
            path.removeprefix(folder).removesuffix(".yaml")
            for path in self.whole.book.broken
            if path.startswith(folder)
        }
        return tuple(sorted({*self.assessment.rubrics, *broken}))

    @cached_property
    def readable(self) -> bool:
        """Every version of the rubric could be read."""
        rubrics = self.assessment.rubrics
        lost = (self.whole.lost(rubric.place) for rubric in rubrics.values())
        return all(version in rubrics for version in self.versions) and not any(lost)

    def version_for(self, month: str) -> str | None:
        """The version in force in a month, whether it could be read or not."""
        return max((v for v in self.versions if v <= month), default=None)

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """All findings of the scheme by full id."""
        months = self.assessment.months.values()
        return {f.full_id: f for month in months for f in month.findings.values()}

    @cached_property
    def found_again(self) -> Mapping[str, Finding]:
        """By a finding's full id the first that repeats it and stands."""
        return found_again(self.findings.values())

    @cached_property
    def broken_findings(self) -> frozenset[str]:
        """Full ids of the findings whose files could not be read."""
        parts = (path.removeprefix(self.folder).split("/") for path in self.whole.book.broken)
        found = (p for p in parts if len(p) > 2 and p[1] == "findings")  # noqa: PLR2004
        return frozenset(f"{p[0]}/{p[-1].removesuffix('.yaml')}" for p in found)

    def ancestors(self, rubric: Rubric, rule: str) -> frozenset[str]:
        """The rule and those of older versions that are declared its equals."""
        return self.assessment.ancestors(rubric, rule)

    @cached_property
    def discoveries(self) -> Discoveries:
        """Which findings and measurements were discoveries."""
        return Discoveries(self.assessment, self.whole.units)


@dataclass(frozen=True)
class RubricView:
    """One version of a rubric, with the months in which it is in force."""

    of: SchemeView
    rubric: Rubric

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The scheme's months and those with data in which this version is in force."""
        return tuple(m for m in self.onward if self.of.version_for(m) == self.rubric.version)

    @cached_property
    def onward(self) -> tuple[str, ...]:
        """The scheme's months and those with data from this version on, whatever rules them now.

        A version was written for all of them; a later one has taken over since.
        """
        months = sorted({*self.of.scheme.months, *self.of.assessment.months})
        return tuple(month for month in months if month >= self.rubric.version)

    @cached_property
    def following(self) -> str | None:
        """The next version."""
        return min((v for v in self.of.versions if v > self.rubric.version), default=None)

    @cached_property
    def before(self) -> frozenset[str]:
        """The rules of older versions, by id."""
        versions = self.of.assessment.rubrics.items()
        older = (rubric.rules for version, rubric in versions if version < self.rubric.version)
        return frozenset(rule for rules in older for rule in rules)

    @cached_property
    def nodes(self) -> tuple[Criterion, ...]:
        """All criteria from the top down, doubles included."""
        return tuple(node for top in self.rubric.criteria for node in top.walk())

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules in the rubric's order, doubles included."""
        return tuple(rule for node in self.nodes for rule in node.rules)

    @cached_property
    def metrics(self) -> Choices:
        """The declared metrics."""
        titles = {m.id: m.title for m in self.rubric.metrics.values()}
        return Choices(titles, "数据在评分细则的 metrics 中登记")

    @cached_property
    def criteria(self) -> Choices:
        """The criteria."""
        return Choices({n.id: n.title for n in self.nodes}, "见评分细则中的考核内容")

    @cached_property
    def rule_choices(self) -> Choices:
        """The rules, with the beginning of their texts."""
        return rule_choices(self.rules)


@dataclass(frozen=True)
class MonthView:
    """One month of a scheme, with the rubric in force (None: there is none, or it is broken)."""

    of: SchemeView
    month: Month

    @cached_property
    def rubric(self) -> Rubric | None:
        """The version in force, if it could be read."""
        version = self.of.version_for(self.month.month)
        return self.of.assessment.rubrics.get(version or "")

    @cached_property
    def lost(self) -> frozenset[str]:
        """The ids that were left out of the rubric in force, because they could not be read."""
        return self.of.whole.lost(self.rubric.place) if self.rubric else frozenset()

    @cached_property
    def within(self) -> Mapping[str, Unit]:
        """Each unit that is assessed in this month or lies below one, with the one that is."""
        return self.of.assessment.owners(self.of.whole.units, self.month.month)

    @cached_property
    def assessed(self) -> frozenset[str]:
        """The units that the scheme assesses in this month."""
        units = self.of.whole.units
        return frozenset(u.id for u in self.of.assessment.assessed(units, self.month.month))

    @cached_property
    def sound(self) -> tuple[Finding, ...]:
        """The findings whose files were read in full: what they do not say is really not said."""
        broken = self.of.whole.book.broken
        return tuple(f for f in self.month.findings.values() if f.place.path not in broken)

    @cached_property
    def ruled(self) -> tuple[tuple[Finding, Rule], ...]:
        """The findings whose rule is known and driven by findings, each with its rule."""
        rules = self.rubric.rules if self.rubric else {}
        found = ((f, rules.get(f.rule)) for f in self.month.findings.values())
        return tuple((f, rule) for f, rule in found if rule and rule.by_findings)

    @cached_property
    def fully_ruled(self) -> tuple[tuple[Finding, Rule], ...]:
        """Those of ``ruled`` whose files were read in full."""
        broken = self.of.whole.book.broken
        return tuple((f, rule) for f, rule in self.ruled if f.place.path not in broken)

    @cached_property
    def by_metric(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules that each metric drives."""
        rules = self.rubric.rules.values() if self.rubric else ()
        metrics = {rule.metric for rule in rules if rule.metric}
        return {m: tuple(r for r in rules if r.metric == m) for m in metrics}

    @cached_property
    def absences(self) -> Mapping[str, tuple[Absence, ...]]:
        """What is said of each unit that is not assessed on something."""
        rows = self.month.absences
        return {unit: tuple(a for a in rows if a.unit == unit) for unit in {a.unit for a in rows}}

    def absence(self, unit: str, rule: Rule) -> Absence | None:
        """What says that a unit, or the assessed one above it, is not assessed by a rule."""
        owner = self.within.get(unit)
        rows = self.absences.get(unit) or (self.absences.get(owner.id) if owner else None)
        if not rows or self.rubric is None or self.rubric.duplicates:
            return None  # which of two criteria of the same id is meant, nobody knows
        return absence_from(rows, self.rubric, rule)

    def kinds(self, *units: str) -> tuple[str, ...]:
        """The kinds of units and of those above them, nearest first."""
        lines = (self.of.whole.units.lineage(unit) for unit in units)
        return tuple(u.kind for line in lines for u in line)


def rule_choices(rules: tuple[Rule, ...] | Iterator[Rule]) -> Choices:
    """Rules as they may be written, with the beginning of their texts."""
    titles = {rule.id: rule.text.raw[:30] for rule in rules}
    return Choices(titles, "计分办法见该考核办法 rubrics/ 下的评分细则")


def _plain(ids: Iterator[str], where: str) -> Choices:
    return Choices(dict.fromkeys(sorted({i for i in ids if i}), ""), where)


def _named(items: tuple[Named, ...], where: str) -> Choices:
    return Choices({item.id: item.title for item in items}, where)
