"""Scores as text for a terminal and for reading aloud in a meeting, in Chinese."""

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import groupby

from wcwidth import ljust, width

from bulletin import glossary
from bulletin.language import CHINESE
from bulletin.model.month import Finding
from bulletin.model.rubric import Rubric
from bulletin.model.scheme import Assessment, Scheme
from bulletin.model.unit import Units
from bulletin.number import readable, shown
from bulletin.trace import (
    AwardResult,
    CriterionScore,
    Kind,
    Missing,
    Scores,
    Status,
    Step,
    UnitScore,
)
from bulletin.view.reason_sentences import ARITHMETIC, chinese
from bulletin.view.words import STATUS

_AMOUNTS = (*(glossary.TOTAL, glossary.BASE, glossary.OVERFLOW, glossary.BONUS, glossary.PENALTY),)
_ESCAPES = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def clean(text: str) -> str:
    """Fold white space and drop what a terminal would obey."""
    return _ESCAPES.sub("", " ".join(text.split()))


def month_name(month: str) -> str:
    """Write a month as it is spoken.

    >>> month_name("2017-08")
    '2017年8月'
    """
    year, _, number = month.partition("-")
    return f"{year}年{int(number)}月"


def scores(assessment: Assessment, result: Scores) -> str:
    """Write the ranking of a month as a table; groups stand in the scheme's order, each named."""
    state = "（暂定：尚有数据待报或评分未商定）" if result.provisional else ""
    head = f"{assessment.scheme.title}　{month_name(result.month)}{state}"
    last = "等次、标记" if assessment.scheme.grades else "标记"
    names = (CHINESE.say(quantity.title) for quantity in _AMOUNTS)
    titles = ("名次", "单位", *names, last)
    groups = {group.id: group.title for group in assessment.scheme.groups}
    order = {group: at for at, group in enumerate(groups)}

    def place(unit: UnitScore) -> tuple[int, bool, int]:
        return order.get(unit.group or "", len(order)), unit.rank is None, unit.rank or 0

    units = sorted(result.units, key=place)
    rows = [titles, *(_score_row(unit, assessment.scheme) for unit in units)]
    head_row, *lines = _table(rows)
    if groups:
        lines = list(_under_groups(groups, units, lines))
    return "\n".join((head, head_row, *lines, *_pending(assessment, result)))


def _under_groups(
    groups: Mapping[str, str], units: Iterable[UnitScore], lines: Iterable[str]
) -> Iterator[str]:
    """Put the title of each group over its units, which stand together."""
    for group, members in groupby(zip(units, lines, strict=True), lambda pair: pair[0].group):
        yield groups.get(group or "", "其他单位")
        yield from (line for _, line in members)


def _score_row(unit: UnitScore, scheme: Scheme) -> tuple[str, ...]:
    amounts = (quantity.of(unit) for quantity in _AMOUNTS)
    numbers = ("—" if amount is None else shown(amount, unit.places) for amount in amounts)
    grade = (scheme.grade_title(unit.grade),) if unit.grade else ()
    named = "、".join((*grade, *map(scheme.flag_title, unit.flags)))
    return (str(unit.rank or "—"), unit.name, *numbers, named)


def _pending(assessment: Assessment, result: Scores) -> Iterator[str]:
    if result.pending:
        names = {unit.unit: unit.name for unit in result.units}
        rubric = assessment.rubric_for(result.month)
        yield f"待报 {len(result.pending)} 项："
        for row in result.pending:
            what = owed(rubric, row)
            yield f"  {names.get(row.unit, row.unit)}　{what}　{row.provider}".rstrip()


def owed(rubric: Rubric | None, row: Missing) -> str:
    """Name what somebody still owes: the metric, else what the rule says."""
    metric = rubric.metrics.get(row.metric or "") if rubric else None
    rule = rubric.rules.get(row.rule) if rubric else None
    text = clean(rule.text.raw) if rule else row.rule
    return metric.title if metric else row.metric or text


def awards(assessment: Assessment, results: tuple[AwardResult, ...]) -> str:
    """Write the year's awards with places, the cut and who is barred."""
    return "\n\n".join(_award(assessment, result) for result in results) or "此考核办法没有设奖"


def _award(assessment: Assessment, result: AwardResult) -> str:
    rule = next(rule for rule in assessment.scheme.awards if rule.id == result.award)
    state = "（暂定）" if result.provisional else ""
    counts = f"参加排名 {result.base} 个，名额 {result.places} 个"
    head = f"{result.year}年度　{rule.title}{state}　{counts}"
    rows: list[tuple[str, ...]] = [
        ("名次", "单位", CHINESE.say(glossary.AWARD_SCORE.title), "结果")
    ]
    for unit in result.units:
        amount = glossary.AWARD_SCORE.of(unit)
        score = "—" if amount is None else readable(amount)
        barred = "取消资格：" + "、".join(map(assessment.scheme.flag_title, unit.barred))
        verdict = barred if unit.barred else "入选" if unit.winner else ""
        rows.append((str(unit.rank or "—"), unit.name, score, verdict))
    return "\n".join((head, *_table(rows)))


def explain(
    assessment: Assessment, rubric: Rubric, units: Units, scored: tuple[Scores, str]
) -> str:
    """Write one unit's month criterion by criterion: each lost point, its finding and clause."""
    result, wanted = scored
    unit = result.unit(wanted)
    assert unit is not None  # noqa: S101 - the caller has looked
    reader = _Explainer(assessment, rubric, units)
    return "\n".join(reader.unit(result.month, unit))


class _Explainer:
    """Reads a unit's score aloud."""

    def __init__(self, assessment: Assessment, rubric: Rubric, units: Units) -> None:
        self.assessment, self.rubric, self.units = assessment, rubric, units

    def unit(self, month: str, unit: UnitScore) -> Iterator[str]:
        """Read the head line, the criteria, and the total."""
        total = "没有计分" if unit.total is None else f"总分 {readable(unit.total)} 分"
        rank = f"，第 {unit.rank} 名" if unit.rank else ""
        state = "（暂定）" if unit.provisional else ""
        yield f"{self.assessment.scheme.title}　{month_name(month)}"
        yield f"{unit.name}：{total}{rank}{state}"
        for criterion in unit.criteria:
            yield from self._criterion(criterion)
        yield "\n总分"
        yield from self._steps(unit.total_steps)
        scheme = self.assessment.scheme
        if unit.grade:
            yield f"等次：{scheme.grade_title(unit.grade)}"
        for flag in unit.flags:
            yield f"标记：{scheme.flag_title(flag)}"

    def _criterion(self, scored: CriterionScore) -> Iterator[str]:
        node = self.rubric.nodes[scored.id]
        score = "—" if scored.score is None else f"{readable(scored.score)} 分"
        taken = f"参评 {readable(scored.taken)} 分，" if scored.partly else ""
        points = f"满分 {readable(scored.points)} 分，{taken}得 {score}{_state(scored)}"
        yield ""
        yield "　".join(filter(None, (node.number, node.title, points)))
        if node.mismatch:
            yield f"    文件矛盾：{clean(node.mismatch.raw)}"
        if scored.status is Status.SCORED and scored.reason:
            yield f"    {clean(chinese(scored.reason))}"
        yield from self._steps(scored.steps)

    def _steps(self, steps: tuple[Step, ...]) -> Iterator[str]:
        for step in steps:
            yield f"  {_signed(step.change):>8}  {self._what(step)}　→ {readable(step.running)}"
            yield from (f"            {line}" for line in self._grounds(step))

    def _what(self, step: Step) -> str:
        if step.kind is Kind.PART and step.part:
            return self.rubric.nodes[step.part].name
        finding = self._finding(step)
        if finding is None:
            return clean(chinese(step.reason))
        where = "" if finding.scene == finding.unit else f"（{self.units.name(finding.scene)}）"
        return f"{finding.date} {clean(finding.summary.raw)}{where}"

    def _arithmetic(self, step: Step) -> str:
        """Write ``2 分 × 3 × 4（省市督查发现的加倍 ×2、重复发现的再加倍 ×2）``."""
        texts = {m.id: clean(m.text.raw) for m in self.rubric.modifiers}
        named = "、".join(f"{texts.get(key, key)} ×{readable(by)}" for key, by in step.modifiers)
        points = f"{readable(step.base)} 分 × {readable(step.count)} × {readable(step.factor)}"
        return f"{points}（{named}）" if named else points

    def _finding(self, step: Step) -> Finding | None:
        if step.finding is None:
            return None
        month, _, name = step.finding.partition("/")
        return self.assessment.months[month].findings[name]

    def _grounds(self, step: Step) -> Iterator[str]:
        rule = self.rubric.rules.get(step.rule or "")
        if rule is None:
            return
        clause = f"{clean(rule.clause)}　" if rule.clause else ""
        yield f"依据：{clause}{clean(rule.text.raw)}"
        if step.finding:
            reason = clean(chinese(step.reason))
            words = "" if step.reason.code in ARITHMETIC else f"　{reason}"
            voids = step.kind is Kind.VOID
            yield f"计算：{reason if voids else self._arithmetic(step) + words}"
        if step.source:
            yield f"出处：{step.source.source}" + (f"　编号 {step.finding}" if step.finding else "")


def _state(scored: CriterionScore) -> str:
    """Write a state other than scored, with its reason: ``（待报：群众满意率）``."""
    if scored.status is Status.SCORED:
        return ""
    why = chinese(scored.reason) if scored.reason else CHINESE.say(STATUS[scored.status])
    return f"（{clean(why)}）"


def _signed(value: Fraction) -> str:
    return readable(value, "+")


def _table(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Line up columns, a Chinese character being two columns wide."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(map(ljust, row, widths)).rstrip()
