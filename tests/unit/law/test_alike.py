"""The figures by which the threshold of ``law.likely`` was chosen."""

from pathlib import Path

import pytest
from bulletin.law.alike import own_words, percent, shared
from bulletin.law.likely import LIKELY
from bulletin.load import read
from bulletin.text import UserText

from tests.unit.law.labelled import DIFFERENT, SAME, Pair

ROOT = Path(__file__).parents[3]


def alike(pair: Pair) -> int:
    rule, one, other = map(UserText, pair)
    return percent(own_words(one, rule), own_words(other, rule))


def test_of_made_up_summaries_most_are_told_rightly() -> None:
    right = sum(alike(pair) >= LIKELY for pair in SAME)
    wrong = sum(alike(pair) >= LIKELY for pair in DIFFERENT)
    assert (len(SAME), len(DIFFERENT)) == (34, 123)
    assert (right, wrong) == (31, 2)  # recall 31 ÷ 34 = 0.91, precision 31 ÷ 33 = 0.94


def test_of_the_demonstration_s_repeats_many_say_what_was_found_before() -> None:
    """The threshold was not chosen by these; the rest name another item under the same rule."""
    marked = [pair for pair, repeats in _judged() if repeats]
    denied = [pair for pair, repeats in _judged() if not repeats]
    right = sum(alike(pair) >= LIKELY for pair in marked)
    wrong = sum(alike(pair) >= LIKELY for pair in denied)
    assert (len(marked), len(denied)) == (46, 9)
    assert (right, wrong) == (29, 2)  # 63 % of what was marked, 2 of 9 denied


def _judged() -> list[tuple[Pair, bool]]:
    """Findings that say ``repeats`` with what they repeat, or ``none`` with each one before."""
    found = []
    for assessment in read(ROOT)[0].assessments.values():
        every = {f.full_id: f for m in assessment.months.values() for f in m.findings.values()}
        for one in every.values():
            rubric = assessment.rubric_for(one.month)
            assert rubric
            for other in every.values():
                same = (other.unit, other.rule) == (one.unit, one.rule)
                denied = same and one.repeats_denied and other.month < one.month
                if one.repeats == other.full_id or denied:
                    texts = (rubric.rules[one.rule].text, one.summary, other.summary)
                    found.append(((texts[0].raw, texts[1].raw, texts[2].raw), not denied))
    return found


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("缺少收费依据", "缺少收费依据", 100),
        ("3份指南缺少收费依据", "12份指南缺少收费依据", 100),
        ("督查组再次发现，仍没有收费依据", "收费依据没有", 100),
        ("办事指南要素不全", "2份办事指南要素不全", 100),
        ("食品经营许可", "药品零售许可", 50),
        ("食品", "药材", 0),
    ],
)
def test_numbers_and_the_words_of_the_rule_decide_nothing(one: str, other: str, told: int) -> None:
    assert alike(("办事指南要素不全的", one, other)) == told


def test_only_words_of_two_signs_or_more_are_shared() -> None:
    assert list(shared("又食品经营许可", "食品  许可")) == ["食品", "许可"]
    assert list(shared("食品", "药品")) == []  # 品 alone
