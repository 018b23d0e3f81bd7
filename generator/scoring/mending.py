"""整改: which findings are to be mended, and how that stood at the end of a month."""

from datetime import date

from generator.checks.force import last_day, near
from generator.model.month import Finding, Recheck
from generator.model.scheme import Assessment


class Mending:
    """What was known at the end of a month; a recheck is known from the month that records it."""

    def __init__(self, assessment: Assessment, month: str) -> None:
        """Look at the records up to a month, which need not have any itself."""
        self.month, self.end = month, last_day(month)
        held = [one for m, one in sorted(assessment.months.items()) if m <= month]
        self._findings = [f for one in held for f in one.findings.values()]
        self._rechecks: dict[str, Recheck] = {}
        for one in held:
            for name, recheck in one.rechecks.items():
                self._rechecks.setdefault(name, recheck)
        again = (f for f in self._findings if f.repeats and f.stands)
        self._again = {f.repeats: f for f in sorted(again, key=_by_date, reverse=True)}

    def recheck(self, finding: Finding) -> Recheck | None:
        """Return by which recheck a finding was first seen to be mended."""
        return self._rechecks.get(finding.full_id)

    def done(self, finding: Finding) -> date | None:
        """Return when a finding was mended: the day that it says itself, else of its recheck."""
        if finding.rectified and finding.rectified.on <= self.end:
            return finding.rectified.on
        recheck = self.recheck(finding)
        return recheck.on if recheck else None

    def recorded(self, finding: Finding) -> date | None:
        """Return when a finding was mended as far as that is recorded, after the end too."""
        return finding.rectified.on if finding.rectified else self.done(finding)

    def again(self, finding: Finding) -> Finding | None:
        """Return the finding that found it again, if what is to be mended now is that one."""
        later = self._again.get(finding.full_id)
        return later if later and (is_ordered(later) or self.done(later)) else None

    def is_open(self, finding: Finding) -> bool:
        """Tell whether a finding is ordered to be mended, and neither mended nor found again."""
        return is_ordered(finding) and not (self.done(finding) or self.again(finding))

    def open(self) -> tuple[Finding, ...]:
        """Return the open findings, the first due first; those without a due date come last."""
        return tuple(sorted(filter(self.is_open, self._findings), key=by_due))


def month_before(month: str) -> str:
    """Return the month before in the calendar.

    >>> month_before("2018-01")
    '2017-12'
    """
    return near(month)[0].isoformat()[:7]


def is_ordered(finding: Finding) -> bool:
    """Tell whether a finding is ordered to be mended; one that is exempt or fell is not."""
    exempt = finding.exempt is not None and finding.exempt.count in {None, finding.count}
    return finding.ordered is not None and finding.stands and not exempt


def due_of(finding: Finding) -> date | None:
    """Return by when a finding is to be mended."""
    return finding.ordered.due if finding.ordered else None


def by_due(finding: Finding) -> tuple[date, str]:
    """Sort by due date; what has none comes last."""
    return due_of(finding) or date.max, finding.full_id


def days_late(due: date | None, on: date) -> int:
    """Return how many days after the due date a day is; 0 for none.

    >>> days_late(date(2017, 9, 10), date(2017, 9, 30)), days_late(date(2017, 9, 10), date.min)
    (20, 0)
    """
    return max((on - due).days, 0) if due else 0


def _by_date(finding: Finding) -> tuple[date, str]:
    return finding.date, finding.full_id
