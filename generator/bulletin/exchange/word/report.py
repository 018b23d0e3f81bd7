"""What an inspection group's report (督察报告) says, for its template; it is completed in Word."""

from collections.abc import Iterable
from itertools import count

from bulletin.exchange.word import problems
from bulletin.exchange.word.bulletin import head
from bulletin.exchange.word.figures import Values, day, numbered, points, said, text, title
from bulletin.model.round import Round, Stop, Team
from bulletin.view import rounds
from bulletin.view.edition import Edition
from bulletin.view.findings import FindingView, Register
from bulletin.view.rounds import NamedVisit


def values(edition: Edition, register: Register, round_: Round, team: Team) -> Values:
    """Everything that a template of the report may name."""
    month = edition.assessment.months[round_.month]
    visits = [v for v in rounds.named_visits(edition, round_, month) if v.visit.group == team.id]
    at = {stop.unit: [v for v in visits if _lies(edition, v, stop, team)] for stop in team.stops}
    by_stop = {stop.unit: _found(edition, register, round_, stop) for stop in team.stops}
    every = [view for views in by_stop.values() for view in views]
    return {
        **head(edition, round_.month),
        "标题": title(f"{edition.title}情况报告"),
        "轮次": round_.title,
        "组名": team.name,
        "开始": day(round_.since),
        "结束": day(round_.until),
        "说明": text(round_.about),
        "地点": numbered(
            _place(edition, stop, at[stop.unit], by_stop[stop.unit]) for stop in team.stops
        ),
        "抽查事项数": sum(1 for visit in visits if visit.item),
        "问题数": len(every),
        "原因": _told((edition.units.name(v.finding.scene), text(v.finding.cause)) for v in every),
        "建议": _told(
            (edition.units.name(v.finding.scene), text(v.finding.proposal)) for v in every
        ),
    }


def _found(edition: Edition, register: Register, round_: Round, stop: Stop) -> list[FindingView]:
    """The problems that were found at a place in the days of the round, and that stand."""
    pairs = register.of_month(round_.month)
    return [
        view
        for view in rounds.findings_at(edition, round_, pairs, stop.unit)
        if round_.since <= view.finding.date <= round_.until
        and view.stands
        and not problems.is_merit(view)
    ]


def _lies(edition: Edition, visit: NamedVisit, stop: Stop, team: Team) -> bool:
    """Whether a visit was at a place, or below it and below none nearer."""
    above = (unit.id for unit in edition.units.lineage(visit.visit.unit))
    return next((unit for unit in above if unit in team.places), None) == stop.unit


def _place(
    edition: Edition, stop: Stop, visits: list[NamedVisit], found_there: Iterable[FindingView]
) -> Values:
    """What a group saw and found at a place; its problems are numbered through (编次)."""
    areas: dict[str, list[FindingView]] = {}
    for view in found_there:
        areas.setdefault(_area(edition, view), []).append(view)
    numbers = count(1)
    return {
        "地点": edition.units.name(stop.unit),
        "日期": "、".join(dict.fromkeys(day(v.visit.on) for v in visits)) or day(stop.on),
        "窗口": _windows(visits),
        "下级地点": list(dict.fromkeys(v.place for v in visits if v.visit.unit != stop.unit)),
        "领域": numbered(
            {
                "领域": area,
                "问题": [{**one, "编次": next(numbers)} for one in numbered(map(_problem, views))],
            }
            for area, views in areas.items()
        ),
    }


def _area(edition: Edition, view: FindingView) -> str:
    """The criterion under which a finding falls."""
    node = edition.node(view.month, view.rule.criterion) if view.rule else None
    return node.title if node else "其他"


def _windows(visits: Iterable[NamedVisit]) -> list[Values]:
    """The windows that were visited at a place, with the items that were looked at."""
    windows: dict[str, list[NamedVisit]] = {}
    for visit in visits:
        if visit.window:
            windows.setdefault(visit.window, []).append(visit)
    return [
        {
            "窗口": window,
            "事项": [visit.item for visit in names if visit.item],
            "方式": list(dict.fromkeys(said(visit.method) for visit in names if visit.method)),
        }
        for window, names in windows.items()
    ]


def _problem(view: FindingView) -> Values:
    return {
        **problems.described(view),
        "计分": f"扣{points(-view.change)}分" if view.change else problems.charged(view),
    }


def _told(said_at: Iterable[tuple[str, str]]) -> list[Values]:
    """What was written of several findings, each text once, with the places that it is of."""
    places: dict[str, list[str]] = {}
    for place, words in said_at:
        if words and place not in places.setdefault(words, []):
            places[words].append(place)
    return numbered(
        {"内容": words.rstrip("。；"), "地点": "、".join(names)} for words, names in places.items()
    )
