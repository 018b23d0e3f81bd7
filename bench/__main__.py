"""``python -m bench``: load, check, score, impact, pages, site of 60 units × 12 months × 5.

The impact of one finding is measured among 36,000 (60 units × 24 months × 25) as well.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.past import grow
from bench.repo import commit, commit_change, make, pretend

UNITS, MONTHS, EACH = 60, 12, 5
LARGE = 60, 24, 25
PAST = 36_000, 2_000
"""Findings and commits."""


def run(phase: str, root: Path, times: int) -> dict[str, float]:
    """Run one phase in a new process."""
    command = [sys.executable, "-m", "bench.phase", phase, str(root), str(times)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def empty_pages(root: Path, plain: Path) -> int:
    """Lay out the same number of pages with nothing in them, under the same settings."""
    pages = sorted((root / "build/pages").rglob("*.md"))
    for page in pages:
        target = plain / "build/pages" / page.relative_to(root / "build/pages")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("# 空页\n", encoding="utf-8")
    settings = (root / "build/mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace(str(root), str(plain))
    (plain / "build/mkdocs.yml").write_text(settings, encoding="utf-8")
    return len(pages)


def report(name: str, got: dict[str, float], beside: float) -> None:
    """Print one row: cold, warm and CPU seconds, peak memory, ratio to what it stands beside."""
    ratio = f"{got['warm'] / beside:6.1f}" if beside else "     –"
    print(
        f"{name:<34}{got['cold']:8.2f}{got['warm']:8.2f}{got['cpu']:7.2f}{got['peak_mb']:9.0f}{ratio}"
    )


def impact_among_many() -> None:
    """Measure the impact of one finding in a large repository; at first nothing is remembered."""
    with tempfile.TemporaryDirectory() as there:
        written = make(Path(there), *LARGE)
        commit_change(Path(there))
        floor = run("floor", Path(there), 3)
        report(f"floor: read {written} findings", floor, floor["warm"])
        report(f"impact of one of {written} findings", run("impact", Path(there), 3), floor["warm"])


def history_of_many() -> None:
    """Measure the history of every record in a repository with a past."""
    with tempfile.TemporaryDirectory() as there:
        commits = grow(Path(there), *PAST)
        floor = run("log", Path(there), 3)
        report(f"floor: git log of {commits} commits", floor, floor["warm"])
        got = run("history", Path(there), 3)
        report(f"history of {PAST[0]} findings", got, floor["warm"])


def publication() -> None:
    """Measure the publication of the same month in three years, and of one that closes a year."""
    for months, published in ((2, 1), (14, 13), (26, 23)):
        with tempfile.TemporaryDirectory() as there:
            root = Path(there)
            make(root, UNITS, months, EACH)
            commit(root, "9999-12")
            pretend(root, published)
            for number in range(published + 1, months + 1):
                report(f"publish month {number} of {months}", run("publish", root, 1), 0)


def main() -> None:
    """Make the repository and measure; every figure is from this run."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        root, plain = Path(one), Path(two)
        written = make(root, UNITS, MONTHS, EACH)
        print(f"{UNITS} units × {MONTHS} months × {EACH} findings = {written} findings")
        print(f"{'':<34}{'cold s':>8}{'warm s':>8}{'CPU s':>7}{'peak MB':>9}{'ratio':>6}")
        floor = run("floor", root, 3)
        report("floor: read the same files", floor, floor["warm"])
        score = run("score", root, 3)
        report("load + check + score", score, floor["warm"])
        commit_change(root)
        impact = run("impact", root, 3)
        report("impact of one finding (2 commits)", impact, score["warm"])
        impact_among_many()
        history_of_many()
        publication()
        pages = run("pages", root, 1)
        report("load + check + score + pages", pages, floor["warm"])
        site = run("convert", root, 1)
        number = empty_pages(root, plain)
        bare = run("convert", plain, 1)
        report(f"floor: site of {number} empty pages", bare, bare["warm"])
        report(f"site of {number} pages", site, bare["warm"])
        whole = pages["cold"] + site["cold"]
        print(f"generator's own share of the whole: {pages['cold'] / whole:.0%} of {whole:.1f} s")


if __name__ == "__main__":
    main()
