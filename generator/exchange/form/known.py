"""What the drop-downs of a month offer: its units, the rules in force, sources, methods, tiers."""

from collections.abc import Iterable, Iterator

from generator.checks.force import runs_in
from generator.exchange.form.cells import NO, YES
from generator.exchange.form.choices import Choice, Choices
from generator.model.rubric import Judge, Rubric, Rule, Tiers
from generator.model.scheme import BASE_METHODS, Assessment
from generator.model.unit import Unit, Units

_LONG = 40


def choices(assessment: Assessment, rubric: Rubric, units: Units, month: str) -> Choices:
    """Every id that a cell may mean, and those that a month offers."""
    scheme = assessment.scheme
    assessed = assessment.assessed(units, month)
    below = [u for u in units if u.exists_in(month) and _is_below(units, u, assessed)]
    rules = [rule for rule in rubric.rules.values() if runs_in(rule, month)]
    by_findings = [rule for rule in rules if rule.by_findings]
    judged = [rule for rule in rules if isinstance(rule.action, Judge)]
    methods = BASE_METHODS | {one.id: one.title for one in scheme.methods}
    tiers = [name for rule in by_findings for name in _tiers(rule)]
    used = {rule.metric for rule in rules if rule.metric}
    used |= {rule.only_if.metric for rule in rules if rule.only_if}
    return {
        "units": _units(units, below),
        "places": _units(units, (u for u in units if u.exists_in(month))),
        "rules": _rules(rubric, by_findings),
        "judged": _rules(rubric, judged),
        "sources": _titled({one.id: one.title for one in scheme.sources}),
        "methods": _titled(methods),
        "tiers": Choice(offered=tuple(dict.fromkeys(tiers))),
        "metrics": _titled({m.id: m.title for m in rubric.metrics.values()}, used),
        "answers": Choice(offered=(YES, NO)),
    }


def _is_below(units: Units, unit: Unit, assessed: tuple[Unit, ...]) -> bool:
    above = {one.id for one in units.lineage(unit.id)}
    return any(one.id in above for one in assessed)


def _tiers(rule: Rule) -> Iterator[str]:
    if isinstance(rule.action, Tiers):
        yield from rule.action.names


def _units(units: Units, offered: Iterable[Unit]) -> Choice:
    """Units by name and alias, as far as a name means only one."""
    names: dict[str, set[str]] = {}
    for unit in units:
        for name in (unit.name, *unit.aliases):
            names.setdefault(name, set()).add(unit.id)
    return Choice(
        {unit.id: f"{unit.name} {unit.id}" for unit in units},
        {name: ids.pop() for name, ids in names.items() if len(ids) == 1},
        tuple(unit.id for unit in offered),
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
    for known, title in titles.items():
        names.setdefault(title, set()).add(known)
    return Choice(
        {known: f"{title} {known}" for known, title in titles.items()},
        {title: ids.pop() for title, ids in names.items() if len(ids) == 1},
        tuple(known for known in titles if known in chosen),
    )
