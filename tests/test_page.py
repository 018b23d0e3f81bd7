"""The tool that shows one page builds that page."""

import sys
from pathlib import Path

import pytest

from tools import page

GOLDEN = Path(__file__).parent / "golden" / "deductions"


def test_the_page_that_is_named_is_built_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(page, "OUT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["page", "check/2017-08/index.md", "--root", str(GOLDEN)])
    page.main()
    built = tmp_path / "site/check/2017-08/index.html"
    assert capsys.readouterr().out == f"{built}\n"
    assert "甲局" in built.read_text(encoding="utf-8")
    assert not (tmp_path / "site/index.html").exists()
