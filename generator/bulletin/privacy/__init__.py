"""Personal data in a text: mobile, identity, card and land-line numbers, plates, e-mail.

Found also where they are disguised: in groups, full-width, in Chinese numerals, in brackets.
"""

import re
from collections.abc import Iterator

from bulletin.privacy import digits, marks
from bulletin.privacy.fold import DIGIT, SEPARATOR, fold
from bulletin.privacy.span import PersonalKind, Span

__all__ = ["PersonalKind", "Span", "masked", "personal", "suspect"]

_MANY = re.compile(rf"{DIGIT}(?:{SEPARATOR}{{0,3}}{DIGIT}){{9}}")
_ORDER = tuple(PersonalKind)


def suspect(text: str) -> bool:
    """Tell, cheaply, whether a text may hold personal data; hardly any text does."""
    return bool(_MANY.search(text) or marks.HINT.search(text) or digits.HINT.search(text))


def personal(text: str) -> tuple[Span, ...]:
    """Return what in a text is personal data, in its order and without overlaps.

    >>> [(span.kind.title, span.shown) for span in personal("请联系一三八 0571（1234）")]
    [('手机号码', '138****1234')]
    """
    if not suspect(text):
        return ()
    plain, spoken = fold(text), fold(text, numerals=True)
    spans = {span for folded in {plain, spoken} for span in _in(folded)}
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (_ORDER.index(s.kind), s.start - s.end, s.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return tuple(sorted(kept, key=lambda s: s.start))


def masked(text: str) -> str:
    """Return a text in which personal data cannot be read any more; land lines stay."""
    for span in reversed(personal(text)):
        if span.kind is not PersonalKind.LANDLINE:
            text = f"{text[: span.start]}{span.shown}{text[span.end :]}"
    return text


def _in(folded: str) -> Iterator[Span]:
    yield from digits.spans(folded)
    yield from marks.spans(folded)
