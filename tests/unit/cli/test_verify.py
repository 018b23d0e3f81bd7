"""What ``verify`` says where a seal cannot be read."""

from pathlib import Path

import pytest
from bulletin.cli import main

from tests.unit.review.sealed import Sealed

SEAL = "2017-08/seal.yaml"


def test_a_seal_that_cannot_be_read_is_not_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = Sealed(tmp_path / "repo", "2017-08")
    repo.write(SEAL, repo.text(SEAL).replace('total: "', 'total: "x', 1))
    with pytest.raises(SystemExit) as left:
        main(("--root", str(repo.root), "verify"))
    assert left.value.code == 1
    assert f"data/schemes/demo/{SEAL}:" in capsys.readouterr().out
