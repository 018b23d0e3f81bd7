"""The documents of a month in Word: bulletins, a notice for each unit, a report for each group."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bulletin.exchange.word import bulletin, notice, report
from bulletin.exchange.word.figures import Values
from bulletin.exchange.word.fill import Cover, fill
from bulletin.exchange.word.package import BadTemplateError
from bulletin.months import last_day
from bulletin.pages import Edition
from bulletin.publish import program
from bulletin.publish.site import edition_of
from bulletin.record.files import write
from bulletin.repository.opened import Repository
from bulletin.repository.until import until
from bulletin.review.version_window import shown
from bulletin.view.findings import Register
from bulletin.view.rounds import is_open
from bulletin.view.trail import NONE

_NO_NAME = re.compile(r"[/:?]")
"""What no file's name may have on some system; the register's names have none of the others."""
_LONGEST = 30
"""A system takes 255 bytes, of which a sign may need four."""
OWN = "data/templates"
"""Where an office keeps its own templates; those that come with the program stand in for others."""
DEMO = "演示数据，纯属虚构"
DRAFT = "征求意见稿（暂定）"


class ChangedError(Exception):
    """A document is there that differs from what would be written; the words are Chinese."""


@dataclass(frozen=True)
class _Template:
    """A template with the path that is told where it is wrong."""

    path: str
    content: bytes

    def fill(self, values: Values, cover: Cover) -> bytes:
        try:
            return fill(self.content, values, cover)
        except BadTemplateError as error:
            raise BadTemplateError(f"{self.path}: {error}") from error


def documents(root: Path, repository: Repository, month: str) -> dict[str, bytes]:
    """All documents of a month by path; nothing of a later month is in them."""
    then = until(repository, month)
    assessments = {s: a for s, a in then.book.assessments.items() if month in a.months}
    editions = (edition_of(then, s, NONE, {}, shown(a, month)) for s, a in assessments.items())
    folders = (_of_scheme(root, edition, month) for edition in editions)
    return {path: content for files in folders for path, content in files}


def _of_scheme(root: Path, edition: Edition, month: str) -> Iterator[tuple[str, bytes]]:
    register = Register(edition)
    yield f"{edition.id}/通报.docx", _bulletin(root, edition, register, month)
    yield from _notices(root, edition, register, month)
    yield from _reports(root, edition, register, month)


def _bulletin(root: Path, edition: Edition, register: Register, month: str) -> bytes:
    cover = _cover(edition, month, provisional=edition.scores[month].provisional)
    return _template(root, "通报").fill(bulletin.values(edition, register, month), cover)


def _notices(
    root: Path, edition: Edition, register: Register, month: str
) -> Iterator[tuple[str, bytes]]:
    template = _template(root, "反馈单")
    for score in edition.scores[month].units:
        values = notice.values(edition, register, month, score)
        cover = _cover(edition, month, provisional=score.provisional)
        yield f"{edition.id}/反馈单/{_name(score.unit, score.name)}", template.fill(values, cover)


def _reports(
    root: Path, edition: Edition, register: Register, month: str
) -> Iterator[tuple[str, bytes]]:
    """A report for each group of a round, to be completed; none while the round is secret."""
    template, records = _template(root, "督察报告"), edition.assessment.months[month]
    cover = _cover(edition, month, provisional=False)
    for round_ in records.rounds.values():
        for team in round_.groups if is_open(round_, records) else ():
            values = report.values(edition, register, round_, team)
            path = f"{edition.id}/督察报告/{_name(round_.id, team.id, team.name)}"
            yield path, template.fill(values, cover)


def _name(*parts: str) -> str:
    """A file's name: ids, then a name as far as every system takes it.

    >>> _name("jyj", "教育局/本级")
    'jyj-教育局 本级.docx'
    """
    *ids, name = parts
    return f"{'-'.join(ids)}-{_NO_NAME.sub(' ', name)[:_LONGEST].strip()}.docx"


def _template(root: Path, name: str) -> _Template:
    own = root / OWN / f"{name}.docx"
    path = own if own.is_file() else program.home("site_templates") / "word" / own.name
    return _Template(f"{OWN}/{name}.docx" if path is own else own.name, path.read_bytes())


def _cover(edition: Edition, month: str, *, provisional: bool) -> Cover:
    marks = ((DEMO, edition.site.demo), (DRAFT, provisional))
    return Cover(
        title=f"{edition.title}{month}",
        author=edition.site.publisher,
        on=last_day(month),
        marks=tuple(words for words, holds in marks if holds),
    )


def save(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write documents that are not there; where one was changed, write nothing at all."""
    contents = {folder / path: content for path, content in files.items()}
    changed = [p for p, content in contents.items() if p.exists() and p.read_bytes() != content]
    if changed:
        more = " 等" if changed[1:] else ""
        raise ChangedError(
            f"已有的 {len(changed)} 个文件与现在生成的不同，可能在 Word 里改过："
            f"{changed[0].as_posix()}{more}\n"
            "一个文件也没有写。改过的先另存到别处，再删去这些文件；或者用 --out 写到别的文件夹"
        )
    write(folder, files)
    return tuple(contents)
