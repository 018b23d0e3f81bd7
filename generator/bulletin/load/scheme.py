"""Schemes and the site's settings: plain data to records."""

from fractions import Fraction

from bulletin.load.plain import Data, entries, many, months, number, share, text
from bulletin.model.scheme import (
    AwardRule,
    Desk,
    Feed,
    Gate,
    Grade,
    Group,
    Mismatch,
    Named,
    Scheme,
    Selector,
    Site,
)
from bulletin.number import exact
from bulletin.problem import Place
from bulletin.text import UserText
from bulletin.yamlfile import Document

UNTITLED = Site(title="考核通报", publisher="", place=Place("data/site.yaml"))


def site(document: Document) -> Site:
    """Return the settings of the publication."""
    data = document.data
    return Site(
        title=data.get("title", UNTITLED.title),
        publisher=data.get("publisher", UNTITLED.publisher),
        place=document.place(),
        time_zone=data.get("time_zone", "Asia/Shanghai"),
        base_url=data.get("base_url", ""),
        demo=data.get("demo", False),
        source_url=data.get("source_url", ""),
        request_url=data.get("request_url", ""),
        language=data.get("language", "zh"),
        desk=Desk(**data["desk"]) if "desk" in data else None,
    )


def scheme(document: Document, scheme_id: str) -> Scheme:
    """Return a scheme as it is declared."""
    data = document.data
    return Scheme(
        id=scheme_id,
        title=data.get("title", scheme_id),
        document=data.get("document", ""),
        place=document.place(),
        units=_selector(data["units"]),
        organisers=many(data, "organisers"),
        months=months(data.get("months")),
        groups=tuple(_group(row) for row in entries(data, "groups")),
        ties=data.get("ties", "competition"),
        sources=_named(data, "sources"),
        methods=_named(data, "methods"),
        flags=_named(data, "flags"),
        grades=tuple(_grade(row) for row in data.get("grades", ())),
        feeds=tuple(_feed(row) for row in entries(data, "feeds", "weight")),
        awards=tuple(_award(row) for row in data.get("awards", ())),
        mismatches=tuple(
            Mismatch(row["clause"], UserText(row["text"])) for row in data.get("mismatches", ())
        ),
        about=text(data, "about"),
    )


def unread(path: str, scheme_id: str) -> Scheme:
    """Return what stands for a scheme that could not be read: it assesses nobody that we know."""
    return Scheme(scheme_id, scheme_id, "", Place(path), Selector(units=("",)))


def _selector(data: Data) -> Selector:
    return Selector(*(many(data, key) for key in ("register", "kind", "tag", "units")))


def _named(data: Data, key: str) -> tuple[Named, ...]:
    rows = entries(data, key)
    return tuple(
        Named(r["id"], r.get("title", r["id"]), text(r, "note"), r.get("parent")) for r in rows
    )


def _group(data: Data) -> Group:
    return Group(data["id"], data.get("title", data["id"]), _selector(data))


def _grade(data: Data) -> Grade:
    gates = tuple(
        Gate(
            criteria=many(gate, "criteria"),
            at_least=number(gate, "at_least"),
            at_least_share=_share(gate, "at_least_share"),
            lost_at_most=number(gate, "lost_at_most"),
        )
        for gate in data.get("gates", ())
    )
    name = data.get("id", data.get("title"))
    return Grade(name, data.get("title", name), number(data, "at_least"), gates)


def _feed(data: Data) -> Feed:
    return Feed(data.get("to", data.get("id")), _share(data, "weight"), text(data, "note"))


def _share(data: Data, key: str) -> Fraction | None:
    """A share that may be the whole, 1 or 100%."""
    return exact(data[key]) if key in data else None


def _award(data: Data) -> AwardRule:
    top = data["top"]
    part = share(top)
    return AwardRule(
        id=data["id"],
        title=data.get("title", data["id"]),
        of=data["of"],
        share=part,
        places=int(top) if part is None else None,
        ties=data.get("ties", "all-in"),
        countback=data.get("countback"),
        barred_by=many(data, "barred_by"),
        clause=data.get("clause", ""),
    )
