"""What stands in the way of a publication and is none of the data's: told before it begins."""

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from bulletin.history import git, refs
from bulletin.record.refusal import RefusedError

_MONTH = re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])")
_MINUTE = 60


def refuse_foreign(root: Path, branch: str, commit: str) -> None:
    """Refuse to write over a branch that somebody else made."""
    if commit and not _is_ours(refs.content(root, commit, "versions.json")):
        raise RefusedError(
            f"{branch} 分支不是 bulletin publish 建立的，不覆盖也不删去；"
            f"先改名：git branch -m {branch} 别的名称"
        )


def _is_ours(listed: str | None) -> bool:
    """Tell whether a branch lists versions as we do: months, each made from a commit."""
    try:
        rows = json.loads(listed or "")
        publications = [(row["version"], row["properties"]["commit"]) for row in rows]
    except (ValueError, TypeError, LookupError):
        return False
    return bool(publications) and all(_MONTH.fullmatch(str(month)) for month, _ in publications)


def refuse_checked_out(root: Path, branches: tuple[str, ...]) -> None:
    """Refuse to move a branch below a working copy: there every page would be staged as deleted."""
    for tree, branch in _checked_out(root):
        if branch in branches:
            raise RefusedError(
                f"{tree} 签出了 {branch} 分支，发布以后那里的文件会全部显示为删去；"
                f"先在那里签出别的分支（git switch main），或删去那个工作树"
                f"（git worktree remove，已经不在了的用 git worktree prune），再发布"
            )


def _checked_out(root: Path) -> Iterator[tuple[str, str]]:
    """The working copies of the repository, each with its branch."""
    tree = ""
    for line in git.text(root, "worktree", "list", "--porcelain").splitlines():
        word, _, rest = line.partition(" ")
        if word == "worktree":
            tree = rest
        elif word == "branch":
            yield tree, rest.removeprefix("refs/heads/")


def refuse_locked(root: Path, names: tuple[str, ...]) -> None:
    """Refuse where git itself has locked what will be moved, and name the file."""
    for file in (refs.folder(root) / f"{name}.lock" for name in (*names, "packed-refs")):
        if file.exists():
            minutes = max(0, int(time.time() - file.stat().st_mtime) // _MINUTE)
            raise RefusedError(
                f"{file} 锁着，是 {minutes} 分钟以前留下的：有 git 命令正在运行的，等它结束；"
                f"没有的，是中断的命令留下的，删去这个文件，再发布"
            )


def refuse_anonymous(root: Path) -> None:
    """Refuse where git does not know who commits."""
    lacking = [
        f"git config {key} {example}"
        for key, variable, example in (
            ("user.name", "GIT_COMMITTER_NAME", "姓名"),
            ("user.email", "GIT_COMMITTER_EMAIL", "邮箱"),
        )
        if not os.environ.get(variable) and not git.line_or_none(root, "config", key)
    ]
    if lacking:
        raise RefusedError("\n    ".join(("git 不知道由谁提交，先运行：", *lacking)))


def refuse_nameless(root: Path) -> None:
    """Refuse to publish a site that says neither its name nor who publishes it."""
    if not (root / "data" / "site.yaml").is_file():
        raise RefusedError(
            "没有 data/site.yaml，网站没有名称和发布单位；写上 title 和 publisher，提交以后再发布"
        )
