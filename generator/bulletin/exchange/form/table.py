"""The tables of the form: which fields are columns; titles and explanations are the schemas'."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from bulletin import schema

Kind = Literal["text", "lines", "date", "month", "whole", "number", "value", "answer", "id", "open"]
"""``id`` is one of a register, ``open`` may be; ``value`` is a number, yes, no or nothing."""
Texts = Mapping[str, str]
"""What the cells of a row say, by column; empty cells are left out."""

BASE = "校验"
"""The hidden column: what the row said when it was written out."""


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column; ``choices`` names the list of its drop-down."""

    name: str
    title: str
    about: str
    kind: Kind = "text"
    choices: str = ""
    width: int = 14


@dataclass(frozen=True)
class FormTable:
    """One sheet; ``key`` are the columns that say which record a row is."""

    name: str
    title: str
    columns: tuple[FormColumn, ...]
    key: tuple[str, ...]
    needed: tuple[str, ...]

    def column(self, name: str) -> FormColumn:
        """The column of a name."""
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row: what it says, what it said when it was written out, and where it stands."""

    texts: Texts
    base: str = ""
    number: int = 0
    other: str = ""


def digest(texts: Texts) -> str:
    """Tell rows apart by what they say.

    >>> digest({"unit": "a", "count": "2"}) == digest({"count": "2", "unit": "a"})
    True
    """
    filled = sorted((name, text) for name, text in texts.items() if text)
    return sha256(json.dumps(filled, ensure_ascii=False).encode()).hexdigest()[:16]


def _described(properties: Mapping[str, Any], name: str) -> tuple[str, str]:
    """The title and the explanation of a field; a nested one is named after the outer one."""
    outer, _, inner = name.partition(".")
    body = properties[outer]
    if not inner:
        return body["title"], body["description"]
    nested = body.get("else", body)["properties"][inner]
    return f"{body['title']}：{nested['title']}", nested["description"]


def _columns(properties: Mapping[str, Any], listed: tuple[Any, ...]) -> Iterator[FormColumn]:
    for name, kind, choices, width in listed:
        yield FormColumn(name, *_described(properties, name), kind, choices, width)


_ID = FormColumn("id", "编号", "已登记的不要改；新登记的空着，导入时自动编号")
_OTHER = FormColumn("other", "另有记载", "数据文件中另外写明的内容，不在本表修改", width=16)
_EVIDENCE = "一份一行，写作“种类|名称|存放位置|校验值”，后面没有的可以不写"
_REPEATS = "重复了哪一个问题：写完整编号（如 2017-08/dh-001）；确认不是重复的填“无”"
_ANSWERS = "填“是”或“否”"


def _of_findings() -> Iterator[FormColumn]:
    properties = dict(schema.schema("finding")["properties"])
    properties["evidence"] = {"title": "证据材料", "description": _EVIDENCE}
    properties["repeats"] = {**properties["repeats"], "description": _REPEATS}
    properties["ordered"] = {**properties["ordered"], "description": f"是否责令整改：{_ANSWERS}"}
    yield _ID
    yield from _columns(
        properties,
        (
            ("unit", "id", "units", 30),
            ("rule", "id", "rules", 36),
            ("date", "date", "", 12),
            ("summary", "text", "", 40),
            ("count", "whole", "", 7),
            ("tier", "text", "tiers", 10),
            ("subject", "text", "", 20),
            ("source", "open", "sources", 18),
            ("method", "id", "methods", 18),
            ("place", "id", "places", 24),
            ("detail", "text", "", 40),
            ("cause", "text", "", 30),
            ("proposal", "text", "", 30),
            ("evidence", "lines", "", 30),
            ("repeats", "open", "repeats", 16),
            ("ordered", "answer", "answers", 9),
            ("ordered.due", "date", "", 12),
            ("ordered.note", "text", "", 24),
            ("rectified.date", "date", "", 12),
            ("rectified.note", "text", "", 30),
        ),
    )
    yield _OTHER


def _of_measurements() -> Iterator[FormColumn]:
    items = schema.schema("measurements")["items"]["properties"]
    value = items["values"]["additionalProperties"]["then"]["properties"]["value"]
    about = "数；是或否填“是”“否”；参加而没有报送的填“未报送”；还没有数的空着"
    properties = {**items, "unit": {"title": "单位", "description": "数据属于哪个单位"}}
    properties["value"] = {**value, "description": about}
    listed = (
        ("metric", "id", "metrics", 36),
        ("unit", "id", "units", 30),
        ("value", "value", "", 12),
        ("source", "open", "sources", 22),
        ("repeats", "month", "", 12),
    )
    return _columns(properties, listed)


def _of_marks() -> Iterator[FormColumn]:
    properties = dict(schema.schema("marks")["items"]["properties"])
    about = "一组一行，写作“小组|分数|理由”，理由可以不写"
    properties["panel"] = {"title": "各组评分", "description": about}
    listed = (
        ("unit", "id", "units", 30),
        ("rule", "id", "judged", 36),
        ("place", "id", "places", 24),
        ("agreed.points", "number", "", 10),
        ("agreed.reason", "text", "", 40),
        ("panel", "lines", "", 50),
    )
    return _columns(properties, listed)


FINDINGS = FormTable(
    "findings",
    "问题和加分事项",
    tuple(_of_findings()),
    ("id", "unit"),
    ("unit", "rule", "date", "summary"),
)
MEASUREMENTS = FormTable(
    "measurements", "数据", tuple(_of_measurements()), ("metric", "unit"), ("metric", "unit")
)
MARKS = FormTable("marks", "评分", tuple(_of_marks()), ("unit", "rule", "place"), ("unit", "rule"))
TABLES = (FINDINGS, MEASUREMENTS, MARKS)
