"""Plain data against the JSON Schemas: every problem of a file, in Chinese, at its key."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
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

from bulletin.problem import SHOWN, Code, Problem
from bulletin.yamlfile import Document
from bulletin.yamlfile import Path as KeyPath

LACKING = Code("S001", "缺少必填项", "必填的键不能少。")
UNKNOWN_KEY = Code("S002", "有不认识的键", "只能写规定的键。")
WRONG_TYPE = Code("S003", "类型不对", "值的类型必须符合规定。")
NOT_LISTED = Code("S004", "不在允许的值之内", "值必须是列明的几个之一。")
MALFORMED = Code("S005", "格式不对", "标识、月份、日期、名称等必须符合规定的格式。")
OUT_OF_RANGE = Code("S006", "数值超出范围", "数值必须在规定的范围之内。")
WRONG_SIZE = Code("S007", "长度或个数不对", "文字不能太长，列表不能太短或太长。")
MISMATCHED = Code("S008", "几个键的搭配不对", "有些键必须一起写，有些键只能选一个。")

_HERE = Path(__file__).resolve().parent
_FOLDERS = (_HERE / "_schemas", _HERE.parents[1] / "schemas")
_TYPES = {
    "string": "文字",
    "number": "数",
    "integer": "整数",
    "boolean": "是或否（true 或 false）",
    "array": "列表（每项以 - 开头）",
    "object": "若干“键: 值”",
}
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?")
_Keyword = Callable[[Any, Any, Any, Any], Iterable[ValidationError]]
_Parts = Callable[[Any, Any], Iterator[tuple[str | int | None, object]]]
_SHOWN, _NAMED = 40, 20
"""How many characters of a text, and how many keys, a message repeats."""


def folder() -> Path:
    """Return the folder of the schemas: beside the installed package, or in the checkout."""
    return next(f for f in _FOLDERS if f.is_dir())


@cache
def names() -> tuple[str, ...]:
    """Return the names of all schemas: of the kinds of files, and of what they share."""
    files = folder().glob("*.schema.json")
    return tuple(sorted(file.name.removesuffix(".schema.json") for file in files))


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
    pairs = [(f"{kind}.schema.json", schema(kind)) for kind in names()]
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


def _sparing(slow: _Keyword, parts: _Parts) -> _Keyword:
    """A keyword of collections that looks closely only at the parts that the fast one refuses."""

    def validated(
        validator: Any,  # noqa: ANN401 - jsonschema makes the class
        part: Any,  # noqa: ANN401
        instance: Any,  # noqa: ANN401
        body: Any,  # noqa: ANN401
    ) -> Iterator[ValidationError]:
        quick = _quick_part(id(part)) if isinstance(part, dict) else None
        if quick is None:
            yield from slow(validator, part, instance, body)
            return
        for path, value in parts(instance, body):
            if not quick.is_valid(value):
                yield from validator.descend(value, part, path=path)

    return validated


def _every_item(instance: object, _body: object) -> Iterator[tuple[int, object]]:
    yield from enumerate(instance) if isinstance(instance, list) else ()


def _every_other(instance: object, body: Any) -> Iterator[tuple[str, object]]:  # noqa: ANN401
    """The values of the keys that the schema does not name."""
    named = body.get("properties", {})
    items = instance.items() if isinstance(instance, dict) else ()
    yield from ((key, value) for key, value in items if key not in named)


def _every_key(instance: object, _body: object) -> Iterator[tuple[None, object]]:
    yield from ((None, key) for key in (instance if isinstance(instance, dict) else ()))


def _unique_items(
    _validator: Any,  # noqa: ANN401
    wanted: bool,  # noqa: FBT001 - as jsonschema calls it
    instance: Any,  # noqa: ANN401
    _body: Any,  # noqa: ANN401
) -> Iterator[ValidationError]:
    """Look each item up, instead of comparing each with each."""
    if wanted and isinstance(instance, list) and len({*map(_identity, instance)}) < len(instance):
        yield ValidationError("not unique")


def _identity(value: object) -> object:
    """Return what is equal exactly for equal values; true is not 1."""
    if isinstance(value, dict):
        return dict, frozenset((key, _identity(inner)) for key, inner in value.items())
    if isinstance(value, list):
        return list, tuple(map(_identity, value))
    return isinstance(value, bool), value


_SPARING: Mapping[str, _Parts] = {
    "items": _every_item,
    "additionalProperties": _every_other,
    "propertyNames": _every_key,
}
_SLOW = Draft202012Validator.VALIDATORS
_Validator: Any = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    validators={
        "uniqueItems": _unique_items,
        **{name: _sparing(_SLOW[name], parts) for name, parts in _SPARING.items()},
    },
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer),
)


@cache
def _validator(kind: str) -> Any:  # noqa: ANN401 - jsonschema makes the class
    return _Validator(schema(kind), registry=registry(), format_checker=_FORMATS)


@cache
def _quick_registry() -> jsonschema_rs.Registry:
    bodies = [(f"{name}.schema.json", json.loads(text_of(name))) for name in names()]
    return jsonschema_rs.Registry(bodies)


@cache
def _quick(kind: str) -> jsonschema_rs.Draft202012Validator:
    return _quick_by(json.loads(text_of(kind)))


@cache
def _quick_part(identity: int) -> jsonschema_rs.Draft202012Validator | None:
    """Return the fast validator of a part of a schema of ours, which ``id`` gives."""
    where = _addresses().get(identity)
    return _quick_by({"$ref": where}) if where else None


def _quick_by(body: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    registry = _quick_registry()
    return jsonschema_rs.Draft202012Validator(body, registry=registry, validate_formats=True)


@cache
def _addresses() -> dict[int, str]:
    """Return the address of every part of every schema, by ``id``; they are never let go."""
    return {
        id(part): where
        for kind in names()
        for where, part in _parts(f"{kind}.schema.json#", schema(kind))
    }


def _parts(where: str, body: object) -> Iterator[tuple[str, object]]:
    """Go through a part of a schema and those below it."""
    if isinstance(body, dict):
        yield where, body
        for key, inner in body.items():
            yield from _parts(f"{where}/{key.replace('~', '~0').replace('/', '~1')}", inner)
    elif isinstance(body, list):
        for index, inner in enumerate(body):
            yield from _parts(f"{where}/{index}", inner)


def validate(document: Document, kind: str) -> tuple[Problem, ...]:
    """Check one file against the schema of its kind; the problems have codes S001 to S008.

    A fast validator passes what is good; jsonschema finds the words for what is not.
    """
    if _quick(kind).is_valid(document.data):
        return ()
    errors = _validator(kind).iter_errors(document.data)
    problems = (problem for error in errors for problem in _problems(document, error))
    shown = tuple(sorted({*islice(problems, SHOWN)}))
    refused = Problem(document.place(), MISMATCHED.id, "此文件不符合规定", "对照文件说明检查各项")
    return (*shown, *(_others(last) for last in islice(problems, 1))) or (refused,)


def _others(problem: Problem) -> Problem:
    """Tell that there are more problems; to count what nobody will read would take too long."""
    message = f"此文件的问题很多，只列出 {SHOWN} 处，此处和以后的没有逐一列出"
    return replace(problem, message=message, hint="先改好列出的各处，再检查一次")


def sound(document: Document, kind: str) -> dict[str, Any]:
    """Return the keys of a file's top mapping at which the schema finds nothing wrong."""
    if not isinstance(document.data, dict):
        return {}
    errors = islice(_validator(kind).iter_errors(document.data), SHOWN)
    wrong = {error.absolute_path[0] for error in errors if error.absolute_path}
    properties = schema(kind)["properties"]
    return {k: v for k, v in document.data.items() if k in properties and k not in wrong}


def faults(document: Document, kind: str, most: int) -> tuple[KeyPath, ...]:
    """Return where the schema refuses a file, at most so many: wrong values and unknown keys."""
    if _quick(kind).is_valid(document.data):
        return ()
    errors = _validator(kind).iter_errors(document.data)
    paths = (path for error in errors for path in _refused(error))
    return tuple(dict.fromkeys(islice(paths, most)))


def _refused(error: ValidationError) -> Iterator[KeyPath]:
    path, written = _path(error), error.instance
    body = error.schema if isinstance(error.schema, dict) else {}
    properties = body.get("properties", {})
    extra: list[str] = []
    if error.validator == "unevaluatedProperties" and isinstance(written, dict):
        extra = [key for key in written if key not in properties]
    yield from ((*path, key) for key in extra)
    if not extra:
        yield path


def _problems(document: Document, error: ValidationError) -> Iterator[Problem]:
    """Turn one error into problems; where several forms are allowed, say what each wants."""
    words = error.schema.get("errorMessage") if isinstance(error.schema, dict) else None
    if error.validator in {"allOf", "$ref"} and error.context:
        for inner in error.context:
            yield from _problems(document, inner)
    elif beyond := _beyond(error):
        yield from _range(document, beyond)
    elif words and error.validator not in {"type", "unevaluatedProperties", "required"}:
        yield _own_words(document, error, str(words))
    else:
        handler = _HANDLERS.get(str(error.validator), _other)
        yield from handler(document, error)


def _beyond(error: ValidationError) -> ValidationError | None:
    """Return the bound that a number breaks where a number is one of the forms allowed."""
    if error.validator != "anyOf" or isinstance(error.instance, bool):
        return None
    bounds = (bound for bound in error.context or () if bound.validator in _BOUNDS)
    return next(bounds, None)


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
    words = [f"第 {key + 1} 项" if isinstance(key, int) else _short(key) for key in path]
    return " › ".join(words) + " " if words else "此文件"


def _found(value: object) -> str:
    if value is None:
        return "此处没有填写"
    if isinstance(value, bool):
        return f"此处为 {str(value).lower()}"
    if isinstance(value, dict | list):
        return "此处为" + ("若干“键: 值”" if isinstance(value, dict) else "列表")
    return f"此处为“{_short(str(value))}”"


def _short(text: str) -> str:
    return f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text


def _describe(error: ValidationError) -> str:
    body = error.schema
    return str(body.get("description", "")) if isinstance(body, dict) else ""


def _own_words(document: Document, error: ValidationError, words: str) -> Problem:
    code = MISMATCHED.id if isinstance(error.instance, dict) else WRONG_TYPE.id
    if isinstance(error.instance, dict):
        written = "、".join(map(_short, islice(error.instance, _NAMED)))
        more = len(error.instance) - _NAMED
        written += f" 等 {len(error.instance)} 个" if more > 0 else ""
        return _problem(document, error, code, f"{words}，此处写了：{written or '空'}", "")
    hint = _ungrouped(error.instance)
    return _problem(document, error, code, f"{words}，{_found(error.instance)}", hint)


def _ungrouped(written: object) -> str:
    """Say how a number is written that people group by commas; empty for all else."""
    grouped = isinstance(written, str) and _GROUPED.fullmatch(written)
    plain = re.sub("[,，]", "", str(written))
    return f"数里不写分隔的逗号，写作 {plain}" if grouped else ""


def _required(document: Document, error: ValidationError) -> Iterator[Problem]:
    words = error.schema.get("errorMessage") if isinstance(error.schema, dict) else None
    required, written = _both(error)
    for key in required:
        if key in written:
            continue
        about = _describe_key(error, key)
        hint = f"补上一行“{key}: …”" + (f"（{about}）" if about else "")
        yield _problem(
            document, error, LACKING.id, f"缺少必填的 {key}" + (f"：{words}" if words else ""), hint
        )


def _describe_key(error: ValidationError, key: str) -> str:
    body = error.schema.get("properties", {}).get(key, {}) if isinstance(error.schema, dict) else {}
    return str(body.get("description", ""))


def _unknown(document: Document, error: ValidationError) -> Iterator[Problem]:
    names = list(error.schema.get("properties", {})) if isinstance(error.schema, dict) else []
    for key in _both(error)[1]:
        if key in names:
            continue
        near = get_close_matches(str(key), names, n=1)
        hint = f"是不是 {near[0]}？" if near else "可以写的键：" + "、".join(names)
        path = (*_path(error), key)
        words = f"{_named(path)}不是规定的键"
        yield Problem(document.key_place(*path), UNKNOWN_KEY.id, words, hint)


def _type(document: Document, error: ValidationError) -> Iterator[Problem]:
    expected = _TYPES.get(str(error.validator_value), str(error.validator_value))
    hint = (
        "数字形式的标识和文字要加双引号" if error.validator_value == "string" else _describe(error)
    )
    if error.instance is None:
        hint = "填写这一项；不需要时删去这一行"
    if error.validator_value in {"number", "integer"}:
        hint = _ungrouped(error.instance) or hint
    yield _problem(
        document, error, WRONG_TYPE.id, f"必须是{expected}，{_found(error.instance)}", hint
    )


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
        document,
        error,
        NOT_LISTED.id,
        f"必须是 {'、'.join(shown)} 之一，{_found(error.instance)}",
        hint,
    )


def _format(document: Document, error: ValidationError) -> Iterator[Problem]:
    words = _describe(error) or "格式不符合规定"
    if error.validator == "format":
        words = "必须是日历上有的日期"
    problem = _problem(
        document, error, MALFORMED.id, f"必须符合：{words}；{_found(error.instance)}", ""
    )
    key = next((key for key in reversed(_path(error)) if isinstance(key, str)), "")
    yield replace(problem, found=str(error.instance), key=key)


_BOUNDS = {
    "minimum": "不小于",
    "maximum": "不大于",
    "exclusiveMinimum": "大于",
    "exclusiveMaximum": "小于",
}


def _range(document: Document, error: ValidationError) -> Iterator[Problem]:
    words = f"必须{_BOUNDS[str(error.validator)]} {error.validator_value}，{_found(error.instance)}"
    yield _problem(document, error, OUT_OF_RANGE.id, words, _describe(error))


def _size(document: Document, error: ValidationError) -> Iterator[Problem]:
    limit, written = _both(error)
    size = len(written)
    few = str(error.validator).startswith("min")
    what = "字" if isinstance(error.instance, str) else "项"
    words = f"不得{'少于' if few else '超过'} {limit} {what}，此处有 {size} {what}"
    yield _problem(document, error, WRONG_SIZE.id, words, _describe(error))


def _unique(document: Document, error: ValidationError) -> Iterator[Problem]:
    yield _problem(document, error, WRONG_SIZE.id, "列表里不得有重复的项", "删去重复的项")


def _other(document: Document, error: ValidationError) -> Iterator[Problem]:
    yield _problem(document, error, MISMATCHED.id, "不符合规定", _describe(error))


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
