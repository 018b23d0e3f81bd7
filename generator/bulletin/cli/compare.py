"""The command ``compare``: what differs between two months."""

from pathlib import Path

import click

from bulletin.cli.chinese import Command
from bulletin.cli.common import MONTH, assessment_of, good
from bulletin.cli.output import say, say_json
from bulletin.compare.comparison import compare_months
from bulletin.exchange import comparison as to_text


@click.command(cls=Command)
@click.argument("scheme")
@click.argument("before", type=MONTH, metavar="MONTH")
@click.argument("after", type=MONTH, metavar="MONTH")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="FORM",
    help="输出格式：text、json",
)
@click.pass_obj
def compare(root: Path, scheme: str, before: str, after: str, form: str) -> int:
    """比较两个月：新发现、重复、未整改、已整改的问题，总分怎样一步步变来，名次为什么变。"""
    repository = good(root)
    assessment = assessment_of(repository, scheme, before)
    assessment_of(repository, scheme, after)
    if before >= after:
        raise click.ClickException(f"先写较早的月份，写的是 {before} 和 {after}")
    units = repository.book.units
    comparison = compare_months(assessment, units, before, after)
    if form == "json":
        say_json(to_text.as_json(comparison))
    else:
        say(to_text.text(comparison, units))
    return 0
