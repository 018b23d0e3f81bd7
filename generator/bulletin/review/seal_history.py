"""What the history says of seals and draws, or why it says nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from bulletin.history import refs
from bulletin.history.gap import Gap, Lack, explained, gap
from bulletin.history.git import FailedError
from bulletin.history.objects import Sightings, blobs_at, sightings
from bulletin.model.scheme import Book
from bulletin.problem import Code, Place, Problem
from bulletin.review.history_gap_words import OPTION, reason, remedy

HISTORY_UNREADABLE = Code(
    "Z009",
    "读不全 git 历史",
    (
        "有封存、更正或抽签的库，要有完整的 git 历史；"
        "没有历史的（如解开的压缩包），加 --no-history。"
    ),
)

SITE = "data/site.yaml"
SEALS, DRAWS = "data/schemes/*/*/seal.yaml", "data/schemes/*/*/draws/*.yaml"
_CORRECTIONS = "data/schemes/*/*/corrections/*.yaml"
_RESTS = (SEALS, DRAWS, _CORRECTIONS)
"""The files of which only the history tells whether they are what they were."""

_CUT = {Lack.SHALLOW, Lack.GRAFTED}
"""A history of which the newest part is there."""

Blobs = Mapping[str, frozenset[str]]
"""The blobs that each file has ever been, by path."""


@dataclass(frozen=True, slots=True)
class Past:
    """What was ever committed below ``root``.

    ``gap`` says why that is not known; ``is_asked`` is False where nobody wants to know
    (``--no-history``): then git is not called at all.
    """

    root: Path
    seen: Sightings = field(default_factory=dict)
    head: str = ""
    gap: Gap | None = None
    site: str = ""
    """The blob that the site's settings were, where two states are compared."""
    is_asked: bool = True

    @property
    def seals(self) -> Blobs:
        """The seals that there have ever been."""
        return self._like(SEALS)

    @property
    def draws(self) -> Blobs:
        """The records of draws that there have ever been."""
        return self._like(DRAWS)

    @property
    def is_known(self) -> bool:
        """Tell whether git can be asked for what was."""
        return self.is_asked and self.gap is None

    def _like(self, pattern: str) -> Blobs:
        depth = pattern.count("/")
        return {
            path: frozenset(blobs)
            for path, blobs in self.seen.items()
            if path.count("/") == depth and fnmatchcase(path, pattern)
        }

    def sites(self, seals: Mapping[str, str]) -> Mapping[str, str]:
        """Return the blob that the site's settings were when each seal was committed.

        ``seals`` are blobs by path; one that is not committed yet has none.
        """
        if not self.is_known:
            return {}
        if self.site:
            return dict.fromkeys(seals, self.site)
        commits = {path: self.seen.get(path, {}).get(blob, "") for path, blob in seals.items()}
        then = blobs_at(self.root, SITE, filter(None, commits.values()))
        return {path: then[commit] for path, commit in commits.items() if commit in then}


def past_of(root: Path, *, is_asked: bool = True) -> Past:
    """Read what was ever committed of seals, draws and the site's settings.

    Of a history that is cut off, what there is of it: a seal that was deleted in it is missed.
    """
    if not is_asked:
        return Past(root, is_asked=False)
    lacking = gap(root)
    if lacking and lacking.reason not in _CUT:
        return Past(root, gap=lacking)
    patterns = (f":(glob){SEALS}", f":(glob){DRAWS}", SITE)
    try:
        head = refs.head(root)
        return Past(root, sightings(root, patterns) if head else {}, head, lacking)
    except FailedError as failed:
        return Past(root, gap=explained(failed))


def rests_on_history(book: Book) -> bool:
    """Tell whether a repository has seals, corrections or draws."""
    paths = (path for path in book.blobs if path.startswith("data/schemes/"))
    return any(fnmatchcase(path, pattern) for path in paths for pattern in _RESTS)


def unknown_past(past: Past, book: Book) -> Iterator[Problem]:
    """Seals, corrections and draws need a history that can be read whole."""
    if past.gap and rests_on_history(book):
        yield no_history(past.gap)


def no_history(lacking: Gap) -> Problem:
    """The problem that the history cannot be read whole."""
    message = f"封存、更正和抽签以完整的 git 历史为证，现在读不全：{reason(lacking)}"
    hint = f"{remedy(lacking)}；本来就没有历史的（如解开的压缩包），加 {OPTION}"
    return Problem(Place("data"), HISTORY_UNREADABLE.id, message, hint)
