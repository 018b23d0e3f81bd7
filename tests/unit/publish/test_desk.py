"""The form's files: for a git host beside the versions, or none, with the reason."""

import json
from pathlib import Path

import pytest
from bulletin.publish import desk, versions
from bulletin.record.refusal import RefusedError
from bulletin.repository.opened import open_repository

from tests.unit.review.sealed import Sealed

GITLAB = """\
desk:
  backend: gitlab
  repo: office/bulletin
  url: https://git.example
  app_id: abc
"""
pytestmark = pytest.mark.usefixtures("packages")


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What npm would install, empty of code."""
    folder = tmp_path / "node_modules"
    for path in desk.PACKAGES:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"x")
    monkeypatch.setattr(desk, "packages", lambda: folder)


@pytest.fixture
def repo(tmp_path: Path) -> Sealed:
    made = Sealed(tmp_path / "repo")
    site = made.text("data/site.yaml")
    made.write("data/site.yaml", site + GITLAB).commit("Form")
    return made


@pytest.fixture(autouse=True)
def clean_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may be at work on the program."""
    monkeypatch.setattr(versions, "_PROGRAM", ())


def test_a_host_gets_a_form_that_asks_nobody_else(repo: Sealed) -> None:
    files = desk.files_for_host(open_repository(repo.root).book)
    assert sorted(files) == [
        "config.json",
        "decap-cms.js",
        "decap-cms.js.LICENSE.txt",
        "desk.css",
        "desk.js",
        "emblem.svg",
        "index.html",
        "js-yaml.min.js",
    ]
    page = files["index.html"].decode()
    assert "connect-src 'self' https://git.example\">" in page
    told = json.loads(files["config.json"])["config"]
    assert told["publish_mode"] == "editorial_workflow"
    assert told["backend"]["app_id"] == "abc"


def test_a_site_without_the_setting_has_no_form(tmp_path: Path) -> None:
    assert desk.files_for_host(open_repository(Sealed(tmp_path / "repo").root).book) == {}


def test_without_npm_it_is_said_and_nothing_is_published(
    repo: Sealed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repo.seal("2017-08")
    monkeypatch.setattr(desk, "packages", lambda: tmp_path / "nowhere")
    with pytest.raises(RefusedError, match=r"^没有安装录入表单（要用 npm，见 docs/desk.md）$"):
        versions.publish(repo.root, "2017-08")
    assert repo.git("branch", "--list", "site") == ""


@pytest.mark.filterwarnings("ignore")
def test_the_form_stands_beside_the_versions(repo: Sealed) -> None:
    repo.seal("2017-08")
    versions.publish(repo.root, "2017-08")
    there = repo.git("ls-tree", "--name-only", "site").split()
    assert there == [".nojekyll", "2017-08", "admin", "index.html", "latest", "versions.json"]
    told = json.loads(repo.git("show", "site:admin/config.json"))["config"]
    assert [one["name"] for one in told["collections"]] == ["demo-2017-09"]
    repo.seal("2017-09")
    versions.publish(repo.root, "2017-09")
    told = json.loads(repo.git("show", "site:admin/config.json"))["config"]
    assert told["collections"] == []


def test_the_form_does_not_start_where_it_could_mix_things_up(repo: Sealed) -> None:
    assert desk.ready(repo.root) == "main"
    repo.write("data/site.yaml", repo.text("data/site.yaml") + "\n")
    with pytest.raises(desk.NoDeskError, match=r"^有没有提交的改动（data/site.yaml 等 1 个文件）"):
        desk.ready(repo.root)
    repo.commit("Tidy")
    repo.git("checkout", "--quiet", "--detach")
    with pytest.raises(desk.NoDeskError, match="没有签出分支"):
        desk.ready(repo.root)


def test_the_settings_need_what_their_host_needs(tmp_path: Path) -> None:
    for settings, lacking in (
        ("{backend: github, repo: a/b}", "desk 缺少必填的 sign_in"),
        ("{backend: gitlab, repo: a/b}", "desk 缺少必填的 app_id"),
        ("{backend: gitea, repo: a/b, app_id: c}", "desk 缺少必填的 url"),
    ):
        repo = Sealed(tmp_path / lacking)
        repo.write("data/site.yaml", f"title: 通报\ndesk: {settings}\n")
        found = [p.message for p in open_repository(repo.root).problems]
        assert [words.partition("：")[0] for words in found] == [lacking]
