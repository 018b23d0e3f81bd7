"""A number that its steps do not explain is never let through."""

from dataclasses import replace

import pytest
from bulletin.scoring.audit import UnbalancedError, balance

from tests.unit.scoring.test_language import node, october, repo

UNIT = october(repo(node("deduct: {points: 1, per: 项}"), "{findings: {f: {}}}"))  # 10 − 1 = 9


def test_what_its_steps_explain_is_returned() -> None:
    assert balance(UNIT) is UNIT


def test_a_criterion_that_its_steps_do_not_explain_raises() -> None:
    (criterion,) = UNIT.criteria
    wrong = replace(UNIT, criteria=(replace(criterion, score=UNIT.base + 1),))
    with pytest.raises(UnbalancedError, match=r"a k: 10 is not explained by its steps \(9\)"):
        balance(wrong)


def test_a_total_that_its_steps_do_not_explain_raises() -> None:
    with pytest.raises(UnbalancedError, match=r"a total: 10 is not explained by its steps \(9\)"):
        balance(replace(UNIT, total=UNIT.base + 1))


def test_parts_that_do_not_add_up_to_the_total_raise() -> None:
    with pytest.raises(UnbalancedError, match=r"a parts: 9 is not explained by its steps \(11\)"):
        balance(replace(UNIT, bonus=UNIT.base - 7))  # 9 + 2
