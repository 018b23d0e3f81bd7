"""The command ``impact``: what a change does to the results."""

from pathlib import Path

import click

from bulletin.cli.chinese import Command
from bulletin.cli.output import say, say_json
from bulletin.compare.impact import Impact
from bulletin.exchange import impact as to_text
from bulletin.exchange import impact_json as to_json
from bulletin.history import refs
from bulletin.review.impact import impact as impact_of

_WRITERS = {"text": to_text.text, "json": to_json.impact, "markdown": to_text.markdown}


@click.command(cls=Command)
@click.argument("base")
@click.argument("head", required=False)
@click.option("--merge", "other", metavar="OTHER", help="再看与另一个提交合并以后有没有矛盾")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(_WRITERS)),
    default="text",
    metavar="FORM",
    help="输出格式：text、json、markdown",
)
@click.pass_obj
def impact(root: Path, base: str, head: str | None, other: str | None, form: str) -> int:
    """从提交 BASE 到 HEAD 的改动怎样改变得分、名次、标记、等次、评优；没有变化就不输出。

    不写 HEAD 就看工作区。
    """
    start = _commit(root, base)
    if head is None and (other or not refs.changed(root, ["data"])):
        head = _clean_head(root)
    end = _commit(root, head) if head else None
    effects = impact_of(root, start, end, _commit(root, other) if other else None)
    if not effects.is_silent:
        (say_json if form == "json" else say)(_WRITERS[form](effects))
    return int(_has_errors(effects))


def _has_errors(effects: Impact) -> bool:
    merge = effects.merge
    return bool(effects.problems or (merge and (merge.problems or merge.conflicts)))


def _commit(root: Path, name: str) -> str:
    commit = "" if name.startswith("-") else refs.commit_of(root, name)
    if commit:
        return commit
    shallow = refs.is_shallow(root)
    hint = "这是浅克隆，先运行 git fetch --unshallow" if shallow else "写提交、分支或标签的名称"
    raise click.ClickException(f"没有提交“{name}”\n{hint}")


def _clean_head(root: Path) -> str:
    if refs.changed(root, ["data"]):
        raise click.ClickException("工作区有没有提交的改动，提交以后再看合并的结果")
    return refs.head(root)
