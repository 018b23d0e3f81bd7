"""What the pages say of the last change of a record's file."""

from dataclasses import replace
from datetime import date

import pytest

from generator.pages.trail import Change, Trail
from generator.problem import Place
from tests.unit.pages.tiny import TRAIL, edition

FILE = "data/schemes/demo/2017-08/findings/jiaoyu/a-1.yaml"
DAY = date(2017, 9, 3)


@pytest.mark.parametrize(
    ("template", "trail", "origin", "change"),
    [
        ("", TRAIL, None, Change("1a2b3c4d5e", DAY)),
        (
            "https://git.example/at/{commit}/{path}#L{line}",
            Trail({FILE: ("1a2b3c4d5e6f", DAY)}),
            f"https://git.example/at/1a2b3c4d5e6f/{FILE}#L7",
            Change("1a2b3c4d5e", DAY, f"https://git.example/at/1a2b3c4d5e6f/{FILE}#L7"),
        ),
        (
            "https://git.example/main/{path}",
            TRAIL,
            f"https://git.example/main/{FILE}",
            Change("1a2b3c4d5e", DAY),
        ),
        ("https://git.example/{commit}/{path}", Trail(), None, Change()),
        ("https://git.example/{commit}/{path}", Trail(lacks="没有版本库"), None, None),
    ],
    ids=["no address", "the commit's address", "the branch's address", "not committed", "no trail"],
)
def test_a_file_s_last_change(
    template: str, trail: Trail, origin: str | None, change: Change | None
) -> None:
    made = edition()
    made = replace(made, trail=trail, site=replace(made.site, source_url=template))
    place = Place(FILE, 7)
    assert (made.origin(place), made.change(place)) == (origin, change)
