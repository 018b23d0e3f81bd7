"""Workbooks as other programs write them are read cell by cell; what costs too much is refused."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from bulletin.exchange.ooxml.limits import UnreadableError
from bulletin.exchange.ooxml.sheet import StoredCell
from bulletin.exchange.ooxml.text import decoded, encoded
from bulletin.exchange.ooxml.workbook import read
from openpyxl.chart import BarChart
from openpyxl.comments import Comment

from tests.workbooks import packed, parts

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/strings.xml"
DAMAGED = "工作簿已经损坏，或不是 .xlsx 工作簿"
TEXT = '<row r="3"><c r="B3" t="inlineStr"><is><t>甲</t></is></c></row>'


def cells(rows: str = "", **more: str) -> dict[str, StoredCell]:
    """The cells of a workbook of one sheet, by their addresses."""
    return cells_of(packed(parts(rows, **more)))


def cells_of(content: bytes) -> dict[str, StoredCell]:
    (sheet,) = read(content)
    return {
        f"{chr(64 + column)}{number}": cell
        for number, row in sheet.rows.items()
        for column, cell in row.items()
    }


def only(rows: str, **more: str) -> object:
    """The value of the only cell."""
    (cell,) = cells(rows, **more).values()
    return cell.value


# --- where cells stand -------------------------------------------------------------------------


@pytest.mark.parametrize("dimension", ["A1", "A1:B2", "A1:XFD1048576", "C7:D8", "nonsense"])
def test_cells_are_read_whatever_the_dimension_says(dimension: str) -> None:
    written = parts(TEXT)
    claim = f'<dimension ref="{dimension}"/><sheetData>'
    written[SHEET] = str(written[SHEET]).replace("<sheetData>", claim)
    assert cells_of(packed(written)) == {"B3": StoredCell("甲")}


def test_sparse_rows_are_read_where_they_stand() -> None:
    rows = (
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c></row>'
    )
    assert cells(rows) == {"A2": StoredCell(1.0), "B1048576": StoredCell(2.0)}


def test_rows_and_cells_may_leave_their_addresses_out() -> None:
    rows = '<row/><row><c/><c><v>1</v></c><c r="D2"/><c><v>2</v></c></row>'
    assert cells(rows) == {"B2": StoredCell(1.0), "E2": StoredCell(2.0)}


def test_empty_cells_with_a_format_are_nothing() -> None:
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(4, 9_000))
    last = '<row r="9001"><c r="A9001"><v>7</v></c></row>'
    assert cells(TEXT + empty + last) == {"B3": StoredCell("甲"), "A9001": StoredCell(7.0)}


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x="),
        lambda text: text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        lambda text: f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16"),
        lambda text: f"\ufeff{text}".encode(),
        lambda text: text.replace("<sheetData>", '<sheetPr q:r="9" xmlns:q="urn:q"/><sheetData>'),
        lambda text: text.replace("</row>", '<q:c xmlns:q="urn:q"><q:v>5</q:v></q:c></row>'),
    ],
    ids=["prefix", "strict", "utf-16", "bom", "foreign attribute", "foreign element"],
)
def test_xml_may_be_written_in_many_ways(change: Callable[[str], str | bytes]) -> None:
    written = parts(TEXT)
    written[SHEET] = change(str(written[SHEET]))
    assert cells_of(packed(written)) == {"B3": StoredCell("甲")}


def test_names_of_parts_have_no_case_and_either_slash() -> None:
    written = parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings="<si><t>甲</t></si>")
    written["xl\\Strings.XML"] = written.pop(STRINGS)
    assert cells_of(packed(written)) == {"A1": StoredCell("甲")}


# --- what cells say ----------------------------------------------------------------------------

ESCAPES = [
    ("第一条。_x000D_\n第二条。", "第一条。\r\n第二条。"),
    ("_x000d_", "\r"),
    ("_x005F_x000D_", "_x000D_"),
    ("_x005F_x005F_", "_x005F_"),
    ("_xD83D__xDE00_", "😀"),
    ("_x4E2D_文", "中文"),
    ("_X000D_", "_X000D_"),
    ("_x00D_", "_x00D_"),
    ("a_x", "a_x"),
]


@pytest.mark.parametrize(("written", "meant"), ESCAPES)
def test_an_escaped_character_is_that_character(written: str, meant: str) -> None:
    """ECMA-376-1 22.9.2.19"""
    assert only(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{written}</t></is></c></row>') == meant
    assert only(f'<row r="1"><c r="A1" t="str"><v>{written}</v></c></row>') == meant
    shared = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert only(shared, strings=f"<si><t>{written}</t></si>") == meant


@pytest.mark.parametrize("text", ["_x0041_x0042_", "_x000D_", "__x0041__", "_x005F_x005F_", "x_"])
def test_what_looks_like_an_escape_is_written_so_that_it_stays(text: str) -> None:
    assert decoded(encoded(text)) == text


def test_rich_text_is_its_runs_without_the_pronunciation() -> None:
    runs = "<r><rPr><b/></rPr><t>市</t></r><r><t> 甲</t></r><rPh sb='0' eb='1'><t>shi</t></rPh>"
    shared = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert only(shared, strings=f"<si>{runs}</si>") == "市 甲"
    assert only(f'<row r="1"><c r="A1" t="inlineStr"><is>{runs}</is></c></row>') == "市 甲"


def test_cells_of_every_type() -> None:
    row = (
        '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>'
        '<c r="C1" t="e"><v>#REF!</v></c><c r="D1"><v>98.2</v></c><c r="E1"><v>-1E-2</v></c>'
        '<c r="F1" t="d"><v>2024-03-20</v></c><c r="G1"><f>SUM(A1)</f><v>7</v></c>'
        '<c r="H1"><f>NOW()</f></c><c r="I1" t="s"/><c r="J1" t="str"><v></v></c>'
        '<c r="K1"><f t="shared" si="0"/><v>7</v></c>'
    )
    assert cells(f'<row r="1">{row}</row>') == {
        "A1": StoredCell(value=True),
        "B1": StoredCell(value=False),
        "C1": StoredCell("#REF!", "error"),
        "D1": StoredCell(98.2),
        "E1": StoredCell(-0.01),
        "F1": StoredCell(date(2024, 3, 20)),
        "G1": StoredCell("=SUM(A1)", "formula"),
        "H1": StoredCell("=NOW()", "formula"),
        "K1": StoredCell("=", "formula"),
    }


MARCH = date(2024, 3, 20)
DATES = [
    *(
        (number, "", 45371, MARCH)
        for number in (14, 15, 16, 17, *range(27, 32), 36, *range(50, 59))
    ),
    (34, "", 0.5, time(12)),
    (22, "", 45371.75, datetime.fromisoformat("2024-03-20T18:00")),
    (31, "", 45371.75, MARCH),
    (31, "", 45371.999999, MARCH),
    (20, "", 0.75, time(18)),
    (14, "", 1, date(1900, 1, 1)),
    (14, "", 59, date(1900, 2, 28)),
    (14, "", 60, 60.0),
    (14, "", 61, date(1900, 3, 1)),
    (14, "", 2_958_465, date(9999, 12, 31)),
    (14, "", 2_958_466, 2_958_466.0),
    (14, "", -1, -1.0),
    (0, "", 45371, 45371.0),
    (49, "", 45371, 45371.0),
    *(
        (176, code, 45371, MARCH)
        for code in (
            "yyyy-mm-dd",
            "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@",
            "[$-804]aaaa",
            "[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;",
            "m/d",
            "[Red]yyyy/m/d",
            "e/m/d",
            "YYYY\\-MM\\-DD",
        )
    ),
    (176, "yyyy/m/d h:mm", 45371.25, datetime.fromisoformat("2024-03-20T06:00")),
    *(
        (176, code, 45371, 45371.0)
        for code in (
            "General",
            "G/通用格式",
            "0.00E+00",
            "0&quot;days&quot;",
            "#,##0\\d",
            "[Red]0",
            "@",
            "0_m",
            "0;yyyy",
        )
    ),
]


@pytest.mark.parametrize(("number", "code", "serial", "value"), DATES)
def test_a_number_is_the_date_as_which_it_is_shown(
    number: int, code: str, serial: float, value: object
) -> None:
    """ECMA-376-1 18.8.30：27–36、50–58 是中日韩文版的内置日期格式，文件里没有代码。"""
    written = (
        f'<numFmts><numFmt numFmtId="{number}" formatCode="{code}"/></numFmts>' if code else ""
    )
    styles = f'{written}<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
    row = f'<row r="1"><c r="A1" s="1"><v>{serial}</v></c></row>'
    assert only(row, styles=styles) == value


def test_a_workbook_may_count_its_days_from_1904() -> None:
    row = '<row r="1"><c r="A1" s="0"><v>43909</v></c></row>'
    styles = '<cellXfs><xf numFmtId="31"/></cellXfs>'
    assert only(row, styles=styles, properties='<workbookPr date1904="1"/>') == MARCH


def test_a_percentage_is_told_as_such() -> None:
    row = '<row r="1"><c r="A1" s="0"><v>0.95</v></c></row>'
    assert cells(row, styles='<cellXfs><xf numFmtId="9"/></cellXfs>')["A1"].percent


# --- what is refused ---------------------------------------------------------------------------


def refusal(content: bytes) -> str:
    """Why a file is not read."""
    with pytest.raises(UnreadableError) as refused:
        read(content)
    return refused.value.message


CONTRADICTIONS = [
    '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
    '<row r="1"><c r="A2"><v>1</v></c></row>',
    '<row r="0"><c r="A0"><v>1</v></c></row>',
    '<row r="1"><c r="XFE1"><v>1</v></c></row>',
    '<row r="1048577"><c><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
    '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
    '<row r="1"><c r="A1"><v>NaN</v></c></row>',
    '<row r="1"><c r="A1"><v>1e999</v></c></row>',
    '<row r="1"><c r="A1" t="z"><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="b"><v>2</v></c></row>',
    '<row r="1"><c r="A1" t="d"><v>x</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is><t>1</t></is><v>2</v></c></row>',
]


@pytest.mark.parametrize("rows", CONTRADICTIONS)
def test_a_sheet_that_contradicts_itself_is_refused(rows: str) -> None:
    assert refusal(packed(parts(rows))) in {DAMAGED, "有一格的日期写得不合标准，读不了"}


def test_files_of_other_kinds_say_what_they_are() -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert refusal(compound) == "这是旧格式的工作簿（.xls 或 .et），读不了"
    locked = compound + "EncryptedPackage".encode("utf-16-le")
    assert refusal(locked) == "工作簿设了密码，读不了"
    assert refusal("编号,单位\n".encode()) == DAMAGED
    assert refusal(b"") == DAMAGED
    assert (
        refusal(packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})) == DAMAGED
    )
    assert refusal(packed({**parts(TEXT), "xl/vbaProject.bin": b""})) == "工作簿带有宏，不读"


def test_a_part_that_is_there_twice_or_not_at_all_is_refused() -> None:
    written = parts(TEXT)
    assert refusal(packed({**written, "XL/Worksheets/Sheet1.xml": "<x/>"})) == DAMAGED
    del written[SHEET]
    assert refusal(packed(written)) == DAMAGED


def test_entities_and_document_types_are_refused() -> None:
    written = parts(TEXT)
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    written[SHEET] = bomb + str(written[SHEET]).replace("甲", "&b;")
    assert refusal(packed(written)) == DAMAGED


def test_charts_comments_and_merged_cells_are_told() -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page["B2"] = "甲"
    page["B2"].comment = Comment("注", "乙")
    page.merge_cells("B2:C3")
    page.add_chart(BarChart(), "E5")
    book.create_chartsheet("图").add_chart(BarChart())
    written = io.BytesIO()
    book.save(written)
    sheet, chart = read(written.getvalue())
    assert ([*map(str, sheet.merged)], [*map(str, sheet.notes)]) == (["B2:C3"], ["B2"])
    assert (sheet.drawn, sheet.is_table) == (True, True)
    assert (chart.title, chart.is_table, chart.empty) == ("图", False, False)


def test_text_outside_of_strings_is_of_none() -> None:
    rows = '<row r="1"><c r="A1"><t>x</t></c><c r="B1" t="inlineStr"><is><t>甲</t></is></c></row>'
    assert cells(rows) == {"B1": StoredCell("甲")}
    shared = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert only(shared, strings="<t>x</t><si><t>甲</t></si>") == "甲"


def test_an_empty_drawing_is_nothing() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].add_chart(BarChart(), "E5")
    written = io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/drawings/drawing1.xml"
    kept[name] = re.sub(rb">.*</wsDr>", b"></wsDr>", kept[name], flags=re.DOTALL)
    assert [sheet.drawn for sheet in read(written.getvalue())] == [True]
    assert [sheet.drawn for sheet in read(packed(kept))] == [False]


def test_a_long_whole_number_is_exact() -> None:
    assert only('<row r="1"><c r="A1"><v>123456789012345678</v></c></row>') == 123456789012345678


# --- what costs too much -----------------------------------------------------------------------

READ = """
import resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (256 * 2**20, 256 * 2**20))
from bulletin.exchange.ooxml.workbook import UnreadableError, read
content = open(sys.argv[1], "rb").read()
start = time.process_time()
try:
    print(sum(len(sheet.rows) for sheet in read(content)))
except UnreadableError as refused:
    print(refused.message)
print(time.process_time() - start)
"""


LONG = "<si><t>" + "A" * 32_000 + "</t></si>"


def empty_rows() -> str:
    row = "".join(f'<c r="{letter}#" s="0"/>' for letter in "ABCDEFGHIJKLMNOPQRSTUVW")
    return "".join(f'<row r="{n}">{row.replace("#", str(n))}</row>' for n in range(4, 30_000))


def instead(part: str, content: str) -> dict[str, bytes | str]:
    return {**parts(TEXT), part: content}


HEAVY: dict[str, tuple[Callable[[], dict[str, bytes | str]], str]] = {
    "empty": (
        lambda: parts(TEXT + empty_rows()),
        "工作簿太大：格子和行（包括空着的）超过 60 万个",
    ),
    "numbers": (
        lambda: parts("<row><c><v>1</v></c><c><v>2</v></c></row>" * 70_000),
        "工作簿太大：有内容的格子超过 12 万个",
    ),
    "strings": (lambda: parts(TEXT, strings=LONG * 9_000), "工作簿太大：文字超过 800 万字"),
    "wide strings": (lambda: parts(TEXT, strings=LONG.replace("A", "😀", 1) * 240), "1"),
    "shared": (
        lambda: parts('<row><c t="s"><v>0</v></c></row>' * 1_000, strings=LONG),
        "工作簿太大：文字超过 800 万字",
    ),
    "text": (
        lambda: parts(TEXT, strings=f"<si><t>{'A' * 40_000_000}</t></si>"),
        "工作簿太大：有一格的文字超过 32767 字",
    ),
    "nested": (lambda: instead(STRINGS, "<a>" * 1_000_000 + "</a>" * 1_000_000), DAMAGED),
    "attribute": (lambda: instead(STRINGS, f'<sst a="{"A" * 40_000_000}"/>'), DAMAGED),
    "blank": (lambda: parts(TEXT + " " * 60_000_000), "工作簿太大：展开后超过 48 MB"),
    "last row": (lambda: parts('<row r="99990"><c r="A99990"><v>1</v></c></row>'), "1"),
    "entries": (
        lambda: {**parts(TEXT), **{f"a{n}": "" for n in range(2_000)}},
        "工作簿太大：压缩包里的文件超过 1000 个",
    ),
}
"""Workbooks that are small as files: what they hold, and what is said of them."""


@pytest.mark.parametrize("name", HEAVY)
def test_no_workbook_takes_long_or_much_memory(name: str, tmp_path: Path) -> None:
    """每个文件 256 MB、2 秒以内；这里的时间放宽，只防失控。"""
    written, said = HEAVY[name]
    file = tmp_path / "heavy.xlsx"
    file.write_bytes(packed(written()))
    done = subprocess.run(
        [sys.executable, "-c", READ, str(file)], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    message, seconds = done.stdout.splitlines()
    assert (message, float(seconds) < 6) == (said, True)


def test_the_size_is_what_comes_out_and_not_what_is_declared() -> None:
    content = packed(parts(TEXT + " " * 60_000_000))
    declared = len(str(parts(TEXT)[SHEET]).encode()) + 60_000_000
    lie = content.replace(declared.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert lie != content
    assert refusal(lie) == DAMAGED
