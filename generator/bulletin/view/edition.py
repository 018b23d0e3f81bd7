"""What the pages of one scheme are made from, with the look-ups that several pages need."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bulletin.compare.comparison import Comparison, of_scores
from bulletin.compare.recheck import NextRounds, Task, to_mend
from bulletin.compare.regain import Regain, regains
from bulletin.language import Said, _
from bulletin.model.month import Finding
from bulletin.model.rubric import Criterion, Modifier, Rubric, Rule
from bulletin.model.scheme import Assessment, Site
from bulletin.model.unit import Unit, Units
from bulletin.months import last_day
from bulletin.problem import Place
from bulletin.trace import AwardResult, Scores, TriedOption, UnitScore
from bulletin.view import links, words
from bulletin.view.links import Crumb
from bulletin.view.trail import NONE, Change, Trail, address, change_of


@dataclass(frozen=True)
class Edition:
    """One scheme with all its scores and awards, ready to be printed."""

    site: Site
    units: Units
    assessment: Assessment
    scores: Mapping[str, Scores] = field(default_factory=dict)
    awards: Mapping[str, tuple[AwardResult, ...]] = field(default_factory=dict)
    trail: Trail = NONE
    trials: tuple[TriedOption, ...] = ()
    """Every option of the latest month's readings, tried."""
    elsewhere: frozenset[str] = frozenset()
    """Months whose own pages stand in another version of the site, not in this one."""

    @property
    def id(self) -> str:
        """The scheme's id."""
        return self.assessment.scheme.id

    @property
    def title(self) -> str:
        """The scheme's title."""
        return self.assessment.scheme.title

    @property
    def offices(self) -> tuple[str, ...]:
        """Who publishes the bulletin: the scheme's organisers; without any, the publisher."""
        return self.assessment.scheme.organisers or (self.site.publisher,)

    @cached_property
    def months(self) -> tuple[str, ...]:
        """The months that are scored, in order."""
        return tuple(sorted(self.scores))

    @cached_property
    def printed(self) -> tuple[str, ...]:
        """The months of which the bulletin and the sheets are printed here, in order."""
        return tuple(month for month in self.months if month not in self.elsewhere)

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The months whose records are given one by one beside the pages of units and criteria.

        In a version these are the months of its year, and those that were corrected.
        """
        year = self.months[-1][:4] if self.months else ""
        return tuple(m for m in self.months if m.startswith(year) or m not in self.elsewhere)

    @cached_property
    def earlier(self) -> tuple[str, ...]:
        """The last month of each earlier year whose records are given in other versions."""
        return tuple({m[:4]: m for m in self.assessment.months if m not in self.told}.values())

    @cached_property
    def left_out(self) -> bool:
        """Whether there are months before, of which nothing is shown in this version."""
        return len(self.assessment.months) > len(self.scores)

    @cached_property
    def awards_tried(self) -> bool:
        """Whether the trials of the latest month say what becomes of the year's awards."""
        awarded = bool(self.assessment.scheme.awards)
        return not awarded or self.assessment.closes_year(self.months[-1])

    @cached_property
    def rubric(self) -> Rubric | None:
        """The newest version of the rubric."""
        rubrics = self.assessment.rubrics
        return rubrics[max(rubrics)] if rubrics else None

    @cached_property
    def rubrics(self) -> dict[str, Rubric | None]:
        """The version of the rubric in force in each month that has data."""
        return {month: self.assessment.rubric_for(month) for month in self.assessment.months}

    @cached_property
    def findings(self) -> dict[str, Finding]:
        """All findings of the scheme by full id."""
        months = self.assessment.months.values()
        return {f.full_id: f for month in months for f in month.findings.values()}

    @cached_property
    def regains(self) -> Mapping[str, tuple[Regain, ...]]:
        """What each unit would have without each of its open charges of the latest month."""
        return regains(self.assessment, self.units, self.scores[self.months[-1]])

    @cached_property
    def assessed(self) -> tuple[Unit, ...]:
        """Every unit that is assessed in some month, in the registers' order."""
        seen = {u.unit for scores in self.scores.values() for u in scores.units}
        return tuple(u for u in self.units if u.id in seen)

    @cached_property
    def years(self) -> tuple[str, ...]:
        """The years in which an award is decided, the newest first."""
        return tuple(sorted((year for year, found in self.awards.items() if found), reverse=True))

    @cached_property
    def flags(self) -> dict[str, str]:
        """The titles of the flags by id."""
        return {flag.id: flag.title for flag in self.assessment.scheme.flags}

    @cached_property
    def flags_bar(self) -> bool:
        """Whether every flag of the scheme bars from an award; else a flag is but a mark."""
        barring = {flag for award in self.assessment.scheme.awards for flag in award.barred_by}
        return set(self.flags) <= barring

    @cached_property
    def sources(self) -> dict[str, str]:
        """The titles of the sources by id."""
        return {source.id: source.title for source in self.assessment.scheme.sources}

    @cached_property
    def methods(self) -> dict[str, Said]:
        """The titles of the methods by id."""
        return {**words.METHOD, **{m.id: m.title for m in self.assessment.scheme.methods}}

    def grade(self, score: UnitScore) -> str:
        """The title of a unit's grade; empty where it has none."""
        return self.assessment.scheme.grade_title(score.grade)

    def previous(self, month: str) -> str | None:
        """The last scored month before this one."""
        return max((m for m in self.months if m < month), default=None)

    def following(self, month: str) -> str | None:
        """The first scored month after this one."""
        return min((m for m in self.months if m > month), default=None)

    def rule(self, month: str, rule_id: str | None) -> Rule | None:
        """A rule as it stands in a month."""
        rubric = self.rubrics.get(month)
        return rubric.rules.get(rule_id) if rubric and rule_id else None

    def node(self, month: str, criterion_id: str | None) -> Criterion | None:
        """A criterion as it stands in a month."""
        rubric = self.rubrics.get(month)
        return rubric.nodes.get(criterion_id) if rubric and criterion_id else None

    def charged(self, month: str, criterion_id: str) -> str:
        """The criterion with points that a criterion's rules charge; empty for the total."""
        rubric = self.rubrics.get(month)
        return (rubric.charged.get(criterion_id) if rubric else None) or ""

    def over_months(self, unit: str) -> Iterator[tuple[str, UnitScore]]:
        """One unit's scores, month by month."""
        for month in self.months:
            score = self.scores[month].unit(unit)
            if score is not None:
                yield month, score

    def version(self, month: str) -> str | None:
        """The version of the rubric in force in a month."""
        rubric = self.rubrics.get(month)
        return rubric.version if rubric else None

    def comparable(self, month: str) -> str | None:
        """The last scored month before this one, if the same version of the rubric held."""
        before = self.previous(month)
        return before if before and self.version(before) == self.version(month) else None

    def breaks(self, month: str) -> bool:
        """Whether this month is the first under another rubric than the scored month before."""
        return self.previous(month) is not None and self.comparable(month) is None

    def runs(self, months: Sequence[str]) -> tuple[int, ...]:
        """Number the months so that those which can be compared have the same number."""
        versions = sorted({self.version(month) or "" for month in months})
        return tuple(versions.index(self.version(month) or "") for month in months)

    def comparison(self, month: str) -> Comparison | None:
        """A month beside the scored month before it; None for the first."""
        if month not in self._comparisons:
            before = self.previous(month)
            then = self.scores[before] if before else None
            self._comparisons[month] = (
                of_scores(self._within, self.units, then, self.scores[month]) if then else None
            )
        return self._comparisons[month]

    @cached_property
    def _within(self) -> Assessment:
        """The scheme with the records of no other months than those that are scored."""
        months = {m: held for m, held in self.assessment.months.items() if m in self.scores}
        return replace(self.assessment, months=months)

    @cached_property
    def _comparisons(self) -> dict[str, Comparison | None]:
        """The comparisons made so far: several pages show them."""
        return {}

    def open_tasks(self, month: str) -> tuple[Task, ...]:
        """What is to be mended at a month's end, of the months that are shown here."""
        if month not in self._tasks:
            tasks = to_mend(self.assessment, self.units, last_day(month))
            self._tasks[month] = tuple(t for t in tasks if t.finding.month in self.scores)
        return self._tasks[month]

    def heavier(self, unit: str, finding: Finding) -> tuple[Modifier, ...]:
        """What would multiply a finding's charge if it were found again after its month."""
        month, found = finding.month, self.units.get(unit)
        if month not in self._next_rounds:
            self._next_rounds[month] = NextRounds(self.assessment, self.units, last_day(month))
        return self._next_rounds[month].heavier(found, finding) if found else ()

    @cached_property
    def _next_rounds(self) -> dict[str, NextRounds]:
        """The rounds after each month that was asked for."""
        return {}

    @cached_property
    def _tasks(self) -> dict[str, tuple[Task, ...]]:
        """What was looked up so far: the page shows it, and its files give it."""
        return {}

    def places(self, month: str) -> int:
        """How many decimals a total shows."""
        rubric = self.rubrics.get(month)
        return rubric.totals.places if rubric else 2

    def origin(self, place: Place) -> str | None:
        """The web address of a line in the repository, where the site has one.

        It points to the commit that last changed the file, which does not change any more.
        """
        newest = self.trail.files.get(place.path)
        commit = newest.commit.id if newest else self.trail.head
        return address(self.site, place, commit)

    def change(self, place: Place) -> Change | None:
        """What became of a record, by its place; None where the site has no audit trail."""
        return None if self.trail.lacks else change_of(self.site, self.trail, place)

    def whereabouts(self, month: str, page: str) -> str:
        """A page of a month as it is reached from this version's own folder."""
        return f"../{month}/{page}" if month in self.elsewhere else page

    def crumbs(self, *further: Crumb) -> tuple[Crumb, ...]:
        """The way from the home page to a page of this scheme."""
        home = Crumb(_("首页"), links.HOME)
        return (home, Crumb(self.title, links.scheme(self.id)), *further)

    def rounds(self, *months: str) -> tuple[Crumb, ...]:
        """The inspection rounds of some months, each with its page."""
        held = (one for month in months for one in self.assessment.months[month].rounds.values())
        return tuple(Crumb(r.title, links.round_(self.id, r.month, r.id)) for r in held)

    @cached_property
    def tabs(self) -> tuple[Crumb, ...]:
        """The scheme's main pages, shown on each of its pages."""
        latest = self.months[-1:]
        return (
            *(Crumb(_("最新通报"), links.month(self.id, month)) for month in latest),
            *self.rounds(*latest),
            Crumb(_("历月通报"), links.scheme(self.id, "months")),
            *(Crumb(words.award_year(year), links.award(self.id, year)) for year in self.years),
            Crumb(_("全部问题"), links.findings(self.id)),
            Crumb(_("评分细则"), links.rubric(self.id)),
            Crumb(_("口径登记"), links.readings(self.id)),
            Crumb(_("被考核单位"), links.scheme(self.id, "units")),
        )


def criteria(edition: Edition) -> Iterator[tuple[Rubric, Criterion]]:
    """Every criterion of every version, once."""
    seen: set[str] = set()
    for version in sorted(edition.assessment.rubrics, reverse=True):
        rubric = edition.assessment.rubrics[version]
        for top in rubric.criteria:
            for node in top.walk():
                if node.id not in seen:
                    seen.add(node.id)
                    yield rubric, node
