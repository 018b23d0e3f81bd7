"""What another way of counting would change, as text in Chinese."""

from collections.abc import Iterable, Iterator

from bulletin.exchange.text import clean
from bulletin.model.rubric import Rubric
from bulletin.model.scheme import Scheme
from bulletin.number import readable
from bulletin.trace import Shift, Trial


def trials(scheme: Scheme, rubric: Rubric, tried: Iterable[Trial]) -> str:
    """Write what each option of each reading would change, in the register's order."""
    lines: list[str] = []
    seen = ""
    for trial in tried:
        if trial.reading != seen:
            reading = next(r for r in rubric.readings if r.id == trial.reading)
            lines.append(f"\n{reading.clause}　{clean(reading.question.raw)}")
            lines.append(f"  采用：{clean(reading.chosen.raw)}")
            seen = trial.reading
        lines += _trial(scheme, trial)
    return "\n".join(lines).strip("\n")


def _trial(scheme: Scheme, trial: Trial) -> Iterator[str]:
    moved = [shift for shift in trial.shifts if shift.moves]
    only = len(trial.shifts) - len(moved)
    title = clean(trial.option.raw)
    if trial.current:
        yield f"  现用“{title}”"
    elif not trial.shifts and not trial.won and not trial.lost:
        yield f"  改为“{title}”：没有变化"
    else:
        yield f"  改为“{title}”：名次、标记、等次变化 {len(moved)} 个，只有总分变化 {only} 个"
    yield from (f"    {_shift(scheme, shift)}" for shift in moved)
    for words, names in (("入选先进", trial.won), ("不再入选", trial.lost)):
        if names:
            yield f"    {words}：{'、'.join(names)}"


def shifts(scheme: Scheme, changed: Iterable[Shift]) -> str:
    """Write the units whose result differs, one a line."""
    return "\n".join(_shift(scheme, shift) for shift in changed) or "各单位得分、名次都没有变化"


def _shift(scheme: Scheme, shift: Shift) -> str:
    was, now = shift.before, shift.after
    if now is None:
        return f"{shift.name}：不再考核"
    totals = " → ".join("—" if t is None else readable(t) for t in (was.total, now.total))
    ranks = " → ".join(str(r or "—") for r in (was.rank, now.rank))
    flags = "、".join(map(scheme.flag_title, now.flags)) or "无"
    marked = "" if was.flags == now.flags else f"，标记 {flags}"
    grades = " → ".join(scheme.grade_title(one.grade) or "无" for one in (was, now))
    graded = "" if was.grade == now.grade else f"，等次 {grades}"
    return f"{shift.name}：总分 {totals}，名次 {ranks}{marked}{graded}"
