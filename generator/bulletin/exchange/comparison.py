"""Two months compared, as text and as JSON."""

import json
from collections.abc import Iterator
from typing import Any

from bulletin import glossary
from bulletin.compare.bridge import BridgeLine
from bulletin.compare.comparison import Comparison, Listed, UnitComparison
from bulletin.exchange import impact_words as words
from bulletin.exchange.impact import clean_line
from bulletin.exchange.impact_json import line as line_json
from bulletin.exchange.impact_json import number, result
from bulletin.exchange.text import month_name
from bulletin.language import CHINESE
from bulletin.model.unit import Units
from bulletin.view.names import Names, short


def text(comparison: Comparison, units: Units) -> str:
    """Write the findings by what became of them, then the bridge of each unit by its rank."""
    return "\n".join(clean_line(line) for line in _text(comparison, units))


def _text(found: Comparison, units: Units) -> Iterator[str]:
    names = Names(units, found.rubrics)
    yield f"{found.title}　{' → '.join(map(month_name, found.months))}"
    if found.versions[0] != found.versions[1]:
        yield f"评分细则由 {found.versions[0]} 版改为 {found.versions[1]} 版，细则改动的影响单列"
    for field, term in glossary.COURSE.items():
        rows: tuple[Listed, ...] = getattr(found.course, field)
        yield f"{CHINESE.say(term.title)} {len(rows)} 个"
        yield from (f"  {_finding(row, units)}" for row in rows)
    for unit in sorted(found.units, key=_order):
        yield from _unit(unit, names)


def _finding(row: Listed, units: Units) -> str:
    finding = row.finding
    again = f"，上次 {finding.repeats}" if finding.repeats else ""
    done = f"，{row.done} 整改" if row.done else ""
    due = finding.ordered.due if finding.ordered and not done else None
    limit = f"，限 {due} 前整改" if due else ""
    change = f"（{words.signed(row.change)}）" if row.change else ""
    name = f"{units.name(finding.unit)}　{finding.full_id}{change}"
    return f"{name}　{short(finding.summary)}{again}{done}{limit}"


def _order(unit: UnitComparison) -> tuple[bool, int, str]:
    rank = unit.after.rank if unit.after else None
    return rank is None, rank or 0, unit.unit


def _unit(unit: UnitComparison, names: Names) -> Iterator[str]:
    was, now = (side.total if side else None for side in (unit.before, unit.after))
    ranks = words.arrow(*(side.rank if side else None for side in (unit.before, unit.after)))
    change = f"（{words.signed(unit.change)}）" if unit.change else ""
    moves = "，".join(words.passing(unit.move, names))
    total = words.arrow(words.number(was), words.number(now))
    yield f"{unit.name}：总分 {total}{change}，名次 {ranks}{f'（{moves}）' if moves else ''}"
    yield from (f"  {_line(line, names)}" for line in unit.lines)


def _line(line: BridgeLine, names: Names) -> str:
    what = words.driver(line, names)
    why = "评分细则改动，" if line.by_rubric else ""
    return f"{words.signed(line.change)}　{why}{what}{_from_to(line)}"


def _from_to(line: BridgeLine) -> str:
    """Say what came, what went, and from what to what the rest changed."""
    if line.before is None or line.after is None:
        gone = line.after is None
        return {"finding": " 不再计" if gone else " 计入"}.get(
            line.driver.sort, "，不再计" if gone else "，新计入"
        )
    return f"，{' → '.join(words.signed(side).lstrip('+') for side in (line.before, line.after))}"


def as_json(comparison: Comparison) -> str:
    """Write the comparison for programs; amounts are strings."""
    body = {
        "scheme": comparison.scheme,
        "before": comparison.months[0],
        "after": comparison.months[1],
        "rubrics": list(comparison.versions),
        "findings": {
            term.id: [_listed(row) for row in getattr(comparison.course, field)]
            for field, term in glossary.COURSE.items()
        },
        "units": [_unit_json(unit) for unit in comparison.units],
    }
    return json.dumps(body, ensure_ascii=False, indent=2)


def _listed(row: Listed) -> dict[str, Any]:
    finding = row.finding
    return {
        "finding": finding.full_id,
        "unit": finding.unit,
        "rule": finding.rule,
        "change": number(row.change),
        "repeats": finding.repeats,
        "rectified": row.done.isoformat() if row.done else None,
        "source": finding.place.source,
    }


def _unit_json(unit: UnitComparison) -> dict[str, Any]:
    return {
        "unit": unit.unit,
        "name": unit.name,
        "change": number(unit.change),
        "before": result(unit.before),
        "after": result(unit.after),
        "passed_by": list(unit.move.passed_by),
        "passed": list(unit.move.passed),
        "lines": [line_json(line) for line in unit.lines],
    }
