"""Links to the months that stand in versions of their own, beside this version's folder."""

import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath

_LINK = re.compile(r'href="([a-z0-9./-]+\.html)(#[a-z0-9-]*)?"')


def lead_elsewhere(pages: Mapping[str, str], months: Mapping[str, str]) -> dict[str, str]:
    """Return the pages with each link into a month's folder leading to that month's version.

    ``months`` are folders of the site, each with the version in which its pages stand.

    >>> page = '<a href="../2017-08/index.html#top">'
    >>> lead_elsewhere({"a/units/x.md": page}, {"a/2017-08": "2017-08"})["a/units/x.md"]
    '<a href="../../../2017-08/a/2017-08/index.html#top">'
    """
    if not months:
        return dict(pages)
    return {path: _LINK.sub(_Links(path, months), text) for path, text in pages.items()}


class _Links:
    """Writes the links of one page."""

    def __init__(self, path: str, months: Mapping[str, str]) -> None:
        self.folder, self.months = dirname(path), months
        self.up = "../" * (path.count("/") + 1)

    def __call__(self, match: re.Match[str]) -> str:
        """Leave a link as it is, unless it leads into one of the months."""
        target = normpath(join(self.folder, match[1]))
        version = self.months.get(dirname(target))
        anchor = match[2] or ""
        return f'href="{self.up}{version}/{target}{anchor}"' if version else match[0]
