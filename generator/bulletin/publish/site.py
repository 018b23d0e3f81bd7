"""Build the site: load, check, score, print the pages, and run MkDocs over them."""

import gc
import json
import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from mkdocs.commands.build import build as run_mkdocs
from mkdocs.config import load_config

from bulletin.model.scheme import Assessment, Site
from bulletin.pages import Edition, nav, render
from bulletin.problem import Problem
from bulletin.publish import desk, downloads, feeds, program
from bulletin.publish.mirror import mirror
from bulletin.publish.trail import trail_of
from bulletin.publish.version_links import lead_elsewhere
from bulletin.repository.opened import Repository, open_repository
from bulletin.repository.readings import TriedReadings
from bulletin.repository.until import until
from bulletin.review.problems import kept_problems
from bulletin.review.seal_history import past_of
from bulletin.review.version_window import shown
from bulletin.scoring import award
from bulletin.text import encode
from bulletin.trace import TriedOption
from bulletin.view.trail import NONE, Trail

_MONTH = 7


def build(
    root: Path, out: Path, *, strict: bool = True, history: bool = True
) -> tuple[Problem, ...]:
    """Build the site of the data below ``root`` into ``out/site``; return the data's problems.

    Data with errors is not built. ``out`` also holds the pages as Markdown and their settings.
    Without ``history`` git is not asked for what was before.
    Raises ``NoDeskError`` where all is built but the form that the site should have.
    """
    repository = open_repository(root)
    kept = kept_problems(repository, past_of(root, is_asked=history))
    repository = replace(repository, problems=tuple(sorted((*repository.problems, *kept))))
    if repository.is_good:
        trail = trail_of(root, is_asked=history)
        write(repository, out, trail=trail, trials=tried(root, repository))
        convert(out, strict=strict)
        _add_desk(repository, out)
    return repository.problems


def _add_desk(repository: Repository, out: Path) -> None:
    """The form belongs to no month, so no version has it."""
    form = desk.files_for_host(repository.book)
    if form:
        mirror(out / "site" / desk.FOLDER, form)


def build_version(
    root: Path, repository: Repository, month: str, out: Path, *, history: bool = True
) -> None:
    """Build the site as of a month into ``out/site``; the same commit gives the same bytes."""
    then = until(repository, month)
    _write_version(then, out, month, (trail_of(root, is_asked=history), tried(root, then)))
    convert(out)


Tried = Mapping[str, tuple[TriedOption, ...]]


def tried(root: Path, repository: Repository) -> Tried:
    """Try every option of every scheme's readings in its latest month.

    Whether it would change an award is tried in the month that decides it: any other month costs
    the same however many there were before.
    """
    gc.freeze()  # the records are going to stay; looking at them again takes half the time
    try:
        return {
            scheme: tuple(_trials(root, repository, assessment, max(assessment.months)))
            for scheme, assessment in repository.book.assessments.items()
            if assessment.months and assessment.rubric_for(max(assessment.months))
        }
    finally:
        gc.unfreeze()


def _trials(
    root: Path, repository: Repository, assessment: Assessment, month: str
) -> Iterator[TriedOption]:
    decides = assessment.closes_year(month)
    return TriedReadings(root, repository, assessment.scheme.id, month, awards=decides).run()


def write(
    repository: Repository, out: Path, *, trail: Trail = NONE, trials: Tried | None = None
) -> None:
    """Write the pages and the settings of the site, as far as they differ from what is there."""
    schemes = repository.book.assessments
    editions = [edition_of(repository, scheme, trail, trials or {}) for scheme in schemes]
    _write(repository.book.site, editions, out)


def _write_version(then: Repository, out: Path, month: str, history: tuple[Trail, Tried]) -> None:
    """Write the pages as of a month, and settings by which they are one version among others.

    The pages of earlier months stay in the versions of those months, unless they were corrected.
    """
    site, (trail, trials) = then.book.site, history
    base = f"{site.base_url.rstrip('/')}/{month}/" if site.base_url else ""
    editions = [
        replace(
            edition_of(then, scheme, trail, trials, shown(assessment, month)),
            elsewhere=uncorrected(assessment, month),
        )
        for scheme, assessment in then.book.assessments.items()
    ]
    _write(replace(site, base_url=base), editions, out, {"version": {"provider": "mike"}})


def uncorrected(assessment: Assessment, month: str) -> frozenset[str]:
    """Return the months before this one that stand as they were first published."""
    earlier = {m: records for m, records in assessment.months.items() if m < month}
    return frozenset(m for m, records in earlier.items() if not records.corrections)


def _write(
    site: Site, editions: list[Edition], out: Path, extra: Mapping[str, object] | None = None
) -> None:
    months = {f"{e.id}/{month}": month for e in editions for month in e.elsewhere}
    language = program.language(site.language)
    printed = render(site, editions, program.templates(), language)
    pages = lead_elsewhere(printed, months)
    mirror(out / "pages", pages | program.help_pages())
    data = feeds.files(site, editions, language)
    mirror(out / "feeds", {**data, **downloads.files(editions, language)})
    known = {"feeds": sorted(path for path in data if path.endswith(".xml")), **(extra or {})}
    settings = _settings(site, nav.tree(editions, language), out, known)
    (out / "mkdocs.yml").write_text(settings, encoding="utf-8", newline="\n")


def convert(out: Path, *, strict: bool = True) -> None:
    """Run MkDocs over the pages; the same pages give the same bytes."""
    newest = max((path.parent.name for path in out.glob("pages/*/????-??/index.md")), default="")
    settings = load_config(str(out / "mkdocs.yml"), strict=strict)
    logging.getLogger("jieba").setLevel(logging.CRITICAL)  # it speaks of its cache otherwise
    with _build_date(newest):
        run_mkdocs(settings)
    if (out / "feeds").is_dir():
        shutil.copytree(out / "feeds", out / "site", dirs_exist_ok=True)


def edition_of(
    repository: Repository, scheme: str, trail: Trail, trials: Tried, months: Iterable[str] = ()
) -> Edition:
    """One scheme with some months, or with all; awards are of the years that are all there."""
    book, assessment = repository.book, repository.book.assessments[scheme]
    scores = {month: repository.score(scheme, month) for month in months or assessment.months}
    lacking = {month[:4] for month in assessment.months if month not in scores}
    years = sorted({month[:4] for month in scores} - lacking)
    return Edition(
        site=book.site,
        units=book.units,
        assessment=assessment,
        scores=scores,
        awards={year: award(assessment, book.units, year, scores) for year in years},
        trail=trail,
        trials=trials.get(scheme, ()),
    )


def _settings(site: Site, entries: list[nav.Entry], out: Path, extra: Mapping[str, object]) -> str:
    """The settings as JSON, which is YAML too; what the theme prints raw is encoded."""
    settings = {
        "INHERIT": _from(out, program.home("mkdocs.yml")),
        "site_name": encode(site.title),
        "copyright": encode(f"{site.title} · {site.publisher}"),
        "docs_dir": "pages",
        "site_dir": "site",
        "theme": {
            "custom_dir": _from(out, program.home("site_templates") / "theme"),
            "language": site.language,
        },
        "hooks": [_from(out, program.PACKAGE / "publish" / "hooks.py")],
        "extra": {"demo": site.demo, **extra},
        "nav": entries,
    }
    if site.base_url:
        settings["site_url"] = site.base_url
    return json.dumps(settings, ensure_ascii=False, indent=2) + "\n"


def _from(folder: Path, path: Path) -> str:
    """The way from a folder to a file; on another drive of Windows there is none but the whole."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return path.resolve().as_posix()


@contextmanager
def _build_date(month: str) -> Iterator[None]:
    """Let the site be dated by its newest month, unless the environment dates it."""
    name = "SOURCE_DATE_EPOCH"
    if name in os.environ or len(month) != _MONTH:
        yield
        return
    first = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    os.environ[name] = str(int(first.timestamp()))
    try:
        yield
    finally:
        del os.environ[name]
