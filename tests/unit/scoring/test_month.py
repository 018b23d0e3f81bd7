"""A month for which nothing is in force."""

from bulletin.scoring.context import context

from tests.making import assessment_of, scores, seen, units_of
from tests.unit.scoring.test_language import node, repo

PLAIN = repo(node("deduct: {points: 1, per: 项}"), "{findings: {f: {}}}", m2017_07="{}")


def test_before_the_first_rubric_nobody_has_a_score() -> None:
    """The rubric begins in 2017-08."""
    july = scores(PLAIN, "2017-07")
    assert seen(july.month, july.units, july.pending, july.provisional) == (
        "2017-07",
        (),
        (),
        False,
    )


def test_a_finding_of_any_month_is_looked_up_by_its_full_id() -> None:
    assessment = assessment_of(PLAIN)
    rubric = assessment.rubrics["2017-08"]
    july = context(assessment, rubric, units_of(PLAIN), "2017-07")
    assert july.finding("2017-10/f") is assessment.months["2017-10"].findings["f"]
    assert july.finding("2017-10/g") is None
