"""What tests need that a machine may not have: programs, fonts, a browser.

A test names its needs with ``@needs("writer", "cjk")``, a fixture or helper with
``require("form")``. Where one is lacking the test is left out, and the last lines of the run say
so and why; a test is skipped in no other way.
"""

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from bulletin.publish import desk, fonts
from bulletin.publish.libreoffice import find as find_office
from playwright.sync_api import sync_playwright

from tests import browser

_GIT = (2, 31)
"""The first git with ``rev-parse --path-format``."""


@dataclass(frozen=True)
class Need:
    """Something that may be lacking: its name, how one gets it, whether it is there."""

    name: str
    get: str
    is_there: Callable[[], bool]


def _libreoffice(library: str) -> bool:
    """Whether LibreOffice is here with one of its programs, each a package of its own."""
    program = find_office()  # itself, which the tests replace
    folder = Path(program).resolve().parent if program else None
    return folder is not None and any(folder.glob(f"*{library}*"))


def _chinese_fonts() -> bool:
    return any(face.has("督") and face.has("〔") for face in fonts.installed() or ())


def _starts_a_browser() -> bool:
    try:
        with sync_playwright() as playwright:
            browser.launch(playwright).close()
    except browser.NoBrowserError:
        return False
    return True


def _git() -> bool:
    try:
        said = subprocess.run(["git", "--version"], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    version = re.search(rb"(\d+)\.(\d+)", said)
    return version is not None and (int(version[1]), int(version[2])) >= _GIT


NEEDS = {
    "writer": Need(
        "LibreOffice Writer",
        "apt-get install libreoffice-writer",
        lambda: _libreoffice("swlo"),
    ),
    "calc": Need(
        "LibreOffice Calc",
        "apt-get install libreoffice-calc",
        lambda: _libreoffice("sclo"),
    ),
    "cjk": Need("a Chinese font", "apt-get install fonts-noto-cjk", _chinese_fonts),
    "form": Need(
        "the form with its Node.js",
        "install Node.js with npm, then: npm ci --prefix site_templates/admin",
        lambda: desk.is_installed() and shutil.which("node") is not None,
    ),
    "browser": Need(
        "a browser that starts", "python -m tests.browser tells what was tried", _starts_a_browser
    ),
    "git": Need(f"git {'.'.join(map(str, _GIT))} or newer", "install it", _git),
    "posix": Need("a system with fork and signals", "Linux or macOS", lambda: hasattr(os, "fork")),
}


@cache
def is_there(name: str) -> bool:
    """Tell whether a need is met; asked once a process."""
    return NEEDS[name].is_there()


def needs(*names: str) -> pytest.MarkDecorator:
    """Mark a test by what it needs."""
    assert set(names) <= set(NEEDS)
    return pytest.mark.needs(*names)


def require(*names: str) -> None:
    """Leave the test out where one of its needs is lacking."""
    for name in names:
        if not is_there(name):
            pytest.skip(f"{NEEDS[name].name} is lacking ({NEEDS[name].get})")


def left_out(reasons: Iterable[str]) -> Iterator[str]:
    """Say what was left out, a line for each reason; nothing where nothing was.

    >>> list(left_out(["git is lacking", "git is lacking"]))
    ['Left out: 2 tests, since git is lacking']
    """
    for reason, number in sorted(Counter(reasons).items()):
        yield f"Left out: {number} test{'s' if number > 1 else ''}, since {reason}"
