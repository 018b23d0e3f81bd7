"""Measurements: a declared metric, an assessed unit, one value of the right type."""

from collections.abc import Iterator
from fractions import Fraction

from bulletin.checks.reasons import sentence
from bulletin.checks.registry import Subject
from bulletin.checks.rules import amounts, metrics_of
from bulletin.checks.view import MonthView
from bulletin.checks.words import Choices, error, warning
from bulletin.law.force import fits, runs_in
from bulletin.model.month import Measurement
from bulletin.model.rubric import Metric, Rule
from bulletin.number import readable
from bulletin.problem import Code, Problem
from bulletin.reason import Reason
from bulletin.text import listed

check = Subject[MonthView]()

UNUSED = Code(
    "M011",
    "数据当月没有用处",
    "填报的数据当月应当有计分办法使用，单位也应当参评用到它的内容（提醒）。",
)


@check(Code("M001", "数据没有登记", "数据必须在当月评分细则的 metrics 中登记。"))
def metrics_are_declared(view: MonthView) -> Iterator[Problem]:
    """A metric is declared in the rubric in force; each unknown one is reported once."""
    rubric = view.rubric
    unknown: set[str] = set()
    for value in view.month.measurements if rubric else ():
        known_or_told = rubric and (value.metric in rubric.metrics or value.metric in unknown)
        if rubric and not known_or_told and not view.lost & {value.metric, "metrics"}:
            unknown.add(value.metric)
            known = Choices({m.id: m.title for m in rubric.metrics.values()}, "见细则的 metrics")
            message = f"数据必须在当月的评分细则里登记，{rubric.version} 版没有 {value.metric}"
            yield error(value.place, (), message, known.hint(value.metric))


@check(Code("M002", "填数的单位不存在", "填数的单位必须登记在册，并在当月存在。"))
def units_exist(view: MonthView) -> Iterator[Problem]:
    """A value is for a unit that is in a register in that month."""
    whole = view.of.whole
    for value in view.month.measurements if whole.complete else ():
        unit = whole.units.get(value.unit)
        if unit is None:
            message = f"单位必须登记在册，名册里没有 {value.unit}"
            yield error(value.place, (), message, whole.choices.hint(value.unit))
        elif not unit.exists_in(view.month.month):
            message = f"单位当月必须存在，{unit.id}（{unit.name}）在 {view.month.month} 不存在"
            hint = "写当月存在的单位，或改正名册里的 from、until"
            yield error(value.place, (), message, hint)


@check(Code("M003", "填数的单位不在考核范围", "填数的单位必须是考核对象，或在考核对象之下。"))
def units_are_assessed(view: MonthView) -> Iterator[Problem]:
    """A value is for a unit that is assessed, or lies below one that is."""
    units = view.of.whole.units
    for value in view.month.measurements if view.of.selects else ():
        unit = units.get(value.unit)
        if unit and unit.exists_in(view.month.month) and unit.id not in view.within:
            message = f"单位必须是考核对象或其下级，{unit.id}（{unit.name}）都不是"
            hint = "删去这个单位的数据，或核对 scheme.yaml 的 units"
            yield error(value.place, (), message, hint)


@check(Code("M004", "数据重复填写", "一项数据每个单位每月只能有一个数值。"))
def values_are_single(view: MonthView) -> Iterator[Problem]:
    """A metric has one value for a unit in a month."""
    seen: dict[tuple[str, str], Measurement] = {}
    for value in view.month.measurements:
        first = seen.setdefault((value.metric, value.unit), value)
        if first is not value:
            found = f"{value.metric} 的 {value.unit} 已在第 {first.place.line} 行填过"
            message = f"一项数据每个单位每月只能有一个数值，{found}"
            yield error(value.place, (), message, "删去其中一个")


def _known(view: MonthView) -> Iterator[tuple[Measurement, Metric]]:
    for value in view.month.measurements:
        metric = view.rubric.metrics.get(value.metric) if view.rubric else None
        if metric:
            yield value, metric


@check(Code("M005", "数值类型不对", "“是或否”的数据填 yes 或 no，其他填数。"))
def values_have_their_type(view: MonthView) -> Iterator[Problem]:
    """A yes-no metric has yes or no, another a number."""
    for value, metric in _known(view):
        if value.value is not None and isinstance(value.value, bool) != metric.yes_no:
            wanted = " yes 或 no" if metric.yes_no else "数"
            message = f"数值的类型必须与登记的一致，{metric.id}（{metric.title}）须填{wanted}"
            yield error(value.place, (), message, f"改填{wanted}，或改正细则中的 type")


@check(
    Code("M006", "百分比超出范围", "以 % 为单位、与界限比较的数据一般在 0 到 100 之间（提醒）。")
)
def shares_are_within_bounds(view: MonthView) -> Iterator[Problem]:
    """A percentage that is compared with a limit lies between 0 and 100 (a growth need not)."""
    for value, metric in _known(view):
        number = None if isinstance(value.value, bool) else value.value
        compared = any(map(_compares, view.by_metric.get(metric.id, ())))
        if metric.unit != "%" or not compared or number is None:
            continue
        if not 0 <= number <= 100:  # noqa: PLR2004 - a percentage
            message = f"百分比一般在 0 到 100 之间，此处为 {readable(number)}"
            yield warning(value.place, (), message, "核对数值；85% 写作 85")


def _compares(rule: Rule) -> bool:
    """Tell whether a rule compares its metric with a limit."""
    return rule.action.bound is not None


@check(UNUSED)
def values_are_used(view: MonthView) -> Iterator[Problem]:
    """A metric that some rule uses is used in this month; one that is not is reported once."""
    rules = view.rubric.rules.values() if view.rubric else ()
    uses = [(rule, used) for rule in rules for used in metrics_of(rule)]
    ever = {used for _, used in uses}
    now = {used for rule, used in uses if runs_in(rule, view.month.month)}
    idle = ever - now
    for value, metric in _known(view):
        if metric.id in idle:
            idle.remove(metric.id)
            found = f"{metric.id}（{metric.title}）在 {view.month.month} 没有"
            message = f"填报的数据当月应当有计分办法使用，{found}"
            hint = "核对月份，或计分办法的 months、from、until；不计分的可以留着备查"
            yield warning(value.place, (), message, hint)


@check(UNUSED)
def values_are_of_those_who_take_part(view: MonthView) -> Iterator[Problem]:
    """A unit with a value takes part in something that uses it; each unit is reported once."""
    idle: dict[str, list[Measurement]] = {}
    rules = view.rubric.rules.values() if view.rubric and view.absences else ()
    running = [(rule, metrics_of(rule)) for rule in rules if runs_in(rule, view.month.month)]
    for value, metric in _known(view) if running else ():
        users = [rule for rule, used in running if metric.id in used]
        if users and all(view.absence(value.unit, rule) for rule in users):
            idle.setdefault(value.unit, []).append(value)
    for unit, values in idle.items():
        names = listed(dict.fromkeys(_title(view, value) for value in values))
        message = (
            f"填报的数据当月应当有计分办法使用，participation.yaml 写明"
            f"{view.of.whole.units.name(unit)}不参评用到这些数据的内容：{names}"
        )
        hint = "参评的，改正 participation.yaml；不计分的可以留着备查"
        yield warning(values[0].place, (), message, hint)


def _title(view: MonthView, value: Measurement) -> str:
    """Name a metric by its title, as the clerk who sends it knows it."""
    metric = view.rubric.metrics.get(value.metric) if view.rubric else None
    return metric.title if metric else value.metric


@check(
    Code(
        "M007",
        "数据来源没有登记",
        "登记了来源（sources）的，数据来源必须在其中，或是提供单位（provider）。",
    )
)
def sources_are_declared(view: MonthView) -> Iterator[Problem]:
    """The source of a value is declared, where the scheme lists sources, or is its provider.

    That of a list is reported once.
    """
    metrics = view.rubric.metrics if view.rubric else {}
    seen: set[tuple[str, str]] = set()
    for value in view.month.measurements:
        source = value.source or ""
        metric = metrics.get(value.metric)
        provided = metric is not None and metric.provider == source
        unknown = view.of.unknown("sources", value.source) and not provided
        if unknown and (value.metric, source) not in seen:
            seen.add((value.metric, source))
            message = f"数据来源必须先登记，scheme.yaml 的 sources 里没有 {source}"
            yield error(value.place, (), message, view.of.sources.hint(source))


@check(Code("M008", "所重复的月份没有数据", "repeats 必须是更早的月份，并有该单位的同一项数据。"))
def repeated_exist(view: MonthView) -> Iterator[Problem]:
    """What a measurement repeats is an earlier month with the same metric and unit."""
    months = view.of.assessment.months
    for value in view.month.measurements:
        earlier = months.get(value.repeats or "")
        if value.repeats is None or f"{view.of.folder}{value.repeats}/measurements.yaml" in (
            view.of.whole.book.broken
        ):
            continue
        there = earlier and any(
            (e.metric, e.unit) == (value.metric, value.unit) for e in earlier.measurements
        )
        if value.repeats >= view.month.month or not there:
            found = f"{value.repeats} {'没有' if not there else '不是更早的月份'}"
            message = f"所重复的月份必须更早，并有该单位的同一项数据，{found}"
            yield error(value.place, (), message, "改正 repeats，或删去")


@check(
    Code(
        "M012",
        "数据没有注明是否重复",
        "上次也超出界限、重复会加倍的数据，应当写明 repeats，或写 none（提醒）。",
    )
)
def repeats_are_answered(view: MonthView) -> Iterator[Problem]:
    """Where the last value before one charged as well, somebody has said whether it repeats it."""
    if view.month.seal or not _is_judged(view):
        return
    for value, rules in _charged(view):
        last = None if value.repeats or value.repeats_denied else _last(view, value)
        month, earlier = last or ("", None)
        again = earlier and any(not _why_not(view, rule, month, earlier) for rule in rules)
        if again and earlier and _multiplies(view, month):
            shown = readable(earlier.value) if isinstance(earlier.value, Fraction) else ""
            message = (
                f"上次也超出界限的数据应当注明是否重复发现，"
                f"{month} 的{_title(view, value)}为 {shown}"
            )
            hint = f"是重复发现的写 {{value: …, repeats: {month}}}，不是的写 repeats: none"
            yield warning(value.place, (), message, hint)


def _is_judged(view: MonthView) -> bool:
    """Whether rubrics and registers were read in full, so that earlier months can be judged."""
    return view.rubric is not None and view.of.readable and view.of.selects


def _charged(view: MonthView) -> Iterator[tuple[Measurement, tuple[Rule, ...]]]:
    """The values that charge something, each with the rules that take points for it."""
    for value, _ in _known(view):
        rules = tuple(
            rule
            for rule in view.by_metric.get(value.metric, ())
            if isinstance(value.value, Fraction)
            and rule.action.steps(value.value)
            and not _why_not(view, rule, view.month.month, value)
        )
        if rules:
            yield value, rules


def _why_not(view: MonthView, rule: Rule, month: str, value: Measurement) -> Reason | None:
    """Say why a value of a month is nothing that this month's rule can multiply by."""
    assert view.rubric is not None  # noqa: S101 - the caller has looked
    return view.of.discoveries.why_no_value(view.rubric, rule, month, value)


def _last(view: MonthView, value: Measurement) -> tuple[str, Measurement] | None:
    """The last earlier month with the same metric of the unit, and what it was."""
    before = sorted((m for m in view.of.assessment.months if m < view.month.month), reverse=True)
    found = ((m, view.of.discoveries.value(m, value.metric, value.unit)) for m in before)
    return next(((month, earlier) for month, earlier in found if earlier), None)


def _multiplies(view: MonthView, month: str) -> bool:
    """Whether a repeat of that month would change what is charged."""
    modifiers = view.rubric.modifiers if view.rubric else ()
    previous = view.of.assessment.previous(view.month.month)
    return any(
        m.when == "repeat" and m.factor != 1 and (m.of == "any" or month == previous)
        for m in modifiers
    )


@check(Code("M013", "所重复的月份没有超出界限", "repeats 所指的月份，当时应当超出界限（提醒）。"))
def repeated_were_beyond(view: MonthView) -> Iterator[Problem]:
    """What a value that charges repeats was beyond the limit in its month."""
    for value, rules in _charged(view) if _is_judged(view) else ():
        month = value.repeats or ""
        earlier = view.of.discoveries.value(month, value.metric, value.unit)
        number = earlier is not None and isinstance(earlier.value, Fraction)
        if earlier is None or not number or month >= view.month.month:
            continue  # a problem of its own
        reasons = [_why_not(view, rule, month, earlier) for rule in rules]
        if reasons[0] and all(reasons):
            message = f"所重复的月份当时应当超出界限，{month} {sentence(reasons[0])}"
            hint = "改指超出界限的那一个月，或写 repeats: none"
            yield warning(value.place, (), message, hint)


@check(Code("M009", "不能填 none", "none 只用于得分或按名次计分的数据。"))
def none_is_for_earners(view: MonthView) -> Iterator[Problem]:
    """``none`` (takes part, delivered nothing) is only for metrics that earn or rank."""
    for value, metric in _known(view):
        rules = view.by_metric.get(metric.id, ())
        if value.value is None and rules and all(rule.deducts for rule in rules):
            message = f"none 只用于得分或按名次计分的数据，{metric.id}（{metric.title}）是扣分用的"
            hint = "还没有数据的，整行不写；不参评的写在 participation.yaml"
            yield error(value.place, (), message, hint)


@check(Code("M010", "没有该类单位的分数", "分数按类别写的计分办法，必须有填数单位那一类的分数。"))
def amounts_are_known(view: MonthView) -> Iterator[Problem]:
    """Where points go by kind, there are points for the kind of the unit."""
    seen: set[tuple[str, str]] = set()
    for value, metric in _known(view):
        line = view.of.whole.units.lineage(value.unit)
        kinds = tuple(unit.kind for unit in line)
        for rule in view.by_metric.get(metric.id, ()) if line else ():
            applies = any(fits(rule.scope, unit) for unit in line)
            lacking = [a for _, a in amounts(rule) if applies and a.of(kinds) is None]
            if lacking and (rule.id, kinds[0]) not in seen:
                seen.add((rule.id, kinds[0]))
                found = f"{rule.id} 没有 {kinds[0] or '无类别'} 的"
                message = f"按类别计分的必须有该类单位的分数，{found}"
                hint = f"{rule.id} 只有 {listed(lacking[0].by_kind)} 的分数；核对单位或细则"
                yield error(value.place, (), message, hint)
