"""Small data repositories with all that is said of them, byte for byte; see each ``README.md``."""

import contextlib
import io
from pathlib import Path

import pytest
from bulletin.cli import main

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/data"))


def said(case: Path, *args: str) -> str:
    """Run the command on a case; it must be content and print nothing on standard error."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as done,
    ):
        main(["--root", str(case), *args])
    assert (done.value.code, err.getvalue()) == (0, "")
    return out.getvalue()


def results(case: Path) -> dict[str, str]:
    """Return the text of each file that stands beside the data of a case."""
    (scheme,) = [path for path in (case / "data" / "schemes").iterdir() if path.is_dir()]
    months = sorted(path.name for path in scheme.glob("[0-9]*-[0-9]*"))
    found = {
        "award.json": said(case, "award", scheme.name, months[0][:4], "--format", "json"),
        "award.txt": said(case, "award", scheme.name, months[0][:4]),
    }
    for month in months:
        asked = ("score", scheme.name, month)
        found[f"{month}.score.json"] = said(case, *asked, "--format", "json")
        found[f"{month}.score.txt"] = said(case, *asked)
        found[f"{month}.explain.txt"] = "\n".join(
            said(case, "explain", scheme.name, month, unit) for unit in _units(case, scheme, month)
        )
    return found


def _units(case: Path, scheme: Path, month: str) -> list[str]:
    """Return the names of the units as the table of the month lists them."""
    table = said(case, "score", scheme.name, month).splitlines()[2:]
    return [row.split()[1] for row in table if row[0].isdigit() or row[0] == "—"]


def test_there_are_cases() -> None:
    assert [case.name for case in CASES] == [
        "county-assessment",
        "deductions",
        "food-hygiene",
        "parts-of-criteria",
        "racing-season",
        "ranked-and-normalised",
        "scaled-and-judged",
        "security-scorecard",
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case(case: Path) -> None:
    """When a change is meant: ``python -m tests.golden``, and work every changed number by hand."""
    wanted = {
        path.name: path.read_text(encoding="utf-8")
        for path in case.iterdir()
        if path.suffix in {".json", ".txt"}
    }
    assert results(case) == wanted


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_is_good_data(case: Path) -> None:
    said(case, "score", *_first(case))


def _first(case: Path) -> tuple[str, str]:
    scheme = next(path for path in (case / "data" / "schemes").iterdir() if path.is_dir())
    return scheme.name, min(path.name for path in scheme.glob("[0-9]*-[0-9]*"))
