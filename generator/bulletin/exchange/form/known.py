"""What the drop-downs of a month offer: its units, the rules in force, sources, methods, tiers."""

from collections.abc import Iterable

from bulletin.exchange.form.cells import NO, NOTHING, YES
from bulletin.exchange.form.choices import Choice, Choices
from bulletin.law.force import for_findings, runs_in
from bulletin.model.rubric import Rubric, Rule
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Units

_LONG = 40
_NO_REPEAT = ("无", NO, NOTHING, "没有", "不是")
"""What people write where a finding is no repeat, which the data call ``none``."""


def choices(assessment: Assessment, rubric: Rubric, units: Units, month: str) -> Choices:
    """Every id that a cell may mean, and those that a month offers."""
    scheme = assessment.scheme
    there, owners = [u.id for u in units if u.exists_in(month)], assessment.owners(units, month)
    rules = [rule for rule in rubric.rules.values() if runs_in(rule, month)]
    by_findings = for_findings(rubric, month)
    judged = [rule for rule in rules if rule.judged]
    tiers = [name for rule in by_findings for name in rule.tiers]
    used = {rule.metric for rule in rules if rule.metric}
    used |= {rule.only_if.metric for rule in rules if rule.only_if}
    return {
        "units": _units(units, (u for u in there if u in owners)),
        "places": _units(units, there),
        "rules": _rules(rubric, by_findings),
        "judged": _rules(rubric, judged),
        "sources": _titled({one.id: one.title for one in scheme.sources}),
        "methods": _titled(scheme.method_titles),
        "tiers": Choice(offered=tuple(dict.fromkeys(tiers))),
        "metrics": _titled({m.id: m.title for m in rubric.metrics.values()}, used),
        "answers": Choice(offered=(YES, NO)),
        "repeats": Choice({"none": "无"}, dict.fromkeys(_NO_REPEAT, "none"), ("none",)),
    }


def _units(units: Units, offered: Iterable[str]) -> Choice:
    """Units by name and alias, as far as a name means only one."""
    names: dict[str, set[str]] = {}
    for unit in units:
        for name in (unit.name, *unit.aliases):
            names.setdefault(name, set()).add(unit.id)
    return Choice(
        {unit.id: f"{unit.name} {unit.id}" for unit in units},
        {name: ids.pop() for name, ids in names.items() if len(ids) == 1},
        tuple(offered),
    )


def _rules(rubric: Rubric, offered: Iterable[Rule]) -> Choice:
    labels = {rule.id: _rule(rule) for rule in rubric.rules.values()}
    return Choice(labels, {}, tuple(rule.id for rule in offered))


def _rule(rule: Rule) -> str:
    text = " ".join(rule.text.raw.split())
    short = text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
    return f"{rule.criterion} {short} {rule.id}"


def _titled(titles: dict[str, str], offered: Iterable[str] | None = None) -> Choice:
    chosen = set(titles if offered is None else offered)
    names: dict[str, set[str]] = {}
    for choice_id, title in titles.items():
        names.setdefault(title, set()).add(choice_id)
    return Choice(
        {choice_id: f"{title} {choice_id}" for choice_id, title in titles.items()},
        {title: ids.pop() for title, ids in names.items() if len(ids) == 1},
        tuple(choice_id for choice_id in titles if choice_id in chosen),
    )
