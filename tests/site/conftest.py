"""The site of this repository's data, built once for all workers, served, and a guarded browser."""

import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from bulletin.publish.site import build
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    sync_playwright,
)

from tests.browser import launch
from tests.needs import require

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 900


class Watched:
    """A page of the browser with all that it said, asked of other hosts, or popped up."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.base = base
        self.page: Page = context.new_page()
        self.noise: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))
        self.page.on("request", self._request)
        self.page.on("dialog", self._dialog)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.noise.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:")):
            self.noise.append(f"another host: {request.url}")

    def _dialog(self, dialog: Dialog) -> None:
        self.noise.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page


Visit = Callable[..., Watched]


def build_quietly(make: Callable[[], object]) -> None:
    """Build; what other people's packages warn of while they do is not ours to judge here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        make()


def shared_folder(factory: pytest.TempPathFactory, worker: str, name: str) -> Path:
    """A folder that all workers of this run share."""
    base = factory.getbasetemp()
    folder = (base if worker == "master" else base.parent) / name
    folder.mkdir(exist_ok=True)
    return folder


def once(folder: Path, make: Callable[[], object]) -> None:
    """Make something in one worker; the others wait until it is done, or has failed."""
    lock, done, failed = folder / "lock", folder / "done", folder / "failed"
    try:
        lock.open("x").close()
    except FileExistsError:
        end = time.monotonic() + PATIENCE_SECONDS
        while not done.exists():
            assert not failed.exists(), "it could not be made; another test tells why"
            assert time.monotonic() < end, "the worker that makes it did not finish"
            time.sleep(0.1)
        return
    try:
        make()
    except BaseException:
        failed.touch()
        raise
    done.touch()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; the address, with a slash at its end."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    out = shared_folder(tmp_path_factory, worker_id, "site-of-this-repository")
    once(out, lambda: build_quietly(lambda: build(ROOT, out)))
    return out / "site"


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    require("browser")
    with sync_playwright() as playwright:
        with_browser = launch(playwright)
        yield with_browser
        with_browser.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Open pages of the site; in the end nothing may have been said, asked or popped up."""
    contexts: list[BrowserContext] = []
    watched: list[Watched] = []

    def new(width: int = 1280, height: int = 900) -> Watched:
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        watched.append(Watched(context, address))
        return watched[-1]

    yield new
    for context in contexts:
        context.close()
    assert [w.noise for w in watched if w.noise] == []
