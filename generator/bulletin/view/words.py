"""The words for what the records say in ids and types."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import assert_never

from bulletin import glossary
from bulletin.language import CHINESE, Said, Word, _, clauses, joined  # noqa: F401 - examples
from bulletin.law.actions import (
    Action,
    Amount,
    Award,
    Deduct,
    DeductBeyond,
    Earn,
    Judge,
    RankBy,
    Test,
    Tiers,
    Void,
)
from bulletin.law.rectification import Mending
from bulletin.model.month import Finding
from bulletin.model.rubric import Criterion, Rule
from bulletin.number import exact, short
from bulletin.trace import Kind, Step

STATUS = {status: term.title for status, term in glossary.STATES.items()}
KIND = {kind: term.title for kind, term in glossary.KINDS.items()}
LIMIT = {
    "at_least": _("达到%(limit)s及以上"),
    "at_most": _("不超过%(limit)s"),
    "above": _("超过%(limit)s"),
    "below": _("低于%(limit)s"),
    "equals": _("等于%(limit)s"),
}
METHOD: Mapping[str, Said] = {
    "experience": _("体验"),
    "undercover": _("暗访"),
    "open": _("明查"),
    "data": _("数据"),
    "complaint": _("投诉"),
    "self-report": _("自报"),
}
"""The methods that every scheme has, as ``BASE_METHODS`` names them."""
MENDING = {standing: term.title for standing, term in glossary.RECTIFICATION.items()}
"""How what is to be mended stands, in a word."""
APPEAL = {decision: term.title for decision, term in glossary.APPEALS.items()}
PARTIAL = {
    "floor": _("数据%(limit)s的，每满%(step)s扣%(points)s"),
    "proportional": _("数据%(limit)s的，每%(step)s扣%(points)s，不满的按比例扣"),
    "started": _("数据%(limit)s的，每%(step)s扣%(points)s，不满的按满计"),
}
PLACES = 4
_WRITTEN = re.compile(r"-?[0-9]+(\.[0-9]+|/[0-9]+)?")
_MONTHS = (
    (_("%(year)s年1月"), _("1月")),
    (_("%(year)s年2月"), _("2月")),
    (_("%(year)s年3月"), _("3月")),
    (_("%(year)s年4月"), _("4月")),
    (_("%(year)s年5月"), _("5月")),
    (_("%(year)s年6月"), _("6月")),
    (_("%(year)s年7月"), _("7月")),
    (_("%(year)s年8月"), _("8月")),
    (_("%(year)s年9月"), _("9月")),
    (_("%(year)s年10月"), _("10月")),
    (_("%(year)s年11月"), _("11月")),
    (_("%(year)s年12月"), _("12月")),
)
_NUMERALS = (
    *(_("零"), _("一"), _("二"), _("三"), _("四"), _("五"), _("六")),
    *(_("七"), _("八"), _("九"), _("十"), _("十一"), _("十二")),
)


def with_parts(word: Word, **parts: Said) -> Word:
    """Give a word of a table what stands in it."""
    return Word(word.text, tuple(parts.items()))


def month_name(month: str) -> Word:
    """Write a month.

    >>> CHINESE.say(month_name("2017-08"))
    '2017年8月'
    """
    year, number = month.split("-")
    return with_parts(_MONTHS[int(number) - 1][0], year=year)


def short_month(month: str) -> Word:
    """Write a month without its year.

    >>> CHINESE.say(short_month("2017-08"))
    '8月'
    """
    return _MONTHS[int(month[5:]) - 1][1]


def bulletin(month: str) -> Word:
    """Name the bulletin of a month."""
    return _("%(month)s通报", month=month_name(month))


def award_year(year: str) -> Word:
    """Name the awards of a year."""
    return _("%(year)s年度评优", year=year)


def day(when: date) -> Word:
    """Write a date.

    >>> CHINESE.say(day(date(2017, 8, 3)))
    '2017年8月3日'
    """
    return _("%(year)d年%(month)d月%(day)d日", year=when.year, month=when.month, day=when.day)


def named(node: Criterion) -> str:
    """Name a criterion with its number; an id that is no number is not shown.

    >>> from bulletin.problem import Place
    >>> named(Criterion("5.2", "满意率", Place(""))), named(Criterion("bonus.1", "试点", Place("")))
    ('5.2 满意率', '试点')
    """
    return node.name


def numeral(value: int) -> Word:
    """Write a small number as headings count: 一, 二, … 十二.

    >>> CHINESE.say(numeral(3)), CHINESE.say(numeral(12))
    ('三', '十二')
    """
    return _NUMERALS[value]


def listed(names: Iterable[Said], most: int = 5) -> Said:
    """Name a few and say how many there are.

    >>> CHINESE.say(listed("甲乙丙", 2)), CHINESE.say(listed("甲乙"))
    ('甲、乙等3家', '甲、乙')
    """
    every = list(names)
    shown = joined(every[:most])
    return _("%(names)s等%(number)d家", names=shown, number=len(every)) if every[most:] else shown


def points(value: Fraction) -> Word:
    """Write an amount of points.

    >>> CHINESE.say(points(Fraction(1, 2)))
    '0.5分'
    """
    return _("%(points)s分", points=short(value, PLACES))


def effect(action: Action, unit: str = "") -> Word:  # noqa: PLR0911 - one for each kind
    """What a rule does, in one sentence; ``unit`` is that of the metric which drives it.

    >>> limit = Test("below", Fraction(99))
    >>> CHINESE.say(effect(DeductBeyond(Amount(Fraction(1)), metric="rate", limit=limit), "%"))
    '数据低于99%的，每满1个百分点扣1分'
    """
    match action:
        case Deduct():
            return _deduct(action)
        case DeductBeyond():
            return _deduct_beyond(action, unit)
        case Award():
            return _award(action)
        case Tiers():
            return _tiers(action)
        case Earn():
            return _earn(action, unit)
        case RankBy():
            return _rank(action)
        case Judge():
            return _("评审打分，最高%(points)s", points=points(action.points))
        case Void():
            return _("本项当月不得分")
        case _ as never:
            assert_never(never)


def _amount(amount: Amount) -> Word:
    if amount.fixed is not None:
        return points(amount.fixed)
    every = [points(value) for value in dict.fromkeys(amount.by_kind.values())]
    return reduce(lambda first, rest: _("%(first)s或%(rest)s", first=first, rest=rest), every)


def limit_of(test: Test, unit: str = "") -> Word:
    """Say what a value must be, such as 达到80%及以上."""
    if isinstance(test.limit, bool):
        return _("已达成") if test.limit else _("未达成")
    return with_parts(LIMIT[test.op], limit=short(test.limit, PLACES) + unit)


def _deduct(action: Deduct) -> Word:
    amount = _amount(action.points)
    if action.once:
        return _("当月不论几次，扣%(points)s", points=amount)
    return _("每%(per)s扣%(points)s", per=_per(action.per), points=amount)


def _deduct_beyond(action: DeductBeyond, unit: str) -> Word:
    amount, limit = _amount(action.points), limit_of(action.limit, unit)
    if action.once:
        return _("数据%(limit)s的，当月不论几处，扣%(points)s", limit=limit, points=amount)
    step: Said = short(action.step, PLACES)
    step = _("%(number)s个百分点", number=step) if unit == "%" else f"{step}{unit}"
    return with_parts(PARTIAL[action.partial], limit=limit, step=step, points=amount)


def _award(action: Award) -> Word:
    amount = _amount(action.points)
    if action.once == "month":
        return _("当月加%(points)s，计入加分", points=amount)
    if action.once == "subject":
        return _("同一工作事项加%(points)s，计入加分", points=amount)
    return _("每%(per)s加%(points)s，计入加分", per=_per(action.per), points=amount)


def _per(per: object) -> Said:
    return getattr(per, "raw", None) or _("项")


def _tiers(action: Tiers) -> Word:
    amounts = joined(_amount(amount) for amount in action.names.values())
    tiers = with_parts(_TIERS[action.sign], points=amounts)
    if action.per == "subject":
        return _("%(tiers)s，每一工作事项取最高一档", tiers=tiers)
    return _("%(tiers)s，当月取最高一档", tiers=tiers)


_TIERS = {
    "deduct": _("分档扣%(points)s"),
    "award": _("分档加%(points)s"),
    "earn": _("分档得%(points)s"),
}


def _earn(action: Earn, unit: str) -> Word:
    amount = _amount(action.points)
    if action.test is not None:
        limit = limit_of(action.test, unit)
        return _("数据%(limit)s的，得%(points)s", limit=limit, points=amount)
    if action.up_to is None:
        return _("每%(per)s得%(points)s", per=_per(action.per), points=amount)
    most = short(action.up_to, PLACES)
    per = _per(action.per)
    return _("每%(per)s得%(points)s，最多计%(most)s", per=per, points=amount, most=most)


def _rank(action: RankBy) -> Word:
    best = _("数值最高") if action.best == "highest" else _("数值最低")
    if action.table:
        table = joined(short(value, PLACES) for value in action.table)
        return _("按名次得分：%(table)s分（%(best)s者第一）", table=table, best=best)
    lose = points(action.lose) if action.lose is not None else _("分")
    first = points(action.points)
    return _("%(best)s者得%(points)s，每退后一名少%(lose)s", best=best, points=first, lose=lose)


def state(finding: Finding) -> Word:
    """Whether a finding stands, in a word: first what ends it, then what changes it."""
    decision = finding.appeal.decision or "open" if finding.appeal else ""
    words = (
        (finding.withdrawn, glossary.WITHDRAWN.title),
        (decision == "upheld", glossary.UPHELD.title),
        (finding.counted_in, glossary.COUNTED_IN.title),
        (finding.is_exempt, glossary.EXEMPTED.title),
        (bool(finding.exempt), glossary.PARTLY_EXEMPTED.title),
        (decision, APPEAL.get(decision)),
    )
    return next((word for holds, word in words if holds and word), glossary.STANDS.title)


def kind(step: Step) -> Word:
    """What a step does, in a word; a number within its limit is met, and not left out."""
    if step.kind is not Kind.NOTHING or step.metric is None:
        return KIND[step.kind]
    return _("达标，不扣分") if _is_within(dict(step.parameters)) else _("不扣分")


def _is_within(used: Mapping[str, str]) -> bool:
    """Whether a measured value keeps the limit of a rule that deducts beyond it."""
    if not _WRITTEN.fullmatch(used.get("value", "")):
        return False
    value = exact(used["value"])
    if "above" in used:
        return value <= exact(used["above"])
    return "below" in used and value >= exact(used["below"])


def span(rule: Rule) -> Said:
    """When a rule is in force, where that is not always."""
    parts = []
    if rule.since:
        parts.append(_("%(day)s起", day=day(rule.since)))
    if rule.until:
        parts.append(_("至%(day)s止", day=day(rule.until)))
    if rule.months:
        parts.append(_("仅%(months)s", months=joined(map(month_name, rule.months))))
    return clauses(parts)


def rectification(finding: Finding, mending: Mending) -> Said:
    """How far rectification has come, in a word; empty where none was ordered or done."""
    standing = mending.standing(finding)
    return MENDING[standing] if standing else ""
