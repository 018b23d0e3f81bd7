"""Scores and awards as JSON; amounts are strings, exact decimals or ``n/d``."""

import json
from fractions import Fraction
from typing import Any

from bulletin.number import plain
from bulletin.reason import Reason
from bulletin.trace import AwardResult, CriterionScore, Missing, RuleScore, Scores, Step, UnitScore
from bulletin.view.reason_sentences import chinese


def scores(result: Scores) -> str:
    """Write the scores of a month."""
    return _dump(
        {
            "scheme": result.scheme,
            "month": result.month,
            "provisional": result.provisional,
            "pending": [_missing(row) for row in result.pending],
            "units": [_unit(row) for row in result.units],
        }
    )


def awards(results: tuple[AwardResult, ...]) -> str:
    """Write the year's award; a list where the scheme has not exactly one."""
    rows = [_award(result) for result in results]
    return _dump(rows[0] if len(rows) == 1 else rows)


def _dump(body: object) -> str:
    return json.dumps(body, ensure_ascii=False, indent=2)


def _number(value: Fraction | None) -> str | None:
    return None if value is None else plain(value)


def _reason(reason: Reason | None) -> str | None:
    return chinese(reason) if reason else None


def _missing(row: Missing) -> dict[str, Any]:
    return {
        "unit": row.unit,
        "criterion": row.criterion,
        "rule": row.rule,
        "metric": row.metric,
        "provider": row.provider,
    }


def _unit(row: UnitScore) -> dict[str, Any]:
    return {
        "unit": row.unit,
        "name": row.name,
        "group": row.group,
        "total": _number(row.total),
        "rank": row.rank,
        "base": _number(row.base),
        "overflow": _number(row.overflow),
        "bonus": _number(row.bonus),
        "penalty": _number(row.penalty),
        "flags": list(row.flags),
        "grade": row.grade,
        "provisional": row.provisional,
        "criteria": [_criterion(one) for one in row.criteria],
        "rules": [_rule(one) for one in row.rules],
        "steps": [_step(one) for one in row.steps],
    }


def _criterion(row: CriterionScore) -> dict[str, Any]:
    return {
        "id": row.id,
        "points": _number(row.points),
        "taken": _number(row.taken),
        "score": _number(row.score),
        "overflow": _number(row.overflow),
        "status": str(row.status),
        "reason": _reason(row.reason),
    }


def _rule(row: RuleScore) -> dict[str, Any]:
    return {
        "rule": row.rule,
        "status": str(row.status),
        "change": _number(row.change),
        "place": row.place_in_rank,
        "reason": _reason(row.reason),
    }


def _step(row: Step) -> dict[str, Any]:
    driver = "finding" if row.finding else "metric" if row.metric else "mark" if row.mark else None
    from_what = {driver: getattr(row, driver)} if driver else {}
    return {
        "kind": str(row.kind),
        "criterion": row.criterion,
        "part": row.part,
        "rule": row.rule,
        "clause": row.clause,
        **from_what,
        "unit": row.unit,
        "source": row.source.source if row.source else None,
        "parameters": dict(row.parameters),
        "modifiers": [{"id": name, "factor": plain(by)} for name, by in row.modifiers],
        "base": _number(row.base),
        "count": _number(row.count),
        "factor": _number(row.factor),
        "change": _number(row.change),
        "running": _number(row.running),
        "reason": chinese(row.reason),
    }


def _award(row: AwardResult) -> dict[str, Any]:
    return {
        "scheme": row.scheme,
        "year": row.year,
        "award": row.award,
        "base": row.base,
        "places": row.places,
        "provisional": row.provisional,
        "units": [
            {
                "unit": one.unit,
                "name": one.name,
                "score": _number(one.score),
                "rank": one.rank,
                "months": one.months,
                "winner": one.winner,
                "barred": list(one.barred),
            }
            for one in row.units
        ],
    }
