"""One comment tells what a pull request does to the scores, on each of the three hosts."""

import html
import json
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
HEAD = "a" * 40
MARK = "<!-- bulletin impact -->"
BODY = f"{MARK}\n市妇联 −2\n\n（提交 aaaaaaaaaa）"
GITLAB_PATHS = {"list": "/projects/7/merge_requests", "comments": "/merge_requests/3/notes"}
GITHUB_PATHS = {"list": "/repos/o/r/pulls", "comments": "/issues/3/comments"}


class Server:
    """A host with pull request 3 of the commit, 4 of another commit, 5 to another branch."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.comments: list[dict[str, Any]] = []
        self.calls: list[tuple[str, str, str]] = []

    def comment(self, author: str, body: str) -> None:
        who = {"login": author, "username": author}
        key = "author" if self.kind == "gitlab" else "user"
        self.comments.append({"id": len(self.comments) + 1, "body": body, key: who})

    def requests(self) -> list[dict[str, Any]]:
        wanted = [(3, HEAD, "main"), (4, "b" * 40, "main"), (5, HEAD, "site")]
        if self.kind == "gitlab":
            return [{"id": n, "iid": n, "sha": s, "target_branch": b} for n, s, b in wanted]
        return [
            {"id": n, "number": n, "head": {"sha": s}, "base": {"ref": b}} for n, s, b in wanted
        ]

    def answer(self, method: str, path: str, body: str) -> Any:  # noqa: ANN401 - JSON
        where, _, query = path.partition("?")
        page = int((re.search(r"\bpage=(\d+)", query) or [0, 1])[1])
        if method != "GET":
            self.calls.append((method, where, body))
            return {}
        if where == "/user":
            return {"login": "robot", "username": "robot"}
        if where.endswith(("/pulls", "/merge_requests")):
            return self.requests() if page == 1 else []
        if self.kind == "gitea":
            return self.comments  # all of them, whatever the page
        return self.comments[(page - 1) * 50 : page * 50]


@contextmanager
def serving(server: Server) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            assert self.headers["Authorization"] == "Bearer secret"
            length = int(self.headers.get("Content-Length") or 0)
            sent = json.loads(self.rfile.read(length))["body"] if length else ""
            answer = json.dumps(server.answer(self.command, self.path, sent)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST = do_PATCH = do_PUT = handle_any  # noqa: N815 - as http.server calls them

        def log_message(self, *_: object) -> None: ...

    httpd = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=httpd.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}"
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()


def comment(server: Server, file: Path) -> list[tuple[str, str, str]]:
    """Run the script and return what it changed."""
    with serving(server) as address:
        where = (
            {"CI_API_V4_URL": address, "CI_PROJECT_ID": "7"}
            if server.kind == "gitlab"
            else {"GITHUB_API_URL": address, "GITHUB_REPOSITORY": "o/r"}
        )
        known = {k: v for k, v in os.environ.items() if not k.startswith(("CI_", "GITHUB_"))}
        env = known | where | {"COMMENT_TOKEN": "secret", "no_proxy": "*"}
        subprocess.run(
            [sys.executable, ROOT / ".ci/comment.py", HEAD, file], env=env, check=True, timeout=60
        )
    return server.calls


@pytest.fixture(params=["github", "gitea", "gitlab"])
def server(request: pytest.FixtureRequest) -> Server:
    return Server(request.param)


@pytest.fixture
def impact(tmp_path: Path) -> Path:
    file = tmp_path / "impact.md"
    file.write_text(f"{MARK}\n市妇联 −2\n", encoding="utf-8")
    return file


def begun(server: Server) -> tuple[str, str]:
    path = "/projects/7/merge_requests/3/notes"
    return "POST", path if server.kind == "gitlab" else "/repos/o/r/issues/3/comments"


def updated(server: Server, number: int) -> tuple[str, str]:
    if server.kind == "gitlab":
        return "PUT", f"/projects/7/merge_requests/3/notes/{number}"
    return "PATCH", f"/repos/o/r/issues/comments/{number}"


def test_a_comment_is_begun_on_the_pull_request_of_the_commit(server: Server, impact: Path) -> None:
    assert comment(server, impact) == [(*begun(server), BODY)]


def test_the_comment_is_updated_however_many_there_are(server: Server, impact: Path) -> None:
    for _ in range(120):
        server.comment("someone", "好")
    server.comment("robot", f"{MARK}\n旧")
    assert comment(server, impact) == [(*updated(server, 121), BODY)]


def test_a_comment_that_is_current_is_left_alone(server: Server, impact: Path) -> None:
    server.comment("robot", BODY)
    assert comment(server, impact) == []


def test_a_strangers_comment_with_the_mark_is_left_alone(server: Server, impact: Path) -> None:
    server.comment("stranger", f"{MARK}\n假")
    assert comment(server, impact) == [(*begun(server), BODY)]


@pytest.mark.parametrize(("content", "told"), [("", "都不变"), (None, "没有算出")])
def test_without_an_effect_no_comment_is_begun_but_an_old_one_is_updated(
    server: Server, impact: Path, content: str | None, told: str
) -> None:
    if content is None:
        impact.unlink()
    else:
        impact.write_text(content, encoding="utf-8")
    assert comment(server, impact) == []
    server.comment("robot", f"{MARK}\n旧")
    [(method, path, body)] = comment(server, impact)
    assert (method, path) == updated(server, 1)
    assert told in body


def test_foreign_text_calls_nobody_and_gives_no_orders(server: Server, impact: Path) -> None:
    impact.write_text("@all &#64;all\n  /merge\n/close\x1b\u202e \r\n", encoding="utf-8")
    [(_, _, body)] = comment(server, impact)
    assert body == f"{MARK}\n＠all ＠all\n  &#47;merge\n&#47;close\n\n（提交 aaaaaaaaaa）"


@pytest.mark.parametrize(
    "written",
    [
        "#1", "&#35;1", "&#x23;1", "&#0035;&#49;", "&num;1", "o/r#1", "Closes #1", "!1", "&#33;1",
        "&excl;1", "&1", "&#38;1", "&amp;1", "%1", "&#37;1", "~1", "$1", "^alert#1", "@all",
        "&commat;all", "GH-1", "GH&#45;1", "gh-1", "ABC-12", ":tada:", "&#58;tada&#58;",
        "https://a.example", "https&#58;&#47;&#47;a&#46;example", "www.a.example",
        "www&#46;a.example", "a@b.example", "[x](https://a.example)", '<a href="//a.example">x</a>',
        "<img src=//a.example>", "[x]: https://a.example", "G&#72;-1", "GH-&#49;",
        "G&#x48;&#45;&#x31;", "GH\\-1", "_GH-1_", "AB2-15", "A_B-3", "WWW.a.example",
        "w&#119;w&period;a.example",
        "www\\.a.example",
    ],
)  # fmt: skip
def test_foreign_text_links_nowhere(written: str) -> None:
    body = harmless(f"{MARK}\n| 市妇联 | {written} |\n")
    shown = html.unescape(body).replace("\\-", "-").replace("\\.", ".")
    linking = r"[#!~$^&%][\w\"]|@\w|(?:[A-Z0-9]+|(?i:gh|gl))-\d|:\w+:|://|(?i:www)\.|&(?=\w)"
    assert not re.search(linking, shown), shown
    assert not re.search(r"<(?!br>)", body)


@pytest.mark.parametrize("written", ["[x](//a.example)", "[x](/o/r)", "[[wiki]]", "[x][y]"])
def test_foreign_brackets_begin_no_link(written: str) -> None:
    assert "[" not in harmless(written)


@pytest.mark.parametrize("sign", ["&#8238;", "&#x202E;", "&rlm;", "&#8203;", "&shy;", "&#10;"])
def test_a_reference_hides_nothing(sign: str) -> None:
    assert harmless(f"一{sign}二") == "一二"


def test_what_is_ours_stays() -> None:
    table = (
        "### 这次改动\n\n**2017年8月**\n\n| 单位 | 原因 |\n| --- | --- |\n| 甲 jy-01 | 一<br>二 |"
    )
    assert harmless(f"{MARK}\n{table}\n") == table


def harmless(text: str) -> str:
    """What the script makes of foreign Markdown."""
    script = runpy.run_path(str(ROOT / ".ci/comment.py"))
    return str(script["harmless"](text.encode()))


def test_a_long_text_is_cut_at_a_line(server: Server, impact: Path) -> None:
    impact.write_text("一二三四五六七八九十\n" * 4_000, encoding="utf-8")
    [(_, _, body)] = comment(server, impact)
    # 31 bytes a line: 60,000 hold 1,935 whole ones.
    assert body.count("十\n") == 1_935
    assert "太长" in body
