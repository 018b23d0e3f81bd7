"""The form in the browser: its files, and the form at work on one's own machine."""

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from threading import Thread
from typing import BinaryIO

from generator.exchange.desk.config import config, host, is_reviewed, names
from generator.exchange.desk.fields import Body
from generator.history import refs
from generator.model.scheme import Book
from generator.publish import program
from generator.publish.mirror import mirror
from generator.text import encode

FOLDER = "admin"
_HERE = "127.0.0.1"
_OWN = ("desk.js", "desk.css")
PACKAGES = (
    "decap-cms/dist/decap-cms.js",
    "decap-cms/dist/decap-cms.js.LICENSE.txt",
    "js-yaml/dist/js-yaml.min.js",
)
SERVER = "decap-server/dist/middlewares.js"
_START_SECONDS = 30


class NoDeskError(Exception):
    """The form cannot be made or started; the text says why, in Chinese."""


def packages() -> Path:
    """Where npm has put what the form is made of."""
    return program.home("site_templates") / FOLDER / "node_modules"


def is_installed() -> bool:
    """Tell whether npm has been there; without it a site has no form."""
    return all((packages() / path).is_file() for path in (*PACKAGES, SERVER))


def files_for_host(book: Book) -> dict[str, bytes]:
    """The form that saves to the git host which the site names; raises ``NoDeskError``."""
    desk = book.site.desk
    if desk is None:
        return {}
    if not is_installed():
        raise NoDeskError("没有安装录入表单（要用 npm，见 docs/desk.md）")
    backend = host(desk)
    public = "https://api.github.com https://www.githubstatus.com"
    asked = desk.url or (public if desk.backend == "github" else backend["base_url"])
    return _files(book, config(book, backend, review=is_reviewed(desk)), asked)


def _files(book: Book, made: Body, connect: str) -> dict[str, bytes]:
    templates = program.home("site_templates")
    page = Template((templates / FOLDER / "index.html").read_text(encoding="utf-8"))
    told = json.dumps({"config": made, "names": names(book)}, ensure_ascii=False)
    title = encode(f"录入 - {book.site.title}")
    return {
        "index.html": page.substitute(title=title, connect=connect).encode(),
        "config.json": told.encode(),
        "emblem.svg": (templates / "theme" / "assets" / "emblem.svg").read_bytes(),
        **{name: (templates / FOLDER / name).read_bytes() for name in _OWN},
        **{Path(path).name: (packages() / path).read_bytes() for path in PACKAGES},
    }


@contextmanager
def at_work(
    root: Path, book: Book, site: Path, *, port: int = 0, review: bool = False
) -> Iterator[str]:
    """Serve a site with its form, which commits to the branch that is checked out; the address.

    ``review`` gives each finding a branch of its own, as on a host with pull requests.
    Raises ``NoDeskError``.
    """
    branch = ready(root)
    handler = partial(_Quiet, directory=str(site))
    with _listening(port, handler) as server:
        address = f"http://{_HERE}:{server.server_port}"
        with _backend(root, address) as api:
            backend = {"name": "proxy", "proxy_url": api, "branch": branch}
            made = config(book, backend, review=review)
            mirror(site / FOLDER, _files(book, made, api.removesuffix("/api/v1")))
            Thread(target=server.serve_forever, daemon=True).start()
            yield f"{address}/{FOLDER}/"
            server.shutdown()


def ready(root: Path) -> str:
    """The branch to which is saved; nothing else may get into the form's commits."""
    if not is_installed():
        raise NoDeskError(
            "没有安装录入表单：在程序的文件夹里运行 make desk（需要 Node.js，自带 npm）"
        )
    branch = refs.branch(root)
    if not branch:
        raise NoDeskError("这里不是 git 库，或者没有签出分支，表单不能保存")
    dirty = refs.changed(root, ["."])
    if dirty:
        raise NoDeskError(
            f"有没有提交的改动（{dirty[0]} 等 {len(dirty)} 个文件）；先提交，免得与录入的混在一起"
        )
    return branch


@contextmanager
def _listening(port: int, handler: partial["_Quiet"]) -> Iterator[ThreadingHTTPServer]:
    try:
        server = ThreadingHTTPServer((_HERE, port), handler)
    except OSError as error:
        raise NoDeskError(f"端口 {port} 已被占用，换一个：--port") from error
    with server:
        yield server


class _Quiet(SimpleHTTPRequestHandler):
    server: ThreadingHTTPServer

    def send_head(self) -> BinaryIO | None:
        """Send what is asked for, under this name alone: a foreign page's may lead here as well."""
        here = f"{_HERE}:{self.server.server_port}"
        if self.headers["Host"] == here:
            return super().send_head()
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", f"http://{here}/{FOLDER}/")
        self.end_headers()
        return None

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def _backend(root: Path, origin: str) -> Iterator[str]:
    """Run the program that writes and commits, for pages of this origin alone; its address."""
    port = _free_port()
    settings = {"GIT_REPO_DIRECTORY": str(root.resolve()), "ORIGIN": origin}
    settings |= {"BIND_HOST": _HERE, "PORT": str(port), "LOG_LEVEL": "error"}
    command = ["node", str(packages().parent / "server.js")]
    with subprocess.Popen(
        command, env={**os.environ, **settings}, stdout=subprocess.DEVNULL
    ) as run:
        try:
            _wait_for(run, port)
            yield f"http://{_HERE}:{port}/api/v1"
        finally:
            run.terminate()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((_HERE, 0))
        return int(free.getsockname()[1])


def _wait_for(run: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + _START_SECONDS
    while run.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection((_HERE, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise NoDeskError("表单的保存程序没有启动")
