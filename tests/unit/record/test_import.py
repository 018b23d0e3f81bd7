"""A month goes out as a workbook and comes back: all of it, nothing twice, all or nothing."""

import random
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from bulletin.exchange.form.read import NoFormError, read
from bulletin.publish.libreoffice import find as office_program
from bulletin.record import files as record_files
from bulletin.record import import_
from bulletin.record.export import workbook
from bulletin.repository.opened import open_repository

from tests.cases import Repo
from tests.needs import needs
from tests.workbooks import FINDINGS, MARKS, VALUES, Office, packed, parts_of

ROOT = Path(__file__).parents[3]
JY1 = "2017-08/findings/jiaoyu/jy-01.yaml"
COLUMNS = "编号 单位 计分办法 发现日期 摘要 数量 档次 工作事项 来源 检查方式 地点 详细情况"


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(Repo(tmp_path / "repo"), capsys)


def rows(file: Path, sheet: str, first: int = 3) -> list[tuple[Any, ...]]:
    """What the cells of a sheet say, rows with anything in them."""
    page = openpyxl.load_workbook(file)[sheet]
    listed = page.iter_rows(min_row=first, values_only=True)
    return [row for row in listed if any(value is not None for value in row)]


def day(number: int, month: int = 8) -> datetime:
    return datetime(2017, month, number, tzinfo=UTC).replace(tzinfo=None)


NEW = {
    "B6": "市民政局",
    "C6": "guide-incomplete",
    "D6": day(25),
    "E6": "办事指南没有写明收费依据",
}


# --- what goes out -----------------------------------------------------------------------------


def test_a_month_goes_out_with_all_its_findings(office: Office) -> None:
    office.export()
    assert [row[:11] for row in rows(office.file, FINDINGS)] == [
        (
            "jy-01",
            "市教育局 jiaoyu",
            "1.1 办事指南要素不全的，每项扣1分 guide-incomplete",
            day(20),
            "办事指南缺少收费依据",
            2,
            None,
            None,
            "每月考核 monthly-check",
            "暗访询问 undercover-ask",
            "上城区 shangcheng",
        ),
        (
            "jy-02",
            "市教育局 jiaoyu",
            "1.1 拖延的，按程度扣分 delay",
            day(21),
            "材料递交后一直没有回音",
            None,
            "一般",
            *(None,) * 4,
        ),
        (
            "jy-03",
            "市教育局 jiaoyu",
            "3 得到肯定的，每个事项加1分 praised",
            day(22),
            "入学报名全程网办得到肯定",
            None,
            None,
            "入学报名全程网办",
            *(None,) * 3,
        ),
    ]
    assert [row[21] for row in rows(office.file, FINDINGS)] == ["免予扣分", None, None]


def test_several_reasons_of_an_exemption_survive_the_way_there_and_back(office: Office) -> None:
    several = "exempt:\n  - count: 1\n    reason: 省定模板\n"
    text = office.repo.text(JY1)
    office.repo.write(JY1, text[: text.index("exempt:")] + several)
    office.export()
    assert rows(office.file, FINDINGS)[0][21] == "免予扣分"
    office.edit(E3="办事指南缺少收费标准")
    assert office.imported()[0] == 0
    assert "收费标准" in office.repo.text(JY1)
    assert several in office.repo.text(JY1)


def test_what_a_value_does_not_repeat_goes_there_and_back(office: Office) -> None:
    september = "2017-09/measurements.yaml"
    office.repo.change(september, "repeats: 2017-08", "repeats: none")
    office.export(month="2017-09")
    office.edit(VALUES, C3=96)
    assert office.imported()[0] == 0
    assert office.repo.text(september).endswith("value: 96\n      repeats: none\n")


def test_nested_fields_have_columns_of_their_own(office: Office) -> None:
    office.export(month="2017-09")
    assert rows(office.file, FINDINGS)[0][15:22] == (
        "2017-08/jy-01",
        "是",
        day(20, 10),
        None,
        day(12, 10),
        None,
        "申诉",
    )


def test_values_and_marks_go_out_a_row_each_with_what_is_owed(office: Office) -> None:
    office.repo.change("2017-08/measurements.yaml", "    minzheng: no\n", "")
    office.export()
    assert [row[:5] for row in rows(office.file, VALUES)] == [
        ("群众满意率 satisfaction", "市教育局 jiaoyu", 98, "每月考核 monthly-check", None),
        ("群众满意率 satisfaction", "市民政局 minzheng", 99.5, "每月考核 monthly-check", None),
        ("报送信息数 reports", "市教育局 jiaoyu", 7, None, None),
        ("报送信息数 reports", "市民政局 minzheng", "未报送", None, None),
        ("按时报送 on-time", "市教育局 jiaoyu", "是", None, None),
        ("按时报送 on-time", "市民政局 minzheng", None, None, None),
    ]
    assert [row[:6] for row in rows(office.file, MARKS)] == [
        (
            "市教育局 jiaoyu",
            "2 信息质量由评分小组评定 quality",
            "上城区 shangcheng",
            2.5,
            None,
            "一组|2\n二组|3",
        ),
    ]


def test_the_sheets_explain_themselves_and_are_protected(office: Office) -> None:
    office.export()
    book = openpyxl.load_workbook(office.file)
    assert [(page.title, page.sheet_state) for page in book] == [
        (FINDINGS, "visible"),
        (VALUES, "visible"),
        (MARKS, "visible"),
        ("说明", "visible"),
        ("选项", "hidden"),
        ("登记", "hidden"),
    ]
    page = book[FINDINGS]
    heads = [str(cell.value) for cell in page[1]][:12]
    assert " ".join(heads).replace("（必填）", "") == COLUMNS
    assert page["E2"].value == "一句话写明问题或加分事项"
    assert (page.freeze_panes, page.protection.sheet) == ("C3", True)
    assert [page[c].protection.locked for c in ("A1", "A2", "A3", "B3", "C3", "E3")] == [
        *(True,) * 4,
        *(False,) * 2,
    ]
    assert page.column_dimensions["W"].hidden


def test_the_drop_downs_offer_what_the_month_has(office: Office) -> None:
    office.export()
    book = openpyxl.load_workbook(office.file)
    lists = {
        str(rule.sqref).partition("3:")[0]: rule.formula1
        for rule in book[FINDINGS].data_validations.dataValidation
    }
    assert lists == {
        "B": "'选项'!$A$1:$A$2",
        "C": "'选项'!$C$1:$C$4",
        "G": "'选项'!$G$1:$G$2",
        "I": "'选项'!$E$1:$E$2",
        "J": "'选项'!$F$1:$F$7",
        "K": "'选项'!$B$1:$B$5",
        "P": "'选项'!$J$1:$J$1",
        "Q": "'选项'!$I$1:$I$2",
    }
    offered = [cell.value for cell in book["选项"]["C"] if cell.value]
    assert offered == [
        "1.1 办事指南要素不全的，每项扣1分 guide-incomplete",
        "1.1 没有综合窗口的，市级每个扣1分、区县每个扣0.5分 window-missing",
        "1.1 拖延的，按程度扣分 delay",
        "3 得到肯定的，每个事项加1分 praised",
    ]


def test_the_same_month_is_the_same_bytes_and_no_file_is_overwritten(office: Office) -> None:
    office.export()
    first = office.file.read_bytes()
    assert office.run("export", "demo", "2017-08", "--xlsx", str(office.file)) == (
        2,
        [
            f"已有 {office.file}，没有覆盖",
            "换一个名称，或先移走它",
        ],
    )
    office.export()
    assert office.file.read_bytes() == first


def test_what_would_be_a_formula_goes_out_and_comes_back_as_text(office: Office) -> None:
    office.repo.change(JY1, "summary: 办事指南缺少收费依据", 'summary: "=1+1"')
    office.export()
    cell = openpyxl.load_workbook(office.file)[FINDINGS]["E3"]
    assert (cell.data_type, cell.value) == ("s", "=1+1")
    assert office.imported() == (0, ["没有要改的，数据没有改动"])


# --- what comes back ---------------------------------------------------------------------------


def test_a_new_row_becomes_a_file_as_one_writes_it_by_hand(office: Office) -> None:
    office.export()
    more = {"F6": 2, "I6": "每月考核", "O6": "照片|窗口|底稿1\n录音", "Q6": "是", "R6": "2017/9/20"}
    office.edit(**NEW, **more)
    path = "data/schemes/demo/2017-08/findings/minzheng/minzheng-ppafhaho.yaml"
    assert office.imported() == (
        0,
        [
            f"新登记 {path}（第 6 行）",
            (
                "八月.xlsx 表“问题和加分事项” C6: F021 （提醒）登记的问题应当计分，此处不计"
                "：participation.yaml 写明该单位当月不参评这一内容"
            ),
            "    → 核对 rule、date、unit、place；确实不计分的，可以留着备查",
        ],
    )
    assert office.repo.text(path) == (
        "unit: minzheng\n"
        "rule: guide-incomplete\n"
        "date: 2017-08-25\n"
        "summary: 办事指南没有写明收费依据\n"
        "count: 2\n"
        "source: monthly-check\n"
        "evidence:\n"
        "  - kind: 照片\n"
        "    title: 窗口\n"
        "    ref: 底稿1\n"
        "  - 录音\n"
        "ordered:\n"
        "  due: 2017-09-20\n"
    )
    assert office.run("format", "--check")[0] == 0


def test_a_new_row_is_numbered_like_the_others_of_its_unit(office: Office) -> None:
    office.export()
    office.edit(**{**NEW, "B6": "jiaoyu"})
    _, said = office.imported()
    assert said[0].startswith("新登记 data/schemes/demo/2017-08/findings/jiaoyu/jy-")


def test_nothing_is_imported_twice(office: Office) -> None:
    office.export()
    office.edit(**NEW)
    office.edit(VALUES, C3=97)
    assert office.imported()[0] == 0
    after = office.state()
    assert office.imported() == (0, ["没有要改的，数据没有改动"])
    assert office.state() == after


def test_a_new_finding_that_was_changed_since_is_not_imported_again(office: Office) -> None:
    office.export()
    office.edit(**NEW)
    _, said = office.imported()
    path = said[0].removeprefix("新登记 ").removesuffix("（第 6 行）")
    office.repo.change(path, "没有写明", "写错了")
    after = office.state()
    assert office.imported() == (0, ["没有要改的，数据没有改动"])
    assert office.state() == after


def test_a_new_row_that_is_changed_after_its_import_is_no_second_finding(office: Office) -> None:
    office.export()
    office.edit(**NEW)
    _, said = office.imported()
    known = Path(said[0].removesuffix("（第 6 行）")).stem
    office.edit(E6="办事指南没有写明收费标准")
    after = office.state()
    assert office.imported() == (
        1,
        [
            (
                f"八月.xlsx 表“问题和加分事项” A6: 单位、计分办法、日期与导入过的 {known} 相同，"
                "可能是同一件"
            ),
            f"    → 是同一件的，重新导出，在 {known} 一行修改；是另一件的，自定一个编号",
            "有 1 个错误，数据没有改动",
        ],
    )
    assert office.state() == after
    office.edit(A6="mz-02")
    assert office.imported()[1][0] == (
        "新登记 data/schemes/demo/2017-08/findings/minzheng/mz-02.yaml（第 6 行）"
    )


def test_a_changed_cell_changes_its_field_and_nothing_else(office: Office) -> None:
    office.repo.write(JY1, "# 注\n" + office.repo.text(JY1))
    office.export()
    office.edit(E3="办事指南缺少收费依据和标准", F3=3, I3=None, S3="限期补齐")
    assert office.imported() == (0, [f"修改 data/schemes/demo/{JY1}"])
    assert office.repo.text(JY1) == (
        "# 注\n"
        "unit: jiaoyu\n"
        "rule: guide-incomplete\n"
        "date: 2017-08-20\n"
        "summary: 办事指南缺少收费依据和标准\n"
        "count: 3\n"
        "method: undercover-ask\n"
        "place: shangcheng\n"
        "ordered:\n"
        "  note: 限期补齐\n"
        "exempt:\n"
        "  count: 1\n"
        "  reason: 省定模板\n"
    )


def test_changed_values_and_marks_stay_in_their_lists(office: Office) -> None:
    office.repo.change("2017-08/measurements.yaml", "    minzheng: no\n", "")
    office.export()
    office.edit(VALUES, C3=97.25, C5="8", C8="是", D4="省级督查")
    office.edit(MARKS, D3=2, E3="商定", F3="一组|2\n二组｜2.5｜补看材料")
    assert office.imported()[0] == 0
    assert office.repo.text("2017-08/measurements.yaml") == (
        "- metric: satisfaction\n"
        "  source: monthly-check\n"
        "  values:\n"
        "    jiaoyu: 97.25\n"
        "    minzheng:\n"
        "      value: 99.5\n"
        "      source: provincial-inspection\n"
        "- metric: reports\n"
        "  values:\n"
        "    jiaoyu: 8\n"
        "    minzheng: none\n"
        "- metric: on-time\n"
        "  values:\n"
        "    jiaoyu: yes\n"
        "    minzheng: yes\n"
    )
    assert office.repo.text("2017-08/marks.yaml") == (
        "- unit: jiaoyu\n"
        "  rule: quality\n"
        "  place: shangcheng\n"
        "  panel:\n"
        "    - group: 一组\n"
        "      points: 2\n"
        "    - group: 二组\n"
        "      points: 2.5\n"
        "      reason: 补看材料\n"
        "  agreed:\n"
        "    points: 2\n"
        "    reason: 商定\n"
    )


def test_rows_that_are_gone_stay_in_the_data(office: Office) -> None:
    office.export()
    before = office.state()
    book = openpyxl.load_workbook(office.file)
    book[FINDINGS].delete_rows(4)
    book[VALUES].delete_rows(3)
    book[VALUES]["C3"].value = None
    book.save(office.file)
    assert office.imported() == (
        0,
        [
            "没有要改的，数据没有改动",
            "工作簿里没有的不删除，保持不变：问题 1 条：jy-02",
            "工作簿里没有的不删除，保持不变：数据 2 项",
        ],
    )
    assert office.state() == before


def test_an_old_workbook_does_not_undo_what_was_done_since(office: Office) -> None:
    office.export()
    office.repo.change(JY1, "count: 2", "count: 3")
    after = office.state()
    assert office.imported() == (0, ["没有要改的，数据没有改动"])
    office.edit(E3="改过的摘要")
    assert office.imported() == (
        1,
        [
            "八月.xlsx 表“问题和加分事项” A3: 导出以后，数据里的这一条也改过，不能再用本行覆盖",
            "    → 重新导出，在新的工作簿里修改",
            "有 1 个错误，数据没有改动",
        ],
    )
    assert office.state() == after


def test_every_wrong_cell_is_told_at_once_and_nothing_is_changed(office: Office) -> None:
    office.export()
    before = office.state()
    office.edit(
        A4="jy-01",
        B5="minzheng",
        C3="没有的办法",
        D3="2017-02-30",
        E3="零宽\u200b字",
        F3="两",
        J3="明察",
        O3="a|b|c|d|e",
        Q3="对",
        U3="已改",
    )
    office.edit(
        A6="JY 6",
        **NEW,
    )
    office.edit(B7="市教育据", C7="delay", D7=day(3), E7="=A1")
    office.edit(B8="市教育局", C8="delay", D8=day(1, 1), E8="没有写档次", K8="shangcheng", X8="多")
    office.edit(C9="praised")
    office.edit(VALUES, C3=0.95, C5="多", C7="7", D3=None, A9="reports", C9=3)
    office.edit(MARKS, D3=3.5, F3="一组")
    book = openpyxl.load_workbook(office.file)
    book[VALUES]["C3"].number_format = "0%"
    book.save(office.file)
    code, said = office.imported()
    assert (code, office.state()) == (1, before)
    assert said == [
        "八月.xlsx 表“问题和加分事项” C3: 没有这个计分办法：“没有的办法”",
        "    → 从下拉列表中选取",
        (
            "八月.xlsx 表“问题和加分事项” D3: 必须是日历上有的日期，写作 2017-08-31，此"
            "处为“2017-02-30”"
        ),
        "八月.xlsx 表“问题和加分事项” E3: 不得含有看不见的字符，此处有 U+200B",
        "    → 删去这个字符；缩进只用空格",
        "八月.xlsx 表“问题和加分事项” F3: 必须是整数，此处为“两”",
        "八月.xlsx 表“问题和加分事项” J3: 没有这个检查方式：“明察”",
        "    → 从下拉列表中选取",
        (
            "八月.xlsx 表“问题和加分事项” O3: 每行最多四段，写作“种类|名称|存放位置|校"
            "验值”，此处有 5 段"
        ),
        "八月.xlsx 表“问题和加分事项” Q3: 必须是“是”或“否”，此处为“对”",
        "八月.xlsx 表“问题和加分事项” T3: 写了整改情况，就必须填写完成日期，此处空着",
        "八月.xlsx 表“问题和加分事项” A4: 编号 jy-01 与第 3 行相同",
        "    → 每件事编号各不相同",
        "八月.xlsx 表“问题和加分事项” B5: 已登记的问题不能换单位，原来是 jiaoyu",
        "    → 撤回这一条，在另一行登记",
        (
            "八月.xlsx 表“问题和加分事项” A6: 编号只用小写字母、数字和连字符，不超过 60"
            " 字，此处为“JY 6”"
        ),
        "    → 空着就自动编号",
        "八月.xlsx 表“问题和加分事项” B7: 没有这个单位：“市教育据”",
        "    → 是不是“市教育局 jiaoyu”？",
        "八月.xlsx 表“问题和加分事项” E7: 不得是公式，此处为“=A1”",
        "    → 改成文字或数",
        (
            "八月.xlsx 表“问题和加分事项” D8: F022 发现日期必须在 2017-07-01 至 2017-09"
            "-30 之间，此处为 2017-01-01"
        ),
        "    → 改正 date，或把文件移到 2017-01 文件夹",
        "八月.xlsx 表“问题和加分事项” G8: F008 按档计分的必须写明是哪一档，此处没有写",
        "    → 补上 tier，可以写：严重、一般",
        "八月.xlsx 表“问题和加分事项” X8: X 列没有标题，不知道填的是什么（X8）",
        "    → 移到应填的列，或清空",
        "八月.xlsx 表“问题和加分事项” B9: 单位必须填写，此处空着",
        "八月.xlsx 表“问题和加分事项” D9: 发现日期必须填写，此处空着",
        "八月.xlsx 表“问题和加分事项” E9: 摘要必须填写，此处空着",
        "八月.xlsx 表“数据” C3: 不写百分号，此处为“95%”",
        "    → 写作 95",
        "八月.xlsx 表“数据” D3: 这项数据统一注明了来源，此处不能空着",
        "    → 恢复原来的内容，或改写数据文件",
        "八月.xlsx 表“数据” C5: 必须是数，此处为“多”",
        (
            "八月.xlsx 表“数据” C7: M005 数值的类型必须与登记的一致，on-time（按时报送）"
            "须填 yes 或 no"
        ),
        "    → 改填 yes 或 no，或改正细则中的 type",
        "八月.xlsx 表“数据” B9: 单位必须填写，此处空着",
        "八月.xlsx 表“评分” D3: K004 评分不得超过满分 3，此处为 3.5",
        "    → 改正分数",
        "八月.xlsx 表“评分” F3: 每行写作“小组|分数|理由”，此处为“一组”",
        "有 26 个错误，数据没有改动",
    ]


def test_a_row_copied_without_its_id_is_no_second_finding(office: Office) -> None:
    office.export()
    book = openpyxl.load_workbook(office.file)
    page = book[FINDINGS]
    for column in range(2, page.max_column + 1):
        page.cell(6, column).value = page.cell(4, column).value
        page.cell(7, column).value = page.cell(4, column).value
    page["E7"].value = page["E8"].value = "另一件事"
    for place in ("B8", "C8", "D8", "G8"):
        page[place].value = page[place.replace("8", "7")].value
    book.save(office.file)
    assert office.imported() == (
        1,
        [
            "八月.xlsx 表“问题和加分事项” A6: 与已登记的 jy-02 完全相同",
            "    → 同样的事有几件的，写明数量",
            "八月.xlsx 表“问题和加分事项” A8: 与第 7 行完全相同",
            "    → 同样的事有几件的，写明数量",
            "有 2 个错误，数据没有改动",
        ],
    )


def test_the_default_file_is_named_by_scheme_and_month(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office.repo.root)
    assert office.run("export", "demo", "2017-08", "--xlsx") == (0, ["已导出 demo-2017-08.xlsx"])
    there = str(office.repo.root / "no" / "a.xlsx")
    said = f"没有文件夹 {office.repo.root / 'no'}"
    assert office.run("export", "demo", "2017-08", "--xlsx", there) == (2, [said])


def test_a_file_that_is_no_form_is_refused(office: Office) -> None:
    office.file.write_bytes(b"PK")
    words = "必须是 bulletin export 写出的工作簿（.xlsx），这个文件不是，或者已经损坏"
    assert office.imported() == (1, [f"八月.xlsx: {words}"])
    openpyxl.Workbook().save(office.file)
    assert office.imported() == (1, [f"八月.xlsx: {words}"])


def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(office: Office) -> None:
    office.export()
    parts = parts_of(office.file)
    chance, refused = random.Random(7), 0  # noqa: S311 - chance for a test
    for name, part in parts.items():
        for _ in range(8):
            damaged = bytearray(part)
            damaged[chance.randrange(len(damaged))] = chance.choice(b'<>/"0a=&;1')
            try:
                read(packed({**parts, name: bytes(damaged)}))
            except NoFormError:
                refused += 1
    assert 0 < refused < 8 * len(parts)


def test_a_sealed_month_is_not_changed(office: Office) -> None:
    assert office.run("seal", "demo", "2017-08")[0] == 0
    office.export()
    assert office.imported() == (0, ["没有要改的，数据没有改动"])
    before = office.state()
    office.edit(E3="改过的摘要")
    assert office.imported() == (
        1,
        [
            (
                "八月.xlsx 表“问题和加分事项” A3: Z001 封存的文件不得改动，这个文件已经改动"
                "（封存记录 data/schemes/demo/"
                "2017-08/seal.yaml）"
            ),
            "    → 恢复原来的内容；确需改动的，用 bulletin correct 写明理由和依据",
            "有 1 个错误，数据没有改动",
        ],
    )
    assert office.state() == before


def test_when_a_file_cannot_be_written_none_is(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = office.state()
    files = {"data/a/b.yaml": b"1", "data/a/c.yaml": b"2"}
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name == ".c.yaml.new":
            raise OSError
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError):  # noqa: PT011 - the one above
        record_files.write(office.repo.root, files)
    assert office.state() == before
    assert not (office.repo.root / "data/a").exists()


# --- there and back ----------------------------------------------------------------------------


def converted(file: Path, form: str) -> Path:
    """The same file as LibreOffice saves it."""
    program = office_program()
    assert program
    home = file.parent / "office"
    out = home / form
    subprocess.run(
        [
            *(program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless"),
            *("--convert-to", form, "--outdir", str(out), str(file)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return out / file.with_suffix(f".{form}").name


def test_every_month_of_the_demonstration_comes_back_as_it_was(tmp_path: Path) -> None:
    file, repository = tmp_path / "month.xlsx", open_repository(ROOT)
    months = [(s, m) for s, one in repository.book.assessments.items() for m in one.months]
    for scheme, month in months:
        rubric = repository.book.assessments[scheme].rubric_for(month)
        assert rubric
        file.write_bytes(workbook(ROOT, repository, scheme, month, rubric))
        forget(file)
        found = import_.plan(ROOT, repository, file.read_bytes())
        assert found == import_.Import({}, (), (), (), ())
    assert len(months) == 13


def forget(file: Path) -> None:
    """Take away what the rows said when they were written out: each cell is compared."""
    book = openpyxl.load_workbook(file)
    for page in book.worksheets[:3]:
        page.delete_cols(page.max_column)
    book.save(file)


@pytest.mark.slow
@needs("calc")
def test_five_hundred_findings_come_back_through_another_program(office: Office) -> None:
    for number in range(500):
        office.repo.write(
            f"2017-08/findings/minzheng/mz-{number:03}.yaml",
            "unit: minzheng\nrule: guide-incomplete\n"
            f"date: 2017-08-{number % 28 + 1:02}\nsummary: 第 {number} 处不全\ncount: 1\n"
            f"detail: \"=第一行\\n第二行 '{number}' 1.10\"\n"
            "evidence:\n  - kind: 照片\n  - title: 窗口\n"
            "repeats: none\nordered:\n  due: 2017-09-30\n",
        )
    before = office.state()
    office.export()
    forget(office.file)
    office.file = converted(converted(office.file, "ods"), "xlsx")
    assert office.imported() == (0, ["没有要改的，数据没有改动"])
    assert office.state() == before
    office.export()
    office.file = converted(converted(office.file, "ods"), "xlsx")
    office.edit(E505="第 499 处，已改")
    path = "data/schemes/demo/2017-08/findings/minzheng/mz-499.yaml"
    text = office.repo.text(path)
    assert office.imported() == (0, [f"修改 {path}"])
    assert office.repo.text(path) == text.replace("第 499 处不全", "第 499 处，已改")
