"""Problems as documents say them: what was lost where, what comes again, what has to be mended."""

from collections.abc import Iterable, Iterator
from itertools import chain

from bulletin.exchange.word.figures import Values, day, named, numbered, phrase, points, said, text
from bulletin.law.rectification import Mending
from bulletin.model.month import Finding
from bulletin.view import heat, words
from bulletin.view.bulletin import glance, losses
from bulletin.view.bulletin.hot import Hot, hot
from bulletin.view.bulletin.losses import Typical
from bulletin.view.bulletin.rectification import Rectification
from bulletin.view.edition import Edition
from bulletin.view.findings import FindingView, Pair, Register
from bulletin.view.words import listed


def missed(edition: Edition, month: str) -> list[Values]:
    """What the units missed of each criterion on average, the most first."""
    picture = heat.missed(edition, month).picture
    drawn = picture.bars if picture else ()
    return [
        {"内容": named(missed_bar.bar.label), "平均失分": points(missed_bar.bar.value)}
        for missed_bar in drawn
    ]


def typical(edition: Edition, month: str, pairs: tuple[Pair, ...]) -> list[Values]:
    """The most costly rules with examples, under the criteria that they belong to."""
    typical_rules = losses.typical(edition, month, pairs)
    criteria: dict[str, list[Typical]] = {}
    for typical_rule in typical_rules:
        criteria.setdefault(
            typical_rule.criterion.title if typical_rule.criterion else "其他", []
        ).append(typical_rule)
    return numbered(
        {"内容": title, "办法": numbered(map(_rule, rules))} for title, rules in criteria.items()
    )


def _rule(typical_rule: Typical) -> Values:
    return {
        "计分办法": phrase(typical_rule.rule.text),
        "条款": typical_rule.rule.clause,
        "单位数": typical_rule.units,
        "问题数": typical_rule.findings,
        "扣分": points(typical_rule.lost),
        "整项不得分": typical_rule.voids,
        "例": [_found(score.name, view) for score, view in typical_rule.examples],
    }


def _found(unit: str, view: FindingView) -> Values:
    finding = view.finding
    return {
        "单位": unit,
        "问题": phrase(finding.summary),
        "日期": day(finding.date),
        "地点": view.place_name,
    }


def hot_issues(edition: Edition, register: Register, month: str) -> list[Values]:
    """The hot issues (热点问题) of the page, in its order."""
    return numbered(map(_hot, hot(edition, register, month)))


def _hot(hot_rule: Hot) -> Values:
    return {
        "计分办法": phrase(hot_rule.rule.text),
        "条款": hot_rule.rule.clause,
        "单位数": hot_rule.units,
        "问题数": hot_rule.findings,
        "重复数": hot_rule.again,
        "连续月数": hot_rule.months,
        "扣分": points(hot_rule.lost),
    }


def is_merit(view: FindingView) -> bool:
    """Tell whether a finding is no problem: its rule gives points."""
    return view.rule is not None and (view.rule.awards or view.rule.earns)


def described(view: FindingView) -> Values:
    """A problem in full: what was found, and the rule that it breaks."""
    finding = view.finding
    return {
        "编号": finding.full_id,
        "问题": phrase(finding.summary),
        "详细情况": text(finding.detail),
        "日期": day(finding.date),
        "地点": view.place_name or view.unit_name,
        "方式": said(view.method),
        "计分办法": text(view.rule.text) if view.rule else finding.rule,
        "条款": view.rule.clause if view.rule else "",
    }


def charged(view: FindingView) -> str:
    """What a problem takes, in a cell: points, the whole criterion, or nothing."""
    if view.forfeit is not None:
        return "本项不得分"
    return points(-view.change) if view.change else "不扣分"


def repeated(register: Register, pairs: Iterable[Pair]) -> list[Values]:
    """What was found again this month, with how often by now."""
    return [
        {**_found(score.name, view), "次数": register.times(view)}
        for score, view in pairs
        if view.stands and register.times(view) > 1
    ]


def rectification(orders: Rectification, mending: Mending) -> Values:
    """How rectification stood at the month's end; ``清单`` is what is open, by due date."""
    overdue = glance.overdue(orders)
    rows = chain(orders.overdue, orders.due)
    return {
        "截止日": day(mending.end),
        "到期未整改": overdue.all,
        "本月到期": overdue.now,
        "以前到期": overdue.older,
        "涉及单位": said(listed(overdue.names)),
        "限期整改中": overdue.due,
        "本月完成": len(orders.done),
        "清单": numbered(_ordered(score.name, view, mending) for score, view in rows),
        "以前各月": [{"单位": score.name, "项数": number} for score, number in orders.older],
    }


def _ordered(unit: str, view: FindingView, mending: Mending) -> Values:
    return {**_found(unit, view), **due(view.finding, mending)}


def due(finding: Finding, mending: Mending) -> Values:
    """The due date of a finding, and how it stood at the end of a month."""
    return {
        "期限": day(mending.due(finding)),
        "整改情况": said(words.rectification(finding, mending)),
    }


def still_open(edition: Edition, register: Register, month: str, unit: str) -> Iterator[Values]:
    """What a unit has to mend of the months before."""
    mending, name = register.mending(month), edition.units.name(unit)
    for earlier in edition.months:
        for view in register.of_unit(earlier, unit) if earlier < month else ():
            if mending.is_open(view.finding):
                yield {"编号": view.finding.full_id, **_ordered(name, view, mending)}
