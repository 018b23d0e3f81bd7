"""What the other options of the readings would change in a month, as text in Chinese."""

from collections.abc import Iterable, Iterator

from bulletin.exchange.rescore import shift_line
from bulletin.exchange.text import clean
from bulletin.model.rubric import Rubric
from bulletin.model.scheme import Scheme
from bulletin.trace import TriedOption


def trials(scheme: Scheme, rubric: Rubric, tried: Iterable[TriedOption]) -> str:
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


def _trial(scheme: Scheme, trial: TriedOption) -> Iterator[str]:
    moved = [shift for shift in trial.shifts if shift.moves]
    only = len(trial.shifts) - len(moved)
    title = clean(trial.option.raw)
    if trial.current:
        yield f"  现用“{title}”"
    elif not trial.shifts and not trial.won and not trial.lost:
        yield f"  改为“{title}”：没有变化"
    else:
        yield f"  改为“{title}”：名次、标记、等次变化 {len(moved)} 个，只有总分变化 {only} 个"
    yield from (f"    {shift_line(scheme, shift)}" for shift in moved)
    for words, names in (("入选先进", trial.won), ("不再入选", trial.lost)):
        if names:
            yield f"    {words}：{'、'.join(names)}"
