"""Publish a month: one site version on the publication branch, all of it or nothing."""

import json
from collections.abc import Iterator, Mapping
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mike import commands  # type: ignore[import-untyped]
from mike.git_utils import Commit, FileInfo, GitError  # type: ignore[import-untyped]

import bulletin
from bulletin import problem
from bulletin.exchange.text import month_name
from bulletin.history import refs
from bulletin.history.gap import Gap, Lack, gap
from bulletin.model.scheme import Book
from bulletin.problem import errors
from bulletin.publish import desk
from bulletin.publish.preconditions import (
    refuse_anonymous,
    refuse_checked_out,
    refuse_foreign,
    refuse_locked,
    refuse_nameless,
)
from bulletin.publish.program import redirect_template
from bulletin.publish.site import build_version, uncorrected
from bulletin.record.refusal import RefusedError
from bulletin.repository.inputs import seal_path
from bulletin.repository.opened import Repository
from bulletin.review.history_gap_words import reason, remedy
from bulletin.review.seal_history import past_of
from bulletin.review.verify import verify
from bulletin.review.version_window import open_version
from bulletin.view import links

BRANCH = "site"
LATEST = "latest"
_BEING_MADE = "bulletin-publishing"
_PROGRAM = (
    "generator",
    "schemas",
    "site_templates",
    "mkdocs.yml",
    *(f"docs/{name}.md" for name in links.HELP),
    "docs/images",
)


def tag_of(month: str) -> str:
    """Return the tag of the commit from which a month was published."""
    return f"bulletin-{month}"


def publish(root: Path, month: str) -> str:
    """Publish a month and return the commit on the publication branch.

    The branch and the tag are moved together at the very end; until then nothing has changed.
    Raises ``RefusedError`` where the month may not be published.
    """
    lacking = gap(root)
    if lacking:
        raise RefusedError(f"发布要有完整的 git 历史：{reason(lacking)}\n{remedy(lacking)}")
    if not refs.head(root):
        raise RefusedError("这里还没有提交，不能发布")
    with refs.lock(root, "bulletin-publish") as lock:
        if not lock:
            file = refs.lock_file(root, "bulletin-publish").as_posix()
            raise RefusedError(f"另一个 bulletin publish 正在进行（锁 {file}），等它结束再试")
        base = _base(root)
        _refuse_obstacles(root, base, month)
        if month in _published(root, base):
            return _again(root, base, month)
        _refuse_dirty(root)
        _refuse_elsewhere(root, month)
        repository = _good(root, month)
        _refuse_unsealed(root, repository, month)
        _refuse_early(repository, month, _published(root, base))
        return _deploy(root, repository, month, base)


def _refuse_obstacles(root: Path, base: str, month: str) -> None:
    """Nothing is written over, or moved below, what is somebody's; what git needs is there."""
    making = refs.commit_of(root, f"refs/heads/{_BEING_MADE}")
    refuse_foreign(root, BRANCH, base)
    if making != base:  # one that was left where another began
        refuse_foreign(root, _BEING_MADE, making)
    refuse_checked_out(root, (BRANCH, _BEING_MADE))
    refuse_locked(root, _moved(month))
    refuse_anonymous(root)
    refuse_nameless(root)


def _moved(month: str) -> tuple[str, ...]:
    """The branches and the tag that a publication moves."""
    return f"refs/heads/{BRANCH}", f"refs/heads/{_BEING_MADE}", f"refs/tags/{tag_of(month)}"


def _base(root: Path) -> str:
    """The newest commit of the publication branch: here, or fetched from elsewhere."""
    here = refs.commit_of(root, f"refs/heads/{BRANCH}")
    there = refs.commit_of(root, f"refs/remotes/origin/{BRANCH}")
    if here and there and here != there and not refs.is_ancestor(root, there, here):
        if not refs.is_ancestor(root, here, there):
            raise RefusedError(f"本地的 {BRANCH} 分支与 origin/{BRANCH} 各有各的提交，先理顺再发布")
        return there
    return here or there


def _published(root: Path, base: str) -> Mapping[str, Any]:
    """The versions on the branch by month, as mike lists them."""
    listed = refs.content(root, base, "versions.json") if base else None
    return {row["version"]: row for row in json.loads(listed or "[]")}


def _again(root: Path, base: str, month: str) -> str:
    """A published month stays as it is; only a tag that is missing is set."""
    made_from = _published(root, base)[month].get("properties", {}).get("commit", "")
    tag = f"refs/tags/{tag_of(month)}"
    if refs.commit_of(root, tag) or not refs.commit_of(root, made_from):
        raise RefusedError(
            f"{month} 已经发布，不能覆盖；封存后的改动用 bulletin correct，随下一期发布"
        )
    refs.move(root, [f"create {tag} {made_from}"])
    return base


def _refuse_dirty(root: Path) -> None:
    program = Path(bulletin.__file__).parents[2]
    installed = gap(program) == Gap(Lack.NO_REPOSITORY)
    dirty = (*refs.changed(root, ["data"]), *refs.changed(program, () if installed else _PROGRAM))
    if dirty:
        more = f"等 {len(dirty)} 个文件" if len(dirty) > 1 else ""
        raise RefusedError(f"有没有提交的改动：{dirty[0]}{more}；提交以后再发布")


def _refuse_elsewhere(root: Path, month: str) -> None:
    """A tag from an earlier publication stays where it is."""
    tagged = refs.commit_of(root, f"refs/tags/{tag_of(month)}")
    if tagged and tagged != refs.head(root):
        raise RefusedError(f"标签 {tag_of(month)} 指向 {tagged[:10]}；签出它再发布")


def _good(root: Path, month: str) -> Repository:
    repository = open_version(root, month)
    wrong = errors(repository.problems)
    if wrong:
        raise RefusedError("\n".join((*map(problem.as_text, wrong), "数据有错误，没有发布")))
    return repository


def _refuse_unsealed(root: Path, repository: Repository, month: str) -> None:
    """Every month that the version shows is sealed, and this one comes out as it was sealed."""
    shown = tuple(_until(repository, month))
    if not any(m == month for _, m in shown):
        raise RefusedError(f"没有考核办法有 {month} 的数据")
    book = repository.book
    opened = [f"{s} {m}" for s, m in shown if seal_path(s, m) not in book.blobs]
    if opened:
        raise RefusedError(f"封存以后才能发布，还没有封存：{'、'.join(opened)}")
    own = tuple(pair for pair in shown if pair[1] == month)
    for verified in verify(repository, past_of(root), own):
        if verified.wrong:
            raise RefusedError(
                "\n".join((f"{verified.scheme} {verified.month} 核对不符", *verified.wrong))
            )


def _refuse_early(repository: Repository, month: str, published: Mapping[str, Any]) -> None:
    """The earlier months to which the version links are there."""
    before = {
        m
        for assessment in repository.book.assessments.values()
        for m in uncorrected(assessment, month)
        if m not in published
    }
    if before:
        raise RefusedError(f"各月依次发布，先发布 {min(before)}")


def _until(repository: Repository, month: str) -> Iterator[tuple[str, str]]:
    for scheme, assessment in repository.book.assessments.items():
        yield from ((scheme, m) for m in assessment.months if m <= month)


def _deploy(root: Path, repository: Repository, month: str, base: str) -> str:
    """Make the version on a branch of its own, then move branch and tag in one step."""
    form = _form(repository.book)
    making = f"refs/heads/{_BEING_MADE}"
    refs.put(root, making, base)
    try:
        with TemporaryDirectory(prefix="bulletin-") as there:
            build_version(root, repository, month, Path(there))
            _commit(root, Path(there) / "site", month, base)
        if form:
            _commit_form(root, form, month)
        commit = refs.commit_of(root, making)
        _move(root, month, commit)
    except BaseException:  # a full disk, Ctrl-C
        refs.put(root, making, "")
        raise
    return commit


def _move(root: Path, month: str, commit: str) -> None:
    if not refs.move(root, _orders(root, month, commit)):
        refuse_locked(root, _moved(month))
        raise RefusedError(
            f"{BRANCH} 分支或标签 {tag_of(month)} 在发布时有了变化，没有发布，请重试"
        )


def _commit(root: Path, site: Path, month: str, base: str) -> None:
    newest = month >= max(_published(root, base), default="")
    template = str(redirect_template())
    deploy = commands.deploy(
        {"site_dir": str(site), "use_directory_urls": False},
        month,
        title=month_name(month),
        aliases=[LATEST] if newest else [],
        update_aliases=True,
        alias_type=commands.AliasType.redirect,
        template=template,
        branch=_BEING_MADE,
        message=f"Publish {month}",
        set_props=[("commit", refs.head(root))],
    )
    try:
        with chdir(root):
            with deploy:
                pass  # the site is built already
            if not base:
                commands.set_default(LATEST, template, branch=_BEING_MADE)
    except GitError as error:
        raise RefusedError(f"git 没有写成发布分支：{error}") from error


def _form(book: Book) -> Mapping[str, bytes]:
    """The form stands beside the versions, as of now: it belongs to no month."""
    try:
        return desk.files_for_host(book)
    except desk.NoDeskError as lacking:
        raise RefusedError(str(lacking)) from lacking


def _commit_form(root: Path, form: Mapping[str, bytes], month: str) -> None:
    message = f"Publish {month}: the form"
    with chdir(root), Commit(_BEING_MADE, message, allow_empty=True) as commit:
        commit.delete_files([desk.FOLDER])
        for path, data in form.items():
            commit.add_file(FileInfo(f"{desk.FOLDER}/{path}", data))


def _orders(root: Path, month: str, commit: str) -> Iterator[str]:
    old = refs.commit_of(root, f"refs/heads/{BRANCH}") or refs.NOTHING
    yield f"update refs/heads/{BRANCH} {commit} {old}"
    if not refs.commit_of(root, f"refs/tags/{tag_of(month)}"):
        yield f"create refs/tags/{tag_of(month)} {refs.head(root)}"
    yield f"delete refs/heads/{_BEING_MADE} {commit}"
