"""整改与回头看: what the next round looks at again, and what this month's came to."""

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.compare.recheck import Task, outcome, recheck_list
from bulletin.language import _
from bulletin.model.rubric import Rule
from bulletin.months import last_day, month_before
from bulletin.pages.printer import Printer
from bulletin.view import links, words
from bulletin.view.edition import Edition
from bulletin.view.findings import FindingView, Register
from bulletin.view.links import Crumb

TEMPLATE = "recheck.md.j2"


@dataclass(frozen=True)
class RecheckRow:
    """A finding to be mended, with its places on the site; ``later`` is what found it again."""

    task: Task
    rule: Rule | None
    view: FindingView | None
    later: FindingView | None
    place: str


def pages(edition: Edition, register: Register, printer: Printer) -> Iterator[tuple[str, str]]:
    """Print the page of every month."""
    for month in edition.printed:
        yield _page(edition, register, printer, month)


def _shown(edition: Edition, tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    return tuple(task for task in tasks if task.finding.month in edition.months)


def _page(edition: Edition, register: Register, printer: Printer, month: str) -> tuple[str, str]:
    here = links.recheck(edition.id, month)
    rows = tuple(_rows(edition, register, edition.open_tasks(month)))
    looked_at = _shown(edition, recheck_list(edition.assessment, edition.units, month))
    return printer.page(
        here,
        TEMPLATE,
        _("%(month)s整改与回头看", month=words.month_name(month)),
        edition=edition,
        month=month,
        before=month_before(month),
        month_end=last_day(month),
        rows=rows,
        late=sum(1 for row in rows if row.task.late),
        units=len({row.task.unit.id for row in rows}),
        assessed={unit.id for unit in edition.assessed},
        looked_at=tuple(_rows(edition, register, looked_at)),
        outcome=outcome(looked_at),
        crumbs=edition.crumbs(
            Crumb(words.bulletin(month), links.month(edition.id, month)),
            Crumb(_("整改与回头看"), here),
        ),
    )


def _rows(edition: Edition, register: Register, tasks: tuple[Task, ...]) -> Iterator[RecheckRow]:
    for task in tasks:
        finding = task.finding
        elsewhere = finding.scene != task.unit.id
        yield RecheckRow(
            task=task,
            rule=edition.rule(finding.month, finding.rule),
            view=register.view(finding.full_id),
            later=register.view(task.found.full_id) if task.found else None,
            place=edition.units.name(finding.scene) if elsewhere else "",
        )
