"""What another rubric would change in a month, as text in Chinese."""

from collections.abc import Iterable

from bulletin.model.scheme import Scheme
from bulletin.number import readable
from bulletin.trace import Shift


def shifts(scheme: Scheme, changed: Iterable[Shift]) -> str:
    """Write the units whose result differs, one a line."""
    return "\n".join(shift_line(scheme, shift) for shift in changed) or "各单位得分、名次都没有变化"


def shift_line(scheme: Scheme, shift: Shift) -> str:
    """Write how one unit's total, rank, flags and grade differ."""
    was, now = shift.before, shift.after
    if now is None:
        return f"{shift.name}：不再考核"
    totals = " → ".join("—" if t is None else readable(t) for t in (was.total, now.total))
    ranks = " → ".join(str(r or "—") for r in (was.rank, now.rank))
    flags = "、".join(map(scheme.flag_title, now.flags)) or "无"
    marked = "" if was.flags == now.flags else f"，标记 {flags}"
    grades = " → ".join(scheme.grade_title(side.grade) or "无" for side in (was, now))
    graded = "" if was.grade == now.grade else f"，等次 {grades}"
    return f"{shift.name}：总分 {totals}，名次 {ranks}{marked}{graded}"
