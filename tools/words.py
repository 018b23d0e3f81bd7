"""The words of the interface: each one that code and templates use stands in the catalogues.

``python -m tools.words`` writes ``site_templates/locale/en.po`` anew: new words come in without a
translation, words that nothing uses go. Translate what is empty, and look at the difference.
"""

import re
from collections.abc import Iterable
from io import BytesIO
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent.parent
LOCALE = HERE / "site_templates" / "locale"
HEAD = """\
# The words of the interface in English; ``python -m tools.words`` keeps them in order.
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
HAN = re.compile(r"[\u3400-\u9fff]")
Text = str | tuple[str, ...]
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
_METHODS = [("**.py", "python"), ("**.j2", "jinja2"), ("**.html", "jinja2")]
_OPTIONS = {
    "silent": "false",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "newstyle_gettext": "true",
}


def used() -> frozenset[Text]:
    """Every word that is marked in the code and in the templates."""
    rows = chain.from_iterable(
        extract_from_dir(
            HERE / folder, _METHODS, dict.fromkeys(("**.j2", "**.html"), _OPTIONS), _KEYWORDS
        )
        for folder in ("generator", "site_templates/pages", "site_templates/theme")
    )
    return frozenset(text if isinstance(text, str) else tuple(text) for _, _, text, *_ in rows)


def catalogue(language: str) -> Catalog:
    """A catalogue as it is kept."""
    with (LOCALE / f"{language}.po").open("rb") as file:
        return read_po(file, language, abort_invalid=True)


def texts(kept: Catalog) -> list[tuple[str, str]]:
    """Each word with its translation; of a word with a plural each form with its own."""
    return [pair for m in kept if m.id for pair in zip(_forms(m.id), _forms(m.string), strict=True)]


def _forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def renewed(kept: Catalog, words: Iterable[Text]) -> str:
    """Write a catalogue for these words, with the translations that are kept."""
    made = Catalog(kept.locale)
    for text in sorted(words, key=str):
        known = kept.get(text if isinstance(text, str) else text[0])
        made.add(text, known.string if known else None, flags=known.flags if known else ())
    written = BytesIO()
    write_po(written, made, width=0, omit_header=True)
    return f"{HEAD}\n{written.getvalue().decode().rstrip()}\n"


if __name__ == "__main__":
    (LOCALE / "en.po").write_text(renewed(catalogue("en"), used()), encoding="utf-8")
