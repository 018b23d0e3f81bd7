"""Marks: a panel judges what the rubric leaves to it, once for each unit and place."""

from collections.abc import Iterator

from bulletin.checks.charges import unknown_rule
from bulletin.checks.registry import Subject
from bulletin.checks.view import MonthView
from bulletin.checks.words import error, warning
from bulletin.law.force import fits, runs_in
from bulletin.model.month import Mark
from bulletin.number import readable
from bulletin.problem import Code, Problem

check = Subject[MonthView]()


@check(Code("K001", "不是评定的计分办法", "评分的计分办法必须在当月细则里，并且是 judge。"))
def rules_are_judged(view: MonthView) -> Iterator[Problem]:
    """A mark's rule is in the rubric in force, and is left to a panel."""
    for mark in view.month.marks if view.rubric else ():
        rule = view.rubric.rules.get(mark.rule) if view.rubric else None
        if rule is None and mark.rule in view.lost:
            continue
        if rule is None:
            message = f"计分办法必须在当月的评分细则里，没有 {mark.rule}"
            hint = unknown_rule(view.of, view.rubric, mark.rule)
            yield error(mark.place, ("rule",), message, hint)
        elif not rule.judged:
            message = f"只有评定的计分办法（judge）才能评分，{rule.id} 不是"
            hint = (
                "登记成问题，或写进 measurements.yaml"
                if rule.by_findings
                else "写进 measurements.yaml"
            )
            yield error(mark.place, ("rule",), message, hint)


@check(Code("K002", "评分的单位不存在", "评分的单位必须登记在册。"))
def units_exist(view: MonthView) -> Iterator[Problem]:
    """A mark is for a unit that is in a register."""
    whole = view.of.whole
    for mark in view.month.marks if whole.complete else ():
        if mark.unit not in whole.choices:
            message = f"单位必须登记在册，名册里没有 {mark.unit}"
            yield error(mark.place, ("unit",), message, whole.choices.hint(mark.unit))


@check(Code("K003", "评分的单位不是考核对象", "评分的单位必须是当月的考核对象。"))
def units_are_assessed(view: MonthView) -> Iterator[Problem]:
    """A mark is for a unit that the scheme assesses in that month."""
    whole = view.of.whole
    for mark in view.month.marks if view.of.selects else ():
        if mark.unit in whole.choices and mark.unit not in view.assessed:
            name = whole.units.name(mark.unit)
            message = f"评分的单位必须是当月的考核对象，{mark.unit}（{name}）不是"
            hint = "写被考核单位；在哪里评的写在 place"
            yield error(mark.place, ("unit",), message, hint)


@check(Code("K004", "评分超过满分", "各组评分和商定的评分不得超过该条满分。"))
def points_are_within_bounds(view: MonthView) -> Iterator[Problem]:
    """Nobody gives more than the rule's full points."""
    rules = view.rubric.rules if view.rubric else {}
    for mark in view.month.marks:
        rule = rules.get(mark.rule)
        full = rule.action.full_mark if rule else None
        ratings = (*mark.panel, *((mark.agreed,) if mark.agreed else ()))
        for rating in ratings if full is not None else ():
            if full is not None and rating.points > full:
                message = f"评分不得超过满分 {readable(full)}，此处为 {readable(rating.points)}"
                yield error(rating.place, ("points",), message, "改正分数")


@check(Code("K005", "重复评分", "同一单位、同一计分办法、同一地点只能有一条评分。"))
def entries_are_single(view: MonthView) -> Iterator[Problem]:
    """There is one entry for each unit, rule and place."""
    seen: dict[tuple[str, str, str | None], Mark] = {}
    for mark in view.month.marks:
        first = seen.setdefault((mark.unit, mark.rule, mark.where), mark)
        if first is not mark:
            message = f"同一单位、同一条、同一地点只能有一条评分，已在第 {first.place.line} 行写过"
            yield error(mark.place, ("unit",), message, "合并成一条，各组写在 panel 里")


@check(Code("K006", "小组重复", "一条评分里每个小组只能评一次。"))
def groups_are_single(view: MonthView) -> Iterator[Problem]:
    """Within an entry each group marks once."""
    for mark in view.month.marks:
        groups = [one.group for one in mark.panel]
        for i, one in enumerate(mark.panel):
            if one.group in groups[:i]:
                message = f"一条评分里每个小组只能评一次，“{one.group}”已经评过"
                yield error(one.place, ("group",), message, "改正小组名称，或删去一项")


@check(Code("K007", "评分地点不存在", "评分地点必须登记在册。"))
def places_exist(view: MonthView) -> Iterator[Problem]:
    """The place of a mark is in a register."""
    whole = view.of.whole
    for mark in view.month.marks if whole.complete else ():
        if mark.where and mark.where not in whole.choices:
            message = f"评分地点必须登记在册，名册里没有 {mark.where}"
            yield error(mark.place, ("place",), message, whole.choices.hint(mark.where))


@check(
    Code(
        "K008",
        "评分不会计入",
        "登记的评分，其计分办法应当在当月对该单位有效，单位也应当参评（提醒）。",
    )
)
def marks_count(view: MonthView) -> Iterator[Problem]:
    """A mark's rule is in force in its month, and is for its unit."""
    units = view.of.whole.units
    rules = view.rubric.rules if view.rubric else {}
    for mark in view.month.marks:
        rule, unit = rules.get(mark.rule), units.get(mark.unit)
        if rule is None or not rule.judged or mark.unit not in view.assessed:
            continue  # a problem of its own
        runs, fitting = runs_in(rule, view.month.month), unit and fits(rule.scope, unit)
        absence = view.absence(mark.unit, rule)
        if runs and fitting and absence:
            message = (
                f"登记的评分应当计分，participation.yaml 第 {absence.place.line} 行写明"
                f" {units.name(mark.unit)} 不参评 {rule.id}"
            )
            hint = "参评的，改正 participation.yaml；不计分的可以留着备查"
            yield warning(mark.place, ("rule",), message, hint)
        if not (runs and fitting):
            found = f"不适用于{units.name(mark.unit)}" if runs else f"在 {view.month.month} 不适用"
            message = f"登记的评分应当计分，{rule.id} {found}"
            hint = "核对 rule、unit 和月份；不计分的可以留着备查"
            yield warning(mark.place, ("rule",), message, hint)
