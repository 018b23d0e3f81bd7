"""What is proposed as a repeat, or as one event written down twice."""

from dataclasses import replace

import pytest
from bulletin.law.discoveries import Discoveries
from bulletin.law.likely import Likely, likely
from bulletin.model.seal import Seal

from tests.making import Plain, assessment_of, units_of
from tests.unit.scoring.test_language import node, repo

REPEAT = "modifiers: [{id: z, text: 再加倍, when: repeat, factor: 2}]"
EACH = "deduct: {points: 1, per: 项}"
SAME = "summary: 幼儿园设立缺少收费依据"


def proposed(plain: Plain, broken: frozenset[str] = frozenset(), sealed: str = "") -> list[Likely]:
    assessment, units = assessment_of(plain), units_of(plain)
    if sealed:
        month = assessment.months[sealed]
        place = next(iter(month.findings.values())).place
        months = dict(assessment.months)
        months[sealed] = replace(month, seal=Seal({}, (), "1", place))
        assessment = replace(assessment, months=months)
    return list(likely(assessment, Discoveries(assessment, units), broken))


def pairs(rows: list[Likely]) -> list[tuple[str, str, bool]]:
    return [(one.finding.full_id, one.other.full_id, one.twice) for one in rows]


def months(october: str, september: str = f"f: {{{SAME}}}", rubric: str = REPEAT) -> Plain:
    return repo(
        node(EACH),
        f"{{findings: {{{october}}}}}",
        rubric=rubric,
        m2017_09=f"{{findings: {{{september}}}}}",
    )


def test_the_same_words_are_a_likely_repeat_with_their_evidence() -> None:
    """The words alone are 100; the subject adds nothing above it, and no place is written."""
    subject = f"{SAME}, subject: 幼儿园"
    (row,) = proposed(months(f"g: {{{subject}}}", f"f: {{{subject}}}"))
    assert pairs([row]) == [("2017-10/g", "2017-09/f", False)]
    assert (row.percent, row.same_subject, row.same_place) == (100, True, False)
    assert row.shared == ("幼儿园设立缺少收费依据",)


@pytest.mark.parametrize(
    "october",
    [
        f"g: {{{SAME}, repeats: none}}",
        f"g: {{{SAME}, repeats: 2017-09/f}}",
        f"g: {{{SAME}, withdrawn: {{}}}}",
        f"g: {{{SAME}, unit: b}}",
        "g: {summary: 排水许可系统单独运行}",
    ],
)
def test_what_is_answered_or_another_matter_is_not_proposed(october: str) -> None:
    assert proposed(months(october)) == []


def test_where_a_repeat_changes_no_charge_nobody_is_asked() -> None:
    assert proposed(months(f"g: {{{SAME}}}", rubric="")) == []


def test_broken_files_and_sealed_months_are_left_alone() -> None:
    plain = months(f"g: {{{SAME}}}")
    assert proposed(plain, frozenset({"2017-10/g.yaml"})) == []
    assert proposed(plain, sealed="2017-10") == []


def test_the_decision_names_the_last_of_the_chain() -> None:
    """September repeats August in other words; October's are like August's."""
    plain = months(f"g: {{{SAME}}}", "f: {summary: 排水系统单独运行, repeats: 2017-08/e}")
    plain.months["2017-08"] = {"findings": {"e": plain.months["2017-10"]["findings"]["g"]}}
    (row,) = proposed(plain)
    assert (row.alike.full_id, row.other.full_id) == ("2017-08/e", "2017-09/f")


def test_twice_in_a_month_is_asked_before_a_repeat() -> None:
    rows = proposed(months(f"g: {{{SAME}}}, h: {{{SAME}}}"))
    assert pairs(rows) == [("2017-10/h", "2017-10/g", True), ("2017-10/g", "2017-09/f", False)]
    apart = f"g: {{{SAME}, repeats: none}}, h: {{{SAME}, repeats: none, distinct_from: 2017-10/g}}"
    assert proposed(months(apart)) == []


def test_a_repeat_is_looked_for_under_the_rule_that_is_replaced() -> None:
    plain = months(f"g: {{{SAME}, rule: r2}}")
    newer = plain.copy().rubrics["2017-08"]
    newer["criteria"][0]["rules"][0] |= {"id": "r2", "replaces": ["r1"]}
    plain.rubrics["2017-10"] = newer
    assert pairs(proposed(plain)) == [("2017-10/g", "2017-09/f", False)]


def test_what_is_charged_once_a_month_is_not_asked_about_twice() -> None:
    """Written down twice it charges no more than once."""
    two = f"{{findings: {{g: {{{SAME}}}, h: {{{SAME}}}}}}}"
    once = repo(node("deduct: {points: 1, once: true}"), two, rubric=REPEAT)
    assert proposed(once) == []
    assert pairs(proposed(repo(node(EACH), two))) == [("2017-10/h", "2017-10/g", True)]
