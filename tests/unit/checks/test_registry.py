"""A check tells only the codes that it has declared."""

from collections.abc import Iterator

import pytest
from bulletin.checks.registry import Subject
from bulletin.checks.words import error
from bulletin.problem import Code, Place, Problem

PLACE = Place("data/site.yaml")
ODD = Code("X001", "奇数", "数必须是偶数。")
LARGE = Code("X002", "太大", "数必须小于十。")


def test_a_problem_has_the_code_of_its_check() -> None:
    check = Subject[int]()

    @check(ODD)
    def numbers_are_even(number: int) -> Iterator[Problem]:
        if number % 2:
            yield error(PLACE, (), "必须是偶数", "")

    assert [problem.code for problem in numbers_are_even(3)] == ["X001"]
    assert list(check) == [numbers_are_even]


def test_of_several_codes_each_problem_says_its_own() -> None:
    check = Subject[int]()

    @check(ODD, LARGE)
    def numbers_are_even_and_small(number: int) -> Iterator[Problem]:
        if number % 2:
            yield error(PLACE, (), "必须是偶数", "", code=ODD)
        if number >= 10:
            yield error(PLACE, (), "必须小于十", "", code=LARGE)

    assert [problem.code for problem in numbers_are_even_and_small(11)] == ["X001", "X002"]


@pytest.mark.parametrize(("codes", "code"), [((ODD,), LARGE), ((ODD, LARGE), None), ((), None)])
def test_a_check_cannot_tell_a_code_that_it_has_not_declared(
    codes: tuple[Code, ...], code: Code | None
) -> None:
    check = Subject[int]()

    @check(*codes)
    def nothing_is_right(_: int) -> Iterator[Problem]:
        yield error(PLACE, (), "不对", "", code=code)

    with pytest.raises(ValueError, match="has not declared the code"):
        list(nothing_is_right(1))
