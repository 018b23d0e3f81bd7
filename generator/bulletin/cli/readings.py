"""The command ``readings``: a month under the other options of its readings."""

from pathlib import Path

import click

from bulletin.cli.chinese import Command
from bulletin.cli.common import MONTH, assessment_of, good, rubric_of
from bulletin.cli.output import say
from bulletin.exchange import readings as to_text
from bulletin.repository.readings import TriedReadings


@click.command(cls=Command)
@click.argument("scheme")
@click.argument("month", type=MONTH)
@click.pass_obj
def readings(root: Path, scheme: str, month: str) -> int:
    """逐个改用口径登记中的其他答案，看得分、名次、标记和评优会怎样变。"""
    repository = good(root)
    assessment = assessment_of(repository, scheme, month)
    tried = TriedReadings(root, repository, scheme, month).run()
    say(to_text.trials(assessment.scheme, rubric_of(assessment, month), tried))
    return 0
