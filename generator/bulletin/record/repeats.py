"""What a person decided about a likely repeat or duplicate, recorded in the finding."""

from pathlib import Path
from typing import Any

from bulletin.law.discoveries import Discoveries
from bulletin.law.likely import Likely, likely
from bulletin.load.file import plain
from bulletin.load.plain import many
from bulletin.record.files import written
from bulletin.repository.opened import Repository

Data = dict[str, Any]


def proposals(repository: Repository, scheme: str, month: str) -> tuple[Likely, ...]:
    """What is proposed of the findings of an open month, in the order of their files."""
    book, assessment = repository.book, repository.book.assessments[scheme]
    proposed = likely(assessment, Discoveries(assessment, book.units), book.broken)
    of_month = (one for one in proposed if one.finding.month == month)
    return tuple(sorted(of_month, key=lambda one: one.finding.place))


def told_apart(data: Data, candidate: Likely) -> Data:
    """A finding that is no repeat, or not the same event as another of the month."""
    if not candidate.twice:
        return {**data, "repeats": "none"}
    so_far, other = many(data, "distinct_from"), candidate.other.full_id
    return {**data, "distinct_from": [*so_far, other] if so_far else other}


def repeating(data: Data, candidate: Likely) -> Data:
    """A finding that repeats another."""
    return {**data, "repeats": candidate.other.full_id}


def written_twice(data: Data, candidate: Likely, day: str) -> Data:
    """A finding that says what another says already; it stays, and charges nothing."""
    reason = f"与 {candidate.other.full_id} 是同一件，登记了两次"
    return {**data, "withdrawn": {"date": day, "reason": reason}}


def data_of(root: Path, candidate: Likely) -> Data:
    """What the file of a finding says, as plain data; it was read before."""
    data: Data = plain(root, candidate.finding.place.path)
    return data


def recorded(root: Path, candidate: Likely, data: Data) -> dict[str, bytes]:
    """The file of a finding that says what was decided."""
    path = candidate.finding.place.path
    return {path: written(root, path, data)}
