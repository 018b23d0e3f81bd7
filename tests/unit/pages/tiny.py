"""A book of two units, three rules and two months, made by hand; every page of it is kept.

``python -m tests.unit.pages.tiny`` writes the pages in ``expected/`` anew; read the difference.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from bulletin.language import CHINESE, Language
from bulletin.law.actions import Amount, Award, Deduct, DeductBeyond, Test
from bulletin.model.history import Commit, Deed, Difference, Entry
from bulletin.model.month import Appeal, Finding, Measurement, Month, Noted, Ordered
from bulletin.model.rubric import Criterion, Metric, Modifier, Option, Reading, Rubric, Rule, Totals
from bulletin.model.scheme import Assessment, AwardRule, Mismatch, Named, Scheme, Selector, Site
from bulletin.model.unit import Unit, Units
from bulletin.pages import Edition, render
from bulletin.problem import Place
from bulletin.publish.mirror import mirror
from bulletin.publish.program import templates
from bulletin.scoring import award, score
from bulletin.text import UserText
from bulletin.view.trail import Trail

EXPECTED = Path(__file__).parent / "expected"
RUBRIC_FILE = "data/schemes/demo/rubrics/2017-08.yaml"


def _rules() -> tuple[Rule, Rule, Rule]:
    guide = Rule(
        id="guide",
        text=UserText("办事指南要素不全的，每项扣1分"),
        clause="附件 第1项",
        criterion="1.1",
        action=Deduct(Amount(Fraction(1)), per=UserText("项")),
        place=Place(RUBRIC_FILE, 8),
        disqualifies="merit",
    )
    satisfaction = Rule(
        id="satisfaction",
        text=UserText("满意率低于99%的，每低1个百分点扣1分"),
        clause="附件 第2项",
        criterion="1.2",
        action=DeductBeyond(Amount(Fraction(1)), metric="rate", limit=Test("below", Fraction(99))),
        place=Place(RUBRIC_FILE, 15),
    )
    idea = Rule(
        id="idea",
        text=UserText("有创新举措的，每项加0.5分"),
        clause="附件 第3项",
        criterion="2",
        action=Award(Amount(Fraction(1, 2)), per=UserText("项")),
        place=Place(RUBRIC_FILE, 22),
    )
    return guide, satisfaction, idea


def rubric() -> Rubric:
    """10 points in two parts, and a heading whose awards go to the total."""
    guide, satisfaction, idea = _rules()
    first = Criterion("1.1", "办事指南", Place(RUBRIC_FILE, 5), Fraction(3), rules=(guide,))
    second = Criterion("1.2", "满意率", Place(RUBRIC_FILE, 12), Fraction(7), rules=(satisfaction,))
    top = Criterion("1", "服务", Place(RUBRIC_FILE, 3), Fraction(10), criteria=(first, second))
    other = Criterion("2", "其他", Place(RUBRIC_FILE, 20), rules=(idea,))
    return Rubric(
        scheme="demo",
        version="2017-08",
        title="示范细则",
        document="示范〔2017〕1号",
        place=Place(RUBRIC_FILE),
        criteria=(top, other),
        metrics={"rate": Metric("rate", "满意率", Place(RUBRIC_FILE, 30), "%", "市审管办")},
        modifiers=(
            Modifier(
                id="external",
                text=UserText("督查发现的加倍"),
                when="source",
                factor=Fraction(2),
                place=Place(RUBRIC_FILE, 33),
                clause="附注2",
                sources=("inspection",),
            ),
        ),
        totals=Totals(overflow="carry"),
        readings=(
            Reading(
                id="whole-points",
                clause="附件 第2项",
                question=UserText("不足1个百分点扣不扣?"),
                chosen=UserText("不扣"),
                place=Place(RUBRIC_FILE, 40),
                options=(Option(UserText("不扣")), Option(UserText("按比例扣"))),
                why=UserText("按字面理解"),
            ),
        ),
        rules={rule.id: rule for rule in (guide, satisfaction, idea)},
        nodes={node.id: node for node in (top, first, second, other)},
        charged={"1": "1", "1.1": "1.1", "1.2": "1.2", "2": None},
    )


def _august() -> Month:
    folder = "data/schemes/demo/2017-08"
    shared = Finding(
        id="a-1",
        month="2017-08",
        unit="jiaoyu",
        rule="guide",
        date=date(2017, 8, 20),
        summary=UserText("两份办事指南<缺>要素"),
        place=Place(f"{folder}/findings/jiaoyu/a-1.yaml"),
        count=Fraction(2),
        source="inspection",
        detail=UserText("学籍变更、转学两份指南没有写*受理条件*。"),
        ordered=Ordered(due=date(2017, 9, 10)),
    )
    idea = Finding(
        id="a-2",
        month="2017-08",
        unit="minzheng",
        rule="idea",
        date=date(2017, 8, 25),
        summary=UserText("婚姻登记全城通办"),
        place=Place(f"{folder}/findings/minzheng/a-2.yaml"),
    )
    found = {"a-1": shared, "a-2": idea}
    return Month("demo", "2017-08", found, _rates(folder, jiaoyu="97.5", minzheng="99.2"))


def _september() -> Month:
    folder = "data/schemes/demo/2017-09"
    appealed = Finding(
        id="b-1",
        month="2017-09",
        unit="minzheng",
        rule="guide",
        date=date(2017, 9, 5),
        summary=UserText("低保指南缺联系电话"),
        place=Place(f"{folder}/findings/minzheng/b-1.yaml"),
        rectified=Noted(date(2017, 9, 20)),
        appeal=Appeal(
            filed=date(2017, 9, 12), grounds=UserText("指南第3页有电话"), decision="upheld"
        ),
    )
    return Month("demo", "2017-09", {"b-1": appealed}, _rates(folder, minzheng="99"))


def _rates(folder: str, **values: str) -> tuple[Measurement, ...]:
    return tuple(
        Measurement("rate", unit, Fraction(value), Place(f"{folder}/measurements.yaml", 4))
        for unit, value in values.items()
    )


def commit(id_: str, day: int, subject: str, **more: str) -> Commit:
    """A commit by 张三, applied on the same day of September 2017."""
    made, who = date(2017, 9, day), UserText("张三")
    return Commit(id_, who, made, who, made, UserText(subject), **more)


def _trail() -> Trail:
    """A finding that was changed by a pull request, a file of one commit, and a changed rule."""
    finding = "data/schemes/demo/2017-08/findings/jiaoyu/a-1.yaml"
    rates = "data/schemes/demo/2017-08/measurements.yaml"
    merge = commit("9f8e7d6c5b4a", 4, "Merge pull request #12 from zhang/两项", request="#12")
    changed = replace(
        commit("1a2b3c4d5e6f", 3, "改为两项 <b>"),
        committer=UserText("李*四*"),
        committed=date(2017, 9, 4),
    )
    fields = (
        Difference(UserText("数量"), UserText("1"), UserText("2")),
        Difference(UserText("责令整改"), new=UserText("期限 2017-09-10")),
        Difference(UserText("详细情况"), UserText("*旧*"), UserText("<新>"), long=True),
    )
    first = commit("0a1b2c3d4e5f", 1, "登记")
    newest = Entry(changed, finding, merge=merge, moved=f"{finding}.txt", fields=fields)
    rule = commit("7c7c7c7c7c7c", 6, "Revert", reverts="5e4d3c2b1a0f")
    per = (Difference(UserText("扣分·计数单位"), old=UserText("个")),)
    return Trail(
        files={
            finding: Entry(changed, finding),
            rates: Entry(commit("5e4d3c2b1a0f", 5, "报数", request="!3"), rates, Deed.ADDED),
            RUBRIC_FILE: Entry(rule, RUBRIC_FILE),
        },
        records={
            finding: {(1, 1): (newest, Entry(first, finding, Deed.ADDED))},
            RUBRIC_FILE: {
                (8, 1): (
                    Entry(rule, RUBRIC_FILE, fields=per),
                    Entry(commit("4b4b4b4b4b4b", 5, "写坏"), RUBRIC_FILE, Deed.BROKE),
                    Entry(first, RUBRIC_FILE, Deed.ADDED),
                ),
                (15, 1): (Entry(first, RUBRIC_FILE, Deed.ADDED),),
            },
        },
    )


TRAIL = _trail()


def edition() -> Edition:
    """Two months, of which the second still waits for a number."""
    units = Units(
        {
            "jiaoyu": _unit("jiaoyu", "市教育局", 1),
            "minzheng": _unit("minzheng", "市民政局", 4),
        }
    )
    scheme = Scheme(
        id="demo",
        title="示范考核",
        document="示范〔2017〕1号",
        place=Place("data/schemes/demo/scheme.yaml"),
        units=Selector(),
        organisers=("示范一办", "示范二办"),
        sources=(Named("inspection", "市级督查"),),
        flags=(Named("merit", "取消评优资格"),),
        awards=(AwardRule("best", "先进单位", "mean", Fraction(1, 2), barred_by=("merit",)),),
        mismatches=(Mismatch("附件", UserText("标题与正文名称不一")),),
    )
    months = {"2017-08": _august(), "2017-09": _september()}
    assessment = Assessment(scheme, {"2017-08": rubric()}, months)
    scores = {month: score(assessment, units, month) for month in months}
    return Edition(
        site=Site("示范通报", "示范办", Place("data/site.yaml"), demo=True),
        units=units,
        assessment=assessment,
        scores=scores,
        awards={"2017": award(assessment, units, "2017", scores)},
        trail=TRAIL,
    )


def _unit(unit: str, name: str, line: int) -> Unit:
    return Unit(unit, name, "department", Place("data/units/demo.yaml", line), "demo")


def pages(language: Language = CHINESE) -> Mapping[str, str]:
    """Every page of the book."""
    made = edition()
    return render(made.site, [made], templates(), language)


if __name__ == "__main__":
    mirror(EXPECTED, pages())
