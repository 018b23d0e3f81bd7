"""What of a chain of repeats counts, and what is charged once a month; worked by hand."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest
from bulletin.checks.reasons import sentence
from bulletin.compare.regain import regains
from bulletin.compare.rescore import rescored, touched
from bulletin.law.discoveries import Discoveries
from bulletin.model.month import Finding, Measurement
from bulletin.problem import Place
from bulletin.reason import Reason
from bulletin.scoring import score
from bulletin.scoring.context import context
from bulletin.scoring.month import work
from bulletin.trace import Kind
from bulletin.view.reason_sentences import chinese

from tests.making import Plain, assessment_of, from_yaml, one, seen, units_of
from tests.unit.scoring.test_language import measured, node, october, repo

REPEAT = "modifiers: [{id: z, text: 再加倍, when: repeat, factor: 2}]"
LINKS = REPEAT.replace("factor: 2", "factor: 2, counts: links")
EACH = "deduct: {points: 1, per: 项}, exempt_reasons: [涉密]"


def lost(plain: Plain, month: str = "2017-10") -> Fraction | None:
    """What unit ``a`` loses of 100 points."""
    total = one(plain, month, "a").total
    return None if total is None else 100 - total


def chain(second: str, rubric: str = REPEAT, rule: str = EACH) -> Plain:
    """August's finding, September's (as it is written) that repeats it, and October's."""
    return repo(
        node(rule, "points: 100"),
        "{findings: {g: {repeats: 2017-09/f}}}",
        rubric=rubric,
        m2017_08="{findings: {f: {}}}",
        m2017_09=f"{{findings: {{f: {{repeats: 2017-08/f{second}}}}}}}",
    )


APPEAL = "filed: 2017-09-20, grounds: 不实, decided: 2017-09-28, reason: 查明"


def amended(count: int) -> str:
    return f"appeal: {{decision: amended, count: {count}, {APPEAL}}}"


@pytest.mark.parametrize(
    ("second", "charged"),
    [
        ("", 4),  # 1 × 2 × 2
        (", withdrawn: {}", 2),  # August's alone
        (f", appeal: {{decision: upheld, {APPEAL}}}", 2),
        (f", appeal: {{decision: rejected, {APPEAL}}}", 4),
        (f", {amended(0)}", 2),
        (", exempt: {reason: 涉密}", 2),
        (", count: 2, exempt: {reason: 涉密, count: 1}", 4),  # a part of it was charged
        (f", {amended(3)}, exempt: {{reason: 涉密, count: 3}}", 2),
        (", counted_in: 另一项考核", 4),  # would have charged
    ],
)  # fmt: skip
def test_only_a_discovery_lengthens_a_chain(second: str, charged: int) -> None:
    assert lost(chain(second)) == charged
    assert lost(chain(second, LINKS)) == 4


def test_one_that_shares_a_charge_was_a_discovery() -> None:
    """Once a month: September's other finding carried the charge, this one would have."""
    plain = chain("", rule="deduct: {points: 1, once: true}")
    plain.months["2017-09"]["findings"]["x"] = from_yaml(
        "{unit: a, rule: r1, date: 2017-09-01, summary: 问题}"
    )
    assert lost(plain) == 4


def test_full_marks_that_are_lost_already_make_no_difference() -> None:
    plain = chain("")
    plain.months["2017-08"]["findings"]["x"] = from_yaml(
        "{unit: a, rule: r1, date: 2017-08-01, summary: 问题, count: 200}"
    )
    assert seen(lost(plain, "2017-08"), lost(plain)) == (100, 4)


@pytest.mark.parametrize(
    "rule",
    [
        f"{EACH}, from: 2017-09-01",
        f"{EACH}, months: [2017-09, 2017-10]",
        f"{EACH}, applies_to: {{places: [a-1]}}",
    ],
)
def test_what_the_rule_was_not_in_force_for_is_no_discovery(rule: str) -> None:
    """August's finding costs nothing, September's repeat of it 1, October's 2."""
    plain = chain(", place: a-1", rule=rule)
    plain.months["2017-10"]["findings"]["g"]["place"] = "a-1"
    (august,) = (s for s in one(plain, "2017-08", "a").steps if s.finding)
    assert seen(august.change, lost(plain, "2017-09"), lost(plain)) == (0, 1, 2)


def test_who_did_not_take_part_made_no_discovery() -> None:
    plain = chain("")
    plain.months["2017-09"]["participation"] = from_yaml("[{unit: a, rule: r1, reason: 保密}]")
    assert lost(plain) == 2


@pytest.mark.parametrize(("value", "charged"), [("4", 4), ("2", 2), (None, 2)])
def test_what_the_rule_asks_first_was_so(value: str | None, charged: int) -> None:
    """The premise was met, not met, or nobody knows."""
    plain = chain("", rule=f"{EACH}, only_if: {{metric: m, at_least: 3}}")
    values = {"2017-08": "4", "2017-09": value, "2017-10": "4"}
    for month, said in values.items():
        rows = f"[{{metric: m, values: {{a: {said}}}}}]" if said else "[]"
        plain.months[month]["measurements"] = from_yaml(rows)
    assert lost(plain) == charged


def test_a_chain_goes_on_under_the_rule_that_replaces() -> None:
    plain = chain("")
    newer = from_yaml(
        f"title: 细则\ncriteria: [{node(f'{EACH}, replaces: [r1]', 'points: 100')}]\n{REPEAT}"
    )
    newer["criteria"][0]["rules"][0]["id"] = "r2"
    plain.rubrics["2017-10"] = newer
    plain.months["2017-10"]["findings"]["g"]["rule"] = "r2"
    assert lost(plain) == 4


# --- measurements -----------------------------------------------------------------------------

LOW = "deduct: {points: 1, metric: m, below: 99}"


def values(first: str, second: str, rubric: str = REPEAT, rule: str = LOW) -> Plain:
    """August's value, September's that repeats it, and October's 97 that repeats September's."""
    said = "{{measurements: [{{metric: m, values: {{a: {{value: {}{}}}}}}}]}}"
    return repo(
        node(rule, "points: 100"),
        said.format("97", ", repeats: 2017-09"),
        rubric=rubric,
        m2017_08=said.format(first, ""),
        m2017_09=said.format(second, ", repeats: 2017-08"),
    )


@pytest.mark.parametrize(
    ("first", "second", "charged"),
    [
        ("98", "98", 8),  # 2 × 2 × 2
        ("98", "99", 4),  # exactly 99 meets the limit
        ("99.5", "98", 4),
        ("99.5", "99.5", 2),
        ("98", "none", 4),  # nothing was delivered in September: no number, no discovery
    ],
)
def test_a_value_repeats_only_what_was_beyond_the_limit(
    first: str, second: str, charged: int
) -> None:
    assert lost(values(first, second)) == charged
    assert lost(values(first, second, LINKS)) == 8


def test_a_value_repeats_nothing_under_a_rule_that_was_not_in_force() -> None:
    assert lost(values("98", "98", rule=f"{LOW}, from: 2017-09-01")) == 4


def test_each_rule_has_its_own_limit() -> None:
    """September's 98 is below 99, not below 98: 2 × 2 and 1 × 1."""
    two = f"{LOW}\ndeduct: {{points: 1, metric: m, below: 98}}"
    plain = values("99.5", "98", rule=two)
    assert lost(plain) == 5


def test_a_value_goes_on_under_the_rule_that_replaces() -> None:
    plain = values("98", "98")
    for replaces, charged in (("replaces: [r1]", 8), ("note: 新增", 2)):
        newer = from_yaml(
            f"title: 细则\nmetrics: {{m: {{title: 数}}}}\n"
            f"criteria: [{node(f'{LOW}, {replaces}', 'points: 100')}]\n{REPEAT}"
        )
        newer["criteria"][0]["rules"][0]["id"] = "r2"
        plain.rubrics["2017-10"] = newer
        assert lost(plain) == charged


# --- once a month, over several places --------------------------------------------------------

ONCE = "deduct: {points: {city: 2, county: 3}, metric: m, below: 95, once: true}"


def test_once_a_month_however_many_places_are_measured() -> None:
    """The city at 94 costs 2, the county at 93 costs 3: once, the dearest."""
    unit = october(repo(node(ONCE), f"{{{measured(a=94, a_1=93, a_1_x=96)}}}"))
    found = [seen(s.unit, s.kind, s.change, chinese(s.reason)) for s in unit.steps if s.metric]
    assert found == [
        ("a", Kind.NOTHING, 0, "数 94，以低于 95 为限：本月只扣一次，已由甲县计"),
        ("a-1", Kind.DEDUCT, -3, "甲县：数 93，以低于 95 为限：3"),
        ("a-1-x", Kind.NOTHING, 0, "甲镇：数 96，以低于 95 为限，不扣分"),
    ]
    assert unit.total == 7


def test_of_equal_places_the_unit_itself_carries() -> None:
    rule = ONCE.replace("{city: 2, county: 3}", "2")
    unit = october(repo(node(rule), f"{{{measured(a_1=90, a=94)}}}"))
    assert [seen(s.unit, s.change) for s in unit.steps if s.metric] == [("a-1", 0), ("a", -2)]


def test_the_factor_decides_which_place_is_dearest() -> None:
    """The city again, 2 × 2; the county 3 × 1."""
    rows = "measurements: [{metric: m, values: {a: {value: 94, repeats: 2017-09}, a-1: 93}}]"
    plain = repo(
        node(ONCE),
        f"{{{rows}}}",
        rubric=REPEAT,
        m2017_09=f"{{{measured(a=94)}}}",
    )
    unit = october(plain)
    assert [seen(s.unit, s.change) for s in unit.steps if s.metric] == [("a", -4), ("a-1", 0)]


# --- appeals and exemptions -------------------------------------------------------------------

ONE = "{reason: 涉密, count: 1}"


@pytest.mark.parametrize(
    ("more", "charged"),
    [
        ("count: 6, exempt: [{reason: 涉密, count: 1}, {reason: 涉密, count: 2}]", 3),
        ("count: 6, exempt: [{reason: 涉密}, {reason: 涉密, count: 2}]", 0),
        (f"count: 6, {amended(4)}, exempt: [{ONE}, {ONE}]", 2),  # 4 − 2
        (f"count: 6, {amended(3)}, exempt: {{reason: 涉密, count: 4}}", 0),  # never below 0
    ],
)  # fmt: skip
def test_the_exempt_part_applies_to_what_an_appeal_left(more: str, charged: int) -> None:
    plain = repo(node(EACH, "points: 100"), f"{{findings: {{f: {{{more}}}}}}}")
    assert lost(plain) == charged


def test_each_reason_says_how_much_it_exempts() -> None:
    more = "exempt: [{reason: 涉密}, {reason: 统一印发, count: 2}]"
    rule = f"{EACH}".replace("[涉密]", "[涉密, 统一印发]")
    plain = repo(node(rule), f"{{findings: {{f: {{count: 5, {more}}}}}}}")
    (step,) = (s for s in october(plain).steps if s.finding)
    assert chinese(step.reason) == "其中 3 免予扣分（涉密）、2 免予扣分（统一印发）"


# --- scored again -----------------------------------------------------------------------------


def test_a_reading_of_an_older_version_reaches_the_months_after_it() -> None:
    """Under ``from: 2017-09-01`` August's finding is none: October 1 × 2, not 1 × 2 × 2."""
    plain = chain("")
    plain.rubrics["2017-10"] = plain.copy().rubrics["2017-08"]
    before = assessment_of(plain)
    plain.rubrics["2017-08"]["criteria"][0]["rules"][0]["from"] = "2017-09-01"
    after, units = assessment_of(plain), units_of(plain)
    rubric = before.rubrics["2017-10"]
    after = replace(after, scheme=before.scheme, rubrics={**after.rubrics, "2017-10": rubric})
    worked = work(context(before, rubric, units, "2017-10"))
    made = rescored(worked, after, touched(before, after, "2017-08")).unit("a")
    assert made is not None
    assert seen(worked.scores.units[0].total, made.total) == (96, 98)
    assert made.total == score(after, units, "2017-10").units[0].total


def test_one_place_at_its_limit_gives_nothing_back_while_another_carries() -> None:
    """94 and 93, once: the county's is charged; without it the city's is, 3 or 2."""
    plain = repo(node(ONCE), f"{{{measured(a=94, a_1=93)}}}")
    assessment, units = assessment_of(plain), units_of(plain)
    (found,) = regains(assessment, units, score(assessment, units, "2017-10"))["a"]
    assert seen(found.step.unit, found.gain, found.limits, found.together) == (
        "a-1",
        1,
        ("once",),
        3,
    )


# --- why, and where that is written ---------------------------------------------------------------


def discoveries_of(plain: Plain) -> Discoveries:
    return Discoveries(assessment_of(plain), units_of(plain))


def finding_of(plain: Plain, month: str, name: str = "f") -> Finding:
    return assessment_of(plain).months[month].findings[name]


@pytest.mark.parametrize(
    ("rule", "finding", "why"),
    [
        (EACH, "{}", ""),
        ("void: criterion", "{}", ""),
        ("award: {points: 1}", "{}", "当月的评分细则里，r1 不是按问题扣分的计分办法"),
        (EACH, "{rule: r9}", "当月的评分细则里，r9 不是按问题扣分的计分办法"),
        (EACH, "{unit: z}", "该单位当月不是考核对象"),
    ],
)
def test_why_a_finding_was_no_discovery(rule: str, finding: str, why: str) -> None:
    plain = repo(node(rule), f"{{findings: {{f: {finding}}}}}")
    judging = discoveries_of(plain)
    asked = finding_of(plain, "2017-10")
    assert [said(judging.why_none(asked)), said(judging.why_none(asked))] == [why, why]


def test_before_the_first_rubric_nothing_was_discovered() -> None:
    plain = repo(node(EACH), m2017_07="{findings: {f: {}}}")
    finding, judging = finding_of(plain, "2017-07"), discoveries_of(plain)
    assert said(judging.why_none(finding)) == "当月的评分细则里，r1 不是按问题扣分的计分办法"
    assert list(judging.rests_on(finding)) == []


ASKS = "only_if: {metric: done, met: true}"
ASIDE = "participation: [{unit: a, rule: r1, reason: 保密}]"
DONE = "{metric: done, values: {a: yes}}"


def said(reason: Reason | None) -> str:
    """A reason as the checks say it; empty where there is none."""
    return sentence(reason) if reason else ""


def lines(places: Iterable[Place]) -> list[tuple[str, int]]:
    """Each file that was named, with how often."""
    return sorted(Counter(place.path.rpartition("/")[2] for place in places).items())


@pytest.mark.parametrize(
    ("rule", "month", "files"),
    [
        (EACH, "findings: {f: {}}", [("2017-08.yaml", 1)]),
        (EACH, "findings: {f: {unit: z}}", [("2017-08.yaml", 1)]),
        (EACH, "findings: {f: {rule: r9}}", []),
        (
            EACH,
            f"findings: {{f: {{}}}}, {ASIDE}",
            [("2017-08.yaml", 1), ("participation.yaml", 1)],
        ),
        (f"{EACH}, {ASKS}", "findings: {f: {}}", [("2017-08.yaml", 1)]),
        (
            f"{EACH}, {ASKS}",
            f"findings: {{f: {{}}}}, measurements: [{DONE}]",
            [("2017-08.yaml", 1), ("measurements.yaml", 1)],
        ),
    ],
)
def test_on_what_a_discovery_rests(rule: str, month: str, files: list[tuple[str, int]]) -> None:
    plain = repo(node(rule), f"{{{month}}}")
    rests = discoveries_of(plain).rests_on(finding_of(plain, "2017-10"))
    assert lines(rests) == files


def judged_value(plain: Plain, month: str, unit: str = "a") -> tuple[str, list[tuple[str, int]]]:
    """Why a month's value of 98 is nothing that October's r1 repeats, and on what that rests."""
    assessment, judging = assessment_of(plain), discoveries_of(plain)
    rubric = assessment.rubrics["2017-08"]
    value = Measurement("m", unit, Fraction(98), Place("measurements.yaml"))
    asked = rubric, rubric.rules["r1"], month, value
    return said(judging.why_no_value(*asked)), lines(judging.value_rests_on(*asked))


def test_on_what_a_value_rests() -> None:
    """Of another metric and before the first rubric there is nothing; z is no unit."""
    none = "当月的评分细则里没有 r1，也没有它接替的计分办法"
    plain = repo(node(f"{LOW}, {ASKS}"), "{}", m2017_09=f"{{measurements: [{DONE}]}}")
    rubric = ("2017-08.yaml", 1)
    assert judged_value(plain, "2017-07") == (none, [])
    assert judged_value(plain, "2017-08") == ("当月前提未满足", [rubric])
    assert judged_value(plain, "2017-09") == ("", [rubric, ("measurements.yaml", 2)])
    assert judged_value(plain, "2017-09", "z") == ("该单位当月不是考核对象", [rubric])
    other = repo(node(LOW.replace("metric: m", "metric: done")), "{}")
    assert judged_value(other, "2017-09") == (none, [])
