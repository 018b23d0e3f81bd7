"""What the form is told. ``python -m tests.unit.exchange.test_desk`` writes ``desk.json`` anew."""

import json
from dataclasses import replace
from pathlib import Path

from bulletin.exchange.desk.config import config, host, is_reviewed, months_of, names
from bulletin.exchange.desk.known import next_ids
from bulletin.load import read
from bulletin.model.scheme import Book, Desk

from tests.cases import BASE, Repo

EXPECTED = Path(__file__).with_name("desk.json")


def book_of(root: Path) -> Book:
    book, problems = read(root)
    assert problems == ()
    return book


def told(book: Book) -> str:
    made = config(book, {"name": "proxy", "branch": "main"}, review=False)
    newest = {**made, "collections": made["collections"][-1:]}
    return json.dumps(newest, ensure_ascii=False, indent=1) + "\n"


def months(book: Book) -> list[str]:
    return [one.month for one in months_of(book, book.assessments["demo"])]


def test_the_whole_configuration_of_a_small_repository() -> None:
    assert told(book_of(BASE)) == EXPECTED.read_text("utf-8")


def test_every_unit_has_its_name() -> None:
    assert names(book_of(BASE)) == {
        "hangzhou": "杭州市",
        "shangcheng": "上城区",
        "jiaoyu": "市教育局",
        "minzheng": "市民政局",
        "dang-an": "市档案局",
        "laoling": "市老龄办",
    }


def test_a_sealed_month_is_not_offered() -> None:
    book = book_of(Path(__file__).parents[3])
    found = {name: [o.month for o in months_of(book, a)] for name, a in book.assessments.items()}
    assert set(map(tuple, found.values())) == {("2017-12",)}


def test_the_month_after_the_newest_is_offered_while_the_scheme_runs(tmp_path: Path) -> None:
    assert months(book_of(BASE)) == ["2017-08", "2017-09"]
    repo = Repo(tmp_path).change("scheme.yaml", "until: 2017-09", "until: 2017-10")
    assert months(book_of(repo.root)) == ["2017-08", "2017-09", "2017-10"]


def test_ids_go_on_from_the_newest_of_all_months() -> None:
    book = book_of(BASE)
    opened = next(months_of(book, book.assessments["demo"]))
    assert next_ids(opened, public=False) == {"jiaoyu": "jy-04", "minzheng": "minzheng-01"}
    assert next_ids(opened, public=True) == {"jiaoyu": "jiaoyu-01", "minzheng": "minzheng-01"}


def test_github_signs_in_by_a_service() -> None:
    desk = Desk("github", "office/bulletin", sign_in="https://sign-in.example")
    assert host(desk) == {
        "name": "github",
        "repo": "office/bulletin",
        "branch": "main",
        "base_url": "https://sign-in.example",
    }
    own = host(replace(desk, url="https://git.example"))
    assert own["api_root"] == "https://git.example/api/v3"
    assert is_reviewed(desk)


def test_gitlab_signs_in_by_itself() -> None:
    desk = Desk("gitlab", "office/bulletin", "data", "https://git.example", app_id="abc")
    assert host(desk) == {
        "name": "gitlab",
        "repo": "office/bulletin",
        "branch": "data",
        "auth_type": "pkce",
        "app_id": "abc",
        "base_url": "https://git.example",
        "api_root": "https://git.example/api/v4",
    }
    assert host(replace(desk, url=""))["api_root"] == "https://gitlab.com/api/v4"
    assert is_reviewed(desk)


def test_gitea_has_no_pull_requests() -> None:
    desk = Desk("gitea", "office/bulletin", url="https://git.example", app_id="abc")
    assert host(desk)["api_root"] == "https://git.example/api/v1"
    assert not is_reviewed(desk)


if __name__ == "__main__":
    EXPECTED.write_text(told(read(BASE)[0]), "utf-8")
