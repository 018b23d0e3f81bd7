"""A Markdown extension: the generator's own pages pass their HTML blocks through unread.

Python-Markdown and MkDocs parse every HTML block, twice; the generator's pages are headings with
HTML blocks between them, so each block can be put aside at once. Without this extension the same
pages give the same site, only later.
"""

from itertools import groupby

from markdown import Extension, Markdown  # type: ignore[import-untyped]
from markdown.preprocessors import Preprocessor  # type: ignore[import-untyped]

MARK = '<div class="b-'
BEFORE_THE_PARSERS = 25  # after white space is made even (30), before MkDocs reads (21)


class Blocks(Preprocessor):  # type: ignore[misc]
    """Puts what stands between two headings aside."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the headings, with a place holder for each block between them."""
        first = next((line for line in lines if line.strip()), "")
        if not first.startswith(MARK):
            return lines
        return [
            line
            for heading, group in groupby(lines, key=lambda line: line.startswith("#"))
            for line in (group if heading else self._aside("\n".join(group).strip("\n")))
        ]

    def _aside(self, block: str) -> list[str]:
        return ["", self.md.htmlStash.store(block), "", ""] if block.strip() else [""]


class BlocksExtension(Extension):  # type: ignore[misc]
    """Puts the preprocessor before all that reads HTML."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - as Python-Markdown calls it
        """Register it."""
        md.preprocessors.register(Blocks(md), "bulletin_blocks", BEFORE_THE_PARSERS)


def makeExtension(**options: object) -> BlocksExtension:  # noqa: N802 - as Python-Markdown calls it
    """Make the extension; it has no options."""
    return BlocksExtension(**options)
