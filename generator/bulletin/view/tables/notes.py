"""The sheet that says where a workbook's numbers come from and how they are to be read."""

from collections.abc import Iterator

from bulletin.language import CHINESE
from bulletin.view import links
from bulletin.view.edition import Edition
from bulletin.view.sheet import Cell, Sheet
from bulletin.view.words import month_name

NOTES = {"about": "项目", "note": "说明"}


def notes(edition: Edition, months: tuple[str, ...]) -> Sheet:
    """Say what the data is, as of when, and what its cells mean."""
    return Sheet("notes", "数据来源说明", NOTES, tuple(_notes(edition, months)))


def _notes(edition: Edition, months: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    scheme = edition.assessment.scheme
    if edition.site.demo:
        yield "演示数据", "演示数据，纯属虚构"
    yield "考核办法", scheme.title
    yield "文件", scheme.document
    yield "月份", "、".join(map(_month, months))
    if edition.earlier:
        yield "往年", f"问题和扣分加分明细只列本年度，往年的见{_last(edition)}各期"
    yield "评分细则", "、".join(_rubrics(edition, months))
    yield "是否暂定", _provisional(edition, months)
    yield "发布", edition.site.publisher
    if edition.trail.head:
        yield "版本", f"由版本库提交 {edition.trail.head} 生成"
    yield "各列", f"各列的含义见本站“指标说明”（{links.GLOSSARY}）；同一个名称处处是同一个数"
    yield "分数", "四舍五入到通报所示的位数；“未取整”一列和 JSON 文件是精确值"
    yield "空格", "没有这一项；不适用、免予考核、不参加、待报各自写明，不是零"
    yield "编号", "编号是文本，不是数字：1.10 与 1.1 是两项内容"
    yield "网页", "本站内的地址"


def _last(edition: Edition) -> str:
    """The versions that give the records of earlier years."""
    return "、".join(map(_month, edition.earlier))


def _rubrics(edition: Edition, months: tuple[str, ...]) -> list[str]:
    found = (edition.rubrics.get(month) for month in months)
    return list(dict.fromkeys(f"{r.title}（{r.version}起）" for r in found if r))


def _provisional(edition: Edition, months: tuple[str, ...]) -> str:
    waiting = [_month(month) for month in months if edition.scores[month].provisional]
    return f"暂定：{'、'.join(waiting)}还有数据或评分待报" if waiting else "各项数据齐全"


def _month(month: str) -> str:
    return CHINESE.say(month_name(month))
