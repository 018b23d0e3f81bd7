"""A draw told step by step, for somebody who draws it again."""

from collections.abc import Iterator

from bulletin.model.round import Draw, Round, Strata
from bulletin.model.unit import Units


def told(round_: Round, units: Units, draw: Draw) -> str:
    """Tell what was promised and drawn, of a draw in which the checks found nothing wrong."""
    return "\n".join(_told(round_, units, draw))


def _told(round_: Round, units: Units, draw: Draw) -> Iterator[str]:
    title = next((plan.title for plan in round_.draws if plan.id == draw.id), draw.id)
    yield f"{round_.title}：{title}（{draw.id}），{len(draw.strata)} 份，每份抽 {draw.number} 个"
    yield f"公开数：{draw.public.raw}（{draw.public_on}）"
    yield f"候选名单的 SHA-256  {draw.population_sha256}"
    yield f"密数的 SHA-256      {draw.secret_sha256}"
    if draw.revealed is None:
        yield "还没有公开"
        return
    shown = draw.revealed
    yield f"密数                {shown.secret}"
    yield f"公开数的值          {shown.value}"
    yield "重算：密数、名单、结果都与承诺相符"
    yield from drawn_lines(round_, units, shown.chosen)


def drawn_lines(round_: Round, units: Units, chosen: Strata) -> Iterator[str]:
    """Tell what was drawn of each part, by name."""
    for part, ids in chosen.items():
        where = "　".join(filter(None, round_.named(part, units)))
        names = "、".join(round_.candidate(part, candidate, units) for candidate in ids)
        yield f"  {where}：{names}"
