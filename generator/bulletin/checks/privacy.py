"""Personal data: none in any text, key, id or file name; contacts are kept elsewhere."""

from collections.abc import Iterator
from dataclasses import replace

from bulletin.checks.registry import Subject
from bulletin.checks.view import Whole
from bulletin.checks.words import error, warning
from bulletin.model.scheme import Written
from bulletin.privacy import PersonalKind, Span, masked, personal
from bulletin.problem import Code, Problem

check = Subject[Whole]()

CODES = {
    PersonalKind.MOBILE: Code(
        "C001", "写了手机号码", "任何文字、标识和文件名里都不得有手机号码，怎样间隔、变写都不行。"
    ),
    PersonalKind.IDENTITY: Code(
        "C002", "写了身份证号码", "不得有居民身份证号码（18 位和旧的 15 位）。"
    ),
    PersonalKind.CARD: Code("C003", "写了银行卡号", "不得有银行卡号。"),
    PersonalKind.PLATE: Code(
        "C004", "写了车牌号码", "不得有车牌号码，新能源汽车和挂、学、警、使领馆等专用号牌也一样。"
    ),
    PersonalKind.EMAIL: Code("C005", "写了电子邮箱", "不得有电子邮箱地址。"),
    PersonalKind.LANDLINE: Code(
        "C006", "写了固定电话", "不应当有固定电话号码；对外公布的服务电话可以保留（提醒）。"
    ),
}
LANDLINE = CODES[PersonalKind.LANDLINE]
_HINT = (
    "删去；联系方式等个人信息在库外登记，此处至多写登记的编号（如 联系人 L-031），"
    "问题和数据的编号写在 evidence 的 ref"
)
_PUBLIC = "对外公布的服务电话可以保留；个人的请删去，只写库外登记的编号（如 联系人 L-031）"


@check(*CODES.values())
def nobody_is_exposed(view: Whole) -> Iterator[Problem]:
    """No text holds personal data; a land line may be a public one."""
    for written in view.book.suspects:
        for span in personal(written.text):
            yield _told(written, span)


def _told(written: Written, span: Span) -> Problem:
    title, code = span.kind.title, CODES[span.kind]
    if span.kind is PersonalKind.LANDLINE:
        message = f"不应当写{title}，此处有 {span.shown}"
        return warning(written.place, (), message, _PUBLIC, code=code)
    return error(written.place, (), f"不得写{title}，此处有 {span.shown}", _HINT, code=code)


def discreet(problem: Problem) -> Problem:
    """The same problem, whose words do not repeat what nobody should read."""
    message, hint = masked(problem.message), masked(problem.hint)
    same = (message, hint) == (problem.message, problem.hint)
    return problem if same else replace(problem, message=message, hint=hint)
