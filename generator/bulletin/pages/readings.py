"""The register of readings (口径登记): what the document leaves open, and what was chosen."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bulletin.language import Said, _
from bulletin.model.rubric import Option, Reading, Rubric
from bulletin.pages.criterion import touches
from bulletin.pages.printer import Printer
from bulletin.text import UserText
from bulletin.trace import Shift, TriedOption
from bulletin.view import links
from bulletin.view.edition import Edition
from bulletin.view.findings import Register
from bulletin.view.links import Crumb

TEMPLATE = "readings.md.j2"
TITLE = _("口径登记")


@dataclass(frozen=True)
class ShiftView:
    """One unit that another answer would move: its place and its total, before and after."""

    shift: Shift
    sheet: str
    flags: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class OptionView:
    """One answer, and what it would change in the latest month; ``tried`` None: not tried."""

    option: Option
    tried: TriedOption | None
    moved: tuple[ShiftView, ...]
    shifted: tuple[ShiftView, ...]

    @property
    def said(self) -> tuple[ShiftView, ...]:
        """Whose rank, flags or grade change, then those whose total alone does."""
        return self.moved + self.shifted


@dataclass(frozen=True)
class ReadingView:
    """One reading, with the rules that it is about and its answers tried."""

    reading: Reading
    anchor: str
    rules: tuple[tuple[UserText, str], ...]
    options: tuple[OptionView, ...]

    @property
    def matters(self) -> bool:
        """Whether some answer would change a rank, a flag, a grade or an award."""
        return any(view.tried and view.tried.matters for view in self.options)

    @property
    def weight(self) -> int:
        """How many units the weightiest answer would move or give or take an award."""
        return max((_weight(view) for view in self.options), default=0)


def _weight(view: OptionView) -> int:
    awarded = (*view.tried.won, *view.tried.lost) if view.tried else ()
    return len({*awarded, *(row.shift.name for row in view.moved)})


def nav(edition: Edition) -> Iterator[tuple[Said, str]]:
    """Name the page."""
    yield TITLE, links.readings(edition.id)


def pages(edition: Edition, _register: Register, printer: Printer) -> Iterator[tuple[str, str]]:
    """Print the register: for each version of the rubric its readings."""
    versions = sorted(edition.assessment.rubrics.items(), reverse=True)
    views = tuple((rubric, tuple(_views(edition, rubric))) for _, rubric in versions)
    every = [view for _, of_version in views for view in of_version]
    weighty = sorted((v for v in every if v.matters), key=lambda v: -v.weight)
    yield printer.page(
        links.readings(edition.id),
        TEMPLATE,
        TITLE,
        edition=edition,
        versions=views,
        weighty=tuple(weighty),
        month=edition.months[-1] if edition.months else None,
        places=edition.places(edition.months[-1]) if edition.months else 2,
        crumbs=edition.crumbs(Crumb(TITLE, links.readings(edition.id))),
    )


def _views(edition: Edition, rubric: Rubric) -> Iterator[ReadingView]:
    newest = edition.rubric is rubric
    in_force = bool(edition.months) and edition.version(edition.months[-1]) == rubric.version
    for reading in rubric.readings:
        yield ReadingView(
            reading,
            f"k-{reading.id}" if newest else f"k-{rubric.version}-{reading.id}",
            options=tuple(
                _option(edition, reading, option if in_force else replace(option, set={}))
                for option in reading.options
            ),
            rules=tuple(
                (rule.text, links.criterion(edition.id, rule.criterion, f"r-{rule.id}"))
                for rule in rubric.rules.values()
                if touches(reading, rule)
            ),
        )


def _option(edition: Edition, reading: Reading, option: Option) -> OptionView:
    """Find how an option came out; one that sets nothing is not tried."""
    named = (t for t in edition.trials if t.reading == reading.id and t.option == option.title)
    tried = next(named, None) if option.set else None
    views = [_shift(edition, shift) for shift in tried.shifts] if tried else []
    return OptionView(
        option=option,
        tried=tried,
        moved=tuple(view for view in views if view.shift.moves),
        shifted=tuple(view for view in views if not view.shift.moves),
    )


def _shift(edition: Edition, shift: Shift) -> ShiftView:
    was = tuple(edition.flags.get(flag, flag) for flag in shift.before.flags)
    after = shift.after.flags if shift.after else ()
    now = tuple(edition.flags.get(flag, flag) for flag in after)
    sheet = links.sheet(edition.id, edition.months[-1], shift.unit, "total")
    return ShiftView(shift, sheet, (was, now))
