"""What every test shares."""

from collections.abc import Iterator

import pytest
from bulletin.publish import libreoffice
from hypothesis import settings

from tests.needs import left_out, require

# The same examples on every run, on a slow machine too: a red test is red for everyone.
settings.register_profile("bulletin", derandomize=True, deadline=None)
settings.load_profile("bulletin")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave a test out where what it needs is lacking."""
    for mark in item.iter_markers("needs"):
        require(*mark.args)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Let LibreOffice be there only for tests that ask for it: it takes seconds each time."""
    with pytest.MonkeyPatch.context() as patch:
        asked = {name for mark in item.iter_markers("needs") for name in mark.args}
        if not asked & {"writer", "calc"}:
            patch.setattr(libreoffice, "find", lambda: None)
        return (yield)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in plain words what was left out, and why."""
    skipped = terminalreporter.stats.get("skipped", ())
    reports = (one.longrepr for one in skipped)
    reasons = (str(one[2] if isinstance(one, tuple) else one) for one in reports)
    for line in left_out(reason.removeprefix("Skipped: ") for reason in reasons):
        terminalreporter.write_line(line, yellow=True)
