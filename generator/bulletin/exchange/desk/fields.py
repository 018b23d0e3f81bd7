"""A finding's schema as the fields of a form: widgets, labels, hints, what is required."""

from collections.abc import Iterator, Mapping
from typing import Any

from bulletin import schema

Body = dict[str, Any]
Known = Mapping[str, Body]
"""What the registers know of a field, by its path: the options of a choice, say."""

_LONG = 4000
_HINTS = {
    "unit": "问题出在哪个单位；可以输入名称查找",
    "rule": "依据哪一条；先选单位，只列出当月对它适用的",
    "source": "问题来源",
    "place": "发生地点，与单位不同时才写",
    "repeats": "重复了哪一个问题：写完整编号（如 2017-08/dh-001）；确认不是重复的写 none",
    "distinct_from": "看过、确认不是同一件的本月相近问题：写完整编号，几个之间用顿号隔开",
    "ordered": "是否责令整改，以及期限和要求",
    "exempt": "免予扣分的部分；理由有几个的各写一项",
    "exempt.reason": "须是该计分办法列明的理由之一",
}
"""Where the schema explains how to write a file, which a form need not."""


def fields(choices: Known) -> list[Body]:
    """The fields of a finding, in the order in which its file is written."""
    return list(_fields(schema.schema("finding"), "", choices))


def _fields(node: Body, above: str, choices: Known) -> Iterator[Body]:
    needed = node.get("required", ())
    for name, inner in node["properties"].items():
        path = f"{above}{name}"
        title, about = inner["title"], _HINTS.get(path, inner["description"])
        yield {
            "name": name,
            "label": title,
            **({"hint": about} if about != title else {}),
            "required": name in needed,
            **(
                {}
                if "options" in choices.get(path, {})
                else _widget(_resolved(inner), path, choices)
            ),
            **choices.get(path, {}),
        }


def _resolved(node: Body) -> Body:
    """The node with what it refers to; of short and full ways to write a thing, the full one."""
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        shared = _resolved(schema.schema("common")["$defs"][name])
        node = shared | {"words": shared["description"]} | node
    if "else" in node:
        node = node | {"short": node["then"], **_resolved(node["else"])}
    return node


def _widget(node: Body, path: str, choices: Known) -> Body:
    """The widget for the values that a schema allows."""
    if "properties" in node:
        return _parts(node, list(_fields(node, f"{path}.", choices)))
    if node.get("type") == "array":
        return _list(_resolved(node["items"]), path, choices)
    if "enum" in node:
        titles = zip(node["enum"], node["markdownEnumDescriptions"], strict=True)
        options = [{"value": value, "label": title} for value, title in titles]
        return {"widget": "select", "options": options}
    if node.get("format") == "date":
        return {"widget": "datetime", "format": "YYYY-MM-DD", "time_format": False}
    if node.get("type") == "integer":
        return {"widget": "whole", "min": node["minimum"], "max": node["maximum"]}
    return _text(node)


_SAID = {"name": "said", "label": "已责令整改", "required": False, "widget": "boolean"}
"""A short way of writing a group is yes or no; a form asks for it beside the rest."""


def _parts(node: Body, inner: list[Body]) -> Body:
    """A group; one that may be several is a list, which a file writes short where it is one."""
    short = node.get("short", {})
    if short.get("type") == "array":
        more = {"summary": "{{fields.count}} {{fields.reason}}", "label_singular": "理由"}
        return {**_group("list", inner), "single": True, **more, "minimize_collapsed": True}
    return _group("group", [*([_SAID] if "enum" in short else []), *inner])


def _group(widget: str, inner: list[Body]) -> Body:
    return {"widget": widget, "collapsed": True, "fields": inner}


def _list(items: Body, path: str, choices: Known) -> Body:
    inner = [
        {**field, "required": field["name"] == "title"} for field in _fields(items, path, choices)
    ]
    more = {"summary": "{{fields.kind}} {{fields.title}}", "label_singular": "材料"}
    return {**_group("list", inner), **more, "minimize_collapsed": True}


def _text(node: Body) -> Body:
    """A text field, with the pattern that the schema demands and its words."""
    ways = [_resolved(way) for way in node.get("anyOf", [node])]
    patterns = [
        way["pattern"] if "pattern" in way else f"^{way['const']}$"
        for way in ways
        if {"pattern", "const"} & way.keys()
    ]
    if patterns:
        words = node.get("errorMessage") or node.get("words", node["description"])
        if node.get("short", {}).get("type") == "array":
            return {"widget": "string", "several": True, "pattern": [_several(patterns[0]), words]}
        return {"widget": "string", "pattern": ["|".join(patterns), words]}
    most = node["maxLength"]
    limit = [rf"^[\s\S]{{0,{most}}}$", f"不超过 {most} 字"]
    return {"widget": "text" if most == _LONG else "string", "pattern": limit}


def _several(pattern: str) -> str:
    """A pattern for one or more, as a form writes them.

    >>> _several("^[a-z]$")
    '^[a-z](?:、[a-z])*$'
    """
    single = pattern.removeprefix("^").removesuffix(r"(?!\n)").removesuffix("$")
    return f"^{single}(?:、{single})*$"
