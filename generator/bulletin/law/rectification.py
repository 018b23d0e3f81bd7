"""整改: which findings are to be mended, and how that stood on a day."""

from datetime import date
from enum import StrEnum

from bulletin.law.repeats import back, by_day, found_again
from bulletin.model.month import Finding, Ordered, Recheck
from bulletin.model.scheme import Assessment
from bulletin.months import last_day


class Standing(StrEnum):
    """How what is to be mended stands on a day; every page, document and command asks for this."""

    DONE = "done"
    AGAIN = "again"  # found again: what is to be mended now is that discovery
    OVERDUE = "overdue"  # the due date has passed
    DUE = "due"  # not due yet, or due on the day itself
    UNDATED = "undated"

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be mended."""
        return self not in {Standing.DONE, Standing.AGAIN}


class Mending:
    """What was known at the end of a month; a recheck is known from the month that records it.

    Of what was found several times, the last discovery is to be mended.
    """

    def __init__(self, assessment: Assessment, month: str, on: date | None = None) -> None:
        """Look at the records up to a month, which need not have any itself, as of a day in it.

        Without a day that is the month's last.
        """
        self.month, self.end = month, on or last_day(month)
        recorded = [
            records for name, records in sorted(assessment.months.items()) if name <= self.month
        ]
        self._findings = {f.full_id: f for records in recorded for f in records.findings.values()}
        self._rechecks: dict[str, Recheck] = {}
        for records in recorded:
            for name, recheck in records.rechecks.items():
                self._rechecks.setdefault(name, recheck)
        self._again = found_again(self._known())

    def order(self, finding: Finding) -> Ordered | None:
        """Return the order to mend a finding; without its own, that of the one that it repeats.

        An order stands until what it is about is mended.
        """
        later = finding
        for earlier in back(finding, self._findings.get):
            if later.ordered or not by_day(earlier) < by_day(later):
                break
            if not earlier.stands or self.done(earlier):
                return None
            later = earlier
        return later.ordered

    def due(self, finding: Finding) -> date | None:
        """Return by when a finding is to be mended."""
        order = self.order(finding)
        return order.due if order else None

    def is_ordered(self, finding: Finding) -> bool:
        """Tell whether a finding is to be mended at all; one that is exempt or fell is not."""
        return finding.stands and not finding.is_exempt and self.order(finding) is not None

    def recheck(self, finding: Finding) -> Recheck | None:
        """Return by which recheck a finding was first seen to be mended."""
        return self._rechecks.get(finding.full_id)

    def done(self, finding: Finding) -> date | None:
        """Return when a finding was mended: the day that it says itself, else of its recheck."""
        if finding.rectified and finding.rectified.on <= self.end:
            return finding.rectified.on
        recheck = self.recheck(finding)
        return recheck.on if recheck and recheck.on <= self.end else None

    def recorded(self, finding: Finding) -> date | None:
        """Return when a finding was mended as far as that is recorded, after the end too."""
        return finding.rectified.on if finding.rectified else self.done(finding)

    def again(self, finding: Finding) -> Finding | None:
        """Return the finding that found it again."""
        return self._again.get(finding.full_id)

    def standing(self, finding: Finding) -> Standing | None:
        """Return how it stands at the end; None: nothing was to be mended, and nothing was.

        Where it was mended and found again, the discovery counts. What is due on a day is
        overdue when that day has passed, not on it.
        """
        ordered = self.is_ordered(finding)
        if ordered and self.again(finding):
            return Standing.AGAIN
        if self.done(finding):
            return Standing.DONE
        return self._waiting(finding) if ordered else None

    def _waiting(self, finding: Finding) -> Standing:
        due = self.due(finding)
        if due is None:
            return Standing.UNDATED
        return Standing.OVERDUE if due < self.end else Standing.DUE

    def is_open(self, finding: Finding) -> bool:
        """Tell whether a finding is to be mended, and is neither mended nor found again."""
        standing = self.standing(finding)
        return standing is not None and standing.is_open

    def open(self) -> tuple[Finding, ...]:
        """Return the open findings, the first due first; those without a due date come last."""
        return tuple(sorted(filter(self.is_open, self._known()), key=self.by_due))

    def _known(self) -> list[Finding]:
        return [f for f in self._findings.values() if f.date <= self.end]

    def by_due(self, finding: Finding) -> tuple[date, str]:
        """Sort by due date; what has none comes last."""
        return self.due(finding) or date.max, finding.full_id


def days_late(due: date | None, on: date) -> int:
    """Return how many days after the due date a day is; 0 for none.

    >>> days_late(date(2017, 9, 10), date(2017, 9, 30)), days_late(date(2017, 9, 10), date.min)
    (20, 0)
    """
    return max((on - due).days, 0) if due else 0
