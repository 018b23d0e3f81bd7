"""Versions of a rubric: what has a history is kept, or replaced by name."""

from collections.abc import Iterator
from itertools import pairwise

from bulletin.checks.registry import Subject
from bulletin.checks.view import RubricView, SchemeView, rule_choices
from bulletin.checks.words import error, warning
from bulletin.model.rubric import Rubric
from bulletin.problem import Code, Problem

scheme_check = Subject[SchemeView]()
check = Subject[RubricView]()


@scheme_check(
    Code(
        "R017",
        "新版丢失有记录的计分办法",
        "旧版里有问题记录的计分办法，新版必须保留，或由新条写明 replaces 接替。",
    )
)
def history_is_kept(view: SchemeView) -> Iterator[Problem]:
    """A rule with findings in earlier months stays in a new version, or one replaces it."""
    rubrics = [view.assessment.rubrics[v] for v in view.versions if v in view.assessment.rubrics]
    carried: dict[str, int] = {}
    for old, new in pairwise(rubrics) if view.readable else ():
        carried = _histories(view, old, new, carried)
        replaced = {rule for newer in new.rules.values() for rule in newer.replaces}
        for rule, number in carried.items():
            if rule in old.rules and rule not in new.rules and rule not in replaced:
                message = (
                    f"有记录的计分办法不得丢失，上一版的 {rule} 已有 {number} 条记录，这一版没有"
                )
                hint = f"保留 {rule}，或在接替它的计分办法里写 replaces: [{rule}]"
                yield error(new.place, ("criteria",), message, hint)


def _histories(
    view: SchemeView, old: Rubric, new: Rubric, before: dict[str, int]
) -> dict[str, int]:
    counts = {
        rule.id: sum(before.get(former, 0) for former in {rule.id, *rule.replaces})
        for rule in old.rules.values()
    }
    for finding in view.findings.values():
        if old.version <= finding.month < new.version and finding.rule in counts:
            counts[finding.rule] += 1
    return {rule: number for rule, number in counts.items() if number}


@check(Code("R018", "接替的计分办法不存在", "replaces 必须是旧版评分细则里的计分办法。"))
def replaced_rules_existed(view: RubricView) -> Iterator[Problem]:
    """``replaces`` names rules of an older version."""
    older = [r for v, r in view.of.assessment.rubrics.items() if v < view.rubric.version]
    known = rule_choices(rule for rubric in older for rule in rubric.rules.values())
    for rule in view.rules if view.of.readable else ():
        for i, former in enumerate(rule.replaces):
            if former not in known:
                message = f"replaces 必须是旧版细则里的计分办法，旧版里没有 {former}"
                hint = known.hint(former) if older else "这是第一版细则，删去 replaces"
                yield error(rule.place, ("replaces", i), message, hint)


@check(Code("R022", "评分细则没有用到", "每版评分细则应当在某个考核月份使用（提醒）。"))
def versions_are_used(view: RubricView) -> Iterator[Problem]:
    """A version is in force in one of the scheme's months."""
    months = view.of.scheme.months
    if months and not view.months:
        found = f"考核月份是 {months[0]} 至 {months[-1]}"
        message = f"每版评分细则应当在某个考核月份使用，{view.rubric.version} 版没有，{found}"
        hint = "文件名就是起用月份：改正文件名，或改正 scheme.yaml 的 months"
        yield warning(view.rubric.place, (), message, hint)
