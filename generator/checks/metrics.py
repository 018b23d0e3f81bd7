"""Metrics: what rules measure by is declared, and what is declared is used."""

from collections.abc import Iterator

from generator.checks.rules import action_key
from generator.checks.view import RubricView
from generator.checks.words import error, warning
from generator.model.rubric import Earn, Rule
from generator.problem import Problem


def metrics_are_declared(view: RubricView) -> Iterator[Problem]:
    """A rule measures by a declared metric."""
    for rule in view.rules:
        if rule.metric and rule.metric not in view.metrics:
            message = f"依据的数据必须先登记，metrics 里没有 {rule.metric}"
            keys = (action_key(rule), "metric")
            yield error(rule.place, "R008", keys, message, view.metrics.hint(rule.metric))


def metrics_are_used(view: RubricView) -> Iterator[Problem]:
    """A declared metric drives some rule."""
    used = {rule.metric for rule in view.rules if rule.metric}
    misspelt = used - set(view.rubric.metrics)
    for metric in view.rubric.metrics.values() if not misspelt else ():
        if metric.id not in used:
            message = f"登记的数据应当有计分办法使用，{metric.id}（{metric.title}）没有"
            yield warning(metric.place, "R009", (), message, "删去这项数据，或补上使用它的计分办法")


def metrics_fit_their_use(view: RubricView) -> Iterator[Problem]:
    """A yes-no metric is asked whether it is met; a number is compared, counted or ranked."""
    for rule in view.rules:
        metric = view.rubric.metrics.get(rule.metric or "")
        if metric and metric.yes_no != _asks(rule):
            found = "类型是“是或否”" if metric.yes_no else "类型是数"
            message = f"“是或否”的数据只能用 met，数不能用 met，{metric.id} 的{found}"
            hint = (
                "改用 earn: {…, met: true}" if metric.yes_no else "改用 at_least、above 等写明界限"
            )
            yield error(rule.place, "R010", (action_key(rule), "metric"), message, hint)


def _asks(rule: Rule) -> bool:
    action = rule.action
    return isinstance(action, Earn) and action.test is not None and action.test.op == "met"


def metrics_have_providers(view: RubricView) -> Iterator[Problem]:
    """Somebody owes the numbers of each metric."""
    for metric in view.rubric.metrics.values():
        if not metric.provider:
            message = f"每项数据应当写明由谁提供，{metric.id}（{metric.title}）没有写"
            yield warning(metric.place, "R013", (), message, "补上 provider: 单位名称")


CHECKS = (
    metrics_are_declared,
    metrics_are_used,
    metrics_fit_their_use,
    metrics_have_providers,
)
