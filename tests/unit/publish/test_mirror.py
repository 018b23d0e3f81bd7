"""The folder of pages holds what was printed, and an unchanged page keeps its time."""

from pathlib import Path

from bulletin.publish.mirror import mirror


def test_writes_what_is_new_and_removes_what_is_left_over(tmp_path: Path) -> None:
    assert mirror(tmp_path, {"a.md": "1", "b/c.md": "2"}) == (2, 0)
    assert mirror(tmp_path, {"a.md": "1", "d/e.md": "3"}) == (1, 1)
    found = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")}
    assert found == {"a.md", "d", "d/e.md"}


def test_leaves_an_unchanged_file_alone(tmp_path: Path) -> None:
    mirror(tmp_path, {"a.md": "1"})
    before = (tmp_path / "a.md").stat().st_mtime_ns
    assert mirror(tmp_path, {"a.md": "1"}) == (0, 0)
    assert (tmp_path / "a.md").stat().st_mtime_ns == before
