"""The command ``publish``: a month onto the branch of the site."""

from pathlib import Path

import click

from bulletin.cli.chinese import Command
from bulletin.cli.common import (
    MONTH,
    refuse,
)
from bulletin.cli.output import say
from bulletin.publish import versions
from bulletin.record.refusal import RefusedError


@click.command(cls=Command)
@click.argument("month", type=MONTH)
@click.pass_obj
def publish(root: Path, month: str) -> int:
    """发布一个月：核对，生成这一期网站，写进 site 分支，给提交打标签。"""
    try:
        commit = versions.publish(root, month)
    except RefusedError as refused:
        return refuse(refused)
    tag = versions.tag_of(month)
    say(f"已发布 {month}：{versions.BRANCH} 分支 {commit[:10]}，标签 {tag}")
    say(f"送出：git push --atomic origin {versions.BRANCH} {tag}")
    return 0
