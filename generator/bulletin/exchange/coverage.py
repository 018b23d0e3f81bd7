"""What a round still has to inspect, as text for those who are on the way."""

from collections.abc import Iterable, Iterator

from bulletin.law.coverage import Coverage, CoveragePart
from bulletin.model.round import Round
from bulletin.model.unit import Units


def text(round_: Round, units: Units, covered: Iterable[Coverage]) -> str:
    """Tell of each plan how much is done, then what is missing, part by part."""
    return "\n".join(
        [f"{round_.title}（{round_.since} 至 {round_.until}）", *_lines(round_, units, covered)]
    )


def _lines(round_: Round, units: Units, covered: Iterable[Coverage]) -> Iterator[str]:
    for of_plan in covered:
        yield f"{of_plan.plan.title}：应查 {of_plan.wanted} 个，已查 {of_plan.done} 个"
        yield from (_gap(round_, units, part) for part in of_plan.gaps)


def _gap(round_: Round, units: Units, part: CoveragePart) -> str:
    where = "　".join(filter(None, round_.named(part.id, units)))
    missed = "、".join(round_.candidate(part.id, candidate, units) for candidate in part.missed)
    return f"  {where}：还差 {part.left} 个" + (f"，{missed}" if missed else "")
