"""Visits: of a group of a round, to its places, its windows and their items, on its days."""

from collections.abc import Iterator

from bulletin.checks.findings import METHOD
from bulletin.checks.registry import Subject
from bulletin.checks.view import MonthView
from bulletin.checks.words import Choices, error, warning
from bulletin.model.round import Round, Team, Visit
from bulletin.problem import Code, Place, Problem
from bulletin.text import listed

check = Subject[MonthView]()


@check(
    Code("D011", "到访记录没有归属", "visits 下的文件夹必须是当月的轮次，文件名必须是它的督察组。")
)
def groups_exist(view: MonthView) -> Iterator[Problem]:
    """The folder of a file of visits is a round, its name a group of that round."""
    for path, visit in {v.place.path: v for v in view.month.visits}.items():
        round_ = view.month.rounds.get(visit.round)
        planned = f"{view.of.folder}{view.month.month}/rounds/{visit.round}.yaml"
        if planned in view.of.whole.book.broken:
            continue
        if round_ is None:
            message = f"文件夹必须是当月的一个轮次，没有 rounds/{visit.round}.yaml"
            known = Choices({r.id: r.title for r in view.month.rounds.values()}, "先写轮次")
            yield error(Place(path), (), message, known.hint(visit.round))
        elif _team(round_, visit) is None:
            message = f"文件名必须是轮次里的一个督察组，{round_.id} 里没有 {visit.group}"
            known = Choices({group.id: group.name for group in round_.groups}, "见轮次的 groups")
            yield error(Place(path), (), message, known.hint(visit.group))


def _team(round_: Round, visit: Visit) -> Team | None:
    return next((group for group in round_.groups if group.id == visit.group), None)


def _known(view: MonthView) -> Iterator[tuple[Visit, Round, Team]]:
    for visit in view.month.visits:
        round_ = view.month.rounds.get(visit.round)
        group = _team(round_, visit) if round_ else None
        if round_ and group:
            yield visit, round_, group


@check(Code("D012", "到访地点不对", "到过的地方必须登记在册，是本组的地点或在它之下。"))
def places_fit(view: MonthView) -> Iterator[Problem]:
    """A visit is to a place of the group, or to a unit below one."""
    whole = view.of.whole
    for visit, _, group in _known(view) if whole.complete else ():
        if whole.units.get(visit.unit) is None:
            message = f"到过的地方必须登记在册，名册里没有 {visit.unit}"
            yield error(visit.place, ("place",), message, whole.choices.hint(visit.unit))
        elif not any(whole.units.is_within(visit.unit, place) for place in group.places):
            name = whole.units.name(visit.unit)
            message = (
                f"到过的地方必须是本组的地点或在它之下，{group.name}没有{name}（{visit.unit}）"
            )
            hint = "改正 place，或移到去过的那个组的文件里"
            yield error(visit.place, ("place",), message, hint)


@check(Code("D013", "到访的窗口或事项不存在", "窗口和事项必须是轮次里写明的。"))
def items_exist(view: MonthView) -> Iterator[Problem]:
    """The window and the item are those of the round."""
    for visit, round_, _ in _known(view):
        window = round_.window(visit.window or "")
        if visit.window and window is None:
            known = Choices({w.id: w.title for w in round_.windows}, "见轮次的 windows")
            message = f"窗口必须在轮次里，{round_.id} 的 windows 里没有 {visit.window}"
            yield error(visit.place, ("window",), message, known.hint(visit.window))
        elif window and visit.item and visit.item not in {item.id for item in window.items}:
            known = Choices({i.id: i.title for i in window.items}, "见轮次的 windows")
            message = f"事项必须在窗口的 items 里，{window.title}没有 {visit.item}"
            yield error(visit.place, ("item",), message, known.hint(visit.item))


@check(Code("D014", "到访日期不在轮次之内", "到访日期必须在轮次的起止之间。"))
def dates_fit(view: MonthView) -> Iterator[Problem]:
    """A visit is on a day of the round."""
    for visit, round_, _ in _known(view):
        if not round_.since <= visit.on <= round_.until:
            message = f"日期必须在轮次的 {round_.since} 至 {round_.until} 之间，此处为 {visit.on}"
            yield error(visit.place, ("date",), message, "改正 date，或改正轮次的起止")


@check(Code("D015", "到访重复", "同一轮里同一地点的同一事项只写一次。"))
def visits_are_single(view: MonthView) -> Iterator[Problem]:
    """The same item, or the same place without one, is told once."""
    first: dict[tuple[str, str, str | None, str | None], Visit] = {}
    for visit in view.month.visits:
        key = visit.round, visit.unit, visit.window, visit.item
        earlier = first.setdefault(key, visit)
        if earlier is not visit:
            message = f"同一地点的同一事项只写一次，已写在 {earlier.place.source}"
            yield error(visit.place, ("place",), message, "删去其中一条")


@check(Code("D016", "查了没有抽中的", "抽过签的，应当查抽中的事项和乡镇（街道）（提醒）。"))
def visits_were_drawn(view: MonthView) -> Iterator[Problem]:
    """Where lots were drawn, what was drawn is visited."""
    shown = [draw for draw in view.month.draws.values() if draw.revealed]
    for visit in view.month.visits:
        for draw in (one for one in shown if one.round == visit.round):
            for part, chosen in draw.revealed.chosen.items() if draw.revealed else ():
                if _passed_over(visit, part, set(draw.strata.get(part, ())) - set(chosen)):
                    message = f"应当查抽中的，{part} 抽中的是 {listed(chosen)}"
                    hint = "核对 place、item；确实换了的，在 note 里写明理由"
                    keys = ("item" if visit.item else "place",)
                    yield warning(visit.place, keys, message, hint)


def _passed_over(visit: Visit, part: str, others: set[str]) -> bool:
    """Whether a visit is to one of the candidates of a part that were not drawn."""
    if visit.window:
        return part == f"{visit.unit}/{visit.window}" and visit.item in others
    return "/" not in part and visit.unit in others


@check(METHOD)
def methods_are_declared(view: MonthView) -> Iterator[Problem]:
    """A visit's method is declared in the scheme, where it lists methods."""
    for visit in view.month.visits:
        if view.of.unknown("methods", visit.method):
            message = f"检查方式必须先登记，scheme.yaml 的 methods 里没有 {visit.method}"
            hint = view.of.methods.hint(visit.method or "")
            yield error(visit.place, ("method",), message, hint)
