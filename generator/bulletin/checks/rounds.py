"""Rounds: places exist and have one group, dates fit, ids are single, there is enough to draw."""

from collections.abc import Iterable, Iterator

from bulletin.checks.registry import Subject
from bulletin.checks.view import MonthView
from bulletin.checks.words import Keys, error
from bulletin.model.round import Plan, Round, Stop, Team
from bulletin.months import near
from bulletin.problem import Code, Problem

check = Subject[MonthView]()


@check(Code("D001", "督察地点不存在", "督察组的地点必须登记在册，并在当月存在。"))
def places_exist(view: MonthView) -> Iterator[Problem]:
    """A place of a group is a unit of a register that exists in that month."""
    whole = view.of.whole
    for round_ in view.month.rounds.values() if whole.complete else ():
        for keys, stop, _ in _stops(round_):
            unit = whole.units.get(stop.unit)
            if unit is None:
                message = f"地点必须登记在册，名册里没有 {stop.unit}"
                yield error(round_.place, keys, message, whole.choices.hint(stop.unit))
            elif not unit.exists_in(round_.month):
                message = f"地点当月必须存在，{unit.id}（{unit.name}）在 {round_.month} 不存在"
                hint = "写当月存在的单位，或改正名册里的 from、until"
                yield error(round_.place, keys, message, hint)


@check(Code("D002", "督察地点重复", "一个地点在一轮里只能由一个督察组督察一次。"))
def places_are_single(view: MonthView) -> Iterator[Problem]:
    """A place is inspected by one group, and is named once."""
    for round_ in view.month.rounds.values():
        first: dict[str, Team] = {}
        for keys, stop, group in _stops(round_):
            if stop.unit in first:
                named = f"{stop.unit}（{view.of.whole.units.name(stop.unit)}）"
                message = f"一个地点只能由一个组督察一次，{named}已写在{first[stop.unit].name}"
                yield error(round_.place, keys, message, "删去其中一处")
            first.setdefault(stop.unit, group)


def _stops(round_: Round) -> Iterator[tuple[Keys, Stop, Team]]:
    for i, group in enumerate(round_.groups):
        for j, stop in enumerate(group.stops):
            yield ("groups", i, "places", j), stop, group


@check(
    Code("D003", "轮次的日期不当", "轮次在当月前后一个月内开始，结束不早于开始，到地点在起止之间。")
)
def dates_fit(view: MonthView) -> Iterator[Problem]:
    """A round begins near its month, ends after it began, and its places are visited in it."""
    first, last = near(view.month.month)
    for round_ in view.month.rounds.values():
        if not first <= round_.since <= last:
            message = f"轮次必须在 {first} 至 {last} 之间开始，此处为 {round_.since}"
            hint = f"改正 from，或把文件移到 {round_.since.isoformat()[:7]} 文件夹"
            yield error(round_.place, ("from",), message, hint)
        if round_.until < round_.since:
            message = f"结束不得早于开始 {round_.since}，此处为 {round_.until}"
            yield error(round_.place, ("until",), message, "改正其中一个日期")
            continue
        for keys, stop, _ in _stops(round_):
            if stop.on and not round_.since <= stop.on <= round_.until:
                message = (
                    f"到地点的日期必须在 {round_.since} 至 {round_.until} 之间，此处为 {stop.on}"
                )
                hint = "改正日期，或改正轮次的 from、until"
                yield error(round_.place, (*keys, "date"), message, hint)


@check(
    Code(
        "D004", "轮次里标识重复", "督察组、窗口、窗口的事项在一轮里，抽签在一个月里，标识不得重复。"
    )
)
def ids_are_single(view: MonthView) -> Iterator[Problem]:
    """Groups, windows and a window's items have ids of their own; a month's draws as well."""
    drawn: set[str] = set()
    for round_ in view.month.rounds.values():
        for keys, ids in _named(round_):
            seen = drawn if keys == ("draws",) else set()
            for index, name in enumerate(ids):
                if name in seen:
                    where = "当月" if keys == ("draws",) else "同一列表里"
                    message = f"{where}标识不得重复，{name} 已经用过"
                    at = (*keys, index, "id")
                    yield error(round_.place, at, message, "换一个标识")
                seen.add(name)


def _named(round_: Round) -> Iterator[tuple[Keys, Iterable[str]]]:
    yield ("groups",), (group.id for group in round_.groups)
    yield ("windows",), (window.id for window in round_.windows)
    for index, window in enumerate(round_.windows):
        yield ("windows", index, "items"), (item.id for item in window.items)
    yield ("draws",), (plan.id for plan in round_.draws)


@check(Code("D005", "可抽的不够", "每次抽签必须有可抽的，每一份的候选不得少于要抽的个数。"))
def candidates_suffice(view: MonthView) -> Iterator[Problem]:
    """There is something to draw from, and each part has as many candidates as are drawn."""
    whole = view.of.whole
    for round_ in view.month.rounds.values() if whole.complete else ():
        for index, plan in enumerate(round_.draws):
            message = _lacking(view, round_, plan)
            if message:
                hint = "改正 number、from、each，或补上窗口的事项、名册里的单位"
                yield error(round_.place, ("draws", index), message, hint)


def _lacking(view: MonthView, round_: Round, plan: Plan) -> str:
    units = view.of.whole.units
    strata = round_.strata(plan, units)
    if not strata:
        return "抽签必须有可抽的，没有一个地点、一个窗口符合 from 和 each"
    part, ids = min(strata.items(), key=lambda one: len(one[1]))
    if len(ids) >= plan.number:
        return ""
    name = "的".join(filter(None, round_.named(part, units)))
    return f"每一份的候选不得少于要抽的 {plan.number} 个，{name}只有 {len(ids)} 个"
