"""What has a title is told by its title wherever people read; ids and n/d are for programs."""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path

import pytest
from bulletin.cli import main
from bulletin.exchange.tables import to_csv, to_json
from bulletin.exchange.word import bulletin, notice
from bulletin.pages import render
from bulletin.publish.program import templates
from bulletin.publish.site import edition_of
from bulletin.repository.opened import open_repository
from bulletin.view.edition import Edition
from bulletin.view.findings import Register
from bulletin.view.sheet import Sheet
from bulletin.view.tables import results
from bulletin.view.tables.records import Records
from bulletin.view.trail import NONE

from tests.cases import Repo

IDS = (
    *("good", "fair", "merit", "best", "departments", "monthly-check", "provincial-inspection"),
    *("undercover-ask", "satisfaction", "reports", "on-time", "external", "repeat"),
    *("doubling", "extra"),
)
"""Ids of grades, a flag, an award, a group, sources, a method, metrics, modifiers, a reading and
a criterion: each is written ``q-…`` here, so that it is found in no other word."""
MONTHS = ("2017-08", "2017-09")
FRACTION = re.compile(r"(?<![\w/:.-])[0-9]+/[0-9]+(?![\w/-])")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base of the wrong cases, with telling ids and a total without end."""
    repo = Repo(tmp_path_factory.mktemp("titles"))
    rubric = "rubrics/2017-08.yaml"
    repo.change(rubric, 'id: "3"\n    title: 加分', "id: extra\n    title: 加分")
    text = repo.text(f"{repo.folder}/{rubric}")
    repo.write(rubric, f"{text}totals: {{normalise: participating}}\n")
    repo.change("2017-08/marks.yaml", "points: 2.5", "points: 2.3")
    for path in (repo.root / "data").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for one in IDS:
            place = re.compile(rf"(: |- |\.|^  ){one}(?=$|:|\.|,|}})", re.MULTILINE)
            text = place.sub(rf"\1q-{one}", text)
        for key in ("repeat", "best"):  # words of the language
            text = text.replace(f"when: q-{key}", f"when: {key}").replace(f"q-{key}: ", f"{key}: ")
        path.write_text(text, encoding="utf-8")
    return repo.root


@pytest.fixture(scope="module")
def edition(root: Path) -> Edition:
    repository = open_repository(root)
    assert not [str(p) for p in repository.problems if p.severity == "error"]
    return edition_of(repository, "demo", NONE, {})


def named(text: str) -> set[str]:
    """The ids and the unfinished fractions that a text shows."""
    return set(re.findall("q-[a-z-]+", text)) | set(FRACTION.findall(text))


def read_aloud(markdown: str) -> str:
    """What a page shows: no addresses, no anchors, no places of records."""
    shown = re.sub(r"<code.*?</code>|\{:.*?\}|^(title|search).*?$", "", markdown, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", "|", shown))


def test_pages(edition: Edition) -> None:
    pages = render(edition.site, [edition], templates())
    found = {path: named(read_aloud(text)) for path, text in pages.items()}
    assert {path: ids for path, ids in found.items() if ids} == {}


def texts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one)
    else:
        yield str(value)


def test_documents(edition: Edition) -> None:
    register = Register(edition)
    for month in MONTHS:
        made = [bulletin.values(edition, register, month)]
        made += [notice.values(edition, register, month, u) for u in edition.scores[month].units]
        assert named("\n".join(texts(made))) == set()


def sheets(edition: Edition) -> Iterator[Sheet]:
    records = Records(edition, Register(edition))
    for month in MONTHS:
        yield from (results.ranking(edition, month), results.criteria(edition, month))
        yield from (records.findings(month), records.steps(month))
    yield results.awards(edition, "2017")


def test_tables(edition: Edition) -> None:
    """The columns of ids are for whoever puts tables together, and are called 编号."""
    for sheet in sheets(edition):
        keys = [at for at, title in enumerate(sheet.columns.values()) if "编号" in title]
        rows = tuple(
            tuple(None if at in keys else cell for at, cell in enumerate(row)) for row in sheet.rows
        )
        shown = Sheet(sheet.name, sheet.title, sheet.columns, rows)
        assert named(to_csv(shown)) == set()


COMMANDS = [
    *(("score", "demo", month) for month in MONTHS),
    *(("explain", "demo", month, unit) for month in MONTHS for unit in ("jiaoyu", "minzheng")),
    ("award", "demo", "2017"),
    ("readings", "demo", "2017-09"),
    ("compare", "demo", *MONTHS),
    ("recheck", "demo", "2017-09"),
    ("remind", "demo", "2017-09-30"),
    ("repeats", "demo", "2017-09"),
    ("rescore", "demo", "2017-09", "--rubric", "2017-08"),
]


@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_commands(root: Path, args: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--root", str(root), *args])
    assert left.value.code == 0
    assert named(capsys.readouterr().out) == set()


def test_an_endless_number_is_marked_as_rounded(
    root: Path, edition: Edition, capsys: pytest.CaptureFixture[str]
) -> None:
    """What programs read stays exact: the test above would be empty without such a total."""
    totals = [u.total for u in edition.scores["2017-08"].units if u.total is not None]
    endless = [total for total in totals if total * 10**9 % 1]
    assert endless
    with pytest.raises(SystemExit):
        main(["--root", str(root), "explain", "demo", "2017-08", "jiaoyu"])
    assert "约" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["--root", str(root), "score", "demo", "2017-08", "--format", "json"])
    said = capsys.readouterr().out
    assert all(f'"total": "{total.numerator}/{total.denominator}"' in said for total in endless)
    exact = {
        row["exact"]
        for row in json.loads(to_json([results.ranking(edition, "2017-08")], {}))["ranking"]
    }
    assert {str(total) for total in endless} <= exact
