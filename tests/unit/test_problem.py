"""Problems: their order, and the texts made of them."""

import json

from bulletin.problem import (
    Place,
    Problem,
    Severity,
    as_github,
    as_gitlab,
    as_json,
    as_text,
    errors,
)

WRONG = Problem(Place("data/a.yaml", 3, 5), "S001", "缺少 unit", "补上一行")
DOUBT = Problem(Place("data/a.yaml", 2, 1), "F021", "不会计分", severity=Severity.WARNING)


def test_problems_are_in_the_order_of_their_places() -> None:
    later = Problem(Place("data/b.yaml"), "A001", "x")
    tenth = Problem(Place("data/a.yaml", 10), "A001", "x")
    assert sorted([later, tenth, WRONG, DOUBT]) == [DOUBT, WRONG, tenth, later]


def test_only_errors_must_be_mended() -> None:
    assert errors([WRONG, DOUBT]) == (WRONG,)


def test_as_text() -> None:
    assert as_text(WRONG) == "data/a.yaml:3:5: S001 缺少 unit\n    → 补上一行"
    assert as_text(DOUBT) == "data/a.yaml:2:1: F021 （提醒）不会计分"


def test_as_json() -> None:
    first, second = json.loads(as_json([WRONG, DOUBT]))
    assert first["path"] == "data/a.yaml"
    assert (first["line"], first["column"], first["code"]) == (3, 5, "S001")
    assert (first["severity"], second["severity"]) == ("error", "warning")


def test_as_github_escapes_what_would_end_the_command() -> None:
    odd = Problem(Place("data/a,b:c%.yaml", 1, 2), "S001", "50%\n::error::x", "改")
    assert as_github(odd) == (
        "::error file=data/a%2Cb%3Ac%25.yaml,line=1,col=2,title=S001::50%25%0A::error::x → 改"
    )


def test_gitlab_fingerprints_do_not_depend_on_lines_and_are_unique() -> None:
    moved = Problem(Place("data/a.yaml", 9, 1), "S001", "缺少 unit", "补上一行")
    (one,), (other,) = json.loads(as_gitlab([WRONG])), json.loads(as_gitlab([moved]))
    assert one["fingerprint"] == other["fingerprint"]
    both = json.loads(as_gitlab([WRONG, moved]))
    assert len({row["fingerprint"] for row in both}) == 2
    assert [row["location"]["lines"]["begin"] for row in both] == [3, 9]
