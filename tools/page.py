"""Pages of the site after a change, alone and in seconds.

``python -m tools.page 'hangzhou-departments/2017-11/index.md'`` builds the pages that a pattern
names into ``build/page`` and says which files to open; ``--root DIR`` takes other data than the
demonstration. Links to other pages lead nowhere, and what needs git's history or a trial of each
reading is not there: the whole is built by ``make site``.
"""

import argparse
import json
import logging
from fnmatch import fnmatch
from pathlib import Path

from bulletin.publish import site
from bulletin.repository.opened import open_repository

HERE = Path(__file__).parent.parent
OUT = HERE / "build" / "page"


def main() -> None:
    """Build what is asked for, or list what there is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pattern", help="of the pages' paths, as in build/page/pages")
    parser.add_argument("--root", type=Path, default=HERE)
    asked = parser.parse_args()
    site.write(open_repository(asked.root), OUT)
    paths = _kept(asked.pattern)
    if not paths:
        parser.error("no page is so named")
    _without_navigation()
    logging.getLogger("mkdocs").setLevel(logging.ERROR)  # links to what is not built
    site.convert(OUT, strict=False)
    for path in paths:
        print(OUT / "site" / path.with_suffix(".html"))


def _kept(pattern: str) -> list[Path]:
    """Delete the other pages; the paths of those that are kept."""
    pages = OUT / "pages"
    kept = []
    for file in sorted(pages.rglob("*.md")):
        if fnmatch(file.relative_to(pages).as_posix(), pattern):
            kept.append(file.relative_to(pages))
        else:
            file.unlink()
    return kept


def _without_navigation() -> None:
    settings = json.loads((OUT / "mkdocs.yml").read_text(encoding="utf-8"))
    del settings["nav"]
    (OUT / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")


if __name__ == "__main__":
    main()
