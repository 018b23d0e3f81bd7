"""The command ``rescore``: a month by another version of the rubric."""

from pathlib import Path

import click

from bulletin.cli.chinese import Command
from bulletin.cli.common import MONTH, assessment_of, good, rubric_of, wrong
from bulletin.cli.output import say
from bulletin.compare.rescore import shifts
from bulletin.exchange import rescore as to_text
from bulletin.exchange.text import month_name
from bulletin.scoring import score


@click.command(cls=Command)
@click.argument("scheme")
@click.argument("month", type=MONTH)
@click.option(
    "--rubric", "version", type=MONTH, required=True, metavar="VERSION", help="评分细则版本"
)
@click.pass_obj
def rescore(root: Path, scheme: str, month: str, version: str) -> int:
    """用另一版评分细则重算一个月，看得分和名次会怎样变。"""
    repository = good(root)
    assessment = assessment_of(repository, scheme, month)
    if version not in assessment.rubrics:
        wrong(f"考核办法 {scheme} 没有 {version} 版评分细则", assessment.rubrics)
    units = repository.book.units
    before = score(assessment, units, month)
    after = score(assessment, units, month, assessment.rubrics[version])
    used = rubric_of(assessment, month).version
    say(f"{month_name(month)}：由 {used} 版改用 {version} 版评分细则")
    say(to_text.shifts(assessment.scheme, shifts(before, after)))
    return 0
