"""A finding is asked for, checked answer by answer, and written; the dialogues are shown whole."""

import io
import os
import pty
import re
import select
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path

import pytest
from bulletin.cli import asking, main
from bulletin.cli.asking import Offer, Question
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from tests.cases import Repo
from tests.unit.cli.conftest import Clerk

HERE = Path(__file__).parents[3]
BEGINNING = ["市教育局", "要素不全", "21"]
"""Unit, rule and day, in a month that is named."""


# --- a new finding ------------------------------------------------------------------------------

WHOLE = """\
（直接按回车是 2017-09）
月份：
  → 2017-09
（单位标识：问题出在哪个单位；写几个字就能找到）
单位：教育
  → 市教育局 jiaoyu
（计分办法标识：依据哪一条；写几个字就能找到）
计分办法：要素
  → 1.1 办事指南要素不全的，每项扣1分 guide-incomplete
（发现日期）
发现日期：2017-12-01
  F022 发现日期必须在 2017-08-01 至 2017-10-31 之间，此处为 2017-12-01
    → 改正 date，或把文件移到 2017-12 文件夹
发现日期：21
  → 2017-09-21
（一句话写明问题或加分事项）
摘要：
  摘要必须填写，此处空着
摘要：中考报名没有写明材料，请打 138 0013 8000
  C001 不得写手机号码，此处有 138****8000
    → 删去；联系方式等个人信息在库外登记，此处至多写登记的编号（如 联系人 L-031），\
问题和数据的编号写在 evidence 的 ref
摘要：中考报名没有写明材料
（数量，默认 1；没有的按回车）
数量：三
  必须是整数，此处为“三”
数量：3
（问题来源：登记的标识；没有登记来源的，写名称也可；写几个字就能找到；没有的按回车）
来源：省级
  → 省级督查 provincial-inspection
（检查方式；写几个字就能找到；没有的按回车）
检查方式：暗访
  → 暗访 undercover
（发生地点（单位标识）；写几个字就能找到；没有的按回车）
地点：上城
  → 上城区 shangcheng
（整改期限；没有的按回车）
责令整改：期限：2017-10-21

data/schemes/demo/2017-09/findings/jiaoyu/jy-ID.yaml

    unit: jiaoyu
    rule: guide-incomplete
    date: 2017-09-21
    summary: 中考报名没有写明材料
    count: 3
    source: provincial-inspection
    method: undercover
    place: shangcheng
    ordered:
      due: 2017-10-21

市教育局：扣 6 分（1 × 3 × 2），总分 14 → 8，名次 1 → 2
写入吗：y
  → 是
已写入。下一步，提交、推送，发起合并请求：
    git add data/schemes/demo/2017-09/findings/jiaoyu/jy-ID.yaml
"""
"""3 items × 1 point × 2, as the province found them: 14 − 6 = 8."""


def test_a_whole_dialogue(clerk: Clerk) -> None:
    says = (
        *("", "教育", "要素", "2017-12-01", "21"),
        *("", "中考报名没有写明材料，请打 138 0013 8000", "中考报名没有写明材料"),
        *("三", "3", "省级", "暗访", "上城", "2017-10-21", "y"),
    )
    before = clerk.state()
    code, shown = clerk.run("new", says=says)
    (made,) = clerk.state().keys() - before.keys()
    name = Path(made).stem
    assert re.fullmatch("jy-[a-p]{8}", name)
    assert (code, shown) == (0, WHOLE.replace("jy-ID", name))
    lines = WHOLE.partition("ID.yaml\n\n")[2].partition("\n\n")[0].split("\n")
    assert clerk.repo.file(made).read_text(encoding="utf-8") == "".join(f"{s[4:]}\n" for s in lines)
    assert clerk.repo.found() == []
    assert clerk.run("format", "--check") == (0, "")


def test_the_same_answers_are_not_registered_twice(clerk: Clerk) -> None:
    says = (*BEGINNING, "中考报名没有写明材料", *[""] * 5, "y")
    assert clerk.run("new", "demo", "2017-09", says=says)[0] == 0
    before = clerk.state()
    assert clerk.run("new", "demo", "2017-09", says=says)[0] == 1
    says = (*BEGINNING, "中考报名仍没有写明材料", *[""] * 5, "y")
    code, shown = clerk.run("new", "demo", "2017-09", says=says)
    assert code == 0
    assert shown.endswith("是不是同一件：y\n  → 是\n没有登记\n")
    assert clerk.state() == before


@pytest.mark.parametrize("answered", range(10))
def test_who_leaves_has_written_nothing(clerk: Clerk, answered: int) -> None:
    says = (*BEGINNING, "中考报名没有写明材料", *[""] * 5, "n")
    before = clerk.state()
    code, _ = clerk.run("new", "demo", "2017-09", says=says[:answered])
    assert code == 2
    assert clerk.run("new", "demo", "2017-09", says=says)[0] == 0
    assert clerk.state() == before


@pytest.mark.parametrize(
    ("answers", "told", "written"),
    [
        (
            ("n", "n"),
            ["疑似登记了两次", "疑似重复"],
            "repeats: none\ndistinct_from: 2017-09/jy-01\n",
        ),
        (
            ("n", "y"),
            ["疑似登记了两次", "疑似重复"],
            "repeats: 2017-09/jy-01\ndistinct_from: 2017-09/jy-01\n",
        ),
        (("n", ""), ["疑似登记了两次", "疑似重复"], "distinct_from: 2017-09/jy-01\n"),
        (("s",), ["疑似登记了两次"], ""),
    ],
)
def test_what_is_likely_is_asked_and_recorded(
    clerk: Clerk, answers: tuple[str, ...], told: list[str], written: str
) -> None:
    says = (*BEGINNING, "办事指南缺少收费依据", *[""] * 5, *answers, "y")
    before = clerk.state()
    code, shown = clerk.run("new", "demo", "2017-09", says=says)
    assert code == 0
    assert [line.partition("：")[0] for line in shown.split("\n") if line[:2] == "疑似"] == told
    (made,) = clerk.state().keys() - before.keys()
    body = "unit: jiaoyu\nrule: guide-incomplete\ndate: 2017-09-21\nsummary: 办事指南缺少收费依据\n"
    assert clerk.repo.text(made) == body + written


def test_an_event_of_a_later_day_may_be_the_same(clerk: Clerk) -> None:
    """Found on the 5th, registered on the 20th by somebody else: the new one is asked about."""
    says = ("教育局", "要素不全", "5", "办事指南缺少收费依据", *[""] * 5, "n", "s", "y")
    before = clerk.state()
    code, shown = clerk.run("new", "demo", "2017-09", says=says)
    assert code == 0
    asked = "疑似登记了两次：与 2017-09/jy-01（2017-09-20）“办事指南仍缺少收费依据”相近 100%"
    assert f"{asked}，相同的有“缺少收费依据”\n" in shown
    (made,) = clerk.state().keys() - before.keys()
    assert clerk.repo.text(made).endswith("distinct_from: 2017-09/jy-01\n")


def test_only_what_the_rule_needs_is_asked(clerk: Clerk) -> None:
    _, praise = clerk.run("new", "demo", "2017-09", says=("jiaoyu", "praised", "21"))
    _, tiers = clerk.run("new", "demo", "2017-09", says=("jiaoyu", "delay", "21", "拖着不办", "大"))
    assert "计分办法：praised\n  → 3 得到肯定的，每个事项加1分 praised\n" in praise
    assert "档次：大\n  没有“大”，可以写：\n    严重\n    一般\n档次：" in tiers
    says = ("jiaoyu", "praised", "21", "网办得到肯定", "", "全程网办", "", "", "", "y")
    before = clerk.state()
    code, shown = clerk.run("new", "demo", "2017-09", says=says)
    assert (code, re.findall("^([^（ ：]+)：", shown, re.MULTILINE)[:9]) == (
        0,
        [
            "单位",
            "计分办法",
            "发现日期",
            "摘要",
            "工作事项",
            "工作事项",
            "来源",
            "检查方式",
            "地点",
        ],
    )
    (made,) = clerk.state().keys() - before.keys()
    assert clerk.repo.text(made).endswith("summary: 网办得到肯定\nsubject: 全程网办\n")


def test_a_month_is_begun_by_its_first_finding(clerk: Clerk) -> None:
    """October: a guide found incomplete for the third time, 1 × 2 × 2; it has no other data."""
    clerk.repo.change("scheme.yaml", "until: 2017-09", "until: 2017-10")
    says = ("2017-10", "教育", "要素", "3", "办事指南缺少收费依据", *[""] * 5, "y", "y")
    code, shown = clerk.run("new", says=says)
    assert code == 0
    assert "市教育局：扣 4 分（1 × 1 × 4），总分 20 → 16，名次 1 → 2\n" in shown
    (made,) = clerk.repo.root.glob("data/schemes/demo/2017-10/findings/jiaoyu/*.yaml")
    assert "repeats: 2017-09/jy-01\n" in made.read_text(encoding="utf-8")


def test_who_does_not_take_part_has_no_total(clerk: Clerk) -> None:
    clerk.repo.write("2017-09/participation.yaml", "- unit: minzheng\n  reason: 机构改革\n")
    says = ("民政", "要素", "21", "没有写明材料", *[""] * 5, "n")
    _, shown = clerk.run("new", "demo", "2017-09", says=says)
    assert "F021 （提醒）登记的问题应当计分，此处不计：participation.yaml 写明" in shown
    assert "\n市民政局：2017-09 没有总分\n" in shown


def test_one_of_several_schemes_is_chosen(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("市直\n"))
    with pytest.raises(SystemExit) as left:
        main(["--root", str(HERE), "new"])
    assert left.value.code == 2
    asked, chosen = capsys.readouterr().out.split("\n")[:2]
    assert asked == "考核办法：市直"
    assert chosen == "  → 杭州市“最多跑一次”改革综合考评专项考核（市直单位） hangzhou-departments"


def test_a_sealed_month_takes_nothing(clerk: Clerk) -> None:
    clerk.patch.chdir(clerk.repo.root)
    for words in (
        ("init", "-q"),
        ("add", "."),
        ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"),
    ):
        subprocess.run(["git", *words], check=True)
    assert clerk.run("seal", "demo", "2017-08")[0] == 0
    assert clerk.run("new", "demo", "2017-08")[0] == 2
    _, shown = clerk.run("new", "demo")
    assert shown.startswith("（单位标识")  # one month is open: it is not asked for


# --- answers --------------------------------------------------------------------------------------

BOTH = "市教育局 shi-jiaoyuju\n    县教育局 xian-jiaoyuju"
UNITS = (
    Offer("shi-fulian", "市妇联 shi-fulian", words="市妇女联合会 妇联"),
    Offer("shi-jiaoyuju", "市教育局 shi-jiaoyuju", words="教育局"),
    Offer("xian-jiaoyuju", "县教育局 xian-jiaoyuju"),
)


@pytest.mark.parametrize(
    ("typed", "answer", "refused"),
    [
        ("shi-fulian", "shi-fulian", ""),
        ("市妇联 shi-fulian", "shi-fulian", ""),
        ("妇女", "shi-fulian", ""),
        ("教育局", "shi-jiaoyuju", ""),  # its own other name
        ("县 教育", "xian-jiaoyuju", ""),
        (
            "教育",
            "教育",
            f"与“教育”相符的有 2 个：\n    {BOTH}",
        ),
        (
            "档案",
            "档案",
            f"没有“档案”，可以写：\n    市妇联 shi-fulian\n    {BOTH}",
        ),
    ],
)
def test_part_of_a_name_will_do(typed: str, answer: str, refused: str) -> None:
    assert Question("单位", offers=UNITS).settled(typed) == (answer, refused)


def test_answers_are_proposed_as_one_types() -> None:
    found = asking._Offers(Question("单位", offers=UNITS)).get_completions(  # noqa: SLF001
        Document("教育"), CompleteEvent()
    )
    assert [(one.text, one.start_position) for one in found] == [
        ("市教育局 shi-jiaoyuju", -2),
        ("县教育局 xian-jiaoyuju", -2),
    ]


# --- a terminal -----------------------------------------------------------------------------------


def typed(clerk: Clerk, text: str) -> tuple[int, str]:
    """What comes of these keys; in a thread, as a browser's loop may run in this one."""
    with (
        create_pipe_input() as keys,
        create_app_session(input=keys, output=DummyOutput()),
        ThreadPoolExecutor(1) as thread,
    ):
        keys.send_text(text)
        return thread.submit(copy_context().run, clerk.run, "new", "demo", "2017-09").result()


def test_in_a_terminal_a_refused_answer_is_mended_in_its_line(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day 99 is refused, wiped out with two backspaces, and 21 typed."""
    monkeypatch.setattr(asking, "_is_terminal", lambda: True)
    before = clerk.state()
    code, shown = typed(clerk, "教育\r要素\r99\r\x7f\x7f21\r中考报名没有写明材料\r\r\r\r\r\ry\r")
    assert code == 0
    assert shown.startswith(
        "  → 市教育局 jiaoyu\n  → 1.1 办事指南要素不全的，每项扣1分 guide-incomplete\n"
    )
    assert len(clerk.state().keys() - before.keys()) == 1


def test_in_a_terminal_control_c_writes_nothing(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_is_terminal", lambda: True)
    before = clerk.state()
    code, _ = typed(clerk, "教育\r要素\r\x03")
    assert (code, clerk.state()) == (130, before)


class Terminal:
    """The command in a pseudo-terminal, driven as a person does."""

    def __init__(self, root: Path, *args: str) -> None:
        self.screen, inside = pty.openpty()
        command = [
            sys.executable,
            "-c",
            "from bulletin.cli import main; main()",
            "--root",
            str(root),
            *args,
        ]
        environment = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.process = subprocess.Popen(
            command, stdin=inside, stdout=inside, stderr=inside, cwd=HERE, env=environment
        )
        os.close(inside)
        self.shown = ""

    def until(self, words: str) -> str:
        """Wait for words to be shown; return what was shown since the last time."""
        seen, ends = b"", time.monotonic() + 60
        while words not in seen.decode(errors="ignore") and time.monotonic() < ends:
            if select.select([self.screen], [], [], 1)[0]:
                seen += os.read(self.screen, 65536)
        self.shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen.decode(errors="ignore"))
        assert words in self.shown, self.shown
        return self.shown

    def type(self, text: str) -> None:
        """Type on the keyboard."""
        os.write(self.screen, text.encode())


def test_a_real_terminal_completes_chinese(repo: Repo) -> None:
    terminal = Terminal(repo.root, "new", "demo", "2017-09")
    terminal.until("单位：")
    terminal.type("教")
    assert "市教育局 jiaoyu" in terminal.until("jiaoyu")  # proposed as one types
    terminal.type("\t\r")
    terminal.until("计分办法：")
    terminal.type("要素")
    assert "每项扣1分" in terminal.until("guide-incomplete")
    terminal.type("\r")
    for title, answer in (("发现日期：", "21"), ("摘要：", "中考报名没有写明材料")):
        terminal.until(title)
        terminal.type(f"{answer}\r")
    for title in ("数量：", "来源：", "检查方式：", "地点：", "期限："):
        terminal.until(title)
        terminal.type("\r")
    assert "市教育局：扣 1 分（1 × 1 × 1），总分 14 → 13，名次 1 → 1" in terminal.until("写入吗：")
    terminal.type("y\r")
    terminal.until("已写入")
    assert terminal.process.wait(60) == 0
    os.close(terminal.screen)
    (made,) = repo.root.glob("data/schemes/demo/2017-09/findings/jiaoyu/jy-????????.yaml")
    assert "summary: 中考报名没有写明材料\n" in made.read_text(encoding="utf-8")
