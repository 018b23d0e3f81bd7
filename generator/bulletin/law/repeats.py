"""Chains of repeats: what a finding repeats, and what repeats it, however far."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from bulletin.model.month import Finding


def back(finding: Finding, find: Callable[[str], Finding | None]) -> Iterator[Finding]:
    """Go back through what a finding repeats, the latest first.

    ``find`` looks a full id up; what it does not know ends the chain, as a loop does (refused by
    the checks).
    """
    seen = {finding.full_id}
    later: Finding | None = finding
    while later and later.repeats and later.repeats not in seen:
        seen.add(later.repeats)
        later = find(later.repeats)
        if later:
            yield later


def onward(finding: Finding, heirs: Mapping[str, Iterable[Finding]]) -> Iterator[Finding]:
    """Go through what repeats a finding, and after that through what repeats those.

    ``heirs`` has by a finding's full id those that repeat it; a loop ends.
    """
    seen = {finding.full_id}
    waiting = [finding]
    for earlier in waiting:
        for heir in heirs.get(earlier.full_id, ()):
            if heir.full_id not in seen:
                seen.add(heir.full_id)
                waiting.append(heir)
                yield heir


def heirs_of(findings: Iterable[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    """Return by a finding's full id those that repeat it, in the order that they come in."""
    heirs: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.repeats:
            heirs.setdefault(finding.repeats, []).append(finding)
    return {name: tuple(later) for name, later in heirs.items()}


def found_again(findings: Iterable[Finding]) -> Mapping[str, Finding]:
    """Return by a finding's full id the first that repeats it and stands."""
    standing = sorted((f for f in findings if f.stands), key=by_day)
    return {name: later[0] for name, later in heirs_of(standing).items()}


def by_day(finding: Finding) -> tuple[str, date, str]:
    """Sort findings by their month, then by the day of discovery."""
    return finding.month, finding.date, finding.id
