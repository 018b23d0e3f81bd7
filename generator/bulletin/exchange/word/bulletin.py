"""What the month's bulletin (通报) says, for its template."""

from bulletin.exchange.word import problems, results
from bulletin.exchange.word.figures import Values, points, said, text, title, total, why
from bulletin.view import bridges, ranking, words
from bulletin.view.bulletin import facts, rectification
from bulletin.view.bulletin.facts import Facts
from bulletin.view.bulletin.honours import Flagged, Merit, flagged, merits
from bulletin.view.edition import Edition
from bulletin.view.findings import FindingView, Register
from bulletin.view.panel import unagreed


def values(edition: Edition, register: Register, month: str) -> Values:
    """Everything that a template of the bulletin may name."""
    pairs = register.of_month(month)
    views = [view for _, view in pairs]
    orders = rectification.of_month(register, edition.months, month)
    bridged = bridges.bridged(edition, register, month)
    groups = results.ranking(edition, ranking.groups(edition, month, bridged))
    honours = results.awards(edition, month)
    return {
        **head(edition, month),
        "标题": title(f"关于{edition.title}{said(words.month_name(month))}情况的通报"),
        **_counted(edition, month, views),
        "更正": results.corrected(edition, month),
        "取消资格": [_flagged(flagged_unit) for flagged_unit in flagged(edition, month, pairs)],
        "失分内容": problems.missed(edition, month),
        "突出问题": problems.typical(edition, month, pairs),
        "热点问题": problems.hot_issues(edition, register, month),
        "重复发现": problems.repeated(register, pairs),
        "整改": (mended := problems.rectification(orders, register.mending(month))),
        "加分事项": [_merit(flagged_unit) for flagged_unit in merits(edition, month)],
        "排名": groups,
        "评优": honours,
        "附件": _attached(排名=groups, 整改=mended["清单"], 评优=honours),
    }


def head(edition: Edition, month: str) -> Values:
    """What bulletin and notice have in common."""
    previous = edition.previous(month)
    return {
        "机关": list(edition.offices),
        "发布单位": edition.site.publisher,
        "考核名称": edition.title,
        "依据": edition.assessment.scheme.document or edition.title,
        "年": month[:4],
        "月份": said(words.month_name(month)),
        "上月": said(words.month_name(previous)) if previous else "",
        "暂定说明": _provisional(edition, month),
    }


def _provisional(edition: Edition, month: str) -> str:
    """Why a month's results may still change; empty where they do not."""
    scores = edition.scores[month]
    if not scores.provisional:
        return ""
    open_marks = len(tuple(unagreed(edition, month, scores.units)))
    parts = [f"还有{len(scores.pending)}项数据或评分待报"] if scores.pending else []
    parts += [f"有{open_marks}项评分未商定，暂按各组平均计"] if open_marks else []
    return f"本期结果为暂定：{'，'.join(parts)}；报齐、商定以后总分和名次可能改变。"


def _counted(edition: Edition, month: str, views: list[FindingView]) -> Values:
    counted = facts.of_month(edition, month, views)
    return {
        "单位数": counted.assessed,
        "计分单位数": counted.scored,
        **_totals(edition, month, counted),
        "记录数": counted.recorded,
        "扣分记录数": counted.deductions,
        "加分记录数": counted.merits,
        "得分记录数": counted.earning,
        "不计分记录数": counted.uncharged,
        "不得分记录数": counted.voiding,
        "扣分": points(counted.lost),
        "按数据扣分": points(counted.by_numbers) if counted.by_numbers else "",
        "加分": points(counted.gained),
        "封顶加分": points(counted.kept) if counted.kept != counted.gained else "",
        "加重": [{"办法": text(one.text), "次数": n} for one, n in counted.multiplied],
        "不得分项次": counted.voided,
        "超出满分单位": said(words.listed(u.name for u in counted.overflowing)),
        "超出满分扣分": points(counted.overflow),
    }


def _totals(edition: Edition, month: str, counted: Facts) -> Values:
    places = edition.places(month)
    return {
        "平均分": "" if counted.mean is None else total(counted.mean, places),
        "平均分变化": _change(counted),
        "最高分": total(counted.best[0].total, places) if counted.best else "",
        "最高单位": said(words.listed(u.name for u in counted.best)),
        "最低分": total(counted.worst[0].total, places) if counted.worst else "",
        "最低单位": said(words.listed(u.name for u in counted.worst)),
    }


def _change(counted: Facts) -> str:
    """How the mean moved against the month before; empty where the two do not compare."""
    change = counted.mean_change
    if change is None:
        return ""
    if change == 0:
        return "持平"
    return f"{'提高' if change > 0 else '下降'}{points(abs(change))}分"


def _flagged(flagged_unit: Flagged) -> Values:
    summaries = [text(view.finding.summary).rstrip("。；") for view in flagged_unit.findings]
    return {"单位": flagged_unit.score.name, "标记": flagged_unit.flag, "问题": summaries}


def _merit(merit: Merit) -> Values:
    return {
        "单位": merit.score.name,
        "加分": points(merit.step.change),
        "事项": text(merit.summary) or why(merit.step.reason),
        "计分办法": text(merit.rule_text),
    }


def _attached(**parts: object) -> Values:
    """The number of each attachment that there is; 0 stands for none."""
    there = [name for name, part in parts.items() if part]
    return {name: there.index(name) + 1 if name in there else 0 for name in parts}
