"""The cases of ``tests/bad`` that need a seal: each is the base, sealed, and then tampered with.

A seal names the blobs of the base, so ``python -m tests.sealed_cases`` writes the cases anew when
the base has changed; read the difference. The texts that are printed are kept as in all cases.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.exchange import seal as to_file
from generator.problem import as_text
from generator.publish.repository import open_repository
from generator.publish.review import review
from generator.publish.sealing import Grounds, correct, seal
from tests.cases import BAD, Repo, laid_over_base

SEAL = "2017-08/seal.yaml"
FINDING = "2017-08/findings/jiaoyu/jy-02.yaml"
EXTRA = "2017-08/findings/jiaoyu/jy-09.yaml"
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
    first = repo.text(UNITS).partition("name: ")[2].partition("\n")[0]
    repo.change(UNITS, f"name: {first}\n", f"name: {first}新\n")
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
}


def write_case(code: str, into: Path) -> None:
    """Write one case: its wrong files, what is printed, and the base as it was sealed."""
    with TemporaryDirectory() as there:
        repo = Repo(Path(there) / "repo")
        for path in MADE[code](repo):
            _copy(repo, path, into)
        right = sealed(Repo(Path(there) / "right"))
        _copy(right, SEAL, into / "right")
        root = laid_over_base(into, Path(there) / "laid")
        printed = "".join(f"{as_text(p)}\n" for p in review(root).problems)
        (into / "expected.txt").write_text(printed, encoding="utf-8")


def _copy(repo: Repo, path: str, into: Path) -> None:
    source = repo.file(path)
    target = into / source.relative_to(repo.root)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


if __name__ == "__main__":
    for case in MADE:
        shutil.rmtree(BAD / case, ignore_errors=True)
        write_case(case, BAD / case)
