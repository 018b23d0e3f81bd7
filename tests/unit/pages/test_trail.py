"""What the pages say of what became of a record."""

from dataclasses import replace

import pytest
from bulletin.model.history import Deed, Entry
from bulletin.problem import Place
from bulletin.view.trail import Change, Trail, TrailLine

from tests.unit.pages.tiny import commit, edition

FILE = "data/schemes/demo/2017-08/findings/jiaoyu/a-1.yaml"
MADE = commit("1a2b3c4d5e6f", 3, "登记", request="#12")
ENTRY = Entry(MADE, FILE, Deed.ADDED)
TRAIL = Trail({FILE: ENTRY})
AT = f"https://git.example/at/1a2b3c4d5e6f/{FILE}#L7"


@pytest.mark.parametrize(
    ("template", "requests", "trail", "origin", "change"),
    [
        ("", "", TRAIL, None, Change((TrailLine(ENTRY, None, None),))),
        (
            "https://git.example/at/{commit}/{path}#L{line}",
            "https://git.example/pulls/{number}",
            TRAIL,
            AT,
            Change((TrailLine(ENTRY, AT, "https://git.example/pulls/12"),)),
        ),
        (
            "https://git.example/main/{path}",
            "https://git.example/pulls",
            TRAIL,
            f"https://git.example/main/{FILE}",
            Change((TrailLine(ENTRY, None, None),)),
        ),
        ("https://git.example/{commit}/{path}", "", Trail(), None, Change()),
        ("https://git.example/{commit}/{path}", "", Trail(lacks="没有版本库"), None, None),
    ],
    ids=["no address", "the commit's address", "the branch's address", "not committed", "no trail"],
)
def test_a_record_s_last_change(
    template: str, requests: str, trail: Trail, origin: str | None, change: Change | None
) -> None:
    made = edition()
    site = replace(made.site, source_url=template, request_url=requests)
    made = replace(made, trail=trail, site=site)
    place = Place(FILE, 7)
    assert (made.origin(place), made.change(place)) == (origin, change)


def test_a_place_inside_a_record_is_that_record_s() -> None:
    first, second = (replace(ENTRY, commit=commit(id_, 1, "登记")) for id_ in ("a", "b"))
    trail = Trail({FILE: ENTRY}, {FILE: {(3, 1): (first,), (3, 20): (second,)}})
    places = [(2, 9), (3, 1), (3, 19), (3, 20), (9, 1)]
    found = [trail.of(Place(FILE, *at))[0] for at in places]
    assert found == [ENTRY, first, first, second, second]


def test_of_many_changes_the_newest_and_the_first_are_listed() -> None:
    entries = tuple(Entry(commit(f"{n:010}", 1, "改"), FILE) for n in range(40, 0, -1))
    trail = Trail({FILE: entries[0]}, {FILE: {(1, 1): entries}})
    change = replace(edition(), trail=trail).change(Place(FILE))
    assert change is not None
    assert (change.hidden, [line.commit for line in change.lines]) == (
        28,
        [f"{n:010}" for n in (*range(40, 29, -1), 1)],
    )


def test_a_path_of_old_is_no_part_of_an_address() -> None:
    odd = 'data/"><script>.yaml'
    entries = ENTRY, Entry(MADE, odd, Deed.ADDED)
    trail = Trail({FILE: ENTRY}, {FILE: {(1, 1): entries}})
    made = edition()
    site = replace(made.site, source_url="https://git.example/{commit}/{path}")
    change = replace(made, trail=trail, site=site).change(Place(FILE))
    assert change is not None
    assert [line.url for line in change.lines] == [f"https://git.example/1a2b3c4d5e6f/{FILE}", None]
