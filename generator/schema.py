"""Plain data against the JSON Schemas: every problem of a file, in Chinese, at its key."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker, TypeChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from referencing import Registry, Resource

from generator.problem import Problem
from generator.yamlfile import Document
from generator.yamlfile import Path as KeyPath
from generator.yamltext import SHOWN

KINDS = (
    "site",
    "units",
    "scheme",
    "rubric",
    "finding",
    "recheck",
    "measurements",
    "marks",
    "participation",
    "round",
    "draw",
    "visits",
    "seal",
    "correction",
)

_HERE = Path(__file__).resolve().parent
_FOLDERS = (_HERE / "_schemas", _HERE.parent / "schemas")
_TYPES = {
    "string": "文字",
    "number": "数",
    "integer": "整数",
    "boolean": "是或否（true 或 false）",
    "array": "列表（每项以 - 开头）",
    "object": "若干“键: 值”",
}
_SHOWN = 40


def folder() -> Path:
    """Return the folder of the schemas: beside the installed package, or in the checkout."""
    return next(f for f in _FOLDERS if f.is_dir())


@cache
def text_of(kind: str) -> str:
    """Return a schema's text as it is published."""
    return (folder() / f"{kind}.schema.json").read_text(encoding="utf-8")


@cache
def schema(kind: str) -> dict[str, Any]:
    """Return a schema with its numbers read exactly (``Decimal``)."""
    return dict(json.loads(text_of(kind), parse_float=Decimal))


@cache
def registry() -> Registry[Any]:
    """Return all schemas by name, so that references never leave the program."""
    pairs = [(f"{kind}.schema.json", schema(kind)) for kind in ("common", *KINDS)]
    resources = [(name, Resource.from_contents(body)) for name, body in pairs]
    return Registry[Any]().with_resources(resources)


_FORMATS = FormatChecker(formats=())
_DAY = re.compile(r"(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}")


@_FORMATS.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    """Judge only what is written as a date; for all else the pattern finds the words."""
    written = isinstance(value, str) and _DAY.fullmatch(value)
    return not written or bool(date.fromisoformat(str(value)))


def _is_integer(_checker: TypeChecker, value: object) -> bool:
    """Take 3.0 for a whole number, as the standard and the fast validator do."""
    whole = isinstance(value, Decimal) and value == value.to_integral_value()
    return whole or Draft202012Validator.TYPE_CHECKER.is_type(value, "integer")


_Validator: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer),
)


@cache
def _validator(kind: str) -> Any:  # noqa: ANN401 - jsonschema makes the class
    return _Validator(schema(kind), registry=registry(), format_checker=_FORMATS)


@cache
def _quick(kind: str) -> jsonschema_rs.Draft202012Validator:
    bodies = [(f"{name}.schema.json", json.loads(text_of(name))) for name in ("common", *KINDS)]
    known = jsonschema_rs.Registry(bodies)
    body = json.loads(text_of(kind))
    return jsonschema_rs.Draft202012Validator(body, registry=known, validate_formats=True)


def validate(document: Document, kind: str) -> tuple[Problem, ...]:
    """Check one file against the schema of its kind; the problems have codes S001 to S008.

    A fast validator passes what is good; jsonschema finds the words for what is not.
    """
    if _quick(kind).is_valid(document.data):
        return ()
    errors = islice(_validator(kind).iter_errors(document.data), SHOWN)
    found = {p for error in errors for p in _problems(document, error)}
    refused = Problem(document.place(), "S008", "此文件不符合规定", "对照文件说明检查各项")
    return tuple(sorted(found)) or (refused,)


def sound(document: Document, kind: str) -> dict[str, Any]:
    """Return the keys of a file's top mapping at which the schema finds nothing wrong."""
    if not isinstance(document.data, dict):
        return {}
    found = islice(_validator(kind).iter_errors(document.data), SHOWN)
    wrong = {error.absolute_path[0] for error in found if error.absolute_path}
    known = schema(kind)["properties"]
    return {k: v for k, v in document.data.items() if k in known and k not in wrong}


def faults(document: Document, kind: str) -> tuple[KeyPath, ...]:
    """Return where the schema refuses a file: the wrong values, and the unknown keys."""
    if _quick(kind).is_valid(document.data):
        return ()
    found = _validator(kind).iter_errors(document.data)
    return tuple(dict.fromkeys(path for error in found for path in _refused(error)))


def _refused(error: ValidationError) -> Iterator[KeyPath]:
    path, written = _path(error), error.instance
    body = error.schema if isinstance(error.schema, dict) else {}
    known = body.get("properties", {})
    extra: list[str] = []
    if error.validator == "unevaluatedProperties" and isinstance(written, dict):
        extra = [key for key in written if key not in known]
    yield from ((*path, key) for key in extra)
    if not extra:
        yield path


def _problems(document: Document, error: ValidationError) -> Iterator[Problem]:
    """Turn one error into problems; where several forms are allowed, say what each wants."""
    words = error.schema.get("errorMessage") if isinstance(error.schema, dict) else None
    if error.validator in {"allOf", "$ref"} and error.context:
        for inner in error.context:
            yield from _problems(document, inner)
    elif words and error.validator not in {"type", "unevaluatedProperties", "required"}:
        yield _own_words(document, error, str(words))
    else:
        handler = _HANDLERS.get(str(error.validator), _other)
        yield from handler(document, error)


def _both(error: ValidationError) -> tuple[Any, Any]:
    """Return what the schema asks for and what is written."""
    return error.validator_value, error.instance


def _path(error: ValidationError) -> tuple[str | int, ...]:
    return tuple(error.absolute_path)


def _problem(
    document: Document, error: ValidationError, code: str, words: str, hint: str
) -> Problem:
    path = _path(error)
    place = document.key_place(*path) if "属性名" in words else document.place(*path)
    return Problem(place, code, f"{_named(path)}{words}", hint)


def _named(path: tuple[str | int, ...]) -> str:
    """Write a key path for a reader: ``values › shi-fagaiwei`` or ``evidence 第 2 项``."""
    words = [f"第 {key + 1} 项" if isinstance(key, int) else str(key) for key in path]
    return " › ".join(words) + " " if words else "此文件"


def _found(value: object) -> str:
    if value is None:
        return "此处没有填写"
    if isinstance(value, bool):
        return f"此处为 {str(value).lower()}"
    if isinstance(value, dict | list):
        return "此处为" + ("若干“键: 值”" if isinstance(value, dict) else "列表")
    text = str(value)
    return f"此处为“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”"


def _describe(error: ValidationError) -> str:
    body = error.schema
    return str(body.get("description", "")) if isinstance(body, dict) else ""


def _own_words(document: Document, error: ValidationError, words: str) -> Problem:
    code = "S008" if isinstance(error.instance, dict) else "S003"
    if isinstance(error.instance, dict):
        written = "、".join(str(key) for key in error.instance)
        return _problem(document, error, code, f"{words}，此处写了：{written or '空'}", "")
    return _problem(document, error, code, f"{words}，{_found(error.instance)}", "")


def _required(document: Document, error: ValidationError) -> Iterator[Problem]:
    words = error.schema.get("errorMessage") if isinstance(error.schema, dict) else None
    wanted, written = _both(error)
    for key in wanted:
        if key in written:
            continue
        about = _describe_key(error, key)
        hint = f"补上一行“{key}: …”" + (f"（{about}）" if about else "")
        yield _problem(
            document, error, "S001", f"缺少必填的 {key}" + (f"：{words}" if words else ""), hint
        )


def _describe_key(error: ValidationError, key: str) -> str:
    body = error.schema.get("properties", {}).get(key, {}) if isinstance(error.schema, dict) else {}
    return str(body.get("description", ""))


def _unknown(document: Document, error: ValidationError) -> Iterator[Problem]:
    known = list(error.schema.get("properties", {})) if isinstance(error.schema, dict) else []
    for key in _both(error)[1]:
        if key in known:
            continue
        near = get_close_matches(str(key), known, n=1)
        hint = f"是不是 {near[0]}？" if near else "可以写的键：" + "、".join(known)
        path = (*_path(error), key)
        words = f"{_named(path)}不是规定的键"
        yield Problem(document.key_place(*path), "S002", words, hint)


def _type(document: Document, error: ValidationError) -> Iterator[Problem]:
    wanted = _TYPES.get(str(error.validator_value), str(error.validator_value))
    hint = (
        "数字形式的标识和文字要加双引号" if error.validator_value == "string" else _describe(error)
    )
    if error.instance is None:
        hint = "填写这一项；不需要时删去这一行"
    yield _problem(document, error, "S003", f"必须是{wanted}，{_found(error.instance)}", hint)


def _listed(document: Document, error: ValidationError) -> Iterator[Problem]:
    values = (
        error.validator_value
        if isinstance(error.validator_value, list)
        else [error.validator_value]
    )
    shown = [str(value).lower() if isinstance(value, bool) else str(value) for value in values]
    near = get_close_matches(str(error.instance), shown, n=1)
    hint = f"是不是 {near[0]}？" if near else _describe(error)
    yield _problem(
        document, error, "S004", f"必须是 {'、'.join(shown)} 之一，{_found(error.instance)}", hint
    )


def _format(document: Document, error: ValidationError) -> Iterator[Problem]:
    words = _describe(error) or "格式不符合规定"
    if error.validator == "format":
        words = "必须是日历上有的日期"
    problem = _problem(document, error, "S005", f"必须符合：{words}；{_found(error.instance)}", "")
    yield replace(problem, found=str(error.instance))


def _range(document: Document, error: ValidationError) -> Iterator[Problem]:
    signs = {
        "minimum": "不小于",
        "maximum": "不大于",
        "exclusiveMinimum": "大于",
        "exclusiveMaximum": "小于",
    }
    words = f"必须{signs[str(error.validator)]} {error.validator_value}，{_found(error.instance)}"
    yield _problem(document, error, "S006", words, _describe(error))


def _size(document: Document, error: ValidationError) -> Iterator[Problem]:
    limit, written = _both(error)
    size = len(written)
    few = str(error.validator).startswith("min")
    what = "字" if isinstance(error.instance, str) else "项"
    words = f"不得{'少于' if few else '超过'} {limit} {what}，此处有 {size} {what}"
    yield _problem(document, error, "S007", words, _describe(error))


def _unique(document: Document, error: ValidationError) -> Iterator[Problem]:
    yield _problem(document, error, "S007", "列表里不得有重复的项", "删去重复的项")


def _other(document: Document, error: ValidationError) -> Iterator[Problem]:
    yield _problem(document, error, "S008", "不符合规定", _describe(error))


_HANDLERS: dict[str, Callable[[Document, ValidationError], Iterator[Problem]]] = {
    "required": _required,
    "unevaluatedProperties": _unknown,
    "additionalProperties": _unknown,
    "type": _type,
    "enum": _listed,
    "const": _listed,
    "pattern": _format,
    "format": _format,
    "minimum": _range,
    "maximum": _range,
    "exclusiveMinimum": _range,
    "exclusiveMaximum": _range,
    "minLength": _size,
    "maxLength": _size,
    "minItems": _size,
    "maxItems": _size,
    "minProperties": _size,
    "maxProperties": _size,
    "uniqueItems": _unique,
}
