import pytest

from tests.cases import Repo

RUBRIC = "rubrics/2017-08.yaml"
WHEN = "deduct: {points: {department: 1, county: 0.5}, per: 个}\n"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("from: 2017-09-30", None),
        ("until: 2017-08-01", None),
        ("until: 2017-07-31", "到 2017-07-31 为止，而这一版细则用于 2017-08 至 2017-09"),
        ("from: 2017-10-01", "从 2017-10-01 起，而这一版细则用于 2017-08 至 2017-09"),
        ("months: [2017-10]", "只用于 2017-10，而这一版细则用于 2017-08 至 2017-09"),
        (
            "from: 2017-09-02\n            until: 2017-09-01",
            "从 2017-09-02 到 2017-09-01，先后颠倒",
        ),
    ],
)
def test_a_rule_can_fire(repo: Repo, condition: str, expected: str | None) -> None:
    repo.change(RUBRIC, WHEN, f"{WHEN}            {condition}\n")
    found = (
        [] if expected is None else [f"R014 计分办法必须有生效的时候，window-missing {expected}"]
    )
    assert repo.found() == found


def test_a_rule_for_nobody_who_is_assessed_cannot_fire(repo: Repo) -> None:
    old = "            applies_to:\n              tags:\n                - with-services\n"
    repo.change(
        RUBRIC, old, "            applies_to:\n              kinds:\n                - office\n"
    )
    assert repo.found() == [
        "R014 计分办法必须有生效的时候，window-missing 的适用对象里没有一个被考核单位"
    ]


@pytest.mark.parametrize(
    "condition",
    ["from: 2017-09-01", "months: [2017-09]", "until: 2017-08-31", "months: [2017-08]"],
)
def test_a_version_may_speak_of_months_that_another_one_rules(repo: Repo, condition: str) -> None:
    """A version rules from its month until the next: what it says of others is no error."""
    repo.change(RUBRIC, WHEN, f"{WHEN}            {condition}\n")
    repo.write("rubrics/2017-09.yaml", repo.text(RUBRIC))
    assert repo.found() == []


def test_a_new_rule_of_a_version_can_fire(repo: Repo) -> None:
    text = repo.text(RUBRIC).replace(WHEN, f"{WHEN}            until: 2017-08-31\n")
    repo.write("rubrics/2017-09.yaml", text.replace("- id: window-missing", "- id: counter"))
    (found,) = repo.found()
    assert found.startswith("R014 ")
    assert found.endswith("counter 到 2017-08-31 为止，而这一版细则用于 2017-09 至 2017-09")


def test_without_months_of_the_scheme_the_future_is_open(repo: Repo) -> None:
    repo.change("scheme.yaml", "months:\n  from: 2017-08\n  until: 2017-09\n", "")
    repo.change(RUBRIC, WHEN, f"{WHEN}            months: [2017-12]\n")
    assert repo.found() == []


def test_a_place_that_is_unknown_is_named(repo: Repo) -> None:
    old = "              tags:\n                - with-services\n"
    repo.change(
        RUBRIC, old, "              places:\n                - 上城\n".replace("上城", "shangcheg")
    )
    assert repo.hints() == ["R012 是不是 shangcheng（上城区）？"]


def test_a_place_in_the_ranking_costs_no_more_than_the_first_has(repo: Repo) -> None:
    repo.change(RUBRIC, "best: highest, lose: 1", "best: highest, lose: 6")
    assert repo.found() == ["R019 每低一名少得的分不得超过第一名的分，此处每名少 6，第一名只有 5"]


def test_a_number_is_not_met(repo: Repo) -> None:
    repo.change(RUBRIC, "metric: on-time, met: true", "metric: reports, met: true")
    assert [line[:4] for line in repo.found()] == ["R009", "R010"]


def test_a_rule_raises_a_declared_flag(repo: Repo) -> None:
    repo.change(RUBRIC, "disqualifies: merit", "disqualifies: merits")
    assert repo.hints() == ["B005 是不是 merit（取消评优资格）？"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("until: 2017-08-31", None),
        ("until: 2017-07-31", "到 2017-07-31 为止，而这一版细则用于 2017-08 起、2018-01 前"),
        ("from: 2018-01-01", None),
        ("from: 2017-12-31", None),
        ("months: [2018-01]", None),
    ],
)
def test_between_two_versions(repo: Repo, condition: str, expected: str | None) -> None:
    """What a version says of months that a later one rules is no error."""
    repo.change("scheme.yaml", "months:\n  from: 2017-08\n  until: 2017-09\n", "")
    repo.write("rubrics/2018-01.yaml", repo.text(RUBRIC))
    repo.change(RUBRIC, WHEN, f"{WHEN}            {condition}\n")
    found = (
        [] if expected is None else [f"R014 计分办法必须有生效的时候，window-missing {expected}"]
    )
    assert repo.found() == found


def test_a_condition_uses_a_metric(repo: Repo) -> None:
    repo.change(RUBRIC, WHEN, f"{WHEN}            only_if: {{metric: on-tim, met: true}}\n")
    assert repo.hints() == ["R008 是不是 on-time（按时报送）？"]


def test_a_condition_fits_its_metric(repo: Repo) -> None:
    repo.change(RUBRIC, WHEN, f"{WHEN}            only_if: {{metric: on-time, above: 1}}\n")
    assert repo.hints() == ["R010 写明 met: true"]


@pytest.mark.parametrize(
    ("more", "told"),
    [("", False), (", once: true", True), (", once: true, partial: started", True)],
)
def test_what_is_charged_once_has_no_steps(repo: Repo, more: str, *, told: bool) -> None:
    repo.change(RUBRIC, "below: 99, step: 1", f"below: 99, step: 2{more}")
    found = [line for line in repo.found() if line.startswith("R026")]
    words = "satisfaction-below 写了每月一次，又写了每步"
    expected = [f"R026 扣分应当写明每次都扣还是每月只扣一次，{words}"]
    assert found == (expected if told else [])
