"""What readers see of a sealed month beside its scores: names, wording, settings, publisher.

A seal of today's form holds no names and no wording, but it names the blobs from which the month
was made. Where a file that months share is another one now, its records are compared with those of
the sealed blob: what differs is told with old and new.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from bulletin import yamlfile
from bulletin.history.fields import differences
from bulletin.history.objects import blobs, kept_blobs
from bulletin.history.parts import Changed, Key, RecordPart, changes, parts
from bulletin.load import read
from bulletin.load.layout import kind_of
from bulletin.load.source import Files
from bulletin.model.history import Difference
from bulletin.model.scheme import Book
from bulletin.model.seal import Seal, blob_id
from bulletin.problem import Place
from bulletin.repository.inputs import concerned, inputs_of, shared_with
from bulletin.review.seal_history import SITE, Past
from bulletin.yamlfile import LIMIT_SHARED, Document

Spot = tuple[str, str]
"""A scheme and a month."""
_ADDRESSES = ("base_url", "source_url", "request_url", "desk")
"""Where a site lies and leads to, which says nothing of a month."""
_SPAN = ("from", "until")


@dataclass(frozen=True, slots=True)
class DisplayChange:
    """One record that reads otherwise than it did when a month was sealed.

    Without fields nobody knows what has changed, because the history was not asked.
    """

    path: str
    place: Place = field(compare=False)
    title: str
    fields: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Usurped:
    """A unit that bears the name that was another's when a month was sealed."""

    place: Place
    unit: str
    name: str
    other: str


class SealedDisplay:
    """The sealed months of a repository as they were sealed, and what reads otherwise now.

    ``FailedError`` is raised where git lacks what was sealed.
    """

    def __init__(self, book: Book, past: Past) -> None:
        self.book, self.past = book, past
        self._read: dict[tuple[str, str], Document | None] = {}
        self._books: dict[tuple[tuple[str, str], ...], Book] = {}
        self._made_from: dict[Spot, tuple[Mapping[str, str], Mapping[str, str]]] = {}

    def changes(self, scheme: str, month: str) -> tuple[DisplayChange, ...]:
        """Return what readers see otherwise in a month."""
        touched = self.touched(scheme, month)
        if not touched:
            return ()
        if not self.past.is_known:
            return tuple(DisplayChange(path, Place(path), "") for path in touched if path != SITE)
        return tuple(self._changes(scheme, month, touched))

    def touched(self, scheme: str, month: str) -> tuple[str, ...]:
        """Return the shared files that are not what they were, or are there no more, or new.

        Those that cannot be read now have problems of their own.
        """
        then, now = self._sides(scheme, month)
        differing = (path for path in sorted({*then, *now}) if then.get(path) != now.get(path))
        return tuple(path for path in differing if path not in self.book.broken)

    def usurped(self, scheme: str, month: str) -> Iterator[Usurped]:
        """Go through the units to which readers would now give what was sealed for another."""
        if not self.past.is_known or not self._of("units", self.touched(scheme, month)):
            return
        before, after = self.sealed(scheme, month).units, self.book.units
        taken = self._concerned(scheme, month)
        owners = {unit.name: unit.id for unit in before if unit.id in taken}
        for unit in (candidate for candidate in after if candidate.id in taken):
            owner = owners.get(unit.name, unit.id)
            if owner != unit.id:
                yield Usurped(unit.place, unit.id, unit.name, owner)

    # --- what was sealed ------------------------------------------------------------------------

    def seal(self, scheme: str, month: str) -> Seal:
        """Return the seal of a month that has one."""
        seal = self.book.assessments[scheme].months[month].seal
        assert seal is not None  # noqa: S101 - the caller has looked
        return seal

    def _sides(self, scheme: str, month: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Return the shared files by blob as they were sealed, and as they are.

        The site's settings are those of the commit that brought the seal.
        """
        if (scheme, month) not in self._made_from:
            seal = self.seal(scheme, month)
            site = self._sites.get(seal.place.path)
            then = shared_with(seal.inputs, scheme, month)
            now = shared_with(inputs_of(self.book, scheme, month), scheme, month)
            if site:
                then, now = {**then, SITE: site}, {**now, SITE: self.book.blobs.get(SITE, "")}
            self._made_from[scheme, month] = then, now
        return self._made_from[scheme, month]

    @cached_property
    def _sites(self) -> Mapping[str, str]:
        paths = (seal.place.path for seal in self._seals())
        return self.past.sites({path: self.book.blobs[path] for path in paths})

    def _seals(self) -> Iterator[Seal]:
        for assessment in self.book.assessments.values():
            yield from (records.seal for records in assessment.months.values() if records.seal)

    def sealed(self, scheme: str, month: str) -> Book:
        """Return the shared records as they were sealed."""
        key = tuple(sorted(shared_with(self.seal(scheme, month).inputs, scheme, month).items()))
        if key not in self._books:
            files = {path: self._content(path, blob) for path, blob in key}
            self._books[key], _ = read(Files(files))
        return self._books[key]

    def whole(self, scheme: str, month: str) -> Book:
        """Return a month as it was sealed, with all that it was scored from."""
        seal = self.seal(scheme, month)
        files = {path: self._content(path, blob) for path, blob in seal.inputs.items()}
        previous = [f"data/schemes/{scheme}/{seal.previous}"] if seal.previous else []
        book, _ = read(Files(files, previous))
        return book

    def _content(self, path: str, blob: str) -> bytes:
        """Return the bytes of a blob: those that lie there, else those that git keeps."""
        file = self.past.root / path
        content = file.read_bytes() if file.is_file() else b""
        if content and blob_id(content) == blob:
            return content
        return self._kept[blob] if blob in self._kept else kept_blobs(self.past.root, [blob])[blob]

    @cached_property
    def _kept(self) -> Mapping[str, bytes]:
        """All that any month needs of git, read in one go; what is lost is told when asked for."""
        paths = {
            blob
            for scheme, assessment in self.book.assessments.items()
            for month in (m for m, records in assessment.months.items() if records.seal)
            for path, blob in self._sides(scheme, month)[0].items()
            if path in self.touched(scheme, month)
        }
        return blobs(self.past.root, paths)

    # --- what differs ---------------------------------------------------------------------------

    def _changes(self, scheme: str, month: str, touched: Iterable[str]) -> Iterator[DisplayChange]:
        units = self._of("units", touched)
        if units:
            yield from self._units(scheme, month, units)
        rubrics = self._of("rubric", touched)
        if rubrics:
            yield from self._rubric(scheme, month)
        sides = self._sides(scheme, month)
        for path in (file for file in touched if file not in {*units, *rubrics}):
            old, new = (self._parts(path, side.get(path)) for side in sides)
            yield from self._told(path, changes(old, new))

    @staticmethod
    def _of(kind: str, paths: Iterable[str]) -> tuple[str, ...]:
        return tuple(path for path in paths if kind_of(path) == kind)

    def _rubric(self, scheme: str, month: str) -> Iterator[DisplayChange]:
        """The version in force then and the one in force now, which may be another file."""
        then, now = (
            {path: blob for path, blob in side.items() if kind_of(path) == "rubric"}
            for side in self._sides(scheme, month)
        )
        (old, *_), (new, *_) = ([*then, ""], [*now, ""])
        changed_parts = changes(self._parts(old, then.get(old)), self._parts(new, now.get(new)))
        yield from self._told(new or old, changed_parts)

    def _units(self, scheme: str, month: str, paths: Iterable[str]) -> Iterator[DisplayChange]:
        """The units that have to do with the month, in whatever register they stand."""
        then, now = (
            {
                key: (path, part)
                for path in paths
                for key, part in self._parts(path, side.get(path)).items()
            }
            for side in self._sides(scheme, month)
        )
        concerned = self._concerned(scheme, month)
        for key in dict.fromkeys((*now, *then)):
            if key[-1] in concerned:
                yield from self._unit(month, key, then.get(key), now.get(key))
        yield from self._order(scheme, month, concerned)

    def _concerned(self, scheme: str, month: str) -> frozenset[str]:
        now = self.book.assessments[scheme]
        then = self.sealed(scheme, month)
        before, records = then.assessments.get(scheme, now), now.months[month]
        return concerned(then.units, before, records) | concerned(self.book.units, now, records)

    def _unit(
        self,
        month: str,
        key: Key,
        then: tuple[str, RecordPart] | None,
        now: tuple[str, RecordPart] | None,
    ) -> Iterator[DisplayChange]:
        """What a unit is called and what it is; from when to when only as far as the month goes."""
        old, new = ({key: side[1]} if side else {} for side in (then, now))
        if then and now and _exists(then[1], month) == _exists(now[1], month):
            old, new = ({key: _without(part, _SPAN)} for part in (then[1], now[1]))
        side = now or then
        path = side[0] if side else ""
        yield from self._told(path, changes(old, new))
        if then and now and then[0] != now[0]:
            fields = differences("units", {"名册": then[0]}, {"名册": now[0]})
            yield DisplayChange(path, self._place(path, now[1].keys), now[1].title, fields)

    def _order(self, scheme: str, month: str, concerned: frozenset[str]) -> Iterator[DisplayChange]:
        """Units that share a place stand in the order of the registers."""
        before, after = self.sealed(scheme, month).units, self.book.units
        both = [unit.id for unit in before if unit.id in concerned and after.get(unit.id)]
        now = [unit.id for unit in after if unit.id in set(both)]
        if both != now:
            at = next(n for n, pair in enumerate(zip(both, now, strict=True)) if len({*pair}) > 1)
            path = after.by_id[now[at]].place.path
            old, new = ("、".join(map(after.name, ids[at:])) for ids in (both, now))
            fields = differences("units", {"次序": old}, {"次序": new})
            yield DisplayChange(path, Place(path), "单位名册", fields)

    def _told(self, path: str, record_changes: Iterable[Changed]) -> Iterator[DisplayChange]:
        for changed in record_changes:
            yield DisplayChange(
                path, self._place(path, changed.keys), changed.title, changed.fields
            )

    def _place(self, path: str, keys: tuple[str | int, ...]) -> Place:
        document = self._document(path, self.book.blobs.get(path))
        return document.place(*keys) if document else Place(path)

    def _parts(self, path: str, blob: str | None) -> Mapping[Key, RecordPart]:
        kind, document = kind_of(path), self._document(path, blob)
        record_parts = parts(kind, document)
        if kind == "site":
            return {key: _without(part, _ADDRESSES) for key, part in record_parts.items()}
        return record_parts

    def _document(self, path: str, blob: str | None) -> Document | None:
        if not blob:
            return None
        if (path, blob) not in self._read:
            document, _ = yamlfile.read(path, self._content(path, blob), LIMIT_SHARED)
            self._read[path, blob] = document
        return self._read[path, blob]


def _without(part: RecordPart, names: Iterable[str]) -> RecordPart:
    return replace(part, own={k: v for k, v in part.own.items() if k not in set(names)})


def _exists(part: RecordPart, month: str) -> bool:
    since, until = (str(part.own.get(name) or month)[:7] for name in _SPAN)
    return since <= month <= until
