"""Discoveries: what a chain of repeats counts; a record that charged nothing lengthens none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from bulletin.law.force import absence_from, fits, passes, runs_in, why_not
from bulletin.law.repeats import back
from bulletin.model.month import Absence, Finding, Measurement
from bulletin.model.rubric import Condition, Rubric, Rule
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Unit, Units
from bulletin.problem import Place
from bulletin.reason import Reason, ReasonCode, because

_ABSENT: Mapping[str, ReasonCode] = {
    "exempt": "then-exempt",
    "not-participating": "then-not-participating",
}


@dataclass(frozen=True, slots=True)
class _Then:
    """A month as it was: its rubric, and what was recorded by unit."""

    month: str
    rubric: Rubric | None
    values: Mapping[tuple[str, str], Measurement]
    absences: Mapping[str, tuple[Absence, ...]]


class Discoveries:
    """Which earlier findings and measurements of a scheme were discoveries, each judged once.

    A discovery charged something of itself, or would have but for another assessment that counts
    it, a cap, a floor, or full marks that were lost already. Each is judged by the rubric and the
    records of its own month.
    """

    def __init__(self, assessment: Assessment, units: Units) -> None:
        """Judge by these records; they may have problems."""
        self._assessment, self._units = assessment, units
        self._then: dict[str, _Then] = {}
        self._judged: dict[str, Reason | None] = {}
        self._equals: dict[tuple[str, str, str], tuple[Rule, ...]] = {}

    def why_none(self, finding: Finding) -> Reason | None:
        """Say why a finding was no discovery; None where it was one."""
        if finding.full_id not in self._judged:
            self._judged[finding.full_id] = _fallen(finding) or self._of_rule(finding)
        return self._judged[finding.full_id]

    def _of_rule(self, finding: Finding) -> Reason | None:
        then = self._of_month(finding.month)
        rule = then.rubric.rules.get(finding.rule) if then.rubric else None
        if rule is None or not (rule.by_findings and rule.harms):
            return because("then-takes-nothing", rule=finding.rule)
        unit = self._assessed(finding.unit, finding.month)
        if unit is None:
            return because("then-not-assessed")
        if why := why_not(rule, finding, unit, self._units):
            return why
        return self._idle(then, rule, unit)

    def why_no_value(
        self, rubric: Rubric, rule: Rule, month: str, measured: Measurement
    ) -> Reason | None:
        """Say why a month's value was nothing that a rule's measurement can repeat.

        ``rule`` is of ``rubric``, which is in force later; None where the value was beyond the
        limit of that rule in ``month``, or of one that it replaces.
        """
        then = self._of_month(month)
        formers = self._formers(then.rubric, rubric, rule) if then.rubric else ()
        alike = (former for former in formers if former.metric == measured.metric)
        reasons = [self._of_value(then, former, measured) for former in alike]
        if not reasons:
            return because("then-no-such-rule", rule=rule.id)
        return None if None in reasons else reasons[0]

    def _formers(self, then: Rubric, now: Rubric, rule: Rule) -> tuple[Rule, ...]:
        """The deductions of an earlier month's rubric that are the same as a rule, or its equals.

        A month that is tried under an older version than it had looks for them the other way.
        """
        key = then.version, now.version, rule.id
        if key not in self._equals:
            older, equals = self._assessment.ancestors, self._assessment.ancestors(now, rule.id)
            self._equals[key] = tuple(
                former
                for former in then.rules.values()
                if former.deducts and (former.id in equals or rule.id in older(then, former.id))
            )
        return self._equals[key]

    def _of_value(self, then: _Then, rule: Rule, measured: Measurement) -> Reason | None:
        value, limit = measured.value, rule.action.bound
        there = self._units.get(measured.unit)
        unit = self._assessed(measured.unit, then.month)
        if there is None or unit is None:
            return because("then-not-assessed")
        if not runs_in(rule, then.month) or not fits(rule.scope, there):
            return because("then-not-in-force")
        if not isinstance(value, Fraction):
            return because("then-no-number")
        if limit is None or not passes(limit, value):
            return because("then-within-limit", value=value)
        return self._idle(then, rule, there) or self._idle(then, rule, unit)

    def _idle(self, then: _Then, rule: Rule, unit: Unit) -> Reason | None:
        """Say that a unit did not take part, or that what the rule asks first was not met."""
        rows = then.absences.get(unit.id)
        said = absence_from(rows, then.rubric, rule) if rows and then.rubric else None
        if said:
            return because(_ABSENT[said.status])
        if rule.only_if and not self._is_met(then, rule.only_if, unit):
            return because("then-condition-unmet")
        return None

    def _is_met(self, then: _Then, condition: Condition, unit: Unit) -> bool:
        assessed = self._assessed(unit.id, then.month) or unit
        measured = then.values.get((condition.metric, assessed.id))
        return measured is not None and passes(condition.test, measured.value)

    def chain(self, finding: Finding) -> Iterator[Finding]:
        """Go back through what a finding repeats; a loop (refused by the checks) ends it."""
        return back(finding, self._assessment.finding)

    def months(self, month: str, measured: Measurement) -> Iterator[tuple[str, Measurement | None]]:
        """Go back through what a month's measurement repeats: each month, with its value."""
        last, before = month, measured.repeats
        while before and before < last:
            earlier = self.value(before, measured.metric, measured.unit)
            yield before, earlier
            last, before = before, earlier.repeats if earlier else None

    def value(self, month: str, metric: str, unit: str) -> Measurement | None:
        """Return the value of a metric for a unit in a month."""
        return self._of_month(month).values.get((metric, unit))

    def rests_on(self, finding: Finding) -> Iterator[Place]:
        """Go through where else it was written whether a finding was a discovery."""
        then = self._of_month(finding.month)
        rule = then.rubric.rules.get(finding.rule) if then.rubric else None
        if then.rubric and rule:
            yield then.rubric.place
            unit = self._assessed(finding.unit, finding.month)
            yield from self._asked(then, rule, unit) if unit else ()

    def value_rests_on(
        self, rubric: Rubric, rule: Rule, month: str, measured: Measurement
    ) -> Iterator[Place]:
        """Go through where else it was written whether a month's value can be repeated."""
        then = self._of_month(month)
        for former in self._formers(then.rubric, rubric, rule) if then.rubric else ():
            there, unit = self._units.get(measured.unit), self._assessed(measured.unit, month)
            if then.rubric and former.metric == measured.metric:
                yield then.rubric.place
                for one in (there, unit):
                    yield from self._asked(then, former, one) if one else ()

    def _asked(self, then: _Then, rule: Rule, unit: Unit) -> Iterator[Place]:
        rows = then.absences.get(unit.id)
        said = absence_from(rows, then.rubric, rule) if rows and then.rubric else None
        if said:
            yield said.place
        if rule.only_if:
            assessed = self._assessed(unit.id, then.month) or unit
            measured = then.values.get((rule.only_if.metric, assessed.id))
            yield from (measured.place,) if measured else ()

    def _of_month(self, month: str) -> _Then:
        if month not in self._then:
            held = self._assessment.months.get(month)
            rows = held.absences if held else ()
            self._then[month] = _Then(
                month,
                self._assessment.rubric_for(month),
                {(m.metric, m.unit): m for m in (held.measurements if held else ())},
                {a.unit: tuple(b for b in rows if b.unit == a.unit) for a in rows},
            )
        return self._then[month]

    def _assessed(self, unit: str, month: str) -> Unit | None:
        """The unit for which another counts in a month: itself, or the nearest one above it."""
        takes = self._assessment.scheme.units.takes
        line = self._units.lineage(unit)
        return next((u for u in line if u.exists_in(month) and takes(u)), None)


def _fallen(finding: Finding) -> Reason | None:
    """Say that nothing of a finding is left to be charged anywhere."""
    if finding.withdrawn:
        return because("then-withdrawn")
    if finding.appeal and finding.appeal.decision == "upheld":
        return because("then-upheld")
    if not finding.counted:
        return because("then-nothing-left")
    return None if finding.left else because("then-exempt-wholly")
