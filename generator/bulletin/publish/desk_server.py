"""A site on this machine behind a key: who does not know the address reads and saves nothing.

The key is the first name of every path, new each time; it is in no file and no log. All of it runs
in threads of this process, so that nothing is left listening when the process ends.
"""

import json
import sys
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from hmac import compare_digest
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from os import PathLike
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, BinaryIO

from bulletin.record.desk import DeskRefusedError

HERE = "127.0.0.1"
API = "/api/v1"
LARGEST = 512 * 1024
"""In bytes: a finding of 64 kB written as JSON, and as it was before, with room to spare."""
_SECONDS = 60
"""How long a request may take to come in."""
_HEADERS = {
    "Cache-Control": "no-cache",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}

Answer = Callable[[object, dict[str, Any]], object]
Fresh = Mapping[str, Callable[[], bytes]]


class Server(ThreadingHTTPServer):
    """Listens on this machine alone."""

    daemon_threads = True

    def __init__(self, port: int, site: Path, answer: Answer, fresh: Fresh) -> None:
        super().__init__((HERE, port), partial(_Handler, directory=str(site)))
        self.key, self.answer, self.fresh = token_urlsafe(32), answer, fresh
        self.origin = f"http://{HERE}:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as above it
        """Say nothing of who hung up: that is no fault, and anybody may do it without the key."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """The address of the site, with the key and without a slash at the end."""
        return f"{self.origin}/{self.key}"


def listening(port: int, site: Path, answer: Answer, fresh: Fresh) -> Server:
    """A server of a folder; ``fresh`` makes some of its files anew whenever they are asked for.

    ``answer`` does what is posted to ``API``: an action and its parameters. Raises ``OSError``
    where the port is taken.
    """
    return Server(port, site, answer, fresh)


class _Handler(SimpleHTTPRequestHandler):
    server: Server
    server_version, sys_version = "bulletin", ""
    timeout = _SECONDS

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send what is asked for, under this name alone: a foreign page's may lead here as well."""
        path = self._path()
        if path is None:
            return self._say(HTTPStatus.NOT_FOUND, "网址不全：请打开终端里写出的完整网址")
        if not self._is_here():
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"{self.server.address}{path}")
            self.end_headers()
            return None
        if "%00" in path:  # no file has such a name, and asking for one raises
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        make = self.server.fresh.get(path.partition("?")[0])
        return self._body(make(), "application/json") if make else super().send_head()

    def do_POST(self) -> None:
        """Do what the form asks for; every other page and program is refused."""
        refused = self._refused()
        if refused:
            self.close_connection = True  # what it sends is not read
            self._json(refused[0], {"error": refused[1]})
            return
        try:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            action, params = asked["action"], asked.get("params") or {}
            if not isinstance(params, dict):
                raise TypeError  # noqa: TRY301 - told below
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._json(HTTPStatus.BAD_REQUEST, {"error": "请求不完整"})
            return
        self._json(*self._done(action, params))

    def _done(self, action: object, params: dict[str, Any]) -> tuple[HTTPStatus, object]:
        try:
            return HTTPStatus.OK, self.server.answer(action, params)
        except DeskRefusedError as refused:
            more = {"problems": refused.problems, "asked": refused.asked}
            return refused.status, {"error": str(refused), **more}
        except Exception:  # noqa: BLE001 - our own fault; the form keeps what was typed
            traceback.print_exc()
            return HTTPStatus.INTERNAL_SERVER_ERROR, {"error": "程序出错，没有保存"}

    def _refused(self) -> tuple[HTTPStatus, str] | None:
        """Why a request is not even read."""
        size = self.headers["Content-Length"] or ""
        if self._path() != API:
            return HTTPStatus.NOT_FOUND, "没有这个网址"
        if not self._is_here() or self.headers["Origin"] != self.server.origin:
            return HTTPStatus.FORBIDDEN, "只接受录入表单自己的请求"
        if self.headers.get_content_type() != "application/json":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "只接受 JSON"
        if not (size.isascii() and size.isdecimal()) or self.headers["Transfer-Encoding"]:
            return HTTPStatus.LENGTH_REQUIRED, "没有写明长度"
        if len(size) > len(str(LARGEST)) or int(size) > LARGEST:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "内容太长"
        return None

    def _path(self) -> str | None:
        """The path behind the key; None without the key."""
        key, slash, path = self.path.removeprefix("/").partition("/")
        right = compare_digest(key.encode("utf-8", "replace"), self.server.key.encode())
        return f"/{path}" if right and slash else None

    def _is_here(self) -> bool:
        return f"http://{self.headers['Host']}" == self.server.origin

    def translate_path(self, path: str) -> str:
        """The file below the site, without the key."""
        return super().translate_path(path.removeprefix(f"/{self.server.key}"))

    def list_directory(self, path: str | PathLike[str]) -> None:
        """List nothing: a folder without a page is not there."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Say in a line that there is nothing."""
        del message, explain
        status = HTTPStatus(code)
        body = self._say(
            status, "没有这个网址" if status == HTTPStatus.NOT_FOUND else status.phrase
        )
        if self.command != "HEAD":
            self.wfile.write(body.getvalue())

    def _say(self, status: HTTPStatus, words: str) -> BytesIO:
        return self._body(words.encode(), "text/plain; charset=utf-8", status)

    def _json(self, status: HTTPStatus, data: object) -> None:
        body = self._body(json.dumps(data, ensure_ascii=False).encode(), "application/json", status)
        self.wfile.write(body.getvalue())

    def _body(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> BytesIO:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def end_headers(self) -> None:
        """Let nothing be kept, and no other host learn the key."""
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Log nothing: the paths hold the key."""
