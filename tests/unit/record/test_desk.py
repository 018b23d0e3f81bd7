"""What the form saves on one's own machine: judged before the commit, and findings alone."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from bulletin.record.desk import DeskRefusedError, Entries
from bulletin.review.problems import review

from tests.unit.review.sealed import Sealed

MONTH = "demo-2017-09"
FOLDER = "data/schemes/demo/2017-09/findings"
GOOD = "unit: minzheng\nrule: guide-incomplete\ndate: 2017-09-12\nsummary: 缺要素\n"
Save = Callable[..., dict[str, Any]]


@pytest.fixture
def repo(tmp_path: Path) -> Sealed:
    """August is sealed, September open."""
    return Sealed(tmp_path / "repo", "2017-08")


@pytest.fixture
def entries(repo: Sealed) -> Entries:
    return Entries(repo.root, "main")


@pytest.fixture
def reviewed(repo: Sealed) -> Entries:
    return Entries(repo.root, "main", review=True)


def proposal(raw: str, slug: str = "minzheng/mz-01", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """What the form sends to save one finding."""
    file = {"slug": slug, "path": f"{FOLDER}/{slug}.yaml", "raw": raw}
    options = {"collectionName": MONTH, "commitMessage": "x", "useWorkflow": False}
    return {"branch": "main", "dataFiles": [file], "assets": [], "options": options, **more}


def save(entries: Entries, raw: str, slug: str = "minzheng/mz-01", **more: Any) -> Any:  # noqa: ANN401
    params = proposal(raw, slug, **more)
    params["options"]["useWorkflow"] = entries.review
    return entries.answer("persistEntry", params)


def state(repo: Sealed) -> tuple[str, str, str]:
    """All branches, what differs in the folder, and git's settings."""
    settings = (repo.root / ".git" / "config").read_text("utf-8")
    return repo.git("for-each-ref"), repo.git("status", "--short"), settings


@contextmanager
def refused(repo: Sealed, words: str) -> Iterator[pytest.ExceptionInfo[DeskRefusedError]]:
    """Something is refused in these words, and nothing has changed."""
    before = state(repo)
    with pytest.raises(DeskRefusedError, match=words) as caught:
        yield caught
    assert state(repo) == before


def test_a_save_is_one_commit_of_one_file(repo: Sealed, entries: Entries) -> None:
    said = save(entries, GOOD)
    assert said == {"message": "entry persisted", "raw": GOOD, "warnings": []}
    assert repo.git("show", "--name-status", "--format=%an %ae %s", "HEAD").split("\n") == [
        "Tester tester@bulletin.example 登记问题、加分事项：minzheng/mz-01",
        "",
        f"A\t{FOLDER}/minzheng/mz-01.yaml",
        "",
    ]
    assert repo.git("show", f"HEAD:{FOLDER}/minzheng/mz-01.yaml") == GOOD
    assert repo.text("2017-09/findings/minzheng/mz-01.yaml") == GOOD
    assert repo.git("status", "--short") == ""
    assert repo.git("ls-tree", "HEAD", f"{FOLDER}/minzheng/mz-01.yaml")[:6] == "100644"


def test_a_change_replaces_what_was_shown(repo: Sealed, entries: Entries) -> None:
    save(entries, GOOD)
    save(entries, f"{GOOD}count: 2\n", bases=[GOOD])
    assert repo.git("log", "-1", "--format=%s") == "修改问题、加分事项：minzheng/mz-01\n"
    assert repo.git("status", "--short") == ""
    entries.answer("persistEntry", proposal(f"{GOOD}count: 2\n", bases=[f"{GOOD}count: 2\n"]))
    assert repo.git("rev-list", "--count", "HEAD") == "4\n"  # nothing new: begin, seal, two saves


def test_what_is_new_is_written_in_the_canonical_form(repo: Sealed, entries: Entries) -> None:
    lines = GOOD.splitlines(keepends=True)
    said = save(entries, "".join(reversed(lines)).replace("缺要素", "'缺要素'"))
    assert said["raw"] == GOOD
    assert repo.text("2017-09/findings/minzheng/mz-01.yaml") == GOOD


@pytest.mark.parametrize("review", [False, True])
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("C001", "联系人一三八 0013 8000"),
        ("C001", "13800138000"),
        ("C002", "11010519491231002X"),
        ("C003", "6222021234567890128"),
        ("C004", "浙A12345"),
        ("C005", "li@example.com"),
    ],
)
def test_personal_data_never_gets_into_git(
    repo: Sealed,
    code: str,
    text: str,
    review: bool,  # noqa: FBT001
) -> None:
    objects = repo.git("count-objects")
    with refused(repo, "^没有保存，有 1 处要改$") as caught:
        save(Entries(repo.root, "main", review=review), GOOD.replace("缺要素", f'"{text}"'))
    (told,) = caught.value.problems
    assert (told["field"], told["label"], told["code"]) == ("summary", "摘要", code)
    assert text not in json.dumps(told, ensure_ascii=False)
    assert repo.git("count-objects") == objects


def test_a_file_name_is_judged_as_well(repo: Sealed, entries: Entries) -> None:
    with refused(repo, "有 1 处要改") as caught:
        save(entries, GOOD, "minzheng/13800138000")
    assert [one["code"] for one in caught.value.problems] == ["C001"]


def test_a_land_line_is_asked_about_first(repo: Sealed, entries: Entries) -> None:
    raw = GOOD.replace("缺要素", "公示的电话 0571-87654321 打不通")
    with refused(repo, "请先确认") as caught:
        save(entries, raw)
    assert [one["code"] for one in caught.value.asked] == ["C006"]
    options = {"collectionName": MONTH, "useWorkflow": False, "accepted": True}
    said = save(entries, raw, options=options)
    assert [one["code"] for one in said["warnings"]] == ["C006"]


@pytest.mark.parametrize(
    ("line", "field", "words"),
    [
        ("count: 1.5", "count", "整数"),
        ("count: 1e3", "count", ""),
        ("count: 12件", "count", "整数"),
        ('count: "3"', "count", "整数"),
        ("count: 0", "count", ""),
        ("exempt:\n  count: 1.5\n  reason: 省定模板", "exempt", "整数"),
        ("appeal:\n  decision: amended\n  count: 2.5", "appeal", "整数"),
        ("rectified:\n  date: 2017-02-30", "rectified", "日期"),
        ("tier: 严重", "tier", ""),
        ("repeats: 2017-08/nowhere", "repeats", ""),
        ("unknown: 1", "unknown", ""),
    ],
)
def test_all_that_check_says_is_said_at_the_field(
    repo: Sealed, entries: Entries, line: str, field: str, words: str
) -> None:
    with refused(repo, "处要改") as caught:
        save(entries, f"{GOOD}{line}\n")
    told = caught.value.problems
    assert field in {one["field"] or field for one in told}
    assert any(words in one["message"] for one in told), told


def test_a_finding_is_not_lost_to_another_one(repo: Sealed, entries: Entries) -> None:
    save(entries, GOOD)
    with refused(repo, "^编号已经用了，换一个编号$"):
        save(entries, GOOD.replace("缺要素", "另一件"))
    repo.change("2017-09/findings/minzheng/mz-01.yaml", "缺要素", "改过").commit("By hand")
    with refused(repo, "打开以后被别人改过"):
        save(entries, f"{GOOD}count: 2\n", bases=[GOOD])
    with refused(repo, "处要改"):  # the same id under another unit
        save(entries, GOOD.replace("minzheng", "jiaoyu"), "jiaoyu/mz-01")


def test_what_is_not_committed_is_not_written_over(repo: Sealed, entries: Entries) -> None:
    save(entries, GOOD)
    repo.change("2017-09/findings/minzheng/mz-01.yaml", "缺要素", "正在改")
    with refused(repo, "有没有提交的改动，先提交"):
        save(entries, f"{GOOD}count: 2\n", bases=[GOOD])
    repo.write("2017-09/findings/minzheng/mz-02.yaml", "x")
    with refused(repo, "有没有提交的改动，先提交"):
        save(entries, GOOD.replace("缺", "少"), "minzheng/mz-02")
    repo.git("checkout", "--quiet", "-b", "elsewhere")
    with refused(repo, "签出的已经不是 main 分支"):
        save(entries, GOOD.replace("缺", "少"), "minzheng/mz-03")


PATHS = (
    ".git/config",
    ".git/hooks/post-commit",
    ".GIT/config",
    ".github/workflows/x.yml",
    "generator/cli/main.py",
    "data/site.yaml",
    "data/units/units.yaml",
    "../outside.yaml",
    "/tmp/outside.yaml",  # noqa: S108 - it is refused
    f"{FOLDER}/minzheng/../../../../../x.yaml",
    f"{FOLDER}/minzheng/./mz-01.yaml",
    f"{FOLDER}//minzheng/mz-01.yaml",
    f"{FOLDER}/MINZHENG/mz-01.yaml",
    f"{FOLDER}/minzheng/mz-01.YAML",
    f"{FOLDER}/minzheng/mz-01.yaml\n",
    f"{FOLDER}/minzheng/mz-01.yaml\0",
    f"{FOLDER}/minzheng\\mz-01.yaml",
    f"{FOLDER}/mz-01.yaml",
    f"{FOLDER}/minzheng/a/mz-01.yaml",
    "data/schemes/demo/2017-09/seal.yaml",
    "data/schemes/demo/2017-09/measurements.yaml",
    "data/schemes/demo/2017-08/findings/minzheng/mz-01.yaml",  # sealed
    "data/schemes/demo/2016-01/findings/minzheng/mz-01.yaml",
    "data/schemes/other/2017-09/findings/minzheng/mz-01.yaml",
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("review", [False, True])
def test_no_other_path_is_read_or_written(repo: Sealed, path: str, review: bool) -> None:  # noqa: FBT001
    entries = Entries(repo.root, "main", review=review)
    params = proposal(GOOD)
    params["options"]["useWorkflow"] = review
    params["dataFiles"][0]["path"] = path
    slug = path.removeprefix(f"{FOLDER}/").removesuffix(".yaml")
    other = proposal(GOOD, slug)
    other["options"]["useWorkflow"] = review
    other["options"]["collectionName"] = path.rpartition("/findings")[0].rpartition("/")[2]
    moved = proposal(GOOD)
    moved["dataFiles"][0]["newPath"] = path
    folder = {"folder": path, "extension": "", "depth": 100}
    for action, asked in (
        ("persistEntry", params),
        ("persistEntry", other),
        ("persistEntry", moved),
        ("getEntry", {"path": path}),
        ("entriesByFolder", folder),
        ("entriesByFolder", {**folder, "folder": f"{path}/.."}),
        ("unpublishedEntryDataFile", {"collection": MONTH, "slug": slug, "path": path}),
        ("deleteUnpublishedEntry", {"collection": MONTH, "slug": slug}),
        ("publishUnpublishedEntry", {"collection": "x", "slug": slug}),
    ):
        with refused(repo, "表单只读写未封存月份的问题文件|没有这一件"):
            entries.answer(action, asked)
    assert not (repo.root.parent / "outside.yaml").exists()


@pytest.mark.parametrize(
    "action",
    ["persistMedia", "deleteFile", "deleteFiles", "getMediaFile", "entriesByFiles", "addNote", "",
     "__class__", "answer", None, 1, ["info"], {}],
)  # fmt: skip
def test_nothing_else_is_done(repo: Sealed, entries: Entries, action: object) -> None:
    asset = {"path": "data/site.yaml", "content": "eA==", "encoding": "base64"}
    params = {"path": "data/site.yaml", "paths": ["data/site.yaml"], "asset": asset, "options": {}}
    with refused(repo, "^表单不做这件事$"):
        entries.answer(action, params)


def test_files_and_further_findings_are_not_taken_along(repo: Sealed, entries: Entries) -> None:
    asset = {"path": ".git/hooks/post-commit", "content": "eA==", "encoding": "base64"}
    whole = proposal(GOOD)
    for odd in (
        {**whole, "assets": [asset]},
        {**whole, "dataFiles": [*whole["dataFiles"], *whole["dataFiles"]]},
        {**whole, "dataFiles": []},
        {**whole, "dataFiles": "x"},
        {**whole, "options": None},
        {**whole, "dataFiles": [{**whole["dataFiles"][0], "raw": ["x"]}]},
        {**whole, "options": {**whole["options"], "useWorkflow": True}},
        {},
    ):
        with refused(repo, "表单只读写未封存月份的问题文件"):
            entries.answer("persistEntry", odd)


def test_no_link_is_followed(repo: Sealed, entries: Entries, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (repo.root / ".git" / "info" / "exclude").write_text("minzheng\n", "utf-8")
    (repo.root / FOLDER / "minzheng").symlink_to(outside)  # git does not tell of it
    with refused(repo, "写不进去：路径上有链接"):
        save(entries, GOOD)
    (repo.root / ".git" / "info" / "exclude").write_text("", "utf-8")
    repo.commit("A link")
    with refused(repo, "git 没有写成提交：路径上有链接"):
        save(entries, GOOD)
    assert list(outside.iterdir()) == []


def test_a_linked_file_is_not_read(repo: Sealed, entries: Entries, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("秘密", "utf-8")
    (repo.root / FOLDER / "jiaoyu").mkdir(exist_ok=True)
    (repo.root / FOLDER / "jiaoyu" / "link.yaml").symlink_to(secret)
    repo.commit("A link")
    folder = {"folder": FOLDER, "extension": "yaml", "depth": 2}
    assert "秘密" not in json.dumps(entries.answer("entriesByFolder", folder), ensure_ascii=False)
    said: Any = entries.answer("getEntry", {"path": f"{FOLDER}/jiaoyu/link.yaml"})
    assert said["data"] is None


def test_no_hook_runs(repo: Sealed, entries: Entries, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    for name in ("pre-commit", "post-commit", "reference-transaction", "post-index-change"):
        hook = repo.root / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {marker}\n", "utf-8")
        hook.chmod(0o755)
    save(entries, GOOD)
    assert not marker.exists()


def test_a_save_that_fails_half_way_leaves_everything(repo: Sealed, entries: Entries) -> None:
    save(entries, GOOD)
    lock = repo.root / ".git" / "index.lock"
    lock.touch()
    with refused(repo, "git 正在做别的事"):
        save(entries, f"{GOOD}count: 2\n", bases=[GOOD])
    with refused(repo, "git 正在做别的事"):
        save(entries, GOOD.replace("缺", "少"), "minzheng/mz-02")
    lock.unlink()
    assert repo.text("2017-09/findings/minzheng/mz-01.yaml") == GOOD
    assert repo.git("status", "--short") == ""


def test_a_month_that_is_sealed_meanwhile_is_closed(repo: Sealed, entries: Entries) -> None:
    assert MONTH in {one["name"] for one in entries.config()["collections"]}
    repo.seal("2017-09")
    with refused(repo, "表单只读写未封存月份的问题文件"):
        save(entries, GOOD)
    assert MONTH not in {one["name"] for one in entries.config()["collections"]}


def test_a_data_folder_below_the_top_of_a_repository(tmp_path: Path) -> None:
    repo = Sealed(tmp_path / "repo" / "bulletin")
    (repo.root / ".git").rename(tmp_path / "repo" / ".git")
    (tmp_path / "repo" / "README").write_text("x", "utf-8")
    repo.commit("Below")
    save(Entries(repo.root, "main"), GOOD)
    changed = repo.git("show", "--name-only", "--format=", "HEAD")
    assert changed == f"bulletin/{FOLDER}/minzheng/mz-01.yaml\n"
    assert repo.git("status", "--short") == ""


BRANCH = f"cms/{MONTH}/minzheng/mz-01"
KEY = {"collection": MONTH, "slug": "minzheng/mz-01"}


def test_with_review_a_finding_waits_and_is_merged(repo: Sealed, reviewed: Entries) -> None:
    main = repo.git("rev-parse", "main")
    save(reviewed, GOOD)
    save(reviewed, f"{GOOD}count: 2\n", bases=[GOOD])
    assert repo.git("rev-parse", "main") == main
    assert repo.git("status", "--short") == ""
    assert repo.git("diff", "--name-only", "main", BRANCH) == f"{FOLDER}/minzheng/mz-01.yaml\n"
    assert reviewed.answer("unpublishedEntries", {}) == [f"{MONTH}/minzheng/mz-01"]
    reviewed.answer("updateUnpublishedEntryStatus", {**KEY, "newStatus": "pending_publish"})
    told: Any = reviewed.answer("unpublishedEntry", {"id": f"{MONTH}/minzheng/mz-01"})
    path = f"{FOLDER}/minzheng/mz-01.yaml"
    assert told.pop("updatedAt")
    assert told == {
        **KEY,
        "status": "pending_publish",
        "diffs": [{"id": path, "path": path, "newFile": True, "binary": False}],
    }
    read = reviewed.answer("unpublishedEntryDataFile", {**KEY, "path": path})
    assert read == {"data": f"{GOOD}count: 2\n"}
    repo.write("data/site.yaml", repo.text("data/site.yaml") + "# 一\n").commit("Meanwhile")
    reviewed.answer("publishUnpublishedEntry", KEY)
    assert repo.git("show", f"main:{path}") == f"{GOOD}count: 2\n"
    assert repo.git("log", "-1", "--format=%s %p", "main").startswith(
        "合并问题、加分事项：minzheng/mz-01 "
    )
    assert repo.git("status", "--short") == ""
    assert repo.git("branch", "--list", "cms/*") == ""
    assert "cms/" not in repo.git("config", "--list", "--local")


def test_a_merge_is_judged_again(repo: Sealed, reviewed: Entries) -> None:
    save(reviewed, GOOD)
    save(Entries(repo.root, "main"), GOOD.replace("minzheng", "jiaoyu"), "jiaoyu/mz-01")
    with refused(repo, "处要改"):  # the id is taken by now
        reviewed.answer("publishUnpublishedEntry", KEY)


def test_a_branch_with_more_than_the_finding_is_left_to_git(
    repo: Sealed, reviewed: Entries
) -> None:
    save(reviewed, GOOD)
    repo.git("checkout", "--quiet", BRANCH)
    with refused(repo, "正签出在"):
        save(reviewed, f"{GOOD}count: 2\n", bases=[GOOD])
    repo.write("data/site.yaml", repo.text("data/site.yaml") + "# 一\n").commit("More")
    repo.git("checkout", "--quiet", "main")
    with refused(repo, "还改了别的文件，请用 git 合并"):
        reviewed.answer("publishUnpublishedEntry", KEY)


def test_two_changes_of_one_finding_are_left_to_git(repo: Sealed, reviewed: Entries) -> None:
    save(Entries(repo.root, "main"), GOOD)
    save(reviewed, GOOD.replace("缺要素", "甲"), bases=[GOOD])
    repo.change("2017-09/findings/minzheng/mz-01.yaml", "缺要素", "乙").commit("By hand")
    with refused(repo, "分支上也改过，请用 git 合并"):
        reviewed.answer("publishUnpublishedEntry", KEY)


def test_what_waits_can_be_dropped_and_other_branches_not(repo: Sealed, reviewed: Entries) -> None:
    save(reviewed, GOOD)
    repo.git("branch", "cms/other/minzheng/mz-01")
    for odd in ({"collection": "other", "slug": "minzheng/mz-01"}, {**KEY, "slug": "../../main"}):
        with refused(repo, "表单只读写未封存月份的问题文件"):
            reviewed.answer("deleteUnpublishedEntry", odd)
    with refused(repo, "状态没有改成"):
        reviewed.answer("updateUnpublishedEntryStatus", {**KEY, "newStatus": "x\n[core]"})
    reviewed.answer("deleteUnpublishedEntry", KEY)
    assert repo.git("branch", "--list", "cms/*").split() == ["cms/other/minzheng/mz-01"]


def test_what_the_form_writes_is_good(repo: Sealed, entries: Entries) -> None:
    before = review(repo.root).problems
    save(entries, GOOD)
    assert review(repo.root).problems == before
    assert os.listdir(repo.root / FOLDER / "minzheng") == ["mz-01.yaml"]  # noqa: PTH208
