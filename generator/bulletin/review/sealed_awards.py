"""The awards of a year whose months are all sealed: they come out as they did then."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bulletin.model.scheme import Assessment, Scheme
from bulletin.model.unit import Units
from bulletin.repository.inputs import seal_path
from bulletin.repository.opened import Repository
from bulletin.review.sealed_display import SealedDisplay, Spot
from bulletin.scoring import award, score
from bulletin.trace import AwardPlace, AwardResult, Scores

_MOST = 12
"""How many units are named in one list."""


@dataclass(frozen=True, slots=True)
class ChangedAward:
    """An award that comes out otherwise, with what differs, in Chinese.

    ``last`` is the month with which the year was sealed; ``path`` is that of the scheme.
    """

    scheme: str
    year: str
    last: str
    title: str
    path: str
    words: tuple[str, ...]


def changed_awards(
    repository: Repository, shown: SealedDisplay, good: Collection[Spot]
) -> Iterator[ChangedAward]:
    """Go through the awards of decided years that no longer come out as they were sealed.

    ``good`` are the sealed months that come out as they were; where one does not, that is told.
    """
    if not (repository.is_good and shown.past.is_known):
        return
    for assessment in repository.book.assessments.values():
        for year in sorted({month[:4] for month in assessment.months}):
            decided = _Year(repository, shown, assessment, year)
            stands = all((decided.id, month) in good for month in decided.sealed)
            if stands and decided.is_decided and decided.is_touched:
                yield from decided.changed()


class _Year:
    """One year of a scheme, as it was when its last month was sealed, and as it is."""

    def __init__(
        self, repository: Repository, shown: SealedDisplay, assessment: Assessment, year: str
    ) -> None:
        self.repository, self.shown = repository, shown
        self.assessment, self.year = assessment, year
        self.id = assessment.scheme.id
        self.months = [month for month in assessment.months if month.startswith(f"{year}-")]
        seals = repository.book.blobs
        self.sealed = [month for month in self.months if seal_path(self.id, month) in seals]

    @property
    def is_decided(self) -> bool:
        """Tell whether all months are sealed, or the one that decided the year when it was.

        A year of which a sealed month was not read is judged where it is.
        """
        if not self.sealed or not all(self.assessment.months[m].seal for m in self.sealed):
            return False
        closing = Assessment(self.before, months=self.assessment.months)
        return self.months == self.sealed or any(map(closing.closes_year, self.sealed))

    @cached_property
    def before(self) -> Scheme:
        """The scheme as it was sealed with the last month."""
        last = self.sealed[-1]
        if self.assessment.scheme.place.path not in self.shown.touched(self.id, last):
            return self.assessment.scheme
        then = self.shown.sealed(self.id, last).assessments.get(self.id)
        return then.scheme if then else self.assessment.scheme

    @property
    def is_touched(self) -> bool:
        """Tell whether anything that an award is made from may be otherwise."""
        now = self.assessment.scheme
        if not (now.awards or self.before.awards):
            return False
        settings = [(scheme.awards, scheme.ties) for scheme in (self.before, now)]
        counted = any(rule.countback for rule in now.awards) and self._has_other_rules()
        return settings[0] != settings[1] or counted

    def _has_other_rules(self) -> bool:
        shared = (self.assessment.scheme.place.path, f"data/schemes/{self.id}/rubrics/")
        touched = (path for month in self.sealed for path in self.shown.touched(self.id, month))
        return any(path.startswith(shared) for path in touched)

    def changed(self) -> Iterator[ChangedAward]:
        """Go through the awards that come out otherwise."""
        before, units = Assessment(self.before), self.repository.book.units
        old = {
            result.award: result for result in award(before, units, self.year, dict(self._scores()))
        }
        scores = {month: self.repository.score(self.id, month) for month in self.sealed}
        now = award(self.assessment, units, self.year, scores)
        new = {result.award: result for result in now}
        rules = (*self.before.awards, *self.assessment.scheme.awards)
        titles = {rule.id: rule.title for rule in rules}
        for name in dict.fromkeys((*new, *old)):
            words = tuple(_differences(old.get(name), new.get(name), units))
            if words:
                path = self.assessment.scheme.place.path
                yield ChangedAward(self.id, self.year, self.sealed[-1], titles[name], path, words)

    def _scores(self) -> Iterator[tuple[str, Scores]]:
        """The scores of the months as they were sealed."""
        for month in self.sealed:
            then = self.shown.whole(self.id, month)
            assessment = then.assessments.get(self.id, self.assessment)
            yield month, score(assessment, then.units, month)


def _differences(old: AwardResult | None, new: AwardResult | None, units: Units) -> Iterator[str]:
    """Say what differs: places, winners, who is barred, ranks."""
    if old is None or new is None:
        side = new or old
        assert side is not None  # noqa: S101 - one of the two has the award
        won = f"获奖单位为{_named([place.unit for place in side.units if place.winner], units)}"
        was, now = ("没有这项评优", won) if new else (won, "没有这项评优")
        yield f"封存时{was}，现在{now}"
        return
    if old.places != new.places:
        yield f"名额封存时为 {old.places}，现为 {new.places}"
    before, after = ({place.unit: place for place in side.units} for side in (old, new))
    yield from _winners(before, after, units)
    for unit in dict.fromkeys((*after, *before)):
        yield from _place(units.name(unit), before.get(unit), after.get(unit))


def _winners(
    was: Mapping[str, AwardPlace], now: Mapping[str, AwardPlace], units: Units
) -> Iterator[str]:
    before, after = ([unit for unit, place in side.items() if place.winner] for side in (was, now))
    if set(before) != set(after):
        yield f"获奖单位封存时为{_named(before, units)}，现为{_named(after, units)}"


def _named(ids: list[str], units: Units) -> str:
    more = f"等 {len(ids)} 个" if len(ids) > _MOST else ""
    return f"“{'、'.join(map(units.name, ids[:_MOST]))}”{more}" if ids else "无"


def _place(name: str, old: AwardPlace | None, new: AwardPlace | None) -> Iterator[str]:
    if old is None or new is None:
        yield f"{name}封存时{'不在' if new else '在'}其中，现在{'在' if new else '不在'}其中"
        return
    if old.barred != new.barred:
        was, now = ("、".join(side.barred) or "没有" for side in (old, new))
        yield f"{name}取消资格的标记封存时为{was}，现为{now}"
    if old.rank != new.rank:
        yield f"{name}的名次封存时为 {old.rank}，现为 {new.rank}"
    elif old.score != new.score:
        yield f"{name}的成绩与封存时不同"
