"""One phase of the measurement, in a process of its own; prints seconds and peak memory."""

import json
import resource
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
    from generator.publish.repository import open_repository  # noqa: PLC0415 - timed with it

    repository = open_repository(root)
    if not repository.is_good:
        sys.exit("\n".join(str(p) for p in repository.problems[:5]))
    for scheme in repository.book.assessments:
        repository.scores(scheme)


def pages(root: Path) -> None:
    """Load, check, score and write the pages as Markdown."""
    from generator.publish import site  # noqa: PLC0415
    from generator.publish.repository import open_repository  # noqa: PLC0415

    site.write(open_repository(root), root / "build")


def convert(root: Path) -> None:
    """Run the site builder over the pages."""
    from generator.publish import site  # noqa: PLC0415

    site.convert(root / "build")


def impact(root: Path) -> None:
    """Compute what the newest commit, which changes one finding, does to the results."""
    from generator.publish.impact import impact as impact_of  # noqa: PLC0415

    if not impact_of(root, "HEAD~1", "HEAD").months:
        sys.exit("the change does nothing")


PHASES: dict[str, Callable[[Path], None]] = {
    "floor": floor,
    "score": score,
    "impact": impact,
    "pages": pages,
    "convert": convert,
}


def main() -> None:
    """Run ``phase root times``; report the first (cold) and the best (warm) time."""
    name, root, times = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        PHASES[name](root)
        taken.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cold": taken[0], "warm": min(taken), "peak_mb": peak}))


if __name__ == "__main__":
    main()
