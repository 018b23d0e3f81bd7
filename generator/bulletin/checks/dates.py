"""Dates of findings: they lie near the month, and follow one another."""

from collections.abc import Iterator
from datetime import date

from bulletin.checks.registry import Subject
from bulletin.checks.view import MonthView
from bulletin.checks.words import Keys, error
from bulletin.model.month import Finding
from bulletin.months import near
from bulletin.number import readable
from bulletin.problem import Code, Problem

check = Subject[MonthView]()


@check(Code("F022", "发现日期离谱", "发现日期距所在月份不得超过一个月。"))
def dates_are_near(view: MonthView) -> Iterator[Problem]:
    """A finding's date is at most a month away from its month."""
    first, last = near(view.month.month)
    for finding in view.sound:
        if not first <= finding.date <= last:
            message = f"发现日期必须在 {first} 至 {last} 之间，此处为 {finding.date}"
            hint = f"改正 date，或把文件移到 {finding.date.isoformat()[:7]} 文件夹"
            yield error(finding.place, ("date",), message, hint)


@check(Code("F014", "日期先后颠倒", "整改期限、整改、申诉、撤回不得早于发现，处理不得早于申诉。"))
def dates_follow(view: MonthView) -> Iterator[Problem]:
    """Nothing that follows a finding or an appeal is earlier than it."""
    for finding in view.sound:
        for keys, word, later, before, earlier in _pairs(finding):
            if later is not None and earlier is not None and later < earlier:
                message = f"{word}不得早于{before} {earlier}，此处为 {later}"
                yield error(finding.place, keys, message, "改正其中一个日期")


def _pairs(f: Finding) -> Iterator[tuple[Keys, str, date | None, str, date | None]]:
    if f.ordered:
        yield ("ordered", "due"), "整改期限", f.ordered.due, "发现日期", f.date
    if f.rectified:
        yield ("rectified", "date"), "整改完成日期", f.rectified.on, "发现日期", f.date
    if f.withdrawn:
        yield ("withdrawn", "date"), "撤回日期", f.withdrawn.on, "发现日期", f.date
    if f.appeal:
        yield ("appeal", "filed"), "申诉日期", f.appeal.filed, "发现日期", f.date
        yield ("appeal", "decided"), "处理日期", f.appeal.decided, "申诉日期", f.appeal.filed


@check(Code("F015", "申诉没有改变数量", "改变数量（amended）的申诉，数量必须与原来不同。"))
def amendments_differ(view: MonthView) -> Iterator[Problem]:
    """An appeal that amends a count changes it."""
    for finding in view.sound:
        appeal = finding.appeal
        if appeal and appeal.decision == "amended" and appeal.count == finding.count:
            message = f"改变后的数量必须与原数量不同，两处都是 {readable(finding.count)}"
            hint = "改正 appeal 的 count；维持原扣分的写 decision: rejected"
            yield error(finding.place, ("appeal", "count"), message, hint)
