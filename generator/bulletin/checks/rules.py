"""The rules of a rubric: what they name exists, and they can take effect."""

from collections.abc import Iterator
from typing import assert_never

from bulletin.checks.registry import Subject
from bulletin.checks.scheme import FLAG
from bulletin.checks.view import RubricView
from bulletin.checks.words import Choices, Keys, error, warning
from bulletin.law.actions import (
    Amount,
    Award,
    Deduct,
    DeductBeyond,
    Earn,
    Judge,
    Partial,
    RankBy,
    Tiers,
    Void,
)
from bulletin.law.force import fits, runs_in
from bulletin.model.rubric import Rule, Scope
from bulletin.months import first_day, last_day
from bulletin.number import readable
from bulletin.problem import Code, Problem
from bulletin.text import listed

check = Subject[RubricView]()


def uses(rule: Rule) -> Iterator[tuple[Keys, str, bool]]:
    """The metrics of a rule: where each is written, its id, and whether yes or no is asked."""
    if rule.metric:
        test = rule.action.bound
        yield (rule.action.key, "metric"), rule.metric, test is not None and test.asks
    if rule.only_if:
        yield ("only_if", "metric"), rule.only_if.metric, rule.only_if.test.asks


def metrics_of(rule: Rule) -> tuple[str, ...]:
    """The metrics that a rule needs."""
    return tuple(metric for _, metric, _ in uses(rule))


@check(
    Code("R011", "单位类别不存在", "分数和适用对象按单位类别写时，类别应当在名册中出现（提醒）。")
)
def amounts_name_kinds(view: RubricView) -> Iterator[Problem]:
    """Points by kind and scopes name kinds that some unit has."""
    kinds = view.of.whole.kinds
    for rule in view.rules if view.of.whole.complete else ():
        for keys, amount in amounts(rule):
            for kind in amount.by_kind:
                if kind not in kinds:
                    message = f"分数按类别写时，类别应当在名册中，没有“{kind}”"
                    yield warning(rule.place, (*keys, kind), message, kinds.hint(kind))
        for i, kind in enumerate(rule.scope.kinds):
            if kind not in kinds:
                message = f"适用的单位类别应当在名册中，没有“{kind}”"
                keys = ("applies_to", "kinds", i)
                yield warning(rule.place, keys, message, kinds.hint(kind))


def amounts(rule: Rule) -> Iterator[tuple[Keys, Amount]]:
    """The amounts of a rule, each with the keys that lead to it."""
    for keys, amount in rule.action.amounts.items():
        yield (rule.action.key, *keys), amount


@check(Code("R012", "适用对象不存在", "适用的标签、单位和地点必须在名册中。"))
def scopes_are_known(view: RubricView) -> Iterator[Problem]:
    """Tags, units and places of a scope exist."""
    for rule in view.rules if view.of.whole.complete else ():
        for key, written, known in _scope(view, rule.scope):
            for i, item in enumerate(written):
                if item not in known and key != "kinds":
                    message = f"适用对象必须在名册中，没有“{item}”"
                    keys = ("applies_to", key, i)
                    yield error(rule.place, keys, message, known.hint(item))


@check(Code("R027", "责任单位不在名册", "责任单位应当在名册中（提醒）。"))
def the_responsible_are_known(view: RubricView) -> Iterator[Problem]:
    """Responsible units are in a register."""
    whole = view.of.whole
    for node in view.nodes if whole.complete else ():
        for i, unit in enumerate(node.responsible):
            if unit not in whole.choices:
                message = f"责任单位应当在名册中，没有“{unit}”"
                hint = whole.choices.hint(unit)
                yield warning(node.place, ("responsible", i), message, hint)


def _scope(view: RubricView, scope: Scope) -> Iterator[tuple[str, tuple[str, ...], Choices]]:
    whole = view.of.whole
    yield "kinds", scope.kinds, whole.kinds
    yield "tags", scope.tags, whole.tags
    yield "units", scope.units, whole.choices
    yield "places", scope.places, whole.choices


@check(FLAG)
def flags_are_declared(view: RubricView) -> Iterator[Problem]:
    """A rule disqualifies by a declared flag, where the scheme lists flags."""
    flags = view.of.flags
    for rule in view.rules:
        if rule.disqualifies and view.of.unknown("flags", rule.disqualifies):
            message = f"用到的标记必须先登记，flags 里没有 {rule.disqualifies}"
            hint = flags.hint(rule.disqualifies)
            yield error(rule.place, ("disqualifies",), message, hint)


@check(
    Code("B006", "加倍的来源没有登记", "登记了来源（sources）的，加倍办法用到的来源必须在其中。")
)
def sources_are_declared(view: RubricView) -> Iterator[Problem]:
    """A modifier multiplies for declared sources, where the scheme lists sources."""
    sources = view.of.sources
    for modifier in view.rubric.modifiers:
        for i, source in enumerate(modifier.sources):
            if view.of.unknown("sources", source):
                message = f"用到的来源必须先登记，sources 里没有 {source}"
                keys = ("sources", i)
                yield error(modifier.place, keys, message, sources.hint(source))


@check(Code("R014", "计分办法永远不会生效", "计分办法的月份、起止日期和适用对象必须有生效的时候。"))
def rules_can_fire(view: RubricView) -> Iterator[Problem]:
    """There is a month and a unit for which a rule is in force.

    What a version says of months that a later one has taken over is no fault of it.
    """
    for rule in view.rules:
        never = _never_in_time(view, rule) or _never_for_anyone(view, rule)
        if never:
            key, found = never
            message = f"计分办法必须有生效的时候，{rule.id} {found}"
            hint = "改正这里的条件；已经停用的，从这一版细则中删去"
            yield error(rule.place, (key,), message, hint)


def _never_in_time(view: RubricView, rule: Rule) -> tuple[str, str] | None:
    if rule.since and rule.until and rule.since > rule.until:
        return "from", f"从 {rule.since} 到 {rule.until}，先后颠倒"
    if rule.id in view.before:
        return None  # it ran under the version before, and its records keep it here
    possible = rule.months if rule.months and not view.of.scheme.months else view.onward
    possible = tuple(m for m in possible if m >= view.rubric.version)
    if any(runs_in(rule, month) for month in possible):
        return None
    if rule.months and not set(rule.months) & set(possible):
        return "months", f"只用于 {listed(rule.months)}，而这一版细则用于 {_span(view)}"
    return _outside(view, rule)


def _outside(view: RubricView, rule: Rule) -> tuple[str, str] | None:
    known = view.of.scheme.months and view.onward
    if rule.until and rule.until < first_day(view.onward[0] if known else view.rubric.version):
        return "until", f"到 {rule.until} 为止，而这一版细则用于 {_span(view)}"
    if rule.since and known and rule.since > last_day(view.onward[-1]):
        return "from", f"从 {rule.since} 起，而这一版细则用于 {_span(view)}"
    return None


def _span(view: RubricView) -> str:
    if view.of.scheme.months and view.months:
        return f"{view.months[0]} 至 {view.months[-1]}"
    return f"{view.rubric.version} 起" + (f"、{view.following} 前" if view.following else "")


def _never_for_anyone(view: RubricView, rule: Rule) -> tuple[str, str] | None:
    scope, whole = rule.scope, view.of.whole
    if not view.of.selects or not (scope.kinds or scope.tags or scope.units):
        return None
    if any(item not in known for _, items, known in _scope(view, scope) for item in items):
        return None  # an unknown id is a problem of its own
    taken = {u.id for u in view.of.taken}
    possible = (u for u in whole.units if any(a.id in taken for a in whole.units.lineage(u.id)))
    if any(fits(scope, unit) for unit in possible):
        return None
    return "applies_to", "的适用对象里没有一个被考核单位"


@check(Code("R019", "名次得分不合理", "名次越低分数不得越高，每名少得的分不得超过第一名的分。"))
def ranks_go_down(view: RubricView) -> Iterator[Problem]:
    """Lower places get no more points than higher ones, and lose at most all."""
    for rule in view.rules:
        match rule.action:
            case RankBy() as action:
                yield from _going_up(rule, action)
            case Deduct() | DeductBeyond() | Award() | Tiers() | Earn() | Judge() | Void():
                pass
            case _ as never:
                assert_never(never)


def _going_up(rule: Rule, action: RankBy) -> Iterator[Problem]:
    if action.lose is not None and not action.table and action.lose > action.points:
        contrast = f"每名少 {readable(action.lose)}，第一名只有 {readable(action.points)}"
        message = f"每低一名少得的分不得超过第一名的分，此处{contrast}"
        yield error(rule.place, ("rank", "lose"), message, "改正 points 或 lose")
    if list(action.table) != sorted(action.table, reverse=True):
        message = f"名次越低分数不得越高，此处为 {listed(map(readable, action.table))}"
        yield error(rule.place, ("rank", "table"), message, "从高到低排列 table")


@check(Code("R024", "缺少内容或条款", "计分办法应当写明内容和条款，考核内容应当有名称（提醒）。"))
def contents_are_written(view: RubricView) -> Iterator[Problem]:
    """A rule says what it is and by which clause, a criterion what it is called."""
    for rule in view.rules:
        lacking = [
            key
            for key, there in (("text", rule.text.raw != rule.id), ("clause", rule.clause))
            if not there
        ]
        if lacking:
            message = f"计分办法应当写明内容和条款，{rule.id} 没有写 {listed(lacking)}"
            yield warning(rule.place, (), message, f"补上 {listed(lacking)}")
    for node in view.nodes:
        if node.title == node.id:
            message = f"考核内容应当有名称，“{node.id}”没有写 title"
            yield warning(node.place, (), message, "补上 title")


@check(Code("R025", "没有写明暂行的理由", "标为暂行的计分办法应当写明 reason（提醒）。"))
def provisional_rules_say_why(view: RubricView) -> Iterator[Problem]:
    """A provisional rule gives the reason."""
    for rule in view.rules:
        if rule.provisional and rule.reason is None:
            message = f"标为暂行的计分办法应当写明理由，{rule.id} 没有写 reason"
            yield warning(rule.place, ("status",), message, "补上 reason: 为什么是暂行")


@check(Code("R026", "没有写明按次还是按月", "扣分应当写明每次都扣还是每月只扣一次（提醒）。"))
def deductions_say_how_often(view: RubricView) -> Iterator[Problem]:
    """A deduction for findings says whether it is for each of them, or once a month."""
    for rule in view.rules:
        match rule.action:
            case Deduct() as action:
                unsaid = not action.once and not action.per
                yield from (_says_neither(rule),) if unsaid else ()
            case DeductBeyond() as action:
                yield from (_says_both(rule),) if action.once and _is_stepped(action) else ()
            case Award() | Tiers() | Earn() | RankBy() | Judge() | Void():
                pass
            case _ as never:
                assert_never(never)


def _says_neither(rule: Rule) -> Problem:
    message = f"扣分应当写明每次都扣还是每月只扣一次，{rule.id} 没有写，按每次都扣计"
    hint = "补上 per: 项（每项都扣），或 once: true（每月一次）"
    return warning(rule.place, ("deduct",), message, hint)


def _says_both(rule: Rule) -> Problem:
    message = f"扣分应当写明每次都扣还是每月只扣一次，{rule.id} 写了每月一次，又写了每步"
    hint = "每月一次的不分步，删去 step、partial；逐步扣分的删去 once"
    return warning(rule.place, ("deduct", "once"), message, hint)


def _is_stepped(action: DeductBeyond) -> bool:
    """Tell whether it says what a step is, other than what is taken anyway."""
    return action.step != 1 or action.partial is not Partial.FLOOR
