from os import mkfifo
from pathlib import Path

from bulletin.record.format import Rewritten, format_files

from tests.cases import Repo

FIRST = "data/schemes/demo/2017-08/findings/jiaoyu/jy-01.yaml"
MEASURED = "data/schemes/demo/2017-08/measurements.yaml"
SECOND = "data/schemes/demo/2017-08/findings/jiaoyu/jy-02.yaml"


def test_only_what_is_out_of_form_is_written(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    tidy = repo.text(FIRST)
    repo.change(FIRST, "unit: jiaoyu\n", "").write(FIRST, repo.text(FIRST) + "unit: 'jiaoyu'\n")
    spoilt = repo.text(FIRST)
    assert format_files(tmp_path, check=True) == ((Rewritten(FIRST),), ())
    assert repo.text(FIRST) == spoilt
    assert format_files(tmp_path, check=False) == ((Rewritten(FIRST),), ())
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


def test_a_file_saved_on_windows_is_read_and_written_as_others_are(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    tidy = repo.text(FIRST)
    before = repo.found()
    repo.file(FIRST).write_bytes(b"\xef\xbb\xbf" + tidy.replace("\n", "\r\n").encode())
    assert repo.found() == before
    spoilt = Rewritten(FIRST, ("BOM 标记", "CRLF 换行"))
    assert format_files(tmp_path, check=True) == ((spoilt,), ())
    assert format_files(tmp_path, check=False) == ((spoilt,), ())
    assert repo.file(FIRST).read_bytes() == tidy.encode()


def test_a_comment_in_a_file_with_a_byte_order_mark_is_kept(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    tidy = "# 注\n" + repo.text(FIRST)
    repo.file(FIRST).write_bytes(b"\xef\xbb\xbf" + tidy.encode())
    format_files(tmp_path, check=False)
    assert repo.file(FIRST).read_bytes() == tidy.encode()


def test_a_file_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    with repo.file(FIRST).open("wb") as file:
        file.truncate(20_000_000_000)
    changed, problems = format_files(tmp_path, check=True)
    assert (changed, [p.code for p in problems]) == ((), ["Y007"])


def test_what_is_no_ordinary_file_is_told(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    mkfifo(repo.file("2017-08/findings/jiaoyu/jy-04.yaml"))
    repo.file("2017-08/findings/jiaoyu/jy-05.yaml").mkdir()
    changed, problems = format_files(tmp_path, check=True)
    assert (changed, [p.code for p in problems]) == ((), ["Y009", "Y009"])
    assert [line[:4] for line in repo.found()] == ["Y009", "Y009"]


def test_what_the_reader_bounds_a_person_can_still_put_into_form(tmp_path: Path) -> None:
    values = "".join(f"    u{number}: '1'\n" for number in range(30_000))
    repo = Repo(tmp_path).write(MEASURED, f"- metric: late\n  values:\n{values}")
    _, problems = format_files(tmp_path, check=True)
    assert [(p.code, p.place.path) for p in problems] == [("Y007", MEASURED)]
    assert "bulletin format" in problems[0].hint
    assert format_files(tmp_path, check=False) == ((Rewritten(MEASURED),), ())
    assert format_files(tmp_path, check=True) == ((), ())
    assert '    u29999: "1"' in repo.text(MEASURED)
