"""Whatever is changed in a file that sealed months share is refused, or told with old and new."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest
from bulletin import yamlfile
from bulletin.canonical import rewritten
from bulletin.load.layout import kind_of
from bulletin.problem import Problem, errors
from bulletin.repository.opened import open_repository
from bulletin.review.seal_history import Past, past_of
from bulletin.review.seals import sealed_problems

from tests.unit.review.sealed import Sealed

UNITS, SITE = "data/units/city.yaml", "data/site.yaml"
SCHEME = "data/schemes/demo/scheme.yaml"
RUBRIC = "data/schemes/demo/rubrics/2017-08.yaml"
Keys = tuple[str | int, ...]

MORE = {
    SITE: "time_zone: Asia/Shanghai\nbase_url: https://bulletin.example/\ndemo: false\n"
    "source_url: https://bulletin.example/{commit}/{path}\nlanguage: zh\n",
    SCHEME: "document: 示范〔2017〕1号\nabout: 简介\norganisers:\n  - 市跑改办\n  - 市审管办\n"
    "ties: competition\nfeeds:\n  - to: 年度考核\n    weight: 30%\n    note: 折算\n"
    "mismatches:\n  - clause: 第一条\n    text: 前后不一\n",
    RUBRIC: "document: 示范〔2017〕2号\nnotes:\n  - 附注\ntotals:\n  overflow: drop\n"
    "  bonus_cap: 5\n  places: 2\n",
}

INVISIBLE: Mapping[tuple[str, Keys], str] = {
    (SITE, ("base_url",)): "where the site lies",
    (SITE, ("source_url",)): "where the repository lies",
    (UNITS, (4, "id")): "dang-an is not assessed and has to do with no month",
    (UNITS, (4, "name")): "the same",
    (UNITS, (4, "kind")): "the same",
    (UNITS, (5, "id")): "laoling was dissolved before",
    (UNITS, (5, "name")): "the same",
    (UNITS, (5, "kind")): "the same",
    (UNITS, (5, "parent")): "the same",
    (UNITS, (5, "until")): "the same",
}


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """A month with as many settings as there are, sealed."""
    made = Sealed(tmp_path_factory.mktemp("scalars") / "repo")
    for path, text in MORE.items():
        made.write(path, made.text(path) + text)
    made.commit("Say more")
    for month in ("2017-08", "2017-09"):
        made.seal(month)
    return made


def scalars(data: Any, path: Keys = ()) -> Iterator[tuple[Keys, Any]]:  # noqa: ANN401 - plain YAML data
    """Every single value, with its keys."""
    rows = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in rows:
        if isinstance(value, dict | list):
            yield from scalars(value, (*path, key))
        else:
            yield (*path, key), value


def others(value: Any) -> Iterator[Any]:  # noqa: ANN401 - plain YAML data
    """Other values that may do in the same place."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | Decimal):
        yield from (value + 1, value + Decimal("0.5"), value * 2)
    elif value is not None:
        words = ("carry", "participating", "dense", "sum", "additive", "any", "previous", "en")
        yield from (f"{value}甲", f"{value}x", "50%", "2017-10", "2017-07", "Asia/Tokyo", *words)
        yield from ("jiaoyu", "minzheng", "shangcheng", "merit", "monthly-check", "department")


def put(data: Any, path: Keys, value: Any) -> Any:  # noqa: ANN401 - plain YAML data
    """Return data with another value at a place."""
    key, *rest = path
    new = put(data[key], tuple(rest), value) if rest else value
    if isinstance(data, dict):
        return {name: new if name == key else old for name, old in data.items()}
    return [new if index == key else old for index, old in enumerate(data)]


def problems(repo: Sealed, past: Past) -> tuple[Problem, ...] | None:
    """What is said of the sealed months; None where the data are not good."""
    opened = open_repository(repo.root)
    return sealed_problems(opened, past) if not errors(opened.problems) else None


def is_told(found: tuple[Problem, ...]) -> bool:
    """Tell whether a change is refused, or listed with what it was and is."""
    return bool(errors(found)) or any(
        one.code == "Z010" and "封存时" in one.message and "现" in one.message for one in found
    )


@pytest.mark.parametrize("path", [UNITS, SITE, SCHEME, RUBRIC])
def test_every_value_that_is_changed_is_refused_or_told(repo: Sealed, path: str) -> None:
    past, text = past_of(repo.root), repo.text(path)
    assert problems(repo, past) == ()
    document, _ = yamlfile.read(path, text.encode())
    assert document is not None
    tried, silent = 0, set[Keys]()
    for keys, value in scalars(document.data):
        for other in others(value):
            repo.write(path, rewritten("", kind_of(path), put(document.data, keys, other)))
            found = problems(repo, past) if other != value else None
            if found is not None:
                tried += 1
                silent |= set() if is_told(found) else {keys}
                break
    repo.write(path, text)
    assert silent <= {keys for file, keys in INVISIBLE if file == path}
    assert tried > len(list(scalars(document.data))) // 2
