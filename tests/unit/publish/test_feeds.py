"""What programs read of the site: addresses, forms, dates, and that foreign text stays text."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from bulletin.exchange.atom import AtomEntry, AtomFeed, atom
from bulletin.exchange.tables import text
from bulletin.publish import feeds, site
from bulletin.record.correct import Grounds, correct
from bulletin.record.seal import seal
from bulletin.repository.opened import open_repository
from bulletin.view.trail import NONE
from jsonschema import Draft202012Validator

from tests.cases import Repo

ATOM = "{http://www.w3.org/2005/Atom}"
JY2 = "2017-08/findings/jiaoyu/jy-02.yaml"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path)


def made(repo: Repo, **changes: Any) -> dict[str, str]:  # noqa: ANN401 - fields of the site
    opened = open_repository(repo.root)
    about = replace(opened.book.site, **changes)
    editions = [site.edition_of(opened, name, NONE, {}) for name in opened.book.assessments]
    return feeds.files(about, editions)


def entries(feed: str) -> list[dict[str, str]]:
    rows = []
    for entry in ET.fromstring(feed).iter(f"{ATOM}entry"):  # noqa: S314 - our own
        row = {child.tag.removeprefix(ATOM): child.text or "" for child in entry}
        link = entry.find(f"{ATOM}link")
        assert link is not None
        rows.append({**row, "link": link.attrib["href"]})
    return rows


def test_each_feed_has_its_address(repo: Repo) -> None:
    assert list(made(repo)) == [
        "schemas/scores.schema.json",
        "schemas/award.schema.json",
        "demo/2017-08/scores.json",
        "demo/2017-08/scores.csv",
        "demo/2017-09/scores.json",
        "demo/2017-09/scores.csv",
        "demo/2017/award.json",
        "demo/2017/award.csv",
        "demo/feed.xml",
        "demo/units/jiaoyu.xml",
        "demo/units/minzheng.xml",
    ]


@pytest.mark.parametrize("root", [Path(), *sorted(Path("tests/golden").glob("*/data"))], ids=str)
def test_json_follows_the_published_schema(root: Path) -> None:
    top = Path(__file__).parents[3] / (root.parent if root.name == "data" else root)
    opened = open_repository(top)
    editions = [site.edition_of(opened, name, NONE, {}) for name in opened.book.assessments]
    found = feeds.files(opened.book.site, editions)
    for kind in feeds.SCHEMAS:
        schema = Draft202012Validator(json.loads(found[f"schemas/{kind}.schema.json"]))
        bodies = [json.loads(body) for path, body in found.items() if path.endswith(f"{kind}.json")]
        assert bodies or kind == "award"
        assert [error.message for body in bodies for error in schema.iter_errors(body)] == []


def test_csv_opens_in_a_spreadsheet(repo: Repo) -> None:
    body = made(repo)["demo/2017-08/scores.csv"]
    assert body.startswith("\ufeff考核办法,月份,名次,单位编号,单位,组别,总分,")
    rows = list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))
    shown = [(r["名次"], r["单位"], r["组别"], r["总分"], r["标记"]) for r in rows]
    assert shown == [
        ("1", "市教育局", "部门", "26.50", "取消评优资格"),
        ("2", "市民政局", "部门", "12.00", ""),
    ]
    heads = "1.1 办事指南（12分）", "2 信息报送（10分）"
    scores = [tuple(row[head] for head in heads) for row in rows]
    assert scores == [("9.00", "9.50"), ("不参加", "4.00")]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =1"])
def test_a_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(cell: str) -> None:
    assert text(cell) == f"'{cell}"


def test_bulletins_are_dated_by_the_last_day_of_their_month(repo: Repo) -> None:
    feed = made(repo, base_url="https://example.org/tb/")["demo/feed.xml"]
    rows = [(row["title"], row["updated"], row["link"]) for row in entries(feed)]
    assert rows == [
        (
            f"2017年{month}月考评情况通报",
            f"2017-0{month}-{day}T00:00:00+08:00",
            f"https://example.org/tb/demo/2017-0{month}/index.html",
        )
        for month, day in ((9, 30), (8, 31))
    ]


@pytest.mark.parametrize(
    ("zone", "offset"), [("Asia/Urumqi", "+06:00"), ("UTC", "+00:00"), ("No/Where", "+00:00")]
)
def test_the_zone_is_that_of_the_site(repo: Repo, zone: str, offset: str) -> None:
    feed = made(repo, time_zone=zone)["demo/feed.xml"]
    assert entries(feed)[0]["updated"] == f"2017-09-30T00:00:00{offset}"


def test_a_unit_has_its_own_feed(repo: Repo) -> None:
    rows = entries(made(repo)["demo/units/jiaoyu.xml"])
    assert [(row["title"], row["link"]) for row in rows] == [
        ("2017年9月　总分 14.00，第 1 名", "../../demo/2017-09/jiaoyu.html"),
        ("2017年8月　总分 26.50，第 1 名", "../../demo/2017-08/jiaoyu.html"),
    ]


def test_a_correction_is_told_to_whom_it_concerns(repo: Repo) -> None:
    seal(repo.root, open_repository(repo.root), "demo", "2017-08")
    repo.change(JY2, "tier: 一般", "tier: 严重")
    grounds = Grounds("程度 <认定> 有误", "复核单 3 号", None)
    correct(repo.root, open_repository(repo.root), ("demo", "2017-08"), grounds)
    found = made(repo)
    for path in ("demo/feed.xml", "demo/units/jiaoyu.xml"):
        (row,) = [row for row in entries(found[path]) if "更正" in row["title"]]
        assert row["title"] == "2017年8月通报第 1 号更正"
        assert row["summary"] == "理由：程度 <认定> 有误；依据：复核单 3 号"
    assert "更正" not in found["demo/units/minzheng.xml"]


def test_ids_are_those_of_the_things_wherever_the_site_is(repo: Repo) -> None:
    here, there = made(repo), made(repo, base_url="https://example.org/")
    ids = [[row["id"] for row in entries(one["demo/feed.xml"])] for one in (here, there)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2


def test_a_feed_is_well_formed_whatever_it_is_told() -> None:
    nasty = "]]>&<script>\"'\x00\ufffe\ud800"
    feed = atom(
        AtomFeed(
            "urn:x", nasty, nasty, nasty, nasty, (AtomEntry("i", nasty, "2017", nasty, nasty),)
        )
    )
    (row,) = entries(feed)
    assert row["title"] == row["link"] == "]]>&<script>\"'"
