"""Draws: each is of a plan, from what the plan says, and whatever is revealed can be recomputed."""

from collections.abc import Iterator

from bulletin import drawing
from bulletin.checks.registry import Subject
from bulletin.checks.view import MonthView
from bulletin.checks.words import error
from bulletin.model.round import Draw, Plan, Round
from bulletin.problem import Code, Problem

check = Subject[MonthView]()

_AGAIN = "抽签记录只由 bulletin draw 写，用 git 恢复这个文件"


@check(Code("D006", "抽签没有计划", "抽签必须是轮次的 draws 里写明的。"))
def draws_are_planned(view: MonthView) -> Iterator[Problem]:
    """A draw is one that its round plans."""
    broken = f"{view.of.folder}{view.month.month}/rounds/"
    if any(path.startswith(broken) for path in view.of.whole.book.broken):
        return
    for draw in view.month.draws.values():
        if _plan(view, draw) is None:
            message = f"抽签必须是轮次里写明要抽的，轮次 {draw.round} 的 draws 里没有 {draw.id}"
            yield error(draw.place, ("round",), message, "恢复轮次里的这一条")


def _plan(view: MonthView, draw: Draw) -> tuple[Round, Plan] | None:
    round_ = view.month.rounds.get(draw.round)
    plans = round_.draws if round_ else ()
    return next(((round_, plan) for plan in plans if round_ and plan.id == draw.id), None)


@check(Code("D007", "承诺以后改了候选", "承诺以后、封存以前，轮次和名册里的候选必须与承诺时相同。"))
def candidates_stay(view: MonthView) -> Iterator[Problem]:
    """Until the month is sealed, a draw has the number and the candidates of its plan."""
    whole = view.of.whole
    for draw in view.month.draws.values() if whole.complete and not view.month.seal else ():
        found = _plan(view, draw)
        if found is None or not _is_promised(draw):
            continue
        round_, plan = found
        now = round_.strata(plan, whole.units)
        if (draw.number, dict(draw.strata)) != (plan.number, dict(now)):
            parts = sorted({p for p in (*draw.strata, *now) if draw.strata.get(p) != now.get(p)})
            where = f"，不同的有 {parts[0]}" if parts else "，抽的个数不同"
            message = f"承诺以后不得改动个数和候选，轮次和名册现在与承诺时不同{where}"
            yield error(draw.place, ("strata",), message, "恢复轮次的窗口、地点和名册")


@check(Code("D008", "公开的密数不对", "公开的密数，其 SHA-256 必须是承诺的 secret_sha256。"))
def secrets_fit(view: MonthView) -> Iterator[Problem]:
    """The revealed secret is the one of which the hash was promised."""
    for draw in view.month.draws.values():
        if draw.revealed and drawing.digest(draw.revealed.secret) != draw.secret_sha256:
            message = "公开的密数必须是承诺的那个，它的 SHA-256 与 secret_sha256 不同"
            yield error(draw.place, ("revealed", "secret"), message, _AGAIN)


@check(Code("D009", "候选名单不对", "候选名单的 SHA-256 必须是承诺的 population_sha256。"))
def populations_fit(view: MonthView) -> Iterator[Problem]:
    """The list of candidates is the one of which the hash was promised."""
    for draw in view.month.draws.values():
        if not _is_promised(draw):
            message = "候选名单必须是承诺的那份，它的 SHA-256 与 population_sha256 不同"
            yield error(draw.place, ("population_sha256",), message, _AGAIN)


def _is_promised(draw: Draw) -> bool:
    return drawing.population(draw.number, draw.strata) == draw.population_sha256


@check(Code("D010", "抽签结果重算不出", "抽中的必须是由密数和公开数重算出来的。"))
def results_fit(view: MonthView) -> Iterator[Problem]:
    """What was drawn is what the secret and the public value draw."""
    for draw in view.month.draws.values():
        shown = draw.revealed
        if shown is None or drawing.digest(shown.secret) != draw.secret_sha256:
            continue
        again = drawing.drawn(draw.number, draw.strata, shown.secret, shown.value)
        parts = [p for p in (*again, *shown.chosen) if again.get(p) != shown.chosen.get(p)]
        if parts and _is_promised(draw):
            right = " ".join(again.get(parts[0], ())) or "没有这一份"
            message = f"抽中的必须能重算出来，{parts[0]} 重算为 {right}"
            yield error(draw.place, ("revealed", "drawn", parts[0]), message, _AGAIN)
