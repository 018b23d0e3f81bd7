"""What a unit's notice (反馈单) says, for its template."""

from collections.abc import Iterable, Iterator

from bulletin import glossary
from bulletin.exchange.word import problems, results
from bulletin.exchange.word.bulletin import head
from bulletin.exchange.word.figures import (
    Values,
    numbered,
    points,
    said,
    signed,
    text,
    title,
    total,
    why,
)
from bulletin.text import UserText
from bulletin.trace import CriterionScore, Kind, Status, Step, UnitScore
from bulletin.view import words
from bulletin.view.edition import Edition
from bulletin.view.findings import FindingView, Register
from bulletin.view.ranking import reason, since, status
from bulletin.view.steps import arithmetic

_TAKES = frozenset({Kind.DEDUCT, Kind.VOID})


def values(edition: Edition, register: Register, month: str, score: UnitScore) -> Values:
    """Everything that a template of the notice may name."""
    views = register.of_unit(month, score.unit)
    numbered_problems = numbered(_problem(register, view) for view in views if _is_problem(view))
    charged = [_charged(edition, month, step) for step in score.steps if _by_data(step)]
    still = numbered(problems.still_open(edition, register, month, score.unit))
    return {
        **head(edition, month),
        "标题": title(f"{edition.title}{said(words.month_name(month))}考评反馈单"),
        "单位": score.name,
        **_result(edition, month, score),
        "得分": [_criterion(edition, month, scored) for scored in _tops(edition, month, score)],
        "问题": numbered_problems,
        "按数据扣分": charged,
        "加分事项": list(_merits(edition, month, score)),
        "尚未整改": still,
        "未整改项数": len(still) + sum(1 for view in views if _is_open(register, view)),
        "要整改": bool(numbered_problems or charged or still),
        "再次发现加重": [text(scored) for scored in _heavier(edition, score, views)],
        "更正": results.corrected(edition, month, score.unit),
    }


def _result(edition: Edition, month: str, score: UnitScore) -> Values:
    group = [u for u in edition.scores[month].units if u.group == score.group]
    return {
        "总分": total(score.total, score.places),
        "名次": score.rank or "",
        "排名单位数": sum(1 for unit in group if unit.rank),
        "未排名原因": why(reason(score)) or said(status(score)),
        "比上月": "" if (change := since(edition, month, score)) is None else signed(change),
        "扣分": points(glossary.deducted(score)),
        "加分": points(glossary.awarded(score)),
        "计入加分": points(score.bonus),
        "等次": edition.grade(score),
        "标记": [edition.flags.get(flag, flag) for flag in score.flags],
        "本单位暂定": score.provisional,
    }


def _tops(edition: Edition, month: str, score: UnitScore) -> Iterator[CriterionScore]:
    rubric = edition.rubrics[month]
    for node in rubric.criteria if rubric else ():
        scored = score.criterion(node.id)
        if scored:
            yield scored


def _criterion(edition: Edition, month: str, scored: CriterionScore) -> Values:
    node = edition.node(month, scored.id)
    state = "" if scored.status is Status.SCORED else said(words.STATUS[scored.status])
    return {
        "内容": words.named(node) if node else scored.id,
        "满分": _full(scored),
        "参评满分": state if scored.score is None else points(scored.taken),
        "得分": state if scored.score is None else points(scored.score),
        "失分": state if scored.score is None else points(scored.lost),
    }


def _full(scored: CriterionScore) -> str:
    """The full marks, with those of what the unit took part in where they are not the same."""
    assessed = f"（参评{points(scored.taken)}）" if scored.partly else ""
    return points(scored.points) + assessed


def _heavier(
    edition: Edition, score: UnitScore, views: Iterable[FindingView]
) -> Iterator[UserText]:
    """The provisions by which one of the problems would be dearer if it were found again."""
    findings = (view.finding for view in views if _is_problem(view))
    every = (modifier for finding in findings for modifier in edition.heavier(score.unit, finding))
    yield from {modifier.id: modifier.text for modifier in every}.values()


def _is_open(register: Register, view: FindingView) -> bool:
    """Whether a finding of the month was ordered to be mended, and is not at its end."""
    return register.mending(view.month).is_open(view.finding)


def _is_problem(view: FindingView) -> bool:
    """Whether a finding is told to the unit as a problem: it stands, and is no merit."""
    return not problems.is_merit(view) and (view.stands or view.takes)


def _problem(register: Register, view: FindingView) -> Values:
    finding = view.finding
    steps = [step for _, step in view.steps]
    return {
        **problems.described(view),
        "来源": view.source,
        "扣分": problems.charged(view),
        "计算": _working(view, steps),
        "原因": text(finding.cause),
        "建议": text(finding.proposal),
        "第几次发现": register.times(view),
        **problems.due(finding, register.mending(view.month)),
    }


def _working(view: FindingView, steps: Iterable[Step]) -> str:
    """How the points come out; where nothing is taken, why."""
    if view.forfeit:
        return f"本项当月不得分，失{points(view.forfeit)}分"
    parts = [said(arithmetic(one)) if one.change else why(one.reason) for one in steps]
    return "；".join(part for part in parts if part)


def _by_data(step: Step) -> bool:
    return step.kind in _TAKES and step.change < 0 and step.finding is None


def _charged(edition: Edition, month: str, step: Step) -> Values:
    rule = edition.rule(month, step.rule)
    return {
        "计分办法": text(rule.text) if rule else why(step.reason),
        "条款": step.clause,
        "扣分": points(-step.change),
        "说明": why(step.reason),
    }


def _merits(edition: Edition, month: str, score: UnitScore) -> Iterator[Values]:
    for step in score.steps:
        if step.kind is Kind.AWARD and step.change > 0:
            finding = edition.findings.get(step.finding or "")
            rule = edition.rule(month, step.rule)
            yield {
                "事项": text(finding.summary) if finding else why(step.reason),
                "加分": points(step.change),
                "计分办法": text(rule.text) if rule else "",
            }
