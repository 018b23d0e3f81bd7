"""What the registers know of a finding's fields: the units, rules and names that a month offers."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bulletin.exchange.desk.fields import Body
from bulletin.law.force import fits_above, for_findings
from bulletin.model.month import Month
from bulletin.model.rubric import Rubric, Rule
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Unit, Units
from bulletin.months import first_day, near

_NUMBERED = re.compile(r"(.*?)([0-9]{1,9})")

Names = Callable[[Rule], Iterable[str]]


@dataclass(frozen=True)
class OpenMonth:
    """A month of a scheme that may be written to, with the rubric in force."""

    assessment: Assessment
    units: Units
    month: str
    rubric: Rubric

    @property
    def name(self) -> str:
        """What the form calls the month within."""
        return f"{self.assessment.scheme.id}-{self.month}"

    @property
    def folder(self) -> str:
        """Where the findings of the month are."""
        return f"data/schemes/{self.assessment.scheme.id}/{self.month}/findings"

    def assessed(self) -> dict[str, Unit]:
        """The units that a finding may be about, each with the assessed one at or above it."""
        owners = self.assessment.owners(self.units, self.month)
        return {unit.id: owners[unit.id] for unit in self.there() if unit.id in owners}

    def there(self) -> tuple[Unit, ...]:
        """The units that there are in the month."""
        return tuple(unit for unit in self.units if unit.exists_in(self.month))

    def rules(self) -> tuple[Rule, ...]:
        """The rules in force in the month that findings drive."""
        return for_findings(self.rubric, self.month)


def known(opened: OpenMonth) -> dict[str, Body]:
    """The widgets of the fields that name something known, by path; without names, none."""
    scheme = opened.assessment.scheme
    offered = {
        "unit": {
            "fixed": True,
            **_choice(_unit(u) for u in map(opened.units.get, opened.assessed()) if u),
        },
        "rule": {"by": "unit", **_choice(_rules(opened))},
        "tier": {"by": "rule", "needed": True, **_choice(_by_rule(opened, lambda r: r.tiers))},
        "source": _choice(_option(source.id, source.title) for source in scheme.sources),
        "method": _choice(_option(*pair) for pair in scheme.method_titles.items()),
        "place": _choice(map(_unit, opened.there())),
        "exempt.reason": {"by": "rule", **_choice(_by_rule(opened, lambda r: r.exempt_reasons))},
    }
    choices = {path: body for path, body in offered.items() if body["options"]}
    return {**choices, "date": _date(opened.month), **_subject(opened)}


def next_ids(opened: OpenMonth, *, public: bool) -> dict[str, str]:
    """The id that follows on each unit's last one: ``jyj-09`` on ``jyj-08``.

    A form that everybody can read follows on what is published, on the sealed months alone.
    """
    last: dict[str, tuple[str, str]] = {}
    months = opened.assessment.months.values()
    for unit, prefix, number in _numbered(m for m in months if m.seal or not public):
        before = last.get(unit, ("", ""))
        if prefix != before[0] or int(number) > int(before[1]):
            last[unit] = (prefix, number)
    return {unit: following(*last.get(unit, (f"{unit}-", "00"))) for unit in opened.assessed()}


def _numbered(months: Iterable[Month]) -> Iterator[tuple[str, str, str]]:
    for month in months:
        for finding in month.findings.values():
            match = _NUMBERED.fullmatch(finding.id)
            if match:
                yield finding.unit, match[1], match[2]


def following(prefix: str, number: str) -> str:
    """The next number, at least as wide.

    >>> following("jyj-", "09"), following("jyj-", "99")
    ('jyj-10', 'jyj-100')
    """
    return f"{prefix}{int(number) + 1:0{len(number)}}"


def _choice(options: Iterable[Body]) -> Body:
    return {"widget": "choice", "options": list(options)}


def _date(month: str) -> Body:
    first, last = near(month)
    months = "|".join(day.isoformat()[:7] for day in (first, first_day(month), last))
    return {"pattern": [f"^(?:{months})-", f"应在 {first} 至 {last} 之间"]}


def _subject(opened: OpenMonth) -> dict[str, Body]:
    """The rules that need a subject, if there are any."""
    of = [rule.id for rule in opened.rules() if rule.per_subject]
    return {"subject": {"widget": "needed", "of": of}} if of else {}


def _option(value: str, label: str) -> Body:
    return {"value": value, "label": label}


def _unit(unit: Unit) -> Body:
    return _option(unit.id, "，".join((unit.name, *unit.aliases)))


def _rules(opened: OpenMonth) -> Iterator[Body]:
    """Each rule with the units that it is for; one that is for all says nothing of them."""
    assessed = opened.assessed()
    for rule in opened.rules():
        of = [u for u, top in assessed.items() if fits_above(rule.scope, u, top, opened.units)]
        limited = {"of": of} if len(of) < len(assessed) else {}
        yield {**_option(rule.id, f"{rule.criterion} {rule.text.raw}"), **limited}


def _by_rule(opened: OpenMonth, names_of: Names) -> Iterator[Body]:
    """Each name once, with the rules that have it."""
    of: dict[str, list[str]] = {}
    for rule in opened.rules():
        for name in names_of(rule):
            of.setdefault(name, []).append(rule.id)
    return ({**_option(name, name), "of": rules} for name, rules in of.items())
