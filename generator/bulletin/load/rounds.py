"""Inspection rounds, draws and visits: plain data to records."""

from collections.abc import Iterator, Mapping
from datetime import date

from bulletin.load.plain import Data, day, entries, many, text
from bulletin.model.round import (
    Draw,
    Item,
    Plan,
    Revealed,
    Round,
    Stop,
    Strata,
    Team,
    Visit,
    Window,
)
from bulletin.text import UserText
from bulletin.yamlfile import Document


def round_(document: Document, month: str, round_id: str) -> Round:
    """Return one round; its month and id come from its path."""
    data = document.data
    return Round(
        id=round_id,
        month=month,
        title=data["title"],
        since=date.fromisoformat(data["from"]),
        until=date.fromisoformat(data["until"]),
        place=document.place(),
        groups=tuple(_team(row) for row in data["groups"]),
        windows=tuple(_window(row) for row in data.get("windows", ())),
        draws=tuple(_plan(row) for row in data.get("draws", ())),
        about=text(data, "about"),
    )


def _team(data: Data) -> Team:
    stops = ({"unit": row} if isinstance(row, str) else row for row in data["places"])
    return Team(data["id"], data["name"], tuple(Stop(s["unit"], day(s, "date")) for s in stops))


def _window(data: Data) -> Window:
    return Window(
        data["id"],
        data["title"],
        tuple(Item(row["id"], row["title"]) for row in entries(data, "items")),
    )


def _plan(data: Data) -> Plan:
    drawn_from = data["from"] if isinstance(data["from"], Mapping) else {}
    return Plan(
        id=data["id"],
        title=data["title"],
        number=data["number"],
        kinds=many(drawn_from, "kind"),
        tags=many(drawn_from, "tag"),
        each=many(data, "each"),
    )


def draw(document: Document, draw_id: str) -> Draw:
    """Return one draw; its id comes from its path."""
    data = document.data
    return Draw(
        id=draw_id,
        round=data["round"],
        method=data["method"],
        number=data["number"],
        public=UserText(data["public"]),
        public_on=date.fromisoformat(data["public_on"]),
        secret_sha256=data["secret_sha256"],
        population_sha256=data["population_sha256"],
        strata=_strata(data["strata"]),
        place=document.place(),
        revealed=_revealed(data.get("revealed")),
    )


def _strata(data: Data) -> Strata:
    """Each part's ids, which are written in a row with blanks between them."""
    return {name: tuple(ids.split(" ")) for name, ids in data.items()}


def _revealed(data: Data | None) -> Revealed | None:
    return None if data is None else Revealed(data["secret"], data["value"], _strata(data["drawn"]))


def visits(document: Document, round_id: str, group: str) -> Iterator[Visit]:
    """Return the visits of one group in a round, as the path names them."""
    for index, row in enumerate(document.data):
        yield Visit(
            round=round_id,
            group=group,
            unit=row["place"],
            on=date.fromisoformat(row["date"]),
            place=document.place(index),
            window=row.get("window"),
            item=row.get("item"),
            method=row.get("method"),
            note=text(row, "note"),
        )
