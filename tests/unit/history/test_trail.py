"""What became of a record: whole made-up histories, and all that is told of them."""

from pathlib import Path

import pytest
from bulletin.history import NONE

from tests.unit.history.made import FINDING, MONTH, Made, finding

RATES = f"{MONTH}/measurements.yaml"
MARKS = f"{MONTH}/marks.yaml"
RUBRIC = "data/schemes/demo/rubrics/2017-09.yaml"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """A repository with one finding, by 张三 on the first of the month."""
    new = Made(tmp_path / "made")
    new.write(FINDING, finding())
    new.commit("登记", 1)
    return new


def test_one_commit_is_all_there_is_to_tell(made: Made) -> None:
    assert made.told() == "2017-09-01 张三 '登记'\n  added"
    assert made.history().records == {}


def test_each_change_is_told_in_the_words_of_the_schema(made: Made) -> None:
    made.write(FINDING, finding(2, "ordered:\n  due: 2017-09-30\n"))
    made.commit("两项；责令整改", 2, "王五")
    withdrawn = "ordered:\n  due: 2017-10-08\nwithdrawn:\n  date: 2017-09-20\n  reason: 重复登记\n"
    made.write(FINDING, finding(2, withdrawn, summary="指南缺受理条件"))
    made.commit("撤回", 3)
    assert made.told() == (
        "2017-09-03 张三 '撤回'\n"
        "  changed\n"
        "  摘要: 指南缺要素 → 指南缺受理条件\n"
        "  责令整改·期限: 2017-09-30 → 2017-10-08\n"
        "  撤回: ∅ → 日期 2017-09-20；理由 重复登记\n"
        "2017-09-02 王五 '两项；责令整改'\n"
        "  changed\n"
        "  数量: 1 → 2\n"
        "  责令整改: ∅ → 期限 2017-09-30\n"
        "2017-09-01 张三 '登记'\n"
        "  added"
    )


def test_a_contact_that_was_taken_out_again_is_masked(made: Made) -> None:
    made.write(FINDING, finding(1, "detail: 请联系 138 0013 8000\n"))
    made.commit("补充一三八〇〇一三八〇〇〇", 2, "zhang@example.com")
    made.write(FINDING, finding(1, "detail: 请联系 139 0013 8000\n"))
    made.commit("改号码", 3)
    made.write(FINDING, finding())
    made.commit("删去号码", 4)
    assert made.told() == (
        "2017-09-04 张三 '删去号码'\n"
        "  changed\n"
        "  详细情况: 请联系 139****8000 → ∅\n"
        "2017-09-03 张三 '改号码'\n"
        "  changed\n"
        "  详细情况: 请联系 138****8000 → 请联系 139****8000\n"
        "2017-09-02 z****@**** '补充138****8000'\n"
        "  changed\n"
        "  详细情况: ∅ → 请联系 138****8000\n"
        "2017-09-01 张三 '登记'\n"
        "  added"
    )


@pytest.mark.parametrize("count", ["count: 1.0\n", ""], ids=["another order", "what is usual"])
def test_another_layout_of_the_same_data_is_not_told(made: Made, count: str) -> None:
    same = f"{count}summary: '指南缺要素'\n# 说明\ndate: 2017-09-01\nrule: guide\nunit: jiaoyu\n"
    made.write(FINDING, same)
    made.commit("重排", 2)
    assert made.told() == "2017-09-01 张三 '登记'\n  added"


@pytest.mark.parametrize(
    ("message", "request_"),
    [
        ("Merge pull request #12 from zhang/branch\n\n两项", " #12"),
        ("Merge branch 'branch' into 'main'\n\n两项\n\nSee merge request group/proj!12", " !12"),
        ("Merge pull request '两项' (#12) from branch into main", " #12"),
        ("Merge branch 'branch'", ""),
    ],
    ids=["GitHub", "GitLab", "Forgejo", "by hand"],
)
def test_the_merge_that_brought_a_change(made: Made, message: str, request_: str) -> None:
    made.branch("branch")
    made.write(FINDING, finding(2))
    made.commit("两项", 2)
    made.merge("branch", message, 4)
    subject = message.partition("\n")[0]
    assert made.told() == (
        f"2017-09-02 张三 '两项'{request_} via {subject!r}\n"
        "  changed\n"
        "  数量: 1 → 2\n"
        "2017-09-01 张三 '登记'\n"
        "  added"
    )


def test_a_pull_hides_no_pull_request(made: Made) -> None:
    """Whoever pulls makes the others' line the side line."""
    made.branch("branch")
    made.write(FINDING, finding(2))
    made.commit("两项", 2)
    made.merge("branch", "Merge pull request #12 from zhang/branch", 3)
    made.branch("mine", "HEAD^1")
    made.commit("别的", 4)
    made.git("checkout", "--quiet", "-B", "old", "main")
    made.git("branch", "--quiet", "--force", "main", "mine")
    made.merge("old", "Merge branch 'main' of https://git.example/a", 5)
    assert made.told().splitlines()[0] == (
        "2017-09-02 张三 '两项' #12 via 'Merge pull request #12 from zhang/branch'"
    )


def test_a_squashed_request_a_revert_and_a_pick(made: Made) -> None:
    made.branch("branch")
    made.write(FINDING, finding(3))
    source = made.commit("三项", 2)
    made.git("checkout", "--quiet", "main")
    made.write(FINDING, finding(2))
    squashed = made.commit("两项 (#7)", 3, "王五", "GitHub")
    made.write(FINDING, finding(1))
    made.commit(f'Revert "两项 (#7)"\n\nThis reverts commit {squashed}.', 4)
    made.write(FINDING, finding(3))
    made.commit(f"三项\n\n(cherry picked from commit {source})", 5, "张三", "李四")
    assert made.told() == (
        "2017-09-05 张三 (李四 2017-09-05) '三项'\n"
        "  changed picked '三项'\n"
        "  数量: 1 → 3\n"
        "2017-09-04 张三 'Revert \"两项 (#7)\"'\n"
        "  changed reverts '两项 (#7)'\n"
        "  数量: 2 → 1\n"
        "2017-09-03 王五 (GitHub 2017-09-03) '两项 (#7)' #7\n"
        "  changed\n"
        "  数量: 1 → 2\n"
        "2017-09-01 张三 '登记'\n"
        "  added"
    )


def test_an_amended_author_keeps_the_day_and_the_committer_is_told(made: Made) -> None:
    made.write(FINDING, finding(2))
    made.commit("两项", 2, "李四")
    words = ("commit", "--quiet", "--amend", "--no-edit", "--author", "王五 <w@example.org>")
    made.git(*words, day=6, author="李四")
    assert made.told().splitlines()[0] == "2017-09-02 王五 (李四 2017-09-06) '两项'"


def test_the_mailmap_says_how_people_are_called(made: Made) -> None:
    made.write(".mailmap", "张三丰 <author@example.org>\n张三丰 <committer@example.org>\n")
    made.commit("名册", 2)
    assert made.told() == "2017-09-01 张三丰 '登记'\n  added"


def test_a_rename_is_followed_with_and_without_a_change(made: Made) -> None:
    other, last = (f"{MONTH}/findings/jiaoyu/{name}.yaml" for name in ("a-2", "a-3"))
    made.git("mv", FINDING, other)
    made.commit("改名", 2)
    made.git("mv", other, last)
    made.write(last, finding(2))
    made.commit("改名并改数", 3)
    made.write(FINDING, finding(9))
    made.commit("另一件", 4)
    assert made.told(last) == (
        "2017-09-03 张三 '改名并改数'\n"
        f"  changed from {other}\n"
        "  数量: 1 → 2\n"
        "2017-09-02 张三 '改名'\n"
        f"  changed from {FINDING}\n"
        "2017-09-01 张三 '登记'\n"
        "  added"
    )
    assert made.told(FINDING) == "2017-09-04 张三 '另一件'\n  added"


def test_a_merge_that_changes_more_than_it_merges_is_told(made: Made) -> None:
    made.branch("branch")
    made.write(FINDING, finding(2))
    made.commit("两项", 2)
    made.git("checkout", "--quiet", "main")
    made.write(FINDING, finding(1, "tier: 甲\n"))
    made.commit("分档", 3)
    made.git("merge", "--quiet", "--no-commit", "--strategy=ours", "branch")
    made.write(FINDING, finding(2, "tier: 甲\n", summary="夹带"))
    made.commit("Merge pull request #9 from a/branch", 4, "李四")
    assert made.told() == (
        "2017-09-04 李四 'Merge pull request #9 from a/branch' #9\n"
        "  merged\n"
        "  摘要: 指南缺要素 → 夹带\n"
        "2017-09-02 张三 '两项' #9 via 'Merge pull request #9 from a/branch'\n"
        "  changed\n"
        "  数量: 1 → 2\n"
        "2017-09-03 张三 '分档'\n"
        "  changed\n"
        "  档次: ∅ → 甲\n"
        "2017-09-01 张三 '登记'\n"
        "  added"
    )


def test_a_change_that_a_merge_did_not_keep_is_not_told(made: Made) -> None:
    made.branch("branch")
    made.write(FINDING, finding(2))
    made.commit("两项", 2)
    made.git("checkout", "--quiet", "main")
    made.write(FINDING, finding(3))
    made.commit("三项", 3)
    made.git("merge", "--quiet", "--strategy=ours", "-m", "Merge branch 'branch'", "branch", day=4)
    assert made.told() == (
        "2017-09-03 张三 '三项'\n  changed\n  数量: 1 → 3\n2017-09-01 张三 '登记'\n  added"
    )


def test_of_two_same_changes_the_first_to_arrive_is_told(made: Made) -> None:
    made.branch("branch")
    made.write(FINDING, finding(2))
    made.commit("两项，在旁", 2)
    made.git("checkout", "--quiet", "main")
    made.write(FINDING, finding(2))
    made.commit("两项，在主线", 3)
    made.merge("branch", "Merge branch 'branch'", 4)
    assert made.told() == (
        "2017-09-03 张三 '两项，在主线'\n  changed\n  数量: 1 → 2\n2017-09-01 张三 '登记'\n  added"
    )


def test_a_file_that_could_not_be_read_is_not_guessed_at(made: Made) -> None:
    made.write(FINDING, finding(2) + "count: [\n")
    made.commit("写坏", 2)
    made.write(FINDING, finding(2))
    made.commit("改好", 3)
    assert made.told() == (
        "2017-09-03 张三 '改好'\n"
        "  mended\n"
        "  数量: 1 → 2\n"
        "2017-09-02 张三 '写坏'\n"
        "  broke\n"
        "2017-09-01 张三 '登记'\n"
        "  added"
    )


def test_what_was_taken_away_and_put_back(made: Made) -> None:
    made.git("rm", "--quiet", FINDING)
    made.commit("删去", 2)
    made.write(FINDING, finding(2))
    made.commit("重登", 3)
    assert made.told() == (
        "2017-09-03 张三 '重登'\n  added\n"
        "2017-09-02 张三 '删去'\n  removed\n"
        "2017-09-01 张三 '登记'\n  added"
    )


def test_each_record_of_a_list_has_its_own_history(made: Made) -> None:
    made.write(RATES, "- metric: rate\n  values:\n    jiaoyu: 98\n    minzheng: 99\n")
    made.commit("报数", 2)
    made.write(RATES, "- metric: rate\n  values:\n    minzheng: 99.0\n    jiaoyu: 97.5\n")
    made.commit("更正", 3, "王五")
    text = "- metric: rate\n  source: inspection\n  values:\n    minzheng: 99\n    jiaoyu: 97.5\n"
    made.write(RATES, text + "    gongan: none\n")
    made.commit("来源", 4)
    source = "2017-09-04 张三 '来源'\n  changed\n  来源: ∅ → inspection\n"
    assert made.told(RATES) == (
        f"{source}2017-09-02 张三 '报数'\n  added\n"
        "---\n"
        f"{source}2017-09-03 王五 '更正'\n  changed\n  数值: 98 → 97.5\n"
        "2017-09-02 张三 '报数'\n  added\n"
        "---\n"
        "2017-09-04 张三 '来源'\n  added"
    )


def test_the_marks_of_a_panel_are_told_by_group(made: Made) -> None:
    first = "- unit: jiaoyu\n  rule: idea\n  panel:\n    - {group: 甲组, points: 2}\n"
    made.write(MARKS, f"{first}    - {{group: 乙组, points: 3}}\n")
    made.commit("评分", 2)
    made.write(
        MARKS,
        f"{first}    - {{group: 乙组, points: 2.5, reason: 复核}}\n  agreed: {{points: 2}}\n",
    )
    made.commit("商定", 3)
    assert made.told(MARKS) == (
        "2017-09-03 张三 '商定'\n"
        "  changed\n"
        "  各组评分·乙组·分数: 3 → 2.5\n"
        "  各组评分·乙组·理由: ∅ → 复核\n"
        "  商定的评分: ∅ → 分数 2\n"
        "2017-09-02 张三 '评分'\n"
        "  added"
    )


def test_the_rules_of_a_rubric_are_told_one_by_one(made: Made) -> None:
    def rubric(points: str, under: str) -> str:
        rules = (
            '      - {id: guide, text: "每项扣分", deduct: {points: 1, per: 项}}\n'
            f"      - {{id: rate, deduct: {{points: {points}, metric: rate, below: 99}}}}\n"
        )
        return f'title: 细则\ncriteria:\n  - id: "{under}"\n    points: 10\n    rules:\n{rules}'

    made.write(RUBRIC, rubric("1", "1"))
    made.commit("细则", 2)
    made.write(RUBRIC, rubric("{city: 1, county: 0.5}", "1"))
    made.commit("分类", 3)
    made.write(RUBRIC, rubric("{city: 1, county: 0.5}", "1.1"))
    made.commit("移动", 4)
    moved = "2017-09-04 张三 '移动'\n  changed\n  所属内容: 1 → 1.1\n"
    assert made.told(RUBRIC) == (
        f"{moved}2017-09-02 张三 '细则'\n  added\n"
        "---\n"
        f"{moved}2017-09-03 张三 '分类'\n  changed\n  扣分·每次扣分: 1 → city 1；county 0.5\n"
        "2017-09-02 张三 '细则'\n  added"
    )


def test_hostile_names_are_cut_and_cannot_pass_for_anything_else(made: Made) -> None:
    made.write(FINDING, finding(2))
    made.commit("\x01:100644 \u202e<b>\n\n" + "x" * 9000, 2, "script&" + "长" * 4000)
    commit = made.history().files[FINDING].commit
    assert commit.author.raw == "script&" + "长" * 72 + "…"
    assert commit.subject.raw == ":100644 <b>"
    assert made.told().splitlines()[1:] == [
        "  changed",
        "  数量: 1 → 2",
        "2017-09-01 张三 '登记'",
        "  added",
    ]


def test_only_what_changed_in_a_long_text_is_shown(made: Made) -> None:
    def text(middle: str) -> str:
        return finding(1, f"detail: {'前' * 100}{middle}{'后' * 100}\n")

    made.write(FINDING, text("旧"))
    made.commit("详情", 2)
    made.write(FINDING, text("新"))
    made.commit("改写", 3)
    around = "…" + "前" * 12, "后" * 12 + "…"
    entry = made.history().records[FINDING][1, 1][0]
    (field,) = entry.fields
    assert (field.name.raw, field.long) == ("详细情况", True)
    assert field.old is not None
    assert field.new is not None
    assert (field.old.raw, field.new.raw) == ("旧".join(around), "新".join(around))


def test_the_root_may_lie_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    made = Made(tmp_path / "made")
    inside = f"inner/{FINDING}"
    made.write(inside, finding())
    made.commit("登记", 1)
    made.write(inside, finding(2))
    made.commit("两项", 2)
    made.root /= "inner"
    assert made.told() == (
        "2017-09-02 张三 '两项'\n  changed\n  数量: 1 → 2\n2017-09-01 张三 '登记'\n  added"
    )


def test_what_is_not_committed_has_no_history(made: Made) -> None:
    (made.root / FINDING).write_text(finding(2), encoding="utf-8")
    found = made.history()
    assert (dict(found.files), set(found.changed)) == ({}, {FINDING})


def test_a_shallow_clone_says_so(made: Made, tmp_path: Path) -> None:
    made.write(FINDING, finding(2))
    made.commit("两项", 2)
    address = made.root.as_uri()
    made.git("clone", "--quiet", "--depth=1", address, str(tmp_path / "shallow"))
    made.root = tmp_path / "shallow"
    found = made.history()
    assert (found.shallow, found.files, found.records) == (True, {}, {})


def test_outside_a_repository_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    made = Made(tmp_path / "empty")
    assert made.history() == NONE


def test_who_does_not_take_part_is_known_by_unit_and_rule(made: Made) -> None:
    path = f"{MONTH}/participation.yaml"
    made.write(path, "- unit: jiaoyu\n  rule: idea\n  reason: 没有窗口\n")
    made.commit("不参评", 2)
    made.write(path, "- unit: jiaoyu\n  rule: idea\n  status: exempt\n  reason: 没有窗口\n")
    made.commit("免考", 3)
    assert made.told(path) == (
        "2017-09-03 张三 '免考'\n"
        "  changed\n"
        "  不参评方式: ∅ → 免予考核\n"
        "2017-09-02 张三 '不参评'\n"
        "  added"
    )
