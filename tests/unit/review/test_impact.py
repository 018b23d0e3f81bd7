"""What twenty-odd edits do to the results of the base in tests/bad, worked by hand.

The base in August 2017: 市教育局 20 - 1 (jy-01: 2 found, 1 exempt) - 2 (jy-02) - 1 (98 % where 99
are asked) = 16, and 5 (first of two) + 2 (on time) + 2.5 (judged) = 9.5, and 1 for jy-03: 26.5,
flagged. 市民政局 takes part in 1.2 with 8 and is second with 4: 12. In September 市教育局 has
12 - 1 × 2 (repeated) = 10 and 8 - 2 × 2 (repeated) = 4: 14, flagged; 市民政局 has 12.
Half of the units win the award: 市教育局 is barred, so 市民政局 wins with a mean of 12.
"""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from bulletin.compare.impact import Impact
from bulletin.exchange import impact as written
from bulletin.exchange import impact_json
from bulletin.history import refs
from bulletin.load.parse import Parsed, parse
from bulletin.load.path import DataPath
from bulletin.record.seal import seal
from bulletin.repository.opened import open_repository
from bulletin.review.impact import impact

from tests.cases import Repo

JY1, JY2, JY3 = (f"2017-08/findings/jiaoyu/jy-0{n}.yaml" for n in (1, 2, 3))
AGAIN = "2017-09/findings/jiaoyu/jy-01.yaml"
NEW = "2017-09/findings/minzheng/mz-01.yaml"
NUMBERS, MARKS, ABSENT = (f"2017-08/{n}.yaml" for n in ("measurements", "marks", "participation"))
RUBRIC, SCHEME, UNITS = "rubrics/2017-08.yaml", "scheme.yaml", "data/units/city.yaml"


def git(root: Path, *words: str) -> str:
    """Call git with nothing of the machine's settings."""
    who = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", "-C", str(root), *who, *words], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(root: Path) -> str:
    """Commit everything."""
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "a commit")
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path).change(SCHEME, "top: 20%", "top: 50%")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    return made


def told(found: Impact) -> list[str]:
    """The lines of the text but the first, which names the commits."""
    return written.text(found).split("\n")[1:]


Change = Callable[[Repo], object]


def add(repo: Repo, path: str, text: str) -> Repo:
    return repo.write(path, repo.text(path) + text)


def remove(repo: Repo, path: str) -> None:
    repo.file(path).unlink()


def reject_the_appeal(repo: Repo) -> Repo:
    return repo.change(AGAIN, "decision: amended", "decision: rejected").change(
        AGAIN, "  count: 1\n", ""
    )


def move_a_point(repo: Repo) -> Repo:
    repo.change(RUBRIC, "points: 12\n", "points: 11\n")
    return repo.change(RUBRIC, "points: 8\n", "points: 9\n")


FOUND = "unit: minzheng\nrule: guide-incomplete\ndate: 2017-09-03\nsummary: 办事指南缺少时限\n"
NO_MATTER = (
    '- unit: minzheng\n  criterion: "1.1"\n  status: not-participating\n  reason: 没有办事事项\n'
)

LIMIT = "“满意率低于99%的，每降低1个百分点扣1分”（deduct.limit below 99 → below 98）"

# Each edit, and what must be told of it. 0 / 2 is the mean of August and September.
EDITS: dict[str, tuple[Change, str]] = {
    "a worse tier: -4 in the place of -2, mean (24.5 + 14) / 2": (
        lambda r: r.change(JY2, "tier: 一般", "tier: 严重"),
        """
2017年度 先进单位
  市教育局 仍未入选，名次 1，全年成绩 20.25 → 19.25
专项考核办法 2017年8月
  市教育局：总分 26.5 → 24.5（−2），名次 1
    −2 问题 2017-08/jy-02：改动（tier 一般 → 严重）
""",
    ),
    "a higher count: 3 found, 1 exempt, so -2": (
        lambda r: r.change(JY1, "count: 2", "count: 3"),
        """
2017年度 先进单位
  市教育局 仍未入选，名次 1，全年成绩 20.25 → 19.75
专项考核办法 2017年8月
  市教育局：总分 26.5 → 25.5（−1），名次 1
    −1 问题 2017-08/jy-01：改动（count 2 → 3）
""",
    ),
    "withdrawn: its 2 points come back": (
        lambda r: add(r, JY2, "withdrawn:\n  date: 2017-09-01\n  reason: 重复登记\n"),
        """
2017年度 先进单位
  市教育局 仍未入选，名次 1，全年成绩 20.25 → 21.25
专项考核办法 2017年8月
  市教育局：总分 26.5 → 28.5（+2），名次 1
    +2 问题 2017-08/jy-02：改动（withdrawn — → date 2017-09-01、reason 重复登记）
""",
    ),
    "a new finding flags the winner: mean (12 + 11) / 2, nobody wins": (
        lambda r: r.write(NEW, FOUND),
        """
2017年度 先进单位
  市民政局 不再入选，取消资格，名次 2，全年成绩 12 → 11.5
专项考核办法 2017年9月
  市民政局：总分 12 → 11（−1），名次 2，增加标记“取消评优资格”
    −1 问题 2017-09/mz-01：新增“办事指南缺少时限”
""",
    ),
    "praise taken away: -1": (
        lambda r: remove(r, JY3),
        """
2017年度 先进单位
  市教育局 仍未入选，名次 1，全年成绩 20.25 → 19.75
专项考核办法 2017年8月
  市教育局：总分 26.5 → 25.5（−1），名次 1
    −1 问题 2017-08/jy-03：删去“入学报名全程网办得到肯定”
""",
    ),
    "found by the province: 1 × 2": (
        lambda r: r.change(JY1, "source: monthly-check", "source: provincial-inspection"),
        """
2017年度 先进单位
  市教育局 仍未入选，名次 1，全年成绩 20.25 → 19.75
专项考核办法 2017年8月
  市教育局：总分 26.5 → 25.5（−1），名次 1
    −1 问题 2017-08/jy-01：改动（source monthly-check → provincial-inspection）
""",
    ),
    "appeal rejected: 2 × 2 in the place of 1 × 2, and both have 12": (
        reject_the_appeal,
        """
2017年度 先进单位
  市教育局 仍未入选，名次 1，全年成绩 20.25 → 19.25
专项考核办法 2017年9月
  市教育局：总分 14 → 12（−2），名次 1
    −2 问题 2017-09/jy-01：改动（appeal.decision amended → rejected，appeal.count 1 → —）
  市民政局：总分 12，名次 2 → 1（超过市教育局）
""",
    ),
    "a lower value: 3 whole points below 99 in the place of 1": (
        lambda r: r.change(NUMBERS, "jiaoyu: 98", "jiaoyu: 96"),
        """
2017年度 先进单位
  市教育局 仍未入选，名次 1，全年成绩 20.25 → 19.25
专项考核办法 2017年8月
  市教育局：总分 26.5 → 24.5（−2），名次 1
    −2 市教育局的数据 群众满意率：改动（value 98 → 96）
""",
    ),
    "a value taken away: it earned nothing, now it is pending": (
        lambda r: r.change(NUMBERS, "    minzheng: no\n", ""),
        """
专项考核办法 2017年8月
  市民政局：总分 12，名次 2，改为暂定
    删去数据 按时报送 市民政局
  待报增加 1 项：市民政局 按时报送
""",
    ),
    "a value that changes another's place: 5 and 4 points become 4 and 5": (
        lambda r: r.change(NUMBERS, "minzheng: none", "minzheng: 9"),
        """
2017年度 先进单位
  市教育局 仍未入选，名次 1，全年成绩 20.25 → 19.75
  市民政局 仍入选，名次 2，全年成绩 12 → 12.5
专项考核办法 2017年8月
  市教育局：总分 26.5 → 25.5（−1），名次 1
    −1 市教育局的数据 报送信息数：改动数据 报送信息数 市民政局（value — → 9）
  市民政局：总分 12 → 13（+1），名次 2
    +1 市民政局的数据 报送信息数：改动（value — → 9）
""",
    ),
    "a better mark: 3 in the place of 2.5": (
        lambda r: r.change(MARKS, "points: 2.5", "points: 3"),
        """
2017年度 先进单位
  市教育局 仍未入选，名次 1，全年成绩 20.25 → 20.5
专项考核办法 2017年8月
  市教育局：总分 26.5 → 27（+0.5），名次 1
    +0.5 市教育局的评分“信息质量由评分小组评定”：改动评分“信息质量由评分小组评定” 市教育局 上城区（agreed.points 2.5 → 3）
""",  # noqa: E501 - a line as it is printed
    ),
    "a mark not agreed: the mean of 2 and 3 is 2.5 too, but provisional": (
        lambda r: r.change(MARKS, "  agreed:\n    points: 2.5\n", ""),
        """
专项考核办法 2017年8月
  市教育局：总分 26.5，名次 1，改为暂定
    改动评分“信息质量由评分小组评定” 市教育局 上城区（agreed points 2.5 → —）
""",
    ),
    "takes part: 12 full points more, mean (24 + 12) / 2": (
        lambda r: r.change(ABSENT, NO_MATTER, ""),
        """
2017年度 先进单位
  市民政局 仍入选，名次 2，全年成绩 12 → 18
专项考核办法 2017年8月
  市民政局：总分 12 → 24（+12），名次 2
    +12 满分（1.1 办事指南）：删去参评情况 市民政局 1.1 办事指南
""",
    ),
    "a rule of 2 points: -1 more in August, -1 × 2 more in September": (
        lambda r: r.change(RUBRIC, "deduct: {points: 1, per: 项}", "deduct: {points: 2, per: 项}"),
        """
2017年度 先进单位
  市教育局 仍未入选，名次 1，全年成绩 20.25 → 18.75
专项考核办法 2017年9月
  市教育局：总分 14 → 12（−2），名次 1
    −2 问题 2017-09/jy-01：改动计分办法“办事指南要素不全的，每项扣1分”（deduct.points 1 → 2）
  市民政局：总分 12，名次 2 → 1（超过市教育局）
专项考核办法 2017年8月
  市教育局：总分 26.5 → 25.5（−1），名次 1
    −1 问题 2017-08/jy-01：改动计分办法“办事指南要素不全的，每项扣1分”（deduct.points 1 → 2）
""",
    ),
    "a point moved from 1.1 to 1.2: nothing for who has both; the means are the same": (
        move_a_point,
        """
专项考核办法 2017年8月
  市民政局：总分 12 → 13（+1），名次 2
    +1 满分（1.2 社会评价）：改动（points 8 → 9）
  市教育局：总分 26.5，名次 1
    −1 满分（1.1 办事指南）：改动（points 12 → 11）
    +1 满分（1.2 社会评价）：改动（points 8 → 9）
专项考核办法 2017年9月
  市民政局：总分 12 → 11（−1），名次 2
    −1 满分（1.1 办事指南）：改动（points 12 → 11）
  市教育局：总分 14，名次 1
    −1 满分（1.1 办事指南）：改动（points 12 → 11）
    +1 满分（1.2 社会评价）：改动（points 8 → 9）
""",
    ),
    "repeats three times: 1 × 3 and 2 × 3, so 9 + 2 = 11, behind 12": (
        lambda r: r.change(
            RUBRIC, "growth: compound\n    factor: 2", "growth: once\n    factor: 3"
        ),
        """
2017年度 先进单位
  市教育局 仍未入选，名次 1，全年成绩 20.25 → 18.75
专项考核办法 2017年9月
  市教育局：总分 14 → 11（−3），名次 1 → 2（被市民政局超过）
    −2 市教育局的数据 群众满意率：改动加倍规则“重复发现的再加倍”（factor 2 → 3，growth compound → once）
    −1 问题 2017-09/jy-01：改动加倍规则“重复发现的再加倍”（factor 2 → 3，growth compound → once）
  市民政局：总分 12，名次 2 → 1（超过市教育局）
""",  # noqa: E501 - a line as it is printed
    ),
    "a cap: half a point of praise is lost": (
        lambda r: add(r, RUBRIC, "totals:\n  bonus_cap: 0.5\n"),
        """
2017年度 先进单位
  市教育局 仍未入选，名次 1，全年成绩 20.25 → 20
专项考核办法 2017年8月
  市教育局：总分 26.5 → 26（−0.5），名次 1
    −0.5 加分封顶：改动总分规则（bonus_cap — → 0.5）
""",
    ),
    "normalised: 12 of 15, 25.5 of 30 and 1; 12 of 12, 14 of 20": (
        lambda r: add(r, RUBRIC, "totals:\n  normalise: participating\n"),
        """
2017年度 先进单位
  市民政局 仍入选，名次 2 → 1，全年成绩 12 → 90
  市教育局 仍未入选，名次 1 → 2，全年成绩 20.25 → 78
专项考核办法 2017年9月
  市民政局：总分 12 → 100（+88），名次 2 → 1（超过市教育局），等次 — → 良好
    +88 按参评项目折算：改动总分规则（normalise none → participating）
  市教育局：总分 14 → 70（+56），名次 1 → 2（被市民政局超过），等次 — → 一般
    +56 按参评项目折算：改动总分规则（normalise none → participating）
专项考核办法 2017年8月
  市民政局：总分 12 → 80（+68），名次 2，等次 — → 良好
    +68 按参评项目折算：改动总分规则（normalise none → participating）
  市教育局：总分 26.5 → 86（+59.5），名次 1，等次 — → 良好
    +59.5 按参评项目折算：改动总分规则（normalise none → participating）
""",
    ),
    "no flag: 市教育局 is not barred and wins the only place": (
        lambda r: r.change(RUBRIC, "            disqualifies: merit\n", ""),
        """
2017年度 先进单位
  市教育局 入选，名次 1，全年成绩 20.25
  市民政局 不再入选，名次 2，全年成绩 12
专项考核办法 2017年8月
  市教育局：总分 26.5，名次 1，去掉标记“取消评优资格”
    改动计分办法“办事指南要素不全的，每项扣1分”（disqualifies merit → —）
专项考核办法 2017年9月
  市教育局：总分 14，名次 1，去掉标记“取消评优资格”
    改动计分办法“办事指南要素不全的，每项扣1分”（disqualifies merit → —）
""",
    ),
    "a lower band: 26.5 and 14 reach it, 12 does not": (
        lambda r: r.change(SCHEME, "at_least: 60", "at_least: 14"),
        """
专项考核办法 2017年8月
  市教育局：总分 26.5，名次 1，等次 — → 一般
    改动考核办法（grades.fair.at_least 60 → 14）
专项考核办法 2017年9月
  市教育局：总分 14，名次 1，等次 — → 一般
    改动考核办法（grades.fair.at_least 60 → 14）
""",
    ),
    "an award that bars nobody": (
        lambda r: r.change(SCHEME, "    barred_by:\n      - merit\n", ""),
        """
2017年度 先进单位
  市教育局 入选，名次 1，全年成绩 20.25
  市民政局 不再入选，名次 2，全年成绩 12
""",
    ),
    "a month taken away": (
        lambda r: shutil.rmtree(r.root / r.folder / "2017-09"),
        """
2017年度 先进单位
  市教育局 仍未入选，名次 1，全年成绩 20.25 → 26.5
  市民政局 仍入选，名次 2，全年成绩 12
专项考核办法 2017年9月（删去月份）
  市教育局：总分 14 → —，名次 1 → —
  市民政局：总分 12 → —，名次 2 → —
""",
    ),
    "another rubric from September on: 1 × 2 in the place of 2 × 2": (
        lambda r: r.write("rubrics/2017-09.yaml", r.text(RUBRIC).replace("below: 99", "below: 98")),
        f"""
2017年度 先进单位
  市教育局 仍未入选，名次 1，全年成绩 20.25 → 21.25
专项考核办法 2017年9月
  市教育局：总分 14 → 16（+2），名次 1
    +2 市教育局的数据 群众满意率：改动计分办法{LIMIT}
""",
    ),
    "the same factor for one repeat, however it grows": (
        lambda r: r.change(RUBRIC, "growth: compound\n    factor", "growth: additive\n    factor"),
        "",
    ),
    "other words": (lambda r: r.change(JY2, "一直没有回音", "没有回音"), ""),
    "a recheck": (
        lambda r: r.write("2017-09/rechecks/2017-08/jy-02.yaml", "date: 2017-09-12\n"),
        "",
    ),
    "nothing at all": (lambda _: None, ""),
}


@pytest.mark.parametrize("name", EDITS)
def test_the_impact_of_an_edit_is_as_worked_by_hand(repo: Repo, name: str) -> None:
    change, expected = EDITS[name]
    base = refs.head(repo.root)
    change(repo)
    found = impact(repo.root, base, commit(repo.root))
    assert found.problems == ()
    assert told(found) == expected.strip("\n").split("\n")[: len(expected)]


def test_the_folder_is_read_where_no_head_is_given(repo: Repo) -> None:
    change, expected = EDITS["praise taken away: -1"]
    change(repo)
    found = impact(repo.root, refs.head(repo.root), None)
    assert (found.after, told(found)) == ("工作区", expected.strip("\n").split("\n"))


def test_a_unit_that_comes_is_told_with_what_it_owes(repo: Repo) -> None:
    repo.change(UNITS, "kind: office", "kind: department")
    lines = told(impact(repo.root, refs.head(repo.root), None))
    assert "  市档案局：总分 — → 20，名次 — → 2，新列入考核" in lines
    assert "  市民政局：总分 12，名次 2 → 3（被市档案局超过）" in lines
    owed = next(line for line in lines if line.startswith("  待报增加 4 项"))
    assert owed.count("市档案局") == 4


def test_errors_are_listed_and_nothing_is_compared(repo: Repo) -> None:
    repo.change(JY2, "rule: delay", "rule: nothing")
    found = impact(repo.root, refs.head(repo.root), None)
    assert [p.code for p in found.problems] == ["F005"]
    assert (found.months, found.awards) == ((), ())
    assert told(found)[:1] == ["改动以后的数据有 1 个错误："]


def test_what_is_mended_has_nothing_to_be_compared_with(repo: Repo) -> None:
    good = refs.head(repo.root)
    repo.change(JY2, "rule: delay", "rule: nothing")
    found = impact(repo.root, commit(repo.root), good)
    assert told(found) == ["改动以前的数据有 1 个错误，没有可比的结果"]
    assert found.problems == ()


def test_odd_things_in_a_commit_are_what_they_are_in_a_folder(repo: Repo) -> None:
    base = refs.head(repo.root)
    (repo.root / "data" / "link.yaml").symlink_to("site.yaml")
    (repo.root / "data" / "notes.txt").write_text("?", encoding="utf-8")
    git(repo.root, "update-index", "--add", "--cacheinfo", f"160000,{base},data/units/module")
    git(repo.root, "add", "data/link.yaml", "data/notes.txt")
    git(repo.root, "commit", "-q", "-m", "odd")
    found = impact(repo.root, base, refs.head(repo.root))
    assert [(p.code, p.place.path) for p in found.problems] == [
        ("Y009", "data/link.yaml"),
        ("P001", "data/notes.txt"),
        ("Y009", "data/units/module"),
    ]


def test_a_file_too_large_to_be_read_is_refused_unread(repo: Repo) -> None:
    base = refs.head(repo.root)
    repo.write(JY2, "#" * 9_000_000)
    assert [p.code for p in impact(repo.root, base, commit(repo.root)).problems] == ["Y007"]


def test_the_root_may_be_a_folder_of_the_repository(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "below")
    git(tmp_path, "init", "-q")
    base = commit(tmp_path)
    remove(repo, JY3)
    found = impact(repo.root, base, commit(tmp_path))
    assert [unit.name for month in found.months for unit in month.units] == ["市教育局"]


# --- two changes ------------------------------------------------------------------------------


def branches(repo: Repo, one: Change, other: Change) -> tuple[str, str, str]:
    """Two commits made from the same one."""
    base = refs.head(repo.root)
    one(repo)
    ours = commit(repo.root)
    git(repo.root, "checkout", "-q", "-b", "other", base)
    other(repo)
    return base, ours, commit(repo.root)


def repeated(repo: Repo) -> Repo:
    text = "unit: jiaoyu\nrule: delay\ndate: 2017-09-21\nsummary: 又没有回音\ntier: 一般\n"
    return repo.write("2017-09/findings/jiaoyu/jy-02.yaml", f"{text}repeats: 2017-08/jy-02\n")


def test_what_is_found_again_is_not_new_itself(repo: Repo) -> None:
    """A delay takes 2 points, doubled because it is found again; in August nothing changed."""
    base = refs.head(repo.root)
    repeated(repo)
    found = told(impact(repo.root, base, commit(repo.root)))
    lines = [line for line in found if "2017-08/jy-02" in line or "2017-09/jy-02" in line]
    assert lines == ["    −4 问题 2017-09/jy-02：新增“又没有回音”"]


def test_two_good_changes_may_contradict_each_other(repo: Repo) -> None:
    found = impact(repo.root, *branches(repo, repeated, lambda r: remove(r, JY2)))
    assert found.problems == ()
    assert found.merge
    assert [p.code for p in found.merge.problems] == ["F016"]
    assert any("各自没有错误，合并以后有 1 个错误" in line for line in told(found))


def test_a_finding_for_a_month_that_is_being_sealed(repo: Repo) -> None:
    def sealed(r: Repo) -> None:
        seal(r.root, open_repository(r.root), "demo", "2017-08")

    text = repo.text(JY3).replace("入学报名", "转学")
    path = "2017-08/findings/jiaoyu/jy-04.yaml"
    found = impact(repo.root, *branches(repo, lambda r: r.write(path, text), sealed))
    assert found.merge
    assert [p.code for p in found.merge.problems] == ["Z002"]


def test_changes_that_go_together_are_not_spoken_of(repo: Repo) -> None:
    found = impact(repo.root, *branches(repo, repeated, lambda r: remove(r, JY3)))
    assert found.merge
    assert (found.merge.conflicts, found.merge.problems) == ((), ())
    assert not any("合并" in line for line in told(found))


def test_changes_to_the_same_line_are_a_conflict(repo: Repo) -> None:
    worse: Change = lambda r: r.change(JY2, "tier: 一般", "tier: 严重")  # noqa: E731
    gone: Change = lambda r: remove(r, JY2)  # noqa: E731
    found = impact(repo.root, *branches(repo, worse, gone))
    assert found.merge
    assert found.merge.conflicts == (f"{repo.folder}/{JY2}",)


# --- other forms ------------------------------------------------------------------------------


def test_a_comment_is_a_table_and_foreign_text_is_text(repo: Repo) -> None:
    repo.write(NEW, FOUND.replace("办事指南缺少时限", "'<b>|@all **粗**'"))
    comment = written.markdown(impact(repo.root, refs.head(repo.root), None))
    assert comment.startswith("<!-- bulletin impact -->\n")
    assert "| 市民政局 | 12 → 11（−1） | 2 | 增加标记“取消评优资格” | −1 问题 " in comment
    assert "&#60;b&#62;&#124;&#64;all &#42;&#42;粗&#42;&#42;" in comment
    assert not {"<b>", "@", "**粗"} & set(comment.split())


def test_json_says_the_same(repo: Repo) -> None:
    base = refs.head(repo.root)
    repo.change(JY2, "tier: 一般", "tier: 严重")
    body = json.loads(impact_json.impact(impact(repo.root, base, None)))
    (month,) = body["months"]
    (unit,) = month["units"]
    assert (month["scheme"], month["month"], month["state"]) == ("demo", "2017-08", "changed")
    assert (unit["unit"], unit["change"], unit["after"]["total"]) == ("jiaoyu", "-2", "24.5")
    assert unit["lines"] == [
        {
            "kind": "finding",
            "finding": "2017-08/jy-02",
            "rules": ["delay"],
            "unit": None,
            "before": "-2",
            "after": "-4",
            "change": "-2",
            "by_rubric": False,
            "causes": [
                {
                    "kind": "finding",
                    "key": ["2017-08/jy-02"],
                    "how": "changed",
                    "source": "data/schemes/demo/2017-08/findings/jiaoyu/jy-02.yaml:1",
                    "changed": [{"field": "tier", "before": "一般", "after": "严重"}],
                }
            ],
        }
    ]


def test_nothing_is_parsed_twice(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counting(found: DataPath, content: bytes) -> Parsed:
        read.append(found.path)
        return parse(found, content)

    monkeypatch.setattr("bulletin.load.parse", counting)
    base = refs.head(repo.root)
    repo.change(JY2, "tier: 一般", "tier: 严重")
    impact(repo.root, base, commit(repo.root))
    assert [path for path in read if read.count(path) > 1] == [f"{repo.folder}/{JY2}"] * 2
