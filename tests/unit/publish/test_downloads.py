"""What readers download: addresses, cells of the right kind, nothing that runs, same bytes."""

import csv
import io
import json
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from bulletin.exchange.tables import to_csv, to_json
from bulletin.exchange.xlsx import to_xlsx
from bulletin.language import CHINESE
from bulletin.publish import downloads, site
from bulletin.repository.opened import open_repository
from bulletin.text import UserText
from bulletin.view.sheet import Number, Sheet
from bulletin.view.trail import NONE
from openpyxl import Workbook, load_workbook

from tests.cases import Repo

JY2 = "2017-08/findings/jiaoyu/jy-02.yaml"
MIXED = Sheet(
    "mixed",
    "混合",
    {
        "id": "编号",
        "points": "分数",
        "exact": "总分",
        "on": "日期",
        "count": "数量",
        "text": "文字",
    },
    (
        ("1.10", Number(Fraction(-1, 2)), Number(Fraction(292, 3), 2), date(2017, 8, 3), 7, None),
        ("2017080312345678901", None, None, None, None, UserText("=1+1")),
    ),
)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path)


def made(repo: Repo) -> dict[str, str | bytes]:
    opened = open_repository(repo.root)
    editions = [site.edition_of(opened, s, NONE, {}) for s in opened.book.assessments]
    return downloads.files(editions, CHINESE)


def book(repo: Repo, path: str) -> Workbook:
    content = made(repo)[path]
    assert isinstance(content, bytes)
    return load_workbook(io.BytesIO(content))


def rows(workbook: Workbook, title: str) -> list[tuple[object, ...]]:
    return list(workbook[title].iter_rows(values_only=True))


def moment(day: int) -> datetime:
    return datetime(2017, 8, day, tzinfo=UTC).replace(tzinfo=None)


def test_each_file_has_its_address(repo: Repo) -> None:
    assert list(made(repo)) == [
        "demo/findings/2017-08.js",
        "demo/findings/2017-09.js",
        "demo/2017-08/scores.xlsx",
        *(f"demo/2017-08/recheck.{form}" for form in ("csv", "json", "xlsx")),
        "demo/2017-09/scores.xlsx",
        *(f"demo/2017-09/recheck.{form}" for form in ("csv", "json", "xlsx")),
        "demo/2017/award.xlsx",
        *(
            f"demo/{stem}.{form}"
            for stem in (
                "units/jiaoyu",
                "units/minzheng",
                "criteria/1-1",
                "criteria/1-2",
                "criteria/2",
                "criteria/3",
                "findings",
            )
            for form in ("csv", "json", "xlsx")
        ),
    ]


def test_a_month_is_a_workbook_of_five_sheets(repo: Repo) -> None:
    month = book(repo, "demo/2017-08/scores.xlsx")
    assert month.sheetnames == ["排名", "各项得分", "扣分加分", "问题", "数据来源说明"]
    assert [row[:6] for row in rows(month, "排名")] == [
        ("名次", "单位编号", "单位", "组别", "总分", "总分（未取整）"),
        (1, "jiaoyu", "市教育局", "部门", 26.5, "26.5"),
        (2, "minzheng", "市民政局", "部门", 12, "12"),
    ]
    assert month["排名"].freeze_panes == "A2"


def test_a_workbook_is_dated_by_its_month(repo: Repo) -> None:
    about = book(repo, "demo/2017-08/scores.xlsx").properties
    assert (about.created, about.modified) == (moment(31), moment(31))


def test_the_same_data_gives_the_same_bytes(repo: Repo) -> None:
    assert made(repo) == made(repo)


def test_ids_are_text_and_amounts_are_numbers() -> None:
    page = load_workbook(io.BytesIO(to_xlsx([MIXED], date(2017, 8, 31))))["混合"]
    cells = [[(c.data_type, c.value, c.number_format) for c in row] for row in page.iter_rows()]
    assert cells[1] == [
        ("s", "1.10", "@"),
        ("n", -0.5, "General"),
        ("n", 97.33, "0.00"),
        ("d", moment(3), "yyyy-mm-dd"),
        ("n", 7, "0"),
        ("n", None, "General"),
    ]
    assert cells[2][0] == ("s", "2017080312345678901", "@")
    assert cells[2][5] == ("s", "=1+1", "@")


def test_a_number_too_long_for_a_spreadsheet_is_text() -> None:
    long = Sheet("long", "长", {"n": "数"}, ((Number(Fraction(1234567890123456), 2),),))
    page = load_workbook(io.BytesIO(to_xlsx([long], date(2017, 8, 31))))["长"]
    assert (page["A2"].data_type, page["A2"].value) == ("s", "1234567890123456.00")


def test_csv_is_rounded_and_json_is_exact() -> None:
    assert to_csv(MIXED) == (
        "\ufeff编号,分数,总分,日期,数量,文字\r\n"
        "1.10,-0.5,97.33,2017-08-03,7,\r\n"
        "2017080312345678901,,,,,'=1+1\r\n"
    )
    assert json.loads(to_json([MIXED], {"scheme": "demo"})) == {
        "scheme": "demo",
        "mixed": [
            {
                "id": "1.10",
                "points": "-0.5",
                "exact": "292/3",
                "on": "2017-08-03",
                "count": 7,
                "text": None,
            },
            {
                "id": "2017080312345678901",
                "points": None,
                "exact": None,
                "on": None,
                "count": None,
                "text": "=1+1",
            },
        ],
    }


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "_x0041_", "<b>&\u0001"])
def test_what_people_typed_comes_back_as_typed_and_is_no_formula(text: str) -> None:
    sheet = Sheet("a", "甲", {"t": "文字"}, ((UserText(text),),))
    page = load_workbook(io.BytesIO(to_xlsx([sheet], date(2017, 8, 31))))["甲"]
    assert page["A2"].data_type == "s"
    assert str(page["A2"].value).replace("_x0001_", "\u0001") == text


def test_the_list_of_findings_names_where_each_is_told(repo: Repo) -> None:
    repo.change(JY2, "summary: ", "summary: =")
    content = made(repo)["demo/findings.csv"]
    assert isinstance(content, str)
    found = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))
    row = next(row for row in found if row["编号"] == "2017-08/jy-02")
    assert row["问题或加分事项"].startswith("'=")
    assert (row["单位"], row["网页"]) == ("市教育局", "demo/2017-08/jiaoyu.html#f-jy-02")


def test_the_rows_of_the_list_close_no_script(repo: Repo) -> None:
    repo.change(JY2, "summary: ", "summary: </script>&")
    script = made(repo)["demo/findings/2017-08.js"]
    assert isinstance(script, str)
    head, tail = "(self.findings=self.findings||[]).push(", ");\n"
    assert (script.startswith(head), script.endswith(tail)) == (True, True)
    assert not set("<>&") & set(script)
    found = json.loads(script.removeprefix(head).removesuffix(tail))
    columns, strings = found["columns"], found["strings"]
    at = columns["id"].index("jy-02")
    assert columns["text"][at].startswith("</script>&")
    assert strings[columns["unit"][at]] == "jiaoyu\t市教育局"
