"""Units: registers that a reader can trust."""

from collections.abc import Iterator

from bulletin.checks.registry import Subject
from bulletin.checks.view import Whole
from bulletin.checks.words import error
from bulletin.model.unit import Unit
from bulletin.problem import Code, Problem
from bulletin.text import listed

check = Subject[Whole]()


@check(Code("U001", "单位标识重复", "单位标识在全部名册里只能用一次。"))
def ids_are_unique(view: Whole) -> Iterator[Problem]:
    """A unit's id is used once in all registers."""
    for unit in view.units.again:
        first = view.units.by_id[unit.id]
        yield error(
            unit.place,
            ("id",),
            f"单位标识在全库只能用一次，{unit.id} 已是“{first.name}”的标识（{first.place.source}）",
            "换一个标识；如果是同一个单位，删去其中一条",
        )


@check(Code("U002", "上级单位不存在", "单位的上级（parent）必须登记在册。"))
def parents_exist(view: Whole) -> Iterator[Problem]:
    """A unit's parent is in a register."""
    for unit in view.units if view.complete else ():
        if unit.parent and not view.units.get(unit.parent):
            message = f"上级单位必须登记在册，名册里没有 {unit.parent}"
            hint = view.choices.hint(unit.parent)
            yield error(unit.place, ("parent",), message, hint)


@check(Code("U003", "上级单位成环", "单位的上级关系不得绕回自己。"))
def parents_make_a_tree(view: Whole) -> Iterator[Problem]:
    """Nobody is above itself; a loop is reported once."""
    seen: set[str] = set()
    for unit in view.units:
        line = [u.id for u in view.units.lineage(unit.id)]
        above = view.units.by_id[line[-1]].parent
        if above in line and not seen & set(line):
            loop = line[line.index(above) :]
            message = f"上级单位不得成环，{listed([*loop, above])} 依次互为上级"
            at = view.units.by_id[loop[0]].place
            yield error(at, ("parent",), message, "改正其中一个单位的 parent")
            seen |= set(line)


@check(Code("U004", "单位的起止月份颠倒", "单位的起始月（from）不得晚于终止月（until）。"))
def spans_run_forward(view: Whole) -> Iterator[Problem]:
    """A unit begins before it ends."""
    for unit in view.units:
        if unit.since and unit.until and unit.since > unit.until:
            message = f"起始月不得晚于终止月，此处从 {unit.since} 到 {unit.until}"
            yield error(unit.place, ("from",), message, "改正 from 或 until")


@check(Code("U005", "单位名称有歧义", "同一名册里，一个名称或别名同一时间只能指一个单位。"))
def names_are_plain(view: Whole) -> Iterator[Problem]:
    """A name or alias means one unit of its register at any time."""
    seen: dict[tuple[str, str], list[Unit]] = {}
    for unit in view.units:
        called = [
            (("name",), unit.name),
            *((("aliases", i), a) for i, a in enumerate(unit.aliases)),
        ]
        for keys, name in called:
            others = seen.setdefault((unit.register, name), [])
            for other in others:
                if other.id != unit.id and _meet(unit, other):
                    message = f"同一名册里一个名称只能指一个单位，“{name}”已是 {other.id} 的名称"
                    yield error(unit.place, keys, message, "改用各自的全称，或删去重复的别名")
            others.append(unit)


def _meet(one: Unit, other: Unit) -> bool:
    begins = max(one.since or "", other.since or "")
    ends = min(one.until or "9999-12", other.until or "9999-12")
    return begins <= ends
