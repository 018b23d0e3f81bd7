"""The shell that the theme puts around the article, mended: valid HTML, and no empty lines.

The article is not touched: what people typed stands in it alone.
"""

import re

_MENDS = (
    (re.compile(r'(<input [^>]*type="checkbox"[^>]*) autocomplete="off"'), r"\1"),
    (re.compile(r' autocorrect="off"'), ""),
    (re.compile(r' tabindex=""'), ""),
    (re.compile(r"\s*\n\s*"), "\n"),
)
_TABLE_OF_CONTENTS = 'id="__toc"'


def split(html: str) -> tuple[str, str, str]:
    """Return what stands before the article, the article, and what stands after it.

    >>> split("<p><article>1</article></p>")
    ('<p>', '<article>1</article>', '</p>')
    >>> split("<p></p>")
    ('<p></p>', '', '')
    """
    before, opened, rest = html.partition("<article")
    inside, closed, after = rest.rpartition("</article>")
    return (before, opened + inside + closed, after) if opened and closed else (html, "", "")


def mended(html: str) -> str:
    """Return the page with a valid shell; a label belongs to a control that is there.

    >>> mended('<input type="checkbox" id="a" autocomplete="off"> <label for="__toc">')
    '<input type="checkbox" id="a"> <label>'
    """
    before, article, after = split(html)
    return _valid(before) + article + _valid(after)


def _valid(part: str) -> str:
    for wrong, right in _MENDS:
        part = wrong.sub(right, part)
    return part if _TABLE_OF_CONTENTS in part else part.replace(' for="__toc"', "")
