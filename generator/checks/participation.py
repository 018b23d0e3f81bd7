"""Participation: who is not assessed on what is said once, of units and things that exist."""

from collections.abc import Iterator

from generator.checks.charges import unknown_rule
from generator.checks.view import MonthView
from generator.checks.words import Choices, error
from generator.model.month import Absence
from generator.problem import Problem


def units_exist(view: MonthView) -> Iterator[Problem]:
    """An entry is about a unit that is in a register."""
    whole = view.of.whole
    for absence in view.month.absences if whole.complete else ():
        if absence.unit not in whole.choices:
            message = f"单位必须登记在册，名册里没有 {absence.unit}"
            hint = whole.choices.hint(absence.unit)
            yield error(absence.place, "N001", ("unit",), message, hint)


def units_are_assessed(view: MonthView) -> Iterator[Problem]:
    """An entry is about a unit that the scheme assesses in that month."""
    whole = view.of.whole
    for absence in view.month.absences if view.of.selects else ():
        if absence.unit in whole.choices and absence.unit not in view.assessed:
            name = whole.units.name(absence.unit)
            message = f"不参评的单位必须是当月的考核对象，{absence.unit}（{name}）本来就不是"
            yield error(absence.place, "N002", ("unit",), message, "删去这一条，或改正 unit")


def matters_exist(view: MonthView) -> Iterator[Problem]:
    """An entry names a criterion or rule of the rubric in force."""
    rubric = view.rubric
    known_nodes = view.lost.union(rubric.nodes if rubric else ())
    known_rules = view.lost.union(rubric.rules if rubric else ())
    for absence in view.month.absences if rubric else ():
        if rubric and absence.criterion is not None and absence.criterion not in known_nodes:
            known = Choices({n.id: n.title for n in rubric.nodes.values()}, "见评分细则")
            message = f"考核内容必须在当月的评分细则里，没有“{absence.criterion}”"
            hint = known.hint(absence.criterion)
            yield error(absence.place, "N003", ("criterion",), message, hint)
        if rubric and absence.rule is not None and absence.rule not in known_rules:
            message = f"计分办法必须在当月的评分细则里，没有 {absence.rule}"
            hint = unknown_rule(view.of, rubric, absence.rule)
            yield error(absence.place, "N003", ("rule",), message, hint)


def entries_are_single(view: MonthView) -> Iterator[Problem]:
    """A unit's absence from one thing is said once."""
    seen: dict[tuple[str, str | None, str | None], Absence] = {}
    for absence in view.month.absences:
        first = seen.setdefault((absence.unit, absence.criterion, absence.rule), absence)
        if first is not absence:
            message = f"同一单位的同一内容只能写一次，已在第 {first.place.line} 行写过"
            yield error(absence.place, "N004", ("unit",), message, "删去其中一条")


CHECKS = (units_exist, units_are_assessed, matters_exist, entries_are_single)
