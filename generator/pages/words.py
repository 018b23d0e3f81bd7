"""The Chinese words for what the records say in ids and types."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

from generator.model.month import Finding
from generator.model.rubric import (
    Action,
    Amount,
    Award,
    Criterion,
    Deduct,
    Earn,
    Judge,
    RankBy,
    Rule,
    Test,
    Tiers,
    Void,
)
from generator.number import short
from generator.trace import Kind, Status

STATUS = {
    Status.SCORED: "已计分",
    Status.NOT_APPLICABLE: "不适用",
    Status.EXEMPT: "免予考核",
    Status.NOT_PARTICIPATING: "不参加",
    Status.PENDING: "待报",
}
KIND = {
    Kind.FULL: "起始满分",
    Kind.PART: "计入",
    Kind.DEDUCT: "扣分",
    Kind.EARN: "得分",
    Kind.AWARD: "加分",
    Kind.NOTHING: "不计分",
    Kind.OVERFLOW: "超出部分",
    Kind.CAP: "封顶",
    Kind.VOID: "不得分",
    Kind.SCALE: "折算",
    Kind.FLOOR: "不低于零",
}
LIMIT = {
    "at_least": "达到{}及以上",
    "at_most": "不超过{}",
    "above": "超过{}",
    "below": "低于{}",
    "equals": "等于{}",
}
APPEAL = {"amended": "申诉部分成立", "rejected": "申诉不成立", "open": "申诉处理中"}
PARTIAL = {
    "floor": "每满{}扣{}",
    "proportional": "每{}扣{}，不满的按比例扣",
    "started": "每{}扣{}，不满的按满计",
}
PLACES = 4
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)*")
_NUMERALS = "零一二三四五六七八九十"


def month_name(month: str) -> str:
    """Write a month in Chinese.

    >>> month_name("2017-08")
    '2017年8月'
    """
    year, _, number = month.partition("-")
    return f"{year}年{int(number)}月"


def short_month(month: str) -> str:
    """Write a month without its year.

    >>> short_month("2017-08")
    '8月'
    """
    return f"{int(month[5:])}月"


def day(when: date) -> str:
    """Write a date in Chinese.

    >>> day(date(2017, 8, 3))
    '2017年8月3日'
    """
    return f"{when.year}年{when.month}月{when.day}日"


def named(node: Criterion) -> str:
    """Name a criterion with its number; an id that is no number is not shown.

    >>> from generator.problem import Place
    >>> named(Criterion("5.2", "满意率", Place(""))), named(Criterion("bonus.1", "试点", Place("")))
    ('5.2 满意率', '试点')
    """
    return f"{node.id} {node.title}" if _NUMBER.fullmatch(node.id) else node.title


def numeral(value: int) -> str:
    """Write a small number as headings count: 一, 二, … 十一.

    >>> numeral(3), numeral(10), numeral(12), numeral(20), numeral(25)
    ('三', '十', '十二', '二十', '二十五')
    """
    tens, ones = divmod(value, 10)
    if not tens:
        return _NUMERALS[value]
    head = _NUMERALS[tens] if tens > 1 else ""
    return f"{head}十{_NUMERALS[ones] if ones else ''}"


def listed(names: Iterable[str], most: int = 5) -> str:
    """Name a few and say how many there are.

    >>> listed("甲乙丙", 2), listed("甲乙")
    ('甲、乙等3家', '甲、乙')
    """
    every = list(names)
    shown = "、".join(every[:most])
    return f"{shown}等{len(every)}家" if len(every) > most else shown


def points(value: Fraction) -> str:
    """Write an amount of points.

    >>> points(Fraction(1, 2))
    '0.5分'
    """
    return f"{short(value, PLACES)}分"


def effect(action: Action, unit: str = "") -> str:
    """What a rule does, in one sentence; ``unit`` is that of the metric which drives it.

    >>> limit = Test("below", Fraction(99))
    >>> effect(Deduct(Amount(Fraction(1)), metric="satisfaction", limit=limit), "%")
    '数据低于99%的，每满1个百分点扣1分'
    """
    if isinstance(action, Deduct | Earn):
        return _EFFECTS[type(action)](action, unit)
    return _EFFECTS[type(action)](action)


def _amount(amount: Amount) -> str:
    if amount.fixed is not None:
        return points(amount.fixed)
    return "或".join(points(value) for value in dict.fromkeys(amount.by_kind.values()))


def _limit(test: Test, unit: str = "") -> str:
    if isinstance(test.limit, bool):
        return "已达成" if test.limit else "未达成"
    return LIMIT[test.op].format(short(test.limit, PLACES) + unit)


def _deduct(action: Deduct, unit: str) -> str:
    if action.limit is None:
        each = "当月不论几次，扣" if action.once else f"每{_per(action.per)}扣"
        return f"{each}{_amount(action.points)}"
    beyond = f"数据{_limit(action.limit, unit)}的，"
    if action.once:
        return f"{beyond}扣{_amount(action.points)}"
    step = short(action.step, PLACES) + ("个百分点" if unit == "%" else unit)
    return beyond + PARTIAL[action.partial].format(step, _amount(action.points))


def _award(action: Award) -> str:
    if action.once == "month":
        return f"当月加{_amount(action.points)}，计入加分"
    each = "同一工作事项" if action.once == "subject" else f"每{_per(action.per)}"
    return f"{each}加{_amount(action.points)}，计入加分"


def _per(per: object) -> str:
    return getattr(per, "raw", None) or "项"


def _tiers(action: Tiers) -> str:
    verb = {"deduct": "扣", "award": "加", "earn": "得"}[action.sign]
    amounts = "、".join(_amount(amount) for amount in action.names.values())
    per = "每一工作事项" if action.per == "subject" else "当月"
    return f"分档{verb}{amounts}，{per}取最高一档"


def _earn(action: Earn, unit: str) -> str:
    if action.test is not None:
        return f"数据{_limit(action.test, unit)}的，得{_amount(action.points)}"
    most = f"，最多计{short(action.up_to, PLACES)}" if action.up_to is not None else ""
    return f"每{_per(action.per)}得{_amount(action.points)}{most}"


def _rank(action: RankBy) -> str:
    best = "数值最高" if action.best == "highest" else "数值最低"
    if action.table:
        table = "、".join(short(value, PLACES) for value in action.table)
        return f"按名次得分：{table}分（{best}者第一）"
    lose = points(action.lose) if action.lose is not None else "分"
    return f"{best}者得{points(action.points)}，每退后一名少{lose}"


def _judge(action: Judge) -> str:
    return f"评审打分，最高{points(action.points)}"


def _void(_: Void) -> str:
    return "本项当月不得分"


_EFFECTS: dict[type[Action], Callable[..., str]] = {
    Deduct: _deduct,
    Award: _award,
    Tiers: _tiers,
    Earn: _earn,
    RankBy: _rank,
    Judge: _judge,
    Void: _void,
}


def state(finding: Finding) -> str:
    """Whether a finding stands, in a word: first what ends it, then what changes it."""
    decision = finding.appeal.decision or "open" if finding.appeal else ""
    whole = finding.exempt is not None and finding.exempt.count is None
    words = (
        (finding.withdrawn, "已撤回"),
        (decision == "upheld", "申诉成立"),
        (finding.counted_in, "另案计分"),
        (whole, "免予扣分"),
        (finding.exempt, "部分免予扣分"),
        (decision, APPEAL.get(decision, "")),
    )
    return next((word for holds, word in words if holds), "查实")


def span(rule: Rule) -> str:
    """When a rule is in force, where that is not always."""
    parts = []
    if rule.since:
        parts.append(f"{day(rule.since)}起")
    if rule.until:
        parts.append(f"至{day(rule.until)}止")
    if rule.months:
        parts.append("仅" + "、".join(month_name(month) for month in rule.months))
    return "，".join(parts)


def rectification(finding: Finding) -> str:
    """How far rectification has come, in a word; empty where none was ordered or done."""
    if finding.rectified:
        return "已整改"
    return "限期整改" if finding.ordered else ""
