"""A name means one amount at every door: pages, files, documents, terminal, feeds.

Every door of two books is read: a small one in which all amounts differ, worked by hand, and the
demonstration.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import docx
import openpyxl
import pytest
from bulletin import glossary
from bulletin.exchange import text
from bulletin.glossary import Term
from bulletin.language import CHINESE
from bulletin.model.scheme import Site
from bulletin.number import exact, shown
from bulletin.pages import Edition, award, month, sheet, unit
from bulletin.pages.printer import Printer
from bulletin.problem import Place
from bulletin.publish import documents, downloads, feeds, program
from bulletin.publish.site import edition_of
from bulletin.repository.opened import open_repository
from bulletin.view.findings import Register
from bulletin.view.trail import NONE
from bulletin.view.words import month_name
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.making import assessment_of, awards, scores, units_of
from tests.unit.scoring.test_language import node, repo

ROOT = Path(__file__).parent.parent
OCTOBER = "2017-10"
_AMOUNTS: tuple[Term, ...] = (*glossary.UNIT, *glossary.AWARD)
NAMES = {CHINESE.say(term.title) for term in _AMOUNTS}
KEYS = {term.id: CHINESE.say(term.title) for term in glossary.UNIT}
_NUMBER = re.compile(r"约?[+−-]?[0-9]+(\.[0-9]+|/[0-9]+)?")


@dataclass(frozen=True)
class Reading:
    """An amount, as it is read at a door; ``when`` is a month or a year."""

    name: str
    unit: str
    when: str
    door: str
    amount: str


def read(name: str, unit: str, when: str, door: str, cell: str) -> Iterator[Reading]:
    """Take a cell, if its name is one of the glossary and it holds a number; the sign is form."""
    cell = re.sub("（封顶后.*）$", "", cell.strip())
    if name in NAMES and _NUMBER.fullmatch(cell):
        amount = shown(exact(cell.lstrip("约+−-")), 2)
        yield Reading(name, unit, when, door, amount)


# --- pages --------------------------------------------------------------------------------------


def rows(table: LexborNode) -> Iterator[dict[str, str]]:
    """The rows of a table by its lowest heads; what spans two rows of heads stands at the left."""
    *upper, lowest = table.css("thead tr")
    heads = [c.text().strip() for row in upper for c in row.css("th[rowspan]")] + wide(lowest)
    for row in table.css("tbody tr"):
        cells = wide(row)
        if len(cells) == len(heads):
            yield dict(zip(heads, cells, strict=True))


def wide(row: LexborNode) -> list[str]:
    """The cells of a row, those over several columns as often."""
    cells = row.css("th, td")
    spans = [int(cell.attributes.get("colspan") or 1) for cell in cells]
    return [c.text().strip() for c, n in zip(cells, spans, strict=True) for _ in range(n)]


def body(page: str) -> LexborNode:
    whole = LexborHTMLParser(page).body
    assert whole
    return whole


def of_pages(edition: Edition) -> Iterator[Reading]:
    register, printer = Register(edition), Printer(program.templates())
    for path, page in month.pages(edition, register, printer):
        yield from of_month(path.split("/")[1], body(page))
    for path, page in sheet.pages(edition, register, printer):
        name = edition.units.name(Path(path).stem.lstrip("-"))
        yield from of_sheet(path.split("/")[1], name, body(page))
    months = {CHINESE.say(month_name(one)): one for one in edition.months}
    for path, page in unit.pages(edition, register, printer):
        name = edition.units.name(Path(path).stem)
        for row in (r for table in body(page).css("table.b-months") for r in rows(table)):
            when = months[row["月份"]]
            yield from (r for n, c in row.items() for r in read(n, name, when, "单位页", c))
    for path, page in award.pages(edition, register, printer):
        for row in (r for table in body(page).css("table.b-ranking") for r in rows(table)):
            when = path[-7:-3]
            yield from (r for n, c in row.items() for r in read(n, row["单位"], when, "评优页", c))


def of_month(when: str, page: LexborNode) -> Iterator[Reading]:
    for css, door in (("table.b-ranking", "排名"), ("table.b-matrix", "失分分布")):
        for row in (r for table in page.css(css) for r in rows(table)):
            yield from (r for n, c in row.items() for r in read(n, row["单位"], when, door, c))


def of_sheet(when: str, name: str, page: LexborNode) -> Iterator[Reading]:
    for item in page.css(".b-result dl div"):
        (title,), (value,) = ([one.text() for one in item.css(tag)] for tag in ("dt", "dd"))
        value, *beside = value.split("（")
        yield from read(title, name, when, "得分表", value)
        for word in beside:  # （加分+18.5）
            yield from read(word[:2], name, when, "得分表", word[2:].rstrip("）"))


# --- files --------------------------------------------------------------------------------------


def of_rows(door: str, table: Iterable[Mapping[str, object]], when: str = "") -> Iterator[Reading]:
    for row in table:
        month = when or str(row.get("月份") or row["年度"])
        for name, cell in row.items():
            yield from read(name, str(row["单位"]), month, door, "" if cell is None else str(cell))


def of_files(edition: Edition) -> Iterator[Reading]:
    site = edition.site
    files = feeds.files(site, [edition]) | downloads.files([edition], CHINESE)
    for path, content in files.items():
        name = path.rpartition("/")[2]
        if isinstance(content, str) and name in {"scores.csv", "award.csv"}:
            yield from of_rows(name, csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))
        elif isinstance(content, str) and name == "scores.json":
            yield from of_json(json.loads(content))
        elif isinstance(content, bytes):
            yield from of_workbook(path, content)
        elif "/units/" in path and path.endswith(".csv"):
            table = csv.DictReader(io.StringIO(str(content).removeprefix("\ufeff")))
            yield from of_rows("units.csv", table)


def of_json(scores: Mapping[str, object]) -> Iterator[Reading]:
    """The keys are a contract of their own: each is the id of a name."""
    assert isinstance(scores["units"], list)
    for row in scores["units"]:
        for key in KEYS.keys() & row.keys():
            cell = row[key] if row["total"] is not None else None
            when = str(scores["month"])
            yield from read(KEYS[key], row["name"], when, "scores.json", str(cell))


def of_workbook(path: str, content: bytes) -> Iterator[Reading]:
    when = path.split("/")[1] if path.endswith(("scores.xlsx", "award.xlsx")) else ""
    if when or "/units/" in path:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        for title in {"排名", "各月得分", "年度评优"} & set(book.sheetnames):
            heads, *lines = book[title].iter_rows(values_only=True)
            table = (dict(zip(map(str, heads), line, strict=False)) for line in lines)
            yield from of_rows(title, table, when)


# --- documents and terminal ---------------------------------------------------------------------


def of_documents(edition: Edition, when: str, *, notices: bool) -> Iterator[Reading]:
    register = Register(edition)
    content = documents._bulletin(ROOT, edition, register, when)  # noqa: SLF001
    for table in docx.Document(io.BytesIO(content)).tables:
        heads, *lines = ([cell.text for cell in row.cells] for row in table.rows)
        if heads[:2] == ["名次", "单位"] and "总分" in heads:
            yield from of_rows("通报", (dict(zip(heads, r, strict=True)) for r in lines), when)
    scores = edition.scores[when].units if notices else ()
    names = {documents._name(score.unit, score.name): score.name for score in scores}  # noqa: SLF001
    for path, content in documents._notices(ROOT, edition, register, when) if notices else ():  # noqa: SLF001
        whole = "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)
        yield from of_notice(whole, names[path.rpartition("/")[2]], when)


_SENTENCES = {
    "总分": r"总分([0-9.−]+)分",
    "扣分": r"合计扣([0-9.]+)分",
    "加分": r"合计扣[0-9.]+分，加([0-9.]+)分",
    "计入加分": r"封顶后计([0-9.]+)分",
}


def of_notice(whole: str, unit: str, when: str) -> Iterator[Reading]:
    for name, pattern in _SENTENCES.items():
        for amount in re.findall(pattern, whole)[:1]:
            yield from read(name, unit, when, "反馈单", amount)


def of_terminal(edition: Edition) -> Iterator[Reading]:
    for when, result in edition.scores.items():
        _, head, *lines = text.scores(edition.assessment, result).splitlines()
        for line in lines[: len(result.units)]:
            row = dict(zip(head.split(), line.split(), strict=False))
            yield from of_rows("命令", [row], when)
    for year, results in edition.awards.items():
        lines = text.awards(edition.assessment, results).splitlines()
        table = [line.split() for line in lines if re.match("[0-9]+ |名次", line)]
        rows = (dict(zip(table[0], line, strict=False)) for line in table[1:])
        yield from of_rows("命令", rows, year)


# --- the books ----------------------------------------------------------------------------------

OTHER = (
    "{id: h, title: 加分减分, rules: ["
    "{id: b, text: 加分, clause: 一, award: {points: 5, per: 项}}, "
    "{id: p, text: 减分, clause: 一, deduct: {points: 3, per: 项}}]}"
)
EARNED = (
    "{id: j, title: 工作, points: 10, rules: ["
    "{id: e1, text: 办法, clause: 二, earn: {points: 1, per: 件, metric: m, up_to: 6}}, "
    "{id: e2, text: 办法, clause: 二, earn: {points: 1, per: 件, metric: w, up_to: 4}}]}"
)
MONTH = """
measurements:
  - {metric: m, values: {a: 3, b: 6, c: 6, d: 0}}
  - {metric: w, values: {b: 2, c: 4, d: 1}}
participation: [{unit: a, rule: e2, reason: 没有窗口}]
findings:
  f: {count: 3}
  g: {rule: b, count: 4}
  h: {rule: p}
  i: {unit: b}
"""
AMOUNTS = {
    # Deducted 3 × 4 of 10: 0, over 2. 3 of 6 earned: (0 + 3) ÷ 16 × 100 = 18.75. Awarded 4 × 5,
    # of which 10 count; 3 beside all criteria: 18.75 - 2 + 10 - 3. Deducted in all: 12 + 3.
    "甲市": {
        "总分": "23.75",
        "总分（未取整）": "23.75",
        "各项得分": "18.75",
        "超出部分": "2.00",
        "计入加分": "10.00",
        "另扣": "3.00",
        "扣分": "15.00",
        "加分": "20.00",
        "全年成绩": "23.75",
        "全年成绩（未取整）": "23.75",
    },
    # (6 + 8) ÷ 20 × 100
    "乙市": {
        "总分": "70.00",
        "总分（未取整）": "70.00",
        "各项得分": "70.00",
        "超出部分": "0.00",
        "计入加分": "0.00",
        "另扣": "0.00",
        "扣分": "4.00",
        "加分": "0.00",
        "全年成绩": "70.00",
        "全年成绩（未取整）": "70.00",
    },
}
DOORS = {
    "总分": {
        *("排名", "失分分布", "得分表", "单位页", "通报", "反馈单", "命令"),
        *("scores.csv", "scores.json", "units.csv", "各月得分"),
    },
    "各项得分": {"得分表", "命令", "scores.csv", "scores.json", "units.csv", "排名", "各月得分"},
    "超出部分": {
        *("失分分布", "得分表", "单位页", "命令", "排名"),
        *("scores.csv", "scores.json", "units.csv", "各月得分"),
    },
    "计入加分": {
        *("失分分布", "得分表", "单位页", "反馈单", "命令", "排名"),
        *("scores.csv", "scores.json", "units.csv", "各月得分"),
    },
    "另扣": {"得分表", "命令", "scores.csv", "scores.json", "units.csv", "排名", "各月得分"},
    "扣分": {"排名", "通报", "反馈单", "scores.csv", "units.csv", "各月得分"},
    "加分": {"排名", "得分表", "通报", "反馈单", "scores.csv", "units.csv", "各月得分"},
    "全年成绩": {"评优页", "年度评优", "award.csv", "命令"},
}
"""Where each name of the first unit is read; 排名 is the page and the sheet of the workbook."""


@cache
def small() -> tuple[Reading, ...]:
    plain = repo(
        f"{node('deduct: {points: 4, per: 项}')}, {EARNED}, {OTHER}",
        MONTH,
        "totals: {overflow: carry, normalise: participating, bonus_cap: 10}",
        "awards: [{id: best, title: 先进, of: sum, top: 2}]",
    )
    plain.rubrics["2017-08"]["metrics"]["w"] = {"title": "数"}
    edition = Edition(
        Site("通报", "办公室", Place("data/site.yaml")),
        units_of(plain),
        assessment_of(plain),
        {OCTOBER: scores(plain, OCTOBER)},
        {"2017": awards(plain, "2017")},
    )
    return tuple(every(edition, OCTOBER, notices=True))


def every(edition: Edition, when: str, *, notices: bool) -> Iterator[Reading]:
    yield from of_pages(edition)
    yield from of_files(edition)
    yield from of_documents(edition, when, notices=notices)
    yield from of_terminal(edition)


def disagreements(readings: Iterable[Reading]) -> dict[tuple[str, ...], set[tuple[str, str]]]:
    """The names that mean several amounts, each with its doors."""
    amounts: dict[tuple[str, ...], set[tuple[str, str]]] = {}
    for one in readings:
        amounts.setdefault((one.name, one.unit, one.when), set()).add((one.amount, one.door))
    return {key: doors for key, doors in amounts.items() if len({a for a, _ in doors}) > 1}


def test_a_name_means_one_amount_at_every_door() -> None:
    assert disagreements(small()) == {}
    for unit_name, amounts in AMOUNTS.items():
        assert {r.name: r.amount for r in small() if r.unit == unit_name} == amounts


@pytest.mark.parametrize("name", DOORS)
def test_every_door_is_read(name: str) -> None:
    assert {r.door for r in small() if r.name == name and r.unit == "甲市"} == DOORS[name]


@pytest.mark.parametrize("scheme", sorted(p.name for p in (ROOT / "data/schemes").iterdir()))
def test_a_name_means_one_amount_in_the_demonstration(scheme: str) -> None:
    """Pages and workbooks of the last month; of units, the terminal and the award all months."""
    edition = edition_of(open_repository(ROOT), scheme, NONE, {})
    *earlier, last = edition.months
    edition = replace(edition, elsewhere=frozenset(earlier))
    readings = tuple(every(edition, last, notices=scheme == "nantong-evaluation"))
    assert disagreements(readings) == {}
    assert {r.when for r in readings if r.name == "总分"} == set(edition.months)
    assert len({r.unit for r in readings}) == len(edition.assessed)


# --- the names ----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_two_amounts_bear_one_name(language: str) -> None:
    say = program.language(language).say
    terms: tuple[Term, ...] = (*_AMOUNTS, *glossary.CRITERION, *glossary.STEP, *glossary.MANY)
    titles = Counter(say(term.title).casefold() for term in terms)
    assert {title for title, number in titles.items() if number > 1} == set()


def test_every_column_of_a_download_is_explained() -> None:
    """But for the columns of criteria, which are named after them."""
    terms = {term.title for section in glossary.SECTIONS for term in section.terms}
    titles = {CHINESE.say(title) for title in terms}
    edition = edition_of(open_repository(ROOT), "nantong-evaluation", NONE, {})
    edition = replace(edition, elsewhere=frozenset(edition.months[:-1]))
    for path, content in downloads.files([edition], CHINESE).items():
        if isinstance(content, bytes) and "criteria" not in path:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            for title in set(book.sheetnames) - {"各项得分", "数据来源说明"}:
                heads = [str(cell) for cell in next(book[title].iter_rows(values_only=True))]
                assert set(heads) <= titles, (path, title)
