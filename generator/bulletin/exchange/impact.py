"""The impact of a change as text for a terminal and as a Markdown comment, in Chinese."""

from collections.abc import Iterable, Iterator
from itertools import islice

from bulletin.compare.impact import AwardEffect, Impact, Merge, MonthEffect, UnitEffect
from bulletin.exchange import impact_words as words
from bulletin.exchange.text import clean
from bulletin.problem import Problem, as_text
from bulletin.text import encode
from bulletin.view.names import Names

MARK = "<!-- bulletin impact -->"
"""The first line of the comment, by which the next one finds it."""
_UNITS, _LINES = 60, 8
"""How many units a month and how many lines a unit shows in a comment, which hosts keep short."""


def text(impact: Impact) -> str:
    """Write everything, the biggest effect first; empty where there is nothing to say."""
    return "\n".join(clean_line(line) for line in _text(impact))


def clean_line(line: str) -> str:
    """Drop what a terminal would obey, and keep the indentation."""
    indent = len(line) - len(line.lstrip(" "))
    return " " * indent + clean(line)


def _text(impact: Impact) -> Iterator[str]:
    if impact.is_silent:
        return
    yield f"{impact.before} → {impact.after}"
    yield from _problem_lines(impact)
    for title, rows in _awards(impact.awards):
        yield title
        yield from (f"  {row}" for row in rows)
    for month in impact.months:
        yield words.heading(month)
        for unit in month.units:
            yield f"  {_unit(unit, month, impact)}"
            yield from (f"    {line}" for line in _causes(unit, _names(month, impact)))
        yield from (f"  {line}" for line in words.pending(month, _names(month, impact)))


def _problem_lines(impact: Impact) -> Iterator[str]:
    if impact.broken:
        yield f"改动以前的数据有 {len(impact.broken)} 个错误，没有可比的结果"
    if impact.problems:
        yield f"改动以后的数据有 {len(impact.problems)} 个错误："
        yield from _listed(impact.problems)
    if impact.shown:
        yield f"已封存的月份，得分没有变，读者看到的内容有 {len(impact.shown)} 处改动："
        yield from _listed(impact.shown)
    yield from _merge(impact.merge) if impact.merge else ()


def _merge(merge: Merge) -> Iterator[str]:
    if merge.conflicts:
        yield f"与 {merge.other} 合并有冲突：{'、'.join(map(ascii_path, merge.conflicts))}"
    if merge.problems:
        yield f"与 {merge.other} 各自没有错误，合并以后有 {len(merge.problems)} 个错误："
        yield from _listed(merge.problems)


def ascii_path(path: str) -> str:
    """Write a path on one line, whatever its bytes."""
    return path if path.isprintable() else ascii(path)[1:-1]


def _listed(problems: Iterable[Problem]) -> Iterator[str]:
    for problem in problems:
        yield from (f"  {line}" for line in as_text(problem).split("\n"))


def _awards(effects: Iterable[AwardEffect]) -> Iterator[tuple[str, list[str]]]:
    """Group the awards, in the order of the biggest effect."""
    groups: dict[str, list[str]] = {}
    for effect in effects:
        groups.setdefault(words.year(effect), []).append(words.award(effect))
    yield from groups.items()


def _unit(unit: UnitEffect, month: MonthEffect, impact: Impact) -> str:
    moves = "，".join(words.passing(unit.move, _names(month, impact)))
    rank = f"名次 {words.rank(unit)}{f'（{moves}）' if moves else ''}"
    return "，".join((f"{unit.name}：总分 {words.total(unit)}", rank, *_standing(unit, month)))


def _standing(unit: UnitEffect, month: MonthEffect) -> Iterator[str]:
    if month.before and month.after:
        yield from words.standing(unit, month.declared)


def _names(month: MonthEffect, impact: Impact) -> Names:
    return Names(impact.units, month.rubrics)


def _causes(unit: UnitEffect, names: Names) -> Iterator[str]:
    yield from (words.moved(line, names) for line in unit.lines)
    yield from (words.edit(line, names) for line in unit.edits)


# --- Markdown ---------------------------------------------------------------------------------


def markdown(impact: Impact) -> str:
    """Write a comment for a pull request; empty where there is nothing to say."""
    if impact.is_silent:
        return ""
    return "\n".join((MARK, "### 这次改动对结果的影响", "", *_markdown(impact)))


def _markdown(impact: Impact) -> Iterator[str]:
    for line in _problem_lines(impact):
        yield f"- {_shown(line)}" if line.startswith("  ") else f"\n**{_shown(line)}**\n"
    for title, rows in _awards(impact.awards):
        yield f"\n**{_shown(title)}**\n"
        yield from (f"- {_shown(row)}" for row in rows[:_UNITS])
        yield from _more(len(rows) - _UNITS)
    for month in impact.months:
        yield from _table(month, impact)


def _table(month: MonthEffect, impact: Impact) -> Iterator[str]:
    yield f"\n**{_shown(words.heading(month))}**\n"
    if month.units:
        yield "| 单位 | 总分 | 名次 | 等次、标记 | 原因 |"
        yield "| --- | --- | --- | --- | --- |"
        yield from (_row(unit, month, impact) for unit in month.units[:_UNITS])
        yield from _more(len(month.units) - _UNITS)
        yield ""
    yield from (f"- {_shown(line)}" for line in words.pending(month, _names(month, impact)))


def _row(unit: UnitEffect, month: MonthEffect, impact: Impact) -> str:
    names = _names(month, impact)
    lines = [*_causes(unit, names), *words.passing(unit.move, names)]
    shown = [_shown(line) for line in islice(lines, _LINES)]
    shown += [f"另有 {len(lines) - _LINES} 项"] if len(lines) > _LINES else []
    cells = (unit.name, words.total(unit), words.rank(unit), "，".join(_standing(unit, month)))
    return f"| {' | '.join((*map(_shown, cells), '<br>'.join(shown)))} |"


def _more(number: int) -> Iterator[str]:
    if number > 0:
        yield f"\n另有 {number} 个单位，用 `bulletin impact` 查看全部。"


def _shown(line: str) -> str:
    return encode(clean(line))
