"""A sealed month does not change: guarantee 4, and items 1 to 3 of the publication issue."""

import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from bulletin.record.format import format_files
from bulletin.record.refusal import RefusedError
from bulletin.repository.inputs import inputs_of
from bulletin.repository.opened import open_repository
from bulletin.review.problems import review
from bulletin.review.seal_history import past_of
from bulletin.review.verify import verify

from tests.cases import Repo
from tests.sealed_cases import MADE, write_case
from tests.unit.review.sealed import Sealed

AUGUST = "data/schemes/demo/2017-08"
GUIDE, LATE = f"{AUGUST}/findings/jiaoyu/jy-01.yaml", f"{AUGUST}/findings/jiaoyu/jy-02.yaml"


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """Both months sealed; every test leaves it as it was."""
    return Sealed(tmp_path_factory.mktemp("sealed") / "repo", "2017-08", "2017-09")


# jiaoyu: 12 - (2 - 1 exempt) × 1 - 2 = 9; 8 - 1 = 7; 5 + 2 + 2.5 = 9.5; 9 + 7 + 9.5 + 1 = 26.5.
# minzheng: no part in 1.1; 8; delivered nothing, so last of two: 5 - 1 = 4; 8 + 4 = 12.
RESULTS = """\
results:
  - unit: jiaoyu
    total: "26.5"
    rank: 1
    base: "25.5"
    overflow: "0"
    bonus: "1"
    penalty: "0"
    flags:
      - merit
    criteria:
      "1": "16"
      "1.1": "9"
      "1.2": "7"
      "2": "9.5"
    steps:
      - 1.1 guide-incomplete 2017-08/jy-01 jiaoyu deduct 1 × 1 × 1 = -1
      - 1.1 delay 2017-08/jy-02 jiaoyu deduct 2 × 1 × 1 = -2
      - 1.2 satisfaction-below satisfaction jiaoyu deduct 1 × 1 × 1 = -1
      - 2 reports-rank reports jiaoyu earn 5 × 1 × 1 = 5
      - 2 reports-on-time on-time jiaoyu earn 2 × 1 × 1 = 2
      - 2 quality shangcheng jiaoyu earn 2.5 × 1 × 1 = 2.5
      - total praised 2017-08/jy-03 jiaoyu award 1 × 1 × 1 = 1
  - unit: minzheng
    total: "12"
    rank: 2
    base: "12"
    overflow: "0"
    bonus: "0"
    penalty: "0"
    criteria:
      "1": "8"
      "1.1": not-participating
      "1.2": "8"
      "2": "4"
    steps:
      - 1.2 satisfaction-below satisfaction minzheng nothing 1 × 0 × 1 = 0
      - 2 reports-rank reports minzheng earn 4 × 1 × 1 = 4
      - 2 reports-on-time on-time minzheng earn 2 × 0 × 1 = 0
"""


def test_a_seal_says_what_came_of_what_line_by_line(repo: Sealed) -> None:
    text = repo.text("2017-08/seal.yaml")
    assert text.startswith('format: 1\nprogram: "0.1.0"\ninputs:\n  data/schemes/demo/2017-08/')
    assert text[text.index("results:") : text.index("digest:")] == RESULTS
    assert format_files(repo.root, check=True) == ((), ())


def test_a_seal_names_the_blobs_of_all_that_the_scores_depend_on(repo: Sealed) -> None:
    seal = open_repository(repo.root).book.assessments["demo"].months["2017-09"].seal
    assert seal is not None
    assert seal.previous == "2017-08"
    assert [path.removeprefix("data/") for path in seal.inputs] == [
        "schemes/demo/2017-08/findings/jiaoyu/jy-01.yaml",  # repeated in September
        "schemes/demo/2017-08/measurements.yaml",  # repeated in September
        "schemes/demo/2017-09/findings/jiaoyu/jy-01.yaml",
        "schemes/demo/2017-09/measurements.yaml",
        "schemes/demo/2017-09/participation.yaml",
        "schemes/demo/rubrics/2017-08.yaml",
        "schemes/demo/scheme.yaml",
        "units/city.yaml",
    ]
    for path, blob in seal.inputs.items():
        assert repo.git("rev-parse", f"HEAD:{path}").strip() == blob


def test_what_is_sealed_is_in_order(repo: Sealed) -> None:
    assert repo.refused() == []
    found = verify(open_repository(repo.root), past_of(repo.root), (("demo", "2017-08"),))
    assert [(one.units, one.steps, one.wrong) for one in found] == [(2, 10, ())]


FILES = (
    f"{AUGUST}/seal.yaml",
    GUIDE,
    LATE,
    f"{AUGUST}/findings/jiaoyu/jy-03.yaml",
    f"{AUGUST}/marks.yaml",
    f"{AUGUST}/measurements.yaml",
    f"{AUGUST}/participation.yaml",
)


def test_the_files_that_are_tampered_with_are_all_there_are(repo: Sealed) -> None:
    found = (path for path in (repo.root / AUGUST).rglob("*") if path.is_file())
    assert sorted(path.relative_to(repo.root).as_posix() for path in found) == sorted(FILES)


@pytest.mark.parametrize("path", FILES)
def test_each_line_of_each_file_is_held(repo: Sealed, path: str) -> None:
    """A comment behind a line changes no meaning, and is refused all the same."""
    lines = repo.text(path).splitlines()
    for number in range(len(lines)):
        changed = [line + " # x" if i == number else line for i, line in enumerate(lines)]
        repo.write(path, "\n".join(changed) + "\n")
        assert any(path in words for words in repo.refused()), lines[number]
    repo.restore()


@pytest.mark.parametrize("path", FILES)
def test_no_file_may_go(repo: Sealed, path: str) -> None:
    repo.file(path).unlink()
    assert any(words.startswith(path) for words in repo.refused())
    repo.restore()


@pytest.mark.parametrize("path", [path for path in FILES if "findings" in path])
def test_no_finding_may_be_renamed(repo: Sealed, path: str) -> None:
    other = path.replace("jy-0", "jy-1")
    repo.file(path).rename(repo.file(other))
    refused = "\n".join(repo.refused())
    assert f"{path}:1:1: Z003" in refused
    assert f"{other}:1:1: Z002" in refused
    repo.restore()


@pytest.mark.parametrize(
    "name", ["README.md", "draws/again.yaml", "corrections/1.yaml", "rechecks/2017-08/jy-02.yaml"]
)
def test_no_file_of_any_kind_may_come(repo: Sealed, name: str) -> None:
    repo.write(f"{AUGUST}/{name}", "more: 1\n")
    assert any(words.startswith(f"{AUGUST}/{name}") for words in repo.refused())
    repo.restore()


def test_a_recheck_of_what_is_sealed_changes_nothing_sealed(tmp_path: Path) -> None:
    repo = Sealed(tmp_path, "2017-08")
    text = repo.text(LATE).replace("tier:", "ordered: true\ntier:")
    repo.write("2017-09/rechecks/2017-08/jy-02.yaml", "date: 2017-09-12\n")
    assert repo.refused() == []
    assert repo.verified("2017-08").wrong == ()
    repo.write(LATE, text)
    assert [LATE in words for words in repo.refused()] == [True]


def test_a_changed_finding_is_named_with_its_number_by_check_and_verify(repo: Sealed) -> None:
    repo.change(LATE, "tier: 一般", "tier: 严重")
    step = (
        "市教育局（jiaoyu）的计分步骤"
        "封存时为“1.1 delay 2017-08/jy-02 jiaoyu deduct 2 × 1 × 1 = -2”，"
        "重算为“1.1 delay 2017-08/jy-02 jiaoyu deduct 4 × 1 × 1 = -4”，总分 26.5 → 24.5"
    )
    assert [(LATE in words, step in words) for words in repo.refused()] == [(True, True)]
    one = repo.verified("2017-08")
    assert one.from_git == 1
    assert [(LATE in words, step in words) for words in one.wrong] == [(True, True)]
    repo.restore()


def test_a_changed_rubric_is_refused_for_each_month_that_it_changes(repo: Sealed) -> None:
    """In September nobody was late: only August comes out otherwise."""
    repo.change("rubrics/2017-08.yaml", "一般: 2", "一般: 3")
    (words,) = repo.refused()
    assert words.startswith("data/schemes/demo/rubrics/2017-08.yaml:1:1: Z006 ")
    assert "已封存的 2017-08 的结果" in words
    assert "总分 26.5 → 25.5" in words
    assert len(repo.verified("2017-08").wrong) == 1
    assert repo.verified("2017-09").wrong == ()
    repo.restore()


def test_a_new_unit_changes_no_result_and_the_old_register_is_in_git(repo: Sealed) -> None:
    repo.write("data/units/more.yaml", "- id: elsewhere\n  name: 别处\n  kind: other\n")
    repo.change("data/units/city.yaml", "市语委办", "市语言委")
    assert repo.refused() == []
    repo.commit("Change the registers")
    one = repo.verified("2017-08")
    assert (one.from_git, one.wrong) == (1, ())
    (words,) = one.notes
    assert "单位 jiaoyu（市教育局）的别名、挂牌名称封存时为“市语委办”，现为“市语言委”" in words
    repo.git("reset", "--quiet", "--hard", "HEAD^")


def test_a_month_between_changes_what_is_previous(repo: Sealed) -> None:
    """The seal of September stands on August being the month before it; July is before both."""
    repo.write("2017-07/README.md", "")
    assert any("2017-07/seal.yaml:1:1: Z008" in words for words in repo.refused())
    repo.restore()


def test_a_seal_made_anew_without_a_correction_is_refused(repo: Sealed) -> None:
    repo.change(LATE, "tier: 一般", "tier: 严重")
    for month in ("2017-08", "2017-09"):
        repo.file(f"{month}/seal.yaml").unlink()
    repo.seal("2017-08")
    repo.seal("2017-09")
    assert [words.split(" ")[1] for words in repo.refused()] == ["Z004"]
    repo.git("reset", "--quiet", "--hard", "HEAD^^")


def test_a_published_seal_is_that_of_its_tag(repo: Sealed) -> None:
    """Where history was written anew, the tag still tells."""
    repo.git("tag", "bulletin-2017-08")
    repo.git("checkout", "--quiet", "--orphan", "other")
    repo.change(LATE, "tier: 一般", "tier: 严重")
    for month in ("2017-08", "2017-09"):
        repo.file(f"{month}/seal.yaml").unlink()
    repo.commit("Forget")
    repo.seal("2017-08")
    assert [("bulletin-2017-08" in w) for w in repo.verified("2017-08").wrong] == [True]
    repo.git("checkout", "--quiet", "--force", "main")
    repo.git("branch", "--quiet", "-D", "other")
    repo.git("tag", "--delete", "bulletin-2017-08")


def test_a_clone_of_the_last_commit_verifies_or_says_what_it_lacks(
    repo: Sealed, tmp_path: Path
) -> None:
    def clone(name: str) -> tuple[str, ...]:
        repo.git("clone", "--quiet", "--depth=1", f"file://{repo.root}", str(tmp_path / name))
        found = open_repository(tmp_path / name)
        past = past_of(tmp_path / name)
        return next(verify(found, past, (("demo", "2017-08"),))).wrong

    assert clone("whole") == ()
    repo.change("data/units/city.yaml", "市语委办", "市语言委")
    repo.commit("Change a register")
    (words,) = clone("less")
    assert words.startswith("data/units/city.yaml 封存时的内容")
    assert "浅克隆" in words
    repo.git("reset", "--quiet", "--hard", "HEAD^")


def test_months_are_sealed_in_order_and_once_and_only_when_final(tmp_path: Path) -> None:
    repo = Sealed(tmp_path / "repo")
    with pytest.raises(RefusedError, match="2017-08 还没有封存"):
        repo.seal("2017-09")
    repo.seal("2017-08")
    with pytest.raises(RefusedError, match="已经封存"):
        repo.seal("2017-08")
    repo.write("2017-09/participation.yaml", "- unit: minzheng\n  rule: quality\n  reason: 无\n")
    # Owed: satisfaction of one, reports and on-time of two, the quality mark of the other.
    with pytest.raises(RefusedError, match="还有 6 项数据或评分（涉及 2 个单位）待报"):
        repo.seal("2017-09")


def test_a_mark_that_is_not_agreed_is_not_final(tmp_path: Path) -> None:
    repo = Sealed(tmp_path / "repo")
    repo.change("2017-08/marks.yaml", "  agreed:\n    points: 2.5\n", "")
    with pytest.raises(RefusedError, match="还有评分没有商定"):
        repo.seal("2017-08")


def test_a_correction_tells_old_and_new(tmp_path: Path) -> None:
    """A tier of 4 instead of 2: 26.5 becomes 24.5, and 1.1 falls from 9 to 7."""
    repo = Sealed(tmp_path / "repo", "2017-08", "2017-09")
    with pytest.raises(RefusedError, match="没有改动"):
        repo.correct("2017-08")
    old = repo.git("rev-parse", f"HEAD:{AUGUST}/seal.yaml").strip()
    was = repo.git("rev-parse", f"HEAD:{LATE}").strip()
    repo.change(LATE, "tier: 一般", "tier: 严重")
    now = repo.git("hash-object", LATE).strip()
    repo.correct("2017-08", "复核认定为严重")
    assert repo.text("2017-08/corrections/1.yaml") == (
        'format: 1\nprogram: "0.1.0"\nreason: 复核认定为严重\nbasis: 示范〔2017〕3号\n'
        f"replaces: {old}\n"
        f"inputs:\n  - path: {LATE}\n    old: {was}\n    new: {now}\n"
        "units:\n  - unit: jiaoyu\n"
        '    old:\n      total: "26.5"\n      rank: 1\n'
        '    new:\n      total: "24.5"\n      rank: 1\n'
        '    criteria:\n      - id: "1"\n        old: "16"\n        new: "14"\n'
        '      - id: "1.1"\n        old: "9"\n        new: "7"\n'
    )
    assert format_files(repo.root, check=True) == ((), ())
    assert repo.refused() == []
    repo.commit("Correct August")
    assert repo.verified("2017-08").wrong == ()
    repo.change(LATE, "tier: 严重", "tier: 一般")
    repo.correct("2017-08", "再次复核")
    repo.commit("Correct August again")
    assert repo.refused() == []
    one = repo.verified("2017-08")
    assert (one.corrections, one.wrong) == (2, ())


def test_a_correction_that_tells_other_numbers_is_found(tmp_path: Path) -> None:
    """Even where its author sealed anew, git has the seal that was replaced."""
    repo = Sealed(tmp_path / "repo", "2017-08")
    repo.change(LATE, "tier: 一般", "tier: 严重")
    repo.correct("2017-08")
    path = f"{AUGUST}/corrections/1.yaml"
    blob = repo.git("hash-object", path).strip()
    repo.change(path, 'total: "26.5"', 'total: "25.5"')
    assert any(words.startswith(path) for words in repo.refused())
    forged = repo.git("hash-object", path).strip()
    repo.change(f"{AUGUST}/seal.yaml", blob, forged)
    assert any(path in words for words in repo.verified("2017-08").wrong)


def test_an_appeal_that_was_decided_late_is_a_correction(tmp_path: Path) -> None:
    """Upheld: the 2 points of the delay come back, 26.5 becomes 28.5."""
    repo = Sealed(tmp_path / "repo", "2017-08", "2017-09")
    appeal = "appeal:\n  filed: 2017-09-02\n  grounds: 已经回复\n  decision: upheld\n"
    repo.write(LATE, repo.text(LATE) + appeal + "  decided: 2017-10-09\n")
    repo.correct("2017-08", "申诉成立", "2017-08/jy-02")
    (correction,) = (
        open_repository(repo.root).book.assessments["demo"].months["2017-08"].corrections
    )
    (change,) = correction.units
    assert (change.unit, change.old_total, change.new_total) == (
        "jiaoyu",
        Fraction("26.5"),
        Fraction("28.5"),
    )
    assert repo.refused() == []


@pytest.mark.parametrize("code", MADE)
def test_the_cases_in_tests_bad_are_those_of_the_base(code: str, tmp_path: Path) -> None:
    """If this fails, say ``python -m tests.sealed_cases`` and read the difference."""
    bad = Path(__file__).parents[2] / "bad" / code
    write_case(code, tmp_path / code)
    shutil.copytree(bad, tmp_path / "kept")
    files = {p.relative_to(bad) for p in bad.rglob("*") if p.is_file()}
    for file in files:
        assert (tmp_path / code / file).read_bytes() == (bad / file).read_bytes(), file


def test_a_working_copy_with_the_line_ends_of_windows_is_called_that(tmp_path: Path) -> None:
    repo = Sealed(tmp_path / "repo", "2017-08")
    for path in (repo.root / "data").rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    problems = review(repo.root).problems
    assert {p.code for p in problems} == {"Z001", "Z004", "Z007"}
    assert all("CRLF" in p.message and "core.autocrlf" in p.hint for p in problems)
    assert {p.place.path for p in problems if p.code != "Z007"} == set(FILES)
    with pytest.raises(RefusedError, match="CRLF"):
        repo.seal("2017-09")


# --- what a month's scores depend on ------------------------------------------------------------


def test_what_decides_whether_a_link_counts_is_an_input(tmp_path: Path) -> None:
    """September repeats August: who took part then, in what the finding is about."""
    repo = Repo(tmp_path)
    august = "data/schemes/demo/2017-08/participation.yaml"

    def inputs() -> set[str]:
        return {*inputs_of(open_repository(repo.root).book, "demo", "2017-09")}

    assert "data/schemes/demo/2017-08/findings/jiaoyu/jy-01.yaml" in inputs()
    assert august not in inputs()
    rows = repo.text("2017-08/participation.yaml")
    row = "- unit: jiaoyu\n  rule: guide-incomplete\n  reason: 没有办事事项\n"
    repo.write("2017-08/participation.yaml", rows + row)
    assert august in inputs()
