"""What a person should see of a repository: its problems, and what a month still lacks."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from bulletin.checks.readings import SETTING
from bulletin.law.force import fits, runs_in
from bulletin.load import FILE_MISSING, point
from bulletin.model.month import Mark
from bulletin.model.rubric import Rubric
from bulletin.number import short
from bulletin.problem import Code, Place, Problem, Severity
from bulletin.repository.opened import Repository, open_repository
from bulletin.repository.readings import wrong_options
from bulletin.review.draws import drawn_problems
from bulletin.review.seal_history import Past, past_of
from bulletin.review.seals import sealed_problems
from bulletin.scoring.by_marks import points_of
from bulletin.trace import Missing

OWED = Code("T001", "尚有数据待报", "每月的数据和评分应当报齐；不参评的应当写明（提醒）。")
NOT_AGREED = Code(
    "T002", "评分未商定", "各组评分之后应当商定一个评分；没有商定的按平均暂计（提醒）。"
)

_NAMED, _LONG = 5, 30


def review(root: Path, *, history: bool = True) -> Repository:
    """Open a repository, with what is still to be done in its months.

    Nothing is said to be missing (T001, T002) while the data have errors. Without ``history`` git
    is not asked, and what only it can tell stays unknown.
    """
    reviewed = looked_over(root, open_repository(root), history=history)
    named = (*reviewed.problems, *_nameless(root, reviewed))
    if not reviewed.is_good:
        return replace(reviewed, problems=tuple(sorted(named)))
    return replace(reviewed, problems=tuple(sorted((*named, *_to_do(root, reviewed)))))


def _nameless(root: Path, repository: Repository) -> Iterator[Problem]:
    """The publication has a name and a publisher."""
    if repository.book.assessments and not (root / "data" / "site.yaml").exists():
        message = "应当有 data/site.yaml，写明网站名称和发布单位，没有找到"
        hint = "补上 title: … 和 publisher: …；没有它不能发布"
        yield Problem(Place("data/site.yaml"), FILE_MISSING.id, message, hint, Severity.WARNING)


def looked_over(root: Path, repository: Repository, *, history: bool = True) -> Repository:
    """Return a repository with what is wrong in readings' options, sealed months and draws too."""
    told = {p.place.path for p in repository.problems if p.code == SETTING.id}
    options = point(root, (p for p in wrong_options(root, repository) if p.place.path not in told))
    past = past_of(root, is_asked=history)
    every = (*repository.problems, *options, *kept_problems(repository, past))
    return replace(repository, problems=tuple(sorted(every)))


def kept_problems(repository: Repository, past: Past) -> tuple[Problem, ...]:
    """Return what is wrong in sealed months and draws, or why the history cannot tell."""
    return (*sealed_problems(repository, past), *drawn_problems(past, repository.book))


def _to_do(root: Path, repository: Repository) -> Iterator[Problem]:
    for scheme, assessment in repository.book.assessments.items():
        for month in assessment.months:
            rubric = assessment.rubric_for(month)
            if rubric is not None:
                yield from _MonthProblems(root, repository, rubric, (scheme, month)).problems()


class _MonthProblems:
    """One month of a scheme, and what it lacks."""

    def __init__(
        self, root: Path, repository: Repository, rubric: Rubric, place: tuple[str, str]
    ) -> None:
        self.root, self.rubric, self.units = root, rubric, repository.book.units
        scheme, self.month = place
        self.assessment = repository.book.assessments[scheme]
        self.pending = repository.score(scheme, self.month).pending
        self.folder = f"data/schemes/{scheme}/{self.month}"

    def problems(self) -> Iterator[Problem]:
        """Numbers and marks that nobody has handed in, and marks that are not agreed."""
        for _, group in groupby(sorted(self.pending, key=self._order), key=self._order):
            yield self._owed(tuple(group))
        for mark in self.assessment.months[self.month].marks:
            if mark.agreed is None and self._counts(mark):
                yield self._not_agreed(mark)

    def _order(self, missing: Missing) -> tuple[str, str, str]:
        """What is told together: a metric, or the rule that is judged, and who owes it."""
        return missing.metric or "", "" if missing.metric else missing.rule, missing.provider

    def _owed(self, group: tuple[Missing, ...]) -> Problem:
        first = group[0]
        names = [self.units.name(u) for u in dict.fromkeys(m.unit for m in group)]
        shown = "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")
        metric = self.rubric.metrics.get(first.metric or "")
        text = self.rubric.rules[first.rule].text.raw
        what = f"“{metric.title if metric else text[:_LONG]}”"
        by = f"由{first.provider}提供，" if first.provider else ""
        message = f"{self.month} 的数据和评分应当报齐，{what}{by}还缺 {len(names)} 个单位：{shown}"
        file, key = ("measurements", "metric") if first.metric else ("marks", "rule")
        hint = f"写进 {self.folder}/{file}.yaml 的 {key}: {first.metric or first.rule}"
        hint += "；不参评的写进 participation.yaml，注明理由"
        return Problem(self._place(file, first.rule), OWED.id, message, hint, Severity.WARNING)

    def _place(self, file: str, rule: str) -> Place:
        """The file that lacks something; where there is none yet, the rule that asks for it."""
        path = f"{self.folder}/{file}.yaml"
        there = (self.root / path).is_file()
        return Place(path) if there else self.rubric.rules[rule].place

    def _counts(self, mark: Mark) -> bool:
        rule, unit = self.rubric.rules.get(mark.rule), self.units.get(mark.unit)
        if rule is None or unit is None or not rule.judged:
            return False
        return runs_in(rule, self.month) and fits(rule.scope, unit)

    def _not_agreed(self, mark: Mark) -> Problem:
        rule = self.rubric.rules[mark.rule]
        where = f"在{self.units.name(mark.where)}" if mark.where else ""
        mean = short(points_of(mark), 2)
        message = (
            f"各组评分之后应当商定，{self.units.name(mark.unit)}{where}的"
            f"“{rule.text.raw[:_LONG]}”还没有，暂按平均 {mean} 分计"
        )
        hint = "补上 agreed: {points: 商定的评分, reason: 理由}"
        return Problem(mark.place, NOT_AGREED.id, message, hint, Severity.WARNING)
