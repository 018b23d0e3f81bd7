"""Draws: the record of each as its file, and what shows that one was tampered with."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bulletin.canonical import rewritten
from bulletin.history import refs
from bulletin.model.round import Draw, Revealed, Strata
from bulletin.model.scheme import Book
from bulletin.model.seal import blob_id
from bulletin.problem import Code, Place, Problem
from bulletin.review.seal_history import Past
from bulletin.yamltext import LINE_ENDS

DRAW_CHANGED = Code(
    "D017", "抽签记录被改动", "抽签记录只由命令写：先提交承诺，再公开；不得手改、删去或重抽。"
)

_AGAIN = "用 git 恢复提交过的内容；要另抽，在轮次里另写一个抽签"


def text(draw: Draw) -> str:
    """Write a draw; the same draw gives the same bytes."""
    return rewritten("", "draw", _data(draw))


def promised(draw: Draw) -> str:
    """Write a draw as it was before it was revealed."""
    return text(replace(draw, revealed=None))


def _data(draw: Draw) -> dict[str, Any]:
    shown = {"revealed": _revealed(draw.revealed)} if draw.revealed else {}
    return {
        "round": draw.round,
        "method": draw.method,
        "number": draw.number,
        "public": draw.public.raw,
        "public_on": draw.public_on.isoformat(),
        "secret_sha256": draw.secret_sha256,
        "population_sha256": draw.population_sha256,
        "strata": _rows(draw.strata),
        **shown,
    }


def _revealed(shown: Revealed) -> dict[str, Any]:
    return {"secret": shown.secret, "value": shown.value, "drawn": _rows(shown.chosen)}


def _rows(strata: Strata) -> dict[str, str]:
    return {part: " ".join(ids) for part, ids in strata.items()}


def drawn_problems(past: Past, book: Book) -> Iterator[Problem]:
    """Find draws that are not what was promised and revealed in this order, each of them once.

    Where the history begins with a revealed draw, nobody can tell; where it cannot be read, that
    is a problem of its own.
    """
    seen, root = past.draws, past.root
    begin = refs.beginning(root) if past.head and any(_draws(book)) else ""
    for path in sorted(seen):
        if path not in book.blobs:
            yield _problem(path, "抽签记录不得删去，库的历史里有这个文件，现在没有")
    for draw in _draws(book):
        path = draw.place.path
        before, now = blob_id(promised(draw).encode()), blob_id(text(draw).encode())
        earlier = seen.get(path, frozenset())
        if book.only_cr(path, now):
            message = "抽签记录只由命令写，这个文件的内容没有变，只有换行变成了 CRLF"
            yield Problem(Place(path), DRAW_CHANGED.id, message, LINE_ENDS)
        elif now != book.blobs[path]:
            yield _problem(path, "抽签记录只由命令写，这个文件与命令写的不同")
        elif earlier - {before, now}:
            yield _problem(path, "承诺以后不得改动、重抽，库的历史里有另一份抽签记录")
        elif before not in {*earlier, now} and begin and not refs.blob_at(root, begin, path):
            yield _problem(path, "先提交承诺再公开，库的历史里没有这次抽签的承诺")


def _draws(book: Book) -> Iterator[Draw]:
    for assessment in book.assessments.values():
        for month in assessment.months.values():
            yield from month.draws.values()


def _problem(path: str, message: str) -> Problem:
    return Problem(Place(path), DRAW_CHANGED.id, message, _AGAIN)
