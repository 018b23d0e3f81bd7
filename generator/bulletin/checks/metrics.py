"""Metrics: what rules measure by is declared, and what is declared is used."""

from collections.abc import Iterator

from bulletin.checks.registry import Subject
from bulletin.checks.rules import metrics_of, uses
from bulletin.checks.view import RubricView
from bulletin.checks.words import error, warning
from bulletin.problem import Code, Problem

check = Subject[RubricView]()


@check(Code("R008", "依据的数据没有登记", "计分办法依据的数据必须在 metrics 中登记。"))
def metrics_are_declared(view: RubricView) -> Iterator[Problem]:
    """A rule measures by a declared metric, and depends on one."""
    for rule in view.rules:
        for keys, wanted, _ in uses(rule):
            if wanted not in view.metrics:
                message = f"依据的数据必须先登记，metrics 里没有 {wanted}"
                yield error(rule.place, keys, message, view.metrics.hint(wanted))


@check(Code("R009", "登记的数据没有用到", "metrics 中的每项数据应当有计分办法使用（提醒）。"))
def metrics_are_used(view: RubricView) -> Iterator[Problem]:
    """A declared metric drives some rule, or one depends on it."""
    used = {metric for rule in view.rules for metric in metrics_of(rule)}
    misspelt = used - set(view.rubric.metrics)
    for metric in view.rubric.metrics.values() if not misspelt else ():
        if metric.id not in used:
            message = f"登记的数据应当有计分办法使用，{metric.id}（{metric.title}）没有"
            yield warning(metric.place, (), message, "删去这项数据，或补上使用它的计分办法")


@check(Code("R010", "数据类型与用法不符", "“是或否”的数据只能问是或否（met），数不能问是或否。"))
def metrics_fit_their_use(view: RubricView) -> Iterator[Problem]:
    """A yes-no metric is asked whether it is met; a number is compared, counted or ranked."""
    for rule in view.rules:
        for keys, used, asks in uses(rule):
            metric = view.rubric.metrics.get(used)
            if metric and metric.yes_no != asks:
                found = "类型是“是或否”" if metric.yes_no else "类型是数"
                message = f"“是或否”的数据只能问是或否，数不能问是或否，{metric.id} 的{found}"
                hint = "写明 met: true" if metric.yes_no else "改用 at_least、above 等写明界限"
                yield error(rule.place, keys, message, hint)


@check(Code("R013", "数据没有写明由谁提供", "每项数据应当写明 provider（提醒）。"))
def metrics_have_providers(view: RubricView) -> Iterator[Problem]:
    """Somebody owes the numbers of each metric."""
    for metric in view.rubric.metrics.values():
        if not metric.provider:
            message = f"每项数据应当写明由谁提供，{metric.id}（{metric.title}）没有写"
            yield warning(metric.place, (), message, "补上 provider: 单位名称")
