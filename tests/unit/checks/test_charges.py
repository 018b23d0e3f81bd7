import pytest

from tests.cases import Repo

RUBRIC = "rubrics/2017-08.yaml"
SECOND = "2017-08/findings/jiaoyu/jy-02.yaml"
UPHELD = "filed: 2017-08-30, grounds: 误记, decision: upheld, decided: 2017-08-31, reason: 属实"
DELAY = "            tiers: {names: {严重: 4, 一般: 2}, sign: deduct}\n"


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("from: 2017-08-21", None),
        ("from: 2017-08-22", "此计分办法自 2017-08-22 起施行，发现日期为 2017-08-21"),
        ("until: 2017-08-21", None),
        ("until: 2017-08-20", "此计分办法到 2017-08-20 为止，发现日期为 2017-08-21"),
        ("months: [2017-09]", "此计分办法在 2017-08 不适用"),
        ("applies_to: {units: [minzheng]}", "此计分办法不适用于市教育局"),
        (
            "applies_to: {places: shangcheng}",
            "此计分办法只适用于列明的地点，发生地点为市教育局",
        ),
        ("applies_to: {places: [hangzhou]}", None),
        ("applies_to: {kinds: [department], tags: [with-services]}", None),
    ],
)
def test_a_finding_charges_something(repo: Repo, condition: str, found: str | None) -> None:
    repo.change(RUBRIC, DELAY, f"{DELAY}            {condition}\n")
    wanted = [] if found is None else [f"F021 登记的问题应当计分，此处不计：{found}"]
    assert repo.found() == wanted


@pytest.mark.parametrize("scope", ["criterion: '1.1'", "criterion: '1'", "rule: delay", None])
def test_an_absence_covers_the_findings_below_it(repo: Repo, scope: str | None) -> None:
    line = f"  {scope}\n" if scope else ""
    repo.write("2017-08/participation.yaml", f"- unit: jiaoyu\n{line}  reason: 机构撤并\n")
    told = "participation.yaml 写明该单位当月不参评这一内容"
    assert f"F021 登记的问题应当计分，此处不计：{told}" in repo.found()


@pytest.mark.parametrize(
    "more",
    [
        "withdrawn: {date: 2017-08-30, reason: 重复登记}",
        "counted_in: 效能考核",
        f"appeal: {{{UPHELD}}}",
    ],
)
def test_what_charges_nothing_anyway_needs_no_rule_in_force(repo: Repo, more: str) -> None:
    repo.change(RUBRIC, DELAY, f"{DELAY}            months: [2017-09]\n")
    repo.write(SECOND, f"{repo.text(SECOND)}{more}\n")
    assert repo.found() == []


def test_a_tier_is_not_written_without_tiers(repo: Repo) -> None:
    assert repo.change(SECOND, "rule: delay", "rule: window-missing").found() == [
        "F008 不按档计分的不得写 tier，window-missing 没有分档"
    ]


def test_a_missing_tier_is_asked_for(repo: Repo) -> None:
    assert repo.change(SECOND, "tier: 一般\n", "").hints() == ["F008 补上 tier，可以写：严重、一般"]


def test_a_tier_under_a_wrong_key_is_one_problem(repo: Repo) -> None:
    assert repo.change(SECOND, "tier:", "teir:").found() == ["S002 teir 不是规定的键"]


def test_a_rule_without_exemptions_takes_none(repo: Repo) -> None:
    repo.write(SECOND, f"{repo.text(SECOND)}exempt:\n  reason: 省定模板\n")
    assert repo.hints() == ["F012 delay 没有列明免予扣分的理由，删去 exempt"]


def test_a_rule_by_measurement_takes_no_finding(repo: Repo) -> None:
    repo.change(SECOND, "rule: delay", "rule: satisfaction-below")
    assert repo.found() == ["F006 这一条不能登记问题，satisfaction-below 由数据 satisfaction 决定"]


def test_points_for_the_kind_of_the_place_will_do(repo: Repo) -> None:
    repo.change(RUBRIC, "{department: 1, county: 0.5}", "{county: 0.5}")
    repo.change(SECOND, "rule: delay", "rule: window-missing")
    repo.change(SECOND, "tier: 一般", "place: shangcheng")
    assert repo.found() == []


AMENDED = """appeal:
  filed: 2017-08-25
  grounds: 多算了
  decision: amended
  count: 1
  decided: 2017-08-28
  reason: 核实只有一处
"""


def test_no_more_is_exempt_than_an_appeal_has_left(repo: Repo) -> None:
    first = "2017-08/findings/jiaoyu/jy-01.yaml"
    text = repo.text(first)
    repo.write(
        first, f"{text[: text.index('exempt:')]}exempt:\n  count: 2\n  reason: 省定模板\n{AMENDED}"
    )
    assert repo.found() == ["F013 免予扣分的数量不得超过总数，此处免 2，申诉后共 1"]
    assert repo.hints() == ["F013 按申诉后的数量改正 count"]


def test_the_reasons_of_an_exemption_are_each_provided(repo: Repo) -> None:
    first = "2017-08/findings/jiaoyu/jy-01.yaml"
    text = repo.text(first)
    parts = "exempt:\n  - count: 1\n    reason: 省定模板\n  - reason: 保密\n"
    repo.write(first, text[: text.index("exempt:")] + parts)
    assert [line for line in repo.found() if line.startswith("F012")] == [
        "F012 免予扣分的理由必须是该条列明的，此处为“保密”"
    ]
