"""What a table says is what a reader of its workbook finds."""

from datetime import date

import pytest
from bulletin.exchange.ooxml.workbook import read
from bulletin.exchange.xlsx import to_xlsx
from bulletin.text import UserText
from bulletin.view.sheet import Cell, Sheet


def there_and_back(cell: Cell) -> object:
    """A cell as a reader finds it, below its title."""
    table = Sheet("a", "表", {"a": "_x0041_x0042_"}, ((cell,),))
    (sheet,) = read(to_xlsx([table], date(2024, 1, 1)))
    assert sheet.rows[1][1].value == "_x0041_x0042_"
    return sheet.rows[2][1].value


@pytest.mark.parametrize(
    "text",
    [
        "_x000D_",
        "_x005F_x000D_",
        "_x0041_x0042_x0043_",
        "<r>_x0041_</r>",
        "<r><t>甲</t></r>",
        "<r>",
        "&lt;_x0041_x0042_",
        " 甲 ",
        "第一行\n第二行",
        "=1+1",
        "😀" * 16_000,
    ],
)
def test_a_text_is_that_text(text: str) -> None:
    assert there_and_back(text) == text
    assert there_and_back(UserText(text)) == text


@pytest.mark.parametrize("text", ["甲" * 40_000, "😀" * 20_000, "_x0041_x0042_" * 3_000])
def test_a_text_that_no_cell_can_hold_says_that_it_is_cut(text: str) -> None:
    found = str(there_and_back(text))
    begun = found.removesuffix("……（过长，没有写完）")
    assert (text.startswith(begun), len(begun) > 5_000, begun != found) == (True, True, True)


def test_numbers_and_days_beyond_a_spreadsheet_are_texts() -> None:
    assert there_and_back(1234567890123456) == "1234567890123456"
    assert there_and_back(date(1899, 12, 31)) == "1899-12-31"
    assert there_and_back(date(2024, 3, 20)) == date(2024, 3, 20)
