"""Findings and their rules: what the rule asks for is there, and the finding charges something."""

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from bulletin.checks.reasons import sentence
from bulletin.checks.registry import Subject
from bulletin.checks.rules import amounts
from bulletin.checks.view import MonthView, SchemeView, rule_choices
from bulletin.checks.words import Choices, error, warning
from bulletin.law.actions import DrivenBy
from bulletin.law.force import why_not
from bulletin.model.month import Finding
from bulletin.model.rubric import Rubric, Rule
from bulletin.number import readable
from bulletin.problem import Code, Problem
from bulletin.text import listed

check = Subject[MonthView]()

TIER = Code("F008", "档次不对", "按档计分的必须写明列出的一档，其他的不得写 tier。")
SUBJECT = Code("F009", "没有写明工作事项", "同一工作事项只计一次的计分办法，必须写明 subject。")


@check(Code("F005", "计分办法不存在", "问题的计分办法必须在当月的评分细则里。"))
def rules_exist(view: MonthView) -> Iterator[Problem]:
    """A finding's rule is in the rubric in force."""
    rubric = view.rubric
    known = rubric.rules if rubric else {}
    for finding in view.month.findings.values() if rubric else ():
        if finding.rule not in known and finding.rule not in view.lost:
            message = f"计分办法必须在当月的评分细则里，{_version(rubric)}没有 {finding.rule}"
            hint = unknown_rule(view.of, rubric, finding.rule)
            yield error(finding.place, ("rule",), message, hint)


def unknown_rule(view: SchemeView, rubric: Rubric | None, rule: str) -> str:
    """Say where else a rule is, or which one was probably meant."""
    heirs = [r.id for r in rubric.rules.values() if rule in r.replaces] if rubric else []
    if heirs:
        return f"{rule} 已由 {listed(heirs)} 接替，写 {listed(heirs)}"
    elsewhere = [v for v, other in view.assessment.rubrics.items() if rule in other.rules]
    if elsewhere:
        return f"{rule} 在 {listed(f'{v} 版' for v in elsewhere)}里，当月不用那一版"
    return rule_choices(iter(rubric.rules.values() if rubric else ())).hint(rule)


def _version(rubric: Rubric | None) -> str:
    return f"{rubric.version} 版" if rubric else ""


@check(Code("F006", "计分办法不由问题决定", "由数据或评分决定的计分办法不能登记问题。"))
def rules_take_findings(view: MonthView) -> Iterator[Problem]:
    """A finding's rule is driven by findings, not by measurements or marks."""
    rules = view.rubric.rules if view.rubric else {}
    for finding in view.month.findings.values():
        rule = rules.get(finding.rule)
        if rule and not rule.by_findings:
            driver, file = _driver(rule)
            message = f"这一条不能登记问题，{rule.id} 由{driver}决定"
            yield error(finding.place, ("rule",), message, f"写进当月的 {file}")


def _driver(rule: Rule) -> tuple[str, str]:
    """What drives a rule, in words, and the file where that is recorded."""
    match rule.action.driven_by:
        case DrivenBy.FINDINGS:
            return "问题", "findings/"
        case DrivenBy.MEASUREMENT:
            return f"数据 {rule.metric} ", "measurements.yaml"
        case DrivenBy.MARK:
            return "评分", "marks.yaml"
        case _ as never:
            assert_never(never)


@check(TIER)
def tiers_are_named(view: MonthView) -> Iterator[Problem]:
    """A tier is given where the rule has tiers."""
    for finding, rule in view.fully_ruled:
        if rule.tiers and finding.tier is None:
            message = "按档计分的必须写明是哪一档，此处没有写"
            hint = f"补上 tier，可以写：{listed(rule.tiers)}"
            yield error(finding.place, ("tier",), message, hint)


@check(TIER)
def tiers_are_known(view: MonthView) -> Iterator[Problem]:
    """A tier that is given is one of the rule's."""
    for finding, rule in view.ruled:
        if finding.tier is None or finding.tier in rule.tiers:
            continue
        message = f"按档计分的必须写明是哪一档，此处为“{finding.tier}”"
        hint = Choices(dict.fromkeys(rule.tiers, ""), "").hint(finding.tier)
        if not rule.tiers:
            message = f"不按档计分的不得写 tier，{rule.id} 没有分档"
            hint = "删去 tier，或改正 rule"
        yield error(finding.place, ("tier",), message, hint)


@check(SUBJECT)
def subjects_are_named(view: MonthView) -> Iterator[Problem]:
    """A subject is given where the rule counts once for each."""
    for finding, rule in view.fully_ruled:
        if finding.subject is None and rule.per_subject:
            message = f"同一工作事项只计一次的必须写明事项，{rule.id} 如此，此处没有写"
            yield error(finding.place, ("subject",), message, "补上 subject: 工作事项名称")


@check(Code("F012", "免予扣分的理由不对", "免予扣分的理由必须是该计分办法列明的理由之一。"))
def exemptions_are_provided(view: MonthView) -> Iterator[Problem]:
    """The reason of an exemption is one that the rule lists."""
    for finding, rule in view.ruled:
        for one in finding.exempt:
            if one.reason not in rule.exempt_reasons:
                message = f"免予扣分的理由必须是该条列明的，此处为“{one.reason[:40]}”"
                hint = "可以写：" + listed(rule.exempt_reasons)
                if not rule.exempt_reasons:
                    hint = f"{rule.id} 没有列明免予扣分的理由，删去 exempt"
                yield error(one.place, ("reason",), message, hint)


@check(
    Code(
        "F013",
        "免予扣分的数量过多",
        "免予扣分的数量不得超过问题的数量；申诉改变了数量的，不得超过改后的数量。",
    )
)
def exemptions_are_parts(view: MonthView) -> Iterator[Problem]:
    """No more is exempt than was found, or than an appeal has left of it."""
    for finding in view.sound:
        if not finding.exempts_too_much:
            continue
        counts = [(one, one.count) for one in finding.exempt if one.count is not None]
        freed = sum((count for _, count in counts), Fraction(0))
        amended = finding.counted != finding.count
        total = f"{'申诉后' if amended else ''}共 {readable(finding.counted)}"
        message = f"免予扣分的数量不得超过总数，此处免 {readable(freed)}，{total}"
        hint = "按申诉后的数量改正 count" if amended else "改正 count"
        yield error(counts[-1][0].place, ("count",), message, hint)


@check(Code("F028", "免予扣分的各项不对", "免予扣分有几个理由的，每个理由写一次，都有可免的数量。"))
def exemptions_are_apart(view: MonthView) -> Iterator[Problem]:
    """Each reason of an exemption stands once, and exempts something that no other one does."""
    for finding in view.sound:
        reasons = [one.reason for one in finding.exempt]
        for i, (one, part) in enumerate(finding.exempted):
            if one.reason in reasons[:i]:
                message = f"免予扣分的理由各写一次，“{one.reason[:40]}”已经写过"
                hint = "合并成一项，数量相加"
            elif one.count is None and not part and finding.counted and len(reasons) > 1:
                message = "每个理由都应当免予扣分，这一项没有写数量，也没有剩下可免的"
                hint = "给各项写明 count，或删去这一项"
            else:
                continue
            yield error(one.place, ("reason",), message, hint)


@check(Code("F021", "问题不会计分", "登记的问题，其计分办法应当在当时对该单位有效（提醒）。"))
def findings_charge(view: MonthView) -> Iterator[Problem]:
    """A finding's rule is in force for it, so that it charges something."""
    units = view.of.whole.units
    for finding, rule in view.fully_ruled:
        assessed = view.within.get(finding.unit)
        if assessed is None:
            continue  # a problem of its own
        unfit = why_not(rule, finding, assessed, units)
        why = sentence(unfit) if unfit else _absent(view, finding, rule)
        if why and not _charges_nothing_anyway(finding):
            hint = "核对 rule、date、unit、place；确实不计分的，可以留着备查"
            message = f"登记的问题应当计分，此处不计：{why}"
            yield warning(finding.place, ("rule",), message, hint)


def _charges_nothing_anyway(finding: Finding) -> bool:
    upheld = finding.appeal is not None and finding.appeal.decision == "upheld"
    return upheld or finding.withdrawn is not None or finding.counted_in is not None


def _absent(view: MonthView, finding: Finding, rule: Rule) -> str:
    """Say that a unit does not take part in what a finding charges."""
    if view.absence(finding.unit, rule) is None:
        return ""
    return "participation.yaml 写明该单位当月不参评这一内容"


@check(
    Code("F024", "没有该类单位的分数", "分数按类别写的计分办法，必须有发生地点或单位那一类的分数。")
)
def amounts_are_known(view: MonthView) -> Iterator[Problem]:
    """Where points go by kind, there are points for the kind of the place or unit found."""
    for finding, rule in view.ruled:
        kinds = view.kinds(finding.scene, finding.unit)
        for _, amount in amounts(rule) if kinds else ():
            if amount.of(kinds) is None:
                message = (
                    f"按类别计分的必须有该类单位的分数，{rule.id} 没有 {kinds[0] or '无类别'} 的"
                )
                hint = f"{rule.id} 只有 {listed(amount.by_kind)} 的分数；核对 unit、place 或细则"
                yield error(finding.place, ("rule",), message, hint)
                break
