"""Which records a change adds, removes or alters: what a month is scored from, compared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from itertools import takewhile
from typing import Any, Literal

from bulletin.law.actions import Action, Amount, Test
from bulletin.law.repeats import back
from bulletin.model.month import Finding
from bulletin.model.rubric import Rule
from bulletin.model.scheme import Assessment
from bulletin.model.unit import Units
from bulletin.number import plain
from bulletin.problem import Place
from bulletin.text import UserText

Sort = Literal[
    "finding", "measurement", "mark", "absence", "rule", "criterion", "modifier", "metric",
    "totals", "scheme", "unit",
]  # fmt: skip
How = Literal["added", "removed", "changed"]
Key = tuple[Sort, tuple[str, ...]]

_KEYS = {
    "absences": "participation",
    "since": "from",
    "where": "place",
    "on": "date",
    "repeats_denied": "repeats: none",
}
"""Where a record calls a thing otherwise than the file does."""
_ELSEWHERE = frozenset({"place", "criteria", "rules", "rubrics", "id", "month"})
"""What is compared as a record of its own, or says only where something stands."""


@dataclass(frozen=True, slots=True)
class Altered:
    """One field of a record before and after; None: it was not given."""

    name: str
    before: UserText | None
    after: UserText | None
    is_amount: bool = False
    """Both are exact numbers, as programs read them."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One record that was added, removed or changed, with the unit and rule it is about."""

    sort: Sort
    key: tuple[str, ...]
    how: How
    place: Place
    unit: str = ""
    rule: str = ""
    altered: tuple[Altered, ...] = ()
    title: UserText | None = None


@dataclass(frozen=True, slots=True)
class View:
    """An assessment with the registers, as one side of a change has them."""

    assessment: Assessment
    units: Units


def edits(before: View, after: View, month: str) -> tuple[Edit, ...]:
    """Return the records that differ of all that a month is scored from, in their order."""
    every = (one for view in (before, after) for one in _referred(view.assessment, month))
    chains = tuple(dict.fromkeys(one.full_id for one in every))
    old, new = (dict(_records(view, month, chains)) for view in (before, after))
    keys = [key for key in dict.fromkeys((*old, *new)) if old.get(key) is not new.get(key)]
    made = (_edit(key, old.get(key), new.get(key)) for key in keys)
    return tuple(edit for edit in made if edit)


def _edit(key: Key, old: Any, new: Any) -> Edit | None:  # noqa: ANN401 - any record
    altered = tuple(_altered(old, new)) if old is not None and new is not None else ()
    if not altered and old is not None and new is not None:
        return None
    how: How = "added" if old is None else "removed" if new is None else "changed"
    record = old if new is None else new
    rule = record.id if isinstance(record, Rule) else getattr(record, "rule", None) or ""
    unit = getattr(record, "unit", "") if key[0] in _ABOUT_A_UNIT else ""
    place = getattr(record, "place", Place("data"))
    return Edit(key[0], key[1], how, place, unit, rule, altered, _title(record))


def _title(record: object) -> UserText | None:
    """Return what a reader knows a record by: its summary, text, title or name."""
    names = ("summary", "text", "title", "name")
    found = next((getattr(record, name) for name in names if hasattr(record, name)), None)
    return UserText(found) if isinstance(found, str) else found


_ABOUT_A_UNIT = frozenset({"finding", "measurement", "mark", "absence"})


def _records(view: View, month: str, chains: Iterable[str]) -> Iterator[tuple[Key, object]]:
    """Go through all records that a month is scored from, by what each is about.

    ``chains`` are the earlier findings to which the month leads on either side: to be led to is
    no change of theirs.
    """
    earlier = map(view.assessment.finding, chains)
    yield from ((("finding", (one.full_id,)), one) for one in earlier if one)
    yield from _recorded(view.assessment, month)
    rubric = view.assessment.rubric_for(month)
    if rubric is not None:
        yield from ((("rule", (name,)), rule) for name, rule in rubric.rules.items())
        yield from ((("criterion", (name,)), node) for name, node in rubric.nodes.items())
        yield from ((("modifier", (one.id,)), one) for one in rubric.modifiers)
        yield from ((("metric", (name,)), one) for name, one in rubric.metrics.items())
        yield ("totals", ()), rubric.totals
    yield ("scheme", ()), view.assessment.scheme
    yield from ((("unit", (unit.id,)), unit) for unit in view.units)


def _recorded(assessment: Assessment, month: str) -> Iterator[tuple[Key, object]]:
    held = assessment.months.get(month)
    if held is None:
        return
    yield from ((("finding", (one.full_id,)), one) for one in held.findings.values())
    yield from ((("measurement", (one.metric, one.unit)), one) for one in held.measurements)
    yield from ((("mark", (one.rule, one.unit, one.where or "")), one) for one in held.marks)
    for one in held.absences:
        yield ("absence", (one.unit, one.rule or "", one.criterion or "")), one


def _referred(assessment: Assessment, month: str) -> Iterator[Finding]:
    """The earlier findings to which those of the month lead by their repeats."""
    records = assessment.months.get(month)
    for finding in reversed(tuple(records.findings.values())) if records else ():
        chain = back(finding, assessment.finding)
        yield from takewhile(lambda earlier: earlier.month < month, chain)


# --- fields -----------------------------------------------------------------------------------


def _altered(old: object, new: object, prefix: str = "") -> Iterator[Altered]:
    """Go through what differs between two records, down to single values."""
    if _bare(old) == _bare(new):
        return
    parts = tuple(_parts(old, new))
    if not parts:
        amounts = all(value is None or isinstance(value, Fraction) for value in (old, new))
        yield Altered(prefix, _written(old), _written(new), amounts)
    for name, was, now in parts:
        yield from _altered(was, now, f"{prefix}.{name}" if prefix else name)


def _parts(old: object, new: object) -> Iterator[tuple[str, object, object]]:
    """Take two records, or two lists of named records, apart; other values stay whole."""
    if _sort(old) != _sort(new) or isinstance(old, Amount | Test | UserText):
        return
    was, now = _by_name(old), _by_name(new)
    for name in dict.fromkeys((*was, *now)):
        yield name, was.get(name), now.get(name)


def _sort(value: object) -> object:
    """Return what two values must share to be compared in parts: their type, or their key."""
    return value.key if isinstance(value, Action) else type(value)


def _by_name(value: Any) -> Mapping[str, object]:  # noqa: ANN401 - whatever a field holds
    """Return the parts of a record by the keys of the file, those of a list by their ids."""
    if isinstance(value, tuple) and all(hasattr(one, "id") for one in value):
        return {str(one.id): one for one in value}
    if not is_dataclass(value):
        return {}
    names = [field.name for field in fields(value) if field.name not in _ELSEWHERE]
    return {_key(name, getattr(value, name)): getattr(value, name) for name in names}


def _key(name: str, value: object) -> str:
    """Return what the file calls a field: an action or a test is known by what it does."""
    if isinstance(value, Action):
        return value.key
    return _KEYS.get(name, name)


def _bare(value: object) -> object:
    """Return a value without the places where its parts stand."""
    if isinstance(value, Place):
        return None
    if is_dataclass(value):
        return type(value), tuple(_bare(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, Mapping):
        return {key: _bare(one) for key, one in value.items()}
    return tuple(map(_bare, value)) if isinstance(value, tuple) else value


def _written(value: object) -> UserText | None:
    return UserText(_words(value)) if _is_given(value) else None


def _is_given(value: object) -> bool:
    return value is not None and value not in ((), {}, "")


def _words(value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    """Write the value of a field on one line, as far as a reader needs it."""
    match value:
        case UserText():
            return value.raw
        case bool():
            return "yes" if value else "no"
        case Fraction():
            return plain(value)
        case tuple() | Mapping():
            return "、".join(_items(value))
    return _record(value) if is_dataclass(value) else str(value)


def _items(value: tuple[object, ...] | Mapping[str, object]) -> Iterator[str]:
    if isinstance(value, tuple):
        yield from map(_words, value)
    else:
        yield from (f"{key} {_words(one)}" for key, one in value.items())


def _record(value: Any) -> str:  # noqa: ANN401 - any record
    if isinstance(value, Amount):
        return _words(value.by_kind if value.fixed is None else value.fixed)
    if isinstance(value, Test):
        return f"{value.op} {_words(value.limit)}"
    held = ((field.name, getattr(value, field.name)) for field in fields(value))
    given = {n: one for n, one in held if _is_given(one) and not isinstance(one, Place)}
    return _words({_KEYS.get(name, name): one for name, one in given.items() if one is not False})
