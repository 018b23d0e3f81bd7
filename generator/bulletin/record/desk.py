"""What the form reads and saves on one's own machine: findings on a branch, judged before a commit.

It reads from git's objects and writes the findings of open months, one a commit, and nothing else.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar

from bulletin.canonical import canonical
from bulletin.checks.privacy import LANDLINE
from bulletin.exchange.desk.config import SINGULAR, config, months_of
from bulletin.exchange.desk.fields import Body
from bulletin.history import commits, refs, trees
from bulletin.load.layout import kind_of
from bulletin.load.parse import Known
from bulletin.load.source import Files
from bulletin.model.scheme import Book
from bulletin.problem import Severity, errors
from bulletin.record import no_links
from bulletin.record.field_problems import FieldProblems, key
from bulletin.repository.opened import Repository, open_repository
from bulletin.review.problems import looked_over
from bulletin.yamlfile import LIMIT

BRANCHES = "cms/"
"""Where the findings wait that are reviewed."""
API = "../api/v1"
"""Where the form finds what saves, from its own page."""
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,99}/[a-z0-9][a-z0-9-]{0,59}")
_LABEL = "decap-cms/"
_STATES = ("draft", "pending_review", "pending_publish")
_LANDLINE = LANDLINE.id
_ELSEWHERE = "表单只读写未封存月份的问题文件，不读写别的"

Json = dict[str, Any]


class DeskRefusedError(Exception):
    """What was asked for is not done; the text says why, in Chinese.

    ``problems`` are told at their fields; ``asked`` are warnings that a person may let pass.
    """

    def __init__(
        self,
        message: str,
        problems: Sequence[Json] = (),
        asked: Sequence[Json] = (),
        status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY,
    ) -> None:
        super().__init__(message)
        self.problems, self.asked, self.status = problems, asked, status


@dataclass(frozen=True)
class _State:
    """The data at a commit of the branch, with the folders of the months that are open."""

    commit: str
    files: trees.Files
    repository: Repository
    folders: Mapping[str, str]


@dataclass(frozen=True)
class _Entry:
    """One finding by its collection and its unit and id."""

    collection: str
    slug: str
    path: str

    @property
    def branch(self) -> str:
        return f"{BRANCHES}{self.collection}/{self.slug}"


@dataclass
class Entries:
    """The findings of a repository, for the form; with ``review`` each has a branch of its own."""

    root: Path
    branch: str
    review: bool = False
    _known: Known = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _kept: _State | None = None
    _config: Body | None = None

    def config(self) -> Body:
        """What the form is told now; while the data have errors, what it was told before."""
        with self._lock:
            repository = self._now().repository
            if repository.is_good or self._config is None:
                backend = {"name": "proxy", "proxy_url": API, "branch": self.branch}
                self._config = config(repository.book, backend, review=self.review)
            return self._config

    def book(self) -> Book:
        """The records of the branch."""
        with self._lock:
            return self._now().repository.book

    def answer(self, action: object, params: Json) -> object:
        """Do one thing that the form asks for; raises ``RefusedError``."""
        verb = self._VERBS.get(action) if isinstance(action, str) else None
        if verb is None:
            raise DeskRefusedError("表单不做这件事", status=HTTPStatus.FORBIDDEN)
        with self._lock:
            return verb(self, params)

    # What is read.

    def _now(self) -> _State:
        commit = refs.commit_of(self.root, f"refs/heads/{self.branch}")
        if not commit:
            raise DeskRefusedError(f"分支 {self.branch} 已经不在，请重新打开表单")
        if self._kept is None or self._kept.commit != commit:
            (files,) = trees.files(self.root, [trees.listing(self.root, commit)])
            repository = self._opened(files)
            self._kept = _State(commit, files, repository, _folders(repository.book))
        return self._kept

    def _opened(self, files: trees.Files) -> Repository:
        return looked_over(self.root, open_repository(Files(files), self._known))

    def _info(self, _: Json) -> Json:
        modes = ["editorial_workflow" if self.review else "simple"]
        return {"repo": "", "publish_modes": modes, "type": "local_git"}

    def _by_folder(self, params: Json) -> list[Json]:
        now, folder = self._now(), params.get("folder")
        if folder not in now.folders.values():
            raise DeskRefusedError(_ELSEWHERE, status=HTTPStatus.FORBIDDEN)
        paths = (path for path in sorted(now.files) if path.startswith(f"{folder}/"))
        return [_told(path, now.files[path]) for path in paths if kind_of(path) == "finding"]

    def _entry(self, params: Json) -> Json:
        now, path = self._now(), params.get("path")
        folder = next((f for f in now.folders.values() if str(path).startswith(f"{f}/")), None)
        if not isinstance(path, str) or folder is None or kind_of(path) != "finding":
            raise DeskRefusedError(_ELSEWHERE, status=HTTPStatus.FORBIDDEN)
        return _told(path, now.files.get(path))

    def _named(self, params: Json) -> _Entry:
        """The finding that is meant; a month that is sealed by now has none."""
        collection, slug = params.get("collection"), params.get("slug")
        if isinstance(params.get("id"), str) and "slug" not in params:
            collection, _, slug = params["id"].partition("/")
        folder = self._now().folders.get(str(collection))
        if folder is None or not isinstance(slug, str) or not _SLUG.fullmatch(slug):
            raise DeskRefusedError(_ELSEWHERE, status=HTTPStatus.FORBIDDEN)
        return _Entry(str(collection), slug, f"{folder}/{slug}.yaml")

    # What is saved.

    def _persist(self, params: Json) -> Json:
        entry, content, options = self._proposed(params)
        tip = self._waiting(entry)
        base = tip.commit if tip else self._now().commit
        there = self._content(base, entry.path)
        _refuse_overtaken(there, params.get("bases"))
        warnings = self._judge(entry, content, asked=not options.get("accepted"))
        content = _canonical(content, there)
        if content != there:
            word = "登记" if there is None else "修改"
            message = f"{word}{SINGULAR}：{entry.slug}"
            new = self._committed(base, entry, content, message)
            self._moved(entry, content, new, base if tip or not self.review else "")
        if self.review and not tip:
            commits.describe(self.root, entry.branch, f"{_LABEL}{_STATES[0]}")
        return {"message": "entry persisted", "raw": content.decode(), "warnings": warnings}

    def _proposed(self, params: Json) -> tuple[_Entry, bytes, Json]:
        """The one file that a person wants to save, and how."""
        files, options = params.get("dataFiles"), params.get("options")
        if not isinstance(options, dict) or params.get("assets"):
            raise DeskRefusedError(_ELSEWHERE, status=HTTPStatus.FORBIDDEN)
        file = files[0] if isinstance(files, list) and len(files) == 1 else None
        if not isinstance(file, dict) or not isinstance(file.get("raw"), str):
            raise DeskRefusedError(_ELSEWHERE, status=HTTPStatus.FORBIDDEN)
        named = {"collection": options.get("collectionName"), "slug": file.get("slug")}
        entry = self._named(named)
        others = [
            file["path"] for key in ("path", "newPath") if file.get(key, entry.path) != entry.path
        ]
        if others or bool(options.get("useWorkflow")) != self.review:
            raise DeskRefusedError(_ELSEWHERE, status=HTTPStatus.FORBIDDEN)
        content = file["raw"].encode("utf-8", "surrogatepass")
        return entry, content[: LIMIT + 1], options

    def _judge(self, entry: _Entry, content: bytes, *, asked: bool) -> list[Json]:
        """Refuse what ``check`` would refuse with the file in its place; return the warnings."""
        now = self._now()
        before = {key(p) for p in now.repository.problems}
        after = self._opened({**now.files, entry.path: content}).problems
        own = [p for p in after if p.place.path == entry.path or key(p) not in before]
        telling = FieldProblems(entry.path, content)
        wrong = errors(own)
        if wrong:
            raise DeskRefusedError(f"没有保存，有 {len(wrong)} 处要改", telling.all(wrong))
        warnings = [p for p in own if p.severity is Severity.WARNING and key(p) not in before]
        private = [p for p in warnings if p.code == _LANDLINE]
        if asked and private:
            raise DeskRefusedError("没有保存，请先确认", (), telling.all(private))
        return telling.all(warnings)

    def _content(self, commit: str, path: str) -> bytes | None:
        if commit == self._now().commit:
            return self._now().files.get(path)
        (files,) = trees.files(self.root, [trees.listing(self.root, commit, path)])
        return files.get(path)

    def _committed(self, base: str, entry: _Entry, content: bytes, message: str) -> str:
        """Make a commit with one file more; no branch has it yet."""
        blob = commits.store(self.root, content)
        path = f"{commits.prefix(self.root)}{entry.path}"
        tree = commits.with_file(self.root, base, path, blob) if blob else ""
        new = commits.commit(self.root, tree, [base], message) if tree else ""
        if not new:
            raise DeskRefusedError("git 没有写成提交：路径上有链接，或者磁盘已满、没有写的权限")
        return new

    def _moved(self, entry: _Entry, content: bytes, new: str, old: str) -> None:
        """Let the finding's branch, or the one at hand with its folder, point to the commit."""
        if not self.review:
            self._checked_out(entry, content, new, old)
        elif not commits.move(self.root, entry.branch, new, old, "bulletin desk"):
            raise DeskRefusedError("这一件刚刚被别人改过，请重新打开再改")

    def _checked_out(self, entry: _Entry, content: bytes, new: str, old: str) -> None:
        """Write the file into the folder, too; whatever fails, everything is as it was."""
        root, path = self.root, entry.path
        if refs.branch(root) != self.branch:
            raise DeskRefusedError(f"签出的已经不是 {self.branch} 分支，先签出它，或者重新打开表单")
        before = self._now().files.get(path)
        if commits.is_touched(root, path) or (before is None and (root / path).exists()):
            raise DeskRefusedError(f"{path} 有没有提交的改动，先提交")
        try:
            no_links.put(root, path, content)
        except OSError as error:
            raise DeskRefusedError(f"{path} 写不进去：路径上有链接，或者没有写的权限") from error
        blob = commits.store(root, content)
        done = commits.stage(root, path, blob)
        if not (done and commits.move(root, self.branch, new, old, "bulletin desk")):
            no_links.remove(root, path) if before is None else no_links.put(root, path, before)
            commits.unstage(root, path)
            raise DeskRefusedError("git 正在做别的事，或者分支刚刚变了，请再保存一次")

    # What waits for a review.

    def _waiting(self, entry: _Entry) -> commits.Branch | None:
        """The branch of a finding, if there is one; nobody else may be at work on it."""
        tip = commits.branches(self.root, entry.branch).get(entry.branch) if self.review else None
        if tip and tip.folder:
            raise DeskRefusedError(f"分支 {entry.branch} 正签出在 {tip.folder}，先签出别的分支")
        return tip

    def _waiting_now(self, params: Json) -> tuple[_Entry, commits.Branch]:
        entry = self._named(params)
        tip = self._waiting(entry)
        if tip is None:
            raise DeskRefusedError("没有这一件待审查的修改", status=HTTPStatus.NOT_FOUND)
        return entry, tip

    def _all_waiting(self, _: Json) -> list[str]:
        names = (name.removeprefix(BRANCHES) for name in commits.branches(self.root, BRANCHES))
        pairs = ((name, *name.partition("/")[::2]) for name in names)
        opened = self._now().folders if self.review else {}
        return [key for key, branch, slug in pairs if branch in opened and _SLUG.fullmatch(slug)]

    def _one_waiting(self, params: Json) -> Json:
        entry, tip = self._waiting_now(params)
        description = commits.description(self.root, entry.branch).removeprefix(_LABEL)
        new = entry.path not in self._now().files
        diff = {"id": entry.path, "path": entry.path, "newFile": new, "binary": False}
        there = self._content(tip.commit, entry.path) is not None
        return {
            "collection": entry.collection,
            "slug": entry.slug,
            "status": description if description in _STATES else _STATES[0],
            "diffs": [diff] if there else [],
            "updatedAt": commits.day(self.root, tip.commit),
        }

    def _file_waiting(self, params: Json) -> Json:
        entry, tip = self._waiting_now(params)
        if params.get("path") != entry.path:
            raise DeskRefusedError(_ELSEWHERE, status=HTTPStatus.FORBIDDEN)
        return {"data": _told(entry.path, self._content(tip.commit, entry.path))["data"]}

    def _state(self, params: Json) -> Json:
        entry, _ = self._waiting_now(params)
        state = params.get("newStatus")
        if state not in _STATES or not commits.describe(
            self.root, entry.branch, f"{_LABEL}{state}"
        ):
            raise DeskRefusedError("状态没有改成")
        return {"message": "updated"}

    def _drop(self, params: Json) -> Json:
        entry, tip = self._waiting_now(params)
        if not commits.drop(self.root, entry.branch, tip.commit):
            raise DeskRefusedError("这一件刚刚被别人改过，请重新打开")
        return {"message": "deleted"}

    def _merge(self, params: Json) -> Json:
        entry, tip = self._waiting_now(params)
        old = self._now().commit
        new = self._joined(entry, old, tip.commit)
        content = self._content(new, entry.path)
        path = f"{commits.prefix(self.root)}{entry.path}"
        if {*commits.changed(self.root, old, new)} - {path} or content is None:
            raise DeskRefusedError(f"分支 {entry.branch} 还改了别的文件，请用 git 合并")
        self._judge(entry, content, asked=False)
        if new != old:
            self._checked_out(entry, content, new, old)
        commits.drop(self.root, entry.branch, tip.commit)
        return {"message": "merged"}

    def _joined(self, entry: _Entry, ours: str, theirs: str) -> str:
        """The commit that has both: the newer of the two, or one that is made now."""
        if refs.is_ancestor(self.root, ours, theirs):
            return theirs
        if refs.is_ancestor(self.root, theirs, ours):
            return ours
        tree, conflicts = trees.merged(self.root, ours, theirs)
        if conflicts or not tree:
            raise DeskRefusedError(f"{entry.slug} 在 {self.branch} 分支上也改过，请用 git 合并")
        return commits.commit(self.root, tree, [ours, theirs], f"合并{SINGULAR}：{entry.slug}")

    def _nothing(self, _: Json) -> None:
        """What the form asks for and there is not here: a preview on a server."""

    def _no_media(self, _: Json) -> list[Json]:
        """The form has no pictures and no files."""
        return []

    _VERBS: ClassVar[Mapping[str, Callable[["Entries", Json], object]]] = {
        "info": _info,
        "entriesByFolder": _by_folder,
        "getEntry": _entry,
        "persistEntry": _persist,
        "unpublishedEntries": _all_waiting,
        "unpublishedEntry": _one_waiting,
        "unpublishedEntryDataFile": _file_waiting,
        "updateUnpublishedEntryStatus": _state,
        "deleteUnpublishedEntry": _drop,
        "publishUnpublishedEntry": _merge,
        "getDeployPreview": _nothing,
        "getMedia": _no_media,
    }
    """All that the form may ask for."""


def _folders(book: Book) -> dict[str, str]:
    opened = (month for scheme in book.assessments.values() for month in months_of(book, scheme))
    return {scheme.name: scheme.folder for scheme in opened}


def _told(path: str, content: bytes | None) -> Json:
    text = None if content is None else content.decode("utf-8", "replace")
    return {"data": text, "file": {"path": path, "id": path if content else None}}


def _refuse_overtaken(there: bytes | None, bases: object) -> None:
    """Refuse a change to anything but what the form has shown."""
    shown = [base for base in bases if isinstance(base, str)] if isinstance(bases, list) else []
    if there is not None and there.decode("utf-8", "replace") not in shown:
        raise DeskRefusedError(
            "编号已经用了，换一个编号"
            if not shown
            else "这一件在打开以后被别人改过，没有保存；记下要改的，重新打开再改"
        )


def _canonical(content: bytes, there: bytes | None) -> bytes:
    """A file that is new, or was in canonical form, is in it afterwards."""
    if there is not None and canonical(there.decode(), "finding").encode() != there:
        return content
    return canonical(content.decode(), "finding").encode()
