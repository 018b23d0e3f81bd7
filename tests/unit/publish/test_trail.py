"""The audit trail of real git repositories, as the pages get it."""

from pathlib import Path

from bulletin.language import CHINESE
from bulletin.publish.site import build
from bulletin.publish.trail import trail_of
from bulletin.view.trail import NONE

from tests.cases import Repo
from tests.unit.history.made import FINDING, Made, finding

OTHER = FINDING.replace("a-1", "a-2")


def two(tmp_path: Path) -> Made:
    """Two findings, each committed on a day of its own."""
    made = Made(tmp_path / "made")
    for day, path in enumerate((FINDING, OTHER), 3):
        made.write(path, finding())
        made.commit("登记", day)
    return made


def test_each_file_has_its_last_commit(tmp_path: Path) -> None:
    made = two(tmp_path)
    found = trail_of(made.root)
    days = {path: entry.commit.day.isoformat() for path, entry in found.files.items()}
    assert days == {FINDING: "2017-09-03", OTHER: "2017-09-04"}
    assert (found.head, found.records, found.lacks) == (made.git("rev-parse", "HEAD"), {}, "")


def test_a_file_that_was_changed_since_has_none(tmp_path: Path) -> None:
    made = two(tmp_path)
    (made.root / FINDING).write_text(finding(2), encoding="utf-8")
    (made.root / OTHER.replace("a-2", "a-3")).write_text(finding(), encoding="utf-8")
    found = trail_of(made.root)
    assert (list(found.files), found.head, found.lacks) == ([OTHER], "", "")


def test_a_shallow_clone_says_that_it_is_one(tmp_path: Path) -> None:
    made = two(tmp_path)
    made.git("clone", "--quiet", "--depth=1", made.root.as_uri(), str(tmp_path / "shallow"))
    found = trail_of(tmp_path / "shallow")
    assert (dict(found.files), found.head) == ({}, "")
    assert "shallow" in CHINESE.say(found.lacks)


def test_outside_a_repository_there_is_none(tmp_path: Path) -> None:
    assert trail_of(tmp_path) == NONE


def test_the_sheet_tells_what_was_changed_and_by_whom(tmp_path: Path) -> None:
    made = Made(tmp_path / "made")
    repo = Repo(made.root)
    made.git("add", "data")
    made.commit("批量导入", 1)
    path = "data/schemes/demo/2017-08/findings/jiaoyu/jy-02.yaml"
    text = (repo.root / path).read_text(encoding="utf-8")
    made.branch("branch")
    made.write(path, f"{text}ordered:\n  due: 2017-09-30\n")
    made.commit("责令 <b>整改</b>", 2, "王*五*")
    made.merge("branch", "Merge pull request #12 from wang/branch", 3)
    build(made.root, tmp_path / "out")
    sheet = (tmp_path / "out/pages/demo/2017-08/jiaoyu.md").read_text(encoding="utf-8")
    newest, merge = (made.git("rev-parse", name)[:10] for name in ("branch", "main"))
    first = made.git("rev-parse", "main^")[:10]
    _, _, told = sheet.partition("<code>2017&#45;08&#47;jy&#45;02</code></dd>")
    who = (
        f'2017年9月2日，王&#42;五&#42;，提交 <code class="b-source">{newest}</code>'
        '，合并请求 <code class="b-source">&#35;12</code>'
        f'，由 <code class="b-source">{merge}</code> 合并'
    )
    assert told.partition("</dd>")[0].partition("</code>")[2] == (
        f'<span class="b-under">最后修改：{who}</span>'
        '<details class="b-past"><summary>改动记录（2次）</summary><ol>\n'
        f"<li>{who}"
        '<span class="b-under">责令 &#60;b&#62;整改&#60;&#47;b&#62;</span>'
        '<span class="b-did">责令整改：加上（期限 2017&#45;09&#45;30）</span></li>\n'
        f'<li>2017年9月1日，张三，提交 <code class="b-source">{first}</code>'
        '<span class="b-under">批量导入</span><span class="b-did">登记</span></li>'
        "</ol></details>"
    )
