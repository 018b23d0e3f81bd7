"""The form's server before a hostile process on the same machine, which knows all but the key."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from bulletin.publish.desk_server import LARGEST, Server, listening
from bulletin.record.desk import Entries

from tests.unit.record.test_desk import GOOD, proposal
from tests.unit.review.sealed import Sealed

VERBS = (
    "info",
    "entriesByFolder",
    "getEntry",
    "persistEntry",
    "persistMedia",
    "deleteFile",
    "deleteFiles",
    "unpublishedEntries",
    "publishUnpublishedEntry",
    "deleteUnpublishedEntry",
)
SHOWN = "只给表单看"


@pytest.fixture
def repo(tmp_path: Path) -> Sealed:
    return Sealed(tmp_path / "repo")


@pytest.fixture
def server(repo: Sealed, tmp_path: Path) -> Iterator[Server]:
    site = tmp_path / "site"
    (site / "admin").mkdir(parents=True)
    (site / "admin" / "index.html").write_text(SHOWN, "utf-8")
    (site / "index.html").write_text(SHOWN, "utf-8")
    fresh = {"/admin/config.json": SHOWN.encode}
    with listening(0, site, Entries(repo.root, "main").answer, fresh) as opened:
        Thread(target=opened.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield opened
        opened.shutdown()


def ask(
    server: Server,
    path: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    method: str = "",
) -> tuple[HTTPResponse, bytes]:
    """Send a request as it is; the answer with its body."""
    with closing(HTTPConnection("127.0.0.1", server.server_port, timeout=10)) as line:
        sent = {"Content-Type": "application/json", "Origin": server.origin, **(headers or {})}
        line.request(method or ("GET" if body is None else "POST"), path, body, sent)
        answer = line.getresponse()
        return answer, answer.read()


def asked(action: str, params: Mapping[str, Any]) -> bytes:
    return json.dumps({"action": action, "params": params}).encode()


def test_with_the_key_it_serves_and_saves(repo: Sealed, server: Server) -> None:
    for path in ("/", "/admin/", "/admin/index.html", "/admin/config.json"):
        answer, body = ask(server, f"/{server.key}{path}")
        assert (answer.status, body.decode()) == (200, SHOWN)
    answer, body = ask(server, f"/{server.key}/api/v1", asked("persistEntry", proposal(GOOD)))
    assert (answer.status, json.loads(body)["raw"]) == (200, GOOD)
    assert repo.git("rev-list", "--count", "HEAD") == "2\n"


@pytest.mark.parametrize("action", VERBS)
def test_without_the_key_nothing_is_done(repo: Sealed, server: Server, action: str) -> None:
    other = "A" * len(server.key)
    before = repo.git("for-each-ref")
    asset = {"path": ".git/config", "content": "eA==", "encoding": "base64"}
    params = {
        **proposal(GOOD),
        "asset": asset,
        "path": "data/site.yaml",
        "paths": ["data/site.yaml"],
    }
    for path in ("/api/v1", "/", "//api/v1", f"/{other}/api/v1", f"/{server.key[:-1]}/api/v1",
                 f"/{server.key.lower()}/api/v1", f"/{server.key}x/api/v1", f"/%2e/{other}/api/v1",
                 f"/?{other}/api/v1", "http://127.0.0.1/api/v1", "*"):  # fmt: skip
        answer, body = ask(server, path, asked(action, params))
        assert answer.status == 404, path
        assert server.key not in body.decode()
    assert repo.git("for-each-ref") == before
    assert repo.git("status", "--short") == ""


def test_without_the_key_nothing_is_read(server: Server) -> None:
    for path in ("/", "/admin/", "/admin/config.json", "/index.html", f"/{server.key}", "//",
                 f"/{'A' * len(server.key)}/", f"/x/../{server.key}/", "/admin/?x=/"):  # fmt: skip
        for host in ({}, {"Host": "evil.example"}):
            answer, body = ask(server, path, headers=host)
            said = f"{answer.headers}{body.decode()}"
            assert answer.status == 404, path
            assert SHOWN not in said
            assert server.key not in said.replace(path, "")


@pytest.mark.parametrize(
    "foreign",
    [
        {"Host": "evil.example"},
        {"Host": "localhost"},
        {"Host": "evil.example", "Origin": "http://evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
    ],
)
def test_a_foreign_page_saves_nothing_even_with_the_key(
    repo: Sealed, server: Server, foreign: dict[str, str]
) -> None:
    answer, _ = ask(server, f"/{server.key}/api/v1", asked("persistEntry", proposal(GOOD)), foreign)
    assert answer.status == 403
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert repo.git("rev-list", "--count", "HEAD") == "1\n"


def test_another_name_for_this_machine_is_led_to_the_address(server: Server) -> None:
    host = {"Host": f"localhost:{server.server_port}"}
    answer, _ = ask(server, f"/{server.key}/admin/", headers=host)
    assert (answer.status, answer.headers["Location"]) == (302, f"{server.address}/admin/")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_there_is_no_other_method(server: Server, method: str) -> None:
    answer, body = ask(server, f"/{server.key}/api/v1", b"{}", method=method)
    assert answer.status == 501
    assert server.key not in body.decode()
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"Content-Type": "text/plain"}, b"{}", 415),
        ({"Content-Length": str(LARGEST + 1)}, b"", 413),
        ({"Content-Length": "9" * 5000}, b"", 413),
        ({"Content-Length": "-1"}, b"", 411),
        ({"Content-Length": "+1"}, b"", 411),
        ({"Content-Length": "\u0661"}, b"", 411),
        ({"Transfer-Encoding": "chunked"}, b"2\r\n{}\r\n0\r\n\r\n", 411),
        ({}, b"{}", 400),
        ({}, b"[]", 400),
        ({}, b'{"action": "info", "params": [1]}', 400),
        ({}, b"\xff", 400),
        ({}, b"[" * 100_000, 400),
        ({}, b'{"action": {}, "params": {}}', 403),
    ],
)
def test_a_request_is_bounded(
    server: Server, headers: dict[str, str], body: bytes, status: int
) -> None:
    sent = {"Content-Length": str(len(body)), **headers}
    with closing(HTTPConnection("127.0.0.1", server.server_port, timeout=10)) as line:
        line.putrequest("POST", f"/{server.key}/api/v1")
        for name, value in {
            "Content-Type": "application/json",
            "Origin": server.origin,
            **sent,
        }.items():
            line.putheader(name, value.encode("utf-8"))
        line.endheaders(body)
        assert line.getresponse().status == status


def test_no_folder_is_listed_and_no_path_leads_out(server: Server, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x", "utf-8")
    (tmp_path / "site" / "empty").mkdir()
    for path in ("/empty/", "/../secret.txt", "/%2e%2e/secret.txt", "/admin/../../secret.txt",
                 "/..%2fsecret.txt", "/nowhere", "/%00", "/admin/%00"):  # fmt: skip
        assert ask(server, f"/{server.key}{path}")[0].status == 404


def test_the_key_is_told_to_nobody(
    server: Server, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    answer, _ = ask(server, f"/{server.key}/admin/")
    assert answer.headers["Referrer-Policy"] == "same-origin"
    ask(server, f"/{server.key}/nowhere")
    ask(server, f"/{server.key}/api/v1", b"{}")
    assert capfd.readouterr() == ("", "")
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or server.key.encode() not in file.read_bytes()
    assert len(server.key) == 43  # 32 bytes of chance in base 64


def test_who_hangs_up_is_no_fault(server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    for raised in (ConnectionResetError(), ZeroDivisionError()):
        try:
            raise raised
        except (OSError, ZeroDivisionError):
            server.handle_error(None, server.server_address)
        assert (capfd.readouterr().err != "") == isinstance(raised, ZeroDivisionError)


def test_an_own_fault_is_told_as_one(
    server: Server, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(action: object, params: object) -> object:
        raise ZeroDivisionError(action, params)

    monkeypatch.setattr(server, "answer", fail)
    answer, body = ask(server, f"/{server.key}/api/v1", asked("info", {}))
    assert (answer.status, json.loads(body)) == (500, {"error": "程序出错，没有保存"})
    assert server.key not in capfd.readouterr().err


def test_it_listens_on_this_machine_alone(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"
