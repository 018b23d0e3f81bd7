"""What comes with the program beside its code: templates, theme, settings, help pages."""

import re
from collections.abc import Sequence
from pathlib import Path

from babel.messages.pofile import read_po

import bulletin
from bulletin.language import Language
from bulletin.view import links

PACKAGE = Path(bulletin.__file__).parent
_CHECKOUT = PACKAGE.parents[1]
_PICTURE = re.compile(r"!\[.*?\]\(\.\./images/([a-z]+\.webp)\)")


def home(name: str) -> Path:
    """A file or folder of the program: inside the package when installed, else beside it."""
    installed = PACKAGE / f"_{name}"
    return installed if installed.exists() else _CHECKOUT / name


def templates() -> dict[str, str]:
    """The page templates by name."""
    folder = home("site_templates") / "pages"
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.j2"))}


def language(name: str) -> Language:
    """A language with the words of its catalogue; the words of ``zh`` stand in the code itself."""
    if name == "zh":
        return Language()
    with (home("site_templates") / "locale" / f"{name}.po").open("rb") as file:
        catalogue = read_po(file, name, abort_invalid=True)
    words: dict[str, str] = {}
    for message in catalogue:
        singular, *plural = _forms(message.id)
        translated, *several = _forms(message.string)
        words[singular] = translated
        words.update(
            {f"{singular}\0{many}": form for many, form in zip(plural, several, strict=True)}
        )
    del words[""]  # the catalogue's own head
    return Language(name, words)


def _forms(text: str | Sequence[str] | None) -> Sequence[str]:
    return (text or "",) if isinstance(text, str | None) else text


def redirect_template() -> Path:
    """The page by which an address without a month leads to the newest one."""
    return home("site_templates") / "redirect.html.j2"


def help_pages() -> dict[str, str | bytes]:
    """The help pages and the pictures that they show, by path; they lie as in ``docs/``."""
    pages = {
        links.source_of(target): (home("docs") / f"{name}.md").read_text(encoding="utf-8")
        for name, (target, _) in links.HELP.items()
    }
    shown = {name for text in pages.values() for name in _PICTURE.findall(text)}
    images = home("docs") / "images"
    return pages | {f"help/images/{name}": (images / name).read_bytes() for name in sorted(shown)}
