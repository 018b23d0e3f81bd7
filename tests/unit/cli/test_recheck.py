"""The recheck list, reminders, and what comes of a recheck, word by word."""

from pathlib import Path

import openpyxl
import pytest
from bulletin.cli import main
from bulletin.record.format import format_files
from bulletin.repository.opened import open_repository

from tests.cases import Repo

LATE = "2017-08/findings/jiaoyu/jy-02.yaml"
GUIDE = "2017-08/findings/jiaoyu/jy-01.yaml"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """In August jy-02 is ordered; in September nobody has found jy-01 again yet."""
    made = Repo(tmp_path)
    made.write(LATE, made.text(LATE) + "ordered:\n  due: 2017-09-10\n")
    made.write(GUIDE, made.text(GUIDE) + "ordered:\n  due: 2017-08-28\n")
    made.file("2017-09/findings/jiaoyu/jy-01.yaml").unlink()
    format_files(tmp_path, check=False)
    return made


@pytest.fixture
def run(repo: Repo, capsys: pytest.CaptureFixture[str]) -> "Run":
    return Run(repo, capsys)


class Run:
    """Calls a command on the repository and says what it printed, line by line."""

    def __init__(self, repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
        self.repo, self._capsys = repo, capsys

    def __call__(self, *words: str, code: int = 0) -> list[str]:
        with pytest.raises(SystemExit) as left:
            main(["--root", str(self.repo.root), *words])
        printed = self._capsys.readouterr()
        assert left.value.code == code, printed
        return (printed.out + printed.err).replace("　", " ").splitlines()

    def state(self) -> dict[str, bytes]:
        """Every file with its bytes."""
        return {str(p): p.read_bytes() for p in self.repo.root.rglob("*") if p.is_file()}


# jy-01: 1 point for each of 2, doubled as a repeat: 4. jy-02: tier 一般 is 2 points, doubled: 4.
LIST = """\
专项考核办法 2017年9月回头看清单
2017年8月底责令整改而未整改 2 项：待核实 2 项，已整改 0 项，再次发现 0 项

市教育局 2 项
  2017-08/jy-01 上城区 办事指南缺少收费依据
      限 2017-08-28，逾期 3 天；第一条 办事指南要素不全的，每项扣1分；再次发现扣 4 分（1 × 2 × 2）
  2017-08/jy-02 市教育局 材料递交后一直没有回音
      限 2017-09-10；第三条 拖延的，按程度扣分；再次发现扣 4 分（2 × 1 × 2）
"""


def test_the_list_names_what_was_open_when_the_round_began(run: Run) -> None:
    assert run("recheck", "demo", "2017-09") == LIST.splitlines()


def test_the_list_says_what_came_of_it(run: Run) -> None:
    run("mended", "demo", "2017-08/jy-02", "2017-09-12")
    run("again", "demo", "2017-08/jy-01", "2017-09-20")
    lines = run("recheck", "demo", "2017-09")
    assert lines[1].endswith(" 2 项：待核实 0 项，已整改 1 项，再次发现 1 项")
    assert lines[5] == "      限 2017-08-28，逾期 3 天；再次发现：2017-09/jy-01-r2"
    assert lines[7] == "      限 2017-09-10；2017-09-12 已整改"


def test_the_list_is_taken_along_as_a_workbook(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    assert run("recheck", "demo", "2017-09", "--xlsx", str(file)) == [f"已写 {file}"]
    page = openpyxl.load_workbook(file)["回头看清单"]
    rows = [list(row) for row in page.values]
    assert [row[3] for row in rows] == ["编号", "2017-08/jy-01", "2017-08/jy-02"]
    assert rows[1][9:] == [3, 4, None, None]
    assert run("recheck", "demo", "2017-09", "--xlsx", str(file), code=2)[0].startswith("已有 ")


REMINDER = """\
专项考核办法 整改催办 2017-09-05

市教育局：
贵单位还有 2 项问题没有完成整改，请抓紧整改并报送情况。
已经逾期 1 项：
  1. 办事指南缺少收费依据（上城区，2017-08/jy-01），限 2017-08-28，逾期 8 天；\
再次发现扣 4 分（1 × 2 × 2）
7 日内到期 1 项：
  1. 材料递交后一直没有回音（2017-08/jy-02），限 2017-09-10；再次发现扣 4 分（2 × 1 × 2）
"""


def test_a_unit_is_reminded_of_what_is_late_and_what_is_near(run: Run) -> None:
    assert run("remind", "demo", "2017-09-05") == REMINDER.splitlines()
    assert run("remind", "demo", "2017-09-05", "--unit", "市教育局") == REMINDER.splitlines()


def test_a_month_is_its_last_day_and_whoever_owes_nothing_is_not_reminded(run: Run) -> None:
    assert run("remind", "demo", "2017-09", "--unit", "minzheng") == [
        "专项考核办法 整改催办 2017-09-30",
        "没有责令整改而未整改的问题",
    ]


def test_what_was_seen_to_be_mended_is_one_small_file(run: Run) -> None:
    path = "data/schemes/demo/2017-09/rechecks/2017-08/jy-02.yaml"
    before = run.state()
    told = run("mended", "demo", "2017-08/jy-02", "2017-09-12", "--note", "已经逐件答复")
    assert told == [f"已记录 {path}，请提交入库"]
    new = {name: content for name, content in run.state().items() if name not in before}
    assert list(new.values()) == ["date: 2017-09-12\nnote: 已经逐件答复\n".encode()]
    assert {name: run.state()[name] for name in before} == before
    assert format_files(run.repo.root, check=True) == ((), ())


# 1 point for each of 2, doubled: 4.
AGAIN = """\
unit: jiaoyu
rule: guide-incomplete
date: 2017-09-20
summary: 收费依据仍没有写上
count: 2
source: monthly-check
method: undercover-ask
place: shangcheng
repeats: 2017-08/jy-01
ordered:
  due: 2017-10-10
"""


def test_what_was_not_mended_is_a_finding_that_repeats_it(run: Run) -> None:
    more = ("--summary", "收费依据仍没有写上", "--due", "2017-10-10")
    assert run("again", "demo", "2017-08/jy-01", "2017-09-20", *more) == [
        "已记录 data/schemes/demo/2017-09/findings/jiaoyu/jy-01-r2.yaml，请提交入库",
        "2017-09/jy-01-r2 计入市教育局：扣 4 分（1 × 2 × 2）",
    ]
    assert run.repo.text("2017-09/findings/jiaoyu/jy-01-r2.yaml") == AGAIN
    assert open_repository(run.repo.root).problems == ()
    assert format_files(run.repo.root, check=True) == ((), ())


def test_without_a_new_date_it_is_ordered_all_the_same(run: Run) -> None:
    """The tier goes with it, as the check asks; the words are those of the first time."""
    run("again", "demo", "2017-08/jy-02", "2017-09-20")
    assert run.repo.text("2017-09/findings/jiaoyu/jy-02-r2.yaml") == (
        "unit: jiaoyu\nrule: delay\ndate: 2017-09-20\nsummary: 材料递交后一直没有回音\n"
        "tier: 一般\nrepeats: 2017-08/jy-02\nordered: true\n"
    )


def test_of_a_number_that_an_appeal_amended_the_amended_one_is_found_again(run: Run) -> None:
    """2, on appeal 1, and none exempt any more: 1 point, doubled."""
    appeal = "{filed: 2017-08-25, grounds: 已改, decision: amended, decided: 2017-08-28, count: 1}"
    text = run.repo.text("2017-08/findings/jiaoyu/jy-01.yaml")
    body, _, rest = text.partition("exempt:")
    kept = [
        line for line in rest.splitlines()[1:] if "count:" not in line and "reason:" not in line
    ]
    text = "\n".join((f"{body}appeal: {appeal}", *kept, ""))
    run.repo.write("2017-08/findings/jiaoyu/jy-01.yaml", text)
    told = run("again", "demo", "2017-08/jy-01", "2017-09-20")
    assert told[1] == "2017-09/jy-01-r2 计入市教育局：扣 2 分（1 × 1 × 2）"


def test_the_third_discovery_is_called_the_third(run: Run) -> None:
    """1 point for each of 2, doubled twice: 8."""
    run("again", "demo", "2017-08/jy-01", "2017-09-20")
    assert run("again", "demo", "2017-09/jy-01-r2", "2017-09-25") == [
        "已记录 data/schemes/demo/2017-09/findings/jiaoyu/jy-01-r3.yaml，请提交入库",
        "2017-09/jy-01-r3 计入市教育局：扣 8 分（1 × 2 × 4）",
    ]


REFUSED = {
    ("mended", "2017-08/jy-02", "2017-08-20"): "H002 核实日期必须在 2017-08-21（发现）至",
    ("mended", "2017-08/jy-02", "2017-10-05"): "H003 回头看必须记在有考评记录的月份",
    ("again", "2017-08/jy-02", "2017-09-05", "--source", "nobody"): "F010 问题来源必须先登记",
    ("again", "2017-08/jy-02", "2017-09-05", "--due", "2017-09-01"): "F014 整改期限不得早于",
    ("mended", "2017-08/jy-02", "2017-09-05", "--note", "电话 13812345678"): "C001",
}


@pytest.mark.parametrize("words", REFUSED)
def test_what_brings_an_error_is_not_written(run: Run, words: tuple[str, ...]) -> None:
    before = run.state()
    lines = run(words[0], "demo", *words[1:], code=1)
    assert any(REFUSED[words] in line for line in lines), lines
    assert lines[-1].endswith("个错误，数据没有改动")
    assert run.state() == before


def test_a_result_is_recorded_once(run: Run) -> None:
    run("mended", "demo", "2017-08/jy-02", "2017-09-12")
    run("again", "demo", "2017-08/jy-01", "2017-09-20")
    for word in ("mended", "again"):
        assert run(word, "demo", "2017-08/jy-01", "2017-09-25", code=1) == [
            "2017-08/jy-01 已经再次发现：2017-09/jy-01-r2，请对后一次记录"
        ]
        (line,) = run(word, "demo", "2017-08/jy-02", "2017-09-25", code=1)
        assert line == (
            "2017-08/jy-02 已在 2017-09 核实整改："
            "data/schemes/demo/2017-09/rechecks/2017-08/jy-02.yaml"
        )


def test_who_names_no_finding_is_told_which_are_open(run: Run) -> None:
    assert run("mended", "demo", "jy-02", "2017-09-12", code=2)[:2] == [
        "demo 没有问题“jy-02”，编号写作 月份/编号",
        "有：2017-08/jy-01、2017-08/jy-02",
    ]


def test_a_date_is_asked_for_in_chinese(run: Run) -> None:
    assert run("mended", "demo", "2017-08/jy-02", "2017-09", code=2)[0] == (
        "DATE 不对：必须写作日期，如 2017-12-05，写的是“2017-09”"
    )
    assert run("remind", "demo", "2017-02-30", code=2)[0] == (
        "DATE 不对：必须写作日期，如 2017-12-05，或月份（指最后一日），如 2017-12，"
        "写的是“2017-02-30”"
    )
