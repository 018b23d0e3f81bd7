"""A good data repository for each test to spoil."""

from pathlib import Path

import pytest

from tests.cases import Repo


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path)
