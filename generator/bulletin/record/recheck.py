"""What a recheck came to, as the one file that says so: mended, or found again."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from bulletin.law.rectification import Mending
from bulletin.model.month import Finding
from bulletin.model.scheme import Assessment
from bulletin.record.refusal import RefusedError
from bulletin.repository.inputs import folder

_NUMBERED = re.compile(r"-r([0-9]+)$")
_CARRIED = ("unit", "rule", "count", "source", "method", "tier")

File = tuple[str, Mapping[str, Any]]
"""A path with what is to stand there."""


@dataclass(frozen=True, slots=True)
class FoundAgain:
    """What is otherwise about a finding that is found again; empty: as it was."""

    summary: str = ""
    source: str = ""
    due: date | None = None


def mended(assessment: Assessment, finding: Finding, on: date, note: str = "") -> File:
    """Return the recheck of a finding that was seen to be mended; raises ``RefusedError``."""
    month = _open_month(assessment, on)
    _look(assessment, finding, month)
    path = f"{folder(assessment.scheme.id, month)}rechecks/{finding.full_id}.yaml"
    return path, {"date": on.isoformat(), **({"note": note} if note else {})}


def found_again(assessment: Assessment, finding: Finding, on: date, again: FoundAgain) -> File:
    """Return the finding that repeats one that was not mended; raises ``RefusedError``."""
    month = _open_month(assessment, on)
    _look(assessment, finding, month)
    path = f"{folder(assessment.scheme.id, month)}findings/{_shelf(finding)}"
    return f"{path}/{_again_id(finding, _taken(assessment, month))}.yaml", {
        **_carried(finding),
        "date": on.isoformat(),
        "summary": again.summary or finding.summary.raw,
        **({"source": again.source} if again.source else {}),
        "repeats": finding.full_id,
        "ordered": {"due": again.due.isoformat()} if again.due else True,
    }


def _open_month(assessment: Assessment, on: date) -> str:
    """Return the first month from that of the day on that is not sealed."""
    first = on.isoformat()[:7]
    months = sorted({first, *(m for m in assessment.months if m > first)})
    for month in months:
        records = assessment.months.get(month)
        if records is None or records.seal is None:
            return month
    message = f"{first} 已经封存，还没有以后的月份可以记录；等下一个月份有了数据再记"
    raise RefusedError(message)


def _look(assessment: Assessment, finding: Finding, month: str) -> None:
    """What a recheck comes to is recorded once, and of the last discovery."""
    mending = Mending(assessment, max(month, *assessment.months))
    later, recheck = mending.again(finding), mending.recheck(finding)
    if later:
        message = f"{finding.full_id} 已经再次发现：{later.full_id}，请对后一次记录"
        raise RefusedError(message)
    if recheck:
        message = f"{finding.full_id} 已在 {recheck.month} 核实整改：{recheck.place.path}"
        raise RefusedError(message)


def _shelf(finding: Finding) -> str:
    """The folder of its unit, as it was."""
    return finding.place.path.split("/")[-2]


def _carried(finding: Finding) -> dict[str, Any]:
    """What is the same when it is found again; what came of the first discovery is not.

    Of a number that an appeal amended, the amended one was found.
    """
    plain = {name: getattr(finding, name) for name in _CARRIED}
    number = finding.counted or finding.count
    plain["count"] = int(number) if number != 1 else None
    plain["place"] = finding.where
    plain["subject"] = finding.subject.raw if finding.subject else None
    return {name: value for name, value in plain.items() if value is not None}


def _taken(assessment: Assessment, month: str) -> Collection[str]:
    """The ids of a month: a discovery that was withdrawn keeps its own."""
    records = assessment.months.get(month)
    return records.findings if records else ()


def _again_id(finding: Finding, taken: Collection[str]) -> str:
    """Name the n-th discovery after the first, so that the same one has the same name for all."""
    match = _NUMBERED.search(finding.id)
    first = _NUMBERED.sub("", finding.id)
    number = count(int(match[1]) + 1 if match else 2)
    return next(name for n in number if (name := f"{first}-r{n}") not in taken)
