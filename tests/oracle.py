"""Section 4 of the contract once more: naive, slow, on plain data, sharing nothing with the engine.

Where the contract leaves a question open, the reading taken here is the engine's, and the
comment says so. ``python -m tests.oracle 100000`` tries that many made-up repositories.
"""

import calendar
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

from tests.making import Data, Plain

ZERO = Fraction(0)
UNSCORED = ("pending", "exempt", "not-participating", "not-applicable")


@dataclass
class Node:
    """A criterion that has points."""

    score: Fraction | None
    overflow: Fraction
    status: str
    taken: Fraction
    carried: Fraction


@dataclass
class Result:
    """One unit's month."""

    total: Fraction | None
    base: Fraction
    overflow: Fraction
    bonus: Fraction
    penalty: Fraction
    flags: list[str]
    grade: str | None
    provisional: bool
    criteria: dict[str, Node]
    rank: int | None = None


def num(value: Any) -> Fraction:  # noqa: ANN401 - as YAML gives it
    text = str(value)
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    return Fraction(text)


def listed(value: Any) -> list[str]:  # noqa: ANN401 - one or many
    return [value] if isinstance(value, str) else list(value)


def month_list(value: Any) -> list[str]:  # noqa: ANN401 - a list, or from and until
    if isinstance(value, dict):
        every = [f"{y:04}-{m:02}" for y in range(2016, 2020) for m in range(1, 13)]
        return [m for m in every if value["from"] <= m <= value["until"]]
    return list(value)


def rules_of(node: Data) -> Iterator[Data]:
    """All rules of a rubric, or below a criterion."""
    yield from node.get("rules", [])
    for child in node.get("criteria", []):
        yield from rules_of(child)


class Oracle:
    """One month of one scheme."""

    def __init__(self, plain: Plain, month: str) -> None:
        self.plain, self.month = plain, month
        self.data = plain.months[month]
        self.rubric = plain.rubrics[max(v for v in plain.rubrics if v <= month)]
        self.units = {u["id"]: u for u in plain.units}
        self.assessed = [u["id"] for u in plain.units if self.is_assessed(u)]
        self.rules: list[tuple[Data, list[Data]]] = list(self.walk(self.rubric["criteria"], []))

    # --- who -----------------------------------------------------------------------------------

    def is_assessed(self, unit: Data) -> bool:
        exists = unit.get("from", self.month) <= self.month <= unit.get("until", self.month)
        return exists and self.selected(unit, self.plain.scheme["units"])

    def selected(self, unit: Data, by: Data) -> bool:
        return (
            ("kind" not in by or unit.get("kind") in listed(by["kind"]))
            and ("tag" not in by or any(t in unit.get("tags", []) for t in listed(by["tag"])))
            and ("units" not in by or unit["id"] in by["units"])
        )

    def line(self, unit: str) -> list[str]:
        above = self.units[unit].get("parent")
        return [unit, *(self.line(above) if above else [])]

    def owner(self, unit: str) -> str | None:
        return next((u for u in self.line(unit) if u in self.assessed), None)

    # --- rules ---------------------------------------------------------------------------------

    def walk(self, nodes: list[Data], above: list[Data]) -> Iterator[tuple[Data, list[Data]]]:
        for node in nodes:
            for rule in node.get("rules", []):
                yield rule, [*above, node]
            yield from self.walk(node.get("criteria", []), [*above, node])

    def kind(self, rule: Data) -> str:
        kinds = ("deduct", "award", "tiers", "earn", "rank", "judge", "void")
        return next(k for k in kinds if k in rule)

    def sign(self, rule: Data) -> str:
        kind = self.kind(rule)
        sign: str = rule["tiers"]["sign"] if kind == "tiers" else kind
        return "earn" if sign in {"rank", "judge"} else sign

    def metric(self, rule: Data) -> str | None:
        body = rule[self.kind(rule)]
        found: str | None = body.get("metric") if isinstance(body, dict) else None
        return found

    def by_findings(self, rule: Data) -> bool:
        return self.kind(rule) != "judge" and self.metric(rule) is None

    def charged(self, path: list[Data]) -> str | None:
        return next((n["id"] for n in reversed(path) if "points" in n), None)

    def in_month(self, rule: Data) -> bool:
        if "months" in rule and self.month not in month_list(rule["months"]):
            return False
        year, number = map(int, self.month.split("-"))
        days = [
            str(date(year, number, day))
            for day in range(1, calendar.monthrange(year, number)[1] + 1)
        ]
        return any(rule.get("from", day) <= day <= rule.get("until", day) for day in days)

    def takes(self, rule: Data, unit: str) -> bool:
        to, body = rule.get("applies_to", {}), self.units[unit]
        return (
            ("kinds" not in to or body.get("kind") in to["kinds"])
            and ("tags" not in to or any(t in body.get("tags", []) for t in to["tags"]))
            and ("units" not in to or unit in to["units"])
        )

    def absence(self, unit: str, rule: Data, path: list[Data]) -> Data | None:
        """Return the nearest of what is said: of the rule, a criterion above it, the month."""
        rows = [row for row in self.data.get("participation", []) if row["unit"] == unit]
        nearest: list[tuple[str | None, str | None]] = [(rule["id"], None)]
        nearest += [(None, node["id"]) for node in reversed(path)] + [(None, None)]
        for about in nearest:
            for row in rows:
                if (row.get("rule"), row.get("criterion")) == about:
                    found: Data = row
                    return found
        return None

    def state(self, unit: str, rule: Data, path: list[Data]) -> str:
        """Say whether a rule is in force for a unit, before any data is looked at."""
        if not self.in_month(rule):
            return "not-applicable"
        absence = self.absence(unit, rule, path)
        if absence:
            return str(absence.get("status", "not-participating"))
        below = [u for u in self.units if unit in self.line(u)]
        sums = self.by_findings(rule) or self.kind(rule) == "deduct"
        who = below if sums else [unit]
        return "scored" if any(self.takes(rule, u) for u in who) else "not-applicable"

    def points(self, amount: Any, places: list[str]) -> Fraction | None:  # noqa: ANN401
        if not isinstance(amount, dict):
            return num(amount)
        kinds = [self.units[u].get("kind") for p in places for u in self.line(p)]
        return next((num(amount[k]) for k in kinds if k in amount), None)

    # --- modifiers -----------------------------------------------------------------------------

    def grown(self, modifier: Data, times: int) -> Fraction:
        factor, growth = num(modifier["factor"]), modifier.get("growth", "compound")
        result = Fraction(1)
        for number in range(times):
            if growth == "compound":
                result *= factor
            elif growth == "additive":
                result += factor - 1
            elif number == 0:
                result = factor
        return result

    def previous(self) -> str | None:
        return max((m for m in self.plain.months if m < self.month), default=None)

    def chain(self, finding: Data) -> list[tuple[str, Data]]:
        full = finding.get("repeats", "none")
        if full == "none":
            return []
        month, name = full.split("/")
        earlier = self.plain.months[month]["findings"][name]
        return [(month, earlier), *self.chain(earlier)]

    def then(self, month: str) -> "Oracle":
        """The same repository as it was scored in an earlier month."""
        return self if month == self.month else Oracle(self.plain, month)

    def was_discovery(self, finding: Data) -> bool:
        """Say whether a finding of this month charged, or would have if nobody else counted it."""
        alone = {key: value for key, value in finding.items() if key != "counted_in"}
        unit = self.owner(finding["unit"])
        if unit is None:
            return False
        for rule, path in self.rules:
            if rule["id"] == finding["rule"] and self.sign(rule) in {"deduct", "void"}:
                return bool(self.count(unit, rule, path, alone)) and self.met(unit, rule)
        return False

    def met(self, unit: str, rule: Data) -> bool:
        """Say whether what a rule asks first is so; nothing is asked of most rules."""
        if "only_if" not in rule:
            return True
        rows = self.values(self.month, rule["only_if"]["metric"])
        given = next((row["value"] for row in rows if row["unit"] == unit), None)
        return given not in {None, "none"} and self.passes(rule["only_if"], given)

    def finding_factor(self, finding: Data) -> Fraction:
        result = Fraction(1)
        for modifier in self.rubric.get("modifiers", []):
            if modifier["when"] == "source":
                hit = finding.get("source") in modifier["sources"]
                result *= num(modifier["factor"]) if hit else 1
                continue
            chain = self.chain(finding)
            if modifier.get("of") == "previous":
                chain = [(m, f) for m, f in chain if m == self.previous() and "ordered" in f]
            if modifier.get("counts") != "links":
                chain = [(m, f) for m, f in chain if self.then(m).was_discovery(f)]
            result *= self.grown(modifier, len(chain))
        return result

    def value_factor(self, rule: Data, row: Data) -> Fraction:
        result = Fraction(1)
        for modifier in self.rubric.get("modifiers", []):
            if modifier["when"] == "source":
                hit = row["source"] in modifier["sources"]
                result *= num(modifier["factor"]) if hit else 1
                continue
            months = self.value_chain(row)
            if modifier.get("of") == "previous":
                months = [m for m in months if m == self.previous()]
            if modifier.get("counts") != "links":
                months = [m for m in months if self.then(m).was_beyond(rule, row)]
            result *= self.grown(modifier, len(months))
        return result

    def was_beyond(self, later: Data, row: Data) -> bool:
        """Say whether this month's value was beyond the limit of a rule, or of its equals."""
        mine = [r for r in self.values(self.month, row["metric"]) if r["unit"] == row["unit"]]
        unit = self.owner(row["unit"])
        if not mine or mine[0]["value"] == "none" or unit is None:
            return False
        value = num(mine[0]["value"])
        for rule, path in self.rules:
            body = rule.get("deduct", {})
            if rule["id"] not in self.equals(later) or body.get("metric") != row["metric"]:
                continue
            takes_part = not any(self.absence(u, rule, path) for u in (unit, row["unit"]))
            beyond = value > num(body["above"]) if "above" in body else value < num(body["below"])
            there = self.in_month(rule) and self.takes(rule, row["unit"])
            if beyond and there and takes_part and self.met(unit, rule):
                return True
        return False

    def equals(self, rule: Data) -> set[str]:
        """The ids of a rule and of all that it, or one that it replaces, replaces."""
        found, more = {rule["id"]}, set(listed(rule.get("replaces", [])))
        while more - found:
            found |= more
            every = [r for rubric in self.plain.rubrics.values() for r in rules_of(rubric)]
            more = {old for r in every if r["id"] in found for old in listed(r.get("replaces", []))}
        return found

    def value_chain(self, row: Data) -> list[str]:
        if row["repeats"] in {None, "none"}:
            return []
        rows = self.values(row["repeats"], row["metric"])
        earlier = next((r for r in rows if r["unit"] == row["unit"]), None)
        return [row["repeats"], *(self.value_chain(earlier) if earlier else [])]

    def values(self, month: str, metric: str) -> list[Data]:
        rows = []
        for block in self.plain.months[month].get("measurements", []):
            for unit, value in block["values"].items():
                body = value if isinstance(value, dict) else {"value": value}
                if block["metric"] == metric:
                    said = {key: body.get(key, block.get(key)) for key in ("source", "repeats")}
                    rows.append({"metric": metric, "unit": unit, "value": body["value"], **said})
        return rows

    # --- findings ------------------------------------------------------------------------------

    def count(self, unit: str, rule: Data, path: list[Data], finding: Data) -> int:
        """Return how much of a finding is charged (4.2)."""
        appeal = finding.get("appeal", {})
        if "withdrawn" in finding or "counted_in" in finding:
            return 0
        if appeal.get("decision") == "upheld" or self.absence(unit, rule, path):
            return 0
        if not self.in_force(unit, rule, finding):
            return 0
        count: int = finding.get("count", 1)
        if appeal.get("decision") == "amended":
            count = appeal["count"]
        exempt = finding.get("exempt", [])
        for one in [exempt] if isinstance(exempt, dict) else exempt:
            count = max(0, count - one.get("count", count))
        return count

    def in_force(self, unit: str, rule: Data, finding: Data) -> bool:
        if "months" in rule and self.month not in month_list(rule["months"]):
            return False
        if not rule.get("from", "") <= finding["date"] <= rule.get("until", "9"):
            return False
        up_to_unit = [u for u in self.line(finding["unit"]) if unit in self.line(u)]
        if not any(self.takes(rule, u) for u in up_to_unit):
            return False
        places = rule.get("applies_to", {}).get("places")
        scene = str(finding.get("place", finding["unit"]))
        return places is None or any(p in self.line(scene) for p in places)

    def charges(self, unit: str, rule: Data, path: list[Data]) -> list[tuple[Fraction, Fraction]]:
        """Return (points, factor) of each thing that is charged, after once and tiers."""
        rows = []
        for finding in self.data.get("findings", {}).values():
            if finding["rule"] != rule["id"] or self.owner(finding["unit"]) != unit:
                continue
            count = self.count(unit, rule, path, finding)
            base = self.finding_base(rule, finding)
            if count and base is not None:
                rows.append((base, count, self.finding_factor(finding), finding))
        body = rule[self.kind(rule)]
        once = "month" if body.get("once") else body.get("once_per", "each")
        if self.kind(rule) == "tiers":
            once = body.get("per", "month")
        if once == "each":
            return [(base * count, factor) for base, count, factor, _ in rows]
        groups: dict[str, list[tuple[Fraction, Fraction]]] = {}
        for number, (base, _, factor, finding) in enumerate(rows):
            subject = finding.get("subject", f"\n{number}") if once == "subject" else ""
            groups.setdefault(subject, []).append((base, factor))
        # The highest points at the highest factor, even where two findings bring them.
        return [(max(b for b, _ in g), max(f for _, f in g)) for g in groups.values()]

    def finding_base(self, rule: Data, finding: Data) -> Fraction | None:
        body = rule[self.kind(rule)]
        amount = body["names"][finding["tier"]] if self.kind(rule) == "tiers" else body["points"]
        return self.points(amount, [str(finding.get("place", finding["unit"])), finding["unit"]])

    # --- one rule at one unit: its state and its points -----------------------------------------

    def rule(self, unit: str, rule: Data, path: list[Data]) -> tuple[str, Fraction, bool]:
        """Return the state, the points (negative: taken) and whether it voids."""
        state, points, voids = self.whatever_it_asks(unit, rule, path)
        if "only_if" not in rule or state == "pending":
            return state, points, voids
        found = any(
            f["rule"] == rule["id"] and self.owner(f["unit"]) == unit
            for f in self.data.get("findings", {}).values()
        )
        if not (found if self.by_findings(rule) else state == "scored"):
            return state, points, voids
        asked = rule["only_if"]["metric"]
        if not any(r["unit"] == unit for r in self.values(self.month, asked)):
            return "pending", ZERO, False
        return (state, points, voids) if self.met(unit, rule) else (state, ZERO, False)

    def whatever_it_asks(
        self, unit: str, rule: Data, path: list[Data]
    ) -> tuple[str, Fraction, bool]:
        """Return the same, as if what the rule asks first were so."""
        state = self.state(unit, rule, path)
        if self.kind(rule) == "void":
            found = [
                f
                for f in self.data.get("findings", {}).values()
                if f["rule"] == rule["id"] and self.owner(f["unit"]) == unit
            ]
            voids = any(self.count(unit, rule, path, f) for f in found)
            return ("scored" if voids else state), ZERO, voids
        if self.by_findings(rule):
            charges = self.charges(unit, rule, path)
            deducts = self.sign(rule) == "deduct"
            points = sum((b * (f if deducts else 1) for b, f in charges), ZERO)
            state = "scored" if charges else state
            return state, -points if deducts else points, False
        if state != "scored":
            return state, ZERO, False
        found_points = getattr(self, self.kind(rule))(unit, rule, path)
        if found_points is None:
            return "pending", ZERO, False
        return "scored", found_points, False

    def deduct(self, unit: str, rule: Data, _path: list[Data]) -> Fraction | None:
        body, result = rule["deduct"], ZERO
        rows = [
            row
            for row in self.values(self.month, body["metric"])
            if self.owner(row["unit"]) == unit and self.takes(rule, row["unit"])
        ]
        rows = [row for row in rows if row["value"] != "none"]
        if not rows or (self.takes(rule, unit) and unit not in [row["unit"] for row in rows]):
            return None
        charges = []
        for row in rows:
            points = self.points(body["points"], [row["unit"]]) or ZERO
            beyond = self.beyond(body, num(row["value"]))
            charges.append(points * beyond * (self.value_factor(rule, row) if beyond else 1))
        return -(max(charges) if body.get("once") else sum(charges, result))

    def beyond(self, body: Data, value: Fraction) -> Fraction:
        excess = value - num(body["above"]) if "above" in body else num(body["below"]) - value
        if excess <= 0:
            return ZERO
        if body.get("once"):
            return Fraction(1)
        step, partial, whole = num(body.get("step", 1)), body.get("partial", "floor"), 0
        while (whole + 1) * step <= excess:
            whole += 1
        if partial == "started":
            return Fraction(whole + (whole * step < excess))
        return excess / step if partial == "proportional" else Fraction(whole)

    def value(self, unit: str, metric: str) -> Any:  # noqa: ANN401 - as it is written
        rows = [row["value"] for row in self.values(self.month, metric) if row["unit"] == unit]
        return rows[0] if rows else None

    def earn(self, unit: str, rule: Data, _path: list[Data]) -> Fraction | None:
        body = rule["earn"]
        value = self.value(unit, body["metric"])
        if value is None:
            return None
        points = self.points(body["points"], [unit]) or ZERO
        if "per" in body:
            value = ZERO if value == "none" else max(ZERO, num(value))
            return points * min(value, num(body.get("up_to", 10**15)))
        return points if value != "none" and self.passes(body, value) else ZERO

    def passes(self, body: Data, value: Any) -> bool:  # noqa: ANN401
        if "met" in body:
            return value in {"yes", True}
        number = num(value)
        return (
            ("at_least" in body and number >= num(body["at_least"]))
            or ("at_most" in body and number <= num(body["at_most"]))
            or ("above" in body and number > num(body["above"]))
            or ("below" in body and number < num(body["below"]))
            or ("equals" in body and number == num(body["equals"]))
        )

    def rank(self, unit: str, rule: Data, path: list[Data]) -> Fraction | None:
        body = rule["rank"]
        here = [u for u in self.assessed if self.state(u, rule, path) == "scored"]
        values = {u: self.value(u, body["metric"]) for u in here}
        values = {u: v for u, v in values.items() if v is not None}
        if unit not in values:
            return None
        better = [v for v in values.values() if self.better(body, v, values[unit])]
        if self.plain.scheme.get("ties") == "dense":
            better = list({str(num(v)) if v != "none" else "" for v in better})
        return self.place_points(body, len(better) + 1)

    def better(self, body: Data, one: Any, other: Any) -> bool:  # noqa: ANN401
        """Nothing delivered is last."""
        if one == "none" or other == "none":
            return bool(one != "none" and other == "none")
        return num(one) > num(other) if body["best"] == "highest" else num(one) < num(other)

    def place_points(self, body: Data, place: int) -> Fraction:
        if "table" in body:
            return num(body["table"][place - 1]) if place <= len(body["table"]) else ZERO
        points = num(body["points"])
        lose = num(body["lose"]) if "lose" in body else num(body["lose_share"]) * points
        return max(ZERO, points - lose * (place - 1))

    def judge(self, unit: str, rule: Data, _path: list[Data]) -> Fraction | None:
        given = []
        for mark in self.data.get("marks", []):
            if mark["unit"] == unit and mark["rule"] == rule["id"]:
                panel = [num(one["points"]) for one in mark.get("panel", [])]
                agreed = mark.get("agreed")
                given.append(num(agreed["points"]) if agreed else sum(panel, ZERO) / len(panel))
        return sum(given, ZERO) / len(given) if given else None

    # --- criteria ------------------------------------------------------------------------------

    def own_rules(self, node: Data) -> list[Data]:
        found = list(node.get("rules", []))
        for child in node.get("criteria", []):
            found += self.own_rules(child) if "points" not in child else []
        return found

    def scored_children(self, nodes: list[Data]) -> list[Data]:
        found = []
        for node in nodes:
            inner = self.scored_children(node.get("criteria", []))
            found += [node] if "points" in node else inner
        return found

    def unreachable(self, node: Data) -> bool:
        """Points never earn themselves: no rule is there to give them, or the rubric says so."""
        children = self.scored_children(node.get("criteria", []))
        rules = self.own_rules(node)
        if children:
            idle = all(self.sign(r) == "award" for r in rules)
            return idle and all(self.unreachable(child) for child in children)
        return "attainable" in node or not rules

    def aside(self, unit: str, wanted: str) -> str | None:
        """Return in which way a unit is not assessed on a criterion, by the nearest entry."""
        (path,) = self.paths(self.rubric["criteria"], wanted)
        rows = [row for row in self.data.get("participation", []) if row["unit"] == unit]
        for about in [*reversed(path), None]:
            for row in rows:
                if "rule" not in row and row.get("criterion") == about:
                    return str(row.get("status", "not-participating"))
        return None

    def paths(self, nodes: list[Data], wanted: str) -> list[list[str]]:
        found = [[wanted] for node in nodes if node["id"] == wanted]
        for node in nodes:
            inner = self.paths(node.get("criteria", []), wanted)
            found += [[node["id"], *path] for path in inner]
        return found

    def idle(self, unit: str, node: Data, nodes: dict[str, Node], status: str) -> Node:
        """Score what nobody can reach: 0 of all its points, beside what the unit takes part in."""
        status = self.aside(unit, node["id"]) or status
        for child in self.scored_children(node.get("criteria", [])):
            self.idle(unit, child, nodes, status)
        counts = status == "scored"
        made = Node(ZERO if counts else None, ZERO, status, ZERO, ZERO)
        made.taken = num(node["points"]) if counts else ZERO
        nodes[node["id"]] = made
        return made

    def row(
        self, unit: str, children: list[Data], states: list[str], did: Data, nodes: dict[str, Node]
    ) -> tuple[list[Node], list[Node]]:
        """Score criteria that stand side by side; return all, and those that can be reached."""
        live = {c["id"]: c for c in children if not self.unreachable(c)}
        reached = {name: self.node(unit, child, did, nodes) for name, child in live.items()}
        taking = any(n.taken > 0 for n in reached.values()) or "scored" in states
        if taking or not (live or states):
            status = "scored"
        else:
            status = self.node_status(list(reached.values()), states)
        every = [
            reached[c["id"]] if c["id"] in live else self.idle(unit, c, nodes, status)
            for c in children
        ]
        return every, list(reached.values())

    def node(self, unit: str, node: Data, did: Data, nodes: dict[str, Node]) -> Node:
        nodes[node["id"]] = made = Node(None, ZERO, "", ZERO, ZERO)
        children = self.scored_children(node.get("criteria", []))
        rules = self.own_rules(node)
        own = [r for r in rules if self.sign(r) != "award"]
        deducting = not children and not any(self.sign(r) == "earn" for r in own)
        full = num(node.get("out_of", node["points"]))
        weight = num(node["points"]) / full
        if children:
            # A rule over criteria that have the points tells only what it does, earns or waits for.
            telling = [r for r in own if self.sign(r) == "earn" or did[r["id"]][1] != 0]
            telling += [r for r in own if did[r["id"]][2] or did[r["id"]][0] == "pending"]
        else:
            telling = [r for r in own or rules if self.kind(r) != "void" or did[r["id"]][2]]
            telling = telling or own or rules
        states = [did[r["id"]][0] for r in telling]
        below, live = self.row(unit, children, states, did, nodes)
        made.status = self.node_status(live, states)
        value = (full if deducting else ZERO) + sum((n.score or ZERO for n in below), ZERO)
        value += sum((did[r["id"]][1] for r in own), ZERO)
        over = max(ZERO, -value)
        value = min(max(value, ZERO), full)
        if any(did[r["id"]][2] for r in own):
            value = ZERO
        scored = any(n.score is not None for n in below) or "scored" in states
        # Where nothing is normalised, full marks from which nothing can be deducted stay,
        # except for who does not take part.
        plain = self.rubric.get("totals", {}).get("normalise", "none") == "none"
        kept = deducting and plain and made.status != "not-participating"
        scored = scored or kept
        made.score = value * weight if scored else None
        made.overflow = over * weight
        made.carried = (over + sum((n.carried for n in below), ZERO)) * weight
        made.taken = num(node["points"]) if kept else self.taken(node, below, telling, did) * weight
        return made

    def node_status(self, below: list[Node], own: list[str]) -> str:
        states = [n.status for n in below] + own
        if "scored" in states and "pending" not in states:
            return "scored"
        # Of rules that stand alone, not taking part is said before an exemption.
        counted = any(n.score is not None for n in below)
        order = UNSCORED if counted else ("pending", "not-participating", "exempt")
        return next((s for s in order if s in states), "not-applicable")

    def taken(self, node: Data, below: list[Node], rules: list[Data], did: Data) -> Fraction:
        """Return Σ points of what the unit took part in; what nobody can reach stays in."""
        full = num(node.get("out_of", node["points"]))
        scored = [r for r in rules if did[r["id"]][0] == "scored"]
        part = sum((n.taken for n in below), ZERO)
        if not scored and not part:
            return ZERO
        if not below and not any(self.sign(r) == "earn" for r in rules):
            return full
        children = self.scored_children(node.get("criteria", []))
        declared = sum((num(c["points"]) for c in children), ZERO)
        declared += sum((self.reach(r, full) for r in rules if self.in_month(r)), ZERO)
        part += sum((self.reach(r, full) for r in scored), ZERO)
        return min(full, part + max(ZERO, full - declared))

    def reach(self, rule: Data, full: Fraction) -> Fraction:
        body, kind = rule[self.kind(rule)], self.kind(rule)
        if self.sign(rule) != "earn":
            return ZERO
        if kind == "tiers" and body.get("per") == "subject":
            return full
        if kind == "tiers":
            return max(self.most(a) for a in body["names"].values())
        if kind == "rank":
            return max([num(p) for p in body.get("table", [])] + [num(body.get("points", 0))])
        if "per" in body:
            return self.most(body["points"]) * num(body["up_to"]) if "up_to" in body else full
        return self.most(body["points"])

    def most(self, amount: Any) -> Fraction:  # noqa: ANN401 - a number, or one for each kind
        return max(num(a) for a in amount.values()) if isinstance(amount, dict) else num(amount)

    # --- totals --------------------------------------------------------------------------------

    def unit(self, unit: str) -> Result:
        did = {rule["id"]: self.rule(unit, rule, path) for rule, path in self.rules}
        nodes: dict[str, Node] = {}
        heads = self.scored_children(self.rubric["criteria"])
        tops, _ = self.row(unit, heads, [], did, nodes)
        totals = self.rubric.get("totals", {})
        base = sum((top.score or ZERO for top in tops), ZERO)
        taken = sum((top.taken for top in tops), ZERO)
        if totals.get("normalise") == "participating" and taken:
            base = base / taken * 100
        carry = totals.get("overflow") == "carry"
        overflow = sum((top.carried for top in tops), ZERO) if carry else ZERO
        bonus, penalty = self.pools(did)
        if "bonus_cap" in totals:
            bonus = min(bonus, num(totals["bonus_cap"]))
        total: Fraction | None = base - overflow + bonus - penalty
        if totals.get("floor", "none") != "none":
            total = max(total or ZERO, num(totals["floor"]))
        states = [state for state, _, _ in did.values()]
        if "scored" not in states or (tops and all(top.score is None for top in tops)):
            total = None
        pending = "pending" in states
        return Result(
            total,
            base,
            overflow,
            bonus,
            penalty,
            self.flags(did),
            None if pending or total is None else self.grade(total, tops, nodes),
            pending or self.not_agreed(unit, did),
            nodes,
        )

    def pools(self, did: Data) -> tuple[Fraction, Fraction]:
        bonus = penalty = ZERO
        for rule, path in self.rules:
            _, points, _ = did[rule["id"]]
            if self.sign(rule) == "award" or self.charged(path) is None:
                bonus += max(points, ZERO)
                penalty -= min(points, ZERO)
        return bonus, penalty

    def flags(self, did: Data) -> list[str]:
        raised = {
            r["disqualifies"] for r, _ in self.rules if "disqualifies" in r and self.hit(r, did)
        }
        return [f["id"] for f in self.plain.scheme.get("flags", []) if f["id"] in raised]

    def hit(self, rule: Data, did: Data) -> bool:
        _, points, voids = did[rule["id"]]
        return bool(voids or points < 0)

    def not_agreed(self, unit: str, did: Data) -> bool:
        marks = [m for m in self.data.get("marks", []) if m["unit"] == unit and "agreed" not in m]
        return any(did[m["rule"]][0] == "scored" for m in marks)

    def grade(self, total: Fraction, tops: list[Node], nodes: dict[str, Node]) -> str | None:
        points = {n["id"]: num(n["points"]) for n in self.every(self.rubric["criteria"])}
        names = {id(node): name for name, node in nodes.items()}
        for grade in self.plain.scheme.get("grades", []):
            good = total >= num(grade["at_least"]) if "at_least" in grade else True
            for gate in grade.get("gates", []):
                meant = [nodes[c] for c in gate["criteria"]] if "criteria" in gate else tops
                for node in meant:
                    if node.score is not None:
                        good = good and self.gate(gate, node, points[names[id(node)]])
            if good:
                return str(grade["id"])
        return None

    def every(self, nodes: list[Data]) -> Iterator[Data]:
        for node in nodes:
            if "points" in node:
                yield node
            yield from self.every(node.get("criteria", []))

    def gate(self, gate: Data, node: Node, points: Fraction) -> bool:
        """Measure against what was taken part in; a bound in points is a share of all points."""
        score, share = node.score or ZERO, num(gate.get("at_least_share", 0))
        wanted = max(share, num(gate.get("at_least", 0)) / points) * node.taken
        lost = node.taken - score
        return score >= wanted and ("lost_at_most" not in gate or lost <= num(gate["lost_at_most"]))

    # --- the month -----------------------------------------------------------------------------

    def group(self, unit: str) -> str | None:
        groups = self.plain.scheme.get("groups", [])
        return next((g["id"] for g in groups if self.selected(self.units[unit], g)), None)

    def score(self) -> dict[str, Result]:
        results = {unit: self.unit(unit) for unit in self.assessed}
        for unit, result in results.items():
            rivals = [r.total for u, r in results.items() if self.group(u) == self.group(unit)]
            if result.total is not None:
                mine = result.total
                better = [t for t in rivals if t is not None and t > mine]
                dense = self.plain.scheme.get("ties") == "dense"
                result.rank = 1 + len(set(better) if dense else better)
        return results


def score(plain: Plain, month: str) -> dict[str, Result]:
    """Score a month the slow way."""
    return Oracle(plain, month).score()


def differences(plain: Plain, month: str) -> list[str]:
    """Say where engine and oracle differ; nothing, where they agree."""
    from tests.making import scores  # noqa: PLC0415 - the oracle itself knows no engine

    mine, theirs = score(plain, month), scores(plain, month)
    found = [] if list(mine) == [u.unit for u in theirs.units] else ["units"]
    for unit in theirs.units:
        want = mine[unit.unit]
        found += [
            f"{unit.unit} {name}: {getattr(unit, name)}, {getattr(want, name)}"
            for name in ("total", "base", "overflow", "bonus", "penalty", "grade", "rank")
            if getattr(unit, name) != getattr(want, name)
        ]
        if (list(unit.flags), unit.provisional) != (want.flags, want.provisional):
            found.append(f"{unit.unit} flags {unit.flags} or provisional {unit.provisional}")
        for c in unit.criteria:
            node = want.criteria[c.id]
            engine, oracle = (
                (c.score, c.taken, c.overflow, c.status),
                (node.score, node.taken, node.overflow, node.status),
            )
            if engine != oracle:
                found.append(f"{unit.unit} {c.id}: {engine}, {oracle}")
    return found


def main(number: int, start: int = 0) -> int:
    """Compare on many made-up repositories; return how many differ."""
    from tests.nasty import repo  # noqa: PLC0415

    wrong = 0
    for seed in range(start, start + number):
        plain = repo(Random(seed))  # noqa: S311 - made-up data
        for month in plain.months:
            found = differences(plain, month)
            if found:
                wrong += 1
                sys.stdout.write(f"seed {seed} {month}: {found[:5]}\n")
    return wrong


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
