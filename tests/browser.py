"""The browser of the site tests: one that is installed, else one installed now.

`python -m tests.browser` makes sure that one starts, and prints its path.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

CHOICE = "BULLETIN_BROWSER"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
)
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files/Microsoft/Edge/Application/msedge.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
IS_ROOT = sys.platform != "win32" and os.geteuid() == 0
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-blink-features=LangAttributeAwareFormControlUI",  # dates as Chinese browsers do
    *(["--no-sandbox"] if IS_ROOT else []),  # as root the sandbox refuses to start
)
PACKAGES = {
    "apt-get": (
        ("apt-get", "update", "-qq"),
        ("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"),
    ),
    "dnf": (("dnf", "install", "-y", "-q", "chromium"),),
}
START_SECONDS = 60
INSTALL_SECONDS = 600


class NoBrowserError(Exception):
    """No browser starts here; the text says what was tried."""


def launch(playwright: Playwright) -> Browser:
    """The first browser of this machine that starts, headless."""
    return _start(playwright)[1]


def ensure(playwright: Playwright) -> Path:
    """The path of a browser that starts, installed if need be."""
    tried = []
    installers = () if CHOICE in os.environ else (_playwright_download, _system_package)
    for install in (_nothing, *installers):
        try:
            tried += install()
            path, browser = _start(playwright)
        except NoBrowserError as error:
            tried += error.args
        else:
            browser.close()
            return path
    raise NoBrowserError(*dict.fromkeys(tried))


def _start(playwright: Playwright) -> tuple[Path, Browser]:
    refused = []
    for path in _candidates(playwright):
        try:
            return path, playwright.chromium.launch(
                executable_path=path, args=FLAGS, timeout=START_SECONDS * 1000
            )
        except Error as error:
            refused.append(f"{path}: does not start: {_gist(error.message)}")
    raise NoBrowserError(*(refused or ["no Chromium, Chrome or Edge found"]))


def _candidates(playwright: Playwright) -> Iterator[Path]:
    """Where browsers are looked for; a choice made by hand is the only one."""
    if choice := os.environ.get(CHOICE):
        yield Path(shutil.which(choice) or choice)
        return
    yield from (Path(path) for name in NAMES if (path := shutil.which(name)))
    places = (*map(Path, PLACES), Path(playwright.chromium.executable_path))
    yield from (path for path in places if path.is_file())


def _nothing() -> list[str]:
    return []


def _playwright_download() -> list[str]:
    return _run(sys.executable, "-m", "playwright", "install", "chromium")


def _system_package() -> list[str]:
    manager = next((name for name in PACKAGES if shutil.which(name)), None)
    if manager is None:
        return [f"no package manager found of: {', '.join(PACKAGES)}"]
    become_root = () if IS_ROOT else ("sudo", "-n")
    return [line for command in PACKAGES[manager] for line in _run(*become_root, *command)]


def _run(*command: str) -> list[str]:
    """Run a command that asks nothing; the complaint, if it fails."""
    title = " ".join(command)
    print(f"browser: {title}", file=sys.stderr, flush=True)
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=INSTALL_SECONDS,
            check=False,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    except FileNotFoundError as error:
        return [f"{title}: {error.strerror}: {error.filename}"]
    except subprocess.TimeoutExpired:
        return [f"{title}: not finished after {INSTALL_SECONDS} s"]
    return [f"{title}: {_gist(done.stderr)}"] if done.returncode else []


def _gist(text: str) -> str:
    """The first line that names an error, else the first line."""
    lines = text.strip().splitlines() or [""]
    return next((line for line in lines if line.startswith(("E:", "Error", "ERROR"))), lines[0])


def main() -> int:
    """Print the path of a browser that starts, or what was tried and what to install."""
    try:
        with sync_playwright() as playwright:
            print(ensure(playwright))
    except NoBrowserError as error:
        print("The site tests need a browser, and none starts here. Tried:", file=sys.stderr)
        for line in error.args:
            print(f"  {line}", file=sys.stderr)
        print(
            "Install Chromium, Chrome or Edge, or name one that is elsewhere: "
            f"{CHOICE}=/path/to/browser make test",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
