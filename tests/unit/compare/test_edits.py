"""Which fields of a rule a change alters, by the keys of the file."""

import pytest
from bulletin.compare.edits import View, edits

from tests.making import Plain, assessment_of, units_of
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


def told(before: Plain, after: Plain, month: str) -> list[tuple[str, ...]]:
    """Return the sort, key and change of each record that differs, and which of its fields do."""
    views = [View(assessment_of(plain), units_of(plain)) for plain in (before, after)]
    return [
        (one.sort, *one.key, one.how, *(field.name for field in one.altered))
        for one in edits(views[0], views[1], month)
    ]


def test_named_parts_of_a_scheme_are_compared_by_their_ids() -> None:
    flags = "flags: [{id: out, title: 取消资格}, {id: warned, title: TITLE}]"
    before, after = (repo(node(EACH), scheme=flags.replace("TITLE", t)) for t in ("警告", "告诫"))
    assert told(before, after, "2017-10") == [("scheme", "changed", "flags.warned.title")]


def test_before_the_first_rubric_and_record_the_registers_count() -> None:
    before = repo(node(EACH))
    after = repo(node(EACH.replace("1", "2")), "{findings: {f: {}}}")
    after.units[0]["name"] = "甲城"
    assert told(before, after, "2017-07") == [("unit", "a", "changed", "name")]
    assert told(before, after, "2017-10") == [
        ("rule", "r1", "changed", "deduct.points"),
        ("unit", "a", "changed", "name"),
        ("finding", "2017-10/f", "added"),
    ]


def test_a_list_of_words_is_written_on_one_line() -> None:
    source = "modifiers: [{id: p, text: 加倍, when: source, sources: [x], factor: 2}]"
    plains = [repo(node(EACH), rubric=source.replace("[x]", names)) for names in ("[x]", "[x, z]")]
    views = [View(assessment_of(plain), units_of(plain)) for plain in plains]
    (edit,) = edits(views[0], views[1], "2017-10")
    (field,) = edit.altered
    assert field.name == "sources"
    assert [one.raw if one else None for one in (field.before, field.after)] == ["x", "x、z"]
