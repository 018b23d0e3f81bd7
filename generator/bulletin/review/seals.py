"""A sealed month does not change: every difference from its seal is a problem."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bulletin.history.gap import explained
from bulletin.history.git import FailedError
from bulletin.model.history import Difference
from bulletin.model.scheme import Assessment, Book
from bulletin.model.seal import Seal, blob_id
from bulletin.problem import Code, Place, Problem, Severity
from bulletin.repository.inputs import folder, inputs_of, of_month, seal_path
from bulletin.repository.opened import Repository
from bulletin.review import seal_file as to_file
from bulletin.review.seal_file import difference
from bulletin.review.seal_history import Blobs as Seals
from bulletin.review.seal_history import Past, no_history, unknown_past
from bulletin.review.sealed_awards import changed_awards
from bulletin.review.sealed_display import DisplayChange, SealedDisplay, Spot, Usurped
from bulletin.review.sealed_results import first_difference, results
from bulletin.yamltext import LINE_ENDS

FILE_CHANGED = Code(
    "Z001", "封存的文件被改动", "月份封存以后，其中的文件不得改动；确需改动的用更正。"
)
FILE_ADDED = Code("Z002", "封存的月份多了文件", "月份封存以后，不得增加文件；确需增加的用更正。")
FILE_GONE = Code("Z003", "封存的文件没有了", "月份封存以后，其中的文件不得删去或改名。")
SEAL_CHANGED = Code(
    "Z004", "封存记录被改动", "封存记录只由命令写，与它的校验值和库的历史必须一致。"
)
RESULT_DIFFERS = Code(
    "Z005", "封存的结果重算不出", "从同样的文件重算，每个单位、每一步必须与封存的相同。"
)
SHARED_CHANGES_RESULT = Code(
    "Z006",
    "共用文件改变了封存的结果",
    "名册、考核办法、评分细则和以前月份的改动，不得改变已封存月份的结果。",
)
SHARED_CHANGED = Code(
    "Z007",
    "封存以后共用文件有改动",
    "封存所依据的共用文件有改动，得分和读者看到的内容都没有变化（提醒）。",
)
SEAL_MISSING = Code(
    "Z008", "缺少封存记录", "各月依次封存；有过的封存记录不得删去，更正必须有封存记录。"
)
SHOWN_CHANGED = Code(
    "Z010",
    "封存以后内容有改动",
    "名称、原文、设置、发布单位等，封存以后不应当改动；改动的逐条列出封存时和现在的内容（提醒）。",
)
AWARD_DIFFERS = Code(
    "Z011",
    "评优结果变了",
    "各月都已封存的年份，评优的名额、获奖单位、名次和取消资格不得改变；确需改的用更正。",
)
NAME_TAKEN = Code(
    "Z012", "名称改给了别的单位", "封存的月份里一个单位的名称，不得改给另一个单位；确需改的用更正。"
)

_CR = "不得改动，这个文件的内容没有变，只有换行变成了 CRLF"
_CORRECT = "恢复原来的内容；确需改动的，用 bulletin correct 写明理由和依据"
_SHOWN = (
    "得分没有变。改错了的恢复原来的内容；改动有据的，用 bulletin correct 写明理由和依据，"
    "读者就知道改了什么"
)
_NOT_ASKED = "封存时的内容在 git 里，不加 --no-history 就能逐条列出"


def sealed_problems(repository: Repository, past: Past) -> tuple[Problem, ...]:
    """Find what has changed in sealed months, and seals that are missing or not what they were."""
    months = sealed_months(repository)
    kept = (problem for sealed in months for problem in sealed.problems(past.seals))
    problems = (*missing_seals(repository.book, past.seals), *kept)
    lacking = tuple(unknown_past(past, repository.book))
    if lacking:
        return (*lacking, *problems)
    try:
        return (*problems, *changed_for_readers(repository, past, months))
    except FailedError as failed:
        return (*problems, no_history(explained(failed)))


def sealed_months(repository: Repository) -> tuple["Sealed", ...]:
    """Return the months that have a seal, to be compared with it."""
    return tuple(
        sealed_month(repository, scheme, month)
        for scheme, assessment in repository.book.assessments.items()
        for month, records in assessment.months.items()
        if records.seal
    )


def changed_for_readers(
    repository: Repository, past: Past, months: Iterable["Sealed"]
) -> Iterator[Problem]:
    """Find what readers see otherwise in sealed months of which no result has changed.

    Raises ``FailedError`` where git lacks what was sealed.
    """
    shown = SealedDisplay(repository.book, past)
    spots = tuple(sealed.spot for sealed in months if not sealed.effect)
    yield from must_not_change(repository, shown, spots)
    yield from _listed(repository, shown, spots)


def must_not_change(
    repository: Repository, shown: SealedDisplay, spots: Collection[Spot]
) -> Iterator[Problem]:
    """Find names given to other units, and awards that go to others, than were sealed."""
    yield from usurped(shown, spots)
    yield from award_problems(repository, shown, spots)


def _listed(
    repository: Repository, shown: SealedDisplay, spots: Iterable[Spot]
) -> Iterator[Problem]:
    """Each shared file that is another one, with what it changes for readers, if anything."""
    changes = {spot: shown.changes(*spot) for spot in spots}
    yield from told(changes)
    unchanged: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
    for spot, changes_there in changes.items():
        for path in {*shown.touched(*spot)} - {change.path for change in changes_there}:
            only_cr = sealed_month(repository, *spot).only_cr(path)
            unchanged[path, only_cr].append(" ".join(spot))
    if repository.is_good:
        yield from (_unchanged(path, months, cr) for (path, cr), months in unchanged.items())


def told(changes: Mapping[Spot, Iterable[DisplayChange]]) -> Iterator[Problem]:
    """Tell each change once, with all the months in which readers see it."""
    months: defaultdict[DisplayChange, list[str]] = defaultdict(list)
    for spot, changes_there in changes.items():
        for change in changes_there:
            months[change].append(" ".join(spot))
    yield from (_changed(change, named) for change, named in months.items())


def _changed(change: DisplayChange, months: list[str]) -> Problem:
    """What readers see of a sealed month is told with old and new."""
    where = "、".join(months)
    if not change.fields:
        message = f"{where} 封存以后这个文件有改动，得分没有变化，没有看 git 历史，列不出改了什么"
        return Problem(change.place, SHOWN_CHANGED.id, message, _NOT_ASKED, Severity.WARNING)
    fields = "；".join(map(_field_words, change.fields))
    message = f"{where} 封存以后，读者看到的内容有改动：{change.title}的{fields}"
    return Problem(change.place, SHOWN_CHANGED.id, message, _SHOWN, Severity.WARNING)


def _field_words(field: Difference) -> str:
    """Say what a field was and what it is."""
    was = f"封存时为“{field.old.raw}”" if field.old else "封存时没有"
    now = f"现为“{field.new.raw}”" if field.new else "现在没有"
    return f"{field.name.raw or '内容'}{was}，{now}"


def _unchanged(path: str, months: list[str], only_cr: bool) -> Problem:  # noqa: FBT001 - a key
    what = "这个文件的换行变成了 CRLF" if only_cr else "这个文件有改动"
    message = f"{'、'.join(months)} 封存以后{what}，得分和读者看到的内容都没有变化"
    hint = "不需要改正；封存时的内容在 git 里，可用 bulletin verify 核对"
    hint = LINE_ENDS if only_cr else hint
    return Problem(Place(path), SHARED_CHANGED.id, message, hint, Severity.WARNING)


def usurped(shown: SealedDisplay, spots: Iterable[Spot]) -> Iterator[Problem]:
    """No name that a sealed month gives to one unit is given to another."""
    months: defaultdict[Usurped, list[str]] = defaultdict(list)
    for spot in spots:
        for taken in shown.usurped(*spot):
            months[taken].append(" ".join(spot))
    for taken, named in months.items():
        message = (
            f"{'、'.join(named)} 封存时“{taken.name}”是 {taken.other} 的名称，"
            f"不得改给 {taken.unit}，否则读者会把一个单位的得分看成另一个的"
        )
        yield Problem(taken.place, NAME_TAKEN.id, message, _CORRECT)


def award_problems(
    repository: Repository, shown: SealedDisplay, spots: Collection[Spot]
) -> Iterator[Problem]:
    """The awards of a year whose months are all sealed come out as they did."""
    for changed in changed_awards(repository, shown, spots):
        message = (
            f"{changed.scheme} 的 {changed.year} 年各月都已封存，"
            f"评优“{changed.title}”的结果不得改变：{'；'.join(changed.words)}"
        )
        hint = (
            f"恢复原来的内容；确需改动的，用 bulletin correct {changed.scheme} {changed.last} "
            "写明理由和依据"
        )
        yield Problem(Place(changed.path), AWARD_DIFFERS.id, message, hint)


def sealed_month(repository: Repository, scheme: str, month: str) -> "Sealed":
    """Return a month that has a seal, to be compared with it."""
    assessment = repository.book.assessments[scheme]
    seal = assessment.months[month].seal
    assert seal is not None  # noqa: S101 - the caller has looked
    return Sealed(repository, assessment, month, seal)


def missing_seals(book: Book, past: Seals) -> Iterator[Problem]:
    """Find seals that were there, and months without one that must have one."""
    yield from _vanished(book, past)
    for assessment in book.assessments.values():
        yield from _out_of_order(book, assessment)


def _vanished(book: Book, past: Seals) -> Iterator[Problem]:
    """A seal that was ever committed is still there."""
    for path in sorted(past):
        if path not in book.blobs:
            message = "封存记录不得删去，库的历史里有这个文件，现在没有"
            yield Problem(Place(path), SEAL_MISSING.id, message, "用 git 恢复这个文件")


def _out_of_order(book: Book, assessment: Assessment) -> Iterator[Problem]:
    """No month before a sealed one is unsealed, and no correction is without a seal."""
    paths = {month: seal_path(assessment.scheme.id, month) for month in assessment.months}
    sealed = [m for m, path in paths.items() if path in book.blobs and path not in book.broken]
    for month, records in assessment.months.items():
        if paths[month] in book.blobs:
            continue
        later = next((m for m in sealed if m > month), None)
        if later:
            message = f"各月依次封存，{later} 已经封存，{month} 没有封存记录"
            hint = "恢复 seal.yaml；不该有的月份删去其文件夹"
            yield Problem(Place(paths[month]), SEAL_MISSING.id, message, hint)
        elif records.corrections:
            message = f"更正针对封存的月份，{month} 有更正，没有封存记录"
            yield Problem(Place(paths[month]), SEAL_MISSING.id, message, "用 git 恢复 seal.yaml")


@dataclass(frozen=True)
class Sealed:
    """One sealed month beside what is there now."""

    repository: Repository
    assessment: Assessment
    month: str
    seal: Seal

    @property
    def spot(self) -> Spot:
        """The scheme and the month."""
        return self.assessment.scheme.id, self.month

    @property
    def path(self) -> str:
        """Where the seal stands."""
        return seal_path(self.assessment.scheme.id, self.month)

    @cached_property
    def effect(self) -> str:
        """The first difference between what is sealed and what comes out now; empty: none."""
        if not self.repository.is_good:
            return ""
        scheme, units = self.assessment.scheme, self.repository.book.units
        now = results(self.repository.score(scheme.id, self.month))
        first = first_difference(self.seal.results, now)
        return difference(scheme, units, first) if first else ""

    def only_cr(self, path: str) -> bool:
        """Tell whether a file is as it was sealed but for its line ends."""
        return self.repository.book.only_cr(path, self.seal.inputs.get(path))

    def problems(self, past: Seals) -> Iterator[Problem]:
        """Every difference from the seal; ``past`` are the seals that there have ever been."""
        earlier = past.get(self.path, frozenset())
        problems = (*self._unlike_itself(), *self._unlike_before(earlier), *self._files())
        yield from problems or self._shared()

    def _files(self) -> Iterator[Problem]:
        yield from self._changed()
        yield from self._added()
        yield from self._missing()

    def _unlike_itself(self) -> Iterator[Problem]:
        """The seal is what the program wrote, byte for byte."""
        wanted = blob_id(to_file.seal(self.seal).encode())
        if self.repository.book.only_cr(self.path, wanted):
            yield Problem(Place(self.path), SEAL_CHANGED.id, f"封存记录{_CR}", LINE_ENDS)
        elif wanted != self.repository.book.blobs[self.path]:
            message = f"封存记录只由命令写，这个文件与它的校验值不符{self._and_so()}"
            yield Problem(Place(self.path), SEAL_CHANGED.id, message, "用 git 恢复这个文件")

    def _unlike_before(self, past: frozenset[str]) -> Iterator[Problem]:
        """Each seal that was replaced is named by a correction."""
        replaced = {c.replaces for c in self.assessment.months[self.month].corrections}
        book = self.repository.book
        replaced |= {book.blobs[self.path], book.without_cr.get(self.path, "")}
        if past - replaced:
            lost = min(past - replaced)[:10]
            message = f"重新封存必须有更正记录，历史上的 {lost} 没有更正写明被替换{self._and_so()}"
            yield Problem(Place(self.path), SEAL_CHANGED.id, message, _CORRECT)

    @cached_property
    def _now(self) -> Mapping[str, str]:
        return of_month(self.repository.book, self.assessment.scheme.id, self.month)

    @cached_property
    def _then(self) -> Mapping[str, str]:
        inside = folder(self.assessment.scheme.id, self.month)
        return {p: blob for p, blob in self.seal.inputs.items() if p.startswith(inside)}

    def _changed(self) -> Iterator[Problem]:
        for path, blob in self._now.items():
            if self.only_cr(path):
                yield Problem(Place(path), FILE_CHANGED.id, f"封存的文件{_CR}", LINE_ENDS)
            elif self._then.get(path, blob) != blob:
                yield self._own(path, FILE_CHANGED.id, "封存的文件不得改动，这个文件已经改动")

    def _added(self) -> Iterator[Problem]:
        for path in self._now:
            if path not in self._then:
                yield self._own(
                    path, FILE_ADDED.id, "封存的月份不得增加文件，这个文件是封存以后增加的"
                )

    def _missing(self) -> Iterator[Problem]:
        for path in self._then:
            if path not in self._now:
                yield self._own(path, FILE_GONE.id, "封存的文件不得删去或改名，这个文件没有了")

    def _own(self, path: str, code: str, words: str) -> Problem:
        message = f"{words}（封存记录 {self.path}）{self._and_so()}"
        return Problem(Place(path), code, message, _CORRECT)

    def _and_so(self) -> str:
        return f"；结果不同：{self.effect}" if self.effect else ""

    def _shared(self) -> Iterator[Problem]:
        """What is shared with other months may change as long as no result does."""
        touched = tuple(self._touched())
        if self.effect and touched:
            also = f"（同时改动的还有 {'、'.join(touched[1:])}）" if touched[1:] else ""
            message = f"改动不得改变已封存的 {self.month} 的结果{also}：{self.effect}"
            yield Problem(Place(touched[0]), SHARED_CHANGES_RESULT.id, message, _CORRECT)
        elif self.effect:
            message = f"封存的结果必须能够重算出来：{self.effect}"
            yield Problem(
                Place(self.path), RESULT_DIFFERS.id, message, "用 git 恢复封存记录和各月数据"
            )

    def _touched(self) -> Iterator[str]:
        """The shared files that are not what they were, or are there no more, or were added."""
        scheme = self.assessment.scheme.id
        now = inputs_of(self.repository.book, scheme, self.month)
        for path in sorted({*now, *self.seal.inputs}):
            inside = path.startswith(folder(scheme, self.month))
            if not inside and now.get(path) != self.seal.inputs.get(path):
                yield path
