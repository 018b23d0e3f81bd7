"""States of the data side by side: opened whole, or only the months in which they may differ."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bulletin.checks import check, with_ids
from bulletin.history import trees
from bulletin.history.trees import FOLDER, Listing
from bulletin.load import point, read
from bulletin.load.parse import Known
from bulletin.load.path import month_of
from bulletin.load.source import Files, Folder, Source
from bulletin.model.scheme import Book
from bulletin.problem import Problem, errors
from bulletin.repository.inputs import leads_to
from bulletin.repository.memory import Key, Shape, shape
from bulletin.repository.opened import Repository

WORKING_TREE = "工作区"
Problems = tuple[Problem, ...]
Widen = Callable[[frozenset[Key]], frozenset[Key]]


@dataclass(frozen=True, slots=True)
class State:
    """One state of the data: what it is called, and what is there."""

    name: str
    repository: Repository


class States:
    """Some commits, or the folder (None), of which what they share is read once."""

    def __init__(self, root: Path, commits: Sequence[str | None]) -> None:
        self.root, self.commits = root, commits
        self.known: Known = {}

    @cached_property
    def listings(self) -> tuple[Listing, ...]:
        """What each commit holds."""
        return tuple(trees.listing(self.root, commit) for commit in self.commits if commit)

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """The shape of each commit."""
        return tuple(map(shape, self.listings))

    @property
    def are_alike(self) -> bool:
        """All are commits, and the first two have the same in what all months share."""
        return None not in self.commits and len({shape.shared for shape in self.shapes[:2]}) == 1

    def whole(self) -> tuple[State, ...]:
        """Open everything."""
        contents = iter(trees.files(self.root, self.listings))
        sources = [
            Files(next(contents)) if commit else Folder(self.root) for commit in self.commits
        ]
        return self._named(_checked(source, *read(source, self.known)) for source in sources)

    def parts(
        self, months: frozenset[Key], widen: Widen = frozenset
    ) -> tuple[tuple[State, ...], frozenset[Key]]:
        """Open commits with these months and what they lead to; the other months are left empty.

        That is all that their checks and scores ask for. Returns the months that were read too.
        ``widen`` adds to the months what is known to go with them.
        """
        while True:
            sources = self._sources(months)
            read_now = [read(source, self.known) for source in sources]
            more = {key for book, _ in read_now for key in _asked_for(book)} - months
            if not more:
                return self._named(map(self._part, sources, read_now, self.listings)), months
            months = widen(months | more)

    def _sources(self, months: frozenset[Key]) -> list[Files]:
        parts = [dict(_without(listing, months)) for listing in self.listings]
        files = trees.files(self.root, parts)
        return [Files(f, trees.folders(part)) for f, part in zip(files, parts, strict=True)]

    @staticmethod
    def _part(source: Source, loaded: tuple[Book, Problems], listing: Listing) -> Repository:
        book, problems = loaded
        return _checked(source, replace(book, blobs=trees.blob_ids(listing)), problems)

    def _named(self, repositories: Iterable[Repository]) -> tuple[State, ...]:
        names = (commit[:10] if commit else WORKING_TREE for commit in self.commits)
        return tuple(map(State, names, repositories))


def _checked(source: Source, book: Book, problems: Problems) -> Repository:
    """The repository with its errors only: an impact says nothing of warnings."""
    return Repository(book, point(source, errors((*with_ids(book, problems), *check(book)))))


def _without(listing: Listing, months: frozenset[Key]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Leave out what is in the folders of all other months."""
    inside = "\0"
    for path, entry in listing.items():
        if not path.startswith(inside):
            yield path, entry
            month = month_of(path) if entry[0] == FOLDER else None
            inside = f"{path}/" if month and month not in months else inside


def _asked_for(book: Book) -> Iterator[Key]:
    for name, assessment in book.assessments.items():
        for records in assessment.months.values():
            yield from ((name, month) for month in leads_to(records) if month in assessment.months)
