"""Addresses: where each page and each anchor is, and how one page points to another."""

import re
from dataclasses import dataclass

from bulletin.language import Said, _

_TARGET = re.compile(r"[a-z0-9./-]*(#[a-z0-9-]+)?")
_ANCHOR = re.compile(r"[a-z0-9-]*")

HOME = "index.html"
_TAKEN = frozenset({"index", "compare", "recheck"})
"""Names of pages in a month's folder; an id never begins with a hyphen."""
ABOUT = "about.html"
GLOSSARY = "glossary.html"
FINDINGS_SCRIPT = "assets/findings.js"
HELP = {
    "guide/entering": ("help/guide/entering.html", _("录入人员指南")),
    "guide/reviewing": ("help/guide/reviewing.html", _("审核人员指南")),
    "guide/publishing": ("help/guide/publishing.html", _("发布人员指南")),
    "guide/assessed": ("help/guide/assessed.html", _("被考核单位指南")),
    "problems": ("help/problems.html", _("检查报告的问题")),
    "reference": ("help/reference.html", _("评分细则怎样写")),
}
"""The help pages: the file of each in ``docs/``, where it stands on the site, and its title."""


@dataclass(frozen=True)
class Crumb:
    """One step of the way from the home page to a page."""

    title: Said
    target: str


def slug(criterion: str) -> str:
    """Write a criterion's id as a file name or anchor.

    >>> slug("5.2")
    '5-2'
    """
    return criterion.replace(".", "-")


def anchor(name: str) -> str:
    """Return a name that may stand in an id as it is.

    Raises ``ValueError`` for one that is not made of ids: our own fault.
    """
    if not _ANCHOR.fullmatch(name):
        raise ValueError(f"not an anchor: {name!r}")
    return name


def scheme(scheme_id: str, anchor: str = "") -> str:
    """The scheme's own page."""
    return _at(f"{scheme_id}/index.html", anchor)


def month(scheme_id: str, month_id: str, anchor: str = "") -> str:
    """The month's bulletin."""
    return _at(f"{scheme_id}/{month_id}/index.html", anchor)


def sheet(scheme_id: str, month_id: str, unit_id: str, anchor: str = "") -> str:
    """A unit's score sheet of a month; no unit takes the place of another page.

    >>> sheet("a", "2017-08", "x"), sheet("a", "2017-08", "index")
    ('a/2017-08/x.html', 'a/2017-08/-index.html')
    """
    name = f"-{unit_id}" if unit_id in _TAKEN else unit_id
    return _at(f"{scheme_id}/{month_id}/{name}.html", anchor)


def compare(scheme_id: str, month_id: str, anchor: str = "") -> str:
    """A month beside the month before; each unit is an anchor."""
    return _at(f"{scheme_id}/{month_id}/compare.html", anchor)


def round_(scheme_id: str, month_id: str, round_id: str, anchor: str = "") -> str:
    """An inspection round of a month."""
    return _at(f"{scheme_id}/{month_id}/rounds/{round_id}.html", anchor)


def draw(scheme_id: str, month_id: str, draw_id: str) -> str:
    """The record of a draw, beside the pages of the rounds."""
    return f"{scheme_id}/{month_id}/rounds/{draw_id}.yaml"


def recheck(scheme_id: str, month_id: str, anchor: str = "") -> str:
    """What is to be mended at a month's end, and what its rechecks came to."""
    return _at(f"{scheme_id}/{month_id}/recheck.html", anchor)


def unit(scheme_id: str, unit_id: str, anchor: str = "") -> str:
    """A unit's page over the months."""
    return _at(f"{scheme_id}/units/{unit_id}.html", anchor)


def criterion(scheme_id: str, criterion_id: str, anchor: str = "") -> str:
    """A criterion's page."""
    return _at(f"{scheme_id}/criteria/{slug(criterion_id)}.html", anchor)


def department(scheme_id: str, unit_id: str, anchor: str = "") -> str:
    """A responsible department's page."""
    return _at(f"{scheme_id}/departments/{unit_id}.html", anchor)


def rubric(scheme_id: str, anchor: str = "") -> str:
    """The rubric's page."""
    return _at(f"{scheme_id}/rubric.html", anchor)


def readings(scheme_id: str, anchor: str = "") -> str:
    """The register of readings."""
    return _at(f"{scheme_id}/readings.html", anchor)


def findings(scheme_id: str, anchor: str = "") -> str:
    """The list of all findings."""
    return _at(f"{scheme_id}/findings.html", anchor)


def findings_data(scheme_id: str, month_id: str) -> str:
    """The rows of a month for the list of all findings, as a script."""
    return f"{scheme_id}/findings/{month_id}.js"


def award(scheme_id: str, year: str, anchor: str = "") -> str:
    """The year's award."""
    return _at(f"{scheme_id}/award-{year}.html", anchor)


def source_of(target: str) -> str:
    """The Markdown file from which a page is built.

    >>> source_of("a/index.html#top")
    'a/index.md'
    """
    return target.partition("#")[0].removesuffix(".html") + ".md"


def relative(here: str, target: str) -> str:
    """Write a target as it is reached from the page ``here``.

    Raises ``ValueError`` for a target that is not made of ids: our own fault.

    >>> relative("a/2017-08/index.html", "a/units/x.html#f-1")
    '../units/x.html#f-1'
    >>> relative("a/index.html", "a/index.html#top")
    '#top'
    """
    if not _TARGET.fullmatch(target):
        raise ValueError(f"not an address of this site: {target!r}")
    path, _, anchor = target.partition("#")
    if path == here and anchor:
        return f"#{anchor}"
    start, end = here.split("/")[:-1], path.split("/")
    while start and len(end) > 1 and start[0] == end[0]:
        start, end = start[1:], end[1:]
    return "../" * len(start) + "/".join(end) + (f"#{anchor}" if anchor else "")


def _at(path: str, anchor: str) -> str:
    return f"{path}#{anchor}" if anchor else path
