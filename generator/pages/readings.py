"""The register of readings (口径登记): what the document leaves open, and what was chosen."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.rubric import Reading, Rubric
from generator.pages import links
from generator.pages.criterion import touches
from generator.pages.edition import Edition
from generator.pages.printer import Crumb, Printer
from generator.text import UserText

TEMPLATE = "readings.md.j2"


@dataclass(frozen=True)
class ReadingView:
    """One reading, with the rules that it is about."""

    reading: Reading
    rules: tuple[tuple[UserText, str], ...]


def pages(edition: Edition, printer: Printer) -> Iterator[tuple[str, str]]:
    """Print the register: for each version of the rubric its readings."""
    versions = sorted(edition.assessment.rubrics.items(), reverse=True)
    yield printer.page(
        links.readings(edition.id),
        TEMPLATE,
        "口径登记",
        edition=edition,
        versions=tuple((rubric, tuple(_views(edition, rubric))) for _, rubric in versions),
        crumbs=edition.crumbs(Crumb("口径登记", links.readings(edition.id))),
    )


def _views(edition: Edition, rubric: Rubric) -> Iterator[ReadingView]:
    for reading in rubric.readings:
        yield ReadingView(
            reading,
            tuple(
                (rule.text, links.criterion(edition.id, rule.criterion, f"r-{rule.id}"))
                for rule in rubric.rules.values()
                if touches(reading, rule)
            ),
        )
