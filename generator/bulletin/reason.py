"""Why a score is as it is: a code and its parameters; the room that shows it makes the sentence.

A reason holds what the sentence needs and no word of it: numbers exact, dates, ids, the names of
units, metrics and criteria as the records of that month have them, and foreign text as typed.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, Union, final

from bulletin.text import UserText

ReasonCode = Literal[
    # criteria and the total
    "full-marks",
    "part",
    "voided",
    "unreachable",
    "beyond-full-marks",
    "capped",
    "scaled",
    "normalised",
    "carried",
    "bonus-capped",
    "floor",
    "no-total",
    # the arithmetic of a step: points, times the count, times the factor
    "points",
    "points-counted",
    "points-multiplied",
    # findings: what charges nothing, or less than it was
    "deducted-once",
    "counted-once",
    "subject-once",
    "factor-of",
    "reason-and-factor-of",
    "no-amount",
    "withdrawn",
    "withdrawn-undated",
    "upheld",
    "counted-in",
    "amended",
    "exempt-wholly",
    "exempt-part",
    "exempt-parts",
    "amended-and-exempt",
    # who is not assessed on what, and which rule is in force for whom
    "exempt",
    "not-participating",
    "rule-not-this-month",
    "rule-not-this-unit",
    "condition-unmet",
    "rule-not-in-month",
    "rule-not-yet",
    "rule-ended",
    "rule-not-for-unit",
    "rule-not-for-place",
    # measurements
    "owed-metric",
    "owed-mark",
    "amount",
    "not-delivered",
    "yes",
    "no",
    "limit-above",
    "limit-below",
    "measured",
    "charged",
    "within-limit",
    "deducted-once-at",
    "at-unit",
    "earned",
    "not-earned",
    "placed",
    # marks
    "mark-agreed",
    "mark-mean",
    "mean-of-places",
    # why an earlier finding or value was no discovery
    "then-withdrawn",
    "then-upheld",
    "then-nothing-left",
    "then-exempt-wholly",
    "then-takes-nothing",
    "then-not-assessed",
    "then-no-such-rule",
    "then-not-in-force",
    "then-within-limit",
    "then-no-number",
    "then-exempt",
    "then-not-participating",
    "then-condition-unmet",
]
Parameter = Union[str, int, Fraction, date, UserText, "Reason", tuple["Reason", ...]]


@final
@dataclass(frozen=True, slots=True)
class Reason:
    """A code with its parameters by name; sentences that are put together hold other reasons."""

    code: ReasonCode
    parameters: tuple[tuple[str, Parameter], ...] = ()

    def parameter(self, name: str) -> Parameter:
        """Return one parameter; a reason of this code must have it."""
        return dict(self.parameters)[name]


def because(code: ReasonCode, **parameters: Parameter) -> Reason:
    """Give a reason.

    >>> because("capped", full=Fraction(10))
    Reason(code='capped', parameters=(('full', Fraction(10, 1)),))
    """
    return Reason(code, tuple(parameters.items()))
