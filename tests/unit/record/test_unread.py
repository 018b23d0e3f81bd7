"""What stands in a workbook is read; what is not read is told, and then nothing is written."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.cases import Repo
from tests.workbooks import FINDINGS, MARKS, VALUES, Office, packed, parts_of

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
JY1 = "2017-08/findings/jiaoyu/jy-01.yaml"
NOTHING = (0, ["没有要改的，数据没有改动"])
NEW = {
    "B6": "市教育局",
    "C6": "delay",
    "D6": "2017-08-25",
    "E6": "窗口没有人",
    "G6": "一般",
}


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    office = Office(Repo(tmp_path / "repo"), capsys)
    office.export()
    return office


def change(office: Office, edit: Callable[[Workbook], object]) -> None:
    """Change a workbook with another program than the one that wrote it."""
    book = openpyxl.load_workbook(office.file)
    edit(book)
    book.save(office.file)


def refused(office: Office) -> list[str]:
    """What is wrong with a workbook, of which nothing may be written."""
    before = office.state()
    code, said = office.imported()
    assert (code, office.state()) == (1, before)
    return [line.removeprefix("八月.xlsx ") for line in said[:-1]]


def new_finding(office: Office) -> str:
    """The file of the only finding that an import registers."""
    code, said = office.imported()
    registered = [line for line in said if line.startswith("新登记 ")]
    assert (code, len(registered)) == (0, 1)
    return office.repo.text(registered[0].removeprefix("新登记 ").partition("（")[0])


# --- rows --------------------------------------------------------------------------------------


@pytest.mark.parametrize("dimension", ["A1", "A1:W5", "A1:XFD1048576"])
def test_a_row_beyond_the_dimension_is_read(office: Office, dimension: str) -> None:
    office.edit(**NEW)
    office.rewrite(SHEET, ('<dimension ref="[^"]*"', f'<dimension ref="{dimension}"'))
    assert "summary: 窗口没有人\n" in new_finding(office)


def test_a_row_below_thousands_of_empty_rows_is_read(office: Office) -> None:
    office.edit(**{place.replace("6", "4006"): value for place, value in NEW.items()})
    empty = "".join(
        f'<row r="{n}"><c r="A{n}" s="1"/><c r="W{n}" s="2"/></row>' for n in range(6, 4006)
    )
    office.rewrite(SHEET, ('<row r="4006"', f'{empty}<row r="4006"'))
    assert "summary: 窗口没有人\n" in new_finding(office)


def test_more_rows_than_one_change_may_have_files_are_refused(office: Office) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(10, 5010))
    office.rewrite(SHEET, ("</sheetData>", f"{rows}</sheetData>"))
    assert office.imported() == (
        1,
        [
            "八月.xlsx: 表“问题和加分事项”有内容的行超过 5000 行",
            "    → 分成几个工作簿，分别导入",
        ],
    )


# --- sheets ------------------------------------------------------------------------------------


def test_a_renamed_sheet_is_known_by_its_heads(office: Office) -> None:
    office.edit(**NEW)
    office.edit(VALUES, C3=97)
    change(office, lambda book: setattr(book[FINDINGS], "title", "8月问题"))
    change(office, lambda book: setattr(book[VALUES], "title", "8月数据"))
    office.edit("8月问题", F3="两")
    assert refused(office) == ["表“8月问题” F3: 必须是整数，此处为“两”"]
    office.edit("8月问题", F3=2)
    code, said = office.imported()
    assert (code, said[0].partition(" ")[0]) == (0, "新登记")
    assert said[-2:] == [
        "八月.xlsx 表“8月问题”: （提醒）表名改过，按“问题和加分事项”读入",
        "八月.xlsx 表“8月数据”: （提醒）表名改过，按“数据”读入",
    ]
    assert "jiaoyu: 97\n" in office.repo.text("2017-08/measurements.yaml")


def test_a_sheet_that_may_be_one_of_two_is_not_guessed(office: Office) -> None:
    def two(book: Workbook) -> None:
        book.copy_worksheet(book[FINDINGS])
        book[FINDINGS].title = "8月问题"

    change(office, two)
    assert refused(office) == [
        "表“8月问题” A1: 这张表没有读：它不是导出时的表，有内容的格子 70 个",
        "    → 是不是“问题和加分事项”？恢复表名",
        "表“问题和加分事项 Copy” A1: 这张表没有读：它不是导出时的表，有内容的格子 70 个",
        "    → 是不是“问题和加分事项”？恢复表名",
        "表“问题和加分事项”: 工作簿里没有这张表",
        "    → 恢复改过的表名；没有的，重新导出",
    ]


def test_a_sheet_of_somebody_else_is_told_unless_it_is_empty(office: Office) -> None:
    change(office, lambda book: book.create_sheet("草稿"))
    assert office.imported() == NOTHING
    office.edit("草稿", C4="还有一件")
    assert refused(office) == [
        "表“草稿” C4: 这张表没有读：它不是导出时的表，有内容的格子 1 个",
        "    → 把内容移到应填的表里，或删去这张表",
    ]


def test_a_hidden_sheet_is_told_as_such(office: Office) -> None:
    def hidden(book: Workbook) -> None:
        for title in ("草稿", "WpsReserved_CellImgList"):
            page = book.create_sheet(title)
            page["A1"] = "还有一件"
            page.sheet_state = "veryHidden"

    change(office, hidden)
    assert refused(office) == [
        "表“草稿” A1: 这张隐藏的表没有读：它不是导出时的表，有内容的格子 1 个",
        "    → 把内容移到应填的表里，或删去这张表",
    ]


def test_a_row_that_is_hidden_is_read(office: Office) -> None:
    office.edit(**NEW)
    change(office, lambda book: setattr(book[FINDINGS].row_dimensions[6], "hidden", True))
    assert "summary: 窗口没有人\n" in new_finding(office)


def test_a_sheet_of_a_chart_is_told(office: Office) -> None:
    change(office, lambda book: book.create_chartsheet("图").add_chart(BarChart()))
    assert refused(office) == [
        "表“图”: 这张表没有读：它不是导出时的表，上面有图表或批注",
        "    → 把内容移到应填的表里，或删去这张表",
    ]


def test_a_sheet_that_was_deleted_leaves_the_data_as_they_are(office: Office) -> None:
    change(office, lambda book: book.remove(book[MARKS]))
    kept = "工作簿里没有的不删除，保持不变：表“评分”全部"
    assert office.imported() == (0, [*NOTHING[1], kept])


# --- columns -----------------------------------------------------------------------------------


def test_a_column_may_be_moved(office: Office) -> None:
    office.edit(X1="摘要", E1=None, X6="窗口没有人", **{k: v for k, v in NEW.items() if k != "E6"})
    change(office, lambda book: move(book[FINDINGS], "E", "X"))
    assert "summary: 窗口没有人\n" in new_finding(office)


def move(page: Worksheet, old: str, new: str) -> None:
    for number in range(2, 6):
        page[f"{new}{number}"].value = page[f"{old}{number}"].value
        page[f"{old}{number}"].value = None


def test_a_head_that_was_changed_or_added_is_told(office: Office) -> None:
    office.edit(J1="方法", X1="备注", X3="一", X5="二", Y1="单位", Y4="市教育局", Z1="空着的")
    assert refused(office) == [
        "表“问题和加分事项” A1: 第一行缺少“检查方式”这一列",
        "    → 恢复第一行",
        "表“问题和加分事项” J2: 本表没有标题为“方法”的列，J 列没有读（J2、J3）",
        "    → 移到应填的列，或清空",
        "表“问题和加分事项” X3: 本表没有标题为“备注”的列，X 列没有读（X3、X5）",
        "    → 移到应填的列，或清空",
        "表“问题和加分事项” Y4: Y 列与 B 列的标题相同，没有读（Y4）",
        "    → 移到应填的列，或清空",
    ]


def test_heads_with_other_blanks_and_signs_are_the_same_heads(office: Office) -> None:
    office.edit(B1=" 单位(必填) ", R1="责令整改: 期限")
    assert office.imported() == NOTHING


def test_rows_above_the_heads_are_told_once(office: Office) -> None:
    change(office, lambda book: book[FINDINGS].insert_rows(1))
    office.edit(A1="八月的问题")
    assert refused(office) == [
        "表“问题和加分事项” A2: 标题必须在第一行，现在在第 2 行，这张表没有读",
        "    → 删去标题上面的行",
    ]


def test_what_is_written_among_the_explanations_is_told(office: Office) -> None:
    office.edit(F2=3)
    assert refused(office) == [
        "表“问题和加分事项” F2: 第二行是说明，这一格没有读",
        "    → 写到说明下面的行，再清空这一格",
    ]


def test_a_text_written_over_an_explanation_is_told(office: Office) -> None:
    office.edit(E2="窗口无人")
    code, said = office.imported()
    assert (code, said[0]) == (0, "没有要改的，数据没有改动")
    assert said[1].startswith("八月.xlsx 表“问题和加分事项” E2: （提醒）第二行是说明，")
    assert "没有读：“窗口无人”" in said[1]


def test_the_last_column_takes_nothing(office: Office) -> None:
    office.edit(V4="领导已批示")
    office.edit(V6="申诉", **NEW)
    assert refused(office) == [
        "表“问题和加分事项” V4: 这一列不能填写，此处为“领导已批示”，没有读",
        "    → 写到应填的列里，再清空这一格",
        "表“问题和加分事项” V6: 这一列不能填写，此处为“申诉”，没有读",
        "    → 写到应填的列里，再清空这一格",
    ]


# --- cells -------------------------------------------------------------------------------------


def test_merged_cells_comments_and_pictures_are_told(office: Office) -> None:
    def edit(book: Workbook) -> None:
        page = book.worksheets[0]
        page.merge_cells("L3:L5")
        page["E4"].comment = Comment("此条待核", "乙")
        page.add_chart(BarChart(), "E20")

    change(office, edit)
    assert refused(office) == [
        "表“问题和加分事项”: 表上有图片、图形或附件，没有读",
        "    → 删去图片；证据材料写明名称和存放位置",
        "表“问题和加分事项” L3: L3:L5 合并成了一格，只有第一行第一列算填了",
        "    → 取消合并，每格分别填写",
        "表“问题和加分事项” E4: 批注没有读（E4）",
        "    → 要登记的写进格子里，再删去批注",
    ]


def test_a_date_in_a_chinese_format_of_the_program_is_a_date(office: Office) -> None:
    office.edit(**{**NEW, "D6": 42972.5})
    styles = openpyxl.load_workbook(office.file)[FINDINGS]["D6"]._style.xfId  # noqa: SLF001
    assert styles == 0
    parts = parts_of(office.file)
    text = parts["xl/styles.xml"].decode()
    for number in (31, 57):
        style = text.replace("</cellXfs>", f'<xf numFmtId="{number}"/></cellXfs>')
        count = text.partition("<cellXfs")[2].partition("</cellXfs>")[0].count("<xf ")
        sheet = parts[SHEET].decode().replace('<c r="D6"', f'<c r="D6" q="" s="{count}"')
        sheet = sheet.replace(f'q="" s="{count}" s=', f's="{count}" q=')
        written = {**parts, "xl/styles.xml": style.encode(), SHEET: sheet.encode()}
        office.file.write_bytes(packed(written))
        assert office.imported()[0] == 0
    (file,) = (office.repo.root / "data").rglob("*/jiaoyu/jy-[a-p]*.yaml")
    assert "date: 2017-08-25\n" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "written", ["２０１７－８－２５", "2017 年 8 月 25 日", "2017/8/25", "2017.08.25 00:00:00"]
)
def test_a_date_may_be_written_in_many_ways(office: Office, written: str) -> None:
    office.edit(**{**NEW, "D6": written})
    assert "date: 2017-08-25\n" in new_finding(office)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("8月25日", "写上年份"),
        ("2017-08-25 12:00:00", "只写日期，不写时间"),
        (42972, "这一格没有设成日期格式，只存下了一个序数；重新填写日期"),
    ],
)
def test_what_is_nearly_a_date_is_told_how_to_mend(
    office: Office, written: object, hint: str
) -> None:
    office.edit(**{**NEW, "D6": written})
    change(office, lambda book: setattr(book[FINDINGS]["D6"], "number_format", "General"))
    words = f"必须是日历上有的日期，写作 2017-08-31，此处为“{written}”"
    assert refused(office) == [f"表“问题和加分事项” D6: {words}", f"    → {hint}"]


def test_an_escaped_carriage_return_is_a_line_break(office: Office) -> None:
    office.edit(L6="第一条没有公示。_x000D_\n第二条写法不一。", **NEW)
    assert b"_x000D_" in parts_of(office.file)[SHEET]
    assert 'detail: "第一条没有公示。\\n第二条写法不一。"\n' in new_finding(office)


@pytest.mark.parametrize("text", ["_x000D_", "_x0041_x0042_", "<r>甲</r>", "<r><t>甲</t></r>"])
def test_a_text_that_looks_like_markup_goes_out_and_comes_back(office: Office, text: str) -> None:
    office.repo.change(JY1, "summary: 办事指南缺少收费依据", f'summary: "{text}"')
    office.export()
    assert office.imported() == NOTHING
    office.rewrite(SHEET, ('(<c r="F3"[^>]*>)<v>2</v>', r"\1<v>3</v>"))
    assert office.imported() == (0, [f"修改 data/schemes/demo/{JY1}"])
    assert f"summary: {text}\n" in office.repo.text(JY1)


def test_what_is_too_long_for_a_cell_stays_in_the_data(office: Office) -> None:
    panel = "".join(
        f"    - group: 第{number}组\n      points: 2\n      reason: {'因' * 3_900}\n"
        for number in range(9)
    )
    mark = "- unit: jiaoyu\n  rule: quality\n  place: shangcheng\n  agreed:\n    points: 2.5\n"
    office.repo.write("2017-08/marks.yaml", f"{mark}  panel:\n{panel}")
    assert office.run("check")[0] == 0
    office.export()
    assert office.imported() == NOTHING
    assert openpyxl.load_workbook(office.file)[MARKS]["F3"].value is None
    office.edit(MARKS, F3="一组|2")
    assert refused(office) == [
        "表“评分” F3: 已登记的内容太长，工作簿里放不下",
        "    → 清空这一格；要改的，在数据文件里改",
    ]


@pytest.mark.parametrize("word", ["无", "否", "none", "未报送"])
def test_a_finding_that_is_no_repeat_says_so_in_chinese(office: Office, word: str) -> None:
    office.edit(P6=word, **NEW)
    assert "repeats: none\n" in new_finding(office)
    office.export()
    assert "无" in [cell.value for cell in openpyxl.load_workbook(office.file)[FINDINGS]["P"]]
    assert office.imported() == NOTHING


def test_a_sign_that_nobody_sees_is_told_before_a_name_that_nobody_knows(office: Office) -> None:
    office.edit(**{**NEW, "B6": "市教育\u200b局", "G6": "一般\u200b"})
    assert refused(office) == [
        "表“问题和加分事项” B6: 不得含有看不见的字符，此处有 U+200B",
        "    → 删去这个字符；缩进只用空格",
        "表“问题和加分事项” G6: 不得含有看不见的字符，此处有 U+200B",
        "    → 删去这个字符；缩进只用空格",
    ]


def test_no_text_of_a_workbook_begins_a_line_or_moves_a_cursor(office: Office) -> None:
    office.edit(**{**NEW, "C6": "没有\n::error::的", "E6": "清_x001B_[2J屏"})
    office.edit(VALUES, A1="别的")
    office.rewrite("xl/workbook.xml", (f'name="{VALUES}"', 'name="甲&#10;::stop-commands::乙"'))
    said = refused(office)
    assert said[:2] == [
        "表“问题和加分事项” C6: 没有这个计分办法：“没有 ::error::的”",
        "    → 从下拉列表中选取",
    ]
    assert [line for line in said if line.startswith("::") or "\x1b" in line] == []
    assert any(line.startswith("表“甲 ::stop-commands::乙” A1: ") for line in said)


def test_numbers_may_be_texts_in_full_width(office: Office) -> None:
    office.edit(**{**NEW, "C6": "guide-incomplete", "F6": "２", "G6": None})
    assert "count: 2\n" in new_finding(office)


# --- what costs too much -----------------------------------------------------------------------

IMPORT = """
import re, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (400 * 2**20, 400 * 2**20))
from bulletin.cli import main
try:
    main(sys.argv[1:])
except SystemExit as left:
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())
    print(left.code, int(peak[1]) < 256 * 1024, used.ru_utime + used.ru_stime < 10)
"""


def test_a_small_file_cannot_take_the_machine(office: Office) -> None:
    """256 MB 以内；时间放宽，只防失控。"""
    parts = parts_of(office.file)
    far = '<row r="99990"><c r="A99990" t="str"><v>x</v></c></row></sheetData>'
    sheet = parts[SHEET].decode().replace("</sheetData>", far)
    sheet = sheet.replace('<dimension ref="A1:W5"/>', '<dimension ref="A1:XFD1048576"/>')
    text = "<si><t>" + "A" * 32_000 + "</t></si>"
    strings = parts[STRINGS].decode().replace("</sst>", text * 9_000 + "</sst>")
    for part, content, said in (
        (SHEET, sheet, "表“问题和加分事项” B99990: 单位必须填写，此处空着"),
        (STRINGS, strings, "八月.xlsx: 工作簿太大：文字超过 800 万字"),
    ):
        office.file.write_bytes(packed({**parts, part: content.encode()}))
        args = ("--root", str(office.repo.root), "import", str(office.file))
        done = subprocess.run(
            [sys.executable, "-c", IMPORT, *args], capture_output=True, text=True, check=False
        )
        assert said in done.stdout + done.stderr
        assert done.stdout.splitlines()[-1] == "1 True True"
