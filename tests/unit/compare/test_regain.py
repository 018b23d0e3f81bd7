"""What an upheld appeal would give back; every number is worked by hand."""

from typing import Any

import pytest
from bulletin.compare.regain import regains

from tests.making import Plain, assessment_of, scores, units_of
from tests.unit.scoring.test_language import measured, node, repo

REPEAT = "modifiers: [{id: again, text: 加倍, when: repeat, factor: 2}]\n"
EACH = node("deduct: {points: 2, per: 项}")


def worth(plain: Plain, unit: str = "a") -> dict[str, tuple[Any, ...]]:
    """Return by finding or metric: charged, gained, rank before and after, why they differ."""
    found = regains(assessment_of(plain), units_of(plain), scores(plain, "2017-10"))[unit]
    return {
        (r.step.finding or r.step.metric or "").removeprefix("2017-10/"): (
            str(-r.step.change),
            str(r.gain),
            (r.was, r.rank),
            r.limits,
        )
        for r in found
    }


def together(plain: Plain) -> dict[str, str]:
    """Return by finding what appeals against all findings of its rule give back."""
    found = regains(assessment_of(plain), units_of(plain), scores(plain, "2017-10"))["a"]
    return {(r.step.finding or "")[8:]: str(r.together) for r in found}


def test_an_appeal_gives_back_the_points_and_the_places() -> None:
    # a: 10 - 2 - 2 = 6; b: 10 - 2 = 8; c and d: 10. Without one, a has 8 and shares place 3 with b
    plain = repo(EACH, "{findings: {f: {}, g: {}, h: {unit: b}}}")
    assert worth(plain) == {"f": ("2", "2", (4, 3), ()), "g": ("2", "2", (4, 3), ())}
    # without it b has 10, as c and d have
    assert worth(plain, "b") == {"h": ("2", "2", (3, 1), ())}


def test_dense_places_are_counted_densely() -> None:
    plain = repo(EACH, "{findings: {f: {}, g: {}, h: {unit: b}}}", scheme="ties: dense")
    # 10, 10, 8, 6 are places 1, 1, 2, 3
    assert worth(plain)["f"] == ("2", "2", (3, 2), ())


@pytest.mark.parametrize(
    "said",
    [
        "appeal: {filed: 2017-10-18, decision: rejected, decided: 2017-10-20, reason: 不实}",
        "withdrawn: {date: 2017-10-20, reason: 误报}",
        "appeal: {filed: 2017-10-18, decision: upheld, decided: 2017-10-20, reason: 属实}",
        "counted_in: 省级考核",
    ],
)
def test_what_is_decided_or_does_not_stand_gives_nothing_back(said: str) -> None:
    assert worth(repo(EACH, f"{{findings: {{f: {{{said}}}}}}}")) == {}


def test_mending_gives_nothing_back_and_takes_no_appeal_away() -> None:
    """Points of the month come back by an appeal, mended or not."""
    mended = repo(EACH, "{findings: {f: {rectified: {date: 2017-10-20}}}}")
    assert worth(mended) == {"f": ("2", "2", (4, 1), ())}


OVER = node("deduct: {points: 2, per: 项}", "points: 3")


def test_what_was_lost_beyond_the_full_marks_is_not_regained() -> None:
    # 3 - 2 - 2 → 0, 1 point lost for nothing: without one 3 - 2 = 1
    plain = repo(OVER, "{findings: {f: {}, g: {}}}")
    assert worth(plain)["f"] == ("2", "1", (4, 4), ("overflow",))
    # with three, 3 - 6: without one 3 - 4, still 0
    plain = repo(OVER, "{findings: {f: {}, g: {}, h: {}}}")
    assert worth(plain)["f"] == ("2", "0", (4, 4), ("overflow",))


def test_what_is_carried_to_the_total_is_regained() -> None:
    # 0 - 1 = -1; without one 1
    plain = repo(OVER, "{findings: {f: {}, g: {}}}", "totals: {overflow: carry}")
    assert worth(plain)["f"] == ("2", "2", (4, 4), ())


ONCE = node("deduct: {points: 2, once: true}")


def test_a_charge_taken_once_is_regained_with_the_last_of_its_findings() -> None:
    plain = repo(ONCE, "{findings: {f: {}, g: {}}}")
    assert worth(plain) == {
        "f": ("2", "0", (4, 4), ("once",)),
        "g": ("0", "0", (4, 4), ("once",)),
    }
    assert together(plain) == {"f": "2", "g": "2"}
    alone = repo(ONCE, "{findings: {f: {}}}")
    assert worth(alone) == {"f": ("2", "2", (4, 1), ())}
    assert together(alone) == {"f": "None"}


def test_a_shared_charge_falls_where_the_one_that_doubled_it_is_mended() -> None:
    # f carries 2 × 2, because g was found before: without g 2 × 1, without f still 2 × 2
    plain = repo(
        ONCE,
        "{findings: {f: {date: 2017-10-10}, g: {repeats: 2017-09/e}}}",
        REPEAT,
        m2017_09="{findings: {e: {}}}",
    )
    assert worth(plain) == {
        "f": ("4", "0", (4, 4), ("once",)),
        "g": ("0", "2", (4, 4), ("once", "chain")),
    }
    assert together(plain) == {"f": "4", "g": "4"}


def test_a_finding_that_was_found_before_costs_double() -> None:
    # 2 × 2
    plain = repo(
        EACH, "{findings: {f: {repeats: 2017-09/e}}}", REPEAT, m2017_09="{findings: {e: {}}}"
    )
    assert worth(plain) == {"f": ("4", "4", (4, 1), ())}


def test_without_the_first_of_a_chain_the_next_is_cheaper() -> None:
    # f 2, g 2 × 2, h 2 × 4 = 14 of 20; without f g 2, h 4: 6, so 8 come back; without g h is
    # 2 × 2 and f stays: 6 again; without h its own 8
    plain = repo(
        node("deduct: {points: 2, per: 项}", "points: 20"),
        "{findings: {f: {date: 2017-10-02}, g: {date: 2017-10-09, repeats: 2017-10/f},"
        " h: {repeats: 2017-10/g}}}",
        REPEAT,
    )
    assert worth(plain) == {
        "f": ("2", "8", (4, 4), ("chain",)),
        "g": ("4", "8", (4, 4), ("chain",)),
        "h": ("8", "8", (4, 4), ()),
    }


def test_points_of_a_scaled_criterion_are_worth_less() -> None:
    # 20 - 2 of 20, halved: 9; without it 10
    plain = repo(
        node("deduct: {points: 2, per: 项}", "points: 10, out_of: 20"), "{findings: {f: {}}}"
    )
    assert worth(plain) == {"f": ("2", "1", (4, 1), ("scale",))}


def test_a_void_is_worth_all_that_it_took() -> None:
    # 10 - 2 → 8 → 0: without the void 8, without the deduction still 0
    plain = repo(
        node("void: criterion\ndeduct: {points: 2, per: 项}"),
        "{findings: {f: {}, g: {rule: r2}}}",
    )
    assert worth(plain) == {
        "f": ("0", "8", (4, 4), ()),
        "g": ("2", "0", (4, 4), ("void",)),
    }


def test_two_voids_have_to_be_mended_together() -> None:
    plain = repo(node("void: criterion"), "{findings: {f: {}, g: {}}}")
    assert worth(plain)["f"] == ("0", "0", (4, 4), ("void",))
    assert together(plain) == {"f": "10", "g": "10"}


def test_below_the_floor_of_the_total_nothing_is_regained() -> None:
    # 10 and a penalty of 2 × 6: -2 → 0; without one of the six 10 - 10 = 0
    heading = "{id: p, title: 扣分, rules: [{id: p1, text: 办法, clause: 一, "
    heading += "deduct: {points: 2, per: 项}}]}"
    found = ", ".join(f"f{n}: {{rule: p1}}" for n in range(6))
    plain = repo(f"{EACH}, {heading}", f"{{findings: {{{found}}}}}", "totals: {floor: 0}")
    assert worth(plain)["f0"] == ("2", "0", (4, 4), ("floor",))


def test_a_penalty_comes_back_to_the_total() -> None:
    heading = "{id: p, title: 扣分, rules: [{id: p1, text: 办法, clause: 一, "
    heading += "deduct: {points: 2, per: 项}}]}"
    plain = repo(f"{EACH}, {heading}", "{findings: {f: {rule: p1}}}")
    assert worth(plain) == {"f": ("2", "2", (4, 1), ())}


# --- measurements -----------------------------------------------------------------------------


BELOW = "deduct: {points: 1, metric: m, below: 99, step: 1}"


def test_a_number_at_its_limit_costs_nothing() -> None:
    # a 97: 2 points; b 98.5: none
    plain = repo(node(BELOW), f"{{{measured(a=97, b=98.5, c=99, d=100)}}}")
    assert worth(plain) == {"m": ("2", "2", (4, 1), ())}
    assert worth(plain, "b") == {}


def test_a_number_that_two_rules_read_gives_back_both() -> None:
    # 97: 2 points beyond 99, and 5 for being below 98
    plain = repo(
        node(BELOW + "\ndeduct: {points: 5, metric: m, below: 98, once: true}"),
        f"{{{measured(a=97, b=99, c=99, d=99)}}}",
    )
    found = regains(assessment_of(plain), units_of(plain), scores(plain, "2017-10"))["a"]
    # at 98 the second rule is quiet, and the first still takes 1: 7 - 1 = 6
    assert [(str(r.reach), str(r.gain), r.limits) for r in found] == [
        ("99", "7", ("metric",)),
        ("98", "6", ("metric",)),
    ]


def test_where_a_rule_ranks_units_the_others_lose_their_places() -> None:
    # k: a loses 2; r: 10, 8, 6, 4 by m: b 99.5 (10), c 99.2 (8), d 98 (6), a 97 (4)
    # totals: a 8 + 4 = 12, b 20, c 18, d 9 + 6 = 15
    # with a at 99: a 10 + 6 = 16, d 9 + 4 = 13: a is third
    ranking = "{id: r, title: 名次, points: 10, rules: [{id: x, text: 排名, clause: 一, "
    ranking += "rank: {points: 10, metric: m, best: highest, lose: 2}}]}"
    plain = repo(f"{node(BELOW)}, {ranking}", f"{{{measured(a=97, b=99.5, c=99.2, d=98)}}}")
    assert worth(plain) == {"m": ("2", "4", (4, 3), ("metric",))}
    # d at 99 gains 1 and stays third: 10 + 6 = 16
    assert worth(plain, "d") == {"m": ("1", "1", (3, 3), ())}


def test_points_of_a_normalised_total_are_converted() -> None:
    # 10 - 2 of the 20 that count: (8 + 10) ÷ 20 × 100 = 90; without it 100
    other = "{id: o, title: 其他, points: 10, rules: [{id: o1, text: 办法, clause: 一, "
    other += "deduct: {points: 1, per: 项}}]}"
    plain = repo(f"{EACH}, {other}", "{findings: {f: {}}}", "totals: {normalise: participating}")
    assert worth(plain) == {"f": ("2", "10", (4, 1), ("scale",))}


def test_who_has_no_total_regains_nothing() -> None:
    plain = repo(
        EACH,
        "{findings: {f: {}}, participation: [{unit: a, reason: 撤并}]}",
    )
    assert worth(plain) == {}


# --- bounds from above, and what has no score without the charge ---------------------------------


def earning(first: int) -> Plain:
    """Both rules earn, and f takes 2."""
    rules = f"earn: {{points: {first}, metric: m, at_least: 1}}\n"
    rules += "earn: {points: 4, metric: m, at_least: 1}\ndeduct: {points: 2, per: 项}"
    return repo(node(rules), f"{{findings: {{f: {{rule: r3}}}}, {measured(a=1, b=1, c=1, d=1)}}}")


def test_beyond_full_marks_nothing_is_regained() -> None:
    # 5 + 4 - 2 = 7 of 10: without it 9
    assert worth(earning(5))["f"] == ("2", "2", (4, 1), ())
    # 7 + 4 - 2 = 9: without it 11, of which 10 count
    assert worth(earning(7))["f"] == ("2", "1", (4, 1), ("cap",))
    # 9 + 4 - 2 = 11, of which 10 count, with it as without
    assert worth(earning(9))["f"] == ("2", "0", (1, 1), ("cap",))


def test_a_heading_above_a_criterion_bounds_nothing() -> None:
    # 3 - 2 - 2 → 0: without one 1
    heading = f"{{id: h, title: 大类, criteria: [{OVER}]}}"
    plain = repo(heading, "{findings: {f: {}, g: {}}}")
    assert worth(plain)["f"] == ("2", "1", (4, 4), ("overflow",))


def test_a_void_without_which_nothing_is_scored_gives_nothing_back() -> None:
    # f voids what r2 would have scored, in which a takes no part: 0, and no total without f
    plain = repo(
        node("void: criterion\ndeduct: {points: 2, per: 项}"),
        "{findings: {f: {}}, participation: [{unit: a, rule: r2, reason: 撤并}]}",
    )
    assert str(scores(plain, "2017-10").units[0].total) == "0"
    assert worth(plain) == {}


def test_without_a_rubric_nothing_is_regained() -> None:
    plain = repo(EACH, "{findings: {f: {}}}")
    now = scores(plain, "2017-10")
    plain.rubrics["2017-12"] = plain.rubrics.pop("2017-08")
    assert regains(assessment_of(plain), units_of(plain), now) == {}
