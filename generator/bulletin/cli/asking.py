"""Questions asked one by one: completed as one types in a terminal, line by line elsewhere."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.validation import ValidationError, Validator

from bulletin.cli.output import say

_MOST = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """One of the possible answers; ``words`` find it besides its label."""

    id: str
    label: str
    about: str = ""
    words: str = ""

    def has(self, text: str, *, widely: bool = True) -> bool:
        """Tell whether every word of a text is in the label, or in what else is known."""
        haystack = f"{self.label} {self.words if widely else ''}".lower()
        return all(word in haystack for word in text.lower().split())


@dataclass(frozen=True)
class Question:
    """What is asked; ``refuse`` says why an answer will not do, in Chinese (empty: it will)."""

    title: str
    about: str = ""
    offers: tuple[Offer, ...] = ()
    usual: str = ""
    is_open: bool = False
    """Another answer than those offered will do as well."""
    spelt: Callable[[str], str] = str
    """The one spelling of an answer that is not offered."""
    refuse: Callable[[str], str] = field(default=lambda _: "")

    def settled(self, text: str) -> tuple[str, str]:
        """The answer that a text means, and why it is refused."""
        answer, refused = self._meant(text.strip() or self.usual)
        return answer, refused or self.refuse(answer)

    def _meant(self, text: str) -> tuple[str, str]:
        """An answer by its label or id, or as the only one that has these words."""
        matching = self._found(text)
        if not text or len(matching) == 1:
            return (matching[0].id if text else ""), ""
        if not self.offers or (self.is_open and not matching):
            return self.spelt(text), ""
        if not matching and len(self.offers) > _MOST:
            return text, f"没有与“{text}”相符的，换几个字再试"
        listed = "".join(f"\n    {offer.label}" for offer in (matching or self.offers)[:_MOST])
        more = "\n    ……" if len(matching) > _MOST else ""
        head = f"与“{text}”相符的有 {len(matching)} 个" if matching else f"没有“{text}”，可以写"
        return text, f"{head}：{listed}{more}"

    def _found(self, text: str) -> tuple[Offer, ...]:
        """The answers that a text may mean: exactly, by their labels, by what else is known."""
        exact = [
            offer for offer in self.offers if text in {offer.label, offer.id, *offer.words.split()}
        ]
        if len(exact) == 1:
            return tuple(exact)
        labelled = tuple(offer for offer in self.offers if offer.has(text, widely=False))
        return labelled or tuple(offer for offer in self.offers if offer.has(text))

    def label(self, answer: str) -> str:
        """How an answer is shown."""
        return next((offer.label for offer in self.offers if offer.id == answer), answer)


def ask(question: Question) -> str:
    """Ask until the answer will do; raises ``EOFError`` or ``KeyboardInterrupt``."""
    typed = _in_terminal(question) if _is_terminal() else _line_by_line(question)
    answer, _ = question.settled(typed)
    if question.label(answer) != typed.strip():
        say(f"  → {question.label(answer) or '不填'}")
    return answer


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _line_by_line(question: Question) -> str:
    if question.about:
        say(f"（{question.about}）")
    while True:
        try:
            typed = input(f"{question.title}：")
        except UnicodeDecodeError as error:
            raise click.ClickException("输入的内容必须是 UTF-8 编码的文字") from error
        say(typed)  # what comes from a pipe is not seen otherwise
        refused = question.settled(typed)[1]
        if not refused:
            return typed
        say(f"  {refused}")


def _in_terminal(question: Question) -> str:
    session: PromptSession[str] = PromptSession()
    return session.prompt(
        f"{question.title}：",
        completer=_Offers(question),
        validator=_Refusals(question),
        validate_while_typing=False,
        bottom_toolbar=question.about or None,
    )


class _Offers(Completer):
    """Proposes the answers that have what is typed so far."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def get_completions(
        self,
        document: Document,
        complete_event: CompleteEvent,  # noqa: ARG002 - as prompt_toolkit calls it
    ) -> Iterator[Completion]:
        """Go through the proposals."""
        text = document.text
        matching = [offer for offer in self.question.offers if offer.has(text)]
        for offer in sorted(matching, key=lambda offer: not offer.has(text, widely=False)):
            yield Completion(offer.label, start_position=-len(text), display_meta=offer.about)


class _Refusals(Validator):
    """Keeps an answer that will not do in the line, to be mended there."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def validate(self, document: Document) -> None:
        """Raise with the reason."""
        refused = self.question.settled(document.text)[1]
        if refused:
            head, *lines = refused.split("\n")
            hints = (line.strip() for line in lines if line.strip().startswith("→"))
            raise ValidationError(len(document.text), "　".join((head, *hints)))
