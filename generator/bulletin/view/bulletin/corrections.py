"""Correction notices (更正): what of a published month was changed, with both numbers."""

from dataclasses import dataclass, replace
from datetime import date

from bulletin import glossary
from bulletin.language import Said, _
from bulletin.model.seal import Correction, UnitChange
from bulletin.number import exact, short
from bulletin.text import UserText
from bulletin.view import links, words
from bulletin.view.edition import Edition
from bulletin.view.words import PLACES

_STATES: dict[str, Said] = {str(status): text for status, text in words.STATUS.items()}


@dataclass(frozen=True)
class ChangedCriterion:
    """One criterion's score before and after."""

    name: str
    target: str | None
    old: Said
    new: Said


@dataclass(frozen=True)
class ChangedUnit:
    """One unit's result before and after, and where its sheet is."""

    name: str
    sheet: str | None
    change: UnitChange
    criteria: tuple[ChangedCriterion, ...]


@dataclass(frozen=True)
class Notice:
    """One correction as it is shown on the month's page and on the sheets of its units."""

    number: int
    on: date | None
    reason: UserText
    basis: UserText
    units: tuple[ChangedUnit, ...]


def of_month(edition: Edition, month: str) -> tuple[Notice, ...]:
    """The notices of a month, the first correction first."""
    records = edition.assessment.months.get(month)
    return tuple(
        _notice(edition, month, correction)
        for correction in (records.corrections if records else ())
    )


def of_unit(edition: Edition, month: str, unit: str) -> tuple[Notice, ...]:
    """The notices of a month that changed anything of one unit, with what they changed of it."""
    notices = of_month(edition, month)
    noticed = ((n, tuple(u for u in n.units if u.change.unit == unit)) for n in notices)
    return tuple(replace(notice, units=units) for notice, units in noticed if units)


def _notice(edition: Edition, month: str, correction: Correction) -> Notice:
    units = tuple(_unit(edition, month, change) for change in correction.units)
    return Notice(correction.number, correction.on, correction.reason, correction.basis, units)


def _unit(edition: Edition, month: str, change: UnitChange) -> ChangedUnit:
    there = edition.scores[month].unit(change.unit) is not None
    return ChangedUnit(
        name=edition.units.name(change.unit),
        sheet=links.sheet(edition.id, month, change.unit) if there else None,
        change=change,
        criteria=tuple(
            ChangedCriterion(
                name=node.name if (node := edition.node(month, c.id)) else c.id,
                target=_target(edition, month, change.unit, c.id) if there else None,
                old=_shown(c.old),
                new=_shown(c.new),
            )
            for c in change.criteria
        ),
    )


def _target(edition: Edition, month: str, unit: str, criterion: str) -> str:
    return links.sheet(edition.id, month, unit, f"c-{links.slug(criterion)}")


def _shown(score: str | None) -> Said:
    """Write a criterion's score as a seal has it, for a reader.

    >>> from bulletin.language import CHINESE
    >>> [CHINESE.say(_shown(score)) for score in ("0 overflow 3", "100/3", "pending", None)]
    ['0（超扣 3）', '33.3333', '待报', '—']
    """
    if score is None:
        return "—"
    if score in _STATES:
        return _STATES[score]
    points, *over = (short(exact(part), PLACES) for part in score.split(" overflow "))
    if over:
        return _(
            "%(points)s（%(name)s %(over)s）",
            points=points,
            name=glossary.EXCESS.title,
            over=over[0],
        )
    return points
