from dataclasses import replace
from datetime import date

from bulletin.law.coverage import coverage
from bulletin.model.month import Month
from bulletin.model.round import Draw, Item, Plan, Revealed, Round, Stop, Team, Visit, Window
from bulletin.model.unit import Unit, Units
from bulletin.problem import Place
from bulletin.text import UserText

HERE = Place("data/schemes/demo/2017-08/rounds/august.yaml")
UNITS = Units(
    {
        unit.id: unit
        for unit in (
            Unit("city", "甲市", "city", HERE, "demo"),
            Unit("county", "乙县", "county", HERE, "demo", parent="city"),
            Unit("east", "东镇", "township", HERE, "demo", parent="county"),
            Unit("west", "西镇", "township", HERE, "demo", parent="county"),
            Unit("gone", "旧镇", "township", HERE, "demo", parent="county", until="2017-07"),
        )
    }
)
WINDOW = Window("tax", "办税", (Item("a", "甲事"), Item("b", "乙事"), Item("c", "丙事")))
ITEMS = Plan("items", "事项", 2)
TOWNS = Plan("towns", "乡镇", 1, kinds=("township",), each=("city",))
ROUND = Round(
    id="august",
    month="2017-08",
    title="8月份督察",
    since=date(2017, 8, 21),
    until=date(2017, 8, 25),
    place=HERE,
    groups=(Team("one", "第一组", (Stop("city"), Stop("county"))),),
    windows=(WINDOW,),
    draws=(ITEMS, TOWNS),
)


def visit(unit: str, item: str | None = None) -> Visit:
    window = "tax" if item else None
    return Visit("august", "one", unit, date(2017, 8, 22), HERE, window, item)


def drawn(plan: Plan, **chosen: tuple[str, ...]) -> Draw:
    strata = {f"{p}/tax" if plan.of_items else p: c for p, c in chosen.items()}
    return Draw(
        id=plan.id,
        round="august",
        method="sha256-sort-1",
        number=plan.number,
        public=UserText("某数"),
        public_on=date(2017, 8, 20),
        secret_sha256="",
        population_sha256="",
        strata=ROUND.strata(plan, UNITS),
        place=HERE,
        revealed=Revealed("", "", strata),
    )


def found(*visits: Visit, draws: tuple[Draw, ...] = ()) -> dict[str, tuple[int, int, object]]:
    """For each part of all plans: how many are done, how many wanted, what was drawn and missed."""
    month = Month("demo", "2017-08", draws={d.id: d for d in draws}, visits=visits)
    covered = coverage(ROUND, month, UNITS)
    return {part.id: (part.done, part.wanted, part.missed) for c in covered for part in c.parts}


def test_the_plan_says_from_what_is_drawn() -> None:
    assert ROUND.strata(ITEMS, UNITS) == {
        "city/tax": ("a", "b", "c"),
        "county/tax": ("a", "b", "c"),
    }
    assert ROUND.strata(TOWNS, UNITS) == {"city": ("east", "west")}
    everywhere = replace(TOWNS, each=())
    assert list(ROUND.strata(everywhere, UNITS)) == ["city", "county"]


def test_nothing_is_done_before_anybody_went() -> None:
    assert found() == {"city/tax": (0, 2, ()), "county/tax": (0, 2, ()), "city": (0, 1, ())}


def test_before_lots_are_drawn_any_candidate_counts_and_never_more_than_wanted() -> None:
    seen = found(*(visit("city", item) for item in "abc"), visit("west"))
    assert seen == {"city/tax": (2, 2, ()), "county/tax": (0, 2, ()), "city": (1, 1, ())}


def test_after_lots_are_drawn_only_what_was_drawn_counts() -> None:
    draws = (
        drawn(ITEMS, city=("c", "a"), county=("a", "b")),
        drawn(TOWNS, city=("east",)),
    )
    seen = found(visit("city", "a"), visit("city", "b"), visit("west"), draws=draws)
    assert seen == {
        "city/tax": (1, 2, ("c",)),
        "county/tax": (0, 2, ("a", "b")),
        "city": (0, 1, ("east",)),
    }


def test_visits_of_another_round_do_not_count() -> None:
    other = replace(visit("city", "a"), round="september")
    assert found(other)["city/tax"] == (0, 2, ())


def test_a_plan_says_what_is_still_to_be_visited() -> None:
    month = Month("demo", "2017-08", visits=(visit("city", "a"), visit("west")))
    items, towns = coverage(ROUND, month, UNITS)
    assert (items.wanted, items.done) == (4, 1)  # two items at each of two places
    assert [(part.id, part.left) for part in items.gaps] == [("city/tax", 1), ("county/tax", 2)]
    assert towns.gaps == ()
