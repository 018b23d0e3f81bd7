"""The page of all problems says what the program does today."""

from bulletin.codes import CODES

from tools.problems import FAMILIES, PAGE, page


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tools.problems"


def test_every_code_is_of_a_family() -> None:
    assert {code[0] for code in CODES} == set(FAMILIES)
