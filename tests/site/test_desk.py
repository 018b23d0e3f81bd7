"""The form in a real browser: what a person fills in, and the commit that comes of it."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from bulletin.canonical.scalar import written
from bulletin.model.scheme import Desk as Host
from bulletin.problem import errors
from bulletin.publish.desk import at_work, files_for_host
from bulletin.publish.mirror import mirror
from bulletin.record.format import format_files
from bulletin.repository.opened import open_repository
from bulletin.review.problems import review
from bulletin.yamlfile import read_text
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.desk import Desk, desk
from tests.site.conftest import ROOT, served
from tests.unit.review.sealed import Sealed

pytestmark = pytest.mark.site
expect.set_options(timeout=30_000)  # five megabytes of script, on a machine that is busy
DECEMBER = "hangzhou-departments-2017-12"
FOLDER = "data/schemes/hangzhou-departments/2017-12/findings"
SIGNS = (
    "",
    " ",
    ":",
    "#",
    "-",
    "0",
    "9.",
    "'",
    '"',
    "\\",
    "\n",
    "?",
    "[",
    "{",
    "~",
    "%",
    "e",
    "年",
)

ONCE = {"单位": "妇联", "计分办法": "办事指南", "发现日期": "2017-12-28", "摘要": "一"}
Open = Callable[[str, str], Page]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A form for tests that save nothing."""
    with desk(tmp_path_factory.mktemp("desk")) as opened:
        yield opened


@pytest.fixture
def visit_form(browser: Browser) -> Iterator[Open]:
    """Open pages of the form; in the end no other host may have been asked."""
    asked: set[str] = set()
    context = browser.new_context(locale="zh-CN")

    def new(address: str, path: str) -> Page:
        page = context.new_page()
        page.on("request", lambda request: asked.add(request.url))
        page.goto(f"{address}#/collections/{path}")
        expect(page.get_by_label("摘要")).to_be_visible()
        return page

    yield new
    context.close()
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:"))] == []


def fill(page: Page, words: dict[str, str]) -> None:
    """Fill in fields by their labels; of a list, what stands first for the words."""
    for label, text in words.items():
        field = page.get_by_label(label).first
        field.fill(text)
        if field.get_attribute("role") == "combobox":
            field.press("Enter")


def decline(asked: list[str], dialog: Dialog) -> None:
    """Say no to a question, and note it."""
    asked.append(dialog.message)
    dialog.dismiss()


def retype(page: Page, text: str) -> None:
    """Write another summary; a field that is entered puts the caret where it was last."""
    field = page.get_by_label("摘要")
    field.focus()
    page.wait_for_timeout(300)
    field.fill(text)
    expect(field).to_have_value(text)


def save(page: Page) -> None:
    page.get_by_role("button", name="保存").first.click()
    page.get_by_role("menuitem", name="保存", exact=True).click()


def saved(page: Page) -> None:
    save(page)
    expect(page.get_by_role("button", name="已保存")).to_be_visible()


def total(root: Path, unit: str) -> Fraction:
    scores = open_repository(root).score("hangzhou-departments", "2017-12").unit(unit)
    assert scores is not None
    assert scores.total is not None
    return scores.total


def got(address: str) -> bytes:
    with urlopen(address) as answer:  # noqa: S310 - on this machine
        return bytes(answer.read())


def clean(root: Path) -> bool:
    """Whether ``check`` and ``format --check`` have nothing to say."""
    return not errors(review(root).problems) and format_files(root, check=True) == ((), ())


def test_what_the_form_writes_is_what_a_person_would_have_written(
    tmp_path: Path, visit_form: Open
) -> None:
    with desk(tmp_path) as opened:
        root = opened.clone.root
        assert total(root, "shi-fulian") == 101  # 100, and 1 for an opinion collected
        page = visit_form(opened.address, f"{DECEMBER}/new")
        fill(
            page,
            {
                "单位": "妇联",
                "计分办法": "办事指南要素不全",
                "发现日期": "2017-12-28",
                "摘要": " 办事指南写有“其他材料”，群众不知道要带什么",
                "数量": "2",
                "来源": "市级督查",
                "详细情况": "原文：\n“其他材料”",
            },
        )
        saved(page)
        assert opened.clone.git("show", "--name-status", "--format=%an %s", "HEAD").split("\n") == [
            "Tester 登记问题、加分事项：shi-fulian/fl-04",
            "",
            f"A\t{FOLDER}/shi-fulian/fl-04.yaml",
        ]
        text = (root / FOLDER / "shi-fulian" / "fl-04.yaml").read_text("utf-8")
        assert text == (
            "unit: shi-fulian\n"
            "rule: guide-incomplete\n"
            "date: 2017-12-28\n"
            "summary: 办事指南写有“其他材料”，群众不知道要带什么\n"
            "count: 2\n"
            "source: municipal-inspection\n"
            'detail: "原文：\\n“其他材料”"\n'
        )
        assert clean(root)
        assert total(root, "shi-fulian") == 97  # 2 items of 1 point, doubled: 101 − 2 × 1 × 2


def test_a_change_touches_only_its_own_lines(tmp_path: Path, visit_form: Open) -> None:
    with desk(tmp_path) as opened:
        page = visit_form(opened.address, f"{DECEMBER}/entries/shi-jiaoyuju/jyj-08")
        expect(page.get_by_label("编号")).to_have_value("jyj-08")
        group = page.locator("[id^=rectified-field]")
        group.get_by_role("button").first.click()
        page.get_by_label("完成日期").fill("2018-01-10")
        group.get_by_label("情况").fill("平台已更新")
        page.get_by_label("原因分析").fill("缩短时限后没有及时申请调整。")
        saved(page)
        changed = opened.clone.git("show", "--format=", "--unified=0", "HEAD").splitlines()
        assert [line for line in changed if line[0] in "+-" and line[:3] not in {"+++", "---"}] == [
            "-cause: 缩短时限后没有申请调整。",
            "+cause: 缩短时限后没有及时申请调整。",
            "+rectified:",
            "+  date: 2018-01-10",
            "+  note: 平台已更新",
        ]
        assert clean(opened.clone.root)


def test_two_findings_of_a_unit_get_two_ids(tmp_path: Path, visit_form: Open) -> None:
    with desk(tmp_path) as opened:
        page = visit_form(opened.address, f"{DECEMBER}/new")
        fill(page, ONCE)
        saved(page)
        page.get_by_text("2017年12月").first.click()  # back to the list
        page.get_by_role("link", name="问题、加分事项").click()
        expect(page.get_by_label("摘要")).to_have_value("")
        fill(page, ONCE)
        saved(page)
        files = opened.clone.git("diff", "--name-only", "HEAD~2").splitlines()
        assert files == [f"{FOLDER}/shi-fulian/fl-0{n}.yaml" for n in (4, 5)]


@pytest.mark.usefixtures("shared")  # it sees to it that there is a form
def test_the_first_finding_of_a_month_begins_it(tmp_path: Path, visit_form: Open) -> None:
    repo = Sealed(tmp_path / "repo", "2017-08", "2017-09")
    repo.change("scheme.yaml", "until: 2017-09", "until: 2017-10").commit("Go on")
    book = open_repository(repo.root).book
    with at_work(repo.root, book, tmp_path / "site") as address:
        page = visit_form(address, "demo-2017-10/new")
        fill(
            page,
            {"单位": "民政", "计分办法": "办事指南", "发现日期": "2017-10-09", "摘要": "缺要素"},
        )
        saved(page)
    assert repo.text("2017-10/findings/minzheng/minzheng-01.yaml") == (
        "unit: minzheng\nrule: guide-incomplete\ndate: 2017-10-09\nsummary: 缺要素\n"
    )
    assert errors(review(repo.root).problems) == ()


def test_with_review_a_finding_waits_on_a_branch_of_its_own(
    tmp_path: Path, visit_form: Open
) -> None:
    with desk(tmp_path, review=True) as opened:
        page = visit_form(opened.address, f"{DECEMBER}/new")
        fill(page, ONCE)
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("button", name="状态: 草稿")).to_be_visible()
        expect(page).to_have_url(re.compile("entries/shi-fulian/fl-04$"))
        expect(page.get_by_role("button", name="点击以预览")).to_be_hidden()
        branch = f"cms/{DECEMBER}/shi-fulian/fl-04"
        changed = opened.clone.git("diff", "--name-only", "december", branch)
        assert changed == f"{FOLDER}/shi-fulian/fl-04.yaml"
        assert opened.clone.git("branch", "--show-current") == "december"
        page.goto(f"{opened.address}#/workflow")
        expect(page.get_by_role("heading", name="待审查的修改")).to_be_visible()
        expect(page.get_by_role("heading", name="草稿")).to_be_visible()


def test_what_is_lacking_is_said_in_chinese(shared: Desk, visit_form: Open) -> None:
    page = visit_form(shared.address, f"{DECEMBER}/new")
    save(page)
    lacking = [f"“{label}”是必填项" for label in ("单位", "编号", "计分办法", "发现日期", "摘要")]
    for words in lacking:
        expect(page.get_by_text(words)).to_be_visible()
    assert page.get_by_text("是必填项").count() == len(lacking)


@pytest.mark.parametrize("typed", ["1.5", "1e3", "12件", "１２", "-1", "0x10"])
def test_what_is_no_whole_number_is_refused(shared: Desk, visit_form: Open, typed: str) -> None:
    page = visit_form(shared.address, f"{DECEMBER}/new")
    fill(page, {**ONCE, "数量": typed})
    head = shared.clone.git("rev-parse", "HEAD")
    save(page)
    expect(page.get_by_text(f"数量必须是整数，写的是“{typed}”")).to_be_visible()
    expect(page.get_by_label("数量").first).to_have_value(typed)
    fill(page, {"数量": "100001"})
    save(page)
    expect(page.get_by_text("数量应在 1 至 100000 之间，写的是“100001”")).to_be_visible()
    assert shared.clone.git("rev-parse", "HEAD") == head


def test_a_day_that_is_not_written_out_is_refused(shared: Desk, visit_form: Open) -> None:
    page = visit_form(shared.address, f"{DECEMBER}/new")
    fill(page, ONCE)
    group = page.locator("[id^=rectified-field]")
    group.get_by_role("button").first.click()
    page.get_by_label("完成日期").focus()
    page.keyboard.type("2")  # one part of three
    save(page)
    expect(page.get_by_text("完成日期没有写全，或者没有这一天")).to_be_visible()


def test_words_are_shown_as_they_must_be_written(shared: Desk, visit_form: Open) -> None:
    page = visit_form(shared.address, f"{DECEMBER}/new")
    fill(page, {"重复发现": "NONE"})
    save(page)
    words = page.get_by_text("必须是完整编号（如 2017-08/dh-001）或 none")
    expect(words).to_be_visible()
    assert words.evaluate("element => getComputedStyle(element).textTransform") == "none"


@pytest.mark.parametrize("review", [False, True])
def test_personal_data_is_refused_before_the_commit(
    tmp_path: Path,
    visit_form: Open,
    review: bool,  # noqa: FBT001
) -> None:
    with desk(tmp_path, review=review) as opened:
        refs = opened.clone.git("for-each-ref")
        page = visit_form(opened.address, f"{DECEMBER}/new")
        fill(page, {**ONCE, "摘要": "请打13800138000", "数量": "2"})
        press = (
            page.get_by_role("button", name="保存").first.click if review else partial(save, page)
        )
        press()
        expect(
            page.get_by_text("不得写手机号码：删去，联系方式等个人信息在库外登记")
        ).to_be_visible()
        retype(page, "请打一三八 0013 8000")  # a pattern in the page does not see that
        press()
        said = page.locator(".said").filter(has_text="没有保存，有 1 处要改")
        expect(said).to_contain_text("摘要：C001 不得写手机号码，此处有 138****8000")
        expect(page.locator("p.said-here")).to_have_text("不得写手机号码，此处有 138****8000")
        expect(page.get_by_label("数量").first).to_have_value("2")  # nothing is lost
        assert opened.clone.git("for-each-ref") == refs
        assert opened.clone.git("status", "--short") == ""
        said.get_by_role("button", name="知道了").click()
        retype(page, "打不通")
        press()
        done = "状态: 草稿" if review else "已保存"
        expect(page.get_by_role("button", name=done)).to_be_visible()
        assert opened.clone.git("for-each-ref") != refs
        expect(page.locator(".said")).to_have_count(0)


def test_a_land_line_is_asked_about(tmp_path: Path, visit_form: Open) -> None:
    with desk(tmp_path) as opened:
        head = opened.clone.git("rev-parse", "HEAD")
        page = visit_form(opened.address, f"{DECEMBER}/new")
        fill(page, {**ONCE, "摘要": "公示的电话 0571-87654321 打不通"})
        asked: list[str] = []
        page.once("dialog", partial(decline, asked))
        save(page)
        expect(page.locator(".said")).to_contain_text("没有保存，请先确认")
        assert opened.clone.git("rev-parse", "HEAD") == head
        assert asked[0].startswith("摘要：C006 不应当写固定电话号码")
        page.once("dialog", lambda dialog: dialog.accept())
        saved(page)
        assert opened.clone.git("rev-parse", "HEAD~1") == head


def test_an_address_of_another_entry_opens_it(tmp_path: Path, visit_form: Open) -> None:
    with desk(tmp_path) as opened:
        first, second = (f"{DECEMBER}/entries/shi-jiaoyuju/jyj-0{n}" for n in (7, 8))
        page = visit_form(opened.address, first)
        shown = page.get_by_label("摘要").input_value()
        page.evaluate("address => { location.hash = address; }", f"/collections/{second}")
        expect(page.get_by_label("编号")).to_have_value("jyj-08")
        expect(page.get_by_label("摘要")).not_to_have_value(shown)
        retype(page, "只改这一件")
        saved(page)
        changed = opened.clone.git("diff", "--name-only", "HEAD~1")
        assert changed == f"{FOLDER}/shi-jiaoyuju/jyj-08.yaml"
        retype(page, "还没有保存")
        asked: list[str] = []
        page.once("dialog", partial(decline, asked))
        page.evaluate("address => { location.hash = address; }", f"/collections/{first}")
        expect(page).to_have_url(f"{opened.address}#/collections/{second}")
        expect(page.get_by_label("摘要")).to_have_value("还没有保存")
        assert asked == ["这一件有修改没有保存，打开另一件就没有了。确定打开另一件吗？"]
        page.once("dialog", lambda dialog: dialog.accept())
        page.evaluate("address => { location.hash = address; }", f"/collections/{first}")
        expect(page.get_by_label("编号")).to_have_value("jyj-07")
        expect(page.get_by_label("摘要")).to_have_value(shown)
        page.go_back()
        expect(page.get_by_label("编号")).to_have_value("jyj-08")


def test_what_another_person_changed_meanwhile_is_not_lost(
    tmp_path: Path, visit_form: Open
) -> None:
    with desk(tmp_path) as opened:
        page = visit_form(opened.address, f"{DECEMBER}/entries/shi-jiaoyuju/jyj-08")
        retype(page, "一")
        saved(page)
        retype(page, "二")
        saved(page)  # a change of what was saved here
        file = opened.clone.root / FOLDER / "shi-jiaoyuju" / "jyj-08.yaml"
        file.write_text(file.read_text("utf-8").replace("summary: 二", "summary: 别人"), "utf-8")
        opened.clone.git("commit", "--quiet", "--all", "--message", "Meanwhile")
        retype(page, "三")
        save(page)
        expect(page.locator(".said")).to_contain_text("在打开以后被别人改过，没有保存")
        assert "summary: 别人" in file.read_text("utf-8")
        assert opened.clone.git("log", "-1", "--format=%s") == "Meanwhile"


def test_what_a_rule_asks_for_is_asked_before_saving(shared: Desk, visit_form: Open) -> None:
    page = visit_form(shared.address, f"{DECEMBER}/new")
    fill(page, {"单位": "妇联", "计分办法": "动员", "发现日期": "2018-02-01", "摘要": "一"})
    save(page)
    for words in (
        "这条计分办法分档计分，必须选档次",
        "“发现日期”填写有误：应在 2017-11-01 至 2018-01-31 之间",
    ):
        expect(page.get_by_text(words)).to_be_visible()
    fill(page, {"档次": "参与", "发现日期": "2017-12-01", "计分办法": "领导批示"})
    save(page)
    for words in (
        "所选的档次在这里不适用，请重新选择",
        "这条计分办法同一工作事项只计一次，必须写明",
    ):
        expect(page.get_by_text(words)).to_be_visible()


@pytest.mark.parametrize(
    ("host", "words"),
    [
        (Host("github", "office/bulletin", sign_in="https://in.example"), "使用 GitHub 登录"),
        (Host("gitlab", "office/bulletin", app_id="abc"), "使用 GitLab 登录"),
        (Host("gitea", "a/b", url="https://git.example", app_id="abc"), "使用 Gitea 登录"),
    ],
)
def test_a_host_asks_people_to_sign_in(
    shared: Desk, browser: Browser, tmp_path: Path, host: Host, words: str
) -> None:
    book = open_repository(shared.clone.root).book
    mirror(tmp_path, files_for_host(replace(book, site=replace(book.site, desk=host))))
    with served(tmp_path) as address:
        page = browser.new_page()
        refused: list[str] = []
        page.on("console", lambda m: refused.append(m.text) if m.type == "error" else None)
        page.on("request", lambda r: None if r.url.startswith(address) else refused.append(r.url))
        page.goto(address)
        expect(page.get_by_role("button", name=words)).to_be_visible()
        assert refused == []
        page.close()


@pytest.mark.usefixtures("shared")  # it sees to it that there is a form
def test_the_command_opens_form_and_site_and_ends_both(tmp_path: Path) -> None:
    repo = Sealed(tmp_path / "repo")
    command = [sys.executable, "-c", "from bulletin.cli import main; main()"]
    words = ["--root", str(repo.root), "desk", "--port", "0"]
    with subprocess.Popen([*command, *words], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        form, site, branch = (run.stdout.readline().strip() for _ in range(3))
        assert branch == "保存到 main 分支；网址里有钥匙，不要给别人；按 Ctrl-C 结束"
        address = form.removeprefix("录入表单 ")
        assert site == f"网站 {address.removesuffix('admin/')}"
        told = json.loads(got(f"{address}config.json"))["config"]
        assert got(f"{address}../index.html")
        run.send_signal(signal.SIGINT)
        assert run.stdout.read() == "已结束\n"
    assert run.returncode == 0
    assert told["backend"]["proxy_url"] == "../api/v1"
    with pytest.raises(URLError):
        got(address)
    assert repo.git("status", "--short") == ""


@pytest.mark.usefixtures("shared")  # it sees to it that there is a form
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM])
def test_nothing_is_left_listening_however_the_command_ends(
    tmp_path: Path, end: signal.Signals
) -> None:
    repo = Sealed(tmp_path / "repo")
    command = [sys.executable, "-c", "from bulletin.cli import main; main()"]
    words = ["--root", str(repo.root), "desk", "--port", "0"]
    with subprocess.Popen([*command, *words], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        address = run.stdout.readline().removeprefix("录入表单 ").strip()
        port = urlsplit(address).port
        assert port
        assert got(address)
        run.send_signal(end)
        run.wait(timeout=30)
        deadline = time.monotonic() + 2
        while time.monotonic() < deadline and is_open(port):
            time.sleep(0.05)
        assert not is_open(port)


def is_open(port: int) -> bool:
    """Whether anything answers on a port of this machine."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def test_only_the_rules_for_the_unit_are_offered(shared: Desk, visit_form: Open) -> None:
    """区域能评：崇川区不参加"""
    page = visit_form(shared.address, "nantong-evaluation-2017-12/new")
    fill(page, {"单位": "海门"})
    page.get_by_label("计分办法").fill("上报的工作计划")
    rule = "bonus.1.2 按上报的工作计划完成当月目标的，当月加3分；工作滞后的不加分"
    expect(page.get_by_role("option")).to_have_text([rule])
    page.get_by_role("option").click()
    fill(page, {"单位": "崇川"})
    page.get_by_label("计分办法").fill("上报的工作计划")
    expect(page.get_by_role("option")).to_have_count(0)
    save(page)
    expect(page.get_by_text("所选的计分办法在这里不适用，请重新选择")).to_be_visible()


def test_every_finding_goes_through_the_form_unchanged(shared: Desk, visit_form: Open) -> None:
    """As it is with what was there, and in the canonical form without: comments aside."""
    page = visit_form(shared.address, f"{DECEMBER}/new")
    texts = [path.read_text("utf-8") for path in sorted(ROOT.glob("data/schemes/*/*/findings/*/*"))]
    assert len(texts) > 300
    through = """async texts => {
        const { config } = await (await fetch("config.json")).json();
        const fields = config.collections[0].fields.filter((field) => field.name !== "id");
        return texts.map((text) => [
            written(fields, { ...parsed(text), original: text }), written(fields, parsed(text))
        ]);
    }"""
    bare = ["".join(x for x in t.splitlines(keepends=True) if x[0] != "#") for t in texts]
    assert page.evaluate(through, texts) == [list(pair) for pair in zip(texts, bare, strict=True)]


def test_short_and_full_ways_of_writing_stay_as_they_are(shared: Desk, visit_form: Open) -> None:
    page = visit_form(shared.address, f"{DECEMBER}/new")
    texts = [
        "# 一\nunit: a\nevidence: 照片一张\nordered: yes\n# 二\nwithdrawn: {}\n# 三\n",
        "unit: a\ndistinct_from:\n  - 2017-12/b\n  - 2017-12/c\nordered: false\n",
        "unit: a\nevidence:\n  - 照片\n  - title: 文件\nordered: true\n",
        "unit: a\nexempt:\n  count: 1\n  reason: 涉密\n",
        "unit: a\nexempt:\n  - count: 1\n    reason: 涉密\n  - reason: 统一印发\n",
    ]
    changed = """async texts => {
        const { config } = await (await fetch("config.json")).json();
        const fields = config.collections[0].fields.filter((field) => field.name !== "id");
        return texts.map((text) => written(fields, { ...parsed(text), unit: "b", original: text }));
    }"""
    assert page.evaluate(changed, texts) == [text.replace("t: a", "t: b") for text in texts]
    several = """async () => {
        const { config } = await (await fetch("config.json")).json();
        const ordered = { said: true, due: "", note: null };
        const exempt = [{ count: 1, reason: "涉密" }];
        const data = { distinct_from: "2017-12/b、2017-12/c", ordered, exempt };
        return written(config.collections[0].fields, data);
    }"""
    wanted = "distinct_from:\n  - 2017-12/b\n  - 2017-12/c\nordered: true\n"
    wanted += "exempt:\n  count: 1\n  reason: 涉密\n"
    assert page.evaluate(several) == wanted


def test_texts_are_written_as_the_program_writes_them(shared: Desk, visit_form: Open) -> None:
    words = ("yes", "No", "true", "null", "0x1F", "1e5", "1_000", ".inf", "2017-08", "2017-8-1 x")
    texts = [*words, *("".join(signs) for signs in product(SIGNS, repeat=3))]
    texts = [text for text in dict.fromkeys(texts) if text and text == text.strip()]
    page = visit_form(shared.address, f"{DECEMBER}/new")
    assert page.evaluate("texts => texts.map(scalar)", texts) == [written(text) for text in texts]


def test_what_cannot_be_seen_is_left_out(shared: Desk, visit_form: Open) -> None:
    page = visit_form(shared.address, f"{DECEMBER}/new")
    typed = ["\ufeff甲\u200b乙\r\n丙\t丁 ", "e\u0301", "\u202e甲"]
    made: list[str] = page.evaluate("texts => texts.map(clean)", typed)
    assert made == ["甲乙\n丙 丁", "é", "甲"]
    assert all(read_text("", written(text))[0] for text in made)


def test_the_configuration_is_read_as_data(shared: Desk) -> None:
    told: dict[str, Any] = json.loads(
        (shared.clone.root.parent / "site" / "admin" / "config.json").read_text("utf-8")
    )
    assert [one["name"] for one in told["config"]["collections"]] == [
        "hangzhou-departments-2017-12",
        "nantong-evaluation-2017-12",
        "zhejiang-inspection-2017-12",
    ]
