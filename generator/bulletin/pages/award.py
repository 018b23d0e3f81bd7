"""The year's award: the base, the places, the cut, ties, and who is barred and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from bulletin.language import Said
from bulletin.model.scheme import AwardRule
from bulletin.pages.printer import Printer
from bulletin.trace import AwardPlace, AwardResult
from bulletin.view import links, words
from bulletin.view.bulletin.honours import raises
from bulletin.view.edition import Edition
from bulletin.view.findings import FindingView, Register
from bulletin.view.links import Crumb

TEMPLATE = "award.md.j2"


@dataclass(frozen=True)
class Barred:
    """Why a unit is barred: a flag, raised in some month by some findings."""

    flag: str
    month: str
    sheet: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True)
class Candidate:
    """One unit of the award's table."""

    place: AwardPlace
    unit: str
    months: tuple[tuple[str, Fraction | None, str], ...]
    barred: tuple[Barred, ...]
    tied: bool


@dataclass(frozen=True)
class AwardView:
    """One award of the year."""

    result: AwardResult
    rule: AwardRule
    share_percent: Fraction | None
    exact_places: Fraction | None
    months: tuple[str, ...]
    winners: tuple[Candidate, ...]
    barred: tuple[Candidate, ...]
    candidates: tuple[Candidate, ...]
    cut: Fraction | None
    tied_at_cut: int


def nav(edition: Edition) -> Iterator[tuple[Said, str]]:
    """Name the awards of the newest year."""
    for year in edition.years[-1:]:
        yield words.award_year(year), links.award(edition.id, year)


def pages(edition: Edition, register: Register, printer: Printer) -> Iterator[tuple[str, str]]:
    """Print the awards of every year."""
    for year in edition.years:
        results, title = edition.awards[year], words.award_year(year)
        yield printer.page(
            links.award(edition.id, year),
            TEMPLATE,
            title,
            edition=edition,
            year=year,
            places=edition.places(edition.months[-1]) if edition.months else 2,
            awards=tuple(_views(edition, register, year, results)),
            crumbs=edition.crumbs(Crumb(title, links.award(edition.id, year))),
        )


def _views(
    edition: Edition, register: Register, year: str, results: tuple[AwardResult, ...]
) -> Iterator[AwardView]:
    rules = {rule.id: rule for rule in edition.assessment.scheme.awards}
    months = tuple(month for month in edition.months if month.startswith(year))
    for result in results:
        candidates = tuple(
            _candidate(edition, register, result, place, months) for place in result.units
        )
        yield _view(result, rules[result.award], months, candidates)


def _view(
    result: AwardResult,
    rule: AwardRule,
    months: tuple[str, ...],
    candidates: tuple[Candidate, ...],
) -> AwardView:
    winners = tuple(c for c in candidates if c.place.winner)
    won = [c.place.score for c in winners if c.place.score is not None]
    cut = min(won, default=None)
    return AwardView(
        result=result,
        rule=rule,
        share_percent=rule.share * 100 if rule.share is not None else None,
        exact_places=rule.share * result.base if rule.share is not None else None,
        months=months,
        winners=winners,
        barred=tuple(c for c in candidates if c.place.barred),
        candidates=tuple(sorted(candidates, key=_by_rank)),
        cut=cut,
        tied_at_cut=sum(1 for c in winners if c.place.score == cut),
    )


def _by_rank(candidate: Candidate) -> tuple[bool, int]:
    rank = candidate.place.rank
    return rank is None, rank or 0


def _candidate(
    edition: Edition,
    register: Register,
    result: AwardResult,
    place: AwardPlace,
    months: tuple[str, ...],
) -> Candidate:
    return Candidate(
        place=place,
        unit=links.unit(edition.id, place.unit, "honours"),
        months=tuple(_month(edition, month, place.unit) for month in months),
        barred=tuple(_barred(edition, register, place, months)),
        tied=sum(1 for other in result.units if other.rank == place.rank) > 1,
    )


def _month(edition: Edition, month: str, unit: str) -> tuple[str, Fraction | None, str]:
    score = edition.scores[month].unit(unit)
    total = score.total if score else None
    return month, total, links.sheet(edition.id, month, unit, "total")


def _barred(
    edition: Edition, register: Register, place: AwardPlace, months: tuple[str, ...]
) -> Iterator[Barred]:
    for flag in place.barred:
        for month in months:
            score = edition.scores[month].unit(place.unit)
            if score is not None and flag in score.flags:
                views = register.of_unit(month, place.unit)
                yield Barred(
                    flag=edition.flags.get(flag, flag),
                    month=month,
                    sheet=links.sheet(edition.id, month, place.unit),
                    findings=tuple(v for v in views if raises(v, flag)),
                )
