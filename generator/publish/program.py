"""What comes with the program beside its code: templates, theme, settings, help pages."""

from pathlib import Path

import generator
from generator.pages import links

PACKAGE = Path(generator.__file__).parent
_CHECKOUT = PACKAGE.parent


def home(name: str) -> Path:
    """A file or folder of the program: inside the package when installed, else beside it."""
    installed = PACKAGE / f"_{name}"
    return installed if installed.exists() else _CHECKOUT / name


def templates() -> dict[str, str]:
    """The page templates by name."""
    folder = home("site_templates") / "pages"
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.j2"))}


def redirect_template() -> Path:
    """The page by which an address without a month leads to the newest one."""
    return home("site_templates") / "redirect.html.j2"


def help_pages() -> dict[str, str]:
    """The help pages by path."""
    return {
        links.source_of(target): (home("docs") / f"{name}.md").read_text(encoding="utf-8")
        for name, (target, _) in links.HELP.items()
    }
