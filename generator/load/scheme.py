"""Schemes and the site's settings: plain data to records."""

from generator.load.plain import Data, many, months, number, text
from generator.model.scheme import (
    AwardRule,
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
from generator.number import exact
from generator.problem import Place
from generator.text import UserText
from generator.yamlfile import Document

UNTITLED = Site(title="", publisher="", place=Place("data/site.yaml"))


def site(document: Document) -> Site:
    """Return the settings of the publication."""
    data = document.data
    return Site(
        title=data["title"],
        publisher=data["publisher"],
        place=document.place(),
        time_zone=data.get("time_zone", "Asia/Shanghai"),
        base_url=data.get("base_url", ""),
        demo=data.get("demo", False),
        source_url=data.get("source_url", ""),
    )


def scheme(document: Document, scheme_id: str) -> Scheme:
    """Return a scheme as it is declared."""
    data = document.data
    return Scheme(
        id=scheme_id,
        title=data["title"],
        document=data.get("document", ""),
        place=document.place(),
        units=_selector(data["units"]),
        organisers=many(data, "organisers"),
        months=months(data.get("months")),
        groups=tuple(Group(g["id"], g["title"], _selector(g)) for g in data.get("groups", ())),
        ties=data.get("ties", "competition"),
        sources=_named(data, "sources"),
        methods=_named(data, "methods"),
        flags=_named(data, "flags"),
        grades=tuple(_grade(row) for row in data.get("grades", ())),
        feeds=tuple(_feed(row) for row in data.get("feeds", ())),
        awards=tuple(_award(row) for row in data.get("awards", ())),
        mismatches=tuple(
            Mismatch(row["clause"], UserText(row["text"])) for row in data.get("mismatches", ())
        ),
        about=text(data, "about"),
    )


def _selector(data: Data) -> Selector:
    return Selector(*(many(data, key) for key in ("register", "kind", "tag", "units")))


def _named(data: Data, key: str) -> tuple[Named, ...]:
    rows = data.get(key, ())
    return tuple(Named(r["id"], r["title"], text(r, "note"), r.get("parent")) for r in rows)


def _grade(data: Data) -> Grade:
    gates = tuple(
        Gate(
            criteria=many(gate, "criteria"),
            at_least=number(gate, "at_least"),
            at_least_share=number(gate, "at_least_share"),
            lost_at_most=number(gate, "lost_at_most"),
        )
        for gate in data.get("gates", ())
    )
    return Grade(data["id"], data["title"], number(data, "at_least"), gates)


def _feed(data: Data) -> Feed:
    return Feed(data["to"], number(data, "weight"), text(data, "note"))


def _award(data: Data) -> AwardRule:
    top = data["top"]
    share = exact(top) if isinstance(top, str) else None
    return AwardRule(
        id=data["id"],
        title=data["title"],
        of=data["of"],
        share=share,
        places=None if isinstance(top, str) else int(top),
        ties=data.get("ties", "all-in"),
        countback=data.get("countback"),
        barred_by=many(data, "barred_by"),
        clause=data.get("clause", ""),
    )
