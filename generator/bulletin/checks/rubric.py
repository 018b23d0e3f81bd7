"""The rubric's tree: ids, full points, and where rules may stand."""

from collections.abc import Iterator
from fractions import Fraction

from bulletin.checks.registry import Subject
from bulletin.checks.view import RubricView
from bulletin.checks.words import error, warning
from bulletin.law.force import runs_in
from bulletin.model.rubric import Criterion, Rule
from bulletin.number import readable
from bulletin.problem import Code, Problem
from bulletin.text import listed

check = Subject[RubricView]()


@check(Code("R001", "考核内容标识重复", "考核内容的标识在一版评分细则里只能用一次。"))
def criteria_are_unique(view: RubricView) -> Iterator[Problem]:
    """A criterion's id is used once in a version."""
    seen: dict[str, Criterion] = {}
    for node in view.nodes:
        first = seen.setdefault(node.id, node)
        if first is not node:
            message = f"考核内容的标识只能用一次，“{node.id}”已是“{first.title}”的标识"
            yield error(node.place, ("id",), message, "换一个标识")


@check(Code("R002", "计分办法标识重复", "计分办法的标识在一版评分细则里只能用一次。"))
def rules_are_unique(view: RubricView) -> Iterator[Problem]:
    """A rule's id is used once in a version."""
    seen: dict[str, Rule] = {}
    for rule in view.rules:
        first = seen.setdefault(rule.id, rule)
        if first is not rule:
            message = f"计分办法的标识只能用一次，{rule.id} 已在第 {first.place.line} 行用过"
            yield error(rule.place, ("id",), message, "换一个标识")


@check(
    Code(
        "R003",
        "分值加不起来",
        "下级分值之和必须等于上级的 points（有 out_of 的等于 out_of），否则用 mismatch 说明。",
    )
)
def points_add_up(view: RubricView) -> Iterator[Problem]:
    """Children's points add up to the parent's, or ``mismatch`` says why not."""
    for node in view.nodes:
        total = _below(node)
        if total is not None and total != node.full and node.mismatch is None:
            key = "out_of" if node.out_of is not None else "points"
            parts = " + ".join(readable(c.points or Fraction(0)) for c in node.scored_children())
            message = (
                f"下级分值之和必须等于 {readable(node.full)}，实际为 {parts} = {readable(total)}"
            )
            hint = "改正分值；文件本身对不上的，用 mismatch 写明原因"
            yield error(node.place, (key,), message, hint)


@check(Code("R004", "多余的 mismatch", "分值对得上的，不应当写 mismatch（提醒）。"))
def mismatches_are_needed(view: RubricView) -> Iterator[Problem]:
    """A ``mismatch`` stands only where points do not add up."""
    for node in view.nodes:
        fits = _below(node) == node.full and node.points is not None
        if node.mismatch is not None and fits and not any(r.earns for r in node.own_rules()):
            message = f"对得上的分值不必写 mismatch，下级分值之和正是 {readable(node.full)}"
            hint = "删去 mismatch；其他说明写在 note 里"
            yield warning(node.place, ("mismatch",), message, hint)


def _below(node: Criterion) -> Fraction | None:
    parts = [child.points for child in node.scored_children() if child.points is not None]
    return sum(parts, Fraction(0)) if parts and node.points is not None else None


@check(Code("R005", "扣分与得分混用", "同一项有分值的考核内容，计分办法不得又扣分又得分。"))
def ways_are_not_mixed(view: RubricView) -> Iterator[Problem]:
    """In one criterion with points, rules either take points or earn them."""
    for node in view.nodes:
        rules = tuple(node.own_rules()) if node.points is not None else ()
        takers = [rule for rule in rules if rule.deducts]
        earners = [rule for rule in rules if rule.earns]
        if takers and earners:
            found = f"{takers[0].id} 扣分，{earners[0].id} 得分"
            message = f"同一考核内容的计分办法不得又扣分又得分，“{node.id}”里 {found}"
            hint = "分成两项各有分值的考核内容"
            yield error(earners[0].place, ("id",), message, hint)


@check(Code("R006", "标题是空的", "没有分值的考核内容应当有计分办法或下级内容（提醒）。"))
def headings_have_rules(view: RubricView) -> Iterator[Problem]:
    """A heading has rules or criteria below it."""
    for node in view.nodes:
        empty = not node.rules and not node.criteria and node.points is None
        if empty and node.mismatch is None:
            message = f"考核内容应当有计分办法或下级内容，“{node.id}”（{node.title}）都没有"
            hint = "补上 rules 或 criteria；文件没有写计分办法的，用 mismatch 说明"
            yield warning(node.place, ("id",), message, hint)


@check(
    Code(
        "R028",
        "分值没有办法得到",
        "有分值的考核内容必须有计分办法或有分值的下级；文件没有写怎样得分的，写 attainable: 0。",
    )
)
def points_can_be_given(view: RubricView) -> Iterator[Problem]:
    """Points never earn themselves: a rule gives or takes them, or they are declared unreachable.

    A ``mismatch`` explains a document; it gives no points.
    """
    for node in _without_scored_children(view):
        if not any(True for _ in node.own_rules()) and node.attainable is None:
            message = (
                f"有分值的考核内容必须有计分办法，“{node.id}”（{node.title}）的"
                f" {readable(node.full)} 分没有办法得到"
            )
            hint = (
                "补上 rules；文件给了分值而没有写怎样得分的，写 attainable: 0"
                "（计 0 分，满分仍计入），原因写在 mismatch"
            )
            yield error(node.place, ("points",), message, hint)


@check(
    Code(
        "R029",
        "无从得到与计分办法矛盾",
        "写了 attainable: 0 的，不得有在其中扣分、得分、清零的办法，也不得有有分值的下级。",
    )
)
def unreachable_points_have_no_rules(view: RubricView) -> Iterator[Problem]:
    """Where points are declared unreachable, nothing gives or takes them."""
    for node in view.nodes:
        if node.attainable is None or node.points is None:
            continue
        deciding = [rule.id for rule in node.own_rules() if not rule.awards]
        deciding += [child.id for child in node.scored_children()]
        if deciding:
            message = (
                f"写了 attainable: 0 的内容不得再有计分的办法，“{node.id}”有 {listed(deciding)}"
            )
            hint = "分数得得到的，删去 attainable；只是够不到满分的，用 mismatch 写明"
            yield error(node.place, ("attainable",), message, hint)


@check(
    Code(
        "R030",
        "只有加分办法的分值没有说明",
        "有分值而只有加分办法的考核内容，人人按满分起算，应当用 note 写明（提醒）。",
    )
)
def full_marks_for_all_are_explained(view: RubricView) -> Iterator[Problem]:
    """A criterion whose rules only award starts with full marks for everybody, and says so."""
    for node in _without_scored_children(view):
        rules = tuple(node.own_rules())
        explained = node.attainable is not None or node.note or node.mismatch
        if rules and all(rule.awards for rule in rules) and not explained:
            message = (
                f"只有加分办法的内容人人按满分起算，“{node.id}”（{node.title}）的"
                f" {readable(node.full)} 分应当写明"
            )
            hint = "文件确实如此的，用 note 写明；没有写怎样得这些分的，写 attainable: 0"
            yield warning(node.place, ("points",), message, hint)


def _without_scored_children(view: RubricView) -> Iterator[Criterion]:
    """Go through the criteria that have points, and whose points are not those of others."""
    for node in view.nodes:
        if node.points is not None and not any(True for _ in node.scored_children()):
            yield node


@check(Code("R007", "得分没有着落", "得分或清零的计分办法，本级或上级必须有分值。"))
def earners_have_points_above(view: RubricView) -> Iterator[Problem]:
    """A rule that earns inside a criterion, or voids it, stands under one that has points."""
    for top in view.rubric.criteria:
        yield from _homeless(top)


def _homeless(node: Criterion) -> Iterator[Problem]:
    if node.points is not None:
        return
    for rule in node.rules:
        if rule.voids or (rule.earns and not rule.judged):
            message = f"在考核内容里得分或清零的计分办法，上面必须有分值，{rule.id} 的上级都没有"
            hint = "给这项或上级考核内容写上 points；计入加分总额的改用 award"
            yield error(rule.place, ("id",), message, hint)
    for child in node.criteria:
        yield from _homeless(child)


@check(
    Code(
        "R015",
        "满分得不到",
        "得分的考核内容，每个考核月份应当能够得满分，否则用 mismatch 说明（提醒）。",
    )
)
def full_points_can_be_earned(view: RubricView) -> Iterator[Problem]:
    """Where points are earned, full points can be reached in every month."""
    for node in view.nodes:
        if node.points is None or node.mismatch or not any(r.earns for r in node.own_rules()):
            continue
        most = {month: _attainable(node, month) for month in view.months}
        short = {m: best for m, best in most.items() if best is not None and 0 < best < node.full}
        if short:
            full, worst = readable(node.full), readable(min(short.values()))
            message = f"满分 {full} 应当能够得到，{listed(short)} 最多只能得 {worst}"
            hint = "核对各条分数和适用月份；文件本身如此的，用 mismatch 写明"
            yield warning(node.place, ("points",), message, hint)


def _attainable(node: Criterion, month: str) -> Fraction | None:
    """The most points that a criterion can have in a month; None where there is no bound."""
    total = sum((c.points or Fraction(0) for c in node.scored_children()), Fraction(0))
    for rule in node.own_rules():
        if rule.earns and runs_in(rule, month):
            if rule.action.most is None:
                return None
            total += rule.action.most
    return total


@check(
    Code("R016", "当月没有计分办法", "有分值的考核内容，每个考核月份应当有计分办法生效（提醒）。")
)
def months_have_rules(view: RubricView) -> Iterator[Problem]:
    """A criterion with points has a rule in force in every month."""
    for node in view.nodes:
        rules = tuple(node.own_rules())
        if node.points is None or not rules or any(node.scored_children()):
            continue
        idle = [m for m in view.months if not any(runs_in(rule, m) for rule in rules)]
        if idle:
            message = f"有分值的考核内容每月应当有计分办法，“{node.id}”在 {listed(idle)} 没有"
            hint = "核对计分办法的 months、from、until；当月不考核的，在 participation.yaml 写明"
            yield warning(node.place, ("points",), message, hint)
