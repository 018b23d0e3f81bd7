"""One phase of the measurement, in a process of its own; prints seconds and peak memory."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path


def floor(root: Path) -> None:
    """Read every data file, and do nothing with it."""
    for path in sorted((root / "data").rglob("*.yaml")):
        path.read_bytes()


def score(root: Path) -> None:
    """Load, check and score all months."""
    from bulletin.repository.opened import open_repository  # noqa: PLC0415 - timed with it

    repository = open_repository(root)
    if not repository.is_good:
        sys.exit("\n".join(str(p) for p in repository.problems[:5]))
    for scheme in repository.book.assessments:
        repository.scores(scheme)


def pages(root: Path) -> None:
    """Load, check, score and write the pages as Markdown."""
    from bulletin.publish import site  # noqa: PLC0415
    from bulletin.repository.opened import open_repository  # noqa: PLC0415

    site.write(open_repository(root), root / "build")


def convert(root: Path) -> None:
    """Run the site builder over the pages."""
    from bulletin.publish import site  # noqa: PLC0415

    site.convert(root / "build")


def impact(root: Path) -> None:
    """Compute what the newest commit, which changes one finding, does to the results."""
    from bulletin.review.impact import impact as impact_of  # noqa: PLC0415

    if not impact_of(root, "HEAD~1", "HEAD").months:
        sys.exit("the change does nothing")


def publish(root: Path) -> None:
    """Publish the first month that is not published yet."""
    from bulletin.history import refs  # noqa: PLC0415
    from bulletin.publish import versions  # noqa: PLC0415

    from bench.repo import SCHEME  # noqa: PLC0415

    versions._PROGRAM = ()  # noqa: SLF001 - whoever measures may be at work on the program
    months = sorted(p.name for p in (root / "data/schemes" / SCHEME).glob("????-??"))
    tags = (f"refs/tags/{versions.tag_of(month)}" for month in months)
    done = sum(bool(refs.commit_of(root, tag)) for tag in tags)
    versions.publish(root, months[done])


def log(root: Path) -> None:
    """Let git go through the log, and do nothing with it."""
    command = ["git", "-C", str(root), "log", "--raw", "--no-abbrev", "-M", "-z"]
    subprocess.run(command, stdout=subprocess.PIPE, check=True)


def history(root: Path) -> None:
    """Read what became of each record."""
    from bulletin.publish.trail import trail_of  # noqa: PLC0415

    if not trail_of(root).records:
        sys.exit("nothing was changed")


PHASES: dict[str, Callable[[Path], None]] = {
    "floor": floor,
    "score": score,
    "impact": impact,
    "publish": publish,
    "pages": pages,
    "convert": convert,
    "log": log,
    "history": history,
}


def main() -> None:
    """Run ``phase root times``; report the first (cold), the best (warm) and the CPU time."""
    name, root, times = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    taken, worked = [], []
    for _ in range(times):
        start, busy = time.perf_counter(), sum(os.times()[:4])
        PHASES[name](root)
        taken.append(time.perf_counter() - start)
        worked.append(sum(os.times()[:4]) - busy)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cpu = min(worked)  # with that of the processes it started
    print(json.dumps({"cold": taken[0], "warm": min(taken), "cpu": cpu, "peak_mb": peak}))


if __name__ == "__main__":
    main()
