"""The glossary: every name that a reader meets, with the one amount or state that it stands for.

Pages, tables, documents, feeds and the terminal take heads and values from here, so that a name
cannot stand for another amount at another door.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from bulletin.language import Word, _
from bulletin.law.rectification import Standing
from bulletin.trace import AwardPlace, CriterionScore, Kind, Status, Step, UnitScore

Of = TypeVar("Of")


@dataclass(frozen=True)
class Term:
    """A name and its meaning; ``id`` is the key under which programs read it, if they do."""

    id: str
    title: Word
    definition: Word


@dataclass(frozen=True)
class Quantity(Term, Generic[Of]):
    """The name of an amount; ``of`` takes it from a score, None where there is none."""

    of: Callable[[Of], Fraction | None]


# --- amounts ----------------------------------------------------------------------------------


def deducted(score: UnitScore) -> Fraction:
    """All that was deducted from a unit, inside criteria and from the total (not negative).

    Inside a criterion with its own scale (``out_of``) the points are those of that scale; what a
    void took is no deduction.
    """
    return -_sum(score.steps, Kind.DEDUCT)


def awarded(score: UnitScore) -> Fraction:
    """All that was awarded to a unit, before any cap."""
    return _sum(score.steps, Kind.AWARD)


def _sum(steps: Iterable[Step], kind: Kind) -> Fraction:
    return sum((step.change for step in steps if step.kind is kind), Fraction(0))


def _part(of: Callable[[UnitScore], Fraction]) -> Callable[[UnitScore], Fraction | None]:
    """An amount of a unit that has a total."""
    return lambda score: None if score.total is None else of(score)


def _scored(
    of: Callable[[CriterionScore], Fraction],
) -> Callable[[CriterionScore], Fraction | None]:
    """An amount of a criterion that has a score."""
    return lambda criterion: None if criterion.score is None else of(criterion)


TOTAL = Quantity[UnitScore](
    "total",
    _("总分"),
    _(
        "一个单位一个月的结果：各项得分减超出部分，加计入加分，减另扣；细则设有总分下限的，不低于下限。"
    ),
    lambda score: score.total,
)
EXACT = Quantity[UnitScore](
    "exact",
    _("总分（未取整）"),
    _("总分的精确值，名次按它排列；除不尽的，在表格里写约数。"),
    lambda score: score.total,
)
BASE = Quantity[UnitScore](
    "base",
    _("各项得分"),
    _("各项考评内容得分之和；细则规定按参评项目折算的，为折算成百分制以后的分数。"),
    _part(lambda score: score.base),
)
OVERFLOW = Quantity[UnitScore](
    "overflow",
    _("超出部分"),
    _("各项内容的扣分超过满分、按细则从总分中扣除的分数；细则规定超出的不计，则为零。"),
    _part(lambda score: score.overflow),
)
BONUS = Quantity[UnitScore](
    "bonus",
    _("计入加分"),
    _("计入总分的加分：加分超过每月上限的，按上限计。"),
    _part(lambda score: score.bonus),
)
PENALTY = Quantity[UnitScore](
    "penalty",
    _("另扣"),
    _("不归入任何一项内容、直接从总分中扣除的分数；扣分已经包括它。"),
    _part(lambda score: score.penalty),
)
DEDUCTED = Quantity[UnitScore](
    "deducted",
    _("扣分"),
    _(
        "按各条计分办法扣分的合计，不论归入哪一项、是否超过满分；"
        "先按自己的分制计、再折算的内容，为折算以前的分数；使一项内容当月不得分的，不在其内。"
    ),
    _part(deducted),
)
AWARDED = Quantity[UnitScore](
    "awarded",
    _("加分"),
    _("按各条计分办法加分的合计，封顶以前。"),
    _part(awarded),
)
UNIT: tuple[Quantity[UnitScore], ...] = (
    *(TOTAL, EXACT, BASE, OVERFLOW, BONUS, PENALTY, DEDUCTED, AWARDED),
)
"""The amounts of a unit's month."""

POINTS = Quantity[CriterionScore](
    "points", _("满分"), _("一项内容最多可以得的分数。"), lambda criterion: criterion.points
)
TAKEN = Quantity[CriterionScore](
    "taken",
    _("参评满分"),
    _("一项内容里这个单位参加考评的部分的满分；没有不参加、不适用的部分时，就是满分。"),
    _scored(lambda criterion: criterion.taken),
)
SCORE = Quantity[CriterionScore](
    "score", _("得分"), _("一项内容得到的分数。"), lambda criterion: criterion.score
)
LOST = Quantity[CriterionScore](
    "lost", _("失分"), _("参评满分减得分。"), _scored(lambda criterion: criterion.lost)
)
SHARE = Quantity[CriterionScore](
    "share", _("得分率"), _("得分占参评满分的百分比。"), lambda criterion: criterion.share
)
EXCESS = Quantity[CriterionScore](
    "overflow",
    _("超扣"),
    _("一项内容的扣分超过满分的分数；是否从总分中扣除，由细则规定，扣除的计入超出部分。"),
    lambda criterion: criterion.overflow,
)
CRITERION: tuple[Quantity[CriterionScore], ...] = (POINTS, TAKEN, SCORE, LOST, SHARE, EXCESS)
"""The amounts of one criterion in a unit's month."""

AWARD_SCORE = Quantity[AwardPlace](
    "score",
    _("全年成绩"),
    _("评优用的成绩：全年各考核月总分的合计或者平均，由考核办法规定。"),
    lambda place: place.score,
)
AWARD_EXACT = Quantity[AwardPlace](
    "exact",
    _("全年成绩（未取整）"),
    _("全年成绩的精确值，评优的名次按它排列。"),
    lambda place: place.score,
)
AWARD: tuple[Quantity[AwardPlace], ...] = (AWARD_SCORE, AWARD_EXACT)
"""The amounts of a unit's year."""

STEP: tuple[Quantity[Step], ...] = (
    Quantity("base", _("基础分"), _("一步计分里，每一件扣或者加的分数。"), lambda step: step.base),
    Quantity("count", _("数量"), _("一步计分里的件数、次数或者档数。"), lambda step: step.count),
    Quantity("factor", _("倍数"), _("各项加重规定的倍数相乘。"), lambda step: step.factor),
    Quantity(
        "change",
        _("变动"),
        _("一步计分改变的分数：基础分、数量、倍数相乘，扣分为负，加分为正。"),
        lambda step: step.change,
    ),
    Quantity("running", _("累计"), _("这一步以后的分数。"), lambda step: step.running),
)
"""The amounts of one step."""

MEAN = Term("", _("平均分"), _("有总分的各单位总分的平均。"))
MEAN_SCORE = Term("", _("平均得分"), _("计分的各单位在一项内容上得分的平均。"))
MEAN_SHARE = Term("", _("平均得分率"), _("计分的各单位在一项内容上得分率的平均。"))
MEAN_LOST = Term("", _("平均失分"), _("计分的各单位在一项内容上失分的平均，折成总分的分值。"))
SUM_LOST = Term("", _("合计失分"), _("一个单位在所列各月、各项内容上失分之和。"))
SUM_DEDUCTED = Term(
    "", _("合计扣分"), _("一条计分办法或者一项内容对全部单位的扣分之和，包括不得分失去的分数。")
)
SUM_AWARDED = Term("", _("合计加分"), _("一条计分办法或者一项内容对全部单位的加分之和，封顶以前。"))
SUM_EARNED = Term("", _("合计得分"), _("一条计分办法或者一项内容对全部单位所给的分数之和。"))
CHANGE = Term("change", _("分数"), _("一条问题或者加分事项改变的分数：扣分为负，加分为正。"))
MANY = (
    *(MEAN, MEAN_SCORE, MEAN_SHARE, MEAN_LOST),
    *(SUM_LOST, SUM_DEDUCTED, SUM_AWARDED, SUM_EARNED, CHANGE),
)
"""The amounts of many units, and of one finding."""

# --- standing ---------------------------------------------------------------------------------

RANK = Term("rank", _("名次"), _("在同一组里按总分的精确值排列；总分相同的并列，后面的名次空出。"))
GRADE = Term("grade", _("等次"), _("按总分评定的等次；考核办法没有设等次的，没有这一项。"))
FLAGS = Term("flags", _("标记"), _("考核办法规定的标记，如取消评优资格。"))
PROVISIONAL = Term(
    "provisional", _("暂定"), _("还有数据待报或者评分没有商定，总分、名次可能改变。")
)
NO_TOTAL = Term("status", _("没有总分的原因"), _("没有任何内容计分时的状态，见“计分的状态”。"))
MONTHS = Term("months", _("计入的月数"), _("全年成绩里有总分的月数。"))
WINNER = Term("winner", _("入选"), _("评优入选。"))
BARRED = Term("barred", _("取消资格"), _("使单位不能入选的标记。"))
PLACES = (RANK, GRADE, FLAGS, PROVISIONAL, NO_TOTAL, MONTHS, WINNER, BARRED)
"""What is said of a unit beside its amounts."""

# --- states -----------------------------------------------------------------------------------

STATES: Mapping[Status, Term] = {
    Status.SCORED: Term("scored", _("已计分"), _("按细则计了分，也可以是零分。")),
    Status.NOT_APPLICABLE: Term(
        "not-applicable", _("不适用"), _("当月的计分办法都不适用于这个单位。")
    ),
    Status.EXEMPT: Term("exempt", _("免予考核"), _("登记了免予考核，并写明理由；不计入参评满分。")),
    Status.NOT_PARTICIPATING: Term(
        "not-participating", _("不参加"), _("登记了不参加，并写明理由；不计入参评满分。")
    ),
    Status.PENDING: Term("pending", _("待报"), _("要用的数据或者评分还没有报来。")),
}
KINDS: Mapping[Kind, Term] = {
    Kind.FULL: Term("full", _("起始满分"), _("从满分开始扣的内容，从满分起计。")),
    Kind.PART: Term("part", _("计入"), _("下设内容的得分计入上级内容，或者各项得分计入总分。")),
    Kind.DEDUCT: Term("deduct", _("扣分"), _("按一条计分办法扣分。")),
    Kind.EARN: Term("earn", _("得分"), _("按一条计分办法得分。")),
    Kind.AWARD: Term("award", _("加分"), _("按一条计分办法给总分加分。")),
    Kind.NOTHING: Term("nothing", _("不计分"), _("登记在案但分数不变，并写明原因。")),
    Kind.OVERFLOW: Term(
        "overflow", _("超出部分"), _("扣分超过满分的，本项计零分，超出的由细则规定是否扣总分。")
    ),
    Kind.CAP: Term("cap", _("封顶"), _("超过上限的分数不计。")),
    Kind.VOID: Term("void", _("不得分"), _("一项内容当月不得分。")),
    Kind.SCALE: Term("scale", _("折算"), _("按参评满分或者内容自己的分制折算。")),
    Kind.FLOOR: Term("floor", _("不低于零"), _("低于下限的，按下限计。")),
}
_DUE = Term("due", _("限期整改中"), _("责令整改，期限没有到或者没有定期限。"))
RECTIFICATION: Mapping[Standing, Term] = {
    Standing.DONE: Term("done", _("已整改"), _("责令整改的问题在当月底以前整改完毕。")),
    Standing.AGAIN: Term("again", _("再次发现"), _("责令整改以后又查到同一个问题。")),
    Standing.OVERDUE: Term("overdue", _("到期未整改"), _("期限已过，在当月底还没有整改。")),
    Standing.DUE: _DUE,
    Standing.UNDATED: _DUE,
}
"""How an ordered rectification stands."""
COURSE: Mapping[str, Term] = {
    "fresh": Term("new", _("新发现"), _("本月查实，不是重复发现的问题。")),
    "repeated": Term("repeated", _("重复发现"), _("本月又查到以前查实过的同一个问题。")),
    "persisting": Term(
        "persisting", _("责令整改而未整改"), _("以前责令整改，到本月底没有整改的问题，不论期限。")
    ),
    "rectified": Term("rectified", _("已整改"), _("以前责令整改，在本月整改完毕的问题。")),
}
"""What became of findings between two months, by the course's fields."""
BOUNDS: Mapping[str, Term] = {
    "full": Term("full", _("满分"), _("内容的满分变了。")),
    "limit": Term("limit", _("扣分超过满分的部分"), _("扣分超过满分而不计入得分的部分变了。")),
    "void": Term("void", _("当月不得分"), _("内容当月不得分而失去的分数变了。")),
    "cap": Term("cap", _("加分封顶"), _("加分超过每月上限而不计的部分变了。")),
    "floor": Term("floor", _("总分下限"), _("总分低于下限而补足的部分变了。")),
    "scale": Term("scale", _("按参评项目折算"), _("参评满分变了，折算随着变。")),
}
"""What changes a total beside findings, data and marks, by the sort of a bridge's driver."""
STANDS = Term("stands", _("查实"), _("记录成立，按细则计分。"))
WITHDRAWN = Term("withdrawn", _("已撤回"), _("登记单位撤回，不计分，记录保留。"))
UPHELD = Term("upheld", _("申诉成立"), _("经申诉撤销，不计分。"))
COUNTED_IN = Term("counted_in", _("另案计分"), _("与另一条记录是同一件事，只计那一条。"))
EXEMPTED = Term("exempt", _("免予扣分"), _("全部数量按细则免予扣分。"))
PARTLY_EXEMPTED = Term("partly-exempt", _("部分免予扣分"), _("一部分数量免予扣分。"))
APPEALS = {
    "amended": Term("amended", _("申诉部分成立"), _("经申诉改了数量或者档次，按改了的计分。")),
    "rejected": Term("rejected", _("申诉不成立"), _("申诉已经驳回，照原样计分。")),
    "open": Term("open", _("申诉处理中"), _("已经申诉，还没有决定；决定以前照原样计分。")),
}
"""By the decision on an appeal that leaves the finding as a charge."""
FINDINGS = (
    *(STANDS, WITHDRAWN, UPHELD, *APPEALS.values()),
    *(COUNTED_IN, EXEMPTED, PARTLY_EXEMPTED),
)
"""The states of a finding."""


# --- other columns ----------------------------------------------------------------------------

SCHEME = Term("scheme", _("考核办法"), _("考核办法的名称。"))
YEAR = Term("year", _("年度"), _("评优的年份。"))
MONTH = Term("month", _("月份"), _("考核的月份。"))
UNIT_ID = Term("unit", _("单位编号"), _("单位在名册里的编号，不随名称改变。"))
UNIT_NAME = Term("unit_name", _("单位"), _("被考核单位的名称。"))
GROUP = Term("group", _("组别"), _("一起排名的单位；考核办法没有分组的，没有这一项。"))
AWARD_TITLE = Term("award", _("奖项"), _("评优的奖项。"))
FINDING = Term("finding", _("编号"), _("问题或者加分事项的编号：月份和在当月的编号。"))
STEP_FINDING = Term("finding", _("问题编号"), _("一步计分所依据的问题或者加分事项的编号。"))
METRIC = Term("metric", _("数据编号"), _("一步计分所依据的数据在细则里的编号。"))
DATE = Term("date", _("发现日期"), _("发现问题、查实加分事项的日期。"))
CRITERION_ID = Term("criterion", _("内容编号"), _("考评内容在细则里的编号。"))
CRITERION_TITLE = Term("criterion_title", _("考评内容"), _("考评内容的名称。"))
RULE_ID = Term("rule", _("计分办法编号"), _("计分办法在细则里的编号。"))
RULE_TEXT = Term("rule_text", _("计分办法"), _("计分办法的文字。"))
CLAUSE = Term("clause", _("条款"), _("计分办法在文件里的出处。"))
SOURCE = Term("source", _("来源"), _("由谁、在哪一类检查里发现。"))
METHOD = Term("method", _("方法"), _("怎样发现：体验、暗访、明查、数据、投诉、自报等。"))
PLACE = Term("place", _("地点"), _("在哪里发现；与单位相同的不写。"))
SUMMARY = Term("summary", _("问题或加分事项"), _("一句话写明的问题或者加分事项。"))
NUMBER = Term("count", _("数量"), _("问题或者加分事项的件数、次数。"))
STATE = Term("state", _("状态"), _("记录是否成立，见“记录的状态”。"))
MENDING = Term("rectification", _("整改"), _("整改进展，见“整改的状态”。"))
DUE = Term("due", _("整改期限"), _("责令整改的最后一天。"))
RECTIFIED = Term("rectified", _("整改日期"), _("整改完毕的日期。"))
RECORD = Term("record", _("记录所在"), _("原始记录所在的文件和行号。"))
PAGE = Term("page", _("网页"), _("本站内的地址。"))
KIND = Term("kind", _("步骤"), _("一步计分做什么，见“计分的步骤”。"))
REASON = Term("reason", _("理由"), _("一步计分的算式或者原因。"))
LATE = Term("late", _("逾期天数"), _("从整改期限起已经过了几天。"))
AGAIN = Term("again", _("再次发现扣分"), _("同一个问题再次发现时要扣的分数。"))
RULE = Term("rule", RULE_TEXT.title, RULE_TEXT.definition)
"""In the list for the next round the text stands under the key of the id."""
PROBLEM = Term("summary", _("问题"), _("一句话写明的问题。"))
COLUMNS = (
    *(SCHEME, YEAR, MONTH, UNIT_ID, UNIT_NAME, GROUP, AWARD_TITLE, FINDING, STEP_FINDING, METRIC),
    *(DATE, CRITERION_ID, CRITERION_TITLE, RULE_ID, RULE_TEXT, CLAUSE, SOURCE, METHOD, PLACE),
    *(
        SUMMARY,
        PROBLEM,
        NUMBER,
        STATE,
        MENDING,
        DUE,
        RECTIFIED,
        RECORD,
        PAGE,
        KIND,
        REASON,
        LATE,
        AGAIN,
    ),
)
"""The columns of tables that hold no amount of a unit."""

# --- the page ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Section:
    """Terms of one kind, under one heading."""

    id: str
    title: Word
    terms: tuple[Term, ...]


SECTIONS = (
    Section("unit", _("单位一个月的分数"), UNIT),
    Section("places", _("名次和结果"), PLACES),
    Section("criterion", _("一项考评内容的分数"), CRITERION),
    Section("award", _("全年的分数"), AWARD),
    Section("many", _("多个单位和单条记录的分数"), MANY),
    Section("step", _("一步计分的数字"), STEP),
    Section("kinds", _("计分的步骤"), tuple(KINDS.values())),
    Section("states", _("计分的状态"), tuple(STATES.values())),
    Section("findings", _("记录的状态"), FINDINGS),
    Section("rectification", _("整改的状态"), tuple(dict.fromkeys(RECTIFICATION.values()))),
    Section("course", _("与上月相比的问题"), tuple(COURSE.values())),
    Section("bounds", _("总分变化的其他原因"), tuple(BOUNDS.values())),
    Section("columns", _("表格的其他各列"), COLUMNS),
)
"""The whole glossary, in the order of its page."""
