"""The impact of a change, and the comparison of two months, as JSON; amounts are strings."""

import json
from fractions import Fraction
from typing import Any

from bulletin.compare.bridge import BridgeLine
from bulletin.compare.edits import Edit
from bulletin.compare.impact import AwardEffect, Impact, Merge, MonthEffect, UnitEffect
from bulletin.number import plain
from bulletin.problem import fields
from bulletin.trace import AwardPlace, Missing, UnitScore

_DRIVERS = {"finding": "finding", "metric": "metric", "mark": "mark"}


def impact(effects: Impact) -> str:
    """Write an impact; empty where there is nothing to say."""
    if effects.is_silent:
        return ""
    body = {
        "before": effects.before,
        "after": effects.after,
        "broken": [fields(problem) for problem in effects.broken],
        "problems": [fields(problem) for problem in effects.problems],
        "shown": [fields(problem) for problem in effects.shown],
        "merge": _merge(effects.merge) if effects.merge else None,
        "awards": [_award(problem) for problem in effects.awards],
        "months": [_month(problem) for problem in effects.months],
    }
    return json.dumps(body, ensure_ascii=False, indent=2)


def number(value: Fraction | None) -> str | None:
    """Write a number exactly."""
    return None if value is None else plain(value)


def _merge(merge: Merge) -> dict[str, Any]:
    problems = [fields(problem) for problem in merge.problems]
    return {"other": merge.other, "conflicts": list(merge.conflicts), "problems": problems}


def _award(effect: AwardEffect) -> dict[str, Any]:
    return {
        "scheme": effect.scheme,
        "year": effect.year,
        "award": effect.award,
        "unit": effect.unit,
        "name": effect.name,
        "before": _place(effect.before),
        "after": _place(effect.after),
    }


def _place(place: AwardPlace | None) -> dict[str, Any] | None:
    if place is None:
        return None
    score, barred = number(place.score), list(place.barred)
    return {"score": score, "rank": place.rank, "winner": place.winner, "barred": barred}


def _month(effect: MonthEffect) -> dict[str, Any]:
    state = "added" if effect.before is None else "removed" if effect.after is None else "changed"
    return {
        "scheme": effect.scheme,
        "month": effect.month,
        "state": state,
        "units": [_unit(unit) for unit in effect.units],
        "pending": {
            "added": [_missing(row) for row in effect.owed],
            "removed": [_missing(row) for row in effect.handed_in],
        },
    }


def _missing(row: Missing) -> dict[str, Any]:
    return {"unit": row.unit, "rule": row.rule, "metric": row.metric, "provider": row.provider}


def _unit(effect: UnitEffect) -> dict[str, Any]:
    return {
        "unit": effect.unit,
        "name": effect.name,
        "change": number(effect.change),
        "before": result(effect.before),
        "after": result(effect.after),
        "passed_by": list(effect.move.passed_by),
        "passed": list(effect.move.passed),
        "lines": [
            {**line(one.line), "causes": [cause(edit) for edit in one.edits]}
            for one in effect.lines
        ],
        "causes": [cause(edit) for edit in effect.edits],
    }


def result(score: UnitScore | None) -> dict[str, Any] | None:
    """Write what a unit has come to."""
    if score is None:
        return None
    return {
        "total": number(score.total),
        "rank": score.rank,
        "flags": list(score.flags),
        "grade": score.grade,
        "provisional": score.provisional,
    }


def line(one: BridgeLine) -> dict[str, Any]:
    """Write one line of a bridge."""
    driver = one.driver
    name = _DRIVERS.get(driver.sort, "criterion")
    return {
        "kind": driver.sort,
        name: driver.id or None,
        "rules": list(one.rules),
        "unit": driver.unit or None,
        "before": number(one.before),
        "after": number(one.after),
        "change": number(one.change),
        "by_rubric": one.by_rubric,
    }


def cause(edit: Edit) -> dict[str, Any]:
    """Write one record that was added, removed or changed."""
    return {
        "kind": edit.sort,
        "key": list(edit.key),
        "how": edit.how,
        "source": edit.place.source,
        "changed": [
            {
                "field": field.name,
                "before": field.before.raw if field.before else None,
                "after": field.after.raw if field.after else None,
            }
            for field in edit.altered
        ],
    }
