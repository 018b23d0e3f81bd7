"""The sentences of the reasons: one table for pages, tables, Word and terminal alike."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from bulletin.language import CHINESE, Said, Word, _, joined
from bulletin.number import READABLE_PLACES, plain, shown
from bulletin.reason import Parameter, Reason, ReasonCode
from bulletin.text import UserText

ARITHMETIC: frozenset[ReasonCode] = frozenset({"points", "points-counted", "points-multiplied"})
"""The reasons that only repeat the figures of their step."""

SENTENCES: Mapping[ReasonCode, Word] = {
    "full-marks": _("满分 %(points)s 分"),
    "part": _("“%(criterion)s”得分 %(points)s 分"),
    "voided": _("本项当月不得分"),
    "unreachable": _("满分无从得到，计 0 分"),
    "beyond-full-marks": _("扣分超过满分 %(excess)s 分，本项计 0 分"),
    "capped": _("得分不超过满分 %(full)s 分"),
    "scaled": _("折算：%(full)s 分折为 %(points)s 分"),
    "normalised": _("按参评项目折算：%(reached)s ÷ %(taken)s × 100"),
    "carried": _("“%(criterion)s”扣分超过满分 %(excess)s 分，从总分中扣除"),
    "bonus-capped": _("加分每月不超过 %(cap)s 分"),
    "floor": _("总分不低于 %(floor)s 分"),
    "no-total": _("本单位当月没有总分，不计分"),
    "points": _("%(base)s"),
    "points-counted": _("%(base)s × %(count)s"),
    "points-multiplied": _("%(base)s × %(count)s × %(factor)s"),
    "deducted-once": _("本月只扣一次，已由 %(finding)s 计"),
    "counted-once": _("本月只计一次，已由 %(finding)s 计"),
    "subject-once": _("同一事项只计一次，已由 %(finding)s 计"),
    "no-amount": _("计分办法没有写明这类单位的分数"),
    "withdrawn": _("%(on)s 撤回，不计分"),
    "withdrawn-undated": _("已撤回，不计分"),
    "upheld": _("申诉成立，不计分"),
    "counted-in": _("已在“%(assessment)s”中计算，本考核不重复计分"),
    "factor-of": _("倍数取最高的，是 %(finding)s 的"),
    "reason-and-factor-of": _("%(reason)s；倍数取最高的，是 %(finding)s 的"),
    "amended": _("申诉后数量由 %(before)s 改为 %(after)s"),
    "exempt-wholly": _("免予扣分（%(ground)s）"),
    "exempt-part": _("%(count)s 免予扣分（%(ground)s）"),
    "exempt-parts": _("其中 %(parts)s"),
    "amended-and-exempt": _("%(amended)s；%(exempt)s"),
    "exempt": _("免予考核：%(ground)s"),
    "not-participating": _("不参加：%(ground)s"),
    "rule-not-this-month": _("此计分办法本月不适用"),
    "rule-not-this-unit": _("此计分办法不适用于本单位"),
    "condition-unmet": _("前提未满足：%(metric)s"),
    "rule-not-in-month": _("此计分办法在 %(month)s 不适用"),
    "rule-not-yet": _("此计分办法自 %(since)s 起施行，发现日期为 %(date)s"),
    "rule-ended": _("此计分办法到 %(until)s 为止，发现日期为 %(date)s"),
    "rule-not-for-unit": _("此计分办法不适用于%(unit)s"),
    "rule-not-for-place": _("此计分办法只适用于列明的地点，发生地点为%(place)s"),
    "owed-metric": _("待报：%(metric)s"),
    "owed-mark": _("待报：评分"),
    "amount": _("%(number)s%(unit)s"),
    "not-delivered": _("没有报送"),
    "yes": _("是"),
    "no": _("否"),
    "limit-above": _("以高于 %(limit)s 为限"),
    "limit-below": _("以低于 %(limit)s 为限"),
    "measured": _("%(metric)s %(value)s，%(limit)s"),
    "charged": _("%(measured)s：%(working)s"),
    "within-limit": _("%(measured)s，不扣分"),
    "deducted-once-at": _("%(measured)s：本月只扣一次，已由%(unit)s计"),
    "at-unit": _("%(unit)s：%(reason)s"),
    "earned": _("%(metric)s：%(value)s，得 %(points)s 分"),
    "not-earned": _("%(metric)s：%(value)s，未达到要求，不得分"),
    "placed": _("%(metric)s：%(value)s，第 %(place)s 名，得 %(points)s 分"),
    "mark-agreed": _("%(where)s：商定评分 %(points)s 分，满分 %(full)s 分"),
    "mark-mean": _("%(where)s：%(groups)s 组评分的平均（暂定） %(points)s 分，满分 %(full)s 分"),
    "mean-of-places": _("%(mark)s；%(places)s 处取平均"),
}
"""What each reason of a trace says; the reasons of ``then-`` are told by the checks only."""


def sentence(reason: Reason) -> Word:
    """Put a reason into words, which a language says.

    >>> two = Reason("points-counted", (("base", Fraction(1, 3)), ("count", Fraction(2))))
    >>> CHINESE.say(sentence(two))
    '约0.333333 × 2'
    """
    parts = ((name, _part(parameter)) for name, parameter in reason.parameters)
    return Word(SENTENCES[reason.code].text, tuple(parts))


def chinese(reason: Reason) -> str:
    """Say a reason in Chinese, as data and documents do whatever the site speaks."""
    return CHINESE.say(sentence(reason))


def _part(parameter: Parameter) -> Said:
    return _PARTS[type(parameter)](parameter)


def _figure(value: Fraction) -> Said:
    """A number as ``readable`` writes it, in any language."""
    written = plain(value)
    if "/" not in written:
        return written
    return _("约%(number)s", number=shown(value, READABLE_PLACES))


_PARTS: Mapping[type, Callable[[Any], Said]] = {
    str: str,
    int: str,
    Fraction: _figure,
    date: date.isoformat,
    UserText: lambda text: text.raw,
    Reason: sentence,
    tuple: lambda reasons: joined(map(sentence, reasons)),
}
