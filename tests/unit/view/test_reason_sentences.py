"""The sentences of the reasons: every code has one, every parameter stands in it."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import get_args

import bulletin
import pytest
from bulletin.checks import reasons as checks
from bulletin.language import CHINESE
from bulletin.publish import program
from bulletin.reason import Reason, ReasonCode, because
from bulletin.text import UserText
from bulletin.view import reason_sentences as reasons
from bulletin.view.reason_sentences import chinese, sentence

PACKAGE = Path(bulletin.__file__).parent
ENGLISH = program.language("en")
CODES = frozenset(get_args(ReasonCode))
SAID = {code: word.text for code, word in reasons.SENTENCES.items()}
SENTENCES: dict[str, str] = dict(chain(checks.SENTENCES.items(), SAID.items()))
LOOKED_UP = {
    "deducted-once": {"finding"},
    "counted-once": {"finding"},
    "subject-once": {"finding"},
    "exempt": {"ground"},
    "not-participating": {"ground"},
    "limit-above": {"limit"},
    "limit-below": {"limit"},
    "then-exempt": set[str](),
    "then-not-participating": set[str](),
}
"""The parameters of the codes that no call of ``because`` names: a table or an argument does."""


def _calls() -> Iterator[tuple[str, set[str]]]:
    """The code and the parameters of every reason that law and scoring give."""
    for path in chain((PACKAGE / "law").glob("*.py"), (PACKAGE / "scoring").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.func if isinstance(node, ast.Call) else None
            if isinstance(node, ast.Call) and isinstance(name, ast.Name) and name.id == "because":
                (code,) = node.args
                if isinstance(code, ast.Constant):
                    yield str(code.value), {keyword.arg or "**" for keyword in node.keywords}


def _names(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))


def test_every_code_has_a_sentence() -> None:
    """What a trace can hold is said by the view; what only the checks ask, by the checks."""
    earlier = {code for code in CODES if code.startswith("then-")}
    assert set(reasons.SENTENCES) == CODES - earlier
    assert earlier <= set(checks.SENTENCES) <= CODES


def test_what_checks_and_pages_both_say_is_the_same() -> None:
    both = set(checks.SENTENCES) & set(SAID)
    assert {code: checks.SENTENCES[code] for code in both} == {code: SAID[code] for code in both}
    assert len(both) == 5


def test_every_code_is_given_and_every_parameter_is_said() -> None:
    calls = [*_calls(), *LOOKED_UP.items()]
    assert {code for code, _ in calls} == CODES
    for code, parameters in calls:
        assert _names(SENTENCES[code]) == parameters, code


MEASURED = because(
    "measured",
    metric="满意率",
    value=because("amount", number=Fraction(281, 3), unit="%"),
    limit=because("limit-below", limit=because("amount", number=Fraction(95), unit="%")),
)
AMENDED = because("amended", before=Fraction(4), after=Fraction(2))
EXEMPT = because(
    "exempt-parts",
    parts=(
        because("exempt-part", count=Fraction(1), ground="密件"),
        because("exempt-part", count=Fraction(1, 2), ground="印发"),
    ),
)


@pytest.mark.parametrize(
    ("reason", "in_chinese", "in_english"),
    [
        (
            because("scaled", full=Fraction(100), points=Fraction(10)),
            "折算：100 分折为 10 分",
            "Scaled from 100 pt to 10 pt",
        ),
        (
            because("beyond-full-marks", excess=Fraction(7, 3)),
            "扣分超过满分 约2.333333 分，本项计 0 分",
            "Deductions exceed full marks by about 2.333333 pt; the criterion scores 0 pt",
        ),
        (
            because("withdrawn", on=date(2017, 8, 3)),
            "2017-08-03 撤回，不计分",
            "Withdrawn on 2017-08-03, not scored",
        ),
        (
            because("not-participating", ground=UserText("没有 100% 的<职能>")),
            "不参加：没有 100% 的<职能>",
            "Not taking part: 没有 100% 的<职能>",
        ),
        (
            because("amended-and-exempt", amended=AMENDED, exempt=EXEMPT),
            "申诉后数量由 4 改为 2；其中 1 免予扣分（密件）、0.5 免予扣分（印发）",
            (
                "Count changed from 4 to 2 on appeal; "
                "of these, 1 exempt from deduction (密件), 0.5 exempt from deduction (印发)"
            ),
        ),
        (
            because("at-unit", unit="甲县", reason=because("within-limit", measured=MEASURED)),
            "甲县：满意率 约93.666667%，以低于 95% 为限，不扣分",
            "甲县: 满意率 about 93.666667%, deductions start below 95%, no deduction",
        ),
        (
            because(
                "placed",
                metric="满意率",
                value=because("not-delivered"),
                place=11,
                points=Fraction(0),
            ),
            "满意率：没有报送，第 11 名，得 0 分",
            "满意率: not reported, rank 11, earns 0 pt",
        ),
    ],
)
def test_a_reason_is_said_in_each_language(
    reason: Reason, in_chinese: str, in_english: str
) -> None:
    assert (chinese(reason), ENGLISH.say(sentence(reason))) == (in_chinese, in_english)


def test_a_word_that_has_no_sentence_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        CHINESE.say(sentence(because("then-withdrawn")))
