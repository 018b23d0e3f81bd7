from pathlib import Path

from generator.publish.formatting import format_files
from tests.cases import Repo

FIRST = "data/schemes/demo/2017-08/findings/jiaoyu/jy-01.yaml"
SECOND = "data/schemes/demo/2017-08/findings/jiaoyu/jy-02.yaml"


def test_only_what_is_out_of_form_is_written(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    tidy = repo.text(FIRST)
    repo.change(FIRST, "unit: jiaoyu\n", "").write(FIRST, repo.text(FIRST) + "unit: 'jiaoyu'\n")
    spoilt = repo.text(FIRST)
    assert format_files(tmp_path, check=True) == ((FIRST,), ())
    assert repo.text(FIRST) == spoilt
    assert format_files(tmp_path, check=False) == ((FIRST,), ())
    assert repo.text(FIRST) == tidy
    assert format_files(tmp_path, check=True) == ((), ())


def test_what_cannot_be_read_is_left_as_it_is(tmp_path: Path) -> None:
    repo = Repo(tmp_path).change(SECOND, "tier: 一般\n", "tier: 一般\nunit: jiaoyu\n")
    spoilt = repo.text(SECOND)
    changed, problems = format_files(tmp_path, check=False)
    assert (changed, [p.code for p in problems]) == ((), ["Y002"])
    assert repo.text(SECOND) == spoilt


def test_nothing_is_left_beside_the_files(tmp_path: Path) -> None:
    Repo(tmp_path).change(FIRST, "unit: jiaoyu", "unit: 'jiaoyu'")
    format_files(tmp_path, check=False)
    assert [
        path.name for path in (tmp_path / FIRST).parent.iterdir() if path.suffix != ".yaml"
    ] == []
