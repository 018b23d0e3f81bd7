"""Which fields of a rule a change alters, by the keys of the file."""

import pytest
from bulletin.compare.edits import View, edits

from tests.making import assessment_of, units_of
from tests.unit.scoring.test_language import node, repo

EACH = "deduct: {points: 1, per: 项}"
BELOW = "deduct: {points: 1, metric: m, below: 99}"


def altered(old: str, new: str) -> list[tuple[str, str | None, str | None]]:
    before, after = repo(node(old)), repo(node(new))
    views = [View(assessment_of(plain), units_of(plain)) for plain in (before, after)]
    (edit,) = (one for one in edits(views[0], views[1], "2017-10") if one.sort == "rule")
    return [
        (one.name, one.before.raw if one.before else None, one.after.raw if one.after else None)
        for one in edit.altered
    ]


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        (EACH, EACH.replace("1", "2"), [("deduct.points", "1", "2")]),
        (BELOW, BELOW.replace("99", "98"), [("deduct.limit", "below 99", "below 98")]),
        (BELOW, BELOW.replace("below", "once: true, below"), [("deduct.once", "no", "yes")]),
        (
            EACH,
            BELOW,
            [
                ("deduct.per", "项", None),
                ("deduct.metric", None, "m"),
                ("deduct.limit", None, "below 99"),
                ("deduct.step", None, "1"),
                ("deduct.partial", None, "floor"),
            ],
        ),
        (
            EACH,
            "award: {points: 1, per: 项}",
            [("deduct", "points 1、per 项", None), ("award", None, "points 1、once each、per 项")],
        ),
    ],
)
def test_an_action_is_compared_by_its_parts(
    old: str, new: str, fields: list[tuple[str, str | None, str | None]]
) -> None:
    assert altered(old, new) == fields
