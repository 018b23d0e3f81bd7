"""What programs read of the site: results as JSON and CSV, and Atom feeds, by their addresses.

All dates come from the data: a bulletin's is the last day of its month in the site's time zone.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, tzinfo
from operator import attrgetter
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bulletin.exchange import json as to_json
from bulletin.exchange.atom import AtomEntry, AtomFeed, atom
from bulletin.exchange.tables import to_csv
from bulletin.language import CHINESE, Language, Word, _
from bulletin.model.scheme import Site
from bulletin.model.seal import Correction
from bulletin.months import last_day
from bulletin.number import shown
from bulletin.pages import Edition
from bulletin.schema import folder
from bulletin.trace import UnitScore
from bulletin.view import links
from bulletin.view.tables import results
from bulletin.view.words import month_name

SCHEMAS = ("scores", "award")


def files(site: Site, editions: Iterable[Edition], language: Language = CHINESE) -> dict[str, str]:
    """Return all feeds by their path in the site."""
    contents = {f"schemas/{name}.schema.json": _schema(name) for name in SCHEMAS}
    for edition in editions:
        contents.update(_results(edition))
        contents.update(_Feeds(site, edition, language).files())
    return contents


def _schema(name: str) -> str:
    return (folder() / f"{name}.schema.json").read_text(encoding="utf-8")


def _results(edition: Edition) -> Iterator[tuple[str, str]]:
    """The results of the months that have their pages here, and of all years."""
    for month in edition.months:
        if month not in edition.elsewhere:
            scores = edition.scores[month]
            yield f"{edition.id}/{month}/scores.json", to_json.scores(scores) + "\n"
            yield f"{edition.id}/{month}/scores.csv", to_csv(results.scores(edition, month))
    for year in edition.years:
        yield f"{edition.id}/{year}/award.json", to_json.awards(edition.awards[year]) + "\n"
        yield f"{edition.id}/{year}/award.csv", to_csv(results.year(edition, year))


class _Feeds:
    """The feeds of one scheme: its bulletins and corrections, and those of each unit."""

    def __init__(self, site: Site, edition: Edition, language: Language) -> None:
        self.site, self.edition, self.say = site, edition, language.say
        self.language = "zh-CN" if language.id == "zh" else language.id

    def files(self) -> Iterator[tuple[str, str]]:
        """The feeds by path; one without entries is not written."""
        edition = self.edition
        page, title = links.scheme(edition.id), edition.title
        yield from self._feed(f"{edition.id}/feed.xml", page, title, self._bulletins())
        for unit in edition.assessed:
            page = links.unit(edition.id, unit.id)
            path, title = page.removesuffix("html") + "xml", f"{unit.name}　{edition.title}"
            yield from self._feed(path, page, title, self._of_unit(unit.id))

    def _feed(
        self, path: str, page: str, title: str, entries: Iterable[AtomEntry]
    ) -> Iterator[tuple[str, str]]:
        rows = tuple(sorted(entries, key=attrgetter("updated", "id"), reverse=True))
        if rows:
            author = self.site.publisher or self.site.title
            address, own = self._address(path, page), self._address(path, path)
            led = self._led(path, rows)
            yield path, atom(AtomFeed(_id(path), title, author, address, own, led, self.language))

    def _led(self, path: str, entries: tuple[AtomEntry, ...]) -> tuple[AtomEntry, ...]:
        addresses = (self._address(path, entry.href) for entry in entries)
        return tuple(
            AtomEntry(entry.id, entry.title, entry.updated, address, entry.summary)
            for entry, address in zip(entries, addresses, strict=True)
        )

    def _address(self, here: str, target: str) -> str:
        """The whole address where the site has one; else the way from the feed."""
        base = self.site.base_url
        return urljoin(base, target) if base else "../" * here.count("/") + target

    def _bulletins(self) -> Iterator[AtomEntry]:
        for month in self.edition.months:
            page = self.edition.whereabouts(month, links.month(self.edition.id, month))
            title = self.say(_("%(month)s考评情况通报", month=month_name(month)))
            name = f"{self.edition.id}/{month}"
            yield AtomEntry(_id(name), title, self._last_moment(month), page)
            for correction in self._corrections(month):
                yield self._correction(month, correction, (name, page))

    def _of_unit(self, unit: str) -> Iterator[AtomEntry]:
        for month, score in self.edition.over_months(unit):
            page = self.edition.whereabouts(month, links.sheet(self.edition.id, month, unit))
            title = f"{self.say(month_name(month))}　{self.say(_result(score))}"
            name = f"{self.edition.id}/{month}/{unit}"
            yield AtomEntry(_id(name), title, self._last_moment(month), page)
            for correction in self._corrections(month):
                if correction.of(unit):
                    yield self._correction(month, correction, (name, page))

    def _corrections(self, month: str) -> tuple[Correction, ...]:
        records = self.edition.assessment.months.get(month)
        return records.corrections if records else ()

    def _correction(self, month: str, correction: Correction, of: tuple[str, str]) -> AtomEntry:
        name, page = of
        title = _(
            "%(month)s通报第 %(number)d 号更正", month=month_name(month), number=correction.number
        )
        when = self._moment(correction.on) if correction.on else self._last_moment(month)
        why = _(
            "理由：%(reason)s；依据：%(basis)s",
            reason=correction.reason.raw,
            basis=correction.basis.raw,
        )
        texts = self.say(title), when, page, self.say(why)
        return AtomEntry(_id(f"{name}/corrections/{correction.number}"), *texts)

    def _last_moment(self, month: str) -> str:
        return self._moment(last_day(month))

    def _moment(self, day: date) -> str:
        """The first moment of a day in the site's time zone, or in UTC where that is unknown."""
        zone: tzinfo = UTC
        with suppress(ZoneInfoNotFoundError, ValueError):
            zone = ZoneInfo(self.site.time_zone)
        return datetime(day.year, day.month, day.day, tzinfo=zone).isoformat()


def _result(score: UnitScore) -> Word:
    total = None if score.total is None else shown(score.total, score.places)
    result = _("没有总分") if total is None else _("总分 %(total)s", total=total)
    if score.rank:
        result = _("%(result)s，第 %(rank)d 名", result=result, rank=score.rank)
    return _("%(result)s（暂定）", result=result) if score.provisional else result


def _id(name: str) -> str:
    """An id that stays the same wherever the site moves."""
    return uuid5(NAMESPACE_URL, f"bulletin:{name}").urn
