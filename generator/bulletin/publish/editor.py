"""Schemas for editors: those of the file kinds, with this repository's ids and their Chinese names.

An editor that reads them completes units, rules, sources and methods as one types. They are made
from the data, so they are written by ``bulletin editor`` and checked for staleness.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bulletin import schema
from bulletin.load import file_kinds as kinds
from bulletin.model.rubric import Rule
from bulletin.model.scheme import BASE_METHODS, Assessment, Book, Named
from bulletin.model.unit import Unit, Units

FOLDER = "schemas/editor"
SETTINGS = ".vscode/settings.json"
KINDS = {kind.name: kind.edited for kind in kinds.KINDS if kind.edited}
"""The kinds that people edit, with where their files lie in a month."""

_LARGEST = 16 * 1024 * 1024
Body = dict[str, Any]
Names = Mapping[str, str]


def refresh(root: Path, book: Book, *, check: bool) -> tuple[str, ...]:
    """Write the schemas for editors; with ``check`` only look. Returns the stale paths, sorted.

    A schema of a scheme that is gone is stale too, and is deleted. The mapping in an existing
    ``.vscode/settings.json`` is kept up as well.
    """
    contents = {**texts(book, own_schemas(root)), **_settings(root, book)}
    folder = root / FOLDER
    there = {f"{FOLDER}/{path.name}" for path in folder.glob("*.schema.json")}
    stale = {path for path, text in contents.items() if _read(root / path) != text}
    gone = there - set(contents)
    if not check:
        folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(stale):
            (root / path).write_text(contents[path], encoding="utf-8", newline="\n")
        for path in sorted(gone):
            (root / path).unlink()
    return tuple(sorted(stale | gone))


def own_schemas(root: Path) -> bool:
    """Tell whether the root has the plain schemas, so that a reference to them resolves."""
    return all((root / "schemas" / f"{kind}.schema.json").is_file() for kind in KINDS)


def texts(book: Book, by_reference: bool) -> dict[str, str]:  # noqa: FBT001 - as own_schemas says
    """Every schema for editors: path and text."""
    return {
        f"{FOLDER}/{assessment.scheme.id}.{kind}.schema.json": _text(body)
        for assessment in book.assessments.values()
        for kind, body in _bodies(book, assessment, by_reference)
    }


def _bodies(book: Book, assessment: Assessment, by_reference: bool) -> Iterator[tuple[str, Body]]:  # noqa: FBT001
    extras = _extras(book, assessment)
    for kind in KINDS:
        yield (
            kind,
            {
                "$schema": schema.schema(kind)["$schema"],
                "title": f"{schema.schema(kind)['title']}（{assessment.scheme.title}）",
                "allOf": [
                    {"$ref": f"../{kind}.schema.json"} if by_reference else inlined(kind),
                    extras.get(kind, {}),
                ],
            },
        )


def inlined(kind: str) -> Body:
    """A schema that stands alone: what it refers to in the common one is put in its ``$defs``."""
    body = json.loads(schema.text_of(kind))
    common = json.loads(schema.text_of("common"))["$defs"]
    defs = {**common, **body.get("$defs", {})}
    del body["$schema"], body["$id"]
    moved = json.dumps({**body, "$defs": defs}, ensure_ascii=False)
    moved = moved.replace("common.schema.json#/$defs/", "#/$defs/")
    return dict(json.loads(moved.replace('"#/$defs/', '"#/allOf/0/$defs/')))


def _extras(book: Book, assessment: Assessment) -> dict[str, Body]:
    """What each kind's values may be in this repository."""
    units = _titles(_within(book.units, assessment))
    every = _titles(book.units)
    rules = _rules(assessment)
    sources, methods = _named(assessment.scheme.sources), _named(assessment.scheme.methods)
    methods = BASE_METHODS | methods if methods else {}
    by_findings = {r.id: _described(r) for r in rules if r.by_findings}
    judged = {r.id: _described(r) for r in rules if r.judged}
    metrics = {m.id: m.title for r in assessment.rubrics.values() for m in r.metrics.values()}
    criteria = {n.id: n.title for r in assessment.rubrics.values() for n in r.nodes.values()}
    tiers = [tier for rule in rules for tier in rule.tiers]
    return {
        "finding": _map(
            {
                "unit": units,
                "rule": by_findings,
                "tier": dict.fromkeys(tiers, ""),
                "source": sources,
                "method": methods,
                "place": every,
            }
        ),
        "measurements": _list({"properties": _measured(metrics, sources, units)}),
        "marks": _list(_map({"unit": units, "rule": judged, "place": every})),
        "participation": _list(
            _map(
                {"unit": units, "criterion": criteria, "rule": {r.id: _described(r) for r in rules}}
            )
        ),
        "round": {"properties": {"groups": _list({"properties": {"places": _list(_stop(every))}})}},
        "visits": _list(_map({"place": every, "method": methods})),
    }


def _stop(units: Names) -> Body:
    """A place alone, or with its day."""
    return {"if": {"type": "string"}, "then": _enum(units), "else": _map({"unit": units})}


def _measured(metrics: Names, sources: Names, units: Names) -> Body:
    properties = _map({"metric": metrics, "source": sources})["properties"]
    return {
        **properties,
        "values": {"properties": {unit: {"description": units[unit]} for unit in sorted(units)}},
    }


def _map(names_by_field: Mapping[str, Names]) -> Body:
    """Properties with their allowed values; an empty list of values allows what the kind does."""
    return {"properties": {key: _enum(names) for key, names in names_by_field.items() if names}}


def _list(items: Body) -> Body:
    return {"items": items}


def _enum(names: Names) -> Body:
    ids = sorted(names)
    return {
        "enum": ids,
        "markdownEnumDescriptions": [_markdown(names[key]) for key in ids],
    }


def _markdown(text: str) -> str:
    """A text that Markdown shows as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>()#+-.!|~" else sign for sign in text)


def _within(units: Units, assessment: Assessment) -> Iterator[Unit]:
    """The units that the scheme takes, and those below them."""
    taken = {u.id for u in units if assessment.scheme.units.takes(u)}
    return (u for u in units if any(above.id in taken for above in units.lineage(u.id)))


def _titles(units: Iterable[Unit]) -> dict[str, str]:
    return {u.id: "，".join([u.name, *u.aliases]) for u in units}


def _named(items: tuple[Named, ...]) -> dict[str, str]:
    return {item.id: item.title + (f"：{item.note.raw}" if item.note else "") for item in items}


def _rules(assessment: Assessment) -> list[Rule]:
    """The rules of all versions, each as its newest version has it."""
    newest = {
        r.id: r for v in sorted(assessment.rubrics) for r in assessment.rubrics[v].rules.values()
    }
    return list(newest.values())


def _described(rule: Rule) -> str:
    return rule.text.raw + (f"（{rule.clause}）" if rule.clause else "")


def _settings(root: Path, book: Book) -> dict[str, str]:
    """The editor's settings with the mapping brought up to date, where a repository has them."""
    text = _read(root / SETTINGS)
    if text is None:
        return {}
    settings = _parsed(text)
    if settings is None:
        return {}
    mapped = settings.get("yaml.schemas", {})
    plain = {f"schemas/{kind}.schema.json" for kind in KINDS}
    kept = {
        key: where
        for key, where in mapped.items()
        if not key.startswith(f"{FOLDER}/") and key not in plain
    }
    made = {
        f"{FOLDER}/{scheme}.{kind}.schema.json": f"data/schemes/{scheme}/*/{where}"
        for scheme in sorted(book.assessments)
        for kind, where in KINDS.items()
    }
    return {SETTINGS: _text({**settings, "yaml.schemas": {**kept, **made}})}


def _parsed(text: str) -> Body | None:
    """The settings, unless they are of somebody's own form (with comments, say)."""
    try:
        settings = json.loads(text)
    except (ValueError, RecursionError):
        return None
    fits = isinstance(settings, dict) and isinstance(settings.get("yaml.schemas", {}), dict)
    return settings if fits else None


def _text(body: Body) -> str:
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _read(path: Path) -> str | None:
    """A file's text, as far as such a file can reasonably go, whatever its bytes."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(_LARGEST).decode("utf-8", "replace").replace("\r\n", "\n")
