"""Results as documents say them: the ranking, corrections, the year's awards."""

from collections.abc import Iterator

from bulletin import glossary
from bulletin.exchange.word.figures import Values, day, points, said, signed, text, total, why
from bulletin.model.seal import UnitChange
from bulletin.trace import AwardPlace, AwardResult
from bulletin.view.bulletin import corrections
from bulletin.view.edition import Edition
from bulletin.view.ranking import Ranked, RankedGroup


def ranking(edition: Edition, groups: tuple[RankedGroup, ...]) -> list[Values]:
    """The rankings, those without a rank with the reason."""
    return [
        {
            "组名": said(group.title),
            "单位": [_ranked(edition, row) for row in group.ranked],
            "未排名": [_unranked(row) for row in group.unranked],
        }
        for group in groups
    ]


def _ranked(edition: Edition, row: Ranked) -> Values:
    score = row.score
    return {
        "名次": score.rank,
        "单位": score.name,
        "总分": total(score.total, score.places),
        "名次变化": _moved(row.moved),
        "分数变化": signed(row.change),
        "扣分": points(glossary.deducted(score)),
        "加分": points(glossary.awarded(score)) + _capped(row),
        "备注": "、".join(_remarks(edition, row)),
    }


def _capped(row: Ranked) -> str:
    """What a cap leaves of the awards, where it takes some."""
    kept = row.score.bonus
    return f"（封顶后{points(kept)}）" if kept != glossary.awarded(row.score) else ""


def _moved(places: int | None) -> str:
    """Places gained or lost.

    >>> [_moved(places) for places in (2, -1, 0, None)]
    ['升2', '降1', '平', '—']
    """
    if places is None:
        return "—"
    return f"升{places}" if places > 0 else f"降{-places}" if places else "平"


def _remarks(edition: Edition, row: Ranked) -> Iterator[str]:
    if row.tied:
        yield "并列"
    if row.score.provisional:
        yield "暂定"
    if row.score.grade:
        yield edition.grade(row.score)
    yield from row.flags


def _unranked(row: Ranked) -> Values:
    return {"单位": row.score.name, "原因": why(row.reason) or said(row.status)}


def corrected(edition: Edition, month: str, unit: str | None = None) -> list[Values]:
    """What was corrected after the month was sealed: in all, or of one unit."""
    notices = corrections.of_month(edition, month)
    if unit:
        notices = corrections.of_unit(edition, month, unit)
    places = edition.places(month)
    return [
        {
            "号": notice.number,
            "日期": day(notice.on),
            "理由": text(notice.reason),
            "依据": text(notice.basis),
            "单位": [_change(change.name, change.change, places) for change in notice.units],
        }
        for notice in notices
    ]


def _change(name: str, change: UnitChange, places: int) -> Values:
    return {
        "单位": name,
        "原总分": total(change.old_total, places),
        "现总分": total(change.new_total, places),
        "原名次": change.old_rank or "—",
        "现名次": change.new_rank or "—",
    }


def awards(edition: Edition, month: str) -> list[Values]:
    """The awards of the year, in the bulletin of the month that decides them."""
    if not edition.assessment.closes_year(month):
        return []
    return [_award(edition, month, result) for result in edition.awards.get(month[:4], ())]


def _award(edition: Edition, month: str, result: AwardResult) -> Values:
    titles = {rule.id: rule.title for rule in edition.assessment.scheme.awards}
    ranked = sorted(result.units, key=lambda place: (place.rank is None, place.rank or 0))
    return {
        "奖项": titles[result.award],
        "年份": result.year,
        "暂定": result.provisional,
        "参加单位数": result.base,
        "名额": result.places,
        "入选": [place.name for place in ranked if place.winner],
        "单位": [_place(edition, month, place) for place in ranked],
    }


def _place(edition: Edition, month: str, place: AwardPlace) -> Values:
    barred = "、".join(edition.flags.get(flag, flag) for flag in place.barred)
    return {
        "名次": place.rank or "—",
        "单位": place.name,
        "成绩": total(place.score, edition.places(month)),
        "结果": barred or ("入选" if place.winner else ""),
    }
