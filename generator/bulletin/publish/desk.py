"""The form in the browser: its files, and the form at work on one's own machine."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Template
from threading import Thread

from bulletin.exchange.desk.config import config, host, is_reviewed, names
from bulletin.exchange.desk.fields import Body
from bulletin.exchange.desk.personal import PLAIN
from bulletin.history import commits, refs
from bulletin.model.scheme import Book
from bulletin.publish import program
from bulletin.publish.desk_server import listening
from bulletin.publish.mirror import mirror
from bulletin.record.desk import Entries
from bulletin.text import encode

FOLDER = "admin"
_OWN = ("desk.js", "desk.css")
PACKAGES = (
    "decap-cms/dist/decap-cms.js",
    "decap-cms/dist/decap-cms.js.LICENSE.txt",
    "js-yaml/dist/js-yaml.min.js",
)


class NoDeskError(Exception):
    """The form cannot be made or started; the text says why, in Chinese."""


def packages() -> Path:
    """Where npm has put what the form is made of."""
    return program.home("site_templates") / FOLDER / "node_modules"


def is_installed() -> bool:
    """Tell whether npm has been there; without it a site has no form."""
    return all((packages() / path).is_file() for path in PACKAGES)


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


def _files(book: Book, config_body: Body, connect: str = "") -> dict[str, bytes]:
    templates = program.home("site_templates")
    page = Template((templates / FOLDER / "index.html").read_text(encoding="utf-8"))
    title = encode(f"录入 - {book.site.title}")
    asked = f"'self' {connect}".strip()
    return {
        "index.html": page.substitute(title=title, connect=asked).encode(),
        "config.json": _told(book, config_body),
        "emblem.svg": (templates / "theme" / "assets" / "emblem.svg").read_bytes(),
        **{name: (templates / FOLDER / name).read_bytes() for name in _OWN},
        **{Path(path).name: (packages() / path).read_bytes() for path in PACKAGES},
    }


def _told(book: Book, config_body: Body) -> bytes:
    """What the form reads when it opens."""
    answer = {"config": config_body, "names": names(book), "personal": PLAIN}
    return json.dumps(answer, ensure_ascii=False).encode()


@contextmanager
def at_work(
    root: Path, book: Book, site: Path, *, port: int = 0, review: bool = False
) -> Iterator[str]:
    """Serve a site with its form, which commits to the branch that is checked out; the address.

    The address has the key to it. ``review`` gives each finding a branch of its own, as on a host
    with pull requests. Raises ``NoDeskError``.
    """
    entries = Entries(root.resolve(), ready(root), review=review)
    mirror(site / FOLDER, _files(book, entries.config()))
    fresh = {f"/{FOLDER}/config.json": lambda: _told(entries.book(), entries.config())}
    try:
        server = listening(port, site, entries.answer, fresh)
    except OSError as error:
        raise NoDeskError(f"端口 {port} 已被占用，换一个：--port") from error
    with server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"{server.address}/{FOLDER}/"
        server.shutdown()


def ready(root: Path) -> str:
    """The branch to which is saved; what is not committed the form would not see."""
    if not is_installed():
        raise NoDeskError(
            "没有安装录入表单：在程序的文件夹里运行 make desk（需要 Node.js，自带 npm）"
        )
    branch = refs.branch(root)
    if not branch or not refs.head(root):
        raise NoDeskError("这里不是 git 库，或者没有签出分支、没有提交，表单不能保存")
    dirty = refs.changed(root, ["data"])
    if dirty:
        raise NoDeskError(
            f"有没有提交的改动（{dirty[0]} 等 {len(dirty)} 个文件）；先提交，表单只看得见已经提交的"
        )
    if not commits.has_identity(root):
        raise NoDeskError(
            "git 不知道是谁在提交：git config user.name 姓名，git config user.email 邮箱"
        )
    return branch
