"""How hard a criterion is: who lost points, at what rules, and whose readings would change it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bulletin import glossary
from bulletin.language import Said, _
from bulletin.model.rubric import Criterion, Reading, Rubric, Rule
from bulletin.model.unit import Unit
from bulletin.text import UserText
from bulletin.trace import CriterionScore, RuleScore, Status, TriedOption, UnitScore
from bulletin.view import links, words
from bulletin.view.chart import Bar, BarPicture, Bars, Series, Trend, TrendPicture, bars, trend
from bulletin.view.edition import Edition
from bulletin.view.shade import shade

HUNDRED = Fraction(100)
NOTHING = Fraction(0)
DEAREST = 10
LISTED = 40
MOST_LINES = 3


@dataclass(frozen=True)
class Hardness:
    """A month of a criterion that has points, over the units that were scored on it.

    ``rate`` is the mean of their rates (得分率), each in hundredths of the full marks of what the
    unit took part in, as in the heat map; ``partly`` counts those that took part in some of it
    only.
    """

    units: int
    losing: int
    score: Fraction
    rate: Fraction
    partly: int = 0

    @property
    def share(self) -> Fraction:
        """How many of a hundred units did not have full marks."""
        return Fraction(self.losing, self.units) * HUNDRED

    @property
    def mean(self) -> Fraction:
        """The mean score."""
        return self.score / self.units


@dataclass(frozen=True)
class DifficultyCell:
    """What a unit lost in a month; ``status`` where nothing was scored."""

    lost: Fraction | None
    status: Said
    shade: int
    target: str | None


@dataclass(frozen=True)
class Loser:
    """A unit that lost points, over the months that can be compared."""

    name: str
    target: str
    cells: tuple[DifficultyCell, ...]
    times: int
    lost: Fraction


@dataclass(frozen=True)
class Tried:
    """Another answer to a reading of one of the rules, tried in the latest month."""

    reading: Reading
    option: UserText
    moved: int
    shifted: int
    awards: bool
    target: str


Tally = Mapping[str, Sequence[tuple[str, RuleScore]]]
"""For each rule what it did for each unit in each month."""


def tally(edition: Edition) -> Tally:
    """Go through all scores once."""
    found: dict[str, list[tuple[str, RuleScore]]] = {}
    for month in edition.months:
        for unit in edition.scores[month].units:
            for one in unit.rules:
                if one.change or one.status is Status.SCORED:
                    found.setdefault(one.rule, []).append((month, one))
    return found


def hardness(edition: Edition, month: str, node: Criterion) -> Hardness | None:
    """Count a month; None where no unit was scored on the criterion, or it has no points."""
    found = [c for u in edition.scores[month].units if (c := scored(u, node))]
    shares = [c.share for c in found if c.share is not None]
    if not shares:
        return None
    return Hardness(
        units=len(found),
        losing=sum(1 for c in found if c.lost > 0),
        score=sum((c.score for c in found if c.score is not None), NOTHING),
        rate=sum(shares, NOTHING) / len(shares) * HUNDRED,
        partly=sum(1 for c in found if c.partly),
    )


def scored(score: UnitScore, node: Criterion) -> CriterionScore | None:
    """A unit's score in a criterion, where it was assessed there and nothing is pending."""
    found = score.criterion(node.id)
    return found if found and found.status is Status.SCORED and found.score is not None else None


def comparable(edition: Edition, rubric: Rubric) -> tuple[str, ...]:
    """The months in which the rubric was in force, in order."""
    return tuple(m for m in edition.months if edition.version(m) == rubric.version)


def lines(edition: Edition, node: Criterion) -> TrendPicture | None:
    """The share of the units that lost points, and the mean score, in hundredths."""
    months = [hardness(edition, month, node) for month in edition.months]
    shares = Series(
        _("未得满分的单位占比"), tuple(h.share if h else None for h in months), own=True
    )
    return _drawn(edition, (shares, _rates(edition, node, glossary.MEAN_SHARE.title)))


def rates(edition: Edition, nodes: Sequence[Criterion]) -> TrendPicture | None:
    """The mean scores of some criteria, in hundredths; of many, no picture can be read."""
    if len(nodes) > MOST_LINES:
        return None
    return _drawn(edition, tuple(_rates(edition, node, node.title) for node in nodes))


def _rates(edition: Edition, node: Criterion, label: Said) -> Series:
    months = [hardness(edition, month, node) for month in edition.months]
    return Series(label, tuple(one.rate if one else None for one in months))


def _drawn(edition: Edition, series: tuple[Series, ...]) -> TrendPicture | None:
    names = tuple(words.short_month(month) for month in edition.months)
    return trend(Trend(names, series, edition.runs(edition.months)))


# --- rules ----------------------------------------------------------------------------------------


def dearest(edition: Edition, counted: Tally, rubric: Rubric, node: Criterion) -> BarPicture | None:
    """The rules that cost most, over the months in which the rubric was in force."""
    rules = [rule for one in node.walk() for rule in one.rules if rule.deducts]
    taken = {rule.id: _taken(edition, counted, rubric, rule) for rule in rules}
    hit = sorted((r for r in rules if sum(taken[r.id])), key=lambda r: (-sum(taken[r.id]), r.id))
    if len(rules) < 2 or not hit:  # noqa: PLR2004 - one rule needs no comparison
        return None
    return bars(
        Bars(
            tuple(
                Bar(
                    label=rule.text,
                    value=sum(taken[rule.id], NOTHING),
                    target=links.criterion(edition.id, rule.criterion, f"r-{rule.id}"),
                    note=_("%(number)d家次", number=len(taken[rule.id])),
                )
                for rule in hit[:DEAREST]
            )
        )
    )


def _taken(edition: Edition, counted: Tally, rubric: Rubric, rule: Rule) -> list[Fraction]:
    """What each unit lost in each month, where it lost anything."""
    months = frozenset(comparable(edition, rubric))
    changes = (one.change for month, one in counted.get(rule.id, ()) if month in months)
    return [-change for change in changes if change < 0]


def hardest(edition: Edition, counted: Tally, rubric: Rubric, node: Criterion) -> BarPicture | None:
    """The rules that earn, the one first of which least was earned, in hundredths."""
    found = [
        (one, rule, rate)
        for one in node.walk()
        for rule in one.rules
        if rule.earns and (rate := _rate(edition, counted, rubric, rule)) is not None
    ]
    found.sort(key=lambda item: (item[2], item[1].id))
    if len(found) < 2:  # noqa: PLR2004 - one rule needs no comparison
        return None
    items = (
        Bar(
            label=rule.text,
            value=rate,
            target=links.criterion(edition.id, rule.criterion, f"r-{rule.id}"),
            note=words.span(rule),
        )
        for _, rule, rate in found[:DEAREST]
    )
    return bars(Bars(tuple(items), low=NOTHING, high=HUNDRED))


def _rate(edition: Edition, counted: Tally, rubric: Rubric, rule: Rule) -> Fraction | None:
    charged = rubric.nodes.get(rubric.charged.get(rule.criterion) or "")
    most = charged.most(rule) if charged else NOTHING
    months = frozenset(comparable(edition, rubric))
    found = (one for month, one in counted.get(rule.id, ()) if month in months)
    got = [one.change for one in found if one.status is Status.SCORED]
    return sum(got, NOTHING) / (most * len(got)) * HUNDRED if got and most else None


# --- units ----------------------------------------------------------------------------------------


def losers(edition: Edition, rubric: Rubric, nodes: Sequence[Criterion]) -> tuple[Loser, ...]:
    """The units that lost points in criteria, the one first that did so in most months."""
    months = comparable(edition, rubric)
    found = [_loser(edition, unit, months, nodes) for unit in edition.assessed]
    hit = [one for one in found if one.times]
    return tuple(sorted(hit, key=lambda one: (-one.times, -one.lost)))


def partly(edition: Edition, rubric: Rubric, nodes: Sequence[Criterion]) -> bool:
    """Whether some unit took part in some of a criterion only, in the months that compare."""
    units = (unit for month in comparable(edition, rubric) for unit in edition.scores[month].units)
    return any(c.partly for unit in units for node in nodes if (c := scored(unit, node)))


def _loser(
    edition: Edition, unit: Unit, months: Sequence[str], nodes: Sequence[Criterion]
) -> Loser:
    cells = tuple(_cell(edition, month, unit.id, nodes) for month in months)
    lost = [cell.lost for cell in cells if cell.lost]
    return Loser(unit.name, links.unit(edition.id, unit.id), cells, len(lost), sum(lost, NOTHING))


def _cell(edition: Edition, month: str, unit: str, nodes: Sequence[Criterion]) -> DifficultyCell:
    """What a unit lost in a month; one that is not assessed then does not link to a sheet."""
    score = edition.scores[month].unit(unit)
    if score is None:
        return DifficultyCell(None, words.STATUS[Status.NOT_APPLICABLE], 0, None)
    every = [c for node in nodes if (c := score.criterion(node.id))]
    found = [c for node in nodes if (c := scored(score, node))]
    anchor = f"c-{links.slug(every[0].id)}" if len(nodes) == 1 and every else ""
    target = links.sheet(edition.id, month, unit, anchor)
    pending = any(c.status is Status.PENDING for c in every)
    if pending or not found:
        state = every[0].status if every else Status.NOT_APPLICABLE
        return DifficultyCell(None, words.STATUS[Status.PENDING if pending else state], 0, target)
    lost = sum((c.lost for c in found), NOTHING)
    return DifficultyCell(lost, "", shade(lost, sum((c.taken for c in found), NOTHING)), target)


# --- readings -------------------------------------------------------------------------------------


def tried(edition: Edition, rubric: Rubric, readings: Iterable[Reading]) -> tuple[Tried, ...]:
    """The other answers to readings, tried in the latest month; the weightiest first."""
    if not edition.months or edition.version(edition.months[-1]) != rubric.version:
        return ()
    by_id = {reading.id: reading for reading in readings}
    found = [
        _tried(edition, by_id[t.reading], t) for t in _others(edition.trials) if t.reading in by_id
    ]
    return tuple(sorted(found, key=lambda one: (not one.awards, -one.moved, -one.shifted)))


def _others(trials: Iterable[TriedOption]) -> Iterator[TriedOption]:
    yield from (trial for trial in trials if not trial.current)


def _tried(edition: Edition, reading: Reading, trial: TriedOption) -> Tried:
    moved = sum(1 for shift in trial.shifts if shift.moves)
    return Tried(
        reading=reading,
        option=trial.option,
        moved=moved,
        shifted=len(trial.shifts) - moved,
        awards=bool(trial.won or trial.lost),
        target=links.readings(edition.id, f"k-{reading.id}"),
    )
