"""How the checks say why a rule is not in force, or why something earlier was no discovery."""

from collections.abc import Mapping
from fractions import Fraction

from bulletin.number import readable
from bulletin.reason import Parameter, Reason, ReasonCode

SENTENCES: Mapping[ReasonCode, str] = {
    "rule-not-in-month": "此计分办法在 %(month)s 不适用",
    "rule-not-yet": "此计分办法自 %(since)s 起施行，发现日期为 %(date)s",
    "rule-ended": "此计分办法到 %(until)s 为止，发现日期为 %(date)s",
    "rule-not-for-unit": "此计分办法不适用于%(unit)s",
    "rule-not-for-place": "此计分办法只适用于列明的地点，发生地点为%(place)s",
    "then-withdrawn": "已撤回",
    "then-upheld": "申诉成立",
    "then-nothing-left": "申诉后数量改为 0",
    "then-exempt-wholly": "全部免予扣分",
    "then-takes-nothing": "当月的评分细则里，%(rule)s 不是按问题扣分的计分办法",
    "then-not-assessed": "该单位当月不是考核对象",
    "then-no-such-rule": "当月的评分细则里没有 %(rule)s，也没有它接替的计分办法",
    "then-not-in-force": "计分办法当时不适用",
    "then-within-limit": "数值 %(value)s 没有超出界限",
    "then-no-number": "数值没有超出界限",
    "then-exempt": "当月免予考核",
    "then-not-participating": "当月不参加这一内容",
    "then-condition-unmet": "当月前提未满足",
}


def sentence(reason: Reason) -> str:
    """Say in Chinese, as all problems are, what the law of the records gave as its reason.

    >>> sentence(Reason("then-within-limit", (("value", Fraction(99, 2)),)))
    '数值 49.5 没有超出界限'
    """
    written = {name: _written(parameter) for name, parameter in reason.parameters}
    return SENTENCES[reason.code] % written


def _written(parameter: Parameter) -> str:
    return readable(parameter) if isinstance(parameter, Fraction) else str(parameter)
