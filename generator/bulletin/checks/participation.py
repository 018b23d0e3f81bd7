"""Participation: who is not assessed on what is said once, of units and things that exist."""

from collections.abc import Iterator
from fractions import Fraction

from bulletin.checks.charges import unknown_rule
from bulletin.checks.registry import Subject
from bulletin.checks.view import MonthView
from bulletin.checks.words import Choices, error, warning
from bulletin.law.force import fits_within, runs_in
from bulletin.model.month import Absence
from bulletin.model.rubric import Criterion, Rubric, Rule
from bulletin.number import readable
from bulletin.problem import Code, Problem

check = Subject[MonthView]()

CONTRADICTION = Code(
    "N005",
    "不参评情况互相抵触",
    "一个单位在一项内容上的不参评方式，不得与包含这项内容的另一条不同。",
)
CONTAINED = Code(
    "N006", "不参评情况已经包含在内", "已经写明整项或整月不参评的，不必再写其中的一部分（提醒）。"
)


@check(Code("N001", "不参评的单位不存在", "不参评的单位必须登记在册。"))
def units_exist(view: MonthView) -> Iterator[Problem]:
    """An entry is about a unit that is in a register."""
    whole = view.of.whole
    for absence in view.month.absences if whole.complete else ():
        if absence.unit not in whole.choices:
            message = f"单位必须登记在册，名册里没有 {absence.unit}"
            hint = whole.choices.hint(absence.unit)
            yield error(absence.place, ("unit",), message, hint)


@check(Code("N002", "不参评的单位不是考核对象", "不参评的单位必须是当月的考核对象。"))
def units_are_assessed(view: MonthView) -> Iterator[Problem]:
    """An entry is about a unit that the scheme assesses in that month."""
    whole = view.of.whole
    for absence in view.month.absences if view.of.selects else ():
        if absence.unit in whole.choices and absence.unit not in view.assessed:
            name = whole.units.name(absence.unit)
            message = f"不参评的单位必须是当月的考核对象，{absence.unit}（{name}）本来就不是"
            yield error(absence.place, ("unit",), message, "删去这一条，或改正 unit")


@check(Code("N003", "不参评的内容不存在", "不参评的考核内容或计分办法必须在当月的评分细则里。"))
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
            yield error(absence.place, ("criterion",), message, hint)
        if rubric and absence.rule is not None and absence.rule not in known_rules:
            message = f"计分办法必须在当月的评分细则里，没有 {absence.rule}"
            hint = unknown_rule(view.of, rubric, absence.rule)
            yield error(absence.place, ("rule",), message, hint)


@check(Code("N004", "重复登记不参评", "同一单位的同一内容只能登记一次不参评。"))
def entries_are_single(view: MonthView) -> Iterator[Problem]:
    """A unit's absence from one thing is said once."""
    seen: dict[tuple[str, str | None, str | None], Absence] = {}
    for absence in view.month.absences:
        first = seen.setdefault((absence.unit, absence.criterion, absence.rule), absence)
        if first is not absence:
            message = f"同一单位的同一内容只能写一次，已在第 {first.place.line} 行写过"
            yield error(absence.place, ("unit",), message, "删去其中一条")


@check(CONTRADICTION, CONTAINED)
def entries_agree(view: MonthView) -> Iterator[Problem]:
    """An entry within another says the same of the unit, and then says nothing new.

    A unit either takes no part in something or is exempt from it; whoever does not take part in
    a criterion cannot be exempt from a rule of it.
    """
    for inner, outer in _nested(view):
        line, whole, part = outer.place.line, _about(outer), _about(inner)
        if inner.status != outer.status:
            message = (
                f"同一单位的不参评情况不得互相抵触，第 {line} 行写{whole}{_way(outer)}，"
                f"这里又写其中的{part}{_way(inner)}"
            )
            hint = (
                f"{whole}都{_way(outer)}的，删去这一条；只是其中一部分的，"
                f"删去第 {line} 行，各部分分别写明"
            )
            yield error(inner.place, (_key(inner),), message, hint, code=CONTRADICTION)
        else:
            message = f"第 {line} 行已写{whole}{_way(outer)}，不必再写其中的{part}"
            yield warning(inner.place, (_key(inner),), message, "删去这一条", code=CONTAINED)


def _key(absence: Absence) -> str:
    """The key that says what an entry is about."""
    return "rule" if absence.rule else "criterion" if absence.criterion else "unit"


def _nested(view: MonthView) -> Iterator[tuple[Absence, Absence]]:
    """Every entry that lies within another of its unit, with the nearest such one."""
    for rows in view.absences.values() if view.rubric else ():
        said = {(row.rule, row.criterion): row for row in rows}
        for row in rows:
            outer = next((said[key] for key in _around(view, row) if key in said), None)
            if outer is not None:
                yield row, outer


def _around(view: MonthView, absence: Absence) -> Iterator[tuple[str | None, str | None]]:
    """What contains that which an entry is about, the nearest first: criteria, then the month."""
    rubric = view.rubric
    if rubric is None or (absence.rule, absence.criterion) == (None, None):
        return
    rule = rubric.rules.get(absence.rule or "")
    inside = rule.criterion if rule else absence.criterion or ""
    for node in reversed(rubric.path(inside)):
        if node.id != absence.criterion:
            yield None, node.id
    yield None, None


def _about(absence: Absence) -> str:
    what = absence.rule or absence.criterion
    return f"“{what}”" if what else "当月全部内容"


def _way(absence: Absence) -> str:
    return "免予考核" if absence.status == "exempt" else "不参加"


# --- what an entry costs ----------------------------------------------------------------------


@check(
    Code(
        "N007",
        "没有写明不参评方式",
        "总分不折算的，不参加就失去这一内容的分；影响得分的应当写明 status（提醒）。",
    )
)
def the_way_is_stated(view: MonthView) -> Iterator[Problem]:
    """Where totals are not normalised, an entry says in which way it is meant, if that matters."""
    rubric = view.rubric
    if rubric is None or view.lost or rubric.totals.normalise != "none":
        return
    for absence in view.month.absences:
        some = absence.rule or absence.criterion
        if not some or absence.stated or absence.unit not in view.assessed:
            continue
        cost = _cost(view, rubric, absence)
        if cost:
            name = view.of.whole.units.name(absence.unit)
            message = (
                f"没有写 status 的按不参加计，总分不折算，{name} 因此少 {readable(cost)} 分"
                f"（{_about(absence)}）"
            )
            hint = (
                "免予考核、保留满分的，补上 status: exempt；确实不得这些分的，补上"
                " status: not-participating；按参评项目折算的，在细则的 totals 写"
                " normalise: participating"
            )
            yield warning(absence.place, (_key(absence),), message, hint)


def _cost(view: MonthView, rubric: Rubric, absence: Absence) -> Fraction:
    """The points of the total that an entry costs and that ``exempt`` would keep.

    They are those of criteria that start with full marks, and of which no rule is left.
    """
    cost = Fraction(0)
    for top in rubric.criteria:
        for node, worth in _worths(top, Fraction(1)):
            own = [rule for rule in node.own_rules() if not rule.awards and _runs(view, rule)]
            mine = any(view.absence(absence.unit, rule) is absence for rule in own)
            full = not any(rule.earns for rule in own) and not any(node.scored_children())
            if mine and full and _nobody_asks(view, absence.unit, own):
                cost += node.full * worth
    return cost


def _worths(node: Criterion, worth: Fraction) -> Iterator[tuple[Criterion, Fraction]]:
    """The criteria that have points, each with what a point of its scale is worth in the total."""
    if node.points is not None:
        worth *= node.weight
        yield node, worth
    for child in node.criteria:
        yield from _worths(child, worth)


def _runs(view: MonthView, rule: Rule) -> bool:
    return runs_in(rule, view.month.month)


def _nobody_asks(view: MonthView, unit: str, rules: list[Rule]) -> bool:
    """Tell whether no rule of a criterion that starts with full marks is left for a unit."""
    whole = view.of.whole.units
    known = whole.get(unit)
    left = (rule for rule in rules if not view.absence(unit, rule))
    return known is not None and not any(
        fits_within(rule.scope, known, whole) for rule in left if not rule.voids
    )
