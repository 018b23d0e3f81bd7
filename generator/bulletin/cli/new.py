"""The command for a new finding: asked in the terminal, checked at once, then written."""

from functools import partial
from pathlib import Path

import click

from bulletin import problem
from bulletin.cli.asking import Offer, Question, ask
from bulletin.cli.chinese import Command
from bulletin.cli.common import MONTH, assessment_of, good, wrong
from bulletin.cli.output import say
from bulletin.cli.repeats import LATER, NO, YES, decision
from bulletin.exchange.form.choices import Choice
from bulletin.exchange.form.table import FINDINGS
from bulletin.exchange.recheck import cost
from bulletin.language import CHINESE
from bulletin.model.rubric import Rule
from bulletin.number import short
from bulletin.problem import errors
from bulletin.record import repeats as record_repeats
from bulletin.record.files import brought, write
from bulletin.record.new import Draft, asked, must, open_months
from bulletin.repository.opened import Repository
from bulletin.scoring import score
from bulletin.view.words import effect


@click.command(cls=Command)
@click.argument("scheme", required=False)
@click.argument("month", type=MONTH, required=False)
@click.pass_obj
def new(root: Path, scheme: str | None, month: str | None) -> int:
    """逐项问答，登记一个问题或加分事项：随答随查，提示疑似重复，确认以后才写文件。"""
    repository = good(root)
    name = scheme or _scheme(repository)
    months = open_months(assessment_of(repository, name))
    if not months or (month and month not in months):
        wrong(f"考核办法 {name} 没有{month or ''}可以登记的月份", months)
    begun = [
        month_id for month_id in months if month_id in repository.book.assessments[name].months
    ]
    draft = Draft(root, repository, name, month or _month(months, (begun or [*months])[-1]))
    _fill(draft)
    if draft.is_registered():
        say("同样的内容已经登记过了，没有写", err=True)
        return 1
    if _settle(draft):
        return _finish(draft)
    say("没有登记")
    return 0


def _scheme(repository: Repository) -> str:
    """The only scheme, or the one that is chosen."""
    assessments = repository.book.assessments
    offers = tuple(
        Offer(assessment.scheme.id, f"{assessment.scheme.title} {assessment.scheme.id}")
        for assessment in assessments.values()
    )
    return offers[0].id if len(offers) == 1 else ask(Question("考核办法", offers=offers))


def _month(months: tuple[str, ...], usual: str) -> str:
    """The only month that is open, or the one that is chosen; usually the last that is begun."""
    if len(months) == 1:
        return usual
    offers = tuple(Offer(month, month) for month in months)
    return ask(Question("月份", f"直接按回车是 {usual}", offers, usual))


def _fill(draft: Draft) -> None:
    """Ask for every column that the rule needs."""
    _ask(draft, "unit")
    _ask(draft, "rule")
    for column in asked(draft.rubric.rules[draft.texts["rule"]]):
        _ask(draft, column)


def _ask(draft: Draft, name: str) -> None:
    column = FINDINGS.column(name)
    offers = _offers(draft, name)
    refuse = partial(draft.refusal, name)
    opened = column.kind == "open" and not draft.assessment.scheme.sources
    hints = [column.about, *(["写几个字就能找到"] if offers else [])]
    about = "；".join([*hints, *([] if must(name) else ["没有的按回车"])])
    draft.texts[name] = ask(
        Question(column.title, about, offers, "", opened, partial(draft.spelt, name), refuse)
    )


def _offers(draft: Draft, name: str) -> tuple[Offer, ...]:
    if name == "rule":
        return tuple(_rule(draft, rule) for rule in draft.rules())
    if name == "tier":
        tiers = draft.rubric.rules[draft.texts["rule"]].tiers
        return tuple(Offer(tier, tier) for tier in tiers)
    choice = draft.known.get(FINDINGS.column(name).choices, Choice())
    names: dict[str, list[str]] = {}
    for other, names_of in choice.names.items():
        names.setdefault(names_of, []).append(other)
    listed = (
        (choice_id, choice.label(choice_id), " ".join(names.get(choice_id, ())))
        for choice_id in choice.offered
    )
    return tuple(Offer(choice_id, label, words=words) for choice_id, label, words in listed)


def _rule(draft: Draft, rule: Rule) -> Offer:
    """A rule with its points; any words of its clause and criterion find it."""
    about = CHINESE.say(effect(rule.action))
    titles = " ".join(node.title for node in draft.rubric.path(rule.criterion))
    label = draft.known["rules"].label(rule.id)
    return Offer(rule.id, label, about, f"{rule.text.raw} {rule.clause} {titles}")


def _settle(draft: Draft) -> bool:
    """Ask what likely repeats are; False: the event is registered already."""
    while candidate := draft.likely():
        answer = decision(candidate)
        if answer == YES and candidate.twice:
            return False
        if answer == LATER:
            break
        change = record_repeats.repeating if answer == YES else record_repeats.told_apart
        draft.more = change(draft.more, candidate)
    return True


def _finish(draft: Draft) -> int:
    """Show what would be written and what it does; write it if that is wanted."""
    path, content = draft.file()
    problems = brought(draft.root, draft.repository, {path: content})
    for warning in problems:
        say(problem.as_text(warning))
    if errors(problems):
        say("有错误，没有写", err=True)
        return 1
    say(f"\n{path}\n")
    say("".join(f"    {line}\n" for line in content.decode().splitlines()))
    say(_effect(draft))
    if ask(Question("写入吗", offers=(Offer(YES, "是"), Offer(NO, "否")), usual=YES)) == NO:
        say("没有写")
        return 0
    write(draft.root, {path: content})
    say(f"已写入。下一步，提交、推送，发起合并请求：\n    git add {path}")
    return 0


def _effect(draft: Draft) -> str:
    """What the finding takes, and what it does to the total and rank of the assessed unit."""
    units, name = draft.repository.book.units, draft.finding().full_id
    line = {unit.id for unit in units.lineage(draft.texts["unit"])}
    states = [
        score(assessment, units, draft.month) for assessment in (draft.before(), draft.after())
    ]
    was, will = (next(unit for unit in state.units if unit.unit in line) for state in states)
    taken = [cost(step) for step in will.steps if step.finding == name and step.change < 0]
    if was.total is None or will.total is None:
        return f"{was.name}：{draft.month} 没有总分"
    total = f"总分 {short(was.total, was.places)} → {short(will.total, will.places)}"
    return f"{was.name}：" + "，".join((*taken, total, f"名次 {was.rank} → {will.rank}"))
