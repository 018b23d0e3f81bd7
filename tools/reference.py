"""The reference of the rubric language: each key from its schema, with a computed example.

``python -m tools.reference`` writes ``docs/reference.md``. The examples are in ``tests/examples``;
what they come to is worked out by the program when the page is made.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bulletin import schema
from bulletin.exchange import text as to_text
from bulletin.repository.opened import open_repository
from bulletin.scoring import score
from bulletin.yamlfile import read as read_yaml

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "reference.md"
EXAMPLES = tuple(sorted((HERE.parent / "tests" / "examples").glob("*.yaml")))
MONTH = "2017-08"
HEAD = """\
# 评分细则怎样写

本页说明评分细则（`rubrics/<起用月份>.yaml`）和考核办法（`scheme.yaml`）中的每个键，并附算例。
键的说明取自 `schemas/`，算例的结果由程序算出。本页由 `python -m tools.reference` 生成，不要手改。

算例中的单位：甲市（jia）、乙市（yi），丙县（bing）在甲市之下；被考核的是两个市。
"""
UNITS = """\
- {id: jia, name: 甲市, kind: city}
- {id: yi, name: 乙市, kind: city}
- {id: bing, name: 丙县, kind: county, parent: jia}
"""
SCHEME = """\
title: 算例
units: {kind: city}
sources:
  - {id: inspection, title: 督察}
"""
RULE_KEYS = ("deduct", "award", "tiers", "earn", "rank", "judge", "void")


def page() -> str:
    """The whole page."""
    body = json.loads(schema.text_of("rubric"))
    rule, criterion = body["$defs"]["rule"], body["$defs"]["criterion"]
    parts = [HEAD, "## 考核内容\n", _table(criterion), *_examples("out_of")]
    parts += _examples("attainable")
    parts += ["## 计分办法\n", _table(rule)]
    for key in RULE_KEYS:
        parts += [f"### {key}：{_said(rule['properties'][key])}\n", _table(rule["properties"][key])]
        parts += _examples(key)
    parts += ["### only_if：前提\n", _table(rule["properties"]["only_if"]), *_examples("only_if")]
    parts += ["## 加倍办法\n", _table(body["properties"]["modifiers"]["items"])]
    parts += [*_examples("modifiers"), "## 总分\n", _table(body["properties"]["totals"])]
    parts += [*_examples("totals"), "## 其他键\n", _table(body)]
    parts += ["## 问题的状态\n", *_examples("finding")]
    absences = json.loads(schema.text_of("participation"))["items"]
    parts += ["## 不参评情况（participation.yaml）\n", _table(absences)]
    parts += ["## 考核办法（scheme.yaml）\n", _table(json.loads(schema.text_of("scheme")))]
    return "\n".join(part for part in parts if part)


def _table(body: dict[str, Any]) -> str:
    """The keys of a mapping: whether they must be there, and what they say."""
    rows = ["| 键 | 必填 | 说明 |", "| --- | --- | --- |"]
    required = body.get("required", ())
    for key, one in body.get("properties", {}).items():
        rows.append(f"| `{key}` | {'是' if key in required else ''} | {_said(one)} |")
    return "\n".join(rows) + "\n" if len(rows) > len(("head", "rule")) else ""


def _said(body: dict[str, Any]) -> str:
    words = body.get("description") or _common(body.get("$ref", "")).get("description", "")
    values = body.get("enum", ())
    if values:
        meant = body.get("markdownEnumDescriptions", [""] * len(values))
        pairs = zip(values, meant, strict=True)
        words += "：" + "；".join(f"`{_written(v)}` {m}".strip() for v, m in pairs)
    return str(words).replace("|", "\\|")


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _common(ref: str) -> dict[str, Any]:
    name = ref.rpartition("/")[2]
    return dict(schema.schema("common")["$defs"].get(name, {}))


def _examples(key: str) -> Iterator[str]:
    for path in EXAMPLES:
        example = load(path)
        if example["key"] == key:
            yield _shown(example)


def load(path: Path) -> dict[str, Any]:
    """One example as it is written."""
    document, problems = read_yaml(path.name, path.read_bytes())
    assert document is not None, problems
    return dict(document.data)


def _shown(example: dict[str, Any]) -> str:
    blocks = []
    for name, text in example["files"].items():
        label = "评分细则" if name == "rubric" else f"{MONTH}/{name}".replace(f"{MONTH}/../", "")
        blocks.append(f"# {label}\n{text.rstrip()}")
    written = "\n\n".join(blocks)
    return (
        f"**算例：{example['title']}。** {example['says']}\n\n"
        f"```yaml\n{written}\n```\n\n算出的结果：\n\n```text\n{computed(example)}\n```\n"
    )


def computed(example: dict[str, Any]) -> str:
    """What the program says of an example: the unit's score, explained."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, example)
        repository = open_repository(root)
        assert repository.is_good, repository.problems
        assessment = repository.book.assessments["example"]
        units = repository.book.units
        scores = score(assessment, units, MONTH)
        rubric = assessment.rubrics["2017-01"]
        told = to_text.explain(assessment, rubric, units, (scores, example["unit"]))
    return re.sub(r"\n {12}出处：.*", "", told).partition("\n")[2]


def write(root: Path, example: dict[str, Any]) -> None:
    """Lay an example out as a data repository."""
    scheme = root / "data/schemes/example"
    texts = {
        root / "data/units/example.yaml": UNITS,
        scheme / "scheme.yaml": SCHEME,
        scheme / "rubrics/2017-01.yaml": f"title: 算例细则\n{example['files']['rubric']}",
    }
    (scheme / MONTH).mkdir(parents=True)
    for name, text in example["files"].items():
        if name != "rubric":
            texts[(scheme / MONTH / name).resolve()] = text
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
