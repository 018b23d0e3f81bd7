"""Personal data: none in any text, key, id or file name; contacts are kept elsewhere."""

from collections.abc import Iterator
from dataclasses import replace

from bulletin.checks.view import Whole
from bulletin.checks.words import error, warning
from bulletin.model.scheme import Written
from bulletin.privacy import PersonalKind, Span, masked, personal
from bulletin.problem import Problem

_CODES = {
    PersonalKind.MOBILE: "C001",
    PersonalKind.IDENTITY: "C002",
    PersonalKind.CARD: "C003",
    PersonalKind.PLATE: "C004",
    PersonalKind.EMAIL: "C005",
    PersonalKind.LANDLINE: "C006",
}
_HINT = (
    "删去；联系方式等个人信息在库外登记，此处至多写登记的编号（如 联系人 L-031），"
    "问题和数据的编号写在 evidence 的 ref"
)
_PUBLIC = "对外公布的服务电话可以保留；个人的请删去，只写库外登记的编号（如 联系人 L-031）"


def nobody_is_exposed(view: Whole) -> Iterator[Problem]:
    """No text holds personal data; a land line may be a public one."""
    for written in view.book.suspects:
        for span in personal(written.text):
            yield _told(written, span)


def _told(written: Written, span: Span) -> Problem:
    title, code = span.kind.title, _CODES[span.kind]
    if span.kind is PersonalKind.LANDLINE:
        message = f"不应当写{title}，此处有 {span.shown}"
        return warning(written.place, code, (), message, _PUBLIC)
    return error(written.place, code, (), f"不得写{title}，此处有 {span.shown}", _HINT)


def discreet(problem: Problem) -> Problem:
    """The same problem, whose words do not repeat what nobody should read."""
    message, hint = masked(problem.message), masked(problem.hint)
    same = (message, hint) == (problem.message, problem.hint)
    return problem if same else replace(problem, message=message, hint=hint)


CHECKS = (nobody_is_exposed,)
