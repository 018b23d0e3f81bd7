import json
from pathlib import Path
from typing import Any

import pytest
from bulletin.checks import readings

from tests.cases import Repo

RUBRIC = "rubrics/2017-08.yaml"
SCHEMAS = Path(__file__).parents[3] / "schemas"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("modifiers.repeat.of", None),
        ("modifiers.repeat.growing", "末尾的“growing”不是可以设定的键"),
        ("rules.satisfaction-below.deduct.partial", None),
        ("rules.satisfaction-below.months", None),
        ("rules.window-missing.applies_to.places", None),
        ("rules.window-missing.applies_to.place", "末尾的“place”不是可以设定的键"),
        ("rules.window-missing.earns.points", "末尾的“earns.points”不是可以设定的键"),
        ("rules.delay.tiers.names.严重", None),
        ("rules.quality.award.points", "中 quality 没有 award"),
        ("rules.satisfied-below.deduct.step", "中没有计分办法 satisfied-below"),
        ("totals.overflow", None),
        ("totals.overflows", "末尾的“overflows”不是可以设定的键"),
        ("criteria.1.points", None),
        ("criteria.1.1.points", None),
        ("criteria.1.9.points", "末尾的“9.points”不是可以设定的键"),
        ("criteria.9.points", "中没有考核内容 9"),
        ("scheme.ties", None),
        ("scheme.awards.best.of", None),
        ("scheme.awards.worst.of", "中没有 worst"),
        ("rubric.title", "开头的 rubric 不是可以设定的部分"),
    ],
)
def test_a_path_leads_somewhere(repo: Repo, path: str, expected: str | None) -> None:
    repo.change(RUBRIC, "          modifiers.repeat.growth: additive", f'          "{path}": 1')
    found = [line for line in repo.found() if line.startswith("R021")]
    wanted = f"R021 set 的路径必须指到细则或办法里有的东西，“{path}”{expected}"
    assert found == ([wanted] if expected else [])


def properties(file: str, *path: str) -> tuple[str, ...]:
    node: Any = json.loads((SCHEMAS / f"{file}.schema.json").read_text(encoding="utf-8"))
    for key in path:
        node = node[key]
    return tuple(node["properties"])


def test_the_keys_are_those_of_the_schemas() -> None:
    """Said twice, so it is held together here."""
    rule = ("$defs", "rule")
    assert {"id", *readings.RULE_KEYS} == set(properties("rubric", *rule))
    criterion = set(properties("rubric", "$defs", "criterion"))
    assert {"id", "rules", "criteria", *readings.CRITERION_KEYS} == criterion
    modifier = set(properties("rubric", "properties", "modifiers", "items"))
    assert {"id", *readings.MODIFIER_KEYS} == modifier
    scope = set(properties("rubric", *rule, "properties", "applies_to"))
    assert set(readings.SCOPE_KEYS) == scope
    assert set(readings.TOTALS_KEYS) == set(properties("rubric", "properties", "totals"))
    for action, keys in readings.ACTION_KEYS.items():
        if action != "void":
            assert set(keys) == set(properties("rubric", *rule, "properties", action)), action


def test_the_keys_of_the_scheme_are_those_of_its_schema() -> None:
    told = {"title", "document", "about", "organisers", "mismatches"}
    assert told | set(readings.SCHEME_KEYS) == set(properties("scheme"))
    award = set(properties("scheme", "properties", "awards", "items"))
    assert {"id", *readings.AWARD_KEYS} == award


def test_readings_and_modifiers_have_ids_of_their_own(repo: Repo) -> None:
    repo.change(RUBRIC, "  - id: repeat\n", "  - id: external\n")
    repo.change(RUBRIC, "modifiers.repeat.growth: compound", "modifiers.external.growth: compound")
    repo.change(RUBRIC, "modifiers.repeat.growth: additive", "modifiers.external.growth: additive")
    assert repo.found() == ["R020 modifiers 里每个标识只能用一次，external 已经用过"]
