"""The words for what a change does: results before and after, bridge lines and their causes."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from bulletin import glossary
from bulletin.compare.bridge import BridgeLine, Driver
from bulletin.compare.edits import Altered, Edit
from bulletin.compare.impact import AwardEffect, MonthEffect, Moved, UnitEffect
from bulletin.compare.moves import Move
from bulletin.exchange.text import month_name, owed
from bulletin.language import CHINESE
from bulletin.model.scheme import Scheme
from bulletin.number import exact, readable
from bulletin.text import UserText
from bulletin.trace import Missing, UnitScore
from bulletin.view.names import Names, short

NONE = "—"
_SCORE = glossary.AWARD_SCORE
_SORTS = {
    "finding": "问题",
    "measurement": "数据",
    "mark": "评分",
    "absence": "参评情况",
    "rule": "计分办法",
    "criterion": "考核内容",
    "modifier": "加倍规则",
    "metric": "数据项",
    "totals": "总分规则",
    "scheme": "考核办法",
    "unit": "单位",
}
_HOW = {"added": "新增", "removed": "删去", "changed": "改动"}


def signed(change: Fraction) -> str:
    """Write a change with its sign.

    >>> signed(Fraction(-3, 2)), signed(Fraction(2))
    ('−1.5', '+2')
    """
    return readable(change, "+", "−")


def arrow(before: object, after: object) -> str:
    """Write a value before and after; one that stays is written once."""
    was, now = (NONE if value in {None, ""} else str(value) for value in (before, after))
    return now if was == now else f"{was} → {now}"


def number(value: Fraction | None) -> str:
    """Write a number for people, or a dash."""
    return NONE if value is None else readable(value)


# --- one unit ---------------------------------------------------------------------------------


def total(effect: UnitEffect) -> str:
    """Write the total before and after, and the difference."""
    was, now = (side.total if side else None for side in (effect.before, effect.after))
    change = f"（{signed(effect.change)}）" if effect.change else ""
    return arrow(number(was), number(now)) + change


def rank(effect: UnitEffect) -> str:
    """Write the rank before and after."""
    return arrow(*(side.rank if side else None for side in (effect.before, effect.after)))


def standing(effect: UnitEffect, scheme: Scheme) -> Iterator[str]:
    """Write grade, flags and state, as far as they differ."""
    was, now = effect.before, effect.after
    if was is None or now is None:
        yield "不再考核" if now is None else "新列入考核"
        return
    if was.grade != now.grade:
        yield f"等次 {arrow(*map(scheme.grade_title, (was.grade, now.grade)))}"
    yield from _flags(was, now, scheme)
    if was.provisional != now.provisional:
        yield "改为暂定" if now.provisional else "不再是暂定"


def _flags(was: UnitScore, now: UnitScore, scheme: Scheme) -> Iterator[str]:
    for words, ours, theirs in (("增加", now, was), ("去掉", was, now)):
        named = [scheme.flag_title(flag) for flag in ours.flags if flag not in theirs.flags]
        if named:
            yield f"{words}标记“{'、'.join(named)}”"


def passing(move: Move, names: Names) -> Iterator[str]:
    """Write who came past the unit, and whom it came past."""
    if move.passed_by:
        yield f"被{'、'.join(map(names.unit, move.passed_by))}超过"
    if move.passed:
        yield f"超过{'、'.join(map(names.unit, move.passed))}"


# --- causes -----------------------------------------------------------------------------------


def moved(line: Moved, names: Names) -> str:
    """Write one line of a bridge with its causes."""
    causes = "；".join(_cause(line.line, edit, names) for edit in line.edits)
    return f"{signed(line.line.change)}　{driver(line.line, names)}{'：' if causes else ''}{causes}"


def driver(line: BridgeLine, names: Names) -> str:
    """Write what moves the total: a finding, a measurement, a mark or a bound."""
    by = line.driver
    where = f"{names.unit(by.unit)}的" if by.unit else ""
    if by.sort in glossary.BOUNDS:
        bound = CHINESE.say(glossary.BOUNDS[by.sort].title)
        return f"{bound}{f'（{names.criterion(by.id)}）' if by.id else ''}"
    if by.sort == "finding":
        return f"问题 {by.id}"
    if by.sort == "mark":
        return f"{where}评分{names.rule(by.id)}"
    return f"{where}数据 {names.metric(by.id)}"


def _cause(line: BridgeLine, cause: Edit, names: Names) -> str:
    return how(cause) if _is_its_own(line.driver, cause) else edit(cause, names)


def _is_its_own(by: Driver, cause: Edit) -> bool:
    keys = {
        "finding": ("finding", (by.id,)),
        "metric": ("measurement", (by.id, by.unit)),
        "full": ("criterion", (by.id,)),
    }
    return keys.get(by.sort) == (cause.sort, cause.key)


def edit(cause: Edit, names: Names) -> str:
    """Write which record was added, removed or changed, and in what."""
    what = " ".join(names.of_record(cause.sort, cause.key))
    title = f"“{short(cause.title)}”" if cause.title else ""
    details = _details(cause) if cause.altered or title not in {what, f"“{what}”"} else ""
    space = "" if what.startswith("“") else " "
    return f"{_HOW[cause.how]}{_SORTS[cause.sort]}{space}{what}".rstrip() + details


def how(cause: Edit) -> str:
    """Write what happened to a record that has been named."""
    return _HOW[cause.how] + _details(cause)


def _details(cause: Edit) -> str:
    if cause.altered:
        return f"（{'，'.join(map(_altered, cause.altered))}）"
    return f"“{short(cause.title)}”" if cause.title else ""


def _altered(field: Altered) -> str:
    was, now = (_value(value, field) for value in (field.before, field.after))
    return f"{field.name} {was} → {now}"


def _value(value: UserText | None, field: Altered) -> str:
    if value is None:
        return NONE
    return readable(exact(value.raw)) if field.is_amount else short(value)


# --- months and awards ------------------------------------------------------------------------


def heading(effect: MonthEffect) -> str:
    """Write the scheme and the month, and whether it is new or gone."""
    state = (
        "（新增月份）" if effect.before is None else "（删去月份）" if effect.after is None else ""
    )
    return f"{effect.title}　{month_name(effect.month)}{state}"


def pending(effect: MonthEffect, names: Names) -> Iterator[str]:
    """Write what is owed now and was not, and what is owed no more."""
    for words, rows in (("待报增加", effect.owed), ("不再待报", effect.handed_in)):
        if rows:
            yield f"{words} {len(rows)} 项：{'、'.join(_owed(rows, names))}"


def _owed(rows: Iterable[Missing], names: Names) -> Iterator[str]:
    rubric = next(iter(names.rubrics), None)
    yield from (f"{names.unit(row.unit)} {owed(rubric, row)}" for row in rows)


def award(effect: AwardEffect) -> str:
    """Write what happens to one unit in a year's award."""
    was, now = effect.before, effect.after
    won, wins = (bool(place and place.winner) for place in (was, now))
    verdict = ("不再入选" if won else "入选") if won != wins else ("仍入选" if wins else "仍未入选")
    ranks = arrow(*(place.rank if place else None for place in (was, now)))
    scores = arrow(*(number(_SCORE.of(place) if place else None) for place in (was, now)))
    barred = "，取消资格" if now and now.barred and not (was and was.barred) else ""
    return f"{effect.name}　{verdict}{barred}，名次 {ranks}，{CHINESE.say(_SCORE.title)} {scores}"


def year(effect: AwardEffect) -> str:
    """Write which award of which year."""
    return f"{effect.year}年度　{effect.title}"
