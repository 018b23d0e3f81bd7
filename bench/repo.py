"""Makes a repository of a given size from the demonstration's scheme, always the same."""

import json
import random
import shutil
import subprocess
from pathlib import Path

from bulletin.canonical import canonical
from bulletin.load import read
from bulletin.model.rubric import Rule
from bulletin.model.scheme import Assessment, Book
from bulletin.publish import versions
from bulletin.record import seal
from bulletin.repository.opened import open_repository

HERE = Path(__file__).resolve().parent.parent
SCHEME = "hangzhou-departments"
REGISTER = "hangzhou"
_WORDS = (
    "现场抽查时窗口仍要求群众提供已经取消的证明材料，与公布的办事指南不一致；"
    "经核对系统记录，该事项当月有多件往返办理的情形，群众对此意见较大。"
)


def make(root: Path, units: int, months: int, each: int) -> int:
    """Write ``units`` × ``months`` × ``each`` findings below ``root``; return how many."""
    book, _ = read(HERE)
    assessment = book.assessments[SCHEME]
    _copy_rubric(root, assessment)
    ids = [u.id for u in assessment.assessed(book.units, "2017-08")]
    ids += [f"unit-{n}" for n in range(units - len(ids))]
    _write_units(root, book, ids[:units])
    chance = random.Random(41)  # noqa: S311 - the same repository every time
    written = 0
    for number in range(months):
        month = f"{2018 + number // 12}-{number % 12 + 1:02}"
        written += _month(root, assessment, month, (ids[:units], each, chance))
    return written


def commit(root: Path, until: str = "") -> None:
    """Commit everything, the months up to the given one sealed."""
    repository = open_repository(root)
    for month in repository.book.assessments[SCHEME].months:
        if month <= until:
            seal.seal(root, open_repository(root), SCHEME, month)
    _git(root, "init", "-q", "-b", "main")
    for key, value in (("user.name", "bench"), ("user.email", "bench@localhost")):
        _git(root, "config", key, value)
    _git(root, "add", "data")
    _git(root, "commit", "-q", "-m", "all findings")


def pretend(root: Path, number: int) -> None:
    """Let the first months count as published, without any of their pages."""
    months = sorted(p.name for p in (root / "data/schemes" / SCHEME).glob("????-??"))[:number]
    made_from = _git(root, "rev-parse", "HEAD")
    for month in months:
        _git(root, "tag", versions.tag_of(month))
    rows = [
        {"version": m, "title": m, "aliases": [], "properties": {"commit": made_from}}
        for m in reversed(months)
    ]
    listed = _git(root, "hash-object", "-w", "--stdin", given=json.dumps(rows))
    tree = _git(root, "mktree", given=f"100644 blob {listed}\tversions.json\n")
    made = _git(root, "commit-tree", tree, "-m", "Publish")
    _git(root, "update-ref", f"refs/heads/{versions.BRANCH}", made)


def commit_change(root: Path) -> None:
    """Commit everything, then a change of one finding by which points are lost or won."""
    commit(root)
    path = min((root / "data/schemes" / SCHEME).glob("*/findings/*/*-0.yaml"))
    text = path.read_text(encoding="utf-8")
    withdrawn = "withdrawn:\n  date: 2019-01-01\n  reason: 重复登记\n"
    path.write_text(canonical(text + withdrawn, "finding"), encoding="utf-8")
    _git(root, "commit", "-q", "-a", "-m", "one finding withdrawn")


def _git(root: Path, *words: str, given: str = "") -> str:
    who = ("-c", "user.name=bench", "-c", "user.email=bench@localhost", "-c", "gc.auto=0")
    command = ["git", "-C", str(root), *who, *words]
    done = subprocess.run(command, input=given, stdout=subprocess.PIPE, check=True, text=True)
    return done.stdout.strip()


def _copy_rubric(root: Path, assessment: Assessment) -> None:
    source = HERE / "data/schemes" / SCHEME
    target = root / "data/schemes" / SCHEME
    (target / "rubrics").mkdir(parents=True)
    version = min(assessment.rubrics)
    shutil.copy(source / "rubrics" / f"{version}.yaml", target / "rubrics/2018-01.yaml")
    lines = (source / "scheme.yaml").read_text(encoding="utf-8").split("\n")
    text = "\n".join(_without(lines, "months:"))
    (target / "scheme.yaml").write_text(text, encoding="utf-8")
    shutil.copy(HERE / "data/site.yaml", root / "data/site.yaml")


def _without(lines: list[str], key: str) -> list[str]:
    """Leave out a top key with everything indented under it."""
    kept, skipping = [], False
    for line in lines:
        if not line.startswith((" ", "-")):
            skipping = line.startswith(key)
        if not skipping:
            kept.append(line)
    return kept


def _write_units(root: Path, book: Book, ids: list[str]) -> None:
    rows = []
    for unit in ids:
        found = book.units.get(unit)
        name = found.name if found else f"第{unit.rpartition('-')[2]}号单位"
        rows.append(f"- id: {unit}\n  name: {name}\n  kind: department\n  tags: [with-services]\n")
    rows += [
        f"- id: {u.id}\n  name: {u.name}\n  kind: {u.kind}\n"
        for u in book.units
        if u.register == REGISTER and u.kind != "department" and u.id not in ids
    ]
    (root / "data/units").mkdir()
    (root / f"data/units/{REGISTER}.yaml").write_text("".join(rows), encoding="utf-8")


_Plan = tuple[list[str], int, random.Random]


def _month(root: Path, assessment: Assessment, month: str, plan: _Plan) -> int:
    units, each, chance = plan
    rubric = next(iter(assessment.rubrics.values()))
    rules = [r for r in rubric.rules.values() if r.by_findings and not r.scope.places]
    folder = root / "data/schemes" / SCHEME / month
    folder.mkdir()
    blocks = [
        f"- metric: {metric}\n  values:\n"
        + "".join(f"    {unit}: {chance.randrange(8000, 10000) / 100}\n" for unit in units)
        for metric in rubric.metrics
    ]
    (folder / "measurements.yaml").write_text("".join(blocks), encoding="utf-8")
    for unit in units:
        (folder / "findings" / unit).mkdir(parents=True)
        for number in range(each):
            text = _finding(chance.choice(rules), unit, month, number)
            path = folder / "findings" / unit / f"{unit}-{number}.yaml"
            path.write_text(canonical(text, "finding"), encoding="utf-8")
    return len(units) * each


def _finding(rule: Rule, unit: str, month: str, number: int) -> str:
    tier = ""
    if rule.tiers:
        tier = f"tier: {rule.tiers[0]}\nsubject: 第{number}件创新举措\n"
    return (
        f"unit: {unit}\nrule: {rule.id}\ndate: {month}-{number % 27 + 1:02}\n"
        f"summary: 第 {number} 号督察发现的问题，{_summary(unit, month, number)}\n{tier}"
        f"source: monthly-check\ndetail: {_WORDS}{_WORDS}\ncause: {_WORDS[:40]}\n"
        f"proposal: {_WORDS[10:60]}\nordered:\n  due: {month}-28\n"
    )


def _summary(unit: str, month: str, number: int) -> str:
    """Signs that are like nobody else's: every finding of real data is about something."""
    chance = random.Random(f"{unit} {month} {number}")  # noqa: S311 - the same every time
    return "".join(chr(0x4E00 + chance.randrange(5000)) for _ in range(30))
