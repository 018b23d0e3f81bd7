"""Rubrics: plain data to records."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Literal, assert_never

from bulletin.law.actions import (
    Action,
    ActionKey,
    Award,
    Deduct,
    DeductBeyond,
    Earn,
    Judge,
    Partial,
    RankBy,
    Sign,
    Test,
    Tiers,
    Void,
)
from bulletin.load.plain import Data, amount, day, first_day, last_day, many, months, number, text
from bulletin.model.rubric import (
    Condition,
    Criterion,
    Metric,
    Modifier,
    Option,
    Reading,
    Rubric,
    Rule,
    Scope,
    Totals,
)
from bulletin.number import exact
from bulletin.problem import Place
from bulletin.text import UserText
from bulletin.yamlfile import Document, Key

_Op = Literal["at_least", "at_most", "above", "below", "equals", "met"]
_TESTS: tuple[_Op, ...] = ("at_least", "at_most", "above", "below", "equals", "met")


def rubric(document: Document, scheme: str, version: str) -> Rubric:
    """Return the rubric of one version with its indexes of rules and criteria."""
    data = document.data
    criteria = _criteria(document, data, ())
    nodes = [node for top in criteria for node in top.walk()]
    return Rubric(
        scheme=scheme,
        version=version,
        title=data.get("title", "评分细则"),
        document=data.get("document", ""),
        place=document.place(),
        criteria=criteria,
        metrics=_metrics(document, nodes),
        modifiers=_modifiers(document),
        totals=_totals(data.get("totals", {})),
        readings=_readings(document),
        notes=tuple(UserText(note) for note in data.get("notes", ())),
        rules={rule.id: rule for node in nodes for rule in node.rules},
        nodes={node.id: node for node in nodes},
        charged=dict(_charged(criteria, None)),
        duplicates=_duplicates(nodes),
    )


def _duplicates(nodes: list[Criterion]) -> tuple[tuple[str, Place], ...]:
    seen: set[str] = set()
    again = []
    records: list[Criterion | Rule] = [*nodes]
    records += [rule for node in nodes for rule in node.rules]
    for record in records:
        key = f"{type(record).__name__} {record.id}"
        if key in seen:
            again.append((record.id, record.place))
        seen.add(key)
    return tuple(again)


def _criteria(document: Document, data: Data, path: tuple[Key, ...]) -> tuple[Criterion, ...]:
    rows = enumerate(data.get("criteria", ()))
    return tuple(_criterion(document, row, (*path, "criteria", index)) for index, row in rows)


def _criterion(document: Document, data: Data, path: tuple[Key, ...]) -> Criterion:
    rules = enumerate(data.get("rules", ()))
    return Criterion(
        id=data["id"],
        title=data.get("title", data["id"]),
        place=document.place(*path),
        points=number(data, "points"),
        out_of=number(data, "out_of"),
        responsible=many(data, "responsible"),
        criteria=_criteria(document, data, path),
        rules=tuple(_rule(document, row, (*path, "rules", i), data["id"]) for i, row in rules),
        mismatch=text(data, "mismatch"),
        note=text(data, "note"),
        attainable=number(data, "attainable"),
    )


def _rule(document: Document, data: Data, path: tuple[Key, ...], criterion: str) -> Rule:
    key = next(key for key in ActionKey if key in data)
    scope = data.get("applies_to", {})
    return Rule(
        id=data["id"],
        text=UserText(data.get("text", data["id"])),
        clause=data.get("clause", ""),
        criterion=criterion,
        action=_action(key, data[key]),
        place=document.place(*path),
        scope=Scope(*(many(scope, name) for name in ("kinds", "tags", "units", "places"))),
        only_if=_condition(data.get("only_if")),
        months=months(data.get("months")),
        since=first_day(data, "from"),
        until=last_day(data, "until"),
        exempt_reasons=many(data, "exempt_reasons"),
        disqualifies=data.get("disqualifies"),
        provisional=data.get("status") == "provisional",
        reason=text(data, "reason"),
        replaces=many(data, "replaces"),
        note=text(data, "note"),
    )


def _action(key: ActionKey, data: Any) -> Action:  # noqa: ANN401, PLR0911 - one for each key
    match key:
        case ActionKey.DEDUCT:
            return _deduct(data)
        case ActionKey.AWARD:
            return _award(data)
        case ActionKey.TIERS:
            return _tiers(data)
        case ActionKey.EARN:
            return _earn(data)
        case ActionKey.RANK:
            return _rank(data)
        case ActionKey.JUDGE:
            return Judge(exact(data["points"]))
        case ActionKey.VOID:
            return Void()
        case _:
            assert_never(key)


def _deduct(data: Data) -> Deduct | DeductBeyond:
    points, once, limit = amount(data["points"]), data.get("once", False), _test(data)
    if limit is None:
        return Deduct(points, once, text(data, "per"))
    return DeductBeyond(
        points=points,
        once=once,
        metric=data["metric"],
        limit=limit,
        step=number(data, "step") or Fraction(1),
        partial=Partial(data.get("partial", "floor")),
    )


def _award(data: Data) -> Award:
    once: Literal["each", "month", "subject"] = "month" if data.get("once") else "each"
    once = "subject" if "once_per" in data else once
    return Award(points=amount(data["points"]), once=once, per=text(data, "per"))


def _tiers(data: Data) -> Tiers:
    names = {name: amount(points) for name, points in data["names"].items()}
    return Tiers(names=names, sign=Sign(data["sign"]), per=data.get("per", "month"))


def _earn(data: Data) -> Earn:
    return Earn(
        points=amount(data["points"]),
        metric=data["metric"],
        test=_test(data),
        per=text(data, "per"),
        up_to=number(data, "up_to"),
    )


def _rank(data: Data) -> RankBy:
    table = tuple(exact(points) for points in data.get("table", ()))
    points = number(data, "points") or max(table, default=Fraction(0))
    share = number(data, "lose_share")
    lose = share * points if share is not None else number(data, "lose")
    return RankBy(points, data["metric"], data["best"], None if table else lose, table)


def _test(data: Data) -> Test | None:
    op = next((name for name in _TESTS if name in data), None)
    if op is None:
        return None
    written = data[op]
    if isinstance(written, bool) or written in {"yes", "no"}:
        return Test(op, written in {True, "yes"})
    return Test(op, exact(written))


def _condition(data: Data | None) -> Condition | None:
    test = None if data is None else _test(data)
    return None if data is None or test is None else Condition(data["metric"], test)


def _metrics(document: Document, nodes: list[Criterion]) -> dict[str, Metric]:
    """The metrics; one that does not say its type has the type that some rule asks for."""
    uses = [use for node in nodes for rule in node.rules for use in _uses(rule)]
    asked = {metric for metric, asks in uses if asks} - {m for m, asks in uses if not asks}
    return {
        key: Metric(
            id=key,
            title=row.get("title", key),
            place=document.place("metrics", key),
            unit=row.get("unit", ""),
            provider=row.get("provider", ""),
            yes_no=row["type"] == "yes-no" if "type" in row else key in asked,
            note=text(row, "note"),
        )
        for key, row in document.data.get("metrics", {}).items()
    }


def _uses(rule: Rule) -> Iterator[tuple[str, bool]]:
    """The metrics that a rule needs, and whether it asks yes or no of them."""
    if rule.metric:
        test = rule.action.bound
        yield rule.metric, test is not None and test.asks
    if rule.only_if:
        yield rule.only_if.metric, rule.only_if.test.asks


def _modifiers(document: Document) -> tuple[Modifier, ...]:
    return tuple(
        Modifier(
            id=row["id"],
            text=UserText(row.get("text", row["id"])),
            when=row["when"],
            factor=exact(row["factor"]),
            place=document.place("modifiers", index),
            clause=row.get("clause", ""),
            sources=many(row, "sources"),
            of=row.get("of", "any"),
            growth=row.get("growth", "compound"),
            counts=row.get("counts", "discoveries"),
        )
        for index, row in enumerate(document.data.get("modifiers", ()))
    )


def _totals(data: Data) -> Totals:
    return Totals(
        overflow=data.get("overflow", "drop"),
        normalise=data.get("normalise", "none"),
        bonus_cap=number(data, "bonus_cap"),
        floor=None if data.get("floor", "none") == "none" else exact(data["floor"]),
        places=int(data.get("places", 2)),
    )


def _readings(document: Document) -> tuple[Reading, ...]:
    return tuple(
        Reading(
            id=row["id"],
            clause=row.get("clause", ""),
            question=UserText(row.get("question", row["id"])),
            chosen=UserText(row.get("chosen", "")),
            place=document.place("readings", index),
            options=tuple(
                Option(UserText(o["title"]), o.get("set", {}), o.get("id", ""))
                for o in row.get("options", ())
            ),
            why=text(row, "why"),
            decided_by=text(row, "decided_by"),
            decided_on=day(row, "decided_on"),
        )
        for index, row in enumerate(document.data.get("readings", ()))
    )


def _charged(
    criteria: tuple[Criterion, ...], above: str | None
) -> Iterator[tuple[str, str | None]]:
    """Say for each criterion which node with points its rules charge."""
    for node in criteria:
        here = above if node.points is None else node.id
        yield node.id, here
        yield from _charged(node.criteria, here)
