"""重复发现: a chain is gone through both ways, to its end, and never round."""

from dataclasses import replace
from datetime import date

from bulletin.law.repeats import back, found_again, heirs_of, onward
from bulletin.model.month import Finding
from bulletin.model.scheme import Assessment
from bulletin.problem import Place
from bulletin.text import UserText

from tests.making import assessment_of
from tests.unit.scoring.test_language import node, repo


def finding(name: str, repeats: str | None = None, day: int = 1) -> Finding:
    month, _, own = name.partition("/")
    when = date.fromisoformat(f"{month}-{day:02}")
    return Finding(own, month, "a", "r", when, UserText("事"), Place(""), repeats=repeats)


FIRST = finding("2017-08/f")
SECOND = finding("2017-09/f", "2017-08/f", 2)
OTHER = finding("2017-09/g", "2017-08/f", 1)
THIRD = finding("2017-10/f", "2017-09/f")
EVERY = {one.full_id: one for one in (FIRST, SECOND, OTHER, THIRD)}


def test_back_to_the_first_discovery() -> None:
    assert list(back(THIRD, EVERY.get)) == [SECOND, FIRST]
    assert list(back(FIRST, EVERY.get)) == []


def test_what_is_not_there_ends_a_chain() -> None:
    assert list(back(finding("2017-11/f", "2017-10/x"), EVERY.get)) == []


def test_onward_to_all_that_repeats_it() -> None:
    assert list(onward(FIRST, heirs_of(EVERY.values()))) == [SECOND, OTHER, THIRD]


def test_a_loop_ends_both_ways() -> None:
    loop = {**EVERY, FIRST.full_id: replace(FIRST, repeats="2017-10/f")}
    first, third = loop["2017-08/f"], loop["2017-10/f"]
    assert list(back(third, loop.get)) == [SECOND, first]
    assert list(onward(first, heirs_of(loop.values()))) == [SECOND, OTHER, third]


def test_the_first_that_stands_found_it_again() -> None:
    assert found_again(EVERY.values()) == {"2017-08/f": OTHER, "2017-09/f": THIRD}
    fell = replace(OTHER, counted_in=UserText("另案"))
    assert found_again([SECOND, fell]) == {"2017-08/f": SECOND}


def test_an_assessment_knows_its_findings() -> None:
    assessment: Assessment = assessment_of(
        repo(node("deduct: {points: 1, per: 项}"), "{findings: {f: {}}}")
    )
    assert assessment.finding("2017-10/f") is assessment.months["2017-10"].findings["f"]
    assert assessment.finding("2017-10/g") is None
    assert assessment.finding("2017-11/f") is None
