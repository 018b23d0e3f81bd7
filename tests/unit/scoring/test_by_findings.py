"""Whose factor a charge takes that several findings share."""

from fractions import Fraction
from types import SimpleNamespace
from typing import Any, cast

import pytest
from bulletin.reason import because
from bulletin.scoring.by_findings import _groups

from tests.making import seen
from tests.unit.scoring.test_language import node, october, of, repo

DOUBLED = "modifiers: [{id: x, text: 加倍, when: source, sources: [p], factor: 2}]"


def test_the_factor_of_another_finding_is_named_beside_the_carrier_s_own_reason() -> None:
    """Once a month 1 point, at the dearest factor 2: 10 − 1 × 2; f, partly exempt, carries it."""
    plain = repo(
        node("deduct: {points: 1, once: true}, exempt_reasons: [涉密]"),
        "{findings: {f: {count: 2, exempt: {reason: 涉密, count: 1}}, g: {source: p}}}",
        rubric=DOUBLED,
    )
    assert of(plain) == (8, 0, "scored")
    first, second = (s for s in october(plain).steps if s.finding)
    assert seen(first.change, first.factor, second.change) == (-2, 2, 0)
    part = because("exempt-part", count=Fraction(1), ground="涉密")
    assert first.reason == because(
        "reason-and-factor-of",
        reason=because("exempt-parts", parts=(part,)),
        finding="2017-10/g",
    )
    assert second.reason == because("deducted-once", finding="2017-10/f")


def test_an_unknown_way_of_counting_is_a_fault_and_not_nothing() -> None:
    with pytest.raises(AssertionError, match="unreachable"):
        _groups(cast("Any", SimpleNamespace(action=SimpleNamespace(counting="weekly"))), [])
