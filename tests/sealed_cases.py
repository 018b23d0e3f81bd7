"""The cases of ``tests/bad`` that need a seal: each is the base, sealed, and then tampered with.

A seal names the blobs of the base, so ``python -m tests.sealed_cases`` writes the cases anew when
the base has changed; read the difference. The texts that are printed are kept as in all cases.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bulletin.problem import as_text
from bulletin.record.correct import Grounds, correct
from bulletin.record.seal import seal
from bulletin.repository.opened import open_repository
from bulletin.review import seal_file as to_file
from bulletin.review.problems import review

from tests.cases import BAD, BY_HISTORY, Repo, laid, options

SEAL = "2017-08/seal.yaml"
FINDING = "2017-08/findings/jiaoyu/jy-02.yaml"
EXTRA = "2017-08/findings/jiaoyu/jy-09.yaml"
OTHER_SEAL, ABSENCES = "2017-09/seal.yaml", "2017-09/participation.yaml"
SCHEME = "scheme.yaml"
UNITS = "data/units/city.yaml"
RUBRIC = "rubrics/2017-08.yaml"
CORRECTION = "2017-08/corrections/1.yaml"

Paths = tuple[str, ...]


def sealed(repo: Repo) -> Repo:
    """The repository with its first month sealed."""
    seal(repo.root, open_repository(repo.root), "demo", "2017-08")
    return repo


def changed(repo: Repo) -> Paths:
    sealed(repo).change(FINDING, "tier: 一般", "tier: 严重")
    return SEAL, FINDING


def added(repo: Repo) -> Paths:
    sealed(repo).write(EXTRA, repo.text(FINDING))
    return SEAL, EXTRA


def missing(repo: Repo) -> Paths:
    sealed(repo.write(EXTRA, repo.text(FINDING)))
    repo.file(EXTRA).unlink()
    return (SEAL,)


def edited_seal(repo: Repo) -> Paths:
    sealed(repo)
    text = repo.text(SEAL)
    repo.write(SEAL, text.replace('    bonus: "1"\n', '    bonus: "2"\n', 1))
    return (SEAL,)


def forged_seal(repo: Repo) -> Paths:
    made = seal(repo.root, open_repository(repo.root), "demo", "2017-08")
    first, *others = made.results
    forged = replace(made, results=(replace(first, bonus="2"), *others))
    repo.write(SEAL, to_file.seal(forged))
    return (SEAL,)


def other_rubric(repo: Repo) -> Paths:
    sealed(repo).change(RUBRIC, "一般: 2", "一般: 3")
    return SEAL, RUBRIC


def other_units(repo: Repo) -> Paths:
    sealed(repo)
    repo.write(UNITS, f"{repo.text(UNITS)}- id: zhaoshang\n  name: 市招商局\n  kind: office\n")
    return SEAL, UNITS


def unknown_history(repo: Repo) -> Paths:
    sealed(repo)
    return (SEAL,)


def other_wording(repo: Repo) -> Paths:
    sealed(repo).change(UNITS, "name: 市教育局\n", "name: 市教育和体育局\n")
    repo.change(RUBRIC, "text: 拖延的，按程度扣分", "text: 拖延的，按情节扣分")
    return SEAL, UNITS, RUBRIC


def other_award(repo: Repo) -> Paths:
    both_sealed(repo).change(SCHEME, "top: 20%", "top: 100%")
    return SEAL, OTHER_SEAL, ABSENCES, SCHEME


def both_sealed(repo: Repo) -> Repo:
    """The repository with both months sealed, so that the year is decided."""
    repo.finish("2017-09")
    seal(sealed(repo).root, open_repository(repo.root), "demo", "2017-09")
    return repo


def swapped_names(repo: Repo) -> Paths:
    sealed(repo).change(UNITS, "name: 市教育局\n", "name: 甲\n")
    repo.change(UNITS, "name: 市民政局\n", "name: 市教育局\n")
    repo.change(UNITS, "name: 甲\n", "name: 市民政局\n")
    return SEAL, UNITS


def no_seal(repo: Repo) -> Paths:
    sealed(repo).change(FINDING, "tier: 一般", "tier: 严重")
    grounds = Grounds("复核认定为严重", "示范〔2017〕3号")
    correct(repo.root, open_repository(repo.root), ("demo", "2017-08"), grounds)
    repo.file(SEAL).unlink()
    return FINDING, CORRECTION


MADE: dict[str, Callable[[Repo], Paths]] = {
    "Z001": changed,
    "Z002": added,
    "Z003": missing,
    "Z004": edited_seal,
    "Z005": forged_seal,
    "Z006": other_rubric,
    "Z007": other_units,
    "Z008": no_seal,
    "Z009": unknown_history,
    "Z010": other_wording,
    "Z011": other_award,
    "Z012": swapped_names,
}


def write_case(code: str, into: Path) -> None:
    """Write one case: its wrong files, what is printed, and the base as it was sealed."""
    with TemporaryDirectory() as there:
        repo = Repo(Path(there) / "repo")
        paths = MADE[code](repo)
        for path in paths:
            _copy(repo, path, into)
        if code in BY_HISTORY:
            _write_right(Repo(Path(there) / "right"), paths, into / "right")
        else:
            _copy(sealed(Repo(Path(there) / "right")), SEAL, into / "right")
        root = laid(into, Path(there) / "laid")
        problems = review(root, history=not options(into)).problems
        printed = "".join(f"{as_text(p)}\n" for p in problems)
        (into / "expected.txt").write_text(printed, encoding="utf-8")


def _write_right(repo: Repo, paths: Paths, into: Path) -> None:
    """The files of a case as they were sealed."""
    both_sealed(repo) if OTHER_SEAL in paths else sealed(repo)
    for path in paths:
        _copy(repo, path, into)


def _copy(repo: Repo, path: str, into: Path) -> None:
    source = repo.file(path)
    target = into / source.relative_to(repo.root)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    for case in MADE:
        shutil.rmtree(BAD / case, ignore_errors=True)
        write_case(case, BAD / case)
