"""Schemes: what ``scheme.yaml`` declares hangs together."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bulletin.checks.registry import Subject
from bulletin.checks.view import SchemeView, Whole, rule_choices
from bulletin.checks.words import Keys, error, warning
from bulletin.model.scheme import BASE_METHODS, Selector
from bulletin.number import short
from bulletin.problem import Code, Place, Problem
from bulletin.text import listed

check = Subject[SchemeView]()

_SHOWN = 5


FLAG = Code("B005", "标记没有登记", "登记了标记（flags）的，用到的标记必须在其中。")


@check(Code("B001", "没有考核对象", "考核办法至少要选出一个单位。"))
def selects_somebody(view: SchemeView) -> Iterator[Problem]:
    """A scheme assesses at least one unit."""
    unknown = any(_unknown(view.whole, view.scheme.place, (), view.scheme.units))
    if view.whole.complete and not view.taken and not unknown:
        message = "考核对象至少要有一个单位，按此处的条件一个也选不出"
        hint = "各项条件须同时满足，核对名册、类别和标签"
        yield error(view.scheme.place, ("units",), message, hint)


@check(Code("B002", "选择条件落空", "选择单位用的名册、类别、标签和单位必须都在名册中。"))
def selectors_are_known(view: SchemeView) -> Iterator[Problem]:
    """A selector names registers, kinds, tags and units that exist."""
    scheme = view.scheme
    chosen: list[tuple[Keys, Selector]] = [(("units",), scheme.units)]
    chosen += [(("groups", i), group.who) for i, group in enumerate(scheme.groups)]
    for keys, selector in chosen if view.whole.complete else ():
        yield from _unknown(view.whole, scheme.place, keys, selector)


def _unknown(whole: Whole, at: Place, keys: Keys, who: Selector) -> Iterator[Problem]:
    lists = (
        ("register", "名册", who.registers, whole.registers),
        ("kind", "类别", who.kinds, whole.kinds),
        ("tag", "标签", who.tags, whole.tags),
        ("units", "单位", who.units, whole.choices),
    )
    for key, word, written, known in lists:
        for i, item in enumerate(written):
            if item not in known:
                message = f"{word}必须在名册中，没有“{item}”"
                yield error(at, (*keys, key, i), message, known.hint(item))


@check(Code("B003", "排名分组不当", "写了排名分组的，每个考核对象必须正好在一个分组里。"))
def groups_divide_the_units(view: SchemeView) -> Iterator[Problem]:
    """Where groups are declared, each assessed unit is in exactly one."""
    groups = view.scheme.groups
    for unit in view.taken if groups else ():
        takers = [g.title for g in groups if g.who.takes(unit)]
        if len(takers) != 1:
            found = f"同时在 {listed(takers)}" if takers else "不在任何一组"
            message = f"每个考核对象必须正好在一个排名分组里，{unit.id}（{unit.name}）{found}"
            yield error(view.scheme.place, ("groups",), message, "改正分组的条件")


@check(
    Code(
        "B004",
        "考核办法里标识重复",
        "同一列表（来源、方式、标记、分组、等次、奖项）里标识不得重复。",
    )
)
def ids_are_unique(view: SchemeView) -> Iterator[Problem]:
    """Within a list of the scheme an id is used once."""
    scheme = view.scheme
    lists: dict[str, Sequence[str]] = {
        "groups": [g.id for g in scheme.groups],
        "sources": [s.id for s in scheme.sources],
        "methods": [m.id for m in scheme.methods],
        "flags": [f.id for f in scheme.flags],
        "grades": [g.id for g in scheme.grades],
        "awards": [a.id for a in scheme.awards],
    }
    for key, ids in lists.items():
        for i, item in enumerate(ids):
            if item in ids[:i]:
                message = f"{key} 里每个标识只能用一次，{item} 已经用过"
                yield error(scheme.place, (key, i, "id"), message, "换一个标识，或删去一条")


@check(FLAG)
def bars_are_declared(view: SchemeView) -> Iterator[Problem]:
    """An award is barred by declared flags, where the scheme lists flags."""
    for i, award in enumerate(view.scheme.awards):
        for j, flag in enumerate(award.barred_by):
            if view.unknown("flags", flag):
                message = f"用到的标记必须先登记，flags 里没有 {flag}"
                keys = ("awards", i, "barred_by", j)
                yield error(view.scheme.place, keys, message, view.flags.hint(flag))


@check(Code("B007", "等次的限制条件落空", "等次的限制条件所指的考核内容必须在评分细则里。"))
def gates_name_criteria(view: SchemeView) -> Iterator[Problem]:
    """A gate names criteria of the rubric."""
    known = {node for rubric in view.assessment.rubrics.values() for node in rubric.nodes}
    for i, grade in enumerate(view.scheme.grades if view.readable else ()):
        for j, gate in enumerate(grade.gates):
            for k, criterion in enumerate(gate.criteria):
                if criterion not in known:
                    message = f"限制条件所指的考核内容必须在评分细则里，没有“{criterion}”"
                    keys = ("grades", i, "gates", j, "criteria", k)
                    hint = f"可以写：{listed(sorted(known))}"
                    yield error(view.scheme.place, keys, message, hint)


@check(Code("B008", "等次顺序不对", "等次必须从高到低排列，只有最低一等可以不写下限。"))
def grades_go_down(view: SchemeView) -> Iterator[Problem]:
    """Grades are listed from the best down; only the last may have no lower bound."""
    grades = view.scheme.grades
    for i, (better, grade) in enumerate(pairwise(grades), 1):
        bound = better.at_least
        if bound is None:
            message = (
                f"只有最低一等可以不写 at_least，“{better.title}”排在“{grade.title}”之前而没有写"
            )
            hint = "写明总分至少多少分；总分不限的排在最后"
            yield error(view.scheme.place, ("grades", i - 1), message, hint)
        elif grade.at_least is not None and bound <= grade.at_least:
            message = f"等次必须从高到低，“{grade.title}”却排在“{better.title}”之后"
            hint = "按 at_least 从大到小排列；只有最低一等可以不写 at_least"
            yield error(view.scheme.place, ("grades", i), message, hint)


@check(Code("B009", "月份不在考核月份内", "写了考核月份的，数据文件夹的月份必须在其中。"))
def months_are_the_scheme_s(view: SchemeView) -> Iterator[Problem]:
    """A month with data is one of the scheme's months."""
    for month in view.assessment.months if view.scheme.months else ():
        if month not in view.scheme.months:
            message = f"数据文件夹的月份必须是考核月份，{view.folder}{month} 不是"
            hint = "在 months 里加上这个月，或把文件夹改到正确的月份"
            yield error(view.scheme.place, ("months",), message, hint)


@check(Code("B013", "月份起止颠倒", "月份写成 {from, until} 的，起始月不得晚于终止月。"))
def months_run_forward(view: SchemeView) -> Iterator[Problem]:
    """Months given as a span begin before they end, in the scheme and in every rule."""
    spans: list[tuple[Place, tuple[str, ...]]] = [(view.scheme.place, view.scheme.months)]
    for rubric in view.assessment.rubrics.values():
        spans += [(rule.place, rule.months) for rule in rubric.rules.values()]
    for place, months in spans:
        if list(months) != sorted(months):
            message = f"起始月不得晚于终止月，此处从 {months[0]} 到 {months[-1]}"
            yield error(place, ("months",), message, "改正 from 或 until")


@check(Code("B010", "上一级方式没有登记", "检查方式的上一级必须列在它前面。"))
def methods_have_parents(view: SchemeView) -> Iterator[Problem]:
    """A method's parent is another declared method that is listed before it."""
    before = set(BASE_METHODS) - {method.id for method in view.scheme.methods}
    for i, method in enumerate(view.scheme.methods):
        if method.parent and method.parent not in before:
            message = f"上一级方式必须列在它前面，{method.id} 之前没有 {method.parent}"
            hint = view.methods.hint(method.parent)
            if method.parent in view.methods:
                hint = f"把 {method.parent} 移到 {method.id} 之前"
            yield error(view.scheme.place, ("methods", i, "parent"), message, hint)
        before.add(method.id)


@check(Code("B011", "当月没有评分细则", "有数据的月份必须有已经起用的评分细则。"))
def months_have_a_rubric(view: SchemeView) -> Iterator[Problem]:
    """In a month with data a rubric is in force."""
    first = min(view.versions, default=None)
    for month in view.assessment.months if first else ():
        if view.version_for(month) is None:
            message = f"有数据的月份必须有评分细则，{view.folder}{month} 早于最早的一版 {first}"
            hint = f"把 rubrics/{first}.yaml 的文件名改成起用月份，或移走这个月的数据"
            yield error(view.scheme.place, ("months",), message, hint)


@check(Code("B012", "比例超出范围", "评优名额和权重的比例必须大于 0、不超过 100%。"))
def shares_are_parts(view: SchemeView) -> Iterator[Problem]:
    """The share of an award, or a weight elsewhere, is above nothing and at most everything."""
    shares = [(("awards", i, "top"), a.share) for i, a in enumerate(view.scheme.awards)]
    shares += [(("feeds", i, "weight"), f.weight) for i, f in enumerate(view.scheme.feeds)]
    for keys, share in shares:
        if share is not None and not 0 < share <= 1:
            message = f"比例必须大于 0、不超过 100%，此处为 {short(share * 100, 2)}%"
            yield error(view.scheme.place, keys, message, "改正比例，如 20%")


@check(Code("B014", "比名次的办法不对", "奖项的 countback 必须是按名次计分（rank）的计分办法。"))
def countbacks_are_ranked(view: SchemeView) -> Iterator[Problem]:
    """Ties of an award are broken by the places of a rule that ranks."""
    rules = [r for rubric in view.assessment.rubrics.values() for r in rubric.rules.values()]
    ranked = rule_choices(rule for rule in rules if rule.action.ranks)
    for i, award in enumerate(view.scheme.awards if view.readable else ()):
        if award.countback is not None and award.countback not in ranked:
            message = f"比名次必须用按名次计分（rank）的办法，{award.countback} 不是"
            hint = (
                ranked.hint(award.countback) if ranked.titles else "细则里没有 rank，删去 countback"
            )
            yield error(view.scheme.place, ("awards", i, "countback"), message, hint)


@check(
    Code(
        "B015",
        "没有登记来源、方式或标记",
        "用到的来源、检查方式和标记应当在 scheme.yaml 中登记；一项也没有登记的不查（提醒）。",
    )
)
def lists_are_declared(view: SchemeView) -> Iterator[Problem]:
    """A scheme whose findings and rubrics name sources, methods or flags lists them."""
    named = {
        "sources": ("来源", sorted(_sources(view))),
        "methods": ("检查方式", sorted(_methods(view))),
        "flags": ("标记", sorted(_flags(view))),
    }
    for key, (word, ids) in named.items():
        if ids and not getattr(view.scheme, key):
            shown = listed(ids[:_SHOWN]) + ("等" if len(ids) > _SHOWN else "")
            message = f"用到的{word}应当在 {key} 中登记，一个也没有登记，用到 {shown}"
            hint = f"在 scheme.yaml 补上 {key}，每项写 id 和 title；登记以后，写错的能查出来"
            yield warning(view.scheme.place, (key,), message, hint)


def _sources(view: SchemeView) -> set[str]:
    months = view.assessment.months.values()
    rubrics = view.assessment.rubrics.values()
    found = {f.source for f in view.findings.values()}
    found |= {value.source for month in months for value in month.measurements}
    found |= {s for rubric in rubrics for m in rubric.modifiers for s in m.sources}
    return {s for s in found if s} - {m.provider for r in rubrics for m in r.metrics.values()}


def _methods(view: SchemeView) -> set[str]:
    return {f.method for f in view.findings.values() if f.method} - set(BASE_METHODS)


def _flags(view: SchemeView) -> set[str]:
    rules = (r for rubric in view.assessment.rubrics.values() for r in rubric.rules.values())
    barring = {flag for award in view.scheme.awards for flag in award.barred_by}
    return barring | {rule.disqualifies for rule in rules if rule.disqualifies}
