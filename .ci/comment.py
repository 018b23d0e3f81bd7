"""Write what a change does to the scores as one comment on its pull request, and keep it current.

    COMMENT_TOKEN=… python3 .ci/comment.py HEAD FILE

HEAD is the commit that was judged: the open pull requests of that commit are looked up, so that
nobody has to be believed about their numbers. FILE is what `bulletin impact --format markdown`
printed: empty when nothing changes, absent when it could not be computed; then a comment that is
there is brought up to date, and none is begun. FILE is foreign text: it is cut, and what would call
a person or command the host is made harmless. Speaks to GitHub, Gitea and GitLab, whose runners
say in the environment where they are.
"""

import html
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

BRANCH = "main"
MARK = "<!-- bulletin impact -->"
LIMIT = 60_000
"""Bytes of FILE; GitHub takes comments of 65,536 characters."""
PAGE, PAGES = 50, 40
BROKEN = "与主分支有冲突，或者检查没有做完，没有算出对得分的影响。请看检查日志。"
NOTHING = "合并这次改动，得分、名次、标记和评优都不变。"
CUT = "（太长，其余略去，全文见检查日志）"

LINKING = "@#!%~$^&:"
"""People, numbers of requests and issues, milestones, labels, snippets, emoji, addresses."""
SHOWN = {"<": "&lt;", "[": "&#91;"}
"""What begins an element or a link, as it is written to be read."""
WIDER = 0xFEE0
"""From an ASCII sign to the full-width one."""
REFERENCE = re.compile(
    rf"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);|[{LINKING}\[]|<(?!br>)"
)
HEADING = re.compile(r"#{1,6} ")
ESCAPED = re.compile(r"\\(?=[-.])")
"""A sign behind a backslash is the sign."""
KEY = re.compile(r"([A-Z][A-Z0-9_]*|[Gg][HhLl])-(?=[0-9])")
"""``GH-1``, and the keys of other trackers, whatever stands before them."""
WWW = re.compile(r"(www)\.", re.IGNORECASE)

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Host:
    """Where a host's API has what is needed, and what it calls it."""

    api: str
    project: str
    requests: str
    number: str
    comments: str
    comment: str
    update: str
    user: str

    def head(self, request: Row) -> tuple[str, str]:
        """Return the commit of a pull request and the branch that it goes to."""
        if "head" in request:
            return request["head"]["sha"], request["base"]["ref"]
        return request["sha"], request["target_branch"]

    def author(self, comment: Row) -> str:
        """Return who wrote a comment."""
        return str((comment.get("user") or comment["author"])[self.user])

    def me(self) -> str:
        """Return who comments: by name, or whom the token belongs to."""
        named = os.environ.get("COMMENT_AUTHOR")
        return named or str(call("GET", f"{self.api}/user")[self.user])


def host(env: Mapping[str, str]) -> Host:
    """Return the host on whose runner this is."""
    if "CI_API_V4_URL" in env:
        notes = "merge_requests/{number}/notes"
        project = f"{env['CI_API_V4_URL']}/projects/{env['CI_PROJECT_ID']}"
        return Host(
            env["CI_API_V4_URL"], project, "merge_requests?state=opened", "iid",
            notes, notes + "/{id}", "PUT", "username",
        )  # fmt: skip
    project = f"{env['GITHUB_API_URL']}/repos/{env['GITHUB_REPOSITORY']}"
    return Host(
        env["GITHUB_API_URL"], project, "pulls?state=open", "number",
        "issues/{number}/comments", "issues/comments/{id}", "PATCH", "login",
    )  # fmt: skip


def call(method: str, url: str, body: str = "") -> Any:  # noqa: ANN401 - JSON
    """Ask the host; whatever it refuses is raised."""
    token = os.environ["COMMENT_TOKEN"]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    data = json.dumps({"body": body}).encode() if body else None
    with urlopen(Request(url, data, headers, method=method), timeout=60) as answer:  # noqa: S310
        return json.load(answer)


def rows(url: str) -> Iterator[Row]:
    """List everything, page by page; Gitea gives all comments on every page."""
    seen: set[int] = set()
    for page in range(1, PAGES + 1):
        mark = "&" if "?" in url else "?"
        found = call("GET", f"{url}{mark}per_page={PAGE}&limit={PAGE}&page={page}")
        new = [row for row in found if row["id"] not in seen]
        if not new:
            return
        seen.update(row["id"] for row in new)
        yield from new


def harmless(foreign: bytes) -> str:
    """Cut foreign Markdown at a line and take away what hides, calls, links or gives orders.

    Hosts decode character references before they look for names and numbers: what makes one is
    written full-width, which no host reads and people do.
    """
    text = foreign[:LIMIT].decode("utf-8", "ignore").removeprefix(MARK)
    if len(foreign) > LIMIT:
        text = f"{text.rpartition(chr(10))[0]}\n\n{CUT}"
    shown = "".join(c for c in text if c == "\n" or not unicodedata.category(c).startswith("C"))
    plain = "\n".join(map(unlinked, shown.split("\n")))
    return re.sub(r"(?m)^(\s*)/", r"\1&#47;", plain).strip()  # a GitLab quick action


def unlinked(line: str) -> str:
    """Return a line of Markdown in which no host finds a person, a number, a key or an address.

    Headings, and the line break in a table, are ours.
    """
    heading = HEADING.match(line)
    start = heading.end() if heading else 0
    decoded = ESCAPED.sub("", REFERENCE.sub(full_width, line[start:]))
    return line[:start] + WWW.sub("\\1．", KEY.sub("\\1\u2011", decoded))


def full_width(found: re.Match[str]) -> str:
    """Return what calls or links full-width, what may be part of a key or an address decoded.

    What nobody sees is nothing; everything else stays as it is written.
    """
    if found[0] in SHOWN:
        return SHOWN[found[0]]
    sign = html.unescape(found[0])
    if sign in LINKING:
        return chr(ord(sign) + WIDER)
    if unicodedata.category(sign[0]).startswith("C"):
        return ""
    return sign if sign in {"-", "."} or sign.isalnum() else found[0]


def words(file: Path) -> tuple[str, bool]:
    """Return what to write, and whether it is worth a comment where there is none yet."""
    if not file.is_file():
        return BROKEN, False
    with file.open("rb") as opened:
        text = harmless(opened.read(LIMIT + 1))
    return text or NOTHING, bool(text)


def write(at: Host, number: int, text: str, *, begin: bool) -> None:
    """Bring our comment up to date, or begin it; a stranger's with our mark is left alone."""
    me, where = at.me(), f"{at.project}/{at.comments.format(number=number)}"
    ours = (c for c in rows(where) if at.author(c) == me and str(c["body"]).startswith(MARK))
    found = next(ours, None)
    if found and found["body"] != text:
        path = at.comment.format(number=number, id=found["id"])
        call(at.update, f"{at.project}/{path}", text)
    elif not found and begin:
        call("POST", where, text)


def main(head: str, file: str) -> None:
    """Write the comment on every open pull request of the commit."""
    at = host(os.environ)
    text, begin = words(Path(file))
    body = f"{MARK}\n{text}\n\n（提交 {head[:10]}）"
    found = [r for r in rows(f"{at.project}/{at.requests}") if at.head(r) == (head, BRANCH)]
    for request in found:
        write(at, int(request[at.number]), body, begin=begin)
    print(f"{head[:10]}：{len(found)} 个合并请求")


if __name__ == "__main__":
    main(*sys.argv[1:])
