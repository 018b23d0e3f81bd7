"""The form in a real browser: what a person fills in, and the commit that comes of it."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from http.client import HTTPConnection
from itertools import product
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.canonical.scalar import written
from generator.model.scheme import Desk as Host
from generator.problem import errors
from generator.publish.desk import at_work, files_for_host
from generator.publish.formatting import format_files
from generator.publish.mirror import mirror
from generator.publish.repository import open_repository
from generator.publish.review import review
from generator.yamlfile import read_text
from tests.desk import Desk, desk
from tests.site.conftest import ROOT, served
from tests.unit.publish.sealed import Sealed

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
        once = {"单位": "妇联", "计分办法": "办事指南", "发现日期": "2017-12-28", "摘要": "一"}
        fill(page, once)
        saved(page)
        page.get_by_text("2017年12月").first.click()  # back to the list
        page.get_by_role("link", name="问题、加分事项").click()
        expect(page.get_by_label("摘要")).to_have_value("")
        fill(page, once)
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
        fill(page, {"单位": "妇联", "计分办法": "办事指南", "发现日期": "2017-12-28", "摘要": "一"})
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


def asked(address: str, body: bytes = b"", **headers: str) -> int:
    """What a request is answered with, by its status."""
    place = urlsplit(address)
    with closing(HTTPConnection(place.netloc)) as line:
        line.request("POST" if body else "GET", place.path, body, headers)
        return line.getresponse().status


def test_no_foreign_page_saves_or_reads(shared: Desk) -> None:
    own = shared.address.removesuffix("/admin/")
    api = json.loads(got(f"{shared.address}config.json"))["config"]["backend"]["proxy_url"]
    asset = {"path": ".git/hooks/post-commit", "content": "eA==", "encoding": "base64"}
    params = {"branch": "december", "asset": asset, "options": {"commitMessage": "x"}}
    write = json.dumps({"action": "persistMedia", "params": params}).encode()
    json_type = {"Content-Type": "application/json"}
    rebound = f"evil.example:{urlsplit(api).port}"  # a foreign name that leads to 127.0.0.1
    for foreign in (
        {"Host": rebound, "Origin": f"http://{rebound}"},
        {"Host": rebound, "Origin": own},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {},
    ):
        assert asked(api, write, **json_type, **foreign) == 403
    assert not (shared.clone.root / asset["path"]).exists()
    assert asked(api, b'{"action":"info"}', **json_type, Origin=own) == 200
    assert asked(shared.address, Host="evil.example") == 302  # to the form's own address
    assert asked(shared.address) == 200


@pytest.mark.usefixtures("shared")  # it sees to it that there is a form
def test_the_command_opens_form_and_site_and_ends_both(tmp_path: Path) -> None:
    repo = Sealed(tmp_path / "repo")
    command = [sys.executable, "-c", "from generator.cli import main; main()"]
    words = ["--root", str(repo.root), "desk", "--port", "0"]
    with subprocess.Popen([*command, *words], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        form, site, branch = (run.stdout.readline().strip() for _ in range(3))
        assert branch == "保存到 main 分支；按 Ctrl-C 结束"
        address = form.removeprefix("录入表单 ")
        assert site == f"网站 {address.removesuffix('admin/')}"
        told = json.loads(got(f"{address}config.json"))["config"]
        assert got(f"{address}../index.html")
        run.send_signal(signal.SIGINT)
        assert run.stdout.read() == "已结束\n"
    assert run.returncode == 0
    for ended in (address, told["backend"]["proxy_url"]):
        with pytest.raises(URLError):
            got(ended)
    assert repo.git("status", "--short") == ""


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
