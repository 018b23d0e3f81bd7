"""The audit trail as pages show it: who brought a record in, and what was changed in it since."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bulletin.language import Said, Word, _
from bulletin.model.history import Commit, Deed, Entry
from bulletin.model.scheme import Site
from bulletin.problem import Place
from bulletin.text import UserText

SHORT = 10
MOST = 12
"""How many entries of a record are listed: the newest, and the first."""
_PLAIN = re.compile(r"[A-Za-z0-9._/-]+")
_DEEDS: dict[Deed, Said] = {
    Deed.ADDED: _("登记"),
    Deed.CHANGED: "",
    Deed.MERGED: _("合并时改定"),
    Deed.REMOVED: _("删去"),
    Deed.BROKE: _("当时的文件读不出来"),
    Deed.MENDED: _("文件恢复可读，与此前读得出的相比"),
}


@dataclass(frozen=True)
class Trail:
    """The newest entry of each file, and all entries of each record by where it begins.

    ``records`` are those of files that more than one commit has touched. ``head`` is the commit
    from which the site is made; empty where a file differs from it. ``lacks`` says in Chinese why
    there is no trail at all; with one, a file that it does not know is not committed yet.
    """

    files: Mapping[str, Entry] = field(default_factory=dict)
    records: Mapping[str, Mapping[tuple[int, int], tuple[Entry, ...]]] = field(default_factory=dict)
    head: str = ""
    lacks: Said = ""

    def of(self, place: Place) -> tuple[Entry, ...]:
        """The entries of the record in which a place lies, the newest first."""
        spots = self.records.get(place.path, {})
        begin = sorted(spots)
        at = bisect_right(begin, (place.line, place.column))
        found = spots[begin[at - 1]] if at else ()
        newest = self.files.get(place.path)
        return found or ((newest,) if newest else ())


NONE = Trail(lacks=_("这些页面不是从版本库生成的"))


@dataclass(frozen=True)
class TrailLine:
    """One entry with its addresses, where the site has them."""

    entry: Entry
    url: str | None
    request_url: str | None

    @property
    def commit(self) -> str:
        """The commit as people quote it."""
        return self.entry.commit.id[:SHORT]

    @property
    def merge(self) -> str:
        """The merge that brought it, as people quote it."""
        return self.entry.merge.id[:SHORT] if self.entry.merge else ""

    @property
    def moved(self) -> UserText | None:
        """Where the record stood before, if elsewhere."""
        return UserText(self.entry.moved) if self.entry.moved else None

    @property
    def deed(self) -> Said:
        """What was done, in words, where the changed fields do not say it."""
        said = _DEEDS[self.entry.deed]
        nothing = self.entry.deed is Deed.MENDED and not self.entry.fields
        return _("文件恢复可读，内容与此前读得出的相同") if nothing else said

    @property
    def about(self) -> Said:
        """Which other commit it takes back, or was copied from."""
        commit: Commit = self.entry.commit
        if commit.reverts:
            return _("还原提交 %(commit)s", commit=commit.reverts[:SHORT])
        return _("拣选自提交 %(commit)s", commit=commit.picked[:SHORT]) if commit.picked else ""


@dataclass(frozen=True)
class Change:
    """The lines of a record, the newest first; none where its file is not committed.

    Of many only some are listed; ``hidden`` others lie before the last one.
    """

    lines: tuple[TrailLine, ...] = ()
    hidden: int = 0

    @property
    def newest(self) -> TrailLine | None:
        """The last change."""
        return self.lines[0] if self.lines else None

    @property
    def verb(self) -> Word:
        """What the newest line tells: how the record came, or its last change."""
        only = len(self.lines) == 1 and self.lines[0].entry.deed is Deed.ADDED
        return _("登记") if only else _("最后修改")


def change_of(site: Site, trail: Trail, place: Place) -> Change:
    """What became of the record at a place, with addresses."""
    entries = trail.of(place)
    hidden = max(0, len(entries) - MOST)
    shown = (*entries[: MOST - 1], entries[-1]) if hidden else entries
    return Change(tuple(_lines(site, place, shown)), hidden)


def _lines(site: Site, place: Place, entries: Sequence[Entry]) -> Iterator[TrailLine]:
    for number, entry in enumerate(entries):
        here = replace(place, path=entry.path, line=1 if number else place.line)
        linked = "{commit}" in site.source_url
        url = address(site, here, entry.commit.id) if linked else None
        yield TrailLine(entry, url, _request_url(site, entry.request))


def address(site: Site, place: Place, commit: str) -> str | None:
    """The web address of a line of a file at a commit, where the site has one."""
    template = site.source_url
    unknown = "{commit}" in template and not commit
    if not template or unknown or not _PLAIN.fullmatch(place.path):
        return None
    parts = {"path": place.path, "line": str(place.line), "commit": commit}
    for name, value in parts.items():
        template = template.replace(f"{{{name}}}", value)
    return template


def _request_url(site: Site, request: str) -> str | None:
    if not request or "{number}" not in site.request_url:
        return None
    return site.request_url.replace("{number}", request[1:])
