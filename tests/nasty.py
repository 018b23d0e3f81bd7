"""Made-up repositories, small and nasty: every rule kind, modifier and state, in odd company.

``repo`` takes its chances from a ``Random``: hypothesis lends one that it can shrink, a long run
uses an ordinary one.
"""

from calendar import monthrange
from decimal import Decimal
from random import Random
from typing import Any

from tests.making import Data, Plain

MONTHS = ("2017-08", "2017-09", "2017-10")
METRICS = ("rate", "number", "done")
SOURCES = ("monthly", "province", "city")
FLAGS = ("year-end", "special")
AMOUNTS = (1, 2, 3, 5, Decimal("0.5"), Decimal("0.3"), Decimal("1.25"))


class Maker:
    """Makes one repository."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.named = 0
        self.rules: list[Data] = []
        self.nodes: list[str] = []

    # --- luck ----------------------------------------------------------------------------------

    def one(self, *options: Any) -> Any:  # noqa: ANN401
        return self.chance.choice(options)

    def often(self, in_ten: int) -> bool:
        return self.chance.randrange(10) < in_ten

    def number(self, low: int, high: int) -> int:
        return self.chance.randint(low, high)

    def some(self, options: list[str]) -> list[str]:
        return [o for o in options if self.often(5)] or [self.one(*options)]

    def name(self, prefix: str) -> str:
        self.named += 1
        return f"{prefix}{self.named}"

    # --- units ---------------------------------------------------------------------------------

    def units(self) -> list[Data]:
        rows: list[Data] = [{"id": "land", "name": "省", "kind": "province"}]
        for number in range(self.number(2, 4)):
            city: Data = {"id": f"city{number}", "name": f"城{number}", "kind": "city"}
            city |= {"parent": "land", "tags": self.some(["coast", "hill"])}
            if self.often(1):
                city[self.one("from", "until")] = "2017-09"
            rows.append(city)
            rows += self.below(city["id"])
        return rows

    def below(self, city: str) -> list[Data]:
        rows: list[Data] = []
        for number in range(self.number(0, 2)):
            county: Data = {
                "id": f"{city}-c{number}",
                "name": f"{city}县{number}",
                "kind": "county",
            }
            rows.append(county | {"parent": city, "tags": self.some(["coast", "hill"])})
            if self.often(3):
                town = {"id": f"{county['id']}-t", "name": f"{county['id']}镇", "kind": "township"}
                rows.append(town | {"parent": county["id"]})
        return rows

    # --- the rubric ----------------------------------------------------------------------------

    def amount(self) -> Any:  # noqa: ANN401
        if self.often(2):
            return {"city": self.one(*AMOUNTS), "county": self.one(*AMOUNTS)}
        return self.one(*AMOUNTS)

    def rule(self, kinds: tuple[str, ...]) -> Data:
        kind = self.one(*kinds)
        rule: Data = {"id": self.name("r"), "text": "办法", "clause": "第一条"}
        rule |= getattr(self, kind)()
        if self.often(2):
            rule["applies_to"] = self.scope()
        if self.often(1):
            rule["months"] = self.one(["2017-09"], {"from": "2017-08", "until": "2017-09"})
        if kind in {"deduct_each", "deduct_once", "deduct_metric"} and self.often(2):
            asked = {"metric": "number", self.one("at_least", "below"): self.one(2, 4)}
            rule["only_if"] = self.one(asked, {"metric": "done", "met": True})
        if self.often(1):
            rule[self.one("from", "until")] = self.one("2017-09-10", "2017-09-01", "2017-10-31")
        if self.often(3):
            rule["disqualifies"] = self.one(*FLAGS)
        self.rules.append(rule)
        return rule

    def scope(self) -> Data:
        found: Data = self.one(
            {"kinds": ["city"]},
            {"kinds": ["county"]},
            {"kinds": ["province"]},
            {"tags": ["coast"]},
            {"units": ["city0", "city1"]},
            {"places": ["city0"]},
            {"kinds": ["county", "city"], "tags": ["hill"]},
        )
        return found

    def deduct_each(self) -> Data:
        return {"deduct": {"points": self.amount(), "per": "项"}, "exempt_reasons": ["涉密"]}

    def deduct_once(self) -> Data:
        return {"deduct": {"points": self.amount(), "once": True}}

    def deduct_metric(self) -> Data:
        body: Data = {"points": self.amount(), "metric": self.one("rate", "number")}
        body[self.one("above", "below")] = self.one(3, 5, Decimal("4.5"))
        if self.often(5):
            body["step"] = self.one(2, Decimal("0.5"), Decimal("0.7"))
        body["partial"] = self.one("floor", "proportional", "started")
        if self.often(3):
            body["once"] = True
        return {"deduct": body}

    def deduct_tiers(self) -> Data:
        return {"tiers": self.tiers() | {"sign": "deduct"}}

    def void(self) -> Data:
        return {"void": "criterion"}

    def award(self) -> Data:
        once = self.one({"per": "项"}, {"once": True}, {"once_per": "subject"})
        return {"award": {"points": self.amount()} | once}

    def award_tiers(self) -> Data:
        return {"tiers": self.tiers() | {"sign": "award"}}

    def tiers(self) -> Data:
        return {
            "names": {"低": self.amount(), "高": self.amount()},
            "per": self.one("month", "subject"),
        }

    def earn_test(self) -> Data:
        body: Data = {"points": self.amount(), "metric": self.one("rate", "number")}
        if self.often(3):
            return {"earn": {"points": self.amount(), "metric": "done", "met": True}}
        test = self.one("at_least", "at_most", "above", "below", "equals")
        return {"earn": body | {test: self.one(3, 5)}}

    def earn_each(self) -> Data:
        body: Data = {"points": self.amount(), "metric": self.one("rate", "number"), "per": "项"}
        return {"earn": body | ({"up_to": self.one(2, 4)} if self.often(5) else {})}

    def earn_tiers(self) -> Data:
        return {"tiers": self.tiers() | {"sign": "earn"}}

    def rank(self) -> Data:
        body: Data = {"metric": self.one("rate", "number"), "best": self.one("highest", "lowest")}
        how = self.one("lose", "lose_share", "table")
        if how == "table":
            return {"rank": body | {"table": self.one([3, 2, 1], [5, Decimal("2.5")], [4, 4, 1])}}
        lose = self.one(1, 2) if how == "lose" else self.one("1/10", "1/3", "40%")
        return {"rank": body | {"points": self.one(3, 4), how: lose}}

    def judge(self) -> Data:
        return {"judge": {"points": self.one(2, 5)}}

    def leaf(self, points: int) -> Data:
        kinds = self.one(
            ("deduct_each", "deduct_once", "deduct_metric", "deduct_tiers"),
            ("earn_test", "earn_each", "earn_tiers", "rank", "judge"),
        )
        rules = [self.rule(kinds) for _ in range(self.number(1, 3))] if self.often(9) else []
        bare = not rules and self.often(5)
        if not bare:
            rules += [self.rule(("award", "award_tiers"))] if not rules or self.often(3) else []
            rules += [self.rule(("void",))] if self.often(3) else []
        node: Data = {"id": self.name("c"), "title": "内容", "points": points}
        if self.often(3):
            node["out_of"] = self.one(4, 7, 20)
        self.nodes.append(node["id"])
        if bare:
            return node | ({"attainable": 0} if self.often(7) else {})
        if self.often(3):
            inner: Data = {"id": self.name("h"), "title": "小标题", "rules": rules[1:]}
            self.nodes.append(inner["id"])
            return node | {"rules": rules[:1], "criteria": [inner]}
        return node | {"rules": rules}

    def group(self) -> Data:
        children = [self.leaf(self.one(2, 3, 5, 10)) for _ in range(self.number(1, 3))]
        summed = sum(child["points"] for child in children)
        node: Data = {"id": self.name("g"), "title": "方面", "points": summed}
        self.nodes.append(node["id"])
        if self.often(3):
            node |= {"points": self.one(4, 10), "out_of": summed}
        if self.often(2):
            node["points"] = max(1, node["points"] - 1) if "out_of" not in node else node["points"]
        if self.often(2):
            node["rules"] = [self.rule(("void", "deduct_each", "award"))]
        if self.often(2):
            children = [{"id": self.name("h"), "title": "小标题", "criteria": children}]
        return node | {"criteria": children}

    def heading(self) -> Data:
        kinds = ("award", "award_tiers", "deduct_each", "deduct_once", "deduct_tiers", "judge")
        rules = [self.rule(kinds) for _ in range(self.number(1, 3))]
        return {"id": self.name("h"), "title": "其他", "rules": rules}

    def rubric(self) -> Data:
        tops = [self.one(self.group, lambda: self.leaf(self.one(3, 10)))() for _ in range(2)]
        tops += [self.heading()] if self.often(6) else []
        totals: Data = {
            "overflow": self.one("drop", "carry"),
            "normalise": self.one("none", "participating"),
        }
        totals |= {"bonus_cap": self.one(1, 2, 10)} if self.often(4) else {}
        totals |= {"floor": 0} if self.often(4) else {}
        titles = {"rate": "率", "number": "数", "done": "完成"}
        metrics: Data = {name: {"title": title} for name, title in titles.items()}
        metrics["done"]["type"] = "yes-no"
        return {
            "title": "细则",
            "metrics": metrics,
            "criteria": tops,
            "modifiers": self.modifiers(),
            "totals": totals,
        }

    def modifiers(self) -> list[Data]:
        rows: list[Data] = []
        if self.often(6):
            row: Data = {"id": "external", "text": "加倍", "when": "source", "factor": 2}
            rows.append(row | {"sources": self.some(["province", "city"])})
        for name in ("once-more", "again")[: self.number(0, 2)]:
            row = {"id": name, "text": "再加倍", "when": "repeat"}
            row |= {"factor": self.one(2, 3, Decimal("1.5")), "of": self.one("any", "previous")}
            row |= {"growth": self.one("compound", "additive", "once")}
            rows.append(
                row | ({"counts": self.one("discoveries", "links")} if self.often(5) else {})
            )
        return rows

    def scheme(self) -> Data:
        body: Data = {
            "title": "考核",
            "units": {"kind": self.one("city", "city", ["city", "county"])},
            "ties": self.one("competition", "dense"),
            "flags": [{"id": flag, "title": "标记"} for flag in FLAGS],
        }
        if self.often(2):
            body["groups"] = [
                {"id": "coast", "title": "沿海", "tag": "coast"},
                {"id": "rest", "title": "其余", "kind": ["city", "county"]},
            ]
        if self.often(3):
            gate = self.one({"at_least": 1}, {"at_least_share": "1/2"}, {"lost_at_most": 2})
            gate |= {"criteria": [self.one(*self.scored())]} if self.often(5) else {}
            body["grades"] = [
                {"id": "good", "title": "好", "at_least": self.one(5, 9), "gates": [gate]},
                {"id": "fair", "title": "中", "at_least": 3},
                {"id": "poor", "title": "差"},
            ]
        return body

    def scored(self) -> list[str]:
        return [name for name in self.nodes if name[0] in "cg"]

    # --- a month -------------------------------------------------------------------------------

    def month(self, month: str, units: list[Data], before: dict[str, Data]) -> Data:
        ids = [unit["id"] for unit in units if unit["id"] != "land"]
        cities = [unit["id"] for unit in units if unit["kind"] == "city"]
        findings: Data = {}
        for _ in range(self.number(0, 8) if self.chargeable() else 0):
            name = self.name("f")
            findings[name] = self.finding(month, ids, before | {month: {"findings": findings}})
        return {
            "findings": findings,
            "measurements": self.measurements(ids, [m for m in before if self.often(5)]),
            "marks": self.marks(cities, ids),
            "participation": self.participation(cities),
        }

    def chargeable(self) -> list[Data]:
        found = [r for r in self.rules if not r.keys() & {"rank", "judge", "earn"}]
        return [r for r in found if "metric" not in r.get("deduct", {})]

    def finding(self, month: str, ids: list[str], before: dict[str, Data]) -> Data:
        rule = self.one(*self.chargeable())
        day = self.number(1, monthrange(*map(int, month.split("-")))[1])
        made: Data = {"unit": self.one(*ids), "rule": rule["id"], "summary": "问题"}
        made |= {"date": f"{month}-{day:02}", "count": self.number(1, 4)}
        made |= {"tier": self.one("低", "高")} if "tiers" in rule else {}
        made |= {"source": self.one(*SOURCES)} if self.often(6) else {}
        made |= {"place": self.one(*ids)} if self.often(2) else {}
        made |= {"subject": self.one("甲", "乙")} if self.often(6) else {}
        made |= {"ordered": {}} if self.often(5) else {}
        self.fate(made, month)
        earlier = [
            f"{m}/{name}"
            for m, data in before.items()
            for name, other in data["findings"].items()
            if (other["unit"], other["rule"]) == (made["unit"], made["rule"])
        ]
        if earlier and self.often(7):
            made["repeats"] = self.one(*earlier, earlier[-1])
        return made

    def fate(self, made: Data, month: str) -> None:
        last = f"{month}-28"
        fate = self.number(0, 19)
        appeal: Data = {"filed": last, "grounds": "不实", "decided": last, "reason": "查明"}
        if fate == 0:
            made["withdrawn"] = {"date": last, "reason": "误记"}
        elif fate == 1:
            made["counted_in"] = "另一项考核"
        elif fate in {2, 3}:
            made["exempt"] = {"reason": "涉密"} | (
                {"count": self.number(1, 3)} if fate == 2 else {}
            )
        elif fate in {4, 5, 6}:
            made["appeal"] = appeal | {"decision": self.one("upheld", "rejected")}
        elif fate in {7, 8}:
            made["appeal"] = appeal | {"decision": "amended", "count": self.number(0, 6)}
            made |= {"exempt": self.exempt()} if fate == 8 else {}

    def exempt(self) -> Any:  # noqa: ANN401
        part: Data = {"reason": "涉密", "count": self.number(1, 3)}
        rest: Data = {"reason": "统一印发"}
        return self.one(part, rest, [part, rest], [rest], [rest | {"count": 2}, part])

    def measurements(self, ids: list[str], before: list[str]) -> list[Data]:
        rows: list[Data] = []
        for metric in METRICS:
            values = {unit: self.value(metric, before) for unit in ids if self.often(8)}
            rows.append({"metric": metric, "values": values})
            rows[-1] |= {"source": self.one(*SOURCES)} if self.often(3) else {}
        return rows

    def value(self, metric: str, before: list[str]) -> Any:  # noqa: ANN401
        if metric == "done":
            return self.one("yes", "no", "none", self.often(5))
        value = self.one(0, 1, 2, 3, 4, 5, 6, Decimal("4.5"), Decimal("2.7"), -1, "none")
        if before and self.often(3):
            return {"value": value, "repeats": self.one(*before), "source": self.one(*SOURCES)}
        return value

    def marks(self, cities: list[str], ids: list[str]) -> list[Data]:
        rows: list[Data] = []
        for rule in [r for r in self.rules if "judge" in r]:
            for unit in [c for c in cities if self.often(8)]:
                for place in self.one([None], [None], ids[:2]):
                    row = {"unit": unit, "rule": rule["id"]} | self.marked(rule["judge"]["points"])
                    rows.append(row | ({"place": place} if place else {}))
        return rows

    def marked(self, most: int) -> Data:
        panel = [
            {"group": f"第{i}组", "points": self.number(0, most)} for i in range(self.number(1, 3))
        ]
        agreed = {"points": Decimal(self.number(0, most * 2)) / 2}
        both: Data = {"panel": panel, "agreed": agreed}
        return {key: both[key] for key in self.one(["panel"], ["agreed"], list(both))}

    def participation(self, cities: list[str]) -> list[Data]:
        rows: list[Data] = []
        for unit in [c for c in cities if self.often(4)]:
            for number in range(self.one(1, 1, 2, 4)):
                # The whole month, criteria of any level, and rules; also within one another.
                about: Data = {} if self.often(1) else {"criterion": self.one(*self.nodes)}
                if self.rules and self.often(4):
                    about = {"rule": self.one(*self.rules)["id"]}
                status = self.one({}, {"status": "exempt"})
                row = {"unit": unit, "reason": f"没有这项职能{number}"} | about | status
                said = [(r["unit"], r.get("criterion"), r.get("rule")) for r in rows]
                if (unit, row.get("criterion"), row.get("rule")) not in said:
                    rows.append(row)
        return rows


def repo(chance: Random) -> Plain:
    """Make a repository of one scheme with one to three months."""
    maker = Maker(chance)
    units, rubric = maker.units(), maker.rubric()
    scheme = maker.scheme()
    months: dict[str, Data] = {}
    for month in MONTHS[: maker.number(1, 3)]:
        months[month] = maker.month(month, units, months)
    return Plain(units, scheme, {"2017-08": rubric}, months)
