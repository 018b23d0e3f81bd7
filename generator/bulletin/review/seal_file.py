"""Seals and corrections as files: one thing a line, in the canonical form, the same every time."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from bulletin import glossary
from bulletin.canonical.scalar import key, written
from bulletin.language import CHINESE
from bulletin.model.scheme import Scheme
from bulletin.model.seal import Correction, Seal, SealedUnit, UnitChange
from bulletin.model.unit import Units
from bulletin.number import exact, plain, readable
from bulletin.review.sealed_results import ResultDifference

_WHAT = {
    "unit": "被考核单位",
    "step": "计分步骤",
    **{
        term.id: CHINESE.say(term.title)
        for term in (
            *(glossary.BASE, glossary.OVERFLOW, glossary.BONUS, glossary.PENALTY),
            *(glossary.TOTAL, glossary.RANK, glossary.FLAGS, glossary.GRADE),
        )
    },
}
_STATES = {str(status): CHINESE.say(term.title) for status, term in glossary.STATES.items()}


def seal(record: Seal) -> str:
    """Write a seal; its last line is the digest of those above it."""
    body = {
        "format": record.format,
        "program": record.program,
        "previous": record.previous,
        "inputs": dict(sorted(record.inputs.items())),
        "results": [_unit(unit) for unit in record.results],
    }
    text = _text(body)
    return text + _text({"digest": sha256(text.encode()).hexdigest()})


def _unit(unit: SealedUnit) -> dict[str, Any]:
    return {
        "unit": unit.unit,
        "total": unit.total,
        "rank": unit.rank,
        "base": unit.base,
        "overflow": unit.overflow,
        "bonus": unit.bonus,
        "penalty": unit.penalty,
        "flags": list(unit.flags) or None,
        "grade": unit.grade,
        "criteria": dict(unit.criteria) or None,
        "steps": list(unit.steps) or None,
    }


def correction(record: Correction) -> str:
    """Write a correction."""
    return _text(
        {
            "format": record.format,
            "program": record.program,
            "date": record.on.isoformat() if record.on else None,
            "reason": record.reason.raw,
            "basis": record.basis.raw,
            "replaces": record.replaces,
            "inputs": [{"path": r.path, "old": r.old, "new": r.new} for r in record.inputs],
            "units": [_change(change) for change in record.units] or None,
        }
    )


def _change(change: UnitChange) -> dict[str, Any]:
    totals = (change.old_total, change.new_total)
    old, new = (None if total is None else plain(total) for total in totals)
    return {
        "unit": change.unit,
        "old": {"total": old, "rank": change.old_rank},
        "new": {"total": new, "rank": change.new_rank},
        "criteria": [{"id": c.id, "old": c.old, "new": c.new} for c in change.criteria] or None,
    }


def _text(body: Mapping[str, Any]) -> str:
    return "".join(f"{line}\n" for line in _lines(body))


def _lines(data: Any) -> Iterator[str]:  # noqa: ANN401 - plain YAML data
    """The lines of a mapping or a list; keys without a value are left out."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from _entry(name, value)
        return
    for item in data:
        first, *rest = _lines(item) if isinstance(item, Mapping) else [written(item)]
        yield f"- {first}"
        yield from (f"  {line}" for line in rest)


def _entry(name: str, value: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, Mapping | list):
        kept = value if isinstance(value, list) else _kept(value)
        empty = "{}" if isinstance(value, Mapping) else "[]"
        yield f"{key(name)}:" if kept else f"{key(name)}: {empty}"
        yield from (f"  {line}" for line in _lines(kept))
    elif value is not None:
        yield f"{key(name)}: {written(value)}"


def _kept(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in data.items() if value is not None}


def difference(scheme: Scheme, units: Units, differing: ResultDifference) -> str:
    """Say in Chinese what differs first: the unit, what it is, and what stands on either side."""
    name = f"{units.name(differing.unit)}（{differing.unit}）"
    kind, _, criterion = differing.what.partition(" ")
    what = f"考核内容 {criterion} 的得分" if criterion else _WHAT[kind]
    sides = (_side(scheme, kind, side) for side in (differing.sealed, differing.now))
    was, now = ("没有" if side is None else f"“{side}”" for side in sides)
    return f"{name}的{what}封存时为{was}，重算为{now}{_totals(differing)}"


def _side(scheme: Scheme, kind: str, side: str | None) -> str | None:
    """Write what a seal says for people: titles for ids, and no ``n/d``."""
    if side is None or kind in {"unit", "rank"}:
        return side
    if kind == "flags":
        return "、".join(map(scheme.flag_title, side.split(",")))
    if kind == "grade":
        return scheme.grade_title(side)
    if kind == "criterion":
        return score_words(side)
    if kind == "step":
        *ids, weight = side.split(" ", 5)
        return " ".join((*ids, *map(_figure, weight.split(" "))))
    return _figure(side)


def score_words(side: str) -> str:
    """Write a criterion's score as a seal has it, for people.

    >>> score_words("100/3 overflow 1/3"), score_words("pending")
    ('约33.333333（超扣 约0.333333）', '待报')
    """
    points, *over = (_figure(part) for part in side.split(" overflow "))
    return f"{points}（超扣 {over[0]}）" if over else points


def _figure(written: str) -> str:
    """Write one number of a seal for people; signs and states of scores stay words."""
    try:
        return readable(exact(written))
    except ValueError:
        return _STATES.get(written, written)


def _totals(differing: ResultDifference) -> str:
    old, new = ("—" if total is None else _figure(total) for total in differing.totals)
    return f"，总分 {old} → {new}" if old != new and differing.what != "total" else ""


def change_words(units: Units, change: UnitChange) -> str:
    """Say what a correction did to one unit: its total and rank before and after."""
    totals = (change.old_total, change.new_total)
    old, new = ("—" if total is None else readable(total) for total in totals)
    ranks = f"{change.old_rank or '—'} → {change.new_rank or '—'}"
    return f"  {units.name(change.unit)}：总分 {old} → {new}，名次 {ranks}"
