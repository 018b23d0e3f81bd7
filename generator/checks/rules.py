"""The rules of a rubric: what they name exists, and they can take effect."""

from collections.abc import Iterator

from generator.checks.force import first_day, fits, last_day, runs_in
from generator.checks.view import RubricView
from generator.checks.words import Choices, Keys, error, listed
from generator.model.rubric import (
    Amount,
    Award,
    Deduct,
    Earn,
    Judge,
    RankBy,
    Rule,
    Scope,
    Tiers,
)
from generator.number import plain
from generator.problem import Problem

ACTIONS = {
    Deduct: "deduct",
    Award: "award",
    Tiers: "tiers",
    Earn: "earn",
    RankBy: "rank",
    Judge: "judge",
}
"""The key under which each kind of action is written (``void`` has no parts)."""


def action_key(rule: Rule) -> str:
    """The key under which a rule's action is written."""
    return ACTIONS.get(type(rule.action), "void")


def amounts_name_kinds(view: RubricView) -> Iterator[Problem]:
    """Points by kind name kinds that some unit has."""
    kinds = view.of.whole.kinds
    for rule in view.rules if view.of.whole.complete else ():
        for keys, amount in amounts(rule):
            for kind in amount.by_kind:
                if kind not in kinds:
                    message = f"分数按类别写时，类别必须在名册中，没有“{kind}”"
                    yield error(rule.place, "R011", (*keys, kind), message, kinds.hint(kind))


def amounts(rule: Rule) -> Iterator[tuple[Keys, Amount]]:
    """The amounts of a rule, each with the keys that lead to it."""
    action = rule.action
    if isinstance(action, Deduct | Award | Earn):
        yield (action_key(rule), "points"), action.points
    if isinstance(action, Tiers):
        for name, amount in action.names.items():
            yield ("tiers", "names", name), amount


def scopes_are_known(view: RubricView) -> Iterator[Problem]:
    """Kinds, tags, units and places of a scope, and responsible units, exist."""
    whole = view.of.whole
    if not whole.complete:
        return
    for rule in view.rules:
        for key, written, known in _scope(view, rule.scope):
            for i, item in enumerate(written):
                if item not in known:
                    message = f"适用对象必须在名册中，没有“{item}”"
                    keys = ("applies_to", key, i)
                    yield error(rule.place, "R012", keys, message, known.hint(item))
    for node in view.nodes:
        for i, unit in enumerate(node.responsible):
            if unit not in whole.choices:
                message = f"责任单位必须在名册中，没有“{unit}”"
                hint = whole.choices.hint(unit)
                yield error(node.place, "R012", ("responsible", i), message, hint)


def _scope(view: RubricView, scope: Scope) -> Iterator[tuple[str, tuple[str, ...], Choices]]:
    whole = view.of.whole
    yield "kinds", scope.kinds, whole.kinds
    yield "tags", scope.tags, whole.tags
    yield "units", scope.units, whole.choices
    yield "places", scope.places, whole.choices


def flags_are_declared(view: RubricView) -> Iterator[Problem]:
    """A rule disqualifies by a declared flag."""
    flags = view.of.flags
    for rule in view.rules:
        if rule.disqualifies and rule.disqualifies not in flags:
            message = f"用到的标记必须先登记，flags 里没有 {rule.disqualifies}"
            hint = flags.hint(rule.disqualifies)
            yield error(rule.place, "B005", ("disqualifies",), message, hint)


def sources_are_declared(view: RubricView) -> Iterator[Problem]:
    """A modifier multiplies for declared sources."""
    sources = view.of.sources
    for modifier in view.rubric.modifiers:
        for i, source in enumerate(modifier.sources):
            if source not in sources:
                message = f"用到的来源必须先登记，sources 里没有 {source}"
                keys = ("sources", i)
                yield error(modifier.place, "B006", keys, message, sources.hint(source))


def rules_can_fire(view: RubricView) -> Iterator[Problem]:
    """There is a month and a unit for which a rule is in force."""
    for rule in view.rules:
        never = _never_in_time(view, rule) or _never_for_anyone(view, rule)
        if never:
            key, found = never
            message = f"计分办法必须有生效的时候，{rule.id} {found}"
            hint = "改正这里的条件；已经停用的，从这一版细则中删去"
            yield error(rule.place, "R014", (key,), message, hint)


def _never_in_time(view: RubricView, rule: Rule) -> tuple[str, str] | None:
    if rule.since and rule.until and rule.since > rule.until:
        return "from", f"从 {rule.since} 到 {rule.until}，先后颠倒"
    possible = rule.months if rule.months and not view.of.scheme.months else view.months
    possible = tuple(m for m in possible if view.of.version_for(m) == view.rubric.version)
    if any(runs_in(rule, month) for month in possible):
        return None
    if rule.months and not set(rule.months) & set(possible):
        return "months", f"只用于 {listed(rule.months)}，而这一版细则用于 {_span(view)}"
    return _outside(view, rule)


def _outside(view: RubricView, rule: Rule) -> tuple[str, str] | None:
    known = view.of.scheme.months and view.months
    if rule.until and rule.until < first_day(view.months[0] if known else view.rubric.version):
        return "until", f"到 {rule.until} 为止，而这一版细则用于 {_span(view)}"
    if rule.since and known and rule.since > last_day(view.months[-1]):
        return "from", f"从 {rule.since} 起，而这一版细则用于 {_span(view)}"
    if rule.since and view.following and rule.since >= first_day(view.following):
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


def ranks_go_down(view: RubricView) -> Iterator[Problem]:
    """Lower places get no more points than higher ones, and lose at most all."""
    for rule in view.rules:
        action = rule.action
        if not isinstance(action, RankBy):
            continue
        if action.lose is not None and not action.table and action.lose > action.points:
            found = f"每名少 {plain(action.lose)}，第一名只有 {plain(action.points)}"
            message = f"每低一名少得的分不得超过第一名的分，此处{found}"
            yield error(rule.place, "R019", ("rank", "lose"), message, "改正 points 或 lose")
        if list(action.table) != sorted(action.table, reverse=True):
            message = f"名次越低分数不得越高，此处为 {listed(map(plain, action.table))}"
            yield error(rule.place, "R019", ("rank", "table"), message, "从高到低排列 table")


CHECKS = (
    amounts_name_kinds,
    scopes_are_known,
    flags_are_declared,
    sources_are_declared,
    rules_can_fire,
    ranks_go_down,
)
