"""Fill a Word template: what stands in braces is replaced by text, and by nothing but text."""

import io
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from lxml import etree
from markupsafe import Markup

from bulletin.exchange.word.figures import Values
from bulletin.exchange.word.package import (
    BadTemplateError,
    no_document,
    normalised,
    packed,
    parts_of,
)

_TAG = re.compile(r"\{[{%#].*?[}%#]\}|\{[{%#].*")
_NO_WORD = (PackageNotFoundError, etree.XMLSyntaxError, AttributeError, LookupError, ValueError)
_SUMS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a template's own sums may raise: a text and a number added, too long a range."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What a document says of itself, whatever its template says.

    ``marks`` stand above the first line: that the data are invented, that it is a draft.
    """

    title: str
    author: str
    on: date
    marks: tuple[str, ...] = ()


def fill(template: bytes, values: Values, cover: Cover) -> bytes:
    """Fill a template; the same template and values give the same bytes."""
    filled = _opened(template)
    try:
        filled.render(dict(values), _environment(values))
    except TemplateError as error:
        raise BadTemplateError(_words(error)) from error
    except _SUMS as error:
        raise BadTemplateError(f"标记算不出来：{error}；模板里只写内容的名称，不做计算") from error
    _mark(filled.docx, cover)
    written = io.BytesIO()
    filled.docx.save(written)
    return packed(parts_of(written.getvalue()))


class _MisplacedError(TemplateError):
    """Tags of a template that tear a paragraph or a table apart; the words are Chinese."""


class _Filling(DocxTemplate):  # type: ignore[misc]  # it comes without types
    """A template that is refused where its tags do not fit its paragraphs and tables."""

    def fix_tables(self, xml: str) -> object:
        """Read strictly what would else be guessed."""
        try:
            etree.fromstring(xml)
        except etree.XMLSyntaxError as error:
            raise _MisplacedError(_MISPLACED) from error
        return super().fix_tables(xml)


def _opened(template: bytes) -> _Filling:
    """Open a template; what would not fit into memory when it is unpacked is refused."""
    try:
        opened = _Filling(io.BytesIO(normalised(template)))
        opened.init_docx()
    except _NO_WORD as error:
        raise no_document() from error
    return opened


_MISPLACED = (
    "标记放错了地方：{%p …%} 要独占一段，{%tr …%} 要独占表格的一行，"
    "开头和结尾（for 和 endfor、if 和 endif）要放在同一处"
)


def _environment(values: Values) -> ImmutableSandboxedEnvironment:
    """Templates of others run in a sandbox, and may name only what there is."""

    class Unknown(StrictUndefined):
        """A name that a template may not use: the message lists those that it may."""

        def __init__(self, *_hint: str, **named: Any) -> None:  # noqa: ANN401 - as inherited
            """Take the name and what it was looked for in; Jinja's own hint is English."""
            super().__init__(None, named.get("obj", missing), named.get("name"))

        @property
        def _undefined_message(self) -> str:
            if self._undefined_name is None:
                return "标记要取的一项不存在，例如从空的列表里取第一项"
            inside = self._undefined_obj
            scope = inside if isinstance(inside, dict) else values
            return f"没有“{self._undefined_name}”这一项，可以写：{'、'.join(scope)}"

    return ImmutableSandboxedEnvironment(autoescape=True, undefined=Unknown, finalize=_safe)


def _safe(value: object) -> object:
    """Let a text be read as text by Word, and not as a tag by the filler."""
    if not isinstance(value, str):
        return value
    text = value.unescape() if isinstance(value, Markup) else value
    return Markup(_escaped(text))  # noqa: S704 - escaped


def _escaped(text: str) -> str:
    """Escape a text; braces too, which the filler would read again.

    >>> _escaped("<b> {_{ 5")
    '&lt;b&gt; &#123;_&#123; 5'
    """
    return escape(text, {"{": "&#123;", "}": "&#125;"})


def _words(error: TemplateError) -> str:
    """Say in Chinese what is wrong with a tag, and near which others it stands."""
    message = error.message or ""
    if not isinstance(error, UndefinedError | _MisplacedError):
        message = f"标记写错了（{message}）；for 要有 endfor，if 要有 endif，大括号要成对"
    near = [tag for line in getattr(error, "docx_context", ()) for tag in _TAG.findall(line)]
    return f"{message}\n  就在这些标记附近：{'　'.join(near)}" if near else message


def _mark(document: Document, cover: Cover) -> None:
    """Set what is no template's to decide: the marks, the author, the date."""
    for text in reversed(cover.marks):
        line = document.add_paragraph(text)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        document.element.body.insert(0, line._element)  # noqa: SLF001 - the library has no other way
    about = document.core_properties
    about.title, about.author, about.last_modified_by = cover.title, cover.author, cover.author
    about.created = about.modified = datetime(*cover.on.timetuple()[:3], tzinfo=UTC)
    about.comments = about.keywords = about.category = ""
    about.revision = 1
